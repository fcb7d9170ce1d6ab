"""Down to where nothing gains any more: moves of one unit, exchanges of two, and every way to divide two neighbours anew."""

# ruff: noqa: SIM109, SIM110 - plain loops and comparisons are what compiles

import numpy as np

from wijk.methods.areas.delineation.ground import (
    PERIMETER,
    Board,
    Floats,
    Ground,
    Ints,
    foes,
    keeps_bounds,
    kernel,
    make_move,
    missing,
    recount,
    stays_whole,
    try_move,
    worth,
)

LEAST = 1e-10
"""A gain below this is rounding."""
WINDOW = 14
"""So many pieces may two neighbours have together for every division of them to be tried."""

PAIRS = 1000
"""So many pairs of neighbours are looked at in one call, so that one can interrupt."""


@kernel
def move_pass(ground: Ground, board: Board, active: Ints, after: Ints) -> float:
    """Try each unit of an active region, or beside one, in each neighbouring region; the best gain is taken at once."""
    gained = 0.0
    for unit in range(board.label.shape[0]):
        source = board.label[unit]
        if board.size[source] < 2:
            continue
        best, goal = LEAST, -1
        for e in range(ground.at[unit], ground.at[unit + 1]):
            target = board.label[ground.to[e]]
            if target == source or target == goal or (active[source] == 0 and active[target] == 0):
                continue
            gain = try_move(ground, board, unit, target)
            if (
                gain > best
                and keeps_bounds(ground, board, source, target)
                and not foes(ground, board, unit, target, -1)
            ):
                best, goal = gain, target
        if goal >= 0 and stays_whole(ground, board, unit):
            try_move(ground, board, unit, goal)
            make_move(ground, board, unit, goal)
            after[source] = 1
            after[goal] = 1
            gained += best
    return gained


@kernel
def members(ground: Ground, board: Board, unit: int, out: Ints, begin: int) -> int:
    """Write the units of a unit's region into `out` from `begin`; returns where they end."""
    board.stamp[0] += 1
    seen = 2 * board.stamp[0]
    region = board.label[unit]
    board.mark[unit] = seen
    out[begin] = unit
    head, tail = begin, begin + 1
    while head < tail:
        u = out[head]
        head += 1
        for e in range(ground.at[u], ground.at[u + 1]):
            other = ground.to[e]
            if board.label[other] == region and board.mark[other] != seen:
                board.mark[other] = seen
                out[tail] = other
                tail += 1
    return tail


@kernel
def try_exchange(ground: Ground, board: Board, unit: int, other: int) -> float:
    """What the score gains when two units of different regions change places; the new sums stay in `board.trial`."""
    source, target = board.label[unit], board.label[other]
    old, new = board.trial[0], board.trial[1]
    for j in range(old.shape[0]):
        step = ground.stuff[other, j] - ground.stuff[unit, j]
        old[j] = board.sums[source, j] + step
        new[j] = board.sums[target, j] - step
    bonds = 0.0
    for side in range(2):
        mine, left, joined = (unit, source, target) if side == 0 else (other, target, source)
        avoid = other if side == 0 else unit
        for e in range(ground.at[mine], ground.at[mine + 1]):
            if ground.to[e] == avoid:
                continue
            region = board.label[ground.to[e]]
            if region == left:
                board.trial[side, PERIMETER] += 2.0 * ground.length[e]
                bonds -= ground.bond[e]
            elif region == joined:
                board.trial[1 - side, PERIMETER] -= 2.0 * ground.length[e]
                bonds += ground.bond[e]
    return float(worth(ground, old) + worth(ground, new) - board.worth[source] - board.worth[target] + bonds)


@kernel
def exchange_pair(ground: Ground, board: Board, first: int, second: int, space: Ints) -> float:
    """Exchange units of two regions (given by a unit of each) while that gains."""
    one, two = board.label[first], board.label[second]
    middle = members(ground, board, first, space, 0)
    end = members(ground, board, second, space, middle)
    for i in range(middle):
        unit = space[i]
        if not touches(ground, board, unit, two):
            continue
        for j in range(middle, end):
            other = space[j]
            if not touches(ground, board, other, one):
                continue
            gain = try_exchange(ground, board, unit, other)
            if gain <= LEAST or not keeps_bounds(ground, board, one, two):
                continue
            if foes(ground, board, unit, two, other) or foes(ground, board, other, one, unit):
                continue
            board.label[unit], board.label[other] = two, one
            if members(ground, board, unit, board.stack, 0) == board.size[two] and (
                members(ground, board, other, board.stack, 0) == board.size[one]
            ):
                board.sums[one] = board.trial[0]
                board.sums[two] = board.trial[1]
                board.worth[one] = worth(ground, board.trial[0])
                board.worth[two] = worth(ground, board.trial[1])
                return float(gain)
            board.label[unit], board.label[other] = one, two
    return 0.0


@kernel
def touches(ground: Ground, board: Board, unit: int, region: int) -> bool:
    """Whether a unit borders on a region."""
    for e in range(ground.at[unit], ground.at[unit + 1]):
        if board.label[ground.to[e]] == region:
            return True
    return False


@kernel
def flood(around: Ints, mask: int) -> int:
    """Of the places in `mask` those that can be walked to from the lowest."""
    reached = mask & -mask
    edge = reached
    while edge != 0:
        found = 0
        i = 0
        while edge != 0:
            if edge & 1:
                found |= around[i]
            edge >>= 1
            i += 1
        edge = found & mask & ~reached
        reached |= edge
    return reached


