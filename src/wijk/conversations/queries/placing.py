"""Where do actors themselves place the points of a conversation, and where did they place them before?"""

from collections.abc import Iterable
from dataclasses import dataclass

from wijk.actors.queries import names
from wijk.conversations.models import Conversation, Placing, Point, Statement
from wijk.conversations.queries.reports import CONVERGE, DIVERGE, RECONCILE
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.organs.models import Organ

#: How a basin is kept, and how methods and pages call it.
BY_NUMBER = {1: CONVERGE, 2: RECONCILE, 3: DIVERGE}


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
