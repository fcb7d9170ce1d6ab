"""Stable matching with quantities: no giver and taker who fit would both rather have each other than what they got.

Deferred acceptance (D. Gale and L. S. Shapley, *College Admissions and the Stability of Marriage*, American Mathematical Monthly 69, 1962, 9–15)
carried to quantities on both sides (M. Baïou and M. Balinski, *The Stable Allocation (or Ordinal Transportation) Problem*, Mathematics of
Operations Research 27, 2002, 485–503). Needs ask, offers keep the best of what asks; of all stable matchings it is the best for every need.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

Amounts = dict[tuple[int, int], int]


def stable(
    offers: Sequence[int], needs: Sequence[int], wishes: Sequence[Sequence[int]], ranks: Sequence[Mapping[int, int]]
) -> Amounts:
    """Units by (offer, need). `offers` and `needs` are quantities.

    `wishes[n]` are the offers that fit need n, best first; `ranks[o][n]` is the place of need n for offer o.

    >>> stable([2], [1, 2], [[0], [0]], [{1: 0, 0: 1}])
    {(0, 1): 2}
    """
    free, open_, turn = list(offers), list(needs), [0] * len(needs)
    held: list[dict[int, int]] = [{} for _ in offers]
    waiting = deque(range(len(needs)))
    while waiting:
        n = waiting.popleft()
        while open_[n] and turn[n] < len(wishes[n]):
            o = wishes[n][turn[n]]
            _take(n, o, min(open_[n], free[o]), free, open_, held)
            while open_[n]:
                worst = max(held[o], key=ranks[o].__getitem__, default=n)
                if ranks[o][worst] <= ranks[o][n]:
                    turn[n] += 1
                    break
                moved = min(open_[n], held[o][worst])
                _take(worst, o, -moved, free, open_, held)
                _take(n, o, moved, free, open_, held)
                waiting.append(worst)
    return {(o, n): units for o, own in enumerate(held) for n, units in sorted(own.items())}


def _take(n: int, o: int, units: int, free: list[int], open_: list[int], held: list[dict[int, int]]) -> None:
    """Move units from offer o to need n, or back."""
    if units:
        free[o] -= units
        open_[n] -= units
        held[o][n] = held[o].get(n, 0) + units
        if not held[o][n]:
            del held[o][n]


def blocking(
    offers: Sequence[int],
    needs: Sequence[int],
    wishes: Sequence[Sequence[int]],
    ranks: Sequence[Mapping[int, int]],
    amounts: Mapping[tuple[int, int], int],
) -> tuple[tuple[int, int], ...]:
    """Every (offer, need) that fits and would both rather have more of each other; none is what stable means."""
    places = [{o: i for i, o in enumerate(own)} for own in wishes]
    given: dict[int, int] = defaultdict(int)
    got: dict[int, int] = defaultdict(int)
    worst_need: dict[int, int] = defaultdict(lambda: -1)
    worst_offer: dict[int, int] = defaultdict(lambda: -1)
    for (o, n), units in amounts.items():
        given[o] += units
        got[n] += units
        worst_offer[n] = max(worst_offer[n], places[n][o])
        worst_need[o] = max(worst_need[o], ranks[o][n])
    return tuple(
        (o, n)
        for n, own in enumerate(wishes)
        for place, o in enumerate(own)
        if (got[n] < needs[n] or worst_offer[n] > place) and (given[o] < offers[o] or worst_need[o] > ranks[o][n])
    )
