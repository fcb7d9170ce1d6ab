"""What does somebody say, and where? Words put together from `voices.toml`, at a point on a street of a neighbourhood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import shapely

from wijk.contributions.queries import Where
from wijk.core.text import Text
from wijk.demo.life.bodies import FIRST
from wijk.demo.life.texts import words
from wijk.territory.models import Area, Shape, Street

#: In which languages people speak, the frequent ones more often.
TONGUES = ("nl", "nl", "nl", "nl", "fr", "fr", "fr", "en")


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that somebody says: what, in which language, where."""

    kind: str
    category: str
    language: str
    title: str
    body: str
    where: Where
    shown_as: str = ""
    matter: int = -1


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on a street."""

    lon: float
    lat: float
    street: Text
    key: str


class Ground:
    """The streets of neighbourhoods, read when the first one asks; `spot` is a point on one of them, inside."""

    def __init__(self, areas: Sequence[Area], chance: Random) -> None:
        self.areas, self.chance = list(areas), chance
        self.weights = [1 + chance.paretovariate(1.2) for _ in self.areas]
        self.known: dict[int, tuple[Any, list[tuple[str, Text, Any]]]] = {}

    def area(self) -> Area:
        """One of them; some hear more than others."""
        return self.chance.choices(self.areas, self.weights)[0]

    def spot(self, area: Area) -> Spot:
        """A point on a street, inside the neighbourhood; its middle where no street helps."""
        outline, streets = self._of(area)
        for _ in range(8 if streets else 0):
            key, name, line = self.chance.choice(streets)
            point = shapely.line_interpolate_point(line, self.chance.random(), normalized=True)
            if outline.contains(point):
                return Spot(round(point.x, 6), round(point.y, 6), name, key)
        inside = outline.representative_point()
        return Spot(round(inside.x, 6), round(inside.y, 6), streets[0][1] if streets else area.name, "")

    def _of(self, area: Area) -> tuple[Any, list[tuple[str, Text, Any]]]:
        if area.pk not in self.known:
            rows = Street.objects.filter(areas=area).order_by("key")
            lines = [(s.key, s.name, max(_parts(s.wkb), key=lambda part: part.length)) for s in rows]
            outline = shapely.from_wkb(bytes(Shape.objects.only("wkb").get(area=area).wkb))
            self.known[area.pk] = (outline, lines)
        return self.known[area.pk]


def _parts(wkb: bytes | memoryview) -> list[Any]:
    return list(shapely.get_parts(shapely.from_wkb(bytes(wkb))))


def saying(chance: Random, spot: Spot, area: Area, *, matter: int = -1, anywhere: bool = True) -> Saying:
    """Put something together. `matter` says which one; −1 is any. One in eight names the neighbourhood and no point."""
    told = words("voices")
    number = matter if matter >= 0 else chance.randrange(len(told["matter"]))
    entry: Mapping[str, Any] = told["matter"][number]
    language = chance.choice(TONGUES)
    street = spot.street.to(language)
    place = chance.choice(told["spots"][language]).format(street=street)
    own = entry[language]
    title, body = chance.choice(list(zip(own["title"], own["body"], strict=True)))  # each title has its own words
    title = title.format(spot=place)
    parts = [body, *(chance.choice(told[some][entry["kind"]][language]) for some in ("when", "closing"))]
    point = entry["kind"] == "repair" or not anywhere or chance.random() > 0.12
    where = Where(lon=spot.lon, lat=spot.lat, street=spot.key) if point else Where(area=f"neighbourhood/{area.code}")
    return Saying(
        kind=entry["kind"], category=entry["category"], language=language, title=title[:139],
        body=" ".join(part for part in parts if part), where=where,
        shown_as=chance.choice(FIRST) if chance.random() < 0.25 else "", matter=number,
    )  # fmt: skip


def unfit(chance: Random, spot: Spot, number: int) -> tuple[str, Saying]:
    """Something that does not belong here, and for which reason."""
    told = words("voices")
    entry = told["unfit"][number % len(told["unfit"])]
    language = TONGUES[number % len(TONGUES)]
    place = chance.choice(told["spots"][language]).format(street=spot.street.to(language))
    said = entry[language]
    where = Where(lon=spot.lon, lat=spot.lat)
    return entry["reason"], Saying(
        "remark", "services", language, said["title"].format(spot=place), said["body"], where
    )


def wrongly_taken(number: int) -> bool:
    """Was this one of `unfit` taken away without a good reason?"""
    entries = words("voices")["unfit"]
    return bool(entries[number % len(entries)].get("wrongly"))


def pick(chance: Random, key: str, language: str) -> str:
    """One of the sentences under this key, in this language."""
    found: Any = words("voices")
    for part in key.split("."):
        found = found[part]
    return str(chance.choice(found[language]))
