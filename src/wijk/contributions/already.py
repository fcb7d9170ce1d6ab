"""What is there already? Shown before something is sent: organisations, processes, meetings, and what others said nearby."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from wijk.contributions.models import Contribution
from wijk.contributions.queries import alike, near
from wijk.contributions.queries.asked import Where
from wijk.core.providers import Card, providers
from wijk.territory.models import Street

MOST_CARDS, MOST_ALIKE, NEAR = 4, 5, 400
#: Shorter words say nothing.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Already:
    """What is there, and what is like it."""

    cards: Sequence[Card] = ()
    alike: Sequence[Contribution] = ()

    @property
    def something(self) -> bool:
        """Is there anything?"""
        return bool(self.cards or self.alike)


def found(words: str, where: Where, language: str) -> Already:
    """What these words may be about, here; nothing for words that are too short. Few queries, whatever the size of the city."""
    asked = [word for word in words.split() if len(word) >= SHORTEST]
    if not asked:
        return Already()
    return Already(_cards(max(asked, key=len)), _alike(words, where, language))


def place(told: Mapping[str, str]) -> Where:
    """The place that a page sends along: `lon` and `lat`, or `place` as the form knows it."""
    with suppress(ValueError, TypeError):
        lon, lat = float(told.get("lon", "")[:20]), float(told.get("lat", "")[:20])
        if abs(lon) <= 180 and abs(lat) <= 90:
            return Where(lon=lon, lat=lat)
    kind, _colon, key = told.get("place", "").partition(":")
    if kind == "area":
        return Where(area=key[:80])
    if kind == "street" and (row := Street.objects.filter(key=key[:120]).only("lon", "lat").first()):
        return Where(lon=row.lon, lat=row.lat)
    return Where()


def _cards(word: str) -> list[Card]:
    each = [list(room.found(word, MOST_CARDS)) for room in providers("exists")]
    turns = [cards[n] for n in range(MOST_CARDS) for cards in each if n < len(cards)]
    return turns[:MOST_CARDS]


def _alike(words: str, where: Where, language: str) -> list[Contribution]:
    if where.lon is not None and where.lat is not None:
        close = near(where.lon, where.lat, NEAR, words, MOST_ALIKE)
        if close:
            return list(close)
    return list(alike(words, language, where.area, MOST_ALIKE))
