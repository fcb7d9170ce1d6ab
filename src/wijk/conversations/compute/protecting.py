"""Which counts of a group on a statement are not shown, because they could tell what somebody voted?"""

from collections.abc import Sequence

#: Fewer votes of a group on a statement than this are not counted aloud.
LEAST = 5


def withheld(counts: Sequence[int], rest: int, *, least: int = LEAST) -> frozenset[int]:
    """The places of the groups whose counts on one statement stay hidden.

    `counts`: how many of each group voted; `rest`: how many voted who belong to no group. What is hidden follows from the count of all
    by taking away what is shown, give or take those who belong to none. So a group with one to four votes is hidden; and as long as
    that and the rest amount to fewer than five votes, the smallest of the other groups goes with it.

    >>> sorted(withheld([40, 3, 20], 30)), sorted(withheld([40, 3, 20], 0)), sorted(withheld([40, 30], 2)), sorted(withheld([40, 0], 9))
    ([1], [1, 2], [], [])
    """
    hidden = {g for g, count in enumerate(counts) if 0 < count < least}
    if not hidden:
        return frozenset()
    left = sorted((g for g, count in enumerate(counts) if count and g not in hidden), key=lambda g: (counts[g], g))
    while 0 < sum(counts[g] for g in hidden) + rest < least and left:
        hidden.add(left.pop(0))
    return frozenset(hidden)
