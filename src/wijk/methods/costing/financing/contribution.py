"""Contributions: acts agreed with residents save public money; part of what is measured feeds a fund, which issues units for the acts."""

from dataclasses import dataclass
from fractions import Fraction

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Book, Financing, Leaving, each_year, parts
from wijk.methods.costing.financing.reading import Common, read_common
from wijk.methods.costing.financing.wording import named
from wijk.methods.costing.loans import cents
from wijk.methods.costing.messages import say
from wijk.methods.saying import Money, Quantity, Saying, Share

METHOD = "costing.finance.contribution/1"
PARTIES = named("authority", "fund", "organisation", "merchants", "processors")


@dataclass(frozen=True)
class Act:
    """One kind of act: how often a year, what each saves the authority as measured (cents), and how many units it earns."""

    name: str
    times: tuple[Fraction, ...]
    saves: Fraction
    units: Fraction


@dataclass(frozen=True)
class Contribution:
    """`part` of the measured savings goes to the fund; a unit is worth `unit_value` cents when it is spent, `spent` is the part spent each year.

    Organisations are compensated with `to_organisations` of the savings, in proportion. `running` is the yearly cost of the fund in cents.
    """

    common: Common
    acts: tuple[Act, ...]
    part: Fraction
    unit_value: Fraction
    spent: Fraction
    to_organisations: Fraction
    start: int
    running: int


def read(fields: Fields) -> Contribution:
    """The fields of the model."""
    common = read_common(fields, PARTIES)
    acts = tuple(
        Act(one.text("name"), _times(one, common.years), one.number("saves") * 100, one.number("units"))
        for one in fields.each("act")
    )
    if not acts:
        fields.fault("acts_none", "act")
    part, organisations = fields.rate("fund_share"), fields.rate("organisations_share", 0)
    if part + organisations > 1:
        fields.fault("parts_saved", "fund_share")
    return Contribution(
        common=common,
        acts=acts,
        part=part,
        unit_value=fields.number("unit_value") * 100,
        spent=fields.rate("spent", 1),
        to_organisations=organisations,
        start=fields.cents("starting_capital", 0),
        running=fields.cents("running_cost", 0),
    )


def _times(fields: Fields, years: int) -> tuple[Fraction, ...]:
    if isinstance(fields.raw("times"), list):
        return tuple(
            fields.as_number(f"times[{n}]", one) for n, one in enumerate(fields.values("times", length=years), 1)
        )
    return (fields.number("times"),) * years


def reckon(plan: Contribution) -> Financing:
    """Do the measured savings carry the units that are issued?"""
    common, book = plan.common, Book()
    book.pay(0, "authority", "fund", plan.start, "starting_capital")
    held, outstanding, balances = plan.start, Fraction(0), []
    for year in range(1, common.years + 1):
        saved = cents(sum((act.times[year - 1] * act.saves for act in plan.acts), Fraction(0)))
        issued = sum((act.times[year - 1] * act.units for act in plan.acts), Fraction(0))
        outstanding += issued
        redeemed = outstanding * plan.spent
        outstanding -= redeemed
        fed, value = cents(saved * plan.part), cents(redeemed * plan.unit_value)
        book.pay(year, "processors", "authority", saved, "saved")
        book.pay(year, "authority", "fund", fed, "fed")
        book.pay(year, "authority", "organisation", cents(saved * plan.to_organisations), "compensation")
        book.pay(year, "fund", "merchants", value, "redeemed")
        book.pay(year, "fund", "merchants", plan.running, "fund_running")
        held += fed - value - plan.running
        balances.append((held, cents(outstanding * plan.unit_value)))
    return Financing(
        method=METHOD,
        model="contribution",
        title=common.title,
        currency=common.currency,
        years=common.years,
        names=common.names,
        transfers=tuple(book.transfers),
        loans=(),
        cover=(),
        owner=say("owner_fund", fund=common.names["fund"]),
        leaving_rule=say("leave_contribution", authority=common.names["authority"]),
        leaving=each_year(common.years, (_leaving(*balance) for balance in balances)),
        notes=_notes(plan, balances),
        rate=common.rate,
    )


def _leaving(held: int, owed: int) -> Leaving:
    return parts(("fund_holds", held), ("units_open", -owed))


def _notes(plan: Contribution, balances: list[tuple[int, int]]) -> tuple[Saying, ...]:
    """Whether the fund can pay in every year, what an act costs it against what it brings in, and that no person is in it."""
    short = next((year for year, (held, owed) in enumerate(balances, 1) if held < owed), None)
    empty = next((year for year, (held, _) in enumerate(balances, 1) if held < 0), None)
    said = [
        say(
            "act_balance",
            act=act.name,
            saves=Money(act.saves, plan.common.currency),
            fed=Money(act.saves * plan.part, plan.common.currency),
            units=Quantity(act.units, None),
            value=Money(act.units * plan.unit_value, plan.common.currency),
            part=Share(act.units * plan.unit_value / act.saves) if act.saves else "–",
        )
        for act in plan.acts
    ]
    if empty:
        said.append(say("fund_empty", year=empty))
    elif short:
        said.append(say("fund_short", year=short))
    else:
        said.append(say("fund_covers"))
    return (*said, say("savings_relative"))
