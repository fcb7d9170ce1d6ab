"""The ledger in sentences: one a project, and some about the whole."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wijk.methods.budgeting import ledger
from wijk.methods.budgeting.election import Election
from wijk.methods.budgeting.ledger import Loss, Round
from wijk.methods.budgeting.messages import say
from wijk.methods.budgeting.rules import EQUAL_SHARES, KNAPSACK, LOT, LOWEST_COST, NONE, POINTS, UTILITARIAN, Rules
from wijk.methods.saying import Quantity, Saying, Share, Word

if TYPE_CHECKING:
    from wijk.methods.budgeting.count import Count

_WAYS = {LOWEST_COST: "level_cost", LOT: "level_lot"}


def about_round(election: Election, rules: Rules, one: Round) -> Saying:
    """How one project came to be chosen."""
    facts: dict[str, Word] = {
        "name": _title(election, one.project),
        "round": one.number,
        "supporters": one.supporters,
        "cost": election.money(one.cost),
    }
    if one.how == ledger.BOUGHT and one.rate is not None:
        return _bought(election, rules, one, facts)
    if one.how == ledger.TAKEN and one.points != one.supporters:
        return say("taken_points", **{**facts, "points": Quantity(one.points)})
    return say(one.how, **facts)


def _bought(election: Election, rules: Rules, one: Round, facts: dict[str, Word]) -> Saying:
    assert one.rate is not None
    facts |= {"price": election.money(one.rate), "poorer": one.poor, "rest": election.money(one.poor_paid)}
    facts["supporters"] = one.full
    by_points = rules.satisfaction == POINTS and one.points != one.supporters
    if one.poor:
        return say("bought_points" if by_points else "bought_some", **facts)
    broke = one.supporters - one.full
    if by_points:
        return say("bought_points_alike", **facts)
    return say("bought_without", **{**facts, "broke": broke}) if broke else say("bought_alike", **facts)


def about_loss(election: Election, one: Loss) -> Saying:
    """Why one project was not chosen."""
    facts: dict[str, Word] = {
        "name": _title(election, one.project),
        "supporters": one.supporters,
        "cost": election.money(one.cost),
        "budget": election.money(one.room),
        "limit": election.money(one.room),
        "minimum": one.room,
        "points": Quantity(one.points),
        "group": one.limit,
    }
    if one.left is not None and one.lacked is not None:
        facts |= {"left": election.money(one.left), "amount": election.money(one.lacked)}
    return say(_LOSSES[one.why], **facts)


_LOSSES = {
    ledger.NO_SUPPORT: "lost_support",
    ledger.TOO_SMALL: "lost_minimum",
    ledger.TOO_FEW_POINTS: "lost_points",
    ledger.TOO_DEAR: "lost_dear",
    ledger.SHORT: "lacked",
    ledger.NO_MONEY: "lacked_budget",
    ledger.STOPPED: "stopped",
    ledger.LIMIT: "lost_cap",
    ledger.GROUP: "lost_group",
    ledger.NOT_BEST: "lost_packed",
    ledger.COMPARED: "lost_compared",
}


def summary(result: "Count") -> Iterator[Saying]:
    """What was counted and how it ended."""
    election, rules = result.election, result.rules
    facts: dict[str, Word] = {
        "selected": len(result.selected),
        "projects": len(election.projects),
        "cost": election.money(result.cost),
        "budget": election.money(result.budget),
        "voters": election.voters,
    }
    if rules.rule == EQUAL_SHARES and result.share is not None:
        first = result.share - result.steps * rules.step
        yield say("sum_equal_shares", **facts, share=election.money(first))
        if rules.completion not in (NONE, UTILITARIAN):
            yield say("sum_raised", share=election.money(result.share), steps=result.steps, variant=result.variant)
    else:
        yield say("sum_knapsack" if rules.rule == KNAPSACK else "sum_greedy", **facts)
    if result.comparison:
        code = "sum_compared_greedy" if result.comparison.replaced else "sum_compared_kept"
        yield say(code, ours=result.comparison.ours, theirs=result.comparison.greedy)
    told = result.representation
    yield say("sum_represented", share=Share(told.share), average=Quantity(told.average, 2))
    for one in result.rounds:
        if one.tied:
            names = tuple(_title(election, project) for project in one.tied)
            yield say(_WAYS.get(one.way, "level_votes"), round=one.number, projects=names, winner=names[0])


def _title(election: Election, project: str) -> str:
    return election.titles[project]
