"""What is shown, what waits, and what was taken away for which reason?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from wijk.core.providers import Look, Moderates, providers
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.moderation import rules
from wijk.moderation.models import HIDDEN, REMOVED, Appeal, BlockedWord, Item, Reason


@dataclass(frozen=True, slots=True)
class Removed:
    """What stands where something was taken away: why, since when, whether two people agreed that it is gone for good, and whether
    its author appealed."""

    reason: Text
    code: str
    at: datetime
    final: bool
    appealed: bool


def removed(subject: Subject) -> Removed | None:
    """Why this is not to be read; None where it is, or where nobody has looked yet. One query."""
    return removed_many([subject]).get(str(subject))


def removed_many(subjects: Iterable[Subject]) -> Mapping[str, Removed]:
    """The same for many, by `str(subject)`. One query, one more where something was taken away."""
    names = [str(subject) for subject in subjects]
    rows = Item.objects.filter(subject__in=names, visibility__in=(HIDDEN, REMOVED), reason__isnull=False)
    found = list(rows.select_related("reason"))
    open_ones = (
        set(Appeal.objects.filter(item__in=found, answered=None).values_list("item", flat=True)) if found else set()
    )
    return {row.subject: _removed(row, row.pk in open_ones) for row in found}


def _removed(row: Item, appealed: bool) -> Removed:
    assert row.reason is not None
    return Removed(
        row.reason.title, row.reason.code, row.decided_at or row.entered_at, row.visibility == REMOVED, appealed
    )


def reasons(*, reported: bool = False) -> "QuerySet[Reason]":
    """The public list in its order; `reported` keeps those that readers may give."""
    rows = Reason.objects.filter(active=True)
    return rows.filter(reported=True) if reported else rows


def blocked() -> frozenset[str]:
    """The words at which a text waits."""
    return frozenset(BlockedWord.objects.values_list("word", flat=True))


def provider(kind: str) -> Moderates | None:
    """The room that holds things of this kind."""
    return next((room for room in providers("moderates") if kind in room.kinds), None)


def look(subject: Subject) -> Look | None:
    """The thing as a moderator sees it; None where it is not there any more."""
    room = provider(subject.kind)
    return room.look(subject) if room else None


def print_of(text: str) -> str:
    """A keyed hash of the words, the same for words that differ in spaces, capitals and accents alone; "" for nothing."""
    same = rules.essence(text)
    return salted_hmac("wijk.moderation.print", same, algorithm="sha256").hexdigest() if same else ""
