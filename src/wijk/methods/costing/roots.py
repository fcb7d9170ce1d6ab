"""All internal rates of return of a row of payments: none, one or several, counted exactly.

With x = 1 ÷ (1 + rate) the net present value is a polynomial in x, and a rate above −100 % is a positive root. Roots are separated by
Descartes' rule of signs under bisection (A. G. Akritas and G. E. Collins, *Polynomial real root isolation using Descartes' rule of signs*,
SYMSAC 1976, 272–275) in whole numbers, so none is missed and none is invented; roots nearer than 2⁻⁶⁴ to each other count as one.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

_DEPTH = 64  # intervals narrower than 2⁻⁶⁴ that still look like two roots hold one double root


def internal_rates(flows: Sequence[int | float | Fraction], *, per_year: int = 1) -> tuple[float, ...]:
    """Every rate per year above −100 % at which the payments balance, in rising order; payments are evenly spaced, `per_year` a year.

    An empty answer is an answer: there is no such rate.

    >>> [round(rate, 6) for rate in internal_rates([-100, 230, -132])], internal_rates([-100, -5])
    ([0.1, 0.2], ())
    """
    coefficients = _whole(flows)
    while coefficients and coefficients[0] == 0:
        coefficients.pop(0)
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    if _variations(coefficients) == 0:
        return ()
    below = _between(coefficients)  # x in (0, 1): rates above 0
    above = [1 / x for x in _between(coefficients[::-1])]  # x above 1: rates below 0
    one = [Fraction(1)] if sum(coefficients) == 0 else []
    return tuple(sorted(float(x) ** -per_year - 1 for x in {*below, *one, *above}))


def _whole(flows: Sequence[int | float | Fraction]) -> list[int]:
    exact = [Fraction(flow) for flow in flows]
    scale = lcm(*(one.denominator for one in exact)) if exact else 1
    return [int(one * scale) for one in exact]


def _variations(coefficients: Sequence[int]) -> int:
    """How often the sign changes."""
    signs = [c > 0 for c in coefficients if c]
    return sum(a != b for a, b in pairwise(signs))


def _between(coefficients: list[int]) -> list[Fraction]:
    """All roots of the polynomial (constant term first) in the open interval (0, 1)."""
    found: list[Fraction] = []
    todo = [(coefficients, 0, 0)]  # the interval (c, c + 1) ÷ 2^k as (0, 1) of its own polynomial
    while todo:
        own, c, k = todo.pop()
        count = _variations(_shifted(own[::-1]))
        if count == 0:
            continue
        if count == 1 or k >= _DEPTH:
            found.append(_narrowed(coefficients, Fraction(c, 2**k), Fraction(c + 1, 2**k)))
            continue
        left = [a << (len(own) - 1 - i) for i, a in enumerate(own)]
        right = _shifted(left)
        if right[0] == 0:
            found.append(Fraction(2 * c + 1, 2 ** (k + 1)))
            while right and right[0] == 0:  # the middle itself is a root: keep it out of both halves
                right.pop(0)
        todo += [(left, 2 * c, k + 1), (right, 2 * c + 1, k + 1)]
    return found


def _shifted(coefficients: Sequence[int]) -> list[int]:
    """The polynomial at x + 1 (Horner's scheme, whole numbers)."""
    row = list(coefficients)
    for start in range(len(row) - 1):
        for i in range(len(row) - 2, start - 1, -1):
            row[i] += row[i + 1]
    return row


def _narrowed(coefficients: Sequence[int], low: Fraction, high: Fraction) -> Fraction:
    """The one root in the open interval, by exact bisection to 2⁻⁶⁰ of it."""
    at_low = _sign_after(coefficients, low)
    for _ in range(60):
        middle = (low + high) / 2
        sign = _sign(coefficients, middle)
        if sign == 0:
            return middle
        low, high = (middle, high) if sign == at_low else (low, middle)
    return (low + high) / 2


def _sign_after(coefficients: Sequence[int], x: Fraction) -> int:
    """The sign just above x: of the value, or of the first derivative that is not zero there."""
    row = list(coefficients)
    while True:
        sign = _sign(row, x)
        if sign or len(row) == 1:
            return sign
        row = [i * c for i, c in enumerate(row)][1:]


def _sign(coefficients: Sequence[int], x: Fraction) -> int:
    value, p, q, power = 0, x.numerator, x.denominator, 1
    for c in reversed(coefficients):
        value, power = value * p + c * power, power * q
    return (value > 0) - (value < 0)
