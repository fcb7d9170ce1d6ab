"""The compiled loops of equal shares: every amount carries a bound on its error, and whatever the bound leaves open is left to exact numbers.

A *rate* is what a supporter pays for one unit of weight (one project, or one point given to it). A voter with money b and
weight w pays min(b, rate · w). All of a project's supporters together pay its cost; the rate that does so is found by
Newton's method on a concave, piecewise linear function, from below, so it ends after finitely many steps.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNIT = 2.0**-53
NEAR = 1e-9
"""How near (relatively) two amounts must be to be told apart by exact numbers only. Any value is right; this one is fast."""
BLOCK = 256
"""Sums are made in blocks, so that their rounding error grows with n / BLOCK + BLOCK instead of n."""

CERTAIN, CLEAN, UNCLEAR = 0, 1, 2
"""A quote: within its margin; exactly cost ÷ weight, for nobody is short of money; or open."""
DONE, LEVEL, EDGE, FULL = 0, 1, 2, 3
"""Why the loop came back: nothing to buy; candidates too near each other; a purchase with voters near the edge; no room for another row."""
BOUGHT, EVENT, SIZE = 0, 1, 2
"""Places in `Purses.state`: how many were bought; the project of the event; how many candidates are level."""


class Ground(NamedTuple):
    """What never changes. Entries of `voter`, `many`, `weight` by project; `project`, `load` by voter (= distinct ballot)."""

    cost: Floats
    price: Ints
    """A project's price per unit of satisfaction is rate · price ÷ cost: 1 for satisfaction by cost, else the cost."""
    rank: Ints
    """Who goes first among equals."""
    at: Ints
    voter: Ints
    many: Floats
    weight: Floats
    ballot_at: Ints
    project: Ints
    load: Ints
    limit_at: Ints
    limit: Ints
    amount: Ints
    """The limits (budget of a district, one of a group) that a project counts under, and for how much."""
    eligible: NDArray[np.bool_]
    cross: bool
    """Whether two clean prices can be compared by cross-multiplying without overflow."""


class Purses(NamedTuple):
    """What one run moves. `money` is n × 2: what each voter still has, and by how much that may be off; 0 is exactly 0."""

    money: Floats
    room: Ints
    out: NDArray[np.bool_]
    seen: Ints
    bound: Floats
    """Per project a price below which it cannot be had; prices never fall while money is spent."""
    quote: Floats
    """Per project: rate, margin, weight of those who can pay in full, kind of quote, number of those who can."""
    level: Ints
    order: Ints
    place: Ints
    rows: Ints
    """For the k-th purchase: how much weight those who gave their last money had already paid at the rate of each earlier one."""
    sums: Ints
    """For the k-th purchase: how many gave their last money, the weight of those who paid in full, and their number."""
    edge: Ints
    state: Ints
    scratch: Floats


def kernel(function: Any) -> Any:
    """Compile once and keep the result; the interpreter is left free meanwhile."""
    return njit(cache=True, nogil=True)(function)


@kernel
def reset(ground: Ground, purses: Purses, share: float, room: Ints) -> None:
    """Give every voter the same share and forget all purchases.

    An error bound starts at six units in the last place of the share while the share is off by one at most, and every step adds
    its own: the other five pay for the rounding of the comparisons themselves.
    """
    purses.money[:, 0] = share
    purses.money[:, 1] = 6 * UNIT * share
    purses.room[:] = room
    purses.state[:] = 0
    for p in range(ground.cost.shape[0]):
        purses.place[p] = -1
        purses.seen[p] = -1
        weight = 0.0
        people = 0.0
        for j in range(ground.at[p], ground.at[p + 1]):
            weight += ground.many[j] * ground.weight[j]
            people += ground.many[j]
        purses.out[p] = (not ground.eligible[p]) or weight == 0
        if people * share < ground.cost[p] * (1 - NEAR):
            purses.out[p] = True
        purses.bound[p] = ground.price[p] / max(weight, 1.0) * (1 - 8 * UNIT)


