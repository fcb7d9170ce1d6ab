"""What happened that people may want to hear of? Reads the trail from where it stopped and keeps the news of it as items.

The cursor moves in the transaction that writes the items: a worker that dies leaves neither a gap nor a double.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from django.db import transaction

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.providers import Done, News, Tells, providers
from wijk.core.subject import Subject
from wijk.notices.models import Cursor, Follow, Item, ItemPoint, ItemTag, Reader, Rhythm
from wijk.notices.tags import CITY, DEGREE, parse
from wijk.territory import queries as territory
from wijk.territory.models import Street
from wijk.trail.models import Entry

log = logging.getLogger(__name__)

#: Lines of the trail read in one transaction.
AT_ONCE = 500
#: A point lies in a street up to this distance from its middle, in metres.
NEAR = 40.0
#: From so many points on it is quicker to read all neighbourhoods than to ask for each.
FEW_POINTS = 8
#: So many points and tags of one piece of news are kept.
MOST_POINTS, MOST_TAGS = 50, 400
NAME = "trail"


def gather() -> int:
    """Read the next lines of the trail; how many were read, 0 when there is nothing new."""
    with transaction.atomic():
        cursor = _cursor()
        rows = Entry.objects.filter(index__gt=cursor.index).order_by("index")[:AT_ONCE]
        done = [Done(row.index, row.at, row.verb, _subject(row), row.area, row.data) for row in rows]
        if not done:
            return 0
        news = [(line, told) for line, told in _told(done) if told is not None]
        _keep(news)
        cursor.index = done[-1].index
        cursor.save(update_fields=["index"])
        _wake([line.index for line, _told in news])
    return len(done)


def _cursor() -> Cursor:
    Cursor.objects.get_or_create(name=NAME)
    return Cursor.objects.select_for_update().get(name=NAME)


def _told(done: Sequence[Done]) -> list[tuple[Done, News | None]]:
    """The news of each line, in order. A room that stumbles over a line loses the news of that line alone."""
    found: dict[int, News | None] = {}
    for room in providers("tells"):
        teller: Tells = room
        mine = [line for line in done if line.subject.kind in teller.kinds]
        for line, news in zip(mine, _asked(teller, mine), strict=True) if mine else ():
            if news is not None:
                found[line.index] = news
    return [(line, found.get(line.index)) for line in done]


def _asked(teller: Tells, lines: Sequence[Done]) -> list[News | None]:
    try:
        with transaction.atomic():
            told = list(teller.news(lines))
            if len(told) != len(lines):
                raise ValueError("a room tells one thing, or None, of each line")
            return told
    except Exception:
        if len(lines) == 1:
            log.exception("line %s of the trail (%s) could not be told", lines[0].index, lines[0].verb)
            return [None]
    return [told for line in lines for told in _asked(teller, [line])]


def _keep(news: Iterable[tuple[Done, News]]) -> None:
    items, tags, points = [], [], []
    streets = _Streets()
    for line, told in news:
        items.append(
            Item(
                index=line.index, at=line.at, title=told.title, text=told.text, path=told.path[:300], kind=told.kind[:40],
                large=told.large,
            )
        )  # fmt: skip
        here = told.points[:MOST_POINTS]
        points += [ItemPoint(item_id=line.index, lon=lon, lat=lat) for lon, lat in here]
        tags += [ItemTag(item_id=line.index, tag=tag) for tag in _tags(line, told, here, streets)]
    Item.objects.bulk_create(items, ignore_conflicts=True)
    ItemTag.objects.bulk_create(tags, batch_size=1000, ignore_conflicts=True)
    ItemPoint.objects.bulk_create(points, batch_size=1000)


def _tags(
    line: Done,
    told: News,
    points: Sequence[tuple[float, float]],
    streets: "_Streets",
) -> list[str]:
    """By what one hears of a piece of news."""
    named = [f"subject:{line.subject}", *(f"subject:{one}" for one in told.about)]
    named += [f"area:{ref}" for ref in sorted(told.areas)]
    named += [f"theme:{code}" for code in told.themes]
    named += [f"street:{key}" for point in points for key in streets.at(point)]
    found = []
    for tag in dict.fromkeys(named):
        try:
            found.append(parse(tag).text)
        except Absent:
            continue
    return found[:MOST_TAGS]


class _Streets:
    """The streets at points. The first few ask where they lie one by one; for many the neighbourhoods are read once."""

    def __init__(self) -> None:
        self.asked, self.ground = 0, territory.Ground()
        self.known: dict[int, tuple[list[str], Any]] = {}

    def at(self, point: tuple[float, float]) -> list[str]:
        """The keys of those that run past it."""
        self.asked += 1
        area = (self.ground.at if self.asked > FEW_POINTS else territory.at)(*point)
        if area is None:
            return []
        if area.pk not in self.known:
            rows = list(Street.objects.filter(areas=area).values_list("key", "wkb"))
            lines = shapely.from_wkb([bytes(wkb) for _key, wkb in rows])
            self.known[area.pk] = ([key for key, _wkb in rows], lines)
        keys, lines = self.known[area.pk]
        near = shapely.distance(lines, shapely.points(*point)) * DEGREE <= NEAR
        return [key for key, close in zip(keys, near, strict=True) if close]


def _wake(indexes: Sequence[int]) -> None:
    """Those who hear of things at once are due now: by what they follow, by a circle, or by where they live."""
    if not indexes:
        return
    awake = Reader.objects.live().filter(rhythm=Rhythm.IMMEDIATE, due_at=None)
    tags = ItemTag.objects.filter(item__in=indexes)
    mine = Follow.objects.exclude(confirmed_at=None)
    now = clock.now()
    awake.filter(pk__in=mine.filter(tag__in=tags.values("tag")).values("reader")).update(due_at=now)
    if tags.filter(tag=CITY).exists():
        awake.filter(pk__in=mine.filter(tag__startswith=CITY).values("reader")).update(due_at=now)
    if Item.objects.filter(pk__in=indexes, large=True).exists():
        awake.filter(agreed_large=True).update(due_at=now)
    for lon, lat in ItemPoint.objects.filter(item__in=indexes).values_list("lon", "lat"):
        up, aside = 5_000 / DEGREE, 10_000 / DEGREE
        near = mine.filter(metres__isnull=False, lat__range=(lat - up, lat + up), lon__range=(lon - aside, lon + aside))
        awake.filter(pk__in=near.values("reader")).update(due_at=now)


def _subject(row: Entry) -> Subject:
    return Subject(row.kind, row.subject)
