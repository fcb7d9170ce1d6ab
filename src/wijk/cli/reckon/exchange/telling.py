"""The answer of an exchange, for machines and for the minutes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wijk.cli.reckon.exchange.words import say
from wijk.cli.reckon.report import Report
from wijk.methods.exchange.balance import Balance
from wijk.methods.exchange.matching import Exchange, Match, distance, named, period
from wijk.methods.exchange.messages import say as exchange
from wijk.methods.exchange.values import VALUES
from wijk.methods.saying import Saying, Word


def answer(found: Exchange) -> dict[str, Any]:
    """Everything that was found."""
    return {
        "method": found.method,
        "order": {
            "prefer": found.order.prefer,
            "step": found.order.step,
            "ties": found.order.ties,
            "seed": found.order.seed,
        },
        "units": found.units,
        "stable": not found.blocking,
        "fitting_pairs": found.fitting,
        "matches": [
            {
                "offer": one.offer.id,
                "need": one.need.id,
                "units": one.units,
                "metres": one.metres,
                "days": one.days,
                "value": one.offer.value,
                "need_choice": [one.need_choice, one.need_of],
                "offer_choice": [one.offer_choice, one.offer_of],
                "explanation": " ".join(map(str, one.explain())),
            }
            for one in found.matches
        ],
        "left": [
            {
                "id": one.entry.id,
                "units": one.units,
                "code": one.why.code,
                "explanation": " ".join(map(str, one.explain())),
            }
            for one in found.left
        ],
        "largest_total": {
            "units": found.best_units,
            "metres": found.best_metres,
            "matches": [{"offer": o, "need": n, "units": units} for (o, n), units in sorted(found.best.items())],
        },
        "price_of_stability": found.best_units - found.units,
        "areas": [vars(one) for one in found.areas],
        "actors": [vars(one) for one in found.actors],
        "both_ways": found.both_ways,
        "explanation": [{"code": said.code, "sentence": str(said)} for said in found.explain()],
    }


def report(paper: Report, found: Exchange) -> Report:
    """Matches, what is left and why, and the balance of every neighbourhood and actor."""
    paper.title(say("title"))
    paper.heading(say("h_all"))
    paper.points([*found.explain(), *(exchange("both_ways", one=a, other=b) for a, b in found.both_ways)])
    paper.heading(say("h_matches"))
    if found.matches:
        header = [
            say(f"c_{name}") for name in ("from", "to", "what", "units", "value", "distance", "period", "choices")
        ]
        paper.table(header, map(_row, found.matches))
    else:
        paper.paragraph(say("no_matches"))
    paper.heading(say("h_left"))
    paper.points(_joined(paper, one.explain()) for one in found.left) if found.left else paper.paragraph(say("no_left"))
    paper.heading(say("h_areas"))
    paper.points(_sides(found.areas))
    _balance(paper, "c_area", found.areas)
    paper.heading(say("h_actors"))
    _balance(paper, "c_actor", found.actors)
    paper.heading(say("h_best"))
    _best(paper, found)
    paper.heading(say("h_check"))
    return paper.paragraph(say("check"))


def _row(one: Match) -> list[Word]:
    return [
        f"{one.offer.actor} ({one.offer.id})",
        f"{one.need.actor} ({one.need.id})",
        one.offer.what or one.offer.kind or "–",
        one.units,
        named(one.offer.value),
        distance(one.metres),
        period(one.days),
        f"{one.need_choice}/{one.need_of} – {one.offer_choice}/{one.offer_of}",
    ]


def _joined(paper: Report, sayings: Sequence[Saying]) -> Saying:
    """Several sentences as one point."""
    return Saying("joined", "{text}", {"text": " ".join(map(paper.language.say, sayings))})


def _sides(areas: Sequence[Balance]) -> list[Saying]:
    """Per neighbourhood what it lacks and what it has to spare."""
    lacks: dict[str, list[Saying]] = defaultdict(list)
    has: dict[str, list[Saying]] = defaultdict(list)
    for one in areas:
        if one.lacking:
            lacks[one.of].append(named(one.value))
        if one.spare:
            has[one.of].append(named(one.value))
    said = []
    for area in sorted({*lacks, *has}):
        name: Word = area or say("no_area")
        said += [exchange("lacks", area=name, values=tuple(lacks[area]))] if lacks[area] else []
        said += [exchange("has", area=name, values=tuple(has[area]))] if has[area] else []
    return said


def _balance(paper: Report, first: str, rows: Sequence[Balance]) -> None:
    header = [say(name) for name in (first, "c_value", "c_offered", "c_needed", "c_spare", "c_lacking")]
    paper.table(
        header,
        [
            [one.of or say("no_area"), named(one.value), one.offered, one.needed, one.spare, one.lacking]
            for one in sorted(rows, key=lambda one: (one.of, VALUES.index(one.value)))
        ],
    )


def _best(paper: Report, found: Exchange) -> None:
    if {(one.offer.id, one.need.id): one.units for one in found.matches} == dict(found.best):
        paper.paragraph(say("same_best"))
        return
    actors = {one.id: one.actor for one in found.entries}
    paper.table(
        [say("c_from"), say("c_to"), say("c_units")],
        [[f"{actors[o]} ({o})", f"{actors[n]} ({n})", units] for (o, n), units in sorted(found.best.items())],
    )