@kernel
def ask(ground: Ground, purses: Purses, p: int) -> bool:
    """Quote the rate at which p can be bought into `purses.quote`; False when its supporters surely cannot pay for it."""
    cost = ground.cost[p]
    scratch, money = purses.scratch, purses.money
    size = 0
    weight = 0.0
    for j in range(ground.at[p], ground.at[p + 1]):
        i = ground.voter[j]
        if money[i, 0] > 0:
            scratch[size, 0] = money[i, 0]
            scratch[size, 1] = money[i, 1]
            scratch[size, 2] = ground.many[j]
            scratch[size, 3] = ground.weight[j]
            weight += ground.many[j] * ground.weight[j]
            size += 1
    alive = size
    spent, off, rate, people = 0.0, 0.0, 0.0, 0.0
    while weight > 0:
        rate = max(rate, (cost - spent) / weight)
        kept = 0
        weight = 0.0
        people = 0.0
        for first in range(0, size, BLOCK):
            part, part_off = 0.0, 0.0
            for s in range(first, min(first + BLOCK, size)):
                b, many, w = scratch[s, 0], scratch[s, 2], scratch[s, 3]
                if b < rate * w:
                    part += many * b
                    part_off += many * scratch[s, 1]
                else:
                    scratch[kept, 0] = b
                    scratch[kept, 1] = scratch[s, 1]
                    scratch[kept, 2] = many
                    scratch[kept, 3] = w
                    kept += 1
                    weight += many * w
                    people += many
            spent += part
            off += part_off
        if kept == size:
            break
        size = kept
    rounding = 2 * (alive / BLOCK + BLOCK + 16) * UNIT * max(cost, spent)
    quote = purses.quote[p]
    quote[0], quote[1], quote[2], quote[3], quote[4] = rate, np.inf, weight, UNCLEAR, people
    if weight == 0:
        return bool(spent + off * (1 + 1e-6) + rounding >= cost)
    far = weight
    for s in range(size):
        if scratch[s, 0] - scratch[s, 1] <= rate * scratch[s, 3] * (1 + 2 * NEAR):
            off += scratch[s, 2] * scratch[s, 1]
            far -= scratch[s, 2] * scratch[s, 3]
    if far == weight and size == alive:
        quote[1], quote[3] = 4 * UNIT * rate, CLEAN
    elif far > 0:
        margin = (off * (1 + 1e-6) + rounding) / far
        if margin <= NEAR * rate:
            quote[1], quote[3] = margin, CERTAIN
    return True


@kernel
def fits(ground: Ground, purses: Purses, p: int) -> bool:
    """Whether no limit that p counts under would be broken."""
    # the compiler knows loops, not generators
    for j in range(ground.limit_at[p], ground.limit_at[p + 1]):  # noqa: SIM110
        if ground.amount[j] > purses.room[ground.limit[j]]:
            return False
    return True


@kernel
def sort_out(ground: Ground, purses: Purses, p: int, low: float, high: float, row: Ints, sums: Ints) -> int:
    """Who surely gives the last money for p at a rate between `low` and `high`, and who surely pays in full?

    The others go to `purses.edge`; the answer is how many they are.
    """
    row[:] = 0
    sums[:] = 0
    edge = 0
    for j in range(ground.at[p], ground.at[p + 1]):
        i = ground.voter[j]
        b, off, w = purses.money[i, 0], purses.money[i, 1], ground.weight[j]
        if b <= 0:
            continue
        if b - off > high * w:
            sums[1] += int(ground.many[j] * w)
            sums[2] += int(ground.many[j])
        elif b + off < low * w:
            many = int(ground.many[j])
            sums[0] += many
            for k in range(ground.ballot_at[i], ground.ballot_at[i + 1]):
                place = purses.place[ground.project[k]]
                if place >= 0:
                    row[place] += many * ground.load[k]
        else:
            purses.edge[edge] = j
            edge += 1
    return edge


