"""The answer for machines and the report for the minutes."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wijk.cli.reckon.count.words import say
from wijk.cli.reckon.report import Report
from wijk.methods.budgeting.count import Count
from wijk.methods.budgeting.ledger import BOUGHT, Loss, Part, Round
from wijk.methods.budgeting.rules import POINTS
from wijk.methods.formats.pabulib import Pabulib
from wijk.methods.saying import Saying, Word


def answer_of(result: Count, file: Pabulib, report: Report) -> dict[str, Any]:
    """Everything as JSON. Amounts are in the currency's unit; those that need not be whole cents also stand there exactly."""
    election, rules = result.election, result.rules
    answer: dict[str, Any] = {
        "method": result.method,
        "rule": rules.rule,
        "variant": result.variant,
        "satisfaction": rules.satisfaction,
        "ties": rules.ties,
        "seed": result.seed or None,
        "selected": result.selected,
        "cost": unit(result.cost),
        "budget": unit(result.budget),
        "currency": election.currency or None,
        "voters": election.voters,
        "distinct_ballots": len(election.ballots),
        "projects": len(election.projects),
        "kind": file.kind,
        "ledger": {
            "rounds": [_round(one) for one in result.rounds],
            "not_selected": [_loss(one) for one in result.losses],
        },
        "representation": {
            "share": float(result.representation.share),
            "represented": result.representation.represented,
            "average": float(result.representation.average),
            "districts": {name: _part(part) for name, part in result.representation.districts.items()},
            "themes": {name: _part(part) for name, part in result.representation.themes.items()},
        },
        "summary": [report.language.say(one) for one in result.summary()],
        "explanations": {
            project: report.language.say(one) for project, one in zip(_in_order(result), result.explain(), strict=True)
        },
        "notes": [report.language.problem(note) for note in file.notes],
    }
    if result.share is not None:
        answer["share"] = {**_exactly(result.share), "steps": result.steps, "rounds_reckoned": result.tried}
    if result.comparison is not None:
        compared = result.comparison
        answer["comparison"] = {
            "prefer_equal_shares": compared.ours,
            "prefer_greedy": compared.greedy,
            "replaced": compared.replaced,
        }
    return answer


def _in_order(result: Count) -> list[str]:
    return [one.project for one in result.rounds] + [one.project for one in result.losses]


def unit(cents: int | Fraction) -> int | float:
    """An amount in the currency's unit: a whole number when it is one.

    >>> unit(1250), unit(1200)
    (12.5, 12)
    """
    amount = Fraction(cents) / 100
    return int(amount) if amount.denominator == 1 else float(amount)


def _exactly(cents: Fraction) -> dict[str, Any]:
    return {"amount": unit(cents), "exact": str(cents / 100)}


def _round(one: Round) -> dict[str, Any]:
    told: dict[str, Any] = {
        "round": one.number,
        "project": one.project,
        "how": one.how,
        "cost": unit(one.cost),
        "supporters": one.supporters,
        "points": unit(one.points * 100),
    }
    if one.rate is not None and one.price is not None:
        told |= {
            "paid_by_each": _exactly(one.rate),
            "price_per_satisfaction": str(one.price),
            "paid_in_full": one.full,
            "gave_their_last": one.poor,
            "gave_together": _exactly(one.poor_paid),
            "had_nothing_left": one.supporters - one.full - one.poor,
        }
    if one.tied:
        told |= {"tied": one.tied, "decided_by": one.way}
    return told


def _loss(one: Loss) -> dict[str, Any]:
    told: dict[str, Any] = {
        "project": one.project,
        "why": one.why,
        "cost": unit(one.cost),
        "supporters": one.supporters,
    }
    if one.left is not None and one.lacked is not None and one.covered is not None:
        told |= {"left": _exactly(one.left), "lacked": _exactly(one.lacked), "covered": float(one.covered)}
    return told | ({"limit": one.limit} if one.limit else {})


def _part(part: Part) -> dict[str, Any]:
    return {**vars(part), "cost": unit(part.cost)}


def report_of(report: Report, result: Count, file: Pabulib, fingerprint: str) -> Report:
    """The minutes."""
    election, rules = result.election, result.rules
    name = file.meta.get("description") or ""
    report.title(say("title", name=name) if name else say("title", name=report.language.say(say("no_name"))))
    facts: list[tuple[Saying, Word]] = [
        (say("rule"), rules.rule),
        (say("variant"), result.variant),
        (say("satisfaction"), rules.satisfaction),
        (say("ties"), rules.ties),
        (say("budget"), election.money(result.budget)),
        (say("spent"), election.money(result.cost)),
        (say("voters"), str(election.voters)),
    ]
    if result.seed:
        facts.append((say("seed"), result.seed))
    report.table((say("what"), say("value")), facts)
    report.points(result.summary())
    report.heading(say("chosen"))
    _chosen(report, result)
    report.heading(say("why")).points(result.explain())
    for title, parts in (("districts", result.representation.districts), ("themes", result.representation.themes)):
        _parts(report, title, parts, result)
    if file.notes:
        report.heading(say("notes"))
        report.paragraph(*(Saying("note", "{note}", {"note": report.language.problem(one)}) for one in file.notes))
    if fingerprint:
        report.heading(say("check")).paragraph(say("check_bundle"))
        report.paragraph(say("check_fingerprint", fingerprint=fingerprint))
    return report


def _chosen(report: Report, result: Count) -> None:
    election, titles = result.election, result.election.titles
    header = [say("round"), say("project"), say("cost"), say("supporters")]
    paid = any(one.how == BOUGHT for one in result.rounds)
    if paid:
        header += [
            say("per_point" if result.rules.satisfaction == POINTS else "each"),
            say("in_full"),
            say("gave_last"),
        ]
    rows: list[list[Word | Saying]] = []
    for one in result.rounds:
        row: list[Word | Saying] = [one.number, titles[one.project], election.money(one.cost), one.supporters]
        if paid:
            row += [election.money(one.rate), one.full, one.poor] if one.rate is not None else ["–", "–", "–"]
        rows.append(row)
    report.table(header, rows)


def _parts(report: Report, title: str, parts: Mapping[str, Part], result: Count) -> None:
    if not parts:
        return
    header = [say(word) for word in ("part", "projects", "chosen", "cost", "part_supporters", "represented")]
    report.heading(say(title)).table(
        header,
        [
            (name, part.projects, part.chosen, result.election.money(part.cost), part.supporters, part.represented)
            for name, part in parts.items()
        ],
    )
