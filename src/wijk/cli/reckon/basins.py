"""`wijk basins`: a matrix of actors and points, without votes, into converge, reconcile and diverge."""

# ruff: noqa: E501 - one sentence per line in SENTENCES, so that they can be compared

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.quoting import quoted
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.cli.reckon.report import Report
from wijk.methods.opinions.actors import (
    CONVERGE,
    DIVERGE,
    RECONCILE,
    UNKNOWN,
    ActorBasins,
    Point,
    place_points,
)
from wijk.methods.saying import Rejected, Saying, speaker

ACTOR = ("actor", "acteur", "who", "wie", "qui", "participant")
POINT = ("point", "punt", "statement", "topic", "onderwerp", "sujet")
POSITION = ("position", "standpunt", "positie", "stance", "value")
POSITIONS: Mapping[str, int] = {
    **dict.fromkeys(("++", "2", "+2", "strongly for", "sterk voor", "tout à fait pour", "fortement pour"), 2),
    **dict.fromkeys(("+", "1", "+1", "for", "in favour", "voor", "pour"), 1),
    **dict.fromkeys(("0", "=", "+/-", "±", "neutral", "neutraal", "neutre"), 0),
    **dict.fromkeys(("-", "-1", "against", "tegen", "contre"), -1),
    **dict.fromkeys(("--", "-2", "strongly against", "sterk tegen", "tout à fait contre", "fortement contre"), -2),
}  # fmt: skip
BLANK = frozenset({"", "?"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))

SENTENCES: Mapping[str, str] = {
    "position_unknown": "Line {line}, column {column}: “{value}” is not a position. Write ++, +, 0, - or --, a number from -2 to 2, or for, neutral or against; leave it empty when it is unknown.",
    "position_twice": "Line {line}: {actor} already has a position on “{point}”. Leave one of them out.",
    "no_points": "The table has no column with a point beside the actors. Put each point in a column, or give the columns actor, point and position.",
    "weight_missing": "There is no column {column} with weights. Name a column that is there.",
    "weight_differs": "{actor} has more than one weight. Give each actor one weight.",
    "title": "Points in three basins",
    "read": "{actors} actors on {points} points.",
    "converge": "Where actors converge",
    "reconcile": "What can be reconciled",
    "diverge": "Where actors diverge",
    "unknown": "What is unknown",
    "intro_converge": "Nobody who spoke is on the other side: start here.",
    "intro_reconcile": "First the points where the fewest actors would have to move.",
    "intro_diverge": "These points are named, and no solution is asked: they open a dialogue.",
    "intro_unknown": "Too few actors spoke.",
    "none_here": "There is no such point.",
    "column_point": "point",
    "column_for": "for",
    "column_neutral": "neutral",
    "column_against": "against",
    "column_silent": "not heard",
    "column_leaning": "could converge",
    "column_aside": "after giving up their side",
    "column_join": "after coming along",
    "leaning_for": "in favour",
    "leaning_against": "against",
    "open": "Points with actors who were not heard may still change basin.",
    "proposal": "A basin is a proposal: the actors themselves may move a point to another basin and say why.",
    "how": "How this was reckoned",
    "equal": "Every actor weighs the same.",
    "weighted": "Actors weigh by column {column}.",
}
_say = speaker(SENTENCES)


