"""Exact numbers where the compiled loops leave something open: the books of one run, in whole numbers over one denominator.

What a voter still has follows from the rates of the purchases that the voter paid in full: the share minus each rate times the
weight given to that project, or nothing once the voter has paid the last of it. So the exact state is one number per purchase.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import gcd


@dataclass
class Books:
    """Every voter began with `share / unit`; the k-th purchase was paid at `rates[k] / unit` per weight (amounts in cents)."""

    share: int
    unit: int
    rates: list[int] = field(default_factory=list)

    def enter(self, cost: int, row: Sequence[int], poor: int, weight: int) -> None:
        """Book a purchase: `poor` voters gave their last, after paying `row[k]` weights at the k-th rate; `weight` paid in full."""
        owed = self.owed(cost, row, poor)
        finer = weight // gcd(owed, weight)
        if finer > 1:
            self.share *= finer
            self.unit *= finer
            self.rates = [rate * finer for rate in self.rates]
        self.rates.append(owed * finer // weight)

    def owed(self, cost: int, row: Sequence[int], poor: int) -> int:
        """What those who pay in full owe together, in `unit`-ths, when the poor have given their last."""
        paid = sum(many * rate for many, rate in zip(row, self.rates, strict=False) if many)
        return cost * self.unit - (poor * self.share - paid)

    def left(self, pattern: Sequence[tuple[int, int]]) -> int:
        """What a voter still has, in `unit`-ths, who paid so many weights at these rates."""
        return self.share - sum(self.rates[k] * weight for k, weight in pattern)


@dataclass(frozen=True)
class Price:
    """The exact rate `owed / (unit · weight)` at which a project can be bought; None of them when it cannot."""

    owed: int
    weight: int


def settle(owed: int, weight: int, edge: Sequence[tuple[int, int, int]]) -> Price | None:
    """At which rate is the cost paid, when `weight` surely pay in full and `edge` lists (money, weight, voters) of the others?

    `owed` is what remains once the surely poor have given their last. None: they cannot pay it.

    >>> settle(4, 0, [(1, 1, 1), (3, 1, 1)]), settle(5, 0, [(1, 1, 1), (3, 1, 1)])
    (Price(owed=3, weight=1), None)
    """
    paying = list(edge)
    weight += sum(each * many for _, each, many in paying)
    while weight:
        poor = [one for one in paying if one[0] * weight < owed * one[1]]
        if not poor:
            return Price(owed, weight)
        paying = [one for one in paying if one[0] * weight >= owed * one[1]]
        owed -= sum(money * many for money, _, many in poor)
        weight -= sum(each * many for _, each, many in poor)
    return None
