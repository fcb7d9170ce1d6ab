"""A financing plan out of plain data (`wijk cost finance FILE.toml`), and what all models share."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Loan
from wijk.methods.costing.loans import REPAYMENTS, Repayment, schedule

LONGEST = 100
WORST = Fraction(-1, 2)


@dataclass(frozen=True)
class Common:
    """What every model has."""

    title: str
    currency: str
    years: int
    rate: Fraction | None
    names: dict[str, str]


@dataclass(frozen=True)
class Lending:
    """The terms of a loan whose amount the model finds."""

    rate: Fraction
    years: int
    repayment: Repayment
    free: int = 0

    def of(self, name: str, lender: str, borrower: str, lent: int) -> Loan:
        """The loan of an amount in cents."""
        return Loan(name, lender, borrower, lent, schedule(lent, self.rate, self.years, self.repayment, free=self.free))


def read_common(fields: Fields, parties: Mapping[str, str]) -> Common:
    """Title, currency, years, rate, and the names of the parties where they have their own."""
    fields.text("note", "")
    names = fields.table("names", required=False)
    return Common(
        title=fields.text("title"),
        currency=fields.text("currency", "EUR"),
        years=fields.whole("years", least=1, most=LONGEST) or 1,
        rate=fields.rate("rate", least=WORST) if fields.has("rate") else None,
        names={party: names.text(party, usual) for party, usual in parties.items()},
    )


def read_lending(fields: Fields, years: int) -> Lending:
    """The terms of a loan, no longer than the plan."""
    own = fields.whole("years", least=1, most=LONGEST) or 1
    if own > years:
        fields.fault("loan_longer", "years", own=own, years=years)
    free = fields.whole("free", 0, most=LONGEST)
    if free >= own:
        fields.fault("free_long", "free", free=free, own=own)
        free = 0
    return Lending(
        fields.rate("rate"),
        min(own, years),
        fields.choice("repayment", REPAYMENTS, "annuity"),
        free if free < min(own, years) else 0,
    )
