"""Which lottery is fairest when whole panels cannot reach the ideal of the linear programme? Column generation, stage by stage.

The master programme mixes the panels known so far; pricing asks for a panel that its prices would welcome. When there is none, the stage is
optimal, and the cells whose price is positive are tight in every optimum: they keep their level, and the next stage raises the others.

Source: Flanigan et al., Nature 596 (2021), supplementary information, algorithm 1, here over cells in place of persons.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wijk.methods.saying import Rejected
from wijk.methods.sortition.cells import Cells, Floats, Ints
from wijk.methods.sortition.messages import say
from wijk.methods.sortition.mixtures import Progress
from wijk.methods.sortition.pricing import Pricing
from wijk.methods.sortition.programmes import INF, Programme

_TIGHT = 1e-7
#: A panel is welcome when it would raise the stage by more than this.
_GAIN = 1e-9
#: A stage from which no more than this can be gained counts as proven.
_SETTLED = 1e-6


@dataclass(frozen=True)
class Mixture:
    """Panels with their weights; `proven` people have the chance that leximin over whole panels gives them, and `short` is by how much
    the first stage that is not proven may still fall short."""

    columns: Ints
    weights: Floats
    proven: NDArray[np.bool_]
    short: float
    first_bound: float
    """what no lottery over whole panels exceeds in its smallest chance (relative to `scale`), by the solver's word"""


def leximin_of_panels(
    cells: Cells,
    pricing: Pricing,
    start: Ints,
    scale: Floats,
    progress: Progress,
    *,
    rounds: int,
    stages: int | None = None,
) -> Mixture:
    """The leximin of chance ÷ scale over all lotteries of whole panels; `scale` all 1 gives that of the chances themselves.

    `rounds` limits how many panels are asked for in all; `stages`, when given, how many levels are fixed.
    """
    search = _Search(cells, pricing, start, scale)
    total = rounds
    while search.open.any() and (stages is None or search.stage < stages):
        rounds, done = search.raise_open(rounds, progress, total)
        if not done:
            break
        search.fix()
    columns, weights = search.mixture()
    return Mixture(columns, weights, ~search.open, search.gap, search.first_bound)


class _Search:
    def __init__(self, cells: Cells, pricing: Pricing, start: Ints, scale: Floats) -> None:
        self.cells, self.pricing = cells, pricing
        self.share = cells.people * np.where(scale > 0, scale, 1.0)
        count = len(cells)
        self.columns: list[Ints] = []
        self.known: set[bytes] = set()
        # columns: the level, then one for each panel; rows: a cell's total over its share is at least the level; weights sum to one
        matrix = sparse.csc_matrix(np.append(np.full(count, -1.0), 0.0)[:, None])
        self.programme = Programme(
            np.ones(1), np.array([-INF]), np.array([INF]), matrix,
            np.append(np.zeros(count), 1.0), np.append(np.full(count, INF), 1.0),
        )  # fmt: skip
        self.open, self.levels = np.ones(count, dtype=bool), np.zeros(count)
        self.stage, self.gap, self.first_bound = 0, 0.0, INF
        self.prices = np.zeros(count)
        for panel in start:
            self.add(panel)
        if not self.columns:
            self.add(self._any())

    def _any(self) -> Ints:
        panel = self.pricing.best(np.zeros(len(self.cells)))[0]
        if panel is None:
            raise Rejected(say("no_panel_found"))
        return panel

    def add(self, panel: Ints | None) -> bool:
        """Let the master use one more panel, unless it is known."""
        if panel is None or panel.tobytes() in self.known:
            return False
        self.known.add(panel.tobytes())
        self.columns.append(panel)
        cells = np.flatnonzero(panel)
        rows = np.append(cells, len(self.cells)).astype(np.int32)
        self.programme.add_column(0.0, rows, np.append(panel[cells] / self.share[cells], 1.0))
        return True

    def raise_open(self, rounds: int, progress: Progress, total: int) -> tuple[int, bool]:
        """Take in panels until none is welcome; gives the rounds left, and whether that point was reached."""
        while True:
            progress(total - rounds, total, "levels")
            if not self.programme.solve():
                raise Rejected(say("no_panel_found"))
            duals = self.programme.row_duals
            self.prices, asked = np.maximum(-duals[:-1], 0.0), float(duals[-1])
            panel, most = self._welcome(self.prices / self.share, asked)
            self.gap = max(0.0, most - asked)
            if self.stage == 0:
                self.first_bound = float(self.programme.x[0]) + self.gap
            rounds -= 1
            if not self.add(panel):
                return rounds, self.gap <= _SETTLED
            if rounds <= 0:
                return 0, False

    def _welcome(self, worth: Floats, asked: float) -> tuple[Ints | None, float]:
        """A panel worth more than is asked, or None; and a bound on what any is worth."""
        panel, most = self.pricing.quick(worth)
        if panel is not None and float(worth @ panel) > asked + _GAIN and panel.tobytes() not in self.known:
            return panel, most
        if most <= asked + _GAIN:
            return None, most
        panel, most = self.pricing.best(worth)
        return (panel if panel is not None and float(worth @ panel) > asked + _GAIN else None), most

    def fix(self) -> None:
        """Keep the level of those who are tight in every optimum."""
        level = float(self.programme.x[0])
        prices = self.prices * self.open
        tight = prices > min(_TIGHT, float(prices.max()) / 2)
        self.levels[tight] = level
        self.open &= ~tight
        self.stage += 1
        for c in np.flatnonzero(tight).tolist():
            self.programme.set_entry(c, 0, 0.0)
            self.programme.set_row(c, level - 1e-11, INF)

    def mixture(self) -> tuple[Ints, Floats]:
        """The panels that carry weight, and their weights."""
        if self.open.any():
            self.programme.solve()
        weights = np.maximum(self.programme.x[1:], 0.0)
        used = weights > 1e-13
        return np.array(self.columns)[used], weights[used] / weights[used].sum()
