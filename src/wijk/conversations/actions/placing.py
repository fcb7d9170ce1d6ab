"""Actors place points themselves: where they stand, in which basin a point lies, and why. What they said before is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.actors.models import Organisation
from wijk.conversations import access
from wijk.conversations.actions.keeping import note
from wijk.conversations.models import BASINS, Conversation, Placing, Point, State
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs.models import Organ
from wijk.ui.plain import clean, line

LONGEST_REASON, LONGEST_TITLE, LONGEST_LABEL = 1000, 280, 80
MOST_AT_ONCE, MOST_POINTS = 200, 500


@dataclass(frozen=True, slots=True)
class Word:
    """One actor on one point: a statement by its number, a point by its key, or a new one by its title."""

    statement: int | None = None
    point: str = ""
    title: Text = field(default_factory=Text)
    basin: int | None = None
    stance: int | None = None
    reason: Text = field(default_factory=Text)


@transaction.atomic
def place_points(viewer: Viewer, *, key: str, who: str, words: Sequence[Word], label: str = "") -> list[Placing]:
    """Place points for one actor ("actors.organisation:KEY", "organs.organ:KEY", or "group:" with a `label`), also without any vote.

    What the actor said before on such a point ends now and stays readable; the same once more changes nothing. Raises NotAllowed for
    who does not speak for the actor, Absent for an actor that is not there, Refused where basin and position, or the reason, are missing.
    """
    row = Conversation.objects.select_for_update().filter(key=key).exclude(state=State.DRAFT).first()
    if row is None:
        raise Absent("conversation")
    label = line(label, longest=LONGEST_LABEL)
    who = _actor(who, label)
    if not access.may_place(viewer, row, who):
        raise NotAllowed(access.PLACE)
    if not words:
        raise Refused("nothing-placed", _("Choose a basin or a position for at least one point."))
    if len(words) > MOST_AT_ONCE:
        raise Refused("too-many-points", _("Place at most {most} points at once."), most=MOST_AT_ONCE)
    made = [one for word in words if (one := _place(row, who, label, word)) is not None]
    if made:
        note(viewer, access.PLACE, row, points=len(made), who=_whom(who))
    return made


def _actor(who: str, label: str) -> str:
    kind, _colon, key = who.partition(":")
    if kind == "group":
        if not label:
            raise Refused("no-group", _("Say which group this is, such as “table 3 of the workshop”. Name nobody."))
        return f"group:{label.casefold()}"
    there = {"actors.organisation": Organisation.objects.filter(key=key), "organs.organ": Organ.objects.filter(key=key)}
    if kind not in there or not there[kind].exists():
        raise Refused("no-actor", _("Choose for whom you speak."))
    return who


def _whom(who: str) -> str:
    """An organisation or organ by its key; a group stays a group."""
    return "a group" if who.startswith("group:") else who.partition(":")[2]


def _place(row: Conversation, who: str, label: str, word: Word) -> Placing | None:
    _check(word)
    reason = Text({language: clean(said, longest=LONGEST_REASON) for language, said in word.reason.items()})
    point = _point(row, word)
    now = clock.now()
    before = point.placings.select_for_update().filter(who=who, until=None).first()
    if not reason and not (before is not None and before.reason):
        raise Refused("no-reason", _("Say why, in a sentence: others can only talk with you about a reason."))
    reason = reason or (before.reason if before is not None else reason)
    if before is not None:
        if (before.basin, before.stance, before.reason) == (word.basin, word.stance, reason):
            return None
        before.until = now
        before.save(update_fields=["until"])
    return Placing.objects.create(
        point=point, who=who, label=label, basin=word.basin, stance=word.stance, reason=reason, since=now
    )  # fmt: skip


def _check(word: Word) -> None:
    if word.basin is None and word.stance is None:
        raise Refused("nothing-placed", _("Choose a basin or a position for at least one point."))
    if word.basin not in (None, *BASINS):
        raise Refused("basin-unknown", _("Choose one of the three basins."))
    if word.stance is not None and not -2 <= word.stance <= 2:
        raise Refused("stance-unknown", _("Choose a position from firmly against to firmly for."))


def _point(row: Conversation, word: Word) -> Point:
    if word.statement is not None:
        statement = row.statements.filter(number=word.statement, visibility="shown").first()
        if statement is None:
            raise Refused("statement-gone", _("This statement is no longer there. Go on with the next one."))
        return Point.objects.get_or_create(statement=statement, defaults={"conversation": row, "made_at": clock.now()})[
            0
        ]
    if word.point:
        point = row.points.filter(key=word.point).first()
        if point is None:
            raise Refused("point-gone", _("This point is no longer there. Load the page again."))
        return point
    return _new_point(row, word.title)


def _new_point(row: Conversation, typed: Mapping[str, str]) -> Point:
    title = Text({language: line(said, longest=LONGEST_TITLE) for language, said in typed.items()})
    if not title:
        raise Refused("no-point", _("Write what the point is, or choose a statement."))
    known = next((one for one in row.points.filter(statement=None) if one.title == title), None)
    if known is not None:
        return known
    if row.points.count() >= MOST_POINTS:
        raise Refused("too-many-points", _("Place at most {most} points at once."), most=MOST_POINTS)
    return Point.objects.create(conversation=row, title=title, made_at=clock.now())
