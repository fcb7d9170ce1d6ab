"""What every verb of this room does before it writes: clean what was typed, check that it is enough and not too much."""

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.charters.models import Document, Round
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.trail.actions import JSON, record

#: The longest title, remark, text of an article and explanation, in characters.
TITLE, REMARK, BODY, NOTE = 300, 10_000, 20_000, 4_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_MANY_LINES = re.compile(r"\n{4,}")


def line(words: str, what: str, most: int = TITLE) -> str:
    """One line of plain text; line breaks become spaces."""
    return _short(" ".join(_CONTROL.sub(" ", words).split()), what, most)


def paragraphs(words: str, what: str, most: int) -> str:
    """Plain text of any number of lines. Markup stays the signs that it is."""
    plain = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return _short(_MANY_LINES.sub("\n\n\n", plain).strip(), what, most)


def _short(words: str, what: str, most: int) -> str:
    if len(words) > most:
        sentence = _("{what} has {signs} signs; {most} is the most. Say it shorter, or in two parts.")
        raise Refused("too-long", sentence, what=what, signs=len(words), most=most)
    return words


def title_text(said: Mapping[str, str], what: str) -> Text:
    """A title in each language, on one line."""
    return Text({language: line(words, what) for language, words in said.items()})


def long_text(said: Mapping[str, str], what: str, most: int = BODY) -> Text:
    """A longer text in each language."""
    return Text({language: paragraphs(words, what, most) for language, words in said.items()})


def needed(said: Text, code: str, sentence: str) -> Text:
    """The same text, where something is said in some language."""
    if not said:
        raise Refused(code, sentence)
    return said


def free_key(words: str, taken: Collection[str], most: int = 60) -> str:
    """A short code out of a title; with a number where it is taken."""
    stem = slugify(words)[: most - 6].strip("-") or "text"
    key, n = stem, 1
    while key in taken:
        n += 1
        key = f"{stem}-{n}"
    return key


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    >>> later(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def note(viewer: Viewer, verb: str, document: Document, round: Round | None = None, **data: JSON) -> None:
    """The one entry of a verb: about the review where there is one, else about the document, in its area."""
    subject = Subject("charters.round", round.key) if round else Subject("charters.document", document.key)
    area = "" if document.place.startswith("perimeter/") else document.place
    told = {"title": dict(document.title), "document": document.key, **data}
    record(viewer, verb=f"charters.{verb}", subject=subject, area=area, data=told)


def locked(document: Document) -> Document:
    """The document as it is now, kept from others until the end of the transaction."""
    return Document.objects.select_for_update(of=("self",)).select_related("owner", "current").get(pk=document.pk)


def locked_round(round: Round) -> Round:
    """The review as it is now, kept from others until the end of the transaction."""
    rows = Round.objects.select_for_update(of=("self",))
    return rows.select_related("document__owner", "document__current", "base").get(pk=round.pk)
