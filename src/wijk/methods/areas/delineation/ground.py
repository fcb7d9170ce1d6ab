"""The compiled loops' view of the matter: what never changes (`Ground`) and what a search moves (`Board`), and what one move changes."""

# ruff: noqa: SIM110 - plain loops and comparisons are what compiles

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MASS, POPULATION, AREA, PERIMETER, SHARE, SQUARES, SUMS = 0, 1, 2, 3, 4, 5, 6
"""Columns of `Ground.stuff` and `Board.sums`; from `SUMS` on stands one column an attribute."""


class Ground(NamedTuple):
    """Units and borders. What a region is worth is the sum of `worth` of its sums and the bonds inside it.

    `stuff` (n × 6 + k) holds what adds up over units, in the columns named above, except that a border between two
    units is taken off their perimeters twice. `at`, `to`, `length`, `bond` are the borders in compressed rows, each
    twice. `foe_at`, `foe` list the units that must not share a region. `weight` holds: homogeneity / total squares,
    compactness / regions, balance / regions, the equal share, floor, ceiling, price of what is missing.
    """

    stuff: Floats
    at: Ints
    to: Ints
    length: Floats
    bond: Floats
    foe_at: Ints
    foe: Ints
    weight: Floats


HOMOGENEITY, COMPACTNESS, BALANCE, EQUAL, FLOOR, CEILING, PRICE = 0, 1, 2, 3, 4, 5, 6
"""Places in `Ground.weight`."""


class Board(NamedTuple):
    """One division: the region of each unit, the sums and worth of each region, and scratch space."""

    label: Ints
    size: Ints
    sums: Floats
    worth: Floats
    mark: Ints
    stack: Ints
    stamp: Ints
    trial: Floats


def kernel(function: Any) -> Any:
    """Compile once and keep the result; the interpreter is left free meanwhile."""
    return njit(cache=True, nogil=True)(function)


