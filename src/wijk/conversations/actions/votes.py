"""Somebody votes, changes a vote, or takes everything back. No line in the trail: the votes enter it together, sealed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from wijk.conversations import tokens
from wijk.conversations.models import CHOICES, Conversation, State, Statement, Voice, Vote, drawn_id
from wijk.core.errors import Refused

#: Each row: the number of the vote, the mark of its voice, its statement, what was chosen. Both databases call the columns of a list of
#: rows so; always in one order, so that two who write the same do not wait for each other.
UPSERT = """
INSERT INTO conversations_vote (id, voice_id, statement_id, choice)
SELECT d.column1, v.id, d.column3, d.column4 FROM (VALUES {}) AS d JOIN conversations_voice v ON v.mark = d.column2
WHERE true ORDER BY d.column2, d.column3
ON CONFLICT (voice_id, statement_id) DO UPDATE SET choice = excluded.choice
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote that waits to be written: by whom (a mark), on which statement, what."""

    conversation: int
    mark: str
    statement: int
    choice: int


def vote(*, conversation: Conversation, voice: str, statement: Statement, choice: str, once: str = "") -> None:
    """Count one vote of the voice with this token (`tokens`); a second one on the same statement takes its place.

    `once` is not needed: the same vote sent twice is the same vote. Raises Refused when the conversation is not open, for a
    choice that is none, a token that is not ours, and a statement that cannot be voted on.
    """
    with transaction.atomic():
        write([checked(conversation=conversation, voice=voice, statement=statement, choice=choice)])


def checked(*, conversation: Conversation, voice: str, statement: Statement, choice: str) -> Cast:
    """The vote as it can be written; Refused for one that cannot."""
    check_open(conversation)
    if choice not in CHOICES:
        raise Refused("vote-unknown", _("Choose agree, disagree or pass."))
    if statement.conversation_id != conversation.pk or statement.visibility != "shown":
        raise Refused("statement-gone", _("This statement is no longer there. Go on with the next one."))
    return Cast(conversation.pk, marked(conversation, voice), statement.pk, CHOICES[choice])


def check_open(conversation: Conversation) -> None:
    """Refused when no votes are taken."""
    if not conversation.is_open:
        raise closed()


def closed() -> Refused:
    """What is said when no votes are taken."""
    return Refused("conversation-closed", _("This conversation is not open. Votes are not taken now."))


def marked(conversation: Conversation, voice: str) -> str:
    """The mark of a token; Refused for one that is not of this conversation."""
    mark = tokens.mark(conversation.key, voice)
    if mark is None:
        raise Refused("voice-broken", _("We do not know this vote any more. Load the page again and vote once more."))
    return mark


def write(casts: list[Cast]) -> None:
    """Write votes, the last of each voice on each statement; inside somebody's transaction. One statement, however many they are, and
    two more where a voice votes for the first time."""
    last = {(cast.mark, cast.statement): cast for cast in casts}
    if _put(last.values()) < len(last):
        marks = {cast.mark: cast.conversation for cast in last.values()}
        Voice.objects.bulk_create(
            [Voice(conversation_id=marks[mark], mark=mark) for mark in sorted(marks)], ignore_conflicts=True
        )
        _put(last.values())


def _put(casts: Collection[Cast]) -> int:
    """Write those whose voice is known; how many these were."""
    rows = [(drawn_id(), cast.mark, cast.statement, cast.choice) for cast in casts]
    with connection.cursor() as cursor:
        cursor.execute(
            UPSERT.format(", ".join(["(%s, %s, %s, %s)"] * len(rows))), [value for row in rows for value in row]
        )
        return int(cursor.rowcount)


@transaction.atomic
def erase_votes(*, conversation: Conversation, voice: str) -> int:
    """Take back every vote of this voice, as if they had never been; how many there were. No reason is asked, nothing is kept."""
    mark = marked(conversation, voice)
    gone = Vote.objects.filter(voice__mark=mark).count()
    Voice.objects.filter(mark=mark).delete()
    return gone


@transaction.atomic
def join_voices(*, conversation: Conversation, old: str, new: str) -> None:
    """Who voted as a passer-by and then signs in counts once: the votes of one token go to another, which keeps what it said itself."""
    mine, mark = tokens.mark(conversation.key, old), tokens.mark(conversation.key, new)
    if mine is None or mark is None or mine == mark:
        return
    before = Voice.objects.filter(mark=mine).first()
    if before is None:
        return
    now, _made = Voice.objects.get_or_create(mark=mark, defaults={"conversation": conversation})
    said = now.votes.values("statement")
    before.votes.exclude(statement__in=said).update(voice=now)
    before.delete()


def check_given(conversation: Conversation, given: date | None) -> None:
    """Refused where a sheet that was handed in on this day comes too early or too late; None: it is handed in now."""
    if given is None:
        check_open(conversation)
        return
    begun, ended = conversation.opened_at, _ended(conversation)
    if begun is None or conversation.state == State.DRAFT or (conversation.state == State.CLOSED and ended is None):
        raise closed()
    if conversation.forgotten_at is not None:
        raise Refused(
            "sheet-forgotten", _("This conversation was closed a month ago or longer. Its votes can no longer be joined by others.")
        )  # fmt: skip
    first = max(begun, conversation.opens_at or begun)
    if given < localtime(first).date() or (ended is not None and moment(given) >= ended):
        raise Refused(
            "sheet-late", _("This sheet was handed in on {day}. On that day no votes were taken."),
            day=date_format(given, "DATE_FORMAT"),
        )  # fmt: skip


def moment(day: date) -> datetime:
    """The first moment of a day in the city."""
    return make_aware(datetime.combine(day, time.min))


def _ended(conversation: Conversation) -> datetime | None:
    """When it ended, or ends: by the office, or by itself."""
    return min((at for at in (conversation.closed_at, conversation.closes_at) if at is not None), default=None)


@transaction.atomic
def take_sheet(
    *, conversation: Conversation, code: str, votes: Mapping[int, str], voice: str = "", given: date | None = None
) -> int:  # fmt: skip
    """Count the votes of one paper sheet (number of the statement → choice); the sheet with this code counts once.

    `given` is the day on which it was handed in: what came in time counts, also when it is typed after the end. `voice` is the token of
    who filled it in, where it is asked who lives there: it joins what they said by another way. How many votes were written; 0 when the
    sheet was here before. Refused for a number or a choice that is none, and for a sheet that came too late.
    """
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    check_given(row, given)
    mark = marked(row, voice or tokens.of_sheet(row.key, code))
    if not voice and Voice.objects.filter(mark=mark).exists():
        return 0
    known = dict(row.statements.filter(visibility="shown", number__in=votes).values_list("number", "pk"))
    wrong = [number for number, choice in votes.items() if number not in known or choice not in CHOICES]
    if wrong:
        raise Refused(
            "sheet-statement", _("Statement {number} cannot be counted: look at the sheet again."), number=wrong[0]
        )
    write([Cast(row.pk, mark, known[number], CHOICES[choice]) for number, choice in sorted(votes.items())])
    if row.state == State.CLOSED and row.closed_at is not None:  # to be sealed once more, with others typed late
        Conversation.objects.filter(pk=row.pk).update(sealed_at=row.closed_at - timedelta(seconds=1))
    return len(votes)
