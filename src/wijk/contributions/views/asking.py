"""What does the address of the list ask for? Read without fear: nonsense is as nothing, and a page says what it understood."""

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language

from wijk.contributions.queries import Filter, Order
from wijk.contributions.queries.narrowing import MOST_METRES
from wijk.contributions.queries.spots import area_of, spots, where
from wijk.territory.models import Street
from wijk.ui.open_pages import asked

METRES = (200, 500, 1_000, 2_000)
USUAL_METRES = 500
#: Parameters of the address, with the names that they have in a `Filter`.
PLAIN = {"q": "words", "area": "area", "kind": "kind", "category": "category", "state": "state", "process": "process",
         "opening": "opening", "language": "language"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter, and the words by which its reader named a place; `unknown`: no such place is known."""

    filter: Filter
    near: str = ""
    unknown: bool = False

    @property
    def anything(self) -> bool:
        """Was anything narrowed down at all?"""
        return replace(self.filter, order="newest") != Filter() or bool(self.near)

    def query(self, **changes: str) -> str:
        """The address's query for this filter, with other values for some parameters ("" leaves one out)."""
        return _query({**_told(self), **changes})

    def for_machines(self) -> str:
        """The query for tiles and files: by degrees, whatever name was given to the place, and without an order."""
        one = self.filter
        point = {"lon": str(one.lon), "lat": str(one.lat)} if one.lon is not None else {}
        return _query({**_told(self), "near": "", "order": "", **point})


def read(request: HttpRequest) -> Asked:
    """What the address asks for. A place that is named by its words costs four queries, a filter alone none."""
    order = asked(request, "order")
    found = Filter(
        **{name: asked(request, parameter) for parameter, name in PLAIN.items()},  # type: ignore[arg-type]
        since=_day(asked(request, "since")), until=_day(asked(request, "until")),
        order=order if order in get_args(Order) else "newest",  # type: ignore[arg-type]
    )  # fmt: skip
    near = asked(request, "near")
    lon, lat = _degree(asked(request, "lon"), 180), _degree(asked(request, "lat"), 90)
    if near:
        point = point_of(near)
        if point is None:
            return Asked(replace(found, order="newest" if found.order == "near" else found.order), near, unknown=True)
        lon, lat = point
    if lon is None or lat is None:
        return Asked(found)
    return Asked(replace(found, lon=round(lon, 5), lat=round(lat, 5), metres=_metres(asked(request, "metres"))), near)


def point_of(words: str) -> tuple[float, float] | None:
    """Where a street, a place or an area lies that is called like this; None where none is."""
    hits = spots(words, get_language() or "", limit=1)
    kind, _colon, key = hits[0].value.partition(":") if hits else ("", "", "")
    if kind == "area" and (area := area_of(key)) is not None and area.lon is not None and area.lat is not None:
        return area.lon, area.lat
    if kind == "street" and (street := Street.objects.filter(key=key).only("lon", "lat").first()):
        return street.lon, street.lat
    place = where(hits[0].value) if kind == "place" else None
    return (place.lon, place.lat) if place and place.lon is not None and place.lat is not None else None


def _query(told: dict[str, str]) -> str:
    said = urlencode({name: value for name, value in told.items() if value})
    return f"?{said}" if said else ""


def _told(asked_for: Asked) -> dict[str, str]:
    one = asked_for.filter
    told = {parameter: str(getattr(one, name)) for parameter, name in PLAIN.items()}
    told |= {"since": one.since.isoformat() if one.since else "", "until": one.until.isoformat() if one.until else ""}
    if asked_for.near:
        told["near"] = asked_for.near
    elif one.lon is not None:
        told |= {"lon": str(one.lon), "lat": str(one.lat)}
    told["metres"] = str(one.metres) if one.metres else ""
    return told | {"order": one.order if one.order != "newest" else ""}


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if len(words) == 10 else None
    except ValueError:
        return None


def _metres(words: str) -> int:
    wanted = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else USUAL_METRES
    return min(wanted, MOST_METRES)


def _degree(words: str, most: float) -> float | None:
    try:
        value = float(words) if words else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None