def board_of(ground: Ground, labels: Ints, regions: int) -> Board:
    """A board on which these labels stand."""
    count, width = ground.stuff.shape
    board = Board(
        np.array(labels, dtype=np.int64),
        np.zeros(regions, dtype=np.int64),
        np.zeros((regions, width)),
        np.zeros(regions),
        np.zeros(count, dtype=np.int64),
        np.zeros(max(count, 1), dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.zeros((2, width)),
    )
    recount(ground, board)
    return board


@kernel
def missing(ground: Ground, row: Floats) -> float:
    """How many people a region lacks to reach the floor, or has above the ceiling."""
    people = row[POPULATION]
    return float(max(0.0, ground.weight[FLOOR] - people) + max(0.0, people - ground.weight[CEILING]))


@kernel
def worth(ground: Ground, row: Floats) -> float:
    """What a region with these sums adds to the score, without the bonds inside it."""
    weight = ground.weight
    total = -weight[PRICE] * missing(ground, row)
    if weight[HOMOGENEITY] > 0.0:
        spread = row[SQUARES]
        for j in range(SUMS, row.shape[0]):
            spread -= row[j] * row[j] / row[MASS]
        total -= weight[HOMOGENEITY] * max(0.0, spread)
    if weight[COMPACTNESS] > 0.0 and row[PERIMETER] > 0.0:
        total += weight[COMPACTNESS] * 4.0 * math.pi * row[AREA] / (row[PERIMETER] * row[PERIMETER])
    if weight[BALANCE] > 0.0 and row[SHARE] > 0.0:
        ratio = row[SHARE] / weight[EQUAL]
        total += weight[BALANCE] * min(ratio, 1.0 / ratio)
    return float(total)


@kernel
def recount(ground: Ground, board: Board) -> None:
    """Sums and worth of all regions anew, so that rounding does not creep in over millions of moves."""
    board.size[:] = 0
    board.sums[:] = 0.0
    for u in range(board.label.shape[0]):
        region = board.label[u]
        board.size[region] += 1
        for j in range(ground.stuff.shape[1]):
            board.sums[region, j] += ground.stuff[u, j]
        for e in range(ground.at[u], ground.at[u + 1]):
            if board.label[ground.to[e]] == region:
                board.sums[region, PERIMETER] -= ground.length[e]
    for region in range(board.size.shape[0]):
        board.worth[region] = worth(ground, board.sums[region])


@kernel
def foes(ground: Ground, board: Board, unit: int, region: int, leaving: int) -> bool:
    """Whether a unit would meet one it must not meet, in a region that `leaving` (or -1) is about to leave."""
    for e in range(ground.foe_at[unit], ground.foe_at[unit + 1]):
        if board.label[ground.foe[e]] == region and ground.foe[e] != leaving:
            return True
    return False


@kernel
def try_move(ground: Ground, board: Board, unit: int, target: int) -> float:
    """What the score gains when a unit goes to another region; the new sums stay in `board.trial`."""
    source = board.label[unit]
    inside, outside, bonds = 0.0, 0.0, 0.0
    for e in range(ground.at[unit], ground.at[unit + 1]):
        region = board.label[ground.to[e]]
        if region == source:
            inside += ground.length[e]
            bonds -= ground.bond[e]
        elif region == target:
            outside += ground.length[e]
            bonds += ground.bond[e]
    old, new = board.trial[0], board.trial[1]
    for j in range(old.shape[0]):
        old[j] = board.sums[source, j] - ground.stuff[unit, j]
        new[j] = board.sums[target, j] + ground.stuff[unit, j]
    old[PERIMETER] += 2.0 * inside
    new[PERIMETER] -= 2.0 * outside
    return float(worth(ground, old) + worth(ground, new) - board.worth[source] - board.worth[target] + bonds)


@kernel
def keeps_bounds(ground: Ground, board: Board, source: int, target: int) -> bool:
    """Whether the trial sums of two regions violate floor and ceiling no more than the regions do now."""
    now = missing(ground, board.sums[source]) + missing(ground, board.sums[target])
    return bool(missing(ground, board.trial[0]) + missing(ground, board.trial[1]) <= now)


@kernel
def make_move(ground: Ground, board: Board, unit: int, target: int) -> None:
    """Carry out the move that was just tried."""
    source = board.label[unit]
    board.label[unit] = target
    board.size[source] -= 1
    board.size[target] += 1
    board.sums[source] = board.trial[0]
    board.sums[target] = board.trial[1]
    board.worth[source] = worth(ground, board.trial[0])
    board.worth[target] = worth(ground, board.trial[1])


@kernel
def stays_whole(ground: Ground, board: Board, unit: int) -> bool:
    """Whether the region of a unit stays in one piece without it: its neighbours there find one another around it.

    The walk ends as soon as all are found, which on a map is nearly always next door.
    """
    region = board.label[unit]
    if board.size[region] < 2:
        return False
    board.stamp[0] += 1
    wanted, seen = 2 * board.stamp[0], 2 * board.stamp[0] + 1
    left, first = 0, -1
    for e in range(ground.at[unit], ground.at[unit + 1]):
        other = ground.to[e]
        if board.label[other] == region and board.mark[other] != wanted:
            board.mark[other] = wanted
            left += 1
            first = other
    if left < 2:
        return left == 1
    board.mark[unit] = seen
    board.mark[first] = seen
    board.stack[0] = first
    head, tail = 0, 1
    left -= 1
    while head < tail:
        u = board.stack[head]
        head += 1
        for e in range(ground.at[u], ground.at[u + 1]):
            other = ground.to[e]
            if board.label[other] == region and board.mark[other] != seen:
                if board.mark[other] == wanted:
                    left -= 1
                    if left == 0:
                        return True
                board.mark[other] = seen
                board.stack[tail] = other
                tail += 1
    return False
