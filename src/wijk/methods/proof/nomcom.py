"""Whom does the rule of RFC 3797 choose? For committees that promised that rule (method `proof.rfc3797`).

The IETF draws its nominating committee so: the published results of lotteries are written down in one fixed way, and MD5 of that text
points at one person after the other. The remainder is taken without rejection and MD5 is old, both as the RFC has it; for a new draw use
`randomness.Stream`, which has neither weakness.

Source: RFC 3797 (Eastlake, 2004), sections 4 and 6.
"""

from collections.abc import Sequence
from hashlib import md5

from wijk.methods.proof.messages import say
from wijk.methods.saying import Rejected

METHOD = "proof.rfc3797"


def key_string(sources: Sequence[int | Sequence[int]]) -> str:
    """How are the results of the sources written down? The numbers of one source in rising order, a dot after each, and a slash.

    >>> key_string([9319, [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]])
    '9319./2.5.8.10.12./9.18.26.34.41.45./'
    """
    written = []
    for place, source in enumerate(sources, 1):
        values = [source] if isinstance(source, int) else sorted(source)
        if not values:
            raise Rejected(say("source_empty", place=place))
        written.append("".join(f"{value}." for value in values) + "/")
    return "".join(written)


def rfc3797(key: str, pool: int, count: int) -> tuple[int, ...]:
    """Which `count` of the people numbered 1 to `pool` are chosen, in order?

    >>> rfc3797("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, 10)
    (17, 7, 2, 16, 25, 23, 8, 24, 19, 13)
    """
    if not 0 <= count <= min(pool, 2**16):
        raise Rejected(say("sample_too_large", wanted=count, size=min(pool, 2**16)))
    left, chosen = list(range(1, pool + 1)), []
    for turn in range(count):
        around = turn.to_bytes(2, "big")
        number = int.from_bytes(md5(around + key.encode() + around, usedforsecurity=False).digest(), "big")
        chosen.append(left.pop(number % len(left)))
    return tuple(chosen)
