"""For a handful of pieces: the best of all divisions, found by dynamic programming over sets of pieces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.areas.delineation.ground import (
    CEILING,
    FLOOR,
    PERIMETER,
    POPULATION,
    Floats,
    Ground,
    Ints,
    kernel,
    worth,
)
from wijk.methods.areas.delineation.polish import flood
from wijk.methods.areas.delineation.problem import Problem
from wijk.methods.areas.delineation.weighing import ground_of

PIECES = 14
"""Up to so many pieces are divided exhaustively: 3¹⁴ ≈ 5 million pairs of a set and a part of it."""


@dataclass(frozen=True)
class Best:
    """The best division: the region of each piece, how many there are, and what they are worth with the bonds inside."""

    labels: Ints
    regions: int
    value: float


def best_division(problem: Problem, regions: int | None) -> Best | None:
    """The best division into so many regions (None: into as many as can be); None when there is no division at all."""
    pieces = problem.pieces
    counts = range(pieces, 0, -1) if regions is None else range(regions, regions - 1, -1)
    whole = (1 << pieces) - 1
    ties = np.array([sum(1 << i for i in group) for group in problem.together], dtype=np.int64)
    for count in counts:
        if count < 1 or count > pieces:
            continue
        worths, fine = parts(ground_of(problem, count), ties)
        best, cut = divisions(worths, fine, count)
        if np.isfinite(best[count, whole]):
            return Best(_labels(cut, count, pieces), count, float(best[count, whole]))
    return None


@kernel
def parts(ground: Ground, ties: Ints) -> tuple[Floats, NDArray[np.bool_]]:
    """Of every set of pieces what it is worth as a region, and whether it may be one."""
    count, width = ground.stuff.shape
    sets = 1 << count
    around, against = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for i in range(count):
        for e in range(ground.at[i], ground.at[i + 1]):
            around[i] |= 1 << ground.to[e]
        for e in range(ground.foe_at[i], ground.foe_at[i + 1]):
            against[i] |= 1 << ground.foe[e]
    sums, worths, fine = np.zeros((sets, width)), np.zeros(sets), np.zeros(sets, dtype=np.bool_)
    bonds, friendly = np.zeros(sets), np.ones(sets, dtype=np.bool_)
    for mask in range(1, sets):
        low = 0
        while not (mask >> low) & 1:
            low += 1
        rest = mask & (mask - 1)
        sums[mask] = sums[rest] + ground.stuff[low]
        bonds[mask] = bonds[rest]
        for e in range(ground.at[low], ground.at[low + 1]):
            if (rest >> ground.to[e]) & 1:
                sums[mask, PERIMETER] -= 2.0 * ground.length[e]
                bonds[mask] += ground.bond[e]
        friendly[mask] = friendly[rest] and (against[low] & rest) == 0
        good = friendly[mask] and ground.weight[FLOOR] <= sums[mask, POPULATION] <= ground.weight[CEILING]
        for tie in ties:
            good = good and ((mask & tie) == 0 or (mask & tie) == tie)
        if good and flood(around, mask) == mask:
            fine[mask] = True
            worths[mask] = worth(ground, sums[mask]) + bonds[mask]
    return worths, fine


@kernel
def divisions(worths: Floats, fine: NDArray[np.bool_], regions: int) -> tuple[Floats, Ints]:
    """For every set and number of regions the best worth of a division, and the part that holds the lowest piece."""
    sets = worths.shape[0]
    best = np.full((regions + 1, sets), -np.inf)
    cut = np.zeros((regions + 1, sets), dtype=np.int64)
    best[0, 0] = 0.0
    for mask in range(1, sets):
        low = mask & -mask
        rest = mask ^ low
        sub = rest
        while True:
            part = sub | low
            if fine[part]:
                for p in range(1, regions + 1):
                    value = worths[part] + best[p - 1, mask ^ part]
                    if value > best[p, mask]:
                        best[p, mask] = value
                        cut[p, mask] = part
            if sub == 0:
                break
            sub = (sub - 1) & rest
    return best, cut


def _labels(cut: Ints, regions: int, pieces: int) -> Ints:
    labels = np.full(pieces, -1, dtype=np.int64)
    mask = (1 << pieces) - 1
    for p in range(regions, 0, -1):
        part = int(cut[p, mask])
        labels[[i for i in range(pieces) if (part >> i) & 1]] = regions - p
        mask ^= part
    return labels
