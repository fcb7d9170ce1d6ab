"""A conversation from its draft to its last vote: prepare, change, open, close, throw away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from wijk.conversations import access
from wijk.conversations.actions.sealing import seal_now
from wijk.conversations.models import TOTALS, VOTING, WHO, Conversation, ConversationArea, State
from wijk.conversations.wording import key_of, languages_of, text_of, title_of
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.processes.access import may_at
from wijk.territory.queries import touched
from wijk.trail.actions import record

CONVERSATION, STATEMENT = "conversations.conversation", "conversations.statement"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is said of a conversation before it opens."""

    title: Text
    intro: Text = field(default_factory=Text)
    fixed: Text = field(default_factory=Text)
    fixed_by: Text = field(default_factory=Text)
    fixed_why: Text = field(default_factory=Text)
    process: str = ""
    phase: str = ""
    about: str = ""
    who: str = "anybody"
    adding: bool = True
    before: bool = True
    longest: int = 200
    threshold: int = 10
    totals: str = "voted"
    languages: tuple[str, ...] = LANGUAGES
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@transaction.atomic
def start_conversation(viewer: Viewer, *, plan: Plan, place: str = "") -> Conversation:
    """Prepare a conversation in a place. Raises NotAllowed, Absent for a place that is not there, Refused for texts that do not hold."""
    if not may_at(viewer, access.START, place):
        raise NotAllowed(access.START)
    areas = touched(place)
    row = Conversation(place=place, made_at=clock.now())
    _fill(row, plan)
    row.key = key_of(row.title)
    row.save(force_insert=True)
    ConversationArea.objects.bulk_create(ConversationArea(conversation=row, area=area) for area in sorted(areas))
    note(viewer, access.START, row)
    return row


@transaction.atomic
def change_conversation(viewer: Viewer, *, key: str, plan: Plan) -> Conversation:
    """Say it better, or give it more time. What cannot change and who may vote stay as they are once people vote."""
    row = locked(viewer, key, access.CHANGE)
    if row.state == State.CLOSED:
        raise Refused("conversation-over", _("This conversation is closed. It stays as it was."))
    before = (row.fixed, row.fixed_by, row.fixed_why, row.who, row.process)
    _fill(row, plan)
    if row.state == State.OPEN and before != (row.fixed, row.fixed_by, row.fixed_why, row.who, row.process):
        raise Refused(
            "conversation-begun",
            _("People vote already. What cannot change, and who may vote, stay as they are until it closes."),
        )
    if row.state == State.OPEN:
        check_ready(row)
    row.save()
    note(viewer, access.CHANGE, row)
    return row


@transaction.atomic
def open_conversation(viewer: Viewer, *, key: str) -> Conversation:
    """Let people vote. Refused as long as nothing says what cannot change, by whom and why, or there is nothing to vote on."""
    row = locked(viewer, key, access.OPEN)
    if row.state != State.DRAFT:
        raise Refused("conversation-begun-before", _("This conversation was opened before."))
    check_ready(row)
    statements = row.statements.filter(visibility="shown").count()
    if not statements:
        raise Refused("no-statements", _("Write a few statements first, so that there is something to vote on."))
    row.state, row.opened_at = State.OPEN, clock.now()
    row.save(update_fields=["state", "opened_at"])
    note(viewer, access.OPEN, row, statements=statements)
    return row


@transaction.atomic
def close_conversation(viewer: Viewer, *, key: str) -> Conversation:
    """End the voting; the votes are sealed once more in the same breath."""
    _wait_for_votes()
    row = locked(viewer, key, access.CLOSE)
    if row.state != State.OPEN:
        raise Refused("conversation-not-open", _("This conversation is not open."))
    row.state, row.closed_at = State.CLOSED, clock.now()
    row.save(update_fields=["state", "closed_at"])
    sealed = seal_now(row)
    told = (
        {"voices": sealed.voices, "votes": sealed.votes, "root": sealed.root, "sealed": sealed.number} if sealed else {}
    )
    note(viewer, access.CLOSE, row, **told)
    return row


@transaction.atomic
def drop_conversation(viewer: Viewer, *, key: str) -> None:
    """Throw a draft away."""
    row = locked(viewer, key, access.DROP)
    if row.state != State.DRAFT:
        raise Refused(
            "conversation-begun-kept", _("People took part in this conversation. It stays; you can close it.")
        )
    note(viewer, access.DROP, row)
    row.delete()


def _wait_for_votes() -> None:
    """Let those finish that vote at this moment, and let nobody begin until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VOTING])


def check_ready(row: Conversation) -> None:
    """May people be asked? Only when they read first what cannot change, by whom and why."""
    if not (row.fixed and row.fixed_by and row.fixed_why):
        raise Refused("no-fixed", _("Say what cannot change, by whom and why, before you ask people anything."))
    if row.closes_at is not None and row.closes_at <= clock.now():
        raise Refused("closes-past", _("The conversation would end before now. Choose a later end."))


def locked(viewer: Viewer, key: str, verb: str) -> Conversation:
    """The conversation, held until the end of the transaction; NotAllowed for whoever may not do `verb` with it."""
    row = Conversation.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise Absent("conversation")
    access.check(viewer, verb, row)
    return row


def note(viewer: Viewer, verb: str, row: Conversation, **data: Any) -> None:
    """One line in the trail about a conversation."""
    record(
        viewer,
        verb=verb,
        subject=Subject(CONVERSATION, row.key),
        area=area_of(row),
        data={"title": dict(row.title), **data},
    )


def area_of(row: Conversation) -> str:
    """The area of its line in the trail."""
    return "" if row.place.startswith("perimeter/") else row.place


def _fill(row: Conversation, plan: Plan) -> None:
    if plan.who not in WHO:
        raise Refused("who-unknown", _("Choose who may vote."))
    if not 140 <= plan.longest <= 280:
        raise Refused(
            "longest-bounds", _("A statement has at least 140 and at most 280 letters. Choose a number between them.")
        )
    if not 5 <= plan.threshold <= 1000:
        raise Refused(
            "threshold-bounds",
            _("Results are shown from at least 5 and at most 1000 voices on. Choose a number between them."),
        )
    if plan.opens_at and plan.closes_at and plan.closes_at <= plan.opens_at:
        raise Refused("conversation-backwards", _("The conversation ends before it begins. Choose a later end."))
    row.title, row.intro = title_of(plan.title), text_of(plan.intro)
    row.fixed, row.fixed_by, row.fixed_why = text_of(plan.fixed), text_of(plan.fixed_by), text_of(plan.fixed_why)
    row.process, row.phase, row.about = plan.process[:80], plan.phase[:80], plan.about[:200]
    row.who, row.adding, row.before = plan.who, plan.adding, plan.before
    row.longest, row.threshold, row.languages = plan.longest, plan.threshold, languages_of(list(plan.languages))
    row.opens_at, row.closes_at = plan.opens_at, plan.closes_at
    if plan.totals not in TOTALS:
        raise Refused("totals-unknown", _("Choose who sees how others voted."))
    row.totals = plan.totals
