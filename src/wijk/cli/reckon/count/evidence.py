"""The evidence bundle of a count: rules, projects, ballots without voters, and the ledger, for anybody to recompute."""

import csv
import io
from collections.abc import Mapping
from fractions import Fraction

from wijk.methods.budgeting.count import Count
from wijk.methods.budgeting.ledger import FILLED, TAKEN
from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.rules import (
    ADD1_UTILITARIAN,
    CARDINALITY,
    COMPARISON,
    COST,
    EQUAL_SHARES,
    FIRST,
    GREEDY,
    GREEDY_NO_SKIP,
    GREEDY_PER_COST,
    NONE,
    POINTS,
    UTILITARIAN,
)
from wijk.methods.proof.bundles import pack
from wijk.methods.proof.canonical import JSON, canonical

_FILLING = {COST: "votes", CARDINALITY: "votes-per-cost", POINTS: "points-per-cost"}


def bundle_of(result: Count) -> Mapping[str, bytes]:
    """All files of the bundle, by name."""
    terms = Terms(result.election, result.rules)
    statement: dict[str, JSON] = {
        "rule": result.rules.rule,
        "variant": result.variant,
        "selected": list(result.selected),
        "cost": result.cost,
        "budget": result.budget,
    }
    files = {
        "rules.json": canonical(_rules(terms)),
        "projects.csv": _projects(result),
        "ballots.csv": _ballots(result),
        "ledger.json": canonical(_ledger(terms, result)),
    }
    return pack("count", result.method, statement, files)


def _rules(terms: Terms) -> dict[str, JSON]:
    rules, election = terms.rules, terms.election
    greedy = rules.rule in (GREEDY, GREEDY_NO_SKIP, GREEDY_PER_COST)
    score = "points" if rules.satisfaction == POINTS else "votes"
    told: dict[str, JSON] = {
        "rule": "greedy" if greedy else rules.rule,
        "variant": rules.variant,
        "satisfaction": rules.satisfaction,
        "ties": list(rules.ties),
        "seed": terms.seed,
        "budget": election.budget,
        "tolerance": rules.tolerance,
        "minimum_votes": rules.minimum_votes,
        "minimum_points": rules.minimum_points,
        "pinned": list(terms.pinned),
        "caps": [{"projects": list(one.members), "budget": one.room} for one in terms.limits if not one.group],
        "exclusive": [list(one.members) for one in terms.limits if one.group],
    }
    if greedy:
        told |= {
            "score": score + ("-per-cost" if rules.rule == GREEDY_PER_COST else ""),
            "skip": rules.rule != GREEDY_NO_SKIP,
        }
    if rules.rule == EQUAL_SHARES and rules.completion not in (NONE, UTILITARIAN):
        stop = "first-exhaustive" if rules.completion == FIRST else "largest-feasible"
        told["increase"] = {"step": rules.step, "stop": stop}
    if rules.completion in (UTILITARIAN, ADD1_UTILITARIAN):
        told["fill"] = _FILLING[rules.satisfaction]
    if rules.completion == COMPARISON:
        told["compare"] = score
    return told


def _projects(result: Count) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["project", "cost", "name"])
    writer.writerows([one.id, one.cost, one.name] for one in result.election.projects)
    return out.getvalue().encode()


def _ballots(result: Count) -> bytes:
    """Each distinct choice once, with how many made it, in the order of its text."""
    ballots = result.election.ballots
    project, points, ends = ballots.project.tolist(), ballots.points.tolist(), ballots.start.tolist()
    words = [
        str(p) if value == ballots.scale else f"{p}:{Fraction(value, ballots.scale)}"
        for p, value in zip(project, points, strict=True)
    ]
    rows = sorted(
        (" ".join(words[ends[g] : ends[g + 1]]), count) for g, count in enumerate(ballots.count.tolist())
    )  # fmt: skip
    return ("count,ballot\n" + "".join(f"{count},{ballot}\n" for ballot, count in rows)).encode()


def _ledger(terms: Terms, result: Count) -> dict[str, JSON]:
    """The purchases of equal shares even where the comparison then chose another outcome; else the rounds as they were."""
    place = {project.id: k for k, project in enumerate(terms.election.projects)}
    told: dict[str, JSON] = {"selected": list(result.selected), "cost": result.cost}
    if result.share is None:
        return told | {"rounds": [{"project": place[one.project]} for one in result.rounds if one.how == TAKEN]}
    told |= {
        "virtual": str(result.share),
        "rounds": [{"project": place[one.project], "rate": str(one.price)} for one in result.purchases],
        "filled": [place[one.project] for one in result.rounds if one.how == FILLED],
    }
    if result.comparison is not None:
        told["compared"] = {"ours": result.comparison.ours, "greedy": result.comparison.greedy}
    return told
