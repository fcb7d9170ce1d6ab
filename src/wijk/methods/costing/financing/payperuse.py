"""Pay per use: the provider keeps the thing (light, lifts, a bearing structure) and is paid for what it does."""

from dataclasses import dataclass
from fractions import Fraction

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Book, Financing, Leaving, each_year, parts, rising, straight
from wijk.methods.costing.financing.reading import WORST, Common, Lending, read_common, read_lending
from wijk.methods.costing.financing.wording import named
from wijk.methods.costing.loans import cents, cover
from wijk.methods.costing.messages import as_share, say
from wijk.methods.saying import Money, Quantity, Saying

METHOD = "costing.finance.pay-per-use/1"
PARTIES = named("user", "provider", "bank", "suppliers", "buyer")


@dataclass(frozen=True)
class PayPerUse:
    """Sums in cents, yearly ones those of year 1; `price` is in cents a unit and need not be whole. `buying_*`: what the user would pay as owner."""

    common: Common
    investment: int
    equity: int
    lending: Lending | None
    unit: str
    units: tuple[Fraction, ...]
    price: Fraction
    growth: Fraction
    minimum: Fraction
    upkeep: int
    upkeep_growth: Fraction
    residual: int
    penalty: Fraction
    buying_investment: int | None
    buying_upkeep: int


def read(fields: Fields) -> PayPerUse:
    """The fields of the model."""
    common = read_common(fields, PARTIES)
    investment = fields.cents("investment")
    equity = fields.cents("equity", investment)
    if equity > investment:
        fields.fault("sources_more", "equity")
    lending = read_lending(fields.table("loan"), common.years) if equity < investment else None
    if lending is None:
        fields.raw("loan", None)
    buying = fields.table("buying", required=False)
    return PayPerUse(
        common=common,
        investment=investment,
        equity=equity,
        lending=lending,
        unit=fields.text("unit"),
        units=_units(fields, common.years),
        price=fields.number("price_per_unit") * 100,
        growth=fields.rate("price_growth", 0, least=WORST),
        minimum=fields.number("minimum_units", 0),
        upkeep=fields.cents("upkeep", 0),
        upkeep_growth=fields.rate("upkeep_growth", 0, least=WORST),
        residual=fields.cents("residual", 0),
        penalty=fields.rate("leaving_penalty", 0),
        buying_investment=buying.cents("investment") if buying.data else None,
        buying_upkeep=buying.cents("upkeep", 0),
    )


def _units(fields: Fields, years: int) -> tuple[Fraction, ...]:
    """Units of every year: one number for all, or a list with one a year."""
    if isinstance(fields.raw("units"), list):
        return tuple(
            fields.as_number(f"units[{n}]", one) for n, one in enumerate(fields.values("units", length=years), 1)
        )
    return (fields.number("units"),) * years


def reckon(plan: PayPerUse) -> Financing:
    """What does use cost the user, and does it repay the provider?"""
    common, book = plan.common, Book()
    if plan.lending:
        book.lend(plan.lending.of("bank", "bank", "provider", plan.investment - plan.equity), common.years)
    book.pay(0, "provider", "suppliers", plan.investment, "works")
    before, fees = [], []
    for year in range(1, common.years + 1):
        fee = cents(max(plan.units[year - 1], plan.minimum) * plan.price * (1 + plan.growth) ** (year - 1))
        upkeep = rising(plan.upkeep, plan.upkeep_growth, year)
        book.pay(year, "user", "provider", fee, "use")
        book.pay(year, "provider", "suppliers", upkeep, "upkeep")
        before.append(fee - upkeep)
        fees.append(fee)
    book.pay(common.years, "buyer", "provider", plan.residual, "sold_used")
    due = [sum(loan.due(year) for loan in book.loans) for year in range(1, common.years + 1)]
    return Financing(
        method=METHOD,
        model="pay-per-use",
        title=common.title,
        currency=common.currency,
        years=common.years,
        names=common.names,
        transfers=tuple(book.transfers),
        loans=tuple(book.loans),
        cover=cover(before, due),
        owner=say("owner_provider", provider=common.names["provider"]),
        leaving_rule=say("leave_use", user=common.names["user"], penalty=as_share(plan.penalty)),
        leaving=each_year(common.years, (_leaving(plan, year) for year in range(1, common.years + 1))),
        notes=_notes(plan, fees),
        rate=common.rate,
        investing=("provider", "bank"),
    )


def _leaving(plan: PayPerUse, year: int) -> Leaving:
    """What is not yet written off by straight line between investment and residual value, and the penalty on it."""
    left = straight(max(0, plan.investment - plan.residual), plan.common.years, year)
    return parts(("not_written_off", left), ("penalty", cents(left * plan.penalty)))


def _notes(plan: PayPerUse, fees: list[int]) -> tuple[Saying, ...]:
    currency = plan.common.currency
    idle = sum(1 for units in plan.units if units < plan.minimum)
    said = [say("use_total", units=Quantity(sum(plan.units), None), unit=plan.unit, amount=Money(sum(fees), currency))]
    if idle:
        said.append(say("use_minimum", years=idle, minimum=Quantity(plan.minimum, None), unit=plan.unit))
    if plan.buying_investment is not None:
        upkeep = sum(rising(plan.buying_upkeep, plan.upkeep_growth, year) for year in range(1, plan.common.years + 1))
        owned = plan.buying_investment + upkeep
        code = "use_dearer" if sum(fees) > owned else "use_cheaper"
        said.append(say(code, amount=Money(abs(sum(fees) - owned), currency), owned=Money(owned, currency)))
    return tuple(said)
