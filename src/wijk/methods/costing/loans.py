"""Loans: what is paid, when, and what of it is interest; schedules are in whole cents and repay exactly what was lent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np

from wijk.methods.costing.messages import say
from wijk.methods.costing.rates import require_rate
from wijk.methods.saying import Rejected

Repayment = Literal["annuity", "linear", "bullet"]
REPAYMENTS: tuple[Repayment, ...] = ("annuity", "linear", "bullet")


def payment(rate: float, periods: int, lent: float, *, left: float = 0.0, begin: bool = False) -> float:
    """The equal payment per period that repays a loan down to `left`, as a positive number.

    >>> round(payment(0.08 / 12, 60, 15000), 8)
    304.14591433
    """
    require_rate(rate)
    _require_periods(periods)
    if rate == 0:
        return (lent - left) / periods
    grown = (1 + rate) ** periods
    return (lent * grown - left) * rate / (grown - 1) / (1 + rate if begin else 1)


def worth_of_payments(rate: float, periods: int, each: float) -> float:
    """What equal payments at the end of each period are worth now.

    >>> round(worth_of_payments(0.07, 20, 12000), 8)
    127128.17094619
    """
    require_rate(rate)
    _require_periods(periods)
    return each * periods if rate == 0 else each * (1 - (1 + rate) ** -periods) / rate


def periods_until(rate: float, each: float, goal: float) -> float:
    """After how many payments into a fund that bears interest the goal is there (a fraction of a period included).

    >>> round(periods_until(0.075, 2000, 100000), 7)
    21.5449442
    """
    require_rate(rate)
    if each <= 0 or goal < 0 or 1 + goal * rate / each <= 0:
        raise Rejected(say("goal_unreachable"))
    return goal / each if rate == 0 else float(np.log1p(goal * rate / each) / np.log1p(rate))


def principal_part(rate: float, period: int, periods: int, lent: float) -> float:
    """What of the equal payment in one period (from 1) repays the loan itself.

    >>> round(principal_part(0.1 / 12, 1, 60, 55000), 8)
    710.25412579
    """
    if not 1 <= period <= periods:
        raise Rejected(say("period_outside", period=period, periods=periods))
    each = payment(rate, periods, lent)
    return (each - lent * rate) * (1 + rate) ** (period - 1)


@dataclass(frozen=True)
class Instalment:
    """One year of a loan, in cents."""

    year: int
    interest: int
    principal: int
    left: int

    @property
    def total(self) -> int:
        """What is paid in the year."""
        return self.interest + self.principal


def cents(value: Fraction | Decimal | float) -> int:
    """A sum in cents to whole cents, halves away from zero, as invoices do.

    >>> cents(Fraction(5, 2)), cents(Fraction(-5, 2)), cents(Fraction(7, 3))
    (3, -3, 2)
    """
    exact = Fraction(value)
    whole, rest = divmod(abs(exact.numerator), exact.denominator)
    whole += 2 * rest >= exact.denominator
    return whole if exact >= 0 else -whole


def schedule(
    lent: int, rate: Fraction, years: int, repayment: Repayment = "annuity", *, free: int = 0, first: int = 1
) -> tuple[Instalment, ...]:
    """The yearly instalments of a loan of `lent` cents, interest at the end of each year, in whole cents.

    `free` years at the start pay interest only; the last instalment takes what rounding left, so the principal adds up to `lent`.

    >>> [i.total for i in schedule(100_000, Fraction(5, 100), 2)], [i.total for i in schedule(100_000, Fraction(5, 100), 2, "linear")]
    ([53780, 53781], [55000, 52500])
    """
    require_rate(float(rate))
    _require_periods(years)
    if not 0 <= free < years:
        raise Rejected(say("free_years", free=free, years=years))
    left, paying, found = lent, years - free, []
    for number in range(years):
        interest = cents(left * rate)
        principal = _principal(left, lent, interest, rate, number - free, paying, repayment)
        left -= principal
        found.append(Instalment(first + number, interest, principal, left))
    return tuple(found)


def _principal(
    left: int, lent: int, interest: int, rate: Fraction, turn: int, paying: int, repayment: Repayment
) -> int:
    if turn < 0:
        return 0
    if turn == paying - 1:
        return left
    if repayment == "bullet":
        return 0
    if repayment == "linear":
        return cents(Fraction(lent * (turn + 1), paying)) - (lent - left)
    return min(left, _equal(lent, rate, paying) - interest)


def _equal(lent: int, rate: Fraction, periods: int) -> int:
    """The equal instalment in whole cents."""
    growth = (1 + rate) ** periods
    return cents(Fraction(lent, periods) if rate == 0 else lent * rate * growth / (growth - 1))


def cover(available: Sequence[int], service: Sequence[int]) -> tuple[Fraction | None, ...]:
    """The debt service cover ratio of each year: cash before debt service ÷ debt service; None where nothing is due.

    >>> cover([130, 90, 10], [100, 100, 0])
    (Fraction(13, 10), Fraction(9, 10), None)
    """
    return tuple(Fraction(cash, due) if due > 0 else None for cash, due in zip(available, service, strict=True))


def _require_periods(periods: int) -> None:
    if periods < 1:
        raise Rejected(say("periods_few", periods=periods))
