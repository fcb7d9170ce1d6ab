"""Somebody votes, changes a vote, or takes everything back. No line in the trail: the votes enter it together, sealed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from wijk.conversations import tokens
from wijk.conversations.models import CHOICES, Conversation, Statement, Voice, Vote, drawn_id
from wijk.core.errors import Refused

UPSERT = """
INSERT INTO conversations_vote (id, voice_id, statement_id, choice) VALUES {}
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
    """Write votes, the last of each voice on each statement; inside somebody's transaction. Three statements, however many they are."""
    last = {(cast.mark, cast.statement): cast for cast in casts}
    marks = {cast.mark: cast.conversation for cast in last.values()}
    known = _voices(list(marks))
    fresh = [Voice(conversation_id=marks[mark], mark=mark) for mark in sorted(set(marks) - set(known))]
    if fresh:
        Voice.objects.bulk_create(fresh, ignore_conflicts=True)
        known = _voices(list(marks))
    rows = [(drawn_id(), known[mark], statement, cast.choice) for (mark, statement), cast in sorted(last.items())]
    with connection.cursor() as cursor:
        cursor.execute(
            UPSERT.format(", ".join(["(%s, %s, %s, %s)"] * len(rows))), [value for row in rows for value in row]
        )


def _voices(marks: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(marks))
        cursor.execute(f"SELECT mark, id FROM conversations_voice WHERE mark IN ({places})", marks)  # noqa: S608
        return dict(cursor.fetchall())


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


@transaction.atomic
def take_sheet(*, conversation: Conversation, code: str, votes: Mapping[int, str]) -> int:
    """Count the votes of one paper sheet (number of the statement → choice); the sheet with this code counts once.

    How many votes were written; 0 when the sheet was here before. Refused for a number or a choice that is none.
    """
    check_open(conversation)
    token = tokens.of_sheet(conversation.key, code)
    mark = marked(conversation, token)
    if Voice.objects.filter(mark=mark).exists():
        return 0
    known = dict(conversation.statements.filter(visibility="shown", number__in=votes).values_list("number", "pk"))
    wrong = [number for number, choice in votes.items() if number not in known or choice not in CHOICES]
    if wrong:
        raise Refused(
            "sheet-statement", _("Statement {number} cannot be counted: look at the sheet again."), number=wrong[0]
        )
    write([Cast(conversation.pk, mark, known[number], CHOICES[choice]) for number, choice in sorted(votes.items())])
    return len(votes)
