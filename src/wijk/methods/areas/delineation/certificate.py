"""Checked anew: does any move of one unit, or any exchange of two between neighbouring regions, still improve the score?

Nothing is taken over from the search: sums, outlines and contiguity of both regions are reckoned from their units for every
change that is tried.
"""

# ruff: noqa: SIM110 - plain loops and comparisons are what compiles

from dataclasses import dataclass

import numpy as np

from wijk.methods.areas.delineation.ground import PERIMETER, Floats, Ground, Ints, kernel, missing, worth

ROUNDING = 1e-9


@dataclass(frozen=True)
class Certificate:
    """`moves` and `exchanges` that keep every rule were tried; `best` is the largest gain among them (at most rounding)."""

    moves: int
    exchanges: int
    best: float
    pairs: int = 0
    """Pairs of neighbouring regions for which every new division was tried, too."""
    all_pairs: int = 0
    optimal: bool = False
    """Every possible division was compared."""

    @property
    def holds(self) -> bool:
        """Whether nothing improves."""
        return self.best <= ROUNDING


def certificate(ground: Ground, labels: Ints, regions: int) -> tuple[int, int, float]:
    """Moves and exchanges that keep the rules, and the largest gain among them."""
    order = np.argsort(labels, kind="stable").astype(np.int64)
    at = np.searchsorted(labels[order], np.arange(regions + 1)).astype(np.int64)
    moves, exchanges, best = tried(ground, np.asarray(labels, dtype=np.int64), order, at)
    return int(moves), int(exchanges), float(best)


@kernel
def value(ground: Ground, labels: Ints, row: Floats, units: Ints, region: int, seen: Ints, stack: Ints) -> float:
    """What the units of a region are worth, with half of the bonds that leave it taken off; -inf when a rule is broken.

    `units` holds at least all its units; `row` is scratch.
    """
    row[:] = 0.0
    bonds, count, first = 0.0, 0, -1
    for u in units:
        if labels[u] != region:
            continue
        count += 1
        first = u
        seen[u] = 0
        row += ground.stuff[u]
        for e in range(ground.at[u], ground.at[u + 1]):
            if labels[ground.to[e]] == region:
                row[PERIMETER] -= ground.length[e]
                bonds += 0.5 * ground.bond[e]
        for e in range(ground.foe_at[u], ground.foe_at[u + 1]):
            if labels[ground.foe[e]] == region:
                return -np.inf
    if count == 0 or missing(ground, row) > 0.0:
        return -np.inf
    stack[0] = first
    seen[first] = 1
    top, reached = 1, 1
    while top > 0:
        top -= 1
        u = stack[top]
        for e in range(ground.at[u], ground.at[u + 1]):
            other = ground.to[e]
            if labels[other] == region and seen[other] == 0:
                seen[other] = 1
                stack[top] = other
                top += 1
                reached += 1
    return worth(ground, row) + bonds if reached == count else -np.inf


@kernel
def tried(ground: Ground, labels: Ints, order: Ints, at: Ints) -> tuple[int, int, float]:
    """Try every move and every exchange."""
    count = labels.shape[0]
    row, seen, stack = np.zeros(ground.stuff.shape[1]), np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    moves, exchanges, best = 0, 0, -np.inf
    worths = np.zeros(at.shape[0] - 1)
    for region in range(at.shape[0] - 1):
        worths[region] = value(ground, labels, row, order[at[region] : at[region + 1]], region, seen, stack)
    asked = np.full(at.shape[0] - 1, -1, dtype=np.int64)
    for unit in range(count):
        source = labels[unit]
        for e in range(ground.at[unit], ground.at[unit + 1]):
            target = labels[ground.to[e]]
            if target == source or asked[target] == unit:
                continue
            asked[target] = unit
            union = np.concatenate((order[at[source] : at[source + 1]], order[at[target] : at[target + 1]]))
            now = worths[source] + worths[target]
            labels[unit] = target
            gain = value(ground, labels, row, union, source, seen, stack)
            if gain > -np.inf:
                gain += value(ground, labels, row, union, target, seen, stack) - now
            if gain > -np.inf:
                moves += 1
                best = max(best, gain)
            for k in range(at[target], at[target + 1]):
                other = order[k]
                if other < unit or not beside(ground, labels, other, source, unit):
                    continue
                labels[other] = source
                gain = value(ground, labels, row, union, source, seen, stack)
                if gain > -np.inf:
                    gain += value(ground, labels, row, union, target, seen, stack) - now
                if gain > -np.inf:
                    exchanges += 1
                    best = max(best, gain)
                labels[other] = target
            labels[unit] = source
    return moves, exchanges, best


@kernel
def beside(ground: Ground, labels: Ints, unit: int, region: int, but: int) -> bool:
    """Whether a unit borders on a region, also by a unit that is about to leave it."""
    for e in range(ground.at[unit], ground.at[unit + 1]):
        if labels[ground.to[e]] == region or ground.to[e] == but:
            return True
    return False
