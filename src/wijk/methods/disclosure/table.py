"""A table with its totals: cells, and the sums that tie them together."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from wijk.methods.disclosure.messages import say
from wijk.methods.saying import Rejected, Saying

Floats = NDArray[np.float64]
Key = tuple[str, ...]
MOST = 20
"""So many problems of a kind are told."""


@dataclass(frozen=True)
class Hierarchy:
    """Which values of one column are part of which: (child, parent) pairs. A child may lie in several overlapping parents."""

    dimension: str
    pairs: tuple[tuple[str, str], ...]
    name: str = "hierarchy"


@dataclass(frozen=True)
class Sum:
    """Cell `whole` is the sum of the cells `parts`, by the hierarchy with this name."""

    whole: int
    parts: tuple[int, ...]
    hierarchy: str


@dataclass(frozen=True, eq=False)
class Table:
    """Cells in the order given, and every sum among them; `counts` when all values are whole numbers."""

    dimensions: tuple[str, ...]
    keys: tuple[Key, ...]
    values: Floats
    sums: tuple[Sum, ...]
    counts: bool = True

    def __len__(self) -> int:
        return len(self.keys)

    def name(self, cell: int) -> str:
        """How a cell is called in a sentence."""
        return " · ".join(self.keys[cell])

    @property
    def matrix(self) -> "csr_array[np.float64, tuple[int, int]]":
        """Sums × cells: 1 for each part, −1 for the whole; every table with these totals gives zeros."""
        sizes = [len(one.parts) + 1 for one in self.sums]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        columns = np.array([cell for one in self.sums for cell in (one.whole, *one.parts)], dtype=np.int64)
        signs = np.ones(len(columns))
        signs[starts[:-1]] = -1.0
        return csr_array((signs, columns, starts), shape=(len(self.sums), len(self)))


def tabulate(
    dimensions: Sequence[str],
    keys: Sequence[Key],
    values: Sequence[float] | Floats,
    hierarchies: Sequence[Hierarchy],
    *,
    hidden: NDArray[np.bool_] | None = None,
) -> Table:
    """What adds up to what in this table?

    One key (a value for each dimension) and one value of zero or more a cell. A cell is the sum of the cells below it by each
    hierarchy, where these are in the table; several hierarchies of one dimension may cross, as districts and municipalities do.
    The values of cells that are `hidden` are not looked at and become NaN.

    Raises Rejected for cells that stand twice or are missing, values that are negative or not finite, hierarchies that go round in a
    circle or name what the table does not hold, and totals that are not the sum of their parts.

    >>> town = Hierarchy("area", (("north", "town"), ("south", "town")))
    >>> found = tabulate(["area"], [("north",), ("south",), ("town",)], [3, 9, 12], [town])
    >>> found.sums
    (Sum(whole=2, parts=(0, 1), hierarchy='hierarchy'),)
    >>> tabulate(["area"], [("north",), ("south",), ("town",)], [3, 9, 13], [town])
    Traceback (most recent call last):
      ...
    wijk.methods.saying.Rejected: “town” is 13, but its parts by “hierarchy” add up to 12. Correct the table.
    """
    given = np.array(values, dtype=np.float64)
    cells = tuple(tuple(key) for key in keys)
    if hidden is not None and len(hidden) == len(given):
        given[hidden] = 0.0
    _check_cells(cells, given)
    _check_hierarchies(tuple(dimensions), cells, hierarchies)
    index = {key: at for at, key in enumerate(cells)}
    sums = tuple(one for tree in hierarchies for one in _sums(tuple(dimensions), cells, index, tree))
    counts = bool((given == np.floor(given)).all())
    if hidden is not None:
        given[hidden] = np.nan
    table = Table(tuple(dimensions), cells, given, sums, counts)
    _check_sums(table)
    return table


def network(table: Table) -> bool:
    """Is the table a network, in which every cell flows from one sum to another, so that whole totals give whole answers?

    True for up to two crossing hierarchies in one dimension, and for two dimensions of which one is flat.
    """
    columns = table.matrix.tocsc()
    if (np.diff(columns.indptr) > 2).any():
        return False
    parent = list(range(2 * len(table.sums)))

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    rows = len(table.sums)
    for at in np.flatnonzero(np.diff(columns.indptr) == 2).tolist():
        start = columns.indptr[at]
        a, b = columns.indices[start : start + 2].tolist()
        flip = rows if columns.data[start] == columns.data[start + 1] else 0
        parent[find(a)] = find((b + flip) % (2 * rows))
        parent[find(a + rows)] = find((b + rows + flip) % (2 * rows))
    return all(find(row) != find(row + rows) for row in range(rows))


def _check_cells(keys: Sequence[Key], values: Floats) -> None:
    if not keys:
        raise Rejected(say("table_empty"))
    if len(keys) != len(values):
        raise Rejected(say("columns_differ", keys=len(keys), values=len(values)))
    says: list[Saying] = []
    if len(set(keys)) < len(keys):
        says += [say("cell_twice", cell=" · ".join(key)) for key, times in Counter(keys).items() if times > 1][:MOST]
    missing = np.flatnonzero(~np.isfinite(values))[:MOST].tolist()
    says += [say("value_missing", cell=" · ".join(keys[at])) for at in missing]
    negative = np.flatnonzero(values < 0)[:MOST].tolist()
    says += [say("value_negative", cell=" · ".join(keys[at]), value=float(values[at])) for at in negative]
    if says:
        raise Rejected(says)


def _check_hierarchies(dimensions: Key, keys: Sequence[Key], hierarchies: Sequence[Hierarchy]) -> None:
    says: list[Saying] = []
    for tree in hierarchies:
        if tree.dimension not in dimensions:
            raise Rejected(
                say("dimension_unknown", dimension=tree.dimension, hierarchy=tree.name, present=tuple(dimensions))
            )
        place = dimensions.index(tree.dimension)
        known = {key[place] for key in keys}
        twice = [pair for pair, times in Counter(tree.pairs).items() if times > 1]
        says += [say("child_twice", hierarchy=tree.name, child=c, parent=p) for c, p in twice[:MOST]]
        where = {"hierarchy": tree.name, "dimension": tree.dimension}
        parents = dict.fromkeys(p for _, p in tree.pairs)
        says += [say("parent_unknown", parent=p, **where) for p in parents if p not in known][:MOST]
        says += [say("child_unknown", child=c, parent=p, **where) for c, p in tree.pairs if c not in known][:MOST]
        path = _cycle(tree.pairs)
        if path:
            says.append(say("cycle", hierarchy=tree.name, path=" → ".join(path)))
    if says:
        raise Rejected(says)


def _cycle(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """A path from a value back to itself, or nothing."""
    above: Mapping[str, list[str]] = defaultdict(list)
    for child, parent in pairs:
        above[child].append(parent)
    done: set[str] = set()
    for start in list(above):
        path: list[str] = []
        stack = [(start, False)]
        while stack:
            value, left = stack.pop()
            if left:
                done.add(path.pop())
            elif value in path:
                return [*path[path.index(value) :], value]
            elif value not in done:
                path.append(value)
                stack.append((value, True))
                stack += [(parent, False) for parent in above.get(value, [])]
    return []


def _sums(dimensions: Key, keys: Sequence[Key], index: Mapping[Key, int], tree: Hierarchy) -> list[Sum]:
    place = dimensions.index(tree.dimension)
    below: dict[str, list[str]] = defaultdict(list)
    for child, parent in tree.pairs:
        below[parent].append(child)
    found: list[Sum] = []
    says: list[Saying] = []
    for at, key in enumerate(keys):
        wanted = [(*key[:place], child, *key[place + 1 :]) for child in below.get(key[place], ())]
        missing = [part for part in wanted if part not in index]
        if wanted and not missing:
            found.append(Sum(at, tuple(index[part] for part in wanted), tree.name))
        elif len(missing) < len(wanted):
            says += [say("part_missing", cell=" · ".join(key), part=" · ".join(part)) for part in missing]
    if says:
        raise Rejected(says[:MOST])
    return found


def _check_sums(table: Table) -> None:
    says = []
    for one in table.sums:
        total = math.fsum(table.values[list(one.parts)].tolist())
        value = float(table.values[one.whole])
        if abs(total - value) > (0 if table.counts else 1e-9 * max(abs(total), abs(value))):
            says.append(say("sum_wrong", cell=table.name(one.whole), value=value, hierarchy=one.hierarchy, total=total))
    if says:
        raise Rejected(says[:MOST])