@kernel
def pay(ground: Ground, purses: Purses, p: int, rate: float, margin: float) -> None:
    """Book the purchase of p; nobody is near the edge, or has been dealt with already (money 0 or set anew, off < 0)."""
    money = purses.money
    for j in range(ground.at[p], ground.at[p + 1]):
        i = ground.voter[j]
        b, off, w = money[i, 0], money[i, 1], ground.weight[j]
        if off < 0:
            money[i, 1] = -off
        elif b > 0:
            if b > rate * w:
                money[i, 0] = b - rate * w
                money[i, 1] = off + margin * w * (1 + 1e-6) + 4 * UNIT * b
            else:
                money[i, 0] = 0.0
                money[i, 1] = 0.0
    k = purses.state[BOUGHT]
    purses.order[k] = p
    purses.place[p] = k
    purses.out[p] = True
    purses.state[BOUGHT] = k + 1
    for j in range(ground.limit_at[p], ground.limit_at[p + 1]):
        purses.room[ground.limit[j]] -= ground.amount[j]


@kernel
def candidates(ground: Ground, purses: Purses) -> int:
    """Fill `purses.level` with the projects that may be the cheapest now; how many they are.

    Only projects whose bound is below the best quote are asked at all.
    """
    count = ground.cost.shape[0]
    bought = purses.state[BOUGHT]
    best = np.inf
    size = 0
    while True:
        p = -1
        for q in range(count):
            if not purses.out[q] and purses.seen[q] != bought and (p < 0 or purses.bound[q] < purses.bound[p]):
                p = q
        if p < 0 or purses.bound[p] > best:
            break
        purses.seen[p] = bought
        if not fits(ground, purses, p) or not ask(ground, purses, p):
            purses.out[p] = True
            continue
        scale = ground.price[p] / ground.cost[p]
        if purses.quote[p, 3] != UNCLEAR:
            purses.bound[p] = max(purses.bound[p], (purses.quote[p, 0] - purses.quote[p, 1]) * scale * (1 - 8 * UNIT))
            best = min(best, (purses.quote[p, 0] + purses.quote[p, 1]) * scale * (1 + 8 * UNIT))
        purses.level[size] = p
        size += 1
    kept = 0
    for s in range(size):
        if purses.bound[purses.level[s]] <= best:
            purses.level[kept] = purses.level[s]
            kept += 1
    return kept


@kernel
def clean_winner(ground: Ground, purses: Purses, size: int) -> int:
    """The cheapest of several clean quotes, by whole numbers, and by rank among equals; -1 when they are not all clean."""
    best = -1
    for s in range(size):
        p = purses.level[s]
        if purses.quote[p, 3] != CLEAN:
            return -1
        if best < 0:
            best = p
            continue
        left = ground.price[p] * int(purses.quote[best, 2])
        right = ground.price[best] * int(purses.quote[p, 2])
        if left < right or (left == right and ground.rank[p] < ground.rank[best]):
            best = p
    return best


@kernel
def advance(ground: Ground, purses: Purses, show_ties: bool) -> int:
    """Buy one project after the other until there is nothing to buy, or exact numbers must decide."""
    while True:
        k = purses.state[BOUGHT]
        size = candidates(ground, purses)
        purses.state[SIZE] = size
        if size == 0:
            return DONE
        if k == purses.rows.shape[0]:
            return FULL
        p = purses.level[0]
        if size > 1:
            if show_ties or not ground.cross:
                return LEVEL
            p = clean_winner(ground, purses, size)
            if p < 0:
                return LEVEL
        elif purses.quote[p, 3] == UNCLEAR:
            return LEVEL
        rate, margin = purses.quote[p, 0], purses.quote[p, 1]
        purses.state[EVENT] = p
        if purses.quote[p, 3] == CLEAN:
            purses.rows[k, :] = 0
            purses.sums[k, 0] = 0
            purses.sums[k, 1] = int(purses.quote[p, 2])
            purses.sums[k, 2] = int(purses.quote[p, 4])
        elif sort_out(ground, purses, p, rate - margin, rate + margin, purses.rows[k], purses.sums[k]) > 0:
            return EDGE
        pay(ground, purses, p, rate, margin)
