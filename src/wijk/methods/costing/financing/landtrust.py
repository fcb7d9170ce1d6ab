"""A community land trust: the ground stays common for ever, the house is owned by who lives in it, and is sold on at a bounded price."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Book, Financing, Leaving, each_year, parts, rising
from wijk.methods.costing.financing.reading import WORST, Common, Lending, read_common, read_lending
from wijk.methods.costing.financing.wording import named
from wijk.methods.costing.loans import cents
from wijk.methods.costing.messages import as_share, say
from wijk.methods.saying import Money, Saying

METHOD = "costing.finance.land-trust/1"
Formula = Literal["share", "index", "cost"]
FORMULAS: tuple[Formula, ...] = ("share", "index", "cost")
PARTIES = named("household", "next_household", "trust", "bank", "authority", "developer")


@dataclass(frozen=True)
class LandTrust:
    """One dwelling; sums in cents, yearly ones those of year 1.

    Resale: `share` = price paid + `part` of what the house gained on the market; `index` = price paid, risen with `part` a year; `cost` = price
    paid. Improvements that were agreed are added as far as they are not written off over `improvement_life` years.
    """

    common: Common
    land: int
    house: int
    subsidy: int
    house_price: int
    own_funds: int
    mortgage: Lending | None
    lease: int
    lease_growth: Fraction
    market_growth: Fraction
    formula: Formula
    part: Fraction
    improvements: tuple[tuple[int, int], ...]
    improvement_life: int


def read(fields: Fields) -> LandTrust:
    """The fields of the model."""
    common = read_common(fields, PARTIES)
    land, house, subsidy = fields.cents("land"), fields.cents("house", least=1), fields.cents("subsidy")
    price = fields.cents("house_price", house)
    own = fields.cents("own_funds", 0)
    if subsidy + price < land + house:
        fields.fault("trust_short", "subsidy", missing=Money(land + house - subsidy - price, common.currency))
    if own > price:
        fields.fault("sources_more", "own_funds")
    mortgage = read_lending(fields.table("mortgage"), common.years) if own < price else None
    if mortgage is None:
        fields.raw("mortgage", None)
    resale = fields.table("resale")
    formula = resale.choice("formula", FORMULAS)
    return LandTrust(
        common=common,
        land=land,
        house=house,
        subsidy=subsidy,
        house_price=price,
        own_funds=own,
        mortgage=mortgage,
        lease=fields.cents("ground_lease", 0),
        lease_growth=fields.rate("lease_growth", 0, least=WORST),
        market_growth=fields.rate("market_growth", least=WORST),
        formula=formula,
        part=Fraction(0) if formula == "cost" else resale.rate("part", least=WORST if formula == "index" else 0),
        improvements=tuple(
            (one.whole("year", least=1, most=common.years), one.cents("amount")) for one in fields.each("improvement")
        ),
        improvement_life=fields.whole("improvement_life", 20, least=1, most=200),
    )


def resale_price(plan: LandTrust, year: int) -> int:
    """What the house may be sold on for after a year, in cents, never above its market price with the ground."""
    gained = market_price(plan, year) - market_price(plan, 0)
    if plan.formula == "share":
        bound = plan.house_price + cents(max(0, gained) * Fraction(plan.house, plan.house + plan.land) * plan.part)
    elif plan.formula == "index":
        bound = cents(plan.house_price * (1 + plan.part) ** year)
    else:
        bound = plan.house_price
    return min(bound + _improved(plan, year), market_price(plan, year))


def market_price(plan: LandTrust, year: int) -> int:
    """House and ground on the market after a year, in cents."""
    return cents((plan.land + plan.house) * (1 + plan.market_growth) ** year)


def reckon(plan: LandTrust) -> Financing:
    """Who pays what when ground and house are parted, and at what price does the house go on?"""
    common, book = plan.common, Book()
    book.pay(0, "authority", "trust", plan.subsidy, "subsidy")
    if plan.mortgage:
        lent = plan.house_price - plan.own_funds
        book.lend(plan.mortgage.of("mortgage", "bank", "household", lent), common.years)
    book.pay(0, "household", "trust", plan.house_price, "house")
    book.pay(0, "trust", "developer", plan.land, "land")
    book.pay(0, "trust", "developer", plan.house, "works")
    for year in range(1, common.years + 1):
        book.pay(year, "household", "trust", rising(plan.lease, plan.lease_growth, year), "lease")
    for year, amount in plan.improvements:
        book.pay(year, "household", "developer", amount, "improvement")
    book.pay(common.years, "next_household", "household", resale_price(plan, common.years), "resale")
    return Financing(
        method=METHOD,
        model="land-trust",
        title=common.title,
        currency=common.currency,
        years=common.years,
        names=common.names,
        transfers=tuple(book.transfers),
        loans=tuple(book.loans),
        cover=(),
        owner=say("owner_trust", trust=common.names["trust"]),
        leaving_rule=say(f"leave_trust_{plan.formula}", part=as_share(plan.part), life=plan.improvement_life),
        leaving=each_year(common.years, (_leaving(plan, book, year) for year in range(1, common.years + 1))),
        notes=_notes(plan),
        rate=common.rate,
        investing=("bank",),
    )


def _leaving(plan: LandTrust, book: Book, year: int) -> Leaving:
    owed = sum(loan.left(year) for loan in book.loans)
    return parts(("resale", resale_price(plan, year)), ("loan_left", -owed))


def _improved(plan: LandTrust, year: int) -> int:
    life = plan.improvement_life
    return sum(
        cents(amount * max(Fraction(0), 1 - Fraction(year - done, life)))
        for done, amount in plan.improvements
        if done <= year
    )


def _notes(plan: LandTrust) -> tuple[Saying, ...]:
    currency, years = plan.common.currency, plan.common.years
    sold, market = resale_price(plan, years), market_price(plan, years)
    return (
        say("trust_split", land=Money(plan.land, currency), house=Money(plan.house_price, currency)),
        say(
            "trust_next",
            years=years,
            price=Money(sold, currency),
            market=Money(market, currency),
            gap=Money(market - sold, currency),
        ),
        say("trust_inspection"),
    )
