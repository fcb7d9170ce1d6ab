"""What can one follow? A tag is a short text: an area, a theme, a subject, a street, or a circle on the map."""

import math
import re
from dataclasses import dataclass

from wijk.core.errors import Absent

#: The reach of a circle, in metres.
LEAST_METRES, MOST_METRES = 50, 5_000
#: Metres in a degree of latitude.
DEGREE = 111_320.0
_AREA = re.compile(r"(?:[a-z]{2,20}/[A-Za-z0-9._-]{1,60})?")
_THEME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_SUBJECT = re.compile(r"[a-z]{2,30}\.[a-z_]{2,30}:[A-Za-z0-9._/-]{1,120}")
_STREET = re.compile(r"[A-Za-z0-9._-]{1,120}")
_CIRCLE = re.compile(r"(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?),(\d{1,5})")
_SHAPES = {"area": _AREA, "theme": _THEME, "subject": _SUBJECT, "street": _STREET, "circle": _CIRCLE}
#: Everything in the whole city.
CITY = "area:"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and its parts."""

    text: str
    kind: str
    ref: str
    lon: float | None = None
    lat: float | None = None
    metres: int | None = None


def parse(text: str) -> Tag:
    """The tag that a text writes, circles in their one way of writing; Absent for anything else.

    >>> parse("area:neighbourhood/58").ref, parse("circle:4.3,50.85,500").text
    ('neighbourhood/58', 'circle:4.30000,50.85000,500')
    """
    kind, colon, ref = text.partition(":")
    shape = _SHAPES.get(kind)
    found = shape.fullmatch(ref) if shape and colon and len(text) <= 200 else None
    if found is None:
        raise Absent("tag")
    if kind != "circle":
        return Tag(text, kind, ref)
    lon, lat, metres = float(found[1]), float(found[2]), int(found[3])
    if abs(lon) > 180 or abs(lat) > 85 or not LEAST_METRES <= metres <= MOST_METRES:
        raise Absent("tag")
    ref = f"{lon:.5f},{lat:.5f},{metres}"
    return Tag(f"circle:{ref}", kind, ref, lon, lat, metres)


def circle(lon: float, lat: float, metres: int) -> str:
    """The tag of a circle."""
    return parse(f"circle:{lon:.5f},{lat:.5f},{metres}").text


def heard_with(tags: list[str]) -> list[str]:
    """These tags, and what is heard with them: with any area, what concerns the whole city."""
    return [*tags, CITY] if any(tag.startswith(CITY) and tag != CITY for tag in tags) else tags


def apart(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres between two near points.

    >>> round(apart(4.35, 50.85, 4.35, 50.86))
    1113
    """
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return DEGREE * math.hypot(east, lat - other_lat)
