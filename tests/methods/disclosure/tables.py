"""Random tables for the tests of disclosure, and an attacker written anew with scipy."""

import itertools
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from wijk.methods.disclosure.table import Hierarchy, Table, tabulate

Floats = NDArray[np.float64]


def town(counts: Sequence[int], districts: Sequence[int], zones: Sequence[int] | None = None) -> Table:
    """Blocks with their districts, and perhaps their police zones, all under one town."""
    blocks = [f"b{i}" for i in range(len(counts))]
    names = [f"d{d}" for d in districts]
    trees = [Hierarchy("area", _tree(blocks, names), "districts")]
    members = {"town": list(range(len(counts)))}
    for i, name in enumerate(names):
        members.setdefault(name, []).append(i)
    if zones is not None:
        over = [f"z{z}" for z in zones]
        trees.append(Hierarchy("area", _tree(blocks, over), "zones"))
        for i, name in enumerate(over):
            members.setdefault(name, []).append(i)
    keys = [(block,) for block in blocks] + [(name,) for name in members]
    values = [*counts, *(sum(counts[i] for i in inside) for inside in members.values())]
    return tabulate(["area"], keys, values, trees)


def _tree(children: Sequence[str], parents: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return (*zip(children, parents, strict=True), *((parent, "town") for parent in dict.fromkeys(parents)))


def crossed(counts: NDArray[np.int64], districts: Sequence[int]) -> Table:
    """Blocks in districts, by category, with all totals."""
    areas = [f"b{i}" for i in range(len(counts))]
    names = [f"d{d}" for d in districts]
    trees = [
        Hierarchy("area", _tree(areas, names), "districts"),
        Hierarchy("kind", tuple((f"k{j}", "all") for j in range(counts.shape[1])), "kinds"),
    ]
    inside = {area: [i] for i, area in enumerate(areas)}
    for i, name in enumerate(names):
        inside.setdefault(name, []).append(i)
    inside["town"] = list(range(len(counts)))
    kinds = {f"k{j}": [j] for j in range(counts.shape[1])} | {"all": list(range(counts.shape[1]))}
    keys = [(area, kind) for area in inside for kind in kinds]
    values = [int(counts[np.ix_(inside[area], kinds[kind])].sum()) for area, kind in keys]
    return tabulate(["area", "kind"], keys, values, trees)


def attacked(table: Table, hidden: NDArray[np.bool_], least: Floats, cell: int) -> tuple[float, float]:
    """The least and the most that a hidden cell can be, from what is published: a plain linear programme of the whole table."""
    rows = []
    for one in table.sums:
        row = np.zeros(len(table))
        row[one.whole] = -1
        for part in one.parts:
            row[part] += 1
        rows.append(row)
    bounds = [(float(least[i]), None) if hidden[i] else (float(v),) * 2 for i, v in enumerate(table.values)]
    ends = []
    for sign in (1.0, -1.0):
        cost = np.zeros(len(table))
        cost[cell] = sign
        found = linprog(
            cost, A_eq=np.array(rows) if rows else None, b_eq=np.zeros(len(rows)) if rows else None, bounds=bounds
        )
        ends.append(sign * float(found.fun) if found.status == 0 else float("inf"))
    return ends[0], ends[1]


def lightest(
    table: Table, low: Floats, high: Floats, least: Floats, may_hide: NDArray[np.bool_], cost: Floats
) -> float:
    """The least weight of a hiding that protects, by trying all of them."""
    primary = high > low
    free = np.flatnonzero(may_hide & ~primary)
    best = float("inf")
    for size in range(len(free) + 1):
        for chosen in itertools.combinations(free.tolist(), size):
            weight = float(cost[list(chosen)].sum())
            if weight >= best:
                continue
            hidden = primary.copy()
            hidden[list(chosen)] = True
            ranges = {cell: attacked(table, hidden, least, cell) for cell in np.flatnonzero(primary).tolist()}
            if all(lo <= low[cell] + 1e-6 and hi >= high[cell] - 1e-6 for cell, (lo, hi) in ranges.items()):
                best = weight
    return best


@st.composite
def towns(draw: st.DrawFn, most: int = 14) -> Table:
    """Towns of one dimension, half of them with overlapping zones."""
    size = draw(st.integers(2, most))
    counts = draw(st.lists(st.integers(0, 30), min_size=size, max_size=size))
    districts = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    zones = draw(st.none() | st.lists(st.integers(0, 3), min_size=size, max_size=size))
    return town(counts, districts, zones)


@st.composite
def crossings(draw: st.DrawFn) -> Table:
    """Tables of two dimensions."""
    size, kinds = draw(st.integers(2, 5)), draw(st.integers(2, 3))
    counts = draw(st.lists(st.integers(0, 30), min_size=size * kinds, max_size=size * kinds))
    districts = draw(st.lists(st.integers(0, 1), min_size=size, max_size=size))
    return crossed(np.array(counts, dtype=np.int64).reshape(size, kinds), districts)