@kernel
def window_pair(ground: Ground, board: Board, first: int, second: int, space: Ints, allowed: int) -> float:
    """Divide two small regions anew in the best of all ways; returns the gain, -1 when they have too many pieces."""
    one, two = board.label[first], board.label[second]
    count = board.size[one] + board.size[two]
    if count > allowed:
        return -1.0
    middle = members(ground, board, first, space, 0)
    members(ground, board, second, space, middle)
    around, against = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    length, bond = np.zeros((count, count)), np.zeros((count, count))
    for i in range(count):
        for j in range(count):
            for e in range(ground.at[space[i]], ground.at[space[i] + 1]):
                if ground.to[e] == space[j]:
                    around[i] |= 1 << j
                    length[i, j] = ground.length[e]
                    bond[i, j] = ground.bond[e]
            for e in range(ground.foe_at[space[i]], ground.foe_at[space[i] + 1]):
                if ground.foe[e] == space[j]:
                    against[i] |= 1 << j
    whole = (1 << count) - 1
    crossing = 0.0
    for i in range(middle):
        for j in range(middle, count):
            crossing += bond[i, j]
    now = board.worth[one] + board.worth[two] - crossing
    lack = missing(ground, board.sums[one]) + missing(ground, board.sums[two])
    best, chosen = now + LEAST, 0
    for half in range(1 << (count - 1)):
        mask = 2 * half + 1
        if mask == whole or flood(around, mask) != mask or flood(around, whole ^ mask) != (whole ^ mask):
            continue
        value = divided(ground, board, space, count, mask, against, length, bond)
        if value > best and missing(ground, board.trial[0]) + missing(ground, board.trial[1]) <= lack:
            best, chosen = value, mask
    if chosen == 0:
        return 0.0
    divided(ground, board, space, count, chosen, against, length, bond)
    board.sums[one] = board.trial[0]
    board.sums[two] = board.trial[1]
    board.worth[one] = worth(ground, board.trial[0])
    board.worth[two] = worth(ground, board.trial[1])
    board.size[one] = 0
    for i in range(count):
        inside = (chosen >> i) & 1
        board.label[space[i]] = one if inside else two
        board.size[one] += inside
    board.size[two] = count - board.size[one]
    return float(best - now)


@kernel
def divided(
    ground: Ground, board: Board, space: Ints, count: int, mask: int, against: Ints, length: Floats, bond: Floats
) -> float:
    """What two regions are worth when the places in `mask` form one and the rest the other; sums in `board.trial`."""
    board.trial[:] = 0.0
    cut = 0.0
    for i in range(count):
        side = 0 if (mask >> i) & 1 else 1
        own = mask if side == 0 else ~mask
        if against[i] & own:
            return -np.inf
        for j in range(ground.stuff.shape[1]):
            board.trial[side, j] += ground.stuff[space[i], j]
        for j in range(i):
            if (own >> j) & 1:
                board.trial[side, PERIMETER] -= 2.0 * length[i, j]
            else:
                cut += bond[i, j]
    return float(worth(ground, board.trial[0]) + worth(ground, board.trial[1]) - cut)


@kernel
def pair_pass(
    ground: Ground, board: Board, edges: Ints, starts: Ints, active: Ints, after: Ints, space: Ints, allowed: int
) -> float:
    """Divide each pair of neighbouring regions anew where that gains; `edges` and `starts` name one border a pair."""
    gained = 0.0
    for k in range(edges.shape[0]):
        first, second = starts[k], ground.to[edges[k]]
        one, two = board.label[first], board.label[second]
        if one == two or (active[one] == 0 and active[two] == 0):
            continue
        gain = window_pair(ground, board, first, second, space, allowed)
        if gain < 0.0:
            gain = exchange_pair(ground, board, first, second, space)
        if gain > 0.0:
            after[one] = 1
            after[two] = 1
            gained += gain
    return gained


def pairs_of(ground: Ground, board: Board, origin: Ints) -> tuple[Ints, Ints]:
    """One border (its place in `ground.to`, and the unit it starts from) for each pair of neighbouring regions."""
    one, two = board.label[origin], board.label[ground.to]
    ahead = np.flatnonzero(one < two)
    _, first = np.unique(one[ahead] * np.int64(len(board.size)) + two[ahead], return_index=True)
    edges = ahead[np.sort(first)].astype(np.int64)
    return edges, origin[edges]


def polish(ground: Ground, board: Board, *, allowed: int = WINDOW, only: Ints | None = None) -> float:
    """Improve until no move, no exchange and no new division of two small neighbours gains; returns the gain."""
    origin = np.repeat(np.arange(len(ground.at) - 1, dtype=np.int64), np.diff(ground.at))
    space = np.zeros(len(board.label) + 1, dtype=np.int64)
    active = np.ones(len(board.size), dtype=np.int64) if only is None else only
    total = 0.0
    while active.any():
        after = np.zeros(len(board.size), dtype=np.int64)
        total += move_pass(ground, board, active, after)
        edges, starts = pairs_of(ground, board, origin)
        active = np.maximum(active, after)
        for k in range(0, len(edges), PAIRS):
            part = slice(k, k + PAIRS)
            total += pair_pass(ground, board, edges[part], starts[part], active, after, space, allowed)
        active = after
    recount(ground, board)
    return total
