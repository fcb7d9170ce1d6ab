"""Why can no lottery do better? A bound on the smallest chance that is checked in exact fractions, whatever solver proposed it."""

from fractions import Fraction
from math import inf, nextafter

import numpy as np

from wijk.methods.sortition.cells import Cells, Floats

#: Prices are also tried as fractions with denominators up to these: the true ones are mostly simple.
_DENOMINATORS = (10**4, 10**7)


def upward(value: Fraction) -> float:
    """The smallest float that is not below a fraction.

    >>> upward(Fraction(1, 10)) >= Fraction(1, 10), upward(Fraction(1, 4))
    (True, 0.25)
    """
    near = float(value)
    return near if Fraction(near) >= value else nextafter(near, inf)


def bound_on_minimum(cells: Cells, weights: Floats, prices: Floats, size_price: float) -> Fraction:
    """What no lottery over panels exceeds in its smallest chance.

    Weak duality: for weights w of 0 or more, the smallest chance is at most the mean of all chances by w, which is at most
    the largest value of Σ w[c]/people[c] · y[c] over panels y, which is at most what prices on the quotas and the size give. That holds
    for *any* weights and prices, so rounding the solver's cannot make the bound wrong, only a little larger.
    """
    found = [_bound(cells, *_exact(weights, prices, size_price, limit)) for limit in (*_DENOMINATORS, 0)]
    return min([one for one in found if one is not None], default=Fraction(1))


def _exact(
    weights: Floats, prices: Floats, size_price: float, limit: int
) -> tuple[list[Fraction], list[Fraction], Fraction]:
    def fraction(value: float) -> Fraction:
        exact = Fraction(float(value))
        return exact.limit_denominator(limit) if limit else exact

    return [max(Fraction(0), fraction(w)) for w in weights], [fraction(p) for p in prices], fraction(size_price)


def _bound(cells: Cells, weights: list[Fraction], prices: list[Fraction], size_price: Fraction) -> Fraction | None:
    total = sum(w * int(n) for w, n in zip(weights, cells.people, strict=True))
    if not total:
        return None
    # prices above zero stand on a maximum, those below on a minimum
    value = size_price * cells.size
    value += sum(p * int(high if p > 0 else low) for p, high, low in zip(prices, cells.high, cells.low, strict=True))
    best: dict[int, Fraction] = {}
    for c, (weight, features) in enumerate(zip(weights, cells.features.tolist(), strict=True)):
        rest = weight - size_price - sum((prices[f] for f in features), Fraction(0))
        if rest > 0:
            klass = int(cells.klass[c])
            best[klass] = max(best.get(klass, Fraction(0)), rest)
    households = dict(zip(cells.klass.tolist(), cells.room.tolist(), strict=True))
    value += sum((rest * households[klass] for klass, rest in best.items()), Fraction(0))
    return max(Fraction(0), value / total)


def gini(chances: Floats) -> float:
    """How unequal are the chances? 0: all the same; towards 1: a few have all.

    >>> gini(np.array([0.1, 0.1])), gini(np.array([0.0, 1.0]))
    (0.0, 0.5)
    """
    ordered, count = np.sort(chances), len(chances)
    total = float(ordered.sum())
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return max(0.0, float(ranks @ ordered) / (count * total)) if total else 0.0