@dataclass(frozen=True, eq=False)
class Matrix:
    """Who stands where: (actors, points), NaN where it is not known."""

    actors: tuple[str, ...]
    points: tuple[str, ...]
    stance: NDArray[np.float64]
    weight: tuple[float, ...] | None


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser(
        "basins",
        help="sort points into converge, reconcile and diverge, from where actors stand, without votes",
        description="Sort points into converge, reconcile and diverge, from where each actor stands on each point.",
    )
    command.add_argument(
        "table", type=Path, metavar="FILE",
        help="a table with an actor a row and a point a column, or with columns actor, point and position",
    )  # fmt: skip
    command.add_argument("--weight", metavar="COLUMN", help="how much each actor weighs (all the same)")
    command.add_argument(
        "--firm", type=int, choices=[1, 2], help="from which strength a position is firm (the strongest in the table)"
    )
    command.add_argument(
        "--spoken",
        type=float,
        default=0.5,
        metavar="SHARE",
        help="of the weight, more than which must have spoken (0.5)",
    )
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, place, answer."""
    desk = Desk(options)
    matrix = _read(options.table, options.weight)
    found = place_points(matrix.stance, weight=matrix.weight, firm=options.firm, spoken=options.spoken)
    return desk.answer(_answer(matrix, found), _tell(desk.report(), matrix, found, options.weight))


def _read(path: Path, weight: str | None) -> Matrix:
    sheet = read_sheet(path)
    if weight is not None and weight not in sheet.columns:
        raise Complaint(_say("weight_missing", column=weight))
    lower = {name.strip().casefold(): name for name in sheet.columns}
    names = [next((lower[one] for one in known if one in lower), None) for known in (ACTOR, POINT, POSITION)]
    actor = names[0] or next(iter(sheet.columns))
    if names[1] is not None and names[2] is not None:
        return _long(sheet, actor, names[1], names[2], weight)
    return _wide(sheet, actor, weight)


def _wide(sheet: Sheet, actor: str, weight: str | None) -> Matrix:
    points = [name for name in sheet.columns if name not in (actor, weight)]
    if not points:
        raise Complaint(_say("no_points"))
    wrong: list[Saying] = []
    columns = [
        [_position(cell, line, point, wrong) for cell, line in zip(sheet.text(point), sheet.lines, strict=True)]
        for point in points
    ]
    if wrong:
        raise Rejected(wrong[:20])
    weights = tuple(sheet.numbers(weight).tolist()) if weight else None
    return Matrix(tuple(sheet.ids(actor)), tuple(points), np.array(columns, dtype=np.float64).T, weights)


def _long(sheet: Sheet, actor: str, point: str, position: str, weight: str | None) -> Matrix:
    who, what = sheet.text(actor, empty=False), sheet.text(point, empty=False)
    actors, points = list(dict.fromkeys(who)), list(dict.fromkeys(what))
    stance = np.full((len(actors), len(points)), np.nan)
    row, column = {one: i for i, one in enumerate(actors)}, {one: j for j, one in enumerate(points)}
    wrong: list[Saying] = []
    seen: set[tuple[str, str]] = set()
    for one, other, cell, line in zip(who, what, sheet.text(position), sheet.lines, strict=True):
        if (one, other) in seen:
            wrong.append(_say("position_twice", line=str(line), actor=one[:40], point=other[:40]))
        seen.add((one, other))
        stance[row[one], column[other]] = _position(cell, line, position, wrong)
    if wrong:
        raise Rejected(wrong[:20])
    return Matrix(tuple(actors), tuple(points), stance, _weights(sheet, who, actors, weight))


def _weights(sheet: Sheet, who: Sequence[str], actors: Sequence[str], weight: str | None) -> tuple[float, ...] | None:
    if weight is None:
        return None
    given: dict[str, float] = {}
    for one, value in zip(who, sheet.numbers(weight).tolist(), strict=True):
        if given.setdefault(one, value) != value:
            raise Rejected(_say("weight_differs", actor=one[:40]))
    return tuple(given[one] for one in actors)


def _position(cell: str, line: int, column: str, wrong: list[Saying]) -> float:
    text = " ".join(cell.translate(_DASHES).casefold().split())
    if text in BLANK:
        return np.nan
    if text.endswith((".0", ",0")):
        text = text[:-2]
    if text not in POSITIONS:
        wrong.append(_say("position_unknown", line=str(line), column=column[:40], value=cell[:40]))
        return np.nan
    return float(POSITIONS[text])


def _answer(matrix: Matrix, found: ActorBasins) -> Mapping[str, Any]:
    return {
        "basins": {name: point.basin for name, point in zip(matrix.points, found.points, strict=True)},
        "points": [_point(matrix, name, point) for name, point in zip(matrix.points, found.points, strict=True)],
        "reconcilable": [matrix.points[j] for j in found.order],
        "firm": found.firm,
        "spoken": found.spoken,
        "why": [str(one) for one in found.explain()],
        "method": found.method,
    }


def _point(matrix: Matrix, name: str, point: Point) -> Mapping[str, Any]:
    who = {
        "for": point.support, "neutral": point.neutral, "against": point.oppose, "silent": point.silent,
    }  # fmt: skip
    return {
        "point": name, "basin": point.basin, "side": point.side,
        **{kind: [matrix.actors[i] for i in places] for kind, places in who.items()},
        "spoken": point.spoken, "open": point.open,
        "moves": [{"actor": matrix.actors[one.actor], "from": one.given, "to": one.to} for one in point.moves],
    }  # fmt: skip


def _tell(report: Report, matrix: Matrix, found: ActorBasins, weight: str | None) -> Report:
    report.title(_say("title")).paragraph(_say("read", actors=len(matrix.actors), points=len(matrix.points)))
    for kind in (CONVERGE, RECONCILE, DIVERGE, UNKNOWN):
        report.heading(_say(kind)).paragraph(_say(f"intro_{kind}"))
        places = found.order if kind == RECONCILE else [j for j, one in enumerate(found.points) if one.basin == kind]
        if places:
            _table(report, matrix, found, places, kind)
        else:
            report.paragraph(_say("none_here"))
    weighed = _say("equal") if weight is None else _say("weighted", column=quoted(weight))
    how = [*found.explain(), weighed, _say("proposal")]
    if any(point.open for point in found.points):
        how.append(_say("open"))
    report.heading(_say("how")).points(how)
    return report


def _table(report: Report, matrix: Matrix, found: ActorBasins, places: Sequence[int], kind: str) -> None:
    header = [_say(f"column_{name}") for name in ("point", "for", "neutral", "against", "silent")]
    rows: list[list[str | Saying]] = []
    for j in places:
        point = found.points[j]
        who = [_names(matrix, one) for one in (point.support, point.neutral, point.oppose, point.silent)]
        rows.append([quoted(matrix.points[j]), *who])
        if kind == RECONCILE:
            rows[-1] += _moves(matrix, point)
    if kind == RECONCILE:
        header += [_say("column_leaning"), _say("column_aside"), _say("column_join")]
    report.table(header, rows)


def _moves(matrix: Matrix, point: Point) -> list[str | Saying]:
    aside = [one.actor for one in point.moves if one.to == 0]
    joining = [one.actor for one in point.moves if one.to != 0]
    leaning = _say("leaning_for" if point.side > 0 else "leaning_against")
    return [leaning, _names(matrix, aside), _names(matrix, joining)]


def _names(matrix: Matrix, places: Sequence[int]) -> str:
    return ", ".join(quoted(matrix.actors[i], longest=60) for i in places) or "—"
