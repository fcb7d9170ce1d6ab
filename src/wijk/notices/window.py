"""Which of the latest news is for whom? The news of a month in memory, found by tag; readers pass by it in batches."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import override

from wijk.notices import queries
from wijk.notices.models import Item, ItemPoint, ItemTag
from wijk.notices.tags import CITY, Tag, apart

#: Older news is no news.
REACHES_BACK = timedelta(days=31)
#: The newest so many items; more did not happen in a month, or would not be read.
MOST = 3_000


@dataclass(frozen=True, slots=True)
class Followed:
    """What a batch of readers follows, as plain values."""

    tag: str
    lon: float | None = None
    lat: float | None = None
    metres: int | None = None


@dataclass(slots=True)
class Window:
    """The latest items, by index and by tag."""

    newest: int
    items: dict[int, Item]
    by_tag: dict[str, list[int]]
    points: list[tuple[int, float, float]]
    large: dict[str, list[int]]
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, now: datetime) -> "Window":
        """The news up to `now`; three queries."""
        rows = list(Item.objects.filter(at__gte=now - REACHES_BACK).order_by("-index")[:MOST])[::-1]
        items = {row.index: row for row in rows}
        first = rows[0].index if rows else 0
        by_tag: dict[str, list[int]] = {}
        large: dict[str, list[int]] = {}
        tags = ItemTag.objects.filter(
            item__gte=first, item__in=Item.objects.filter(at__gte=now - REACHES_BACK).values("pk")
        )
        for index, tag in tags.order_by("item_id", "tag").values_list("item_id", "tag").iterator():
            if index not in items:
                continue
            by_tag.setdefault(tag, []).append(index)
            if items[index].large and tag.startswith(CITY):
                large.setdefault(tag.removeprefix(CITY), []).append(index)
        spots = ItemPoint.objects.filter(item__gte=first).order_by("item_id").values_list("item_id", "lon", "lat")
        points = [spot for spot in spots if spot[0] in items]
        return cls(queries.newest(), items, by_tag, points, large)

    def found(self, heard: int, follows: Iterable[Followed], home: str) -> dict[str, list[int]]:
        """What is new to somebody: items by the tag through which they hear of it, each once; "" for large projects at home."""
        told: set[int] = set()
        groups: dict[str, list[int]] = {}
        for one in follows:
            fresh = [index for index in self._of(one, heard) if index not in told]
            if fresh:
                groups.setdefault(one.tag, []).extend(fresh)
                told.update(fresh)
        if home:
            near = {*_after(self.large.get(home, ()), heard), *_after(self.large.get("", ()), heard)}
            if fresh := sorted(near - told):
                groups[""] = fresh
        return groups

    def _of(self, one: Followed, heard: int) -> list[int]:
        if one.metres is not None:
            lon, lat, reach = one.lon or 0.0, one.lat or 0.0, one.metres
            return sorted({i for i, x, y in self.points if i > heard and apart(lon, lat, x, y) <= reach})
        mine = _after(self.by_tag.get(one.tag, ()), heard)
        if one.tag.startswith(CITY) and one.tag != CITY:
            return sorted({*mine, *_after(self.by_tag.get(CITY, ()), heard)})
        return list(mine)

    def label(self, tag: str, language: str) -> str:
        """What a tag is called in a language; asked once each."""
        known = self.labels.setdefault(language, {})
        if tag not in known:
            with override(language):
                known[tag] = queries.labels([tag]).get(tag, "")
        return known[tag]


def _after(indexes: Sequence[int], heard: int) -> Sequence[int]:
    return indexes[bisect_right(indexes, heard) :]


def followed(tag: Tag) -> Followed:
    """A tag as the window looks at it."""
    return Followed(tag.text, tag.lon, tag.lat, tag.metres)
