"""From ideal chances to m numbered panels, each equally likely, so that every chance is a whole number out of m.

Source: Flanigan, Kehne, Procaccia, "Fair Sortition Made Transparent", NeurIPS 2021, for the uniform lottery over numbered panels. The way to
it is herding over the panels of the ideal lottery, then exchanges inside single panels.
"""

import numpy as np

from wijk.methods.sortition.cells import Cells, Floats, Ints
from wijk.methods.sortition.kernels import herd, level
from wijk.methods.sortition.mixtures import Progress

_TURNS = 12
_FEWEST_TRIES = 2000


def numbered_panels(
    cells: Cells,
    columns: Ints,
    weights: Floats,
    chances: Floats,
    many: int,
    random: np.random.Generator,
    progress: Progress,
) -> Ints:
    """`many` panels [number, cell] whose totals per cell are as near as may be to `many` times the ideal ones, in an order by lot."""
    wanted, weight = chances * cells.people, np.ones(len(cells))
    alive = columns[weights > 0]
    panels = alive[herd(alive.astype(float), wanted, weight, many)].copy()
    rules = (cells.features, cells.low, cells.high, cells.room, cells.klass)
    for turn in range(_TURNS):
        progress(turn, _TURNS, "whole chances")
        # the totals of any panels may differ from the ideal by parts of one place; beyond that nothing is to be gained
        far = np.abs(panels.sum(axis=0) - many * wanted) >= 1
        if not far.any():
            break
        weight[far] *= 2 if turn else 1
        level(panels, many * wanted, weight, *rules, max(_FEWEST_TRIES, 3 * len(cells)), int(random.integers(2**31)))
    return np.asarray(random.permutation(panels))
