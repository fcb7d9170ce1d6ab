"""Which chances would be ideal, if a panel could hold parts of persons? Staged linear programmes over cells.

The average of a lottery over panels satisfies every quota, so these ideals can never be beaten by a real lottery; mostly they are reached.

Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021), for leximin;
Baharav and Flanigan, "Fair, Manipulation-Robust, and Transparent Sortition" (2024), for goldilocks.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wijk.methods.saying import Rejected
from wijk.methods.sortition.cells import Cells, Floats
from wijk.methods.sortition.certificates import bound_on_minimum
from wijk.methods.sortition.messages import say
from wijk.methods.sortition.programmes import INF, Programme, panel_rows

_TIGHT = 1e-7
_NOTHING = 1e-9


@dataclass(frozen=True)
class Target:
    """Ideal chances per cell, and the certified bound on the smallest one."""

    chances: Floats
    bound: Fraction
    impossible: NDArray[np.bool_]
    """cells of people who can be on no panel"""


def leximin(cells: Cells, *, ceiling: float = 1.0) -> Target:
    """The chances of which the smallest is as large as can be, then the next smallest, and so on; none above `ceiling`."""
    stages = _Stages(cells, np.minimum(cells.room, cells.people * ceiling))
    impossible = stages.run() < _NOTHING
    # the last solution holds every level and fills the panel, to the last digits that the levels have lost on the way
    chances = np.maximum(stages.programme.x[:-1], 0.0) / cells.people
    return Target(np.where(impossible, 0.0, chances), stages.bound, impossible)


def maximin(cells: Cells) -> Target:
    """The smallest chance as large as can be; then the largest as small as can be; between the two, leximin."""
    first = _Stages(cells, cells.room.astype(float))
    first.stage()
    while first.smallest < _NOTHING and first.open.any():
        first.stage()
    impossible = (first.levels < _NOTHING) & ~first.open
    floor = max(first.smallest, 0.0)
    ceiling = _Span(cells, impossible).lowest_ceiling(floor)
    capped = leximin(cells, ceiling=ceiling)
    return Target(capped.chances, first.bound, impossible)


def goldilocks(cells: Cells, weight: float = 1.0) -> Target:
    """Smallest and largest chance in balance: largest ÷ mean + weight · mean ÷ smallest as small as can be; between the two, leximin."""
    plain = leximin(cells)
    mean = cells.size / float(cells.people.sum())
    ceiling = _Span(cells, plain.impossible).balance(mean, weight, float(plain.chances[~plain.impossible].min()))
    return Target(leximin(cells, ceiling=ceiling).chances, plain.bound, plain.impossible)


class _Stages:
    """Maximise the smallest chance of the open cells; those whose price is positive are tight in every optimum, and are fixed."""

    def __init__(self, cells: Cells, room: Floats) -> None:
        self.cells, count = cells, len(cells)
        matrix, lower, upper = panel_rows(cells)
        self.first, people = len(lower), cells.people.astype(float)
        above = sparse.hstack([sparse.identity(count), sparse.csr_matrix(-people[:, None])])
        whole = sparse.vstack([sparse.hstack([matrix, sparse.csr_matrix((self.first, 1))]), above]).tocsc()
        self.programme = Programme(
            np.append(np.zeros(count), 1.0), np.zeros(count + 1), np.append(room, INF), whole,
            np.append(lower, np.zeros(count)), np.append(upper, np.full(count, INF)),
        )  # fmt: skip
        self.levels, self.open = np.zeros(count), np.ones(count, dtype=bool)
        self.smallest, self.bound = 0.0, Fraction(1)

    def run(self) -> Floats:
        """All levels."""
        while self.open.any():
            self.stage()
        return self.levels

    def stage(self) -> None:
        """Raise the open cells as far as all can go, and fix those that can go no further."""
        if not self.programme.solve():
            raise Rejected(say("no_panel_found"))
        people, duals = self.cells.people, self.programme.row_duals
        self.smallest = max(0.0, float(self.programme.x[-1]))
        prices = np.abs(duals[self.first :]) * people * self.open
        if self.open.all():
            weights, quotas = np.abs(duals[self.first :]), len(self.cells.low)
            self.bound = bound_on_minimum(self.cells, weights, duals[:quotas], float(duals[quotas]))
        tight = prices > min(_TIGHT, float(prices.max()) / 2)
        if not tight.any():
            tight = self.open.copy()
        self.levels[tight] = self.smallest
        self.open &= ~tight
        for c in np.flatnonzero(tight).tolist():
            self.programme.set_entry(self.first + c, len(self.cells), 0.0)
            self.programme.set_row(self.first + c, people[c] * self.smallest - 1e-11, INF)


class _Span:
    """A programme over cells with three columns more: the smallest chance, the largest, and a guess of 1 ÷ smallest."""

    def __init__(self, cells: Cells, impossible: NDArray[np.bool_]) -> None:
        self.count = count = len(cells)
        matrix, lower, upper = panel_rows(cells)
        people = cells.people.astype(float)[:, None]
        counted = np.where(impossible[:, None], 0.0, people)
        one, nought = sparse.identity(count), sparse.csr_matrix((count, 1))
        above = sparse.hstack([one, sparse.csr_matrix(-counted), nought, nought])
        below = sparse.hstack([one, nought, sparse.csr_matrix(-people), nought])
        quotas = sparse.hstack([matrix, sparse.csr_matrix((len(lower), 3))])
        self.programme = Programme(
            np.zeros(count + 3), np.zeros(count + 3), np.append(cells.room.astype(float), [1.0, 1.0, INF]),
            sparse.vstack([quotas, above, below]).tocsc(),
            np.concatenate([lower, np.zeros(count), np.full(count, -INF)]),
            np.concatenate([upper, np.full(count, INF), np.zeros(count)]),
        )  # fmt: skip

    def lowest_ceiling(self, floor: float) -> float:
        """The least that the largest chance can be when none is below `floor`."""
        self.programme.set_column(self.count, max(0.0, floor - 1e-12), 1.0)
        return self._largest(-1.0, 0.0)[1]

    def balance(self, mean: float, weight: float, most: float) -> float:
        """The largest chance at the balance; 1 ÷ smallest is drawn in by tangents from below until they touch."""
        lowest = most
        for _ in range(100):
            columns = np.array([self.count, self.count + 2], dtype=np.int32)
            self.programme.add_row(2 / lowest, INF, columns, np.array([1 / lowest**2, 1.0]))
            smallest, largest, guess = self._largest(-1 / mean, -weight * mean)
            lowest = max(smallest, _NOTHING)
            if 1 / lowest - guess <= 1e-10 * guess:
                break
        return largest

    def _largest(self, on_largest: float, on_guess: float) -> tuple[float, float, float]:
        self.programme.set_cost(np.append(np.zeros(self.count + 1), [on_largest, on_guess]))
        if not self.programme.solve():
            raise Rejected(say("no_panel_found"))
        smallest, largest, guess = self.programme.x[-3:].tolist()
        return smallest, largest + 1e-12, guess
