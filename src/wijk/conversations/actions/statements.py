"""Statements come in: seeds by who keeps the conversation, others by whoever votes, after a moderator where it says so."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wijk.conversations import access, tokens
from wijk.conversations.actions.keeping import STATEMENT, area_of, locked, note
from wijk.conversations.actions.votes import check_open
from wijk.conversations.models import MOST_STATEMENTS, Conversation, State, Statement
from wijk.conversations.wording import language_of, statement_of
from wijk.core import clock
from wijk.core.errors import Faulty, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby, Viewer
from wijk.moderation import actions as moderation
from wijk.trail.actions import record
from wijk.ui import plain

#: Statements of one list at most, and statements that one hand may have waiting or shown in one conversation.
MOST_SEEDS, MOST_OWN = 500, 10


@transaction.atomic
def seed_statements(viewer: Viewer, *, key: str, lines: Sequence[str], language: str) -> list[Statement]:
    """Put statements into a conversation, one a line; what is there already is passed over. Faulty names each line that does not hold."""
    row = locked(viewer, key, access.SEED)
    _check_room(row)
    language = language_of(language)
    texts = _read(row, lines)
    here = {words.casefold() for text in row.statements.values_list("text", flat=True) for words in text.values()}
    new = [words for words in dict.fromkeys(texts) if words.casefold() not in here]
    if not new:
        raise Refused("nothing-new", _("There is nothing new in this list. Write one statement a line."))
    number = _next(row)
    made = [
        Statement(
            conversation=row, number=number + i, text=Text({language: words}), language=language, seed=True, made_at=clock.now()
        )
        for i, words in enumerate(new)
    ]  # fmt: skip
    Statement.objects.bulk_create(made)
    note(viewer, access.SEED, row, statements=len(made))
    return made


@transaction.atomic
def add_statement(
    *, conversation: Conversation, voice: str, text: str, language: str, once: str = "", slow: bool = False
) -> Statement:
    """Add a statement as the hand behind this token. It is shown at once or waits for a moderator, as the conversation says.

    The same `once` again gives the statement that was made the first time. Refused when nothing can be added now, for a text
    that does not hold, one that stands there word for word, and too many by one hand.
    """
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    check_open(row)
    if not row.adding:
        raise Refused("no-adding", _("No statements are added to this conversation."))
    author = tokens.author(row.key, voice) if tokens.mark(row.key, voice) else ""
    if not author:
        raise Refused("voice-broken", _("We do not know this vote any more. Load the page again and vote once more."))
    if once and (known := row.statements.filter(once=once[:64]).first()):
        return known
    language, words = language_of(language), statement_of(text, row.longest)
    _check_room(row)
    if row.statements.filter(author=author).count() >= MOST_OWN:
        raise Refused("too-many-own", _("You added {most} statements already. Leave room for others."), most=MOST_OWN)
    if any(
        words.casefold() in (said.casefold() for said in text.values())
        for text in row.statements.values_list("text", flat=True)
    ):
        raise Refused(
            "statement-there", _("This statement is there already, word for word. You will meet it while voting.")
        )
    made = Statement(
        conversation=row, number=_next(row), text=Text({language: words}), language=language, author=author,
        once=once[:64] or None, made_at=clock.now(),
    )  # fmt: skip
    made.visibility = moderation.enter(
        Subject(STATEMENT, made.key), area=area_of(row), process=row.process, before=row.before, author=author, text=words,
        language=language, slow=slow,
    )  # fmt: skip
    made.save(force_insert=True)
    told = {"title": dict(row.title), "visibility": made.visibility}
    record(Passerby(), verb=access.ADD, subject=Subject(STATEMENT, made.key), area=area_of(row), data=told)
    return made


@transaction.atomic
def translate_statement(
    viewer: Viewer, *, key: str, number: int, language: str, text: str, how: str = "person", by: str = ""
) -> Statement:
    """Say a statement in another language, and who or what did it. The original is never changed; an empty text takes the translation away."""
    row = locked(viewer, key, access.TRANSLATE)
    language = language_of(language)
    statement = row.statements.select_for_update().filter(number=number).first()
    if statement is None:
        raise Refused("statement-gone", _("This statement is no longer there. Go on with the next one."))
    if language == statement.language:
        raise Refused(
            "original-stays", _("This is the original. It stays as it was written; translate it into another language.")
        )
    if how not in ("person", "machine", "file"):
        raise Refused("origin-unknown", _("Say who translated it: a person or a machine."))
    said, origins = dict(statement.text), dict(statement.translated)
    if text.strip():
        said[language] = statement_of(text, 2 * row.longest)
        origins[language] = {"how": how, "by": plain.line(by, longest=80)}
    else:
        said.pop(language, None)
        origins.pop(language, None)
    statement.text, statement.translated = Text(said), origins
    statement.save(update_fields=["text", "translated"])
    note(viewer, access.TRANSLATE, row, number=number, language=language, how=how)
    return statement


def show_statement(statement: Statement, *, visibility: str, reason: str = "") -> None:
    """Show or hide a statement, inside the verb of a moderator. Its votes stay with it."""
    statement.visibility, statement.reason = visibility, reason[:40]
    statement.save(update_fields=["visibility", "reason"])


def _read(row: Conversation, lines: Sequence[str]) -> list[str]:
    texts, faults = [], []
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            texts.append(statement_of(line, row.longest))
        except Refused as fault:
            faults.append(_("Line {line}: {why}").format(line=at, why=fault))
    if len(texts) > MOST_SEEDS:
        faults.append(
            _("These are {found} statements; at most {most} at once.").format(found=len(texts), most=MOST_SEEDS)
        )
    if faults:
        raise Faulty(faults[:20], code="seeds-faulty")
    return texts


def _next(row: Conversation) -> int:
    return int(row.statements.aggregate(last=Max("number"))["last"] or 0) + 1


def _check_room(row: Conversation) -> None:
    if row.state == State.CLOSED:
        raise Refused("conversation-over", _("This conversation is closed. It stays as it was."))
    if row.statements.count() >= MOST_STATEMENTS:
        raise Refused(
            "too-many", _("There are {most} statements, which is as many as anybody can read."), most=MOST_STATEMENTS
        )
