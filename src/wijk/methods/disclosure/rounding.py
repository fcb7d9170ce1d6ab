"""The alternative that hides nothing: every cell rounded to a multiple of a base, and every total still the sum of its parts."""

from dataclasses import dataclass

import numpy as np

from wijk.methods.disclosure.messages import say
from wijk.methods.disclosure.programme import Programme
from wijk.methods.disclosure.table import Floats, Table
from wijk.methods.saying import Rejected, Saying

METHOD = "disclosure.round/1"
NODES = 5_000
WIDER = (1, 2)
"""Each cell goes to the multiple below or above it; where no such table adds up, to one of two either way."""


@dataclass(frozen=True, eq=False)
class Rounded:
    """`values` are multiples of `base` that add up as the table does; each within `reach` of the cell's own value (and not equal to it)."""

    table: Table
    base: int
    values: Floats
    reach: int
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """How many cells, and how far."""
        return (say("rounded", cells=len(self.table), base=self.base, reach=self.reach),)


def round_controlled(table: Table, base: int) -> Rounded:
    """Which table of multiples of `base` adds up and lies nearest to this one?

    A multiple of the base stays as it is, every other cell goes to the multiple below or above it, so that the sum of all movements is the
    least possible (zero-restricted controlled rounding). In tables of three and more dimensions there may be none; then cells
    may go one multiple further. Nobody can tell a cell closer than from value − reach to value + reach.

    Source: Cox, "A constructive procedure for unbiased controlled rounding", Journal of the American Statistical Association 82 (1987);
    Salazar-González, "Controlled rounding and cell perturbation", Mathematical Programming 105 (2006).

    >>> from wijk.methods.disclosure.table import Hierarchy, tabulate
    >>> town = Hierarchy("area", (("a", "town"), ("b", "town"), ("c", "town")))
    >>> table = tabulate(["area"], [("a",), ("b",), ("c",), ("town",)], [4, 4, 4, 12], [town])
    >>> found = round_controlled(table, 5)
    >>> sorted(found.values[:3].tolist()), float(found.values[3]), found.reach
    ([5.0, 5.0, 5.0], 15.0, 5)
    """
    if base < 2:
        raise Rejected(say("round_base", base=base))
    if not table.counts:
        at = int(np.flatnonzero(table.values != np.floor(table.values))[0])
        raise Rejected(say("round_fractions", cell=table.name(at), value=float(table.values[at])))
    for further in WIDER:
        values = _solve(table, base, further)
        if values is not None:
            return Rounded(table, base, values, base * further)
    raise Rejected(say("round_impossible", base=base, reach=base * WIDER[-1]))


def _solve(table: Table, base: int, further: int) -> Floats | None:
    """Steps of `base` above the floor as columns: cell = base · (floor + step), and Σ signs · (floor + step) = 0 for every sum."""
    low = np.floor(table.values / base)
    rest = table.values - base * low
    least = np.maximum(-(further - 1.0), -low)
    most = np.where(rest > 0, float(further), further - 1.0)
    size = len(table)
    # The distance |base · step − rest| is linear between whole steps; two columns a cell, up and down of the nearer multiple.
    nearer = (rest * 2 > base).astype(np.float64)
    up_cost = np.abs(base * (nearer + 1) - rest) - np.abs(base * nearer - rest)
    down_cost = np.abs(base * (nearer - 1) - rest) - np.abs(base * nearer - rest)
    programme = Programme(
        np.concatenate([up_cost, down_cost]) + 1e-6,
        np.zeros(2 * size),
        np.concatenate([most - nearer, nearer - least]),
        whole=True,
    )
    matrix = table.matrix
    starts, columns = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
    total = -(matrix @ (low + nearer))
    both = np.empty(2 * matrix.nnz, dtype=np.int32)
    both[0::2], both[1::2] = columns, columns + size
    signs = np.empty(2 * matrix.nnz)
    signs[0::2], signs[1::2] = matrix.data, -matrix.data
    programme.add_rows(total, total, 2 * starts, both, signs)
    programme.limit(NODES, 0.0)
    programme.solve()
    if not programme.feasible:
        return None
    steps = np.rint(programme.solution)
    return np.asarray(base * (low + nearer + steps[:size] - steps[size:]))
