"""Where do actors themselves place the points of a conversation, where did they before, and what can be placed, for whom?"""

from collections.abc import Iterable
from dataclasses import dataclass

from wijk.actors.queries import in_area, names
from wijk.conversations.models import Conversation, Placing, Point, Statement
from wijk.conversations.queries.reports import CONVERGE, DIVERGE, RECONCILE, UNKNOWN, Report
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.organs.models import Organ
from wijk.organs.queries import organs_at

#: How a basin is kept, and how methods and pages call it.
BY_NUMBER = {1: CONVERGE, 2: RECONCILE, 3: DIVERGE}
#: What is to be talked about comes first.
_ORDER = {DIVERGE: 0, RECONCILE: 1, UNKNOWN: 2}


@dataclass(frozen=True, slots=True)
class ToPlace:
    """One point that can be placed: "s12" for a statement, "pKEY" for a point without votes; where the votes place it, as far as that is
    told."""

    code: str
    text: Text
    basin: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """One word of an actor on a point; `who` is their name, as it is known today."""

    row: Placing
    who: Text
    point: Point

    @property
    def kind(self) -> str:
        """The basin in which they place it; "" where they only say how they stand."""
        return BY_NUMBER.get(self.row.basin or 0, "")


def placed(conversation: Conversation, limit: int = 500) -> list[Placed]:
    """What holds now, the newest first; three queries at most."""
    rows = Placing.objects.filter(point__conversation=conversation, until=None).select_related("point__statement")
    return _named(rows.order_by("-since", "-pk")[:limit])


def placings_of(statement: Statement) -> list[Placed]:
    """Every word on one statement, also what was moved since; the newest first."""
    rows = Placing.objects.filter(point__statement=statement).select_related("point__statement")
    return _named(rows.order_by("-since", "-pk")[:200])


def history(point: Point) -> list[Placed]:
    """Every word on one point, the newest first."""
    return _named(point.placings.select_related("point__statement").order_by("-since", "-pk")[:200])


def points(conversation: Conversation) -> list[Point]:
    """The points on which somebody said something, and those that were put there to be placed."""
    return list(conversation.points.select_related("statement").order_by("statement__number", "pk"))


def to_place(conversation: Conversation, report: Report | None = None, number: str = "") -> list[ToPlace]:
    """What can be placed: points that were written by hand, then statements; those to be talked about come first. With a `number` that
    statement alone. Two queries."""
    shown = conversation.statements.filter(visibility="shown", meta=False)
    if number.isdigit() and len(number) < 8:
        return [ToPlace(f"s{one.number}", one.text) for one in shown.filter(number=int(number))]
    rank = {line.number: (_ORDER.get(line.basin, 3), -line.firmness) for line in report.lines} if report else {}
    kinds = {line.number: line.basin for line in report.lines} if report else {}
    own = [ToPlace(f"p{one.key}", one.title) for one in points(conversation) if one.statement is None]
    ordered = sorted(shown, key=lambda one: (*rank.get(one.number, (3, 0.0)), one.number))
    return own + [ToPlace(f"s{one.number}", one.text, kinds.get(one.number)) for one in ordered]


def actors_at(conversation: Conversation) -> list[tuple[str, Text]]:
    """The organs and organisations of the place of a conversation, for whom who keeps it writes down what they say."""
    area = "" if conversation.place.startswith("perimeter/") else conversation.place
    bodies = [(f"organs.organ:{one.key}", one.title) for one in organs_at(area, 40)]
    firms = [(f"actors.organisation:{one.key}", one.title) for one in in_area(area, 60)] if area else []
    return [*bodies, *firms]


def _named(found: Iterable[Placing]) -> list[Placed]:
    rows = list(found)
    known = _names({row.who for row in rows})
    return [
        Placed(row, known.get(row.who) or Text.of(row.label or row.who.partition(":")[2]), row.point) for row in rows
    ]


def _names(who: set[str]) -> dict[str, Text]:
    """Of organisations and organs their names today."""
    subjects = [Subject.parse(one) for one in who if not one.startswith("group:")]
    firms = {one.id for one in subjects if one.kind == "actors.organisation"}
    organs = {one.id for one in subjects if one.kind == "organs.organ"}
    found = {f"actors.organisation:{key}": name for key, name in (names(firms) if firms else {}).items()}
    if organs:
        found |= {
            f"organs.organ:{key}": title
            for key, title in Organ.objects.filter(key__in=organs).values_list("key", "title")
        }
    return found
