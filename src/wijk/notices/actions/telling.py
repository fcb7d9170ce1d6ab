"""Who is due, and what do they hear? Letters for the readers whose moment has come, in batches of one transaction each.

In one transaction stand the letters, how far their readers have heard, when they are due again, and the counts of who was
reached. A worker that dies leaves a batch done or not done; several workers take different batches.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from wijk.core import outbox
from wijk.core.outbox import Draft
from wijk.core.site import absolute
from wijk.notices import queries
from wijk.notices.letters import CAP, Group, digest, language_of, more, own_links, subject, words_in
from wijk.notices.models import Follow, Item, Parcel, Push, Reader, Rhythm, Telling
from wijk.notices.timing import BREATH, next_due, quiet_until
from wijk.notices.window import Followed, Window

#: Readers in one transaction.
BATCH = 500
#: Batches before the outbox gets its turn.
BATCHES = 20
#: What nobody confirmed is forgotten.
UNCONFIRMED = timedelta(days=8)


def tell(now: datetime, batches: int = BATCHES) -> int:
    """Write the letters of those who are due at `now`; how many readers were looked at, 0 when nobody is due."""
    window, looked = Window.load(now), 0
    for _ in range(batches):
        window, count = _batch(window, now)
        looked += count
        if count < BATCH:
            break
    return looked


def forget_unconfirmed(now: datetime) -> int:
    """Forget what was asked for and never confirmed, and addresses for which nothing is kept any more."""
    old = now - UNCONFIRMED
    gone = Follow.objects.filter(confirmed_at=None, since__lt=old).delete()[0]
    bare = Reader.objects.filter(person=None, confirmed_at=None, made_at__lt=old)
    return gone + bare.delete()[0]


@dataclass(slots=True)
class _Work:
    """What one batch writes."""

    drafts: list[Draft] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    due: dict[datetime | None, list[int]] = field(default_factory=dict)
    later: dict[datetime, list[int]] = field(default_factory=dict)
    told: list[int] = field(default_factory=list)
    counts: Counter[tuple[int, str, str]] = field(default_factory=Counter)


@transaction.atomic
def _batch(window: Window, now: datetime) -> tuple[Window, int]:
    due = Reader.objects.due(now).select_for_update(of=("self",), skip_locked=_skips())
    readers = list(due.select_related("person")[:BATCH])
    if not readers:
        return window, 0
    if queries.newest() != window.newest:
        window = Window.load(now)
    keys = [reader.pk for reader in readers]
    followed, pushes = _followed(keys), _pushes(keys)
    work = _Work()
    for reader in readers:
        wait = _wait(reader, now)
        if wait is not None:
            work.later.setdefault(wait, []).append(reader.pk)
            continue
        _tell(reader, window, followed.get(reader.pk, []), pushes.get(reader.pk, []), work)
        again = next_due(now, reader.rhythm, reader.weekday, reader.quiet_from, reader.quiet_to)
        work.due.setdefault(again, []).append(reader.pk)
    _write(work, window, now)
    return window, len(readers)


def _skips() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def _wait(reader: Reader, now: datetime) -> datetime | None:
    """Until when a reader is left in peace: quiet hours, or a letter that came just before."""
    quiet = quiet_until(now, reader.quiet_from, reader.quiet_to)
    if quiet is None and reader.rhythm == Rhythm.IMMEDIATE and reader.told_at and reader.told_at + BREATH > now:
        return reader.told_at + BREATH
    return quiet


def _followed(readers: Sequence[int]) -> dict[int, list[Followed]]:
    rows = Follow.objects.filter(reader__in=readers).exclude(confirmed_at=None).order_by("reader_id", "pk")
    found: dict[int, list[Followed]] = {}
    for reader, tag, lon, lat, metres in rows.values_list("reader_id", "tag", "lon", "lat", "metres"):
        found.setdefault(reader, []).append(Followed(tag, lon, lat, metres))
    return found


def _pushes(readers: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for reader, push in Push.objects.filter(reader__in=readers).values_list("reader_id", "pk"):
        found.setdefault(reader, []).append(push)
    return found


def _tell(reader: Reader, window: Window, follows: Sequence[Followed], pushes: Sequence[int], work: _Work) -> None:
    """The letter and the messages for one reader; nothing where nothing is new to them."""
    found = window.found(reader.heard, follows, reader.home if reader.agreed_large else "")
    if not found:
        return
    groups, left = _shown(reader, window, found)
    channels = []
    if reader.by_mail and (reader.email or (reader.person and reader.person.email)):
        work.drafts.append(digest(reader, groups, left, window.newest))
        channels.append("mail")
    if pushes:
        words = _short(reader, groups, left)
        keys = [(push, f"digest-{reader.key}-{window.newest}-{push}") for push in pushes]
        work.parcels += [Parcel(key=key, push_id=push, words=words) for push, key in keys]
        channels.append("push")
    work.told.append(reader.pk)
    shown = [item.index for group in groups for item in group.items]
    work.counts.update((index, reader.home, channel) for index in shown for channel in channels)


def _shown(reader: Reader, window: Window, found: dict[str, list[int]]) -> tuple[list[Group], int]:
    """The newest news under the name of what was followed, as much as a letter holds; and how many are left out."""
    language = language_of(reader)
    everything = sorted((index for indexes in found.values() for index in indexes), reverse=True)
    kept = set(everything[:CAP])
    groups: dict[str, list[Item]] = {}
    for tag, indexes in found.items():
        heading = window.label(tag, language) if tag else words_in(language, "").large
        items = [window.items[index] for index in sorted(indexes, reverse=True) if index in kept]
        if items:
            groups.setdefault(heading, []).extend(items)
    return [Group(heading, items) for heading, items in groups.items()], len(everything) - len(kept)


def _short(reader: Reader, groups: Sequence[Group], left: int) -> dict[str, str]:
    """What a browser shows: the first news, and where all of it stands."""
    language = language_of(reader)
    items = [item for group in groups for item in group.items]
    own, _stop = own_links(reader, language)
    one = len(items) + left == 1 and items[0].path
    link = absolute(items[0].path, language) if one else own
    title = subject(items[0].title.to(language), len(items) + left - 1, language)
    text = items[0].text.to(language) if one else (more(left, language) if left else "")
    return {"title": title[:200], "text": text[:300], "url": link, "tag": f"digest-{reader.key}"}


def _write(work: _Work, window: Window, now: datetime) -> None:
    outbox.write_many(work.drafts)
    Parcel.objects.bulk_create(work.parcels, batch_size=500, ignore_conflicts=True)
    for again, keys in work.due.items():
        Reader.objects.filter(pk__in=keys).update(due_at=again, heard=window.newest)
    for until, keys in work.later.items():
        Reader.objects.filter(pk__in=keys).update(due_at=until)
    Reader.objects.filter(pk__in=work.told).update(told_at=now)
    if work.counts:
        told: dict[str, dict[str, dict[str, int]]] = {}
        for (index, home, channel), count in work.counts.items():
            told.setdefault(str(index), {}).setdefault(home, {})[channel] = count
        Telling.objects.create(at=now, told=told)
