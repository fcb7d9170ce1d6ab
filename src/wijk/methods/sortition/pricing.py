"""Which panel is worth most? The question that every search for fair lotteries asks again and again."""

import numpy as np

from wijk.methods.sortition.cells import Cells, Floats, Ints
from wijk.methods.sortition.kernels import improve
from wijk.methods.sortition.programmes import Programme, panel_programme

_STEPS = 2000
_WHOLE = 1e-7


class Pricing:
    """Panels worth much (`quick`) or most (`best`), for one worth per cell."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self._relaxed = panel_programme(cells, integer=False)
        self._whole: Programme | None = None

    def quick(self, worth: Floats) -> tuple[Ints | None, float]:
        """A panel that is worth much, or None when the short search finds none; and a bound on what any is worth."""
        self._relaxed.set_cost(worth)
        if not self._relaxed.solve():
            return None, -np.inf
        parts = np.maximum(self._relaxed.x, 0.0)
        return self._round(parts, worth), self._relaxed.value

    def best(self, worth: Floats) -> tuple[Ints | None, float]:
        """The panel that is worth most, or None when there is no panel; and the solver's bound on what any is worth."""
        scale = float(np.abs(worth).max()) or 1.0
        if self._whole is None:
            self._whole = panel_programme(self.cells, integer=True)
        self._whole.set_cost(worth / scale)
        if not self._whole.solve():
            return None, -np.inf
        panel = np.rint(self._whole.x).astype(np.int64)
        return (panel if self.cells.holds(panel) else None), self._whole.bound * scale

    def _round(self, parts: Floats, worth: Floats) -> Ints | None:
        """Whole counts from parts: the largest remainders up, then exchanges until the quotas hold and nothing gains."""
        cells = self.cells
        panel = np.floor(parts + _WHOLE).astype(np.int64)
        taken = np.bincount(cells.klass, panel)
        missing = cells.size - int(panel.sum())
        for c in np.argsort(panel - parts, kind="stable").tolist():
            if missing <= 0:
                break
            if taken[cells.klass[c]] < cells.room[c]:
                panel[c] += 1
                taken[cells.klass[c]] += 1
                missing -= 1
        spread = float(np.ptp(worth))
        missed = improve(
            panel, worth, cells.features, cells.low, cells.high, cells.room, cells.klass, 2 * spread + 1.0, _STEPS
        )
        return panel if not missed and missing == 0 and cells.holds(panel) else None
