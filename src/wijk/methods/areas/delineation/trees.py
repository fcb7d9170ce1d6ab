"""Merge two neighbouring regions and split them anew along a random spanning tree, where single moves would take too many steps.

Every cut of the tree gives two regions in one piece; sums of all subtrees are gathered in one sweep, so that all cuts are priced at
once. (Merge and split: D. DeFord, M. Duchin, J. Solomon, *Recombination*, Harvard Data Science Review 3, 2021.)
"""

# ruff: noqa: SIM109 - plain comparisons are what compiles

import math

import numpy as np

from wijk.methods.areas.delineation.anneal import Bits, throw
from wijk.methods.areas.delineation.ground import (
    PERIMETER,
    Board,
    Floats,
    Ground,
    Ints,
    kernel,
    missing,
    worth,
)
from wijk.methods.areas.delineation.polish import members


@kernel
def grow(ground: Ground, board: Board, state: Bits, space: Ints, order: Ints, parent: Ints) -> None:
    """A random spanning tree of the two regions in `space`: units in the order in which they join, and the place of each one's parent.

    `board.mark` of each unit then holds a stamp of the tree plus its place.
    """
    count = order.shape[0]
    one, two = board.label[space[0]], board.label[space[count - 1]]
    root = space[int(throw(state) * count)]
    board.stamp[0] += count + 2
    seen = 2 * board.stamp[0]
    ends = 0
    for i in range(count):
        ends += ground.at[space[i] + 1] - ground.at[space[i]]
    edges, sources = np.empty(ends, dtype=np.int64), np.empty(ends, dtype=np.int64)
    order[0], parent[0] = root, -1
    board.mark[root] = seen
    open_edges, joined, at = 0, 1, 0
    while joined < count:
        unit = order[at]
        for e in range(ground.at[unit], ground.at[unit + 1]):
            label = board.label[ground.to[e]]
            if label == one or label == two:
                edges[open_edges], sources[open_edges] = e, at
                open_edges += 1
        while True:
            pick = int(throw(state) * open_edges)
            edge, source = edges[pick], sources[pick]
            open_edges -= 1
            edges[pick], sources[pick] = edges[open_edges], sources[open_edges]
            unit = ground.to[edge]
            if board.mark[unit] < seen:
                break
        board.mark[unit] = seen + joined
        order[joined], parent[joined] = unit, source
        at = joined
        joined += 1
    board.stamp[0] += count + 2


@kernel
def subtrees(ground: Ground, board: Board, order: Ints, parent: Ints, one: int, two: int) -> tuple[Floats, Floats]:
    """Of every subtree the sums of a region, and inside it and around it lengths and bonds: (inner, all ends) twice."""
    count, width = order.shape[0], ground.stuff.shape[1]
    sums, edges = np.zeros((count, width)), np.zeros((count, 4))
    base = board.mark[order[0]]
    depth = np.zeros(count, dtype=np.int64)
    for i in range(count):
        sums[i] = ground.stuff[order[i]]
        if i > 0:
            depth[i] = depth[parent[i]] + 1
    for i in range(count):
        for e in range(ground.at[order[i]], ground.at[order[i] + 1]):
            label = board.label[ground.to[e]]
            if label != one and label != two:
                continue
            edges[i, 1] += ground.length[e]
            edges[i, 3] += ground.bond[e]
            j = board.mark[ground.to[e]] - base
            if j > i:
                a, b = i, j
                while a != b:
                    if depth[a] >= depth[b]:
                        a = parent[a]
                    else:
                        b = parent[b]
                edges[a, 0] += ground.length[e]
                edges[a, 2] += ground.bond[e]
    for i in range(count - 1, 0, -1):
        sums[parent[i]] += sums[i]
        edges[parent[i]] += edges[i]
    sums[:, PERIMETER] -= 2.0 * edges[:, 0]
    return sums, edges


@kernel
def split_pair(
    ground: Ground, board: Board, state: Bits, first: int, second: int, space: Ints, warmth: float, strict: bool
) -> float:
    """Split two neighbouring regions by the best cut of one random tree; a loss is taken as annealing takes it."""
    one, two = board.label[first], board.label[second]
    count = board.size[one] + board.size[two]
    if count < 3:
        return 0.0
    middle = members(ground, board, first, space, 0)
    members(ground, board, second, space, middle)
    bonds = 0.0
    for i in range(middle):
        for e in range(ground.at[space[i]], ground.at[space[i] + 1]):
            if board.label[ground.to[e]] == two:
                bonds += ground.bond[e]
    order, parent = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    grow(ground, board, state, space, order, parent)
    sums, edges = subtrees(ground, board, order, parent, one, two)
    now = board.worth[one] + board.worth[two] - bonds
    lack = missing(ground, board.sums[one]) + missing(ground, board.sums[two])
    best, chosen = -np.inf, 0
    for i in range(1, count):
        sides(board, sums, edges, i)
        if strict and missing(ground, board.trial[0]) + missing(ground, board.trial[1]) > lack:
            continue
        value = worth(ground, board.trial[0]) + worth(ground, board.trial[1]) - (edges[i, 3] - 2.0 * edges[i, 2])
        if value > best:
            best, chosen = value, i
    gain = best - now
    if chosen == 0 or (gain <= 1e-12 and (gain < -20.0 * warmth or throw(state) >= math.exp(gain / warmth))):
        return 0.0
    side = np.zeros(count, dtype=np.int64)
    side[chosen] = 1
    for i in range(chosen + 1, count):
        side[i] = side[parent[i]]
    if quarrel(ground, board, order, side):
        return 0.0
    board.size[one] = 0
    for i in range(count):
        board.label[order[i]] = one if side[i] == 1 else two
        board.size[one] += side[i]
    board.size[two] = count - board.size[one]
    sides(board, sums, edges, chosen)
    board.sums[one] = board.trial[0]
    board.sums[two] = board.trial[1]
    board.worth[one] = worth(ground, board.trial[0])
    board.worth[two] = worth(ground, board.trial[1])
    return float(gain)


@kernel
def sides(board: Board, sums: Floats, edges: Floats, cut: int) -> None:
    """The sums of both regions that a cut gives, in `board.trial`."""
    board.trial[0] = sums[cut]
    board.trial[1] = sums[0] - sums[cut]
    board.trial[1, PERIMETER] += 2.0 * (edges[cut, 1] - 2.0 * edges[cut, 0])


@kernel
def quarrel(ground: Ground, board: Board, order: Ints, side: Ints) -> bool:
    """Whether two units that must not meet stand on one side."""
    base = board.mark[order[0]]
    for i in range(order.shape[0]):
        for e in range(ground.foe_at[order[i]], ground.foe_at[order[i] + 1]):
            j = board.mark[ground.foe[e]] - base
            if 0 <= j < order.shape[0] and order[j] == ground.foe[e] and side[i] == side[j]:
                return True
    return False


@kernel
def tree_pass(
    ground: Ground, board: Board, state: Bits, edges: Ints, starts: Ints, space: Ints, warmth: float, strict: bool
) -> float:
    """One try for each pair of neighbouring regions; `edges` and `starts` name one border a pair."""
    gained = 0.0
    for k in range(edges.shape[0]):
        first, second = starts[k], ground.to[edges[k]]
        if board.label[first] != board.label[second]:
            gained += split_pair(ground, board, state, first, second, space, warmth, strict)
    return gained
