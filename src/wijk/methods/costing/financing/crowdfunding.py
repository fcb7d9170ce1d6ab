"""Crowdfunding: many small sums, as gifts, for a reward, or as loans; all or nothing, or whatever comes."""

from dataclasses import dataclass
from fractions import Fraction

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Book, Financing, each_year, parts
from wijk.methods.costing.financing.reading import Common, Lending, read_common, read_lending
from wijk.methods.costing.financing.wording import named
from wijk.methods.costing.loans import cents
from wijk.methods.costing.messages import say
from wijk.methods.saying import Money

METHOD = "costing.finance.crowdfunding/1"
PARTIES = named("backers", "project", "platform", "authority", "suppliers")


@dataclass(frozen=True)
class Crowdfunding:
    """Sums in cents. Gifts are matched by `matching` of the authority, up to `matching_cap`; the platform keeps `fee` of what the crowd brings."""

    common: Common
    goal: int
    gifts: int
    rewards: int
    reward_cost: Fraction
    lent: int
    lending: Lending | None
    fee: Fraction
    matching: Fraction
    matching_cap: int
    all_or_nothing: bool
    income: int


def read(fields: Fields) -> Crowdfunding:
    """The fields of the model."""
    common = read_common(fields, PARTIES)
    lent = fields.cents("lent", 0)
    lending = read_lending(fields.table("loan"), common.years) if lent else None
    if not lent:
        fields.raw("loan", None)
    return Crowdfunding(
        common=common,
        goal=fields.cents("goal"),
        gifts=fields.cents("gifts", 0),
        rewards=fields.cents("rewards", 0),
        reward_cost=fields.rate("reward_cost", 0),
        lent=lent,
        lending=lending,
        fee=fields.rate("platform_fee", 0),
        matching=fields.rate("matching", 0, most=10),
        matching_cap=fields.cents("matching_cap", 0),
        all_or_nothing=fields.flag("all_or_nothing", True),
        income=fields.cents("income", 0),
    )


def reckon(plan: Crowdfunding) -> Financing:
    """Is the goal reached, and who carries what?"""
    common, book = plan.common, Book()
    crowd = plan.gifts + plan.rewards + plan.lent
    fee, matched = cents(crowd * plan.fee), min(cents(plan.gifts * plan.matching), plan.matching_cap)
    raised = crowd - fee + matched
    told = {"raised": Money(raised, common.currency), "goal": Money(plan.goal, common.currency)}
    reached = raised >= plan.goal
    if reached or not plan.all_or_nothing:
        book.pay(0, "backers", "project", plan.gifts, "gifts")
        book.pay(0, "backers", "project", plan.rewards, "rewards")
        if plan.lending:
            book.lend(plan.lending.of("backers", "backers", "project", plan.lent), common.years)
        book.pay(0, "project", "platform", fee, "platform_fee")
        book.pay(0, "authority", "project", matched, "matching")
        book.pay(0, "project", "suppliers", cents(plan.rewards * plan.reward_cost), "reward_cost")
        book.pay(
            0, "project", "suppliers", max(0, min(plan.goal, raised - cents(plan.rewards * plan.reward_cost))), "works"
        )
        for year in range(1, common.years + 1):
            book.pay(year, "suppliers", "project", plan.income, "income")
    code = "goal_reached" if reached else "goal_missed_nothing" if plan.all_or_nothing else "goal_missed"
    left = [sum(loan.left(year) for loan in book.loans) for year in range(1, common.years + 1)]
    return Financing(
        method=METHOD,
        model="crowdfunding",
        title=common.title,
        currency=common.currency,
        years=common.years,
        names=common.names,
        transfers=tuple(book.transfers),
        loans=tuple(book.loans),
        cover=(),
        owner=say("owner_project", project=common.names["project"]),
        leaving_rule=say("leave_crowd", backers=common.names["backers"]),
        leaving=each_year(common.years, (parts(("loan_left", one)) for one in left)),
        notes=(say(code, **told),),
        rate=common.rate,
    )
