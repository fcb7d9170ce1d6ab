"""Payments between parties: each is one sum from one party to another, so every year adds up to zero over all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from wijk.methods.costing.loans import Instalment, cents
from wijk.methods.costing.measures import net_present_value
from wijk.methods.costing.messages import rates, say
from wijk.methods.costing.roots import internal_rates
from wijk.methods.saying import Money, Quantity, Saying


@dataclass(frozen=True)
class Transfer:
    """What one party pays another in a year (0 is now), in cents above zero; `what` is a code of `financing` sentences."""

    year: int
    giver: str
    taker: str
    cents: int
    what: str


@dataclass(frozen=True)
class Loan:
    """A loan between parties, with its yearly instalments."""

    name: str
    lender: str
    borrower: str
    lent: int
    instalments: tuple[Instalment, ...]

    def left(self, year: int) -> int:
        """What is still owed after the payment of a year, in cents."""
        return next((one.left for one in reversed(self.instalments) if one.year <= year), self.lent)

    def due(self, year: int) -> int:
        """What is paid in a year, in cents."""
        return sum(one.total for one in self.instalments if one.year == year)


@dataclass
class Book:
    """Gathers transfers while a model is reckoned."""

    transfers: list[Transfer] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)

    def pay(self, year: int, giver: str, taker: str, amount: int, what: str) -> None:
        """Note a payment; one below zero goes the other way, nothing is not noted."""
        if amount < 0:
            giver, taker, amount = taker, giver, -amount
        if amount:
            self.transfers.append(Transfer(year, giver, taker, amount, what))

    def lend(self, loan: Loan, until: int) -> None:
        """Note a loan given now and its instalments up to a year."""
        self.loans.append(loan)
        self.pay(0, loan.lender, loan.borrower, loan.lent, "lent")
        for one in loan.instalments:
            if one.year <= until:
                self.pay(one.year, loan.borrower, loan.lender, one.interest, "interest")
                self.pay(one.year, loan.borrower, loan.lender, one.principal, "principal")


@dataclass(frozen=True)
class Leaving:
    """What a departure after a year means, in cents: `sum` is what is paid, `parts` how it is made up."""

    year: int
    sum: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Financing:
    """A financing model reckoned. `cover` is the debt service cover ratio of the borrower by year (from 1); None where nothing is due.

    `owner` says who owns what at the end, `leaving_rule` what happens when a party leaves, `leaving` what that costs after each
    year. `investing` are the parties that lay out money to get more back, of whom a rate of return is told.
    """

    method: str
    model: str
    title: str
    currency: str
    years: int
    names: dict[str, str]
    transfers: tuple[Transfer, ...]
    loans: tuple[Loan, ...]
    cover: tuple[Fraction | None, ...]
    owner: Saying
    leaving_rule: Saying
    leaving: tuple[Leaving, ...]
    notes: tuple[Saying, ...] = ()
    rate: Fraction | None = None
    investing: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that pays or is paid, in the order of the model."""
        seen = {one.giver for one in self.transfers} | {one.taker for one in self.transfers}
        return tuple(name for name in self.names if name in seen)

    def flows(self, party: str) -> tuple[int, ...]:
        """What a party receives less what it pays, by year from 0, in cents."""
        row = [0] * (self.years + 1)
        for one in self.transfers:
            if one.taker == party:
                row[one.year] += one.cents
            if one.giver == party:
                row[one.year] -= one.cents
        return tuple(row)

    def rates_of_return(self, party: str) -> tuple[float, ...]:
        """All internal rates of return of a party; empty where it only pays or only receives."""
        return internal_rates(self.flows(party))

    def present_value(self, party: str) -> float | None:
        """What a party's flows are worth now at the rate given, in cents; None without a rate."""
        return None if self.rate is None else net_present_value(self.flows(party), float(self.rate))

    def by_reason(self, party: str) -> dict[str, int]:
        """What a party received (positive) and paid (negative) over all years, by reason."""
        sums: dict[str, int] = defaultdict(int)
        for one in self.transfers:
            if party in (one.giver, one.taker) and one.giver != one.taker:
                sums[one.what] += one.cents if one.taker == party else -one.cents
        return dict(sums)

    def explain(self) -> tuple[Saying, ...]:
        """What it comes to for every party, who owns at the end, and what leaving means."""
        return (*(self._party(one) for one in self.parties), *self._cover(), *self.notes, self.owner, self.leaving_rule)

    def _party(self, party: str) -> Saying:
        flows = self.flows(party)
        paid, received = -sum(f for f in flows if f < 0), sum(f for f in flows if f > 0)
        found = self.rates_of_return(party) if party in self.investing else ()
        code = "party" if not found else "party_return" if len(found) == 1 else "party_returns"
        told = {
            "party": self.names[party],
            "paid": Money(paid, self.currency),
            "received": Money(received, self.currency),
        }
        return say(code, **told, rates=rates(found, 2))

    def _cover(self) -> list[Saying]:
        found = [(one, year) for year, one in enumerate(self.cover, 1) if one is not None]
        if not found:
            return []
        least, year = min(found)
        code = "cover_enough" if least >= 1 else "cover_short"
        return [say(code, ratio=Quantity(least, 2), year=str(year))]


def rising(amount: int, growth: Fraction, year: int) -> int:
    """A yearly amount in cents that rises every year after the first.

    >>> rising(1000_00, Fraction(2, 100), 1), rising(1000_00, Fraction(2, 100), 3)
    (100000, 104040)
    """
    return cents(amount * (1 + growth) ** (year - 1))


def straight(amount: int, years: int, year: int) -> int:
    """What is left of an amount that is written off by straight line.

    >>> straight(1500, 15, 5), straight(1500, 15, 20)
    (1000, 0)
    """
    return max(0, cents(Fraction(amount * (years - year), years)))


def parts(*told: tuple[str, int]) -> Leaving:
    """A departure out of its parts; the year is put in by `each_year`."""
    return Leaving(0, sum(amount for _, amount in told), told)


def each_year(years: int, leavings: Iterable[Leaving]) -> tuple[Leaving, ...]:
    """Departures after year 1, 2, …"""
    return tuple(Leaving(y, one.sum, one.parts) for y, one in zip(range(1, years + 1), leavings, strict=True))


def total(loans: Sequence[Loan], year: int) -> int:
    """What is still owed on several loans after a year."""
    return sum(loan.left(year) for loan in loans)
