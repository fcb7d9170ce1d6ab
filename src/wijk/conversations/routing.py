"""Which statement is shown next? The one that teaches most, without drowning any (method `conversations.routing/1`).

Each statement not yet seen by a voice has a weight that is never zero: 1, more while it is new (8 × 2^(−n/5) after n votes), more
when people are divided on it (up to 1) and few pass (passes count against it). A voice draws its own order from these weights, by
the method of Efraimidis and Spirakis (2006), with numbers that are a hash of its mark and the statement, so that the same voice gets
the same order again, without a seed. Every third statement is, whatever the weights, the one with the fewest votes.

So no weight is more than ten times another, and the statement with the fewest votes is always at most two votes away from everybody.
New statements first: as in Polis (`1 + 8 × 2^(−n/5)`; Small et al. 2021).
"""

from collections.abc import Collection, Mapping
from hashlib import blake2b
from math import log

#: Every so many statements the one with the fewest votes.
FAIR = 3
Tally = tuple[int, int, int]  #: disagree, pass, agree
NOBODY: Tally = (0, 0, 0)


def weight(tally: Tally) -> float:
    """How much one learns of one more vote on a statement with these votes; from 1 to 10.

    >>> weight((0, 0, 0)), round(weight((50, 0, 50)), 3), round(weight((0, 100, 0)), 3)
    (10.0, 2.0, 1.01)
    """
    against, passed, favour = tally
    voted = against + passed + favour
    divided = 4 * (against + 1) * (favour + 1) / (against + favour + 2) ** 2
    spoken = (against + favour + 1) / (voted + 1)
    return 1 + 8 * 2 ** (-voted / 5) + divided * spoken


def order(
    mark: str, open_to: Collection[int], tallies: Mapping[int, Tally], *, before: int = 0, limit: int = 10
) -> list[int]:
    """The next statements for the voice with this mark, out of the numbers that it has not seen; `before`: how many it has.

    >>> order("someone", [1, 2, 3], {1: (9, 0, 9), 2: (0, 0, 1), 3: (4, 4, 4)}, before=2, limit=1)
    [2]
    """
    left = {number: _drawn(mark, number) for number in open_to}
    by_weight = sorted(left, key=lambda n: (-log(left[n]) / weight(tallies.get(n, NOBODY)), n))
    by_need = sorted(left, key=lambda n: (sum(tallies.get(n, NOBODY)), left[n], n))
    found: dict[int, None] = {}
    for place in range(min(limit, len(left))):
        fair = (before + place) % FAIR == FAIR - 1
        found[next(n for n in (by_need if fair else by_weight) if n not in found)] = None
    return list(found)


def _drawn(mark: str, number: int) -> float:
    """A number between 0 and 1 that belongs to this voice and statement."""
    drawn = blake2b(f"{mark}|{number}".encode(), digest_size=8).digest()
    return (int.from_bytes(drawn) + 1) / (2**64 + 2)
