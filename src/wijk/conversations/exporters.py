"""A conversation as files for others: voices renumbered in an order that follows from their votes alone, without moments."""

import csv
import io
import zipfile
from collections.abc import Iterator

import numpy as np

from wijk.conversations.compute.printing import slips
from wijk.conversations.models import Conversation, Statement
from wijk.conversations.queries import Matrix, votes_matrix
from wijk.methods.formats.exports import write_csv_rows
from wijk.methods.formats.polis import Conversation as Polis
from wijk.methods.formats.polis import Statement as Comment
from wijk.methods.formats.poliswrite import polis_files

WORDS = "translations.csv"
HOW = ("person", "machine", "file")


def polis_folder(conversation: Conversation) -> dict[str, str]:
    """The four files of a Polis export, and the languages beside them. The same votes give the same files, to the letter."""
    matrix = votes_matrix(conversation, shown=False)
    held = _polis(conversation, matrix)
    files = polis_files(held, moments=[0] * len(held.vote), groups={})
    return files | {WORDS: _words(matrix.statements)}


def polis_zip(conversation: Conversation) -> bytes:
    """The same in one ZIP, in a folder with the key of the conversation."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in polis_folder(conversation).items():
            into.writestr(zipfile.ZipInfo(f"{conversation.key}/{name}", (1980, 1, 1, 0, 0, 0)), text)
    return packed.getvalue()


def vote_rows(conversation: Conversation, statement: int | None = None) -> Iterator[tuple[int, int, int]]:
    """Voice, statement and vote, of shown statements, voice by voice."""
    matrix = votes_matrix(conversation)
    _order, said = slips(matrix)
    for voice, words in enumerate(said):
        for pair in words.split():
            number, _colon, choice = pair.partition(":")
            if statement is None or int(number) == statement:
                yield voice, int(number), int(choice)


def id_of(statement: Statement) -> str:
    """What the files call a statement: as the file did from which it came, else its number."""
    return statement.outside or str(statement.number)


def _polis(conversation: Conversation, matrix: Matrix) -> Polis:
    order, _said = slips(matrix)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    row = place[matrix.row] if len(order) else np.zeros(0, dtype=np.int64)
    sort = np.lexsort((matrix.column, row))
    comments = tuple(
        Comment(id_of(one), _text(one), 1 if one.visibility == "shown" else -1, one.meta) for one in matrix.statements
    )
    summary = {"topic": conversation.title.to(), "conversation-description": conversation.intro.to()}
    people = tuple(str(n) for n in range(len(order)))
    return Polis(people, comments, row[sort], matrix.column[sort].astype(np.int64), matrix.vote[sort], {}, summary)


def _text(one: Statement) -> str:
    """The original; nothing where a moderator took the words away."""
    return (one.text.said(one.language) or one.text.to()) if one.visibility == "shown" else ""


def _words(statements: tuple[Statement, ...]) -> str:
    rows: list[tuple[str, str, str, str, str]] = []
    for one in statements:
        if one.visibility != "shown":
            continue
        rows.append((id_of(one), one.language, "original", "", _text(one)))
        for language, text in sorted(one.text.items()):
            if language != one.language:
                told = one.translated.get(language) or {}
                how = told.get("how", "")
                rows.append((id_of(one), language, how if how in HOW else "person", told.get("by", ""), text))
    file = io.StringIO(newline="")
    write_csv_rows(file, ["comment-id", "language", "origin", "by", "text"], rows)
    return file.getvalue()


def as_csv(header: list[str], rows: Iterator[tuple[int, int, int]]) -> Iterator[str]:
    """Lines of CSV, one after another."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if held.tell() > 1 << 16:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()
