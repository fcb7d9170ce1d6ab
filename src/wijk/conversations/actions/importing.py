"""A conversation that was held elsewhere comes in, whole or not at all. It is closed: nobody votes on in it."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.conversations import access
from wijk.conversations.actions.keeping import note
from wijk.conversations.importers import Held, Told
from wijk.conversations.models import (
    MOST_STATEMENTS,
    Conversation,
    ConversationArea,
    State,
    Statement,
    Voice,
    Vote,
    drawn_id,
    fresh_key,
)
from wijk.conversations.wording import key_of, language_of, text_of, title_of
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes.access import may_at
from wijk.territory.queries import touched

#: Votes in one conversation, and rows that are written at once.
MOST_VOTES, AT_ONCE = 20_000_000, 5000


@dataclass(frozen=True, slots=True)
class Origin:
    """What is said of a conversation that comes in: its title and introduction (else those of the files), its language, its place."""

    title: Text = field(default_factory=Text)
    intro: Text = field(default_factory=Text)
    language: str = "nl"
    place: str = ""
    process: str = ""


@transaction.atomic
def import_conversation(viewer: Viewer, *, held: Held, origin: Origin) -> Conversation:
    """Take in statements and votes. Voices get new marks that lead nowhere; what was moderated out there stays hidden here.

    Raises NotAllowed, Absent for a place that is not there, Refused where nothing can be reckoned from it.
    """
    if not may_at(viewer, access.IMPORT, origin.place):
        raise NotAllowed(access.IMPORT)
    areas = touched(origin.place)
    if len(held.statements) > MOST_STATEMENTS or len(held.vote) > MOST_VOTES:
        raise Refused(
            "import-too-large",
            _("This conversation is larger than what fits: {most} statements."),
            most=MOST_STATEMENTS,
        )
    language = language_of(origin.language)
    title = title_of(origin.title or Text.of(held.title[:150], language))
    now = clock.now()
    row = Conversation(
        title=title, intro=text_of(origin.intro or Text.of(held.intro, language)), place=origin.place, process=origin.process[:80],
        state=State.CLOSED, adding=False, languages=sorted({language, *(one.language or language for one in held.statements)}),
        key=key_of(title), made_at=now, opened_at=now, closed_at=now, forgotten_at=now, threshold=5,
    )  # fmt: skip
    row.save(force_insert=True)
    ConversationArea.objects.bulk_create(ConversationArea(conversation=row, area=area) for area in sorted(areas))
    statements = [_statement(row, number, one, language) for number, one in enumerate(held.statements, 1)]
    Statement.objects.bulk_create(statements, batch_size=500)
    voices = _write_votes(row, held, statements)
    note(viewer, access.IMPORT, row, votes=len(held.vote), voices=voices, statements=len(statements))
    return row


def _statement(row: Conversation, number: int, one: Told, language: str) -> Statement:
    original = one.language or language
    said = {original: one.text} | {code: text for code, (text, _how, _by) in one.translations.items()}
    origins = {code: {"how": how, "by": by} for code, (_text, how, by) in one.translations.items()}
    return Statement(
        conversation=row, number=number, text=Text(said), language=original, translated=origins, seed=True, meta=one.meta,
        visibility="hidden" if one.out else "shown", reason="elsewhere" if one.out else "", outside=one.id[:80], made_at=row.made_at,
    )  # fmt: skip


def _write_votes(row: Conversation, held: Held, statements: list[Statement]) -> int:
    """Voices and votes; how many voices said something."""
    marks = {
        place: Voice(conversation=row, mark=f"{fresh_key()}{drawn_id():x}") for place in sorted(set(held.row.tolist()))
    }
    Voice.objects.bulk_create(marks.values(), batch_size=AT_ONCE)
    cast = zip(held.row.tolist(), held.column.tolist(), held.vote.tolist(), strict=True)
    batch: list[Vote] = []
    for voice, statement, choice in cast:
        batch.append(Vote(voice=marks[voice], statement=statements[statement], choice=choice))
        if len(batch) == AT_ONCE:
            Vote.objects.bulk_create(batch)
            batch = []
    Vote.objects.bulk_create(batch)
    return len(marks)
