"""A housing co-operative in layers: members' shares, a pension fund's loan, a bank's loan, and rents at cost.

The layers of the traditional co-operatives of Zürich (early twentieth century): 6 % of the building cost as own capital to begin with, then
14 % lent by pension funds, and on that 20 % the commercial banks lent the other 80 %.
"""

from dataclasses import dataclass
from fractions import Fraction

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Book, Financing, each_year, parts, rising
from wijk.methods.costing.financing.reading import WORST, Common, Lending, read_common, read_lending
from wijk.methods.costing.financing.wording import named
from wijk.methods.costing.loans import cents, cover
from wijk.methods.costing.messages import as_share, say
from wijk.methods.saying import Money, Saying

METHOD = "costing.finance.co-operative/1"
PARTIES = named("members", "co_operative", "pension_fund", "bank", "authority", "suppliers")
LAYERS = (Fraction(6, 100), Fraction(14, 100), Fraction(80, 100))


@dataclass(frozen=True)
class CoOperative:
    """`layers` are the shares of members, pension fund and bank in the cost after subsidy; yearly sums are those of year 1, in cents."""

    common: Common
    cost: int
    subsidy: int
    layers: tuple[Fraction, Fraction, Fraction]
    pension: Lending
    bank: Lending
    running: int
    renewal: int
    growth: Fraction
    dividend: Fraction
    margin: Fraction
    area: Fraction | None
    dwellings: int | None


def read(fields: Fields) -> CoOperative:
    """The fields of the model."""
    common = read_common(fields, PARTIES)
    own, pension, bank = (
        fields.rate(name, usual) for name, usual in zip(("own", "pension_share", "bank_share"), LAYERS, strict=True)
    )
    if own + pension + bank != 1:
        fields.fault("layers_sum", "own", sum=as_share(own + pension + bank))
    cost, subsidy = fields.cents("cost"), fields.cents("subsidy", 0)
    if subsidy > cost:
        fields.fault("sources_more", "subsidy")
    return CoOperative(
        common=common,
        cost=cost,
        subsidy=subsidy,
        layers=(own, pension, bank),
        pension=read_lending(fields.table("pension_fund"), common.years),
        bank=read_lending(fields.table("bank"), common.years),
        running=fields.cents("running_cost"),
        renewal=fields.cents("renewal_fund", 0),
        growth=fields.rate("growth", 0, least=WORST),
        dividend=fields.rate("interest_on_shares", 0),
        margin=fields.rate("margin", 0),
        area=fields.number("area_m2", least=Fraction(1, 100)) if fields.has("area_m2") else None,
        dwellings=fields.whole("dwellings", least=1) if fields.has("dwellings") else None,
    )


def reckon(plan: CoOperative) -> Financing:
    """What do the layers cost, and what rent covers them?"""
    common, book = plan.common, Book()
    rest = plan.cost - plan.subsidy
    bank, pension = (cents(rest * plan.layers[i]) for i in (2, 1))
    shares = rest - bank - pension
    book.pay(0, "members", "co_operative", shares, "shares")
    book.pay(0, "authority", "co_operative", plan.subsidy, "subsidy")
    book.lend(plan.pension.of("pension_fund", "pension_fund", "co_operative", pension), common.years)
    book.lend(plan.bank.of("bank", "bank", "co_operative", bank), common.years)
    book.pay(0, "co_operative", "suppliers", plan.cost, "works")
    rents, before, due = [], [], []
    for year in range(1, common.years + 1):
        service = sum(loan.due(year) for loan in book.loans)
        running, renewal = rising(plan.running, plan.growth, year), rising(plan.renewal, plan.growth, year)
        dividend = cents(shares * plan.dividend)
        rent = cents((service + running + renewal + dividend) * (1 + plan.margin))
        book.pay(year, "members", "co_operative", rent, "rent")
        book.pay(year, "co_operative", "suppliers", running, "running")
        book.pay(year, "co_operative", "members", dividend, "dividend")
        rents.append(rent)
        before.append(rent - running)
        due.append(service)
    return Financing(
        method=METHOD,
        model="co-operative",
        title=common.title,
        currency=common.currency,
        years=common.years,
        names=common.names,
        transfers=tuple(book.transfers),
        loans=tuple(book.loans),
        cover=cover(before, due),
        owner=say("owner_co_operative", co_operative=common.names["co_operative"], members=common.names["members"]),
        leaving_rule=say("leave_co_operative", shares=Money(shares, common.currency)),
        leaving=each_year(common.years, (parts(("shares_back", shares)) for _ in rents)),
        notes=(*_layers(plan, shares, pension, bank), *_rents(plan, rents)),
        rate=common.rate,
        investing=("pension_fund", "bank"),
    )


def _layers(plan: CoOperative, *amounts: int) -> list[Saying]:
    told = {
        name: Money(cents, plan.common.currency)
        for name, cents in zip(("own", "pension", "bank"), amounts, strict=True)
    }
    parts_of = {
        f"{name}_part": as_share(part) for name, part in zip(("own", "pension", "bank"), plan.layers, strict=True)
    }
    said = [say("layers", **told, **parts_of)]
    if plan.dwellings:
        said.append(say("share_each", amount=Money(cents(Fraction(amounts[0], plan.dwellings)), plan.common.currency)))
    return said


def _rents(plan: CoOperative, rents: list[int]) -> list[Saying]:
    currency = plan.common.currency
    said = [say("rent_years", first=Money(rents[0], currency), last=Money(rents[-1], currency), years=len(rents))]
    if plan.area:
        first, last = (Money(cents(Fraction(rent) / plan.area / 12), currency) for rent in (rents[0], rents[-1]))
        said.append(say("rent_area", first=first, last=last))
    if plan.dwellings:
        first, last = (Money(cents(Fraction(rent, plan.dwellings * 12)), currency) for rent in (rents[0], rents[-1]))
        said.append(say("rent_dwelling", first=first, last=last))
    return said
