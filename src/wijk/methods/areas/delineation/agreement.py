"""How much do two divisions of the same units agree?"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, fsum, log2


@dataclass(frozen=True)
class Agreement:
    """`rand`: 1 for the same division, about 0 for chance. `information`: 0 for the same division, in bits."""

    rand: float
    information: float


def agreement(one: Sequence[Hashable], other: Sequence[Hashable]) -> Agreement:
    """The adjusted Rand index (Hubert and Arabie 1985) and the variation of information (Meilă 2007) of two labellings.

    Counts are exact; both are independent of the order of units and of the names of regions. Raises ValueError when
    the labellings differ in length or are empty.

    >>> agreement(["a", "a", "b", "b"], [1, 1, 2, 2])
    Agreement(rand=1.0, information=0.0)
    >>> agreement([0, 0, 1, 1], [0, 1, 0, 1])
    Agreement(rand=-0.5, information=2.0)
    """
    if len(one) != len(other) or not one:
        raise ValueError("two labellings of the same units are needed")
    total = len(one)
    both, first, second = Counter(zip(one, other, strict=True)), Counter(one), Counter(other)
    together = sum(comb(n, 2) for n in both.values())
    left, right = sum(comb(n, 2) for n in first.values()), sum(comb(n, 2) for n in second.values())
    pairs = comb(total, 2)
    expected = Fraction(left * right, pairs) if pairs else Fraction(0)
    most = Fraction(left + right, 2)
    rand = 1.0 if most == expected else float((together - expected) / (most - expected))
    information = fsum(
        n / total * (log2(first[a] / n) + log2(second[b] / n))
        for (a, b), n in sorted(both.items(), key=lambda kv: kv[1])
    )
    return Agreement(rand, abs(information))
