"""What stands in the trail? Pages of entries, single entries and the checkpoints."""

from dataclasses import dataclass

from django.db import connection

from wijk.core.standing import Standing
from wijk.trail.models import Checkpoint, Entry, Head

#: Entries on a page.
PAGE = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of one verb, in one area, about one kind of subject, or about one subject; "" is all."""

    verb: str = ""
    area: str = ""
    kind: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first. `older` and `newer` are the `before`/`after` of the neighbouring pages, None where there are none."""

    entries: tuple[Entry, ...]
    older: int | None
    newer: int | None


_LAST = Standing(lambda: Head.objects.filter(pk=1).values_list("last"))


def mark() -> str:
    """The hash of the last entry: as long as it stays the same, nothing was done, in whichever process. One query.

    What changes the catalogue, the figures or the territory writes its entry in the same transaction; so what was read under a
    mark holds under it (`wijk.core.kept`). Inside a transaction the answer is "", keep nothing: what is seen there may never be.
    """
    if connection.in_atomic_block:
        return ""
    rows = _LAST.ask()
    return str(rows[0][0]) if rows else ""


def size() -> int:
    """How many entries the trail has."""
    return Head.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def entries(
    wanted: Wanted | None = None, *, before: int | None = None, after: int | None = None, limit: int = PAGE
) -> Page:
    """The entries with an index below `before` (or above `after`), newest first; the same cost on every page."""
    told = wanted or Wanted()
    asked = {"verb": told.verb, "area": told.area, "kind": told.kind, "subject": told.subject}
    rows = Entry.objects.filter(**{k: v for k, v in asked.items() if v})
    if after is not None:
        found = list(rows.filter(index__gt=after).order_by("index")[: limit + 1])
        more, page = len(found) > limit, found[:limit][::-1]
        return Page(tuple(page), older=page[-1].index if page else None, newer=page[0].index if more else None)
    below = rows if before is None else rows.filter(index__lt=before)
    found = list(below.order_by("-index")[: limit + 1])
    page = found[:limit]
    older = page[-1].index if len(found) > limit else None
    return Page(tuple(page), older=older, newer=page[0].index if page and before is not None else None)


def entry(index: int) -> Entry | None:
    """The entry with this index, or None."""
    return Entry.objects.filter(index=index).first()


def latest_checkpoint() -> Checkpoint | None:
    """The checkpoint that covers most, or None when the trail is empty."""
    return Checkpoint.objects.order_by("-size").first()


def covering_checkpoint(index: int) -> Checkpoint | None:
    """The first checkpoint that covers this entry, or None while there is none yet."""
    return Checkpoint.objects.filter(size__gt=index).order_by("size").first()
