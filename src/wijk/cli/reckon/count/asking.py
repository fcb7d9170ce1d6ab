"""From a Pabulib file and the options to an election and its rules."""

import argparse

from wijk.cli.reckon.count.words import say
from wijk.cli.reckon.desk import Complaint
from wijk.methods.budgeting.election import Ballots, Election, Project
from wijk.methods.budgeting.rules import Rules
from wijk.methods.formats.pabulib import Pabulib, cents


def election_of(file: Pabulib) -> Election:
    """The election in a file."""
    given = file.ballots
    ballots = Ballots.merged(given.count, given.start, given.project, given.points, given.scale)
    projects = tuple(Project(one.id, one.cost, one.name, one.district, one.themes) for one in file.projects)
    return Election(projects, file.budget, ballots, file.currency)


def rules_of(options: argparse.Namespace, file: Pabulib) -> Rules:
    """The rules asked for; the budgets of districts and themes are those of the file unless it is told to ignore them."""
    districts = {} if options.ignore_limits else dict(file.district_budgets)
    themes = {} if options.ignore_limits else dict(file.theme_budgets)
    return Rules(
        rule=options.rule,
        satisfaction=options.satisfaction or "",
        completion=options.completion or "",
        ties=tuple(way.strip() for way in options.ties.split(",") if way.strip()),
        seed=options.seed,
        step=_amount(options.step, "--step"),
        district_budgets=districts | _pairs(options.district_budget, "--district-budget"),
        theme_budgets=themes | _pairs(options.theme_budget, "--theme-budget"),
        minimum_votes=options.minimum_votes,
        minimum_points=options.minimum_points,
        exclusive=tuple(_group(one) for one in options.exclusive),
        pinned=tuple(options.pin),
        tolerance=_amount(options.tolerance, "--tolerance", zero=True),
    )


def _amount(value: str, option: str, *, zero: bool = False) -> int:
    if zero and value.strip(" 0.,") == "" and value.strip():
        return 0
    amount = cents(value)
    if amount is None:
        raise Complaint(say("amount_wrong", value=value, option=option))
    return amount


def _pairs(values: list[str], option: str) -> dict[str, int]:
    pairs = {}
    for value in values:
        name, sign, amount = value.rpartition("=")
        if not sign or not name.strip():
            raise Complaint(say("pair_wrong", value=value, option=option))
        pairs[name.strip()] = _amount(amount, option, zero=True)
    return pairs


def _group(value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if len(names) < 2:
        raise Complaint(say("group_wrong", value=value, option="--exclusive"))
    return names
