"""Which lottery over whole panels gives exactly these chances? Panels that crowd around the target, and weights of largest entropy.

Two steps. *Herding* makes panels one after the other, each the one worth most by what the target is still owed, so that their
plain average is already within a few parts in a thousand of it. *Tilting* finds the weights of largest entropy with which the average is
the target itself: a smooth convex problem with one unknown per cell, solved by Newton's method. When it has a solution, the ideal of the
linear programme is reached by whole panels, and with that it is proven to be the optimum.

Source: Welling, "Herding dynamical weights to learn", ICML 2009; Jaynes 1957 (largest entropy under given means).
"""

from collections.abc import Callable

import numpy as np
from scipy import linalg

from wijk.methods.sortition.cells import Cells, Floats, Ints
from wijk.methods.sortition.pricing import Pricing

Progress = Callable[[float, float, str], None]

_NEWTON = 80
#: So many steps without coming nearer: the floats, or the columns, give no more.
_STUCK = 6
#: Columns that the weights have left behind by this much lie off the face on which the target lies.
_DEAD = 1e-9


def herd_panels(
    cells: Cells, pricing: Pricing, target: Floats, many: int, random: np.random.Generator, progress: Progress
) -> Ints:
    """Panels [number, cell] whose average is near `target` (counts per cell); fewer than `many` when the search keeps failing."""
    owed, failed = np.zeros(len(cells)), 0
    panels: list[Ints] = []
    while len(panels) < many and failed < 20 + many // 10:
        progress(len(panels), many, "panels")
        worth = owed + target + 1e-3 * random.standard_normal(len(cells))
        panel = pricing.quick(worth)[0]
        if panel is None and failed < 5:
            panel = pricing.best(worth)[0]
        if panel is None:
            failed += 1
            owed += 0.1 * random.standard_normal(len(cells))
            continue
        owed += target - panel
        panels.append(panel)
    return np.array(panels, dtype=np.int64).reshape(-1, len(cells))


def tilt(columns: Floats, target: Floats, tolerance: float) -> tuple[Floats, float]:
    """Weights of the columns with which their average is the target, and by how much it is missed in the worst cell.

    Missed by more than `tolerance`: the target lies outside what these columns can mix.
    """
    alive = np.arange(len(columns))
    best = np.full(len(columns), 1 / len(columns))
    error = float(np.abs(columns.mean(axis=0) - target).max())
    centred = columns - target
    # a cell in which every column agrees with the target leaves nothing to choose
    loose = np.abs(centred).max(axis=0) > tolerance
    centred, lean = centred[:, loose], np.zeros(int(loose.sum()))
    if not len(lean):
        return best, error
    stuck = 0
    for _ in range(_NEWTON):
        weights = _soft(centred[alive] @ lean)
        slope = centred[alive].T @ weights
        found = max(float(np.abs(slope).max()), float(np.abs(columns[alive].T @ weights - target).max()))
        stuck = 0 if found < 0.9 * error else stuck + 1
        if found < error:
            best, error = np.zeros(len(columns)), found
            best[alive] = weights
        if error < tolerance or stuck > _STUCK:
            break
        kept = weights > _DEAD * weights.max()
        alive, weights = alive[kept], weights[kept]
        step = _newton_step(centred[alive], weights, slope)
        lean = lean + _length(centred[alive], lean, step, slope) * step
    return best, error


def _soft(exponents: Floats) -> Floats:
    raised = np.exp(exponents - exponents.max())
    return np.asarray(raised / raised.sum())


def _newton_step(centred: Floats, weights: Floats, slope: Floats) -> Floats:
    curve = (centred * weights[:, None]).T @ centred - np.outer(slope, slope)
    curve[np.diag_indices(len(slope))] += 1e-11 * float(np.trace(curve)) / len(slope) + 1e-300
    try:
        return -np.asarray(linalg.solve(curve, slope, assume_a="pos", check_finite=False))
    except linalg.LinAlgError:
        return -slope


def _length(centred: Floats, lean: Floats, step: Floats, slope: Floats) -> float:
    """The step's length by which the dual function falls enough (Armijo)."""
    now, along, falls = centred @ lean, centred @ step, float(slope @ step)
    start, length = _peak(now), 1.0
    while _peak(now + length * along) > start + 1e-4 * length * falls and length > 1e-6:
        length /= 2
    return length


def _peak(exponents: Floats) -> float:
    top = float(exponents.max())
    return top + float(np.log(np.exp(exponents - top).sum()))
