"""From an objective to a lottery over whole panels with ideal chances, and what is proven about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wijk.methods.sortition import nash, targets
from wijk.methods.sortition.cells import Cells, Floats, Ints
from wijk.methods.sortition.certificates import upward
from wijk.methods.sortition.hull import leximin_of_panels
from wijk.methods.sortition.mixtures import Progress, herd_panels, tilt
from wijk.methods.sortition.pricing import Pricing
from wijk.methods.sortition.targets import Target

OBJECTIVES: Mapping[str, Callable[[Cells], Target]] = {
    "leximin": targets.leximin,
    "maximin": targets.maximin,
    "nash": nash.nash,
    "goldilocks": targets.goldilocks,
}
#: A chance missed by no more than this counts as reached.
TOLERANCE = 1e-6
_FEWEST = 64
#: Columns for each cell, tried one after the other.
_PORTIONS = (1.7, 2.6, 4.0)
#: How many panels the stages may ask for, at the most.
_ROUNDS = 20_000


@dataclass(frozen=True)
class Ideal:
    """Panels (counts per cell) with their weights, the chances they give per cell, and how far that is from the best."""

    columns: Ints
    weights: Floats
    chances: Floats
    target: Target
    bound: float
    """what no lottery exceeds in its smallest chance"""
    certified: bool
    """whether the bound was checked in exact fractions (else it is the integer solver's word)"""
    proven: bool
    short: float
    """how far the chances, sorted, can lie below what no lottery exceeds"""


def ideal(cells: Cells, objective: str, random: np.random.Generator, progress: Progress) -> Ideal:
    """The ideal lottery for an objective."""
    target, pricing = OBJECTIVES[objective](cells), Pricing(cells)
    wanted = target.chances * cells.people
    found, columns = np.zeros(0), np.zeros((0, len(cells)), dtype=np.int64)
    for portion in _PORTIONS:
        many = max(_FEWEST, int(portion * len(cells))) - len(columns)
        more = herd_panels(cells, pricing, wanted, many, random, progress)
        columns = np.unique(np.concatenate([columns, more]), axis=0)
        if not len(more):
            break
        weights, _ = tilt(columns.astype(float), wanted, TOLERANCE / 1000)
        found = weights @ columns / cells.people
        short = float(np.abs(target.chances - found).max())
        if short <= TOLERANCE:
            return Ideal(columns, weights, found, target, upward(target.bound), True, True, 0.0)
        if len(columns) < _FEWEST:
            break
    return _stage_by_stage(cells, objective, target, pricing, columns, progress)


def _stage_by_stage(
    cells: Cells, objective: str, target: Target, pricing: Pricing, columns: Ints, progress: Progress
) -> Ideal:
    """Where whole panels fall short of the target: leximin over panels, or for nash and goldilocks what is nearest to their target."""
    own = objective in ("leximin", "maximin")
    scale = np.ones(len(cells)) if own else target.chances
    mixture = leximin_of_panels(cells, pricing, columns, scale, progress, rounds=_ROUNDS)
    chances = mixture.weights @ mixture.columns / cells.people
    reached = float(np.abs(target.chances - chances).max()) <= TOLERANCE
    proven = reached or (own and bool(mixture.proven.all()))
    bound, certified = upward(target.bound), True
    if own and mixture.first_bound < bound - TOLERANCE:
        bound, certified = mixture.first_bound, False
    short = 0.0 if proven else float(np.max(np.sort(cells.spread(target.chances)) - np.sort(cells.spread(chances))))
    return Ideal(mixture.columns, mixture.weights, chances, target, bound, certified, proven, max(short, 0.0))
