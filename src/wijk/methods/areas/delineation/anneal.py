"""Simulated annealing over border units: most moves that gain, and fewer and fewer of those that lose."""

import math

import numpy as np
from numpy.typing import NDArray

from wijk.methods.areas.delineation.ground import (
    Board,
    Floats,
    Ground,
    foes,
    keeps_bounds,
    kernel,
    make_move,
    stays_whole,
    try_move,
)

Bits = NDArray[np.uint64]


def dice(seed: int) -> Bits:
    """The state of a generator (xorshift128+) of its own for the compiled loops; the same seed gives the same moves."""
    return np.random.SeedSequence(seed).generate_state(2, np.uint64) | np.uint64(1)


@kernel
def throw(state: Bits) -> float:
    """A number from 0 up to 1."""
    x, y = state[0], state[1]
    state[0] = y
    x ^= x << np.uint64(23)
    state[1] = x ^ y ^ (x >> np.uint64(17)) ^ (y >> np.uint64(26))
    return float((state[1] + y) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@kernel
def typical_change(ground: Ground, board: Board, state: Bits, tries: int) -> float:
    """The mean size of what a random move changes: the scale of the heat."""
    total, found = 0.0, 0
    for _ in range(tries):
        unit = int(throw(state) * board.label.shape[0])
        degree = ground.at[unit + 1] - ground.at[unit]
        if degree == 0:
            continue
        target = board.label[ground.to[ground.at[unit] + int(throw(state) * degree)]]
        if target != board.label[unit] and board.size[board.label[unit]] > 1:
            total += abs(try_move(ground, board, unit, target))
            found += 1
    return total / max(found, 1)


@kernel
def anneal(ground: Ground, board: Board, state: Bits, heat: Floats, steps: int, strict: bool) -> float:
    """So many tries while the heat falls evenly (as a logarithm) from `heat[0]` to `heat[1]`; returns what was gained.

    With `strict` no move makes floor or ceiling worse; without it they have their price only.
    """
    gained = 0.0
    warmth = heat[0]
    cooling = (heat[1] / heat[0]) ** (256.0 / max(steps, 256))
    units = board.label.shape[0]
    for step in range(steps):
        if step % 256 == 255:
            warmth *= cooling
        unit = int(throw(state) * units)
        degree = ground.at[unit + 1] - ground.at[unit]
        if degree == 0:
            continue
        source = board.label[unit]
        target = board.label[ground.to[ground.at[unit] + int(throw(state) * degree)]]
        if source == target or board.size[source] < 2:
            continue
        gain = try_move(ground, board, unit, target)
        if gain < 0.0 and (gain < -20.0 * warmth or throw(state) >= math.exp(gain / warmth)):
            continue
        if strict and not keeps_bounds(ground, board, source, target):
            continue
        if foes(ground, board, unit, target, -1) or not stays_whole(ground, board, unit):
            continue
        make_move(ground, board, unit, target)
        gained += gain
    return gained
