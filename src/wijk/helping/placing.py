"""Where is that? From a place that somebody chose to a point, an area and everything that it touches."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wijk.contributions.queries import Where
from wijk.core.errors import Absent, Refused
from wijk.territory.models import Level, Street
from wijk.territory.queries import at, touched
from wijk.ui import plain

LONGEST_SPOT = 160


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that was checked."""

    spot: str
    area: str = ""
    lon: float | None = None
    lat: float | None = None
    areas: frozenset[str] = frozenset({""})


def placed(where: Where, words: str) -> Placed:
    """The place in words, with its point and area where they are known. Refused without words, and for what is not in the city."""
    spot = plain.line(where.spot or words, longest=LONGEST_SPOT)
    if not spot:
        raise Refused("no-place", _("Say where: a street, a square, a building."))
    lon, lat, area = where.lon, where.lat, where.area
    if where.street:
        street = Street.objects.filter(key=where.street).select_related("main").defer("wkb").first()
        if street is None:
            raise Refused("no-place", _("We do not know this street. Choose one from the list."))
        lon, lat = street.lon, street.lat
        area = f"{Level.NEIGHBOURHOOD}/{street.main.code}" if street.main else area
    if lon is not None and lat is not None and not area:
        found = at(lon, lat)
        if found is None:
            raise Refused("outside", _("This point lies outside the city. Choose a place in the city, or none."))
        area = f"{Level.NEIGHBOURHOOD}/{found.code}"
    try:
        return Placed(spot, area, lon, lat, touched(area))
    except Absent as absent:
        raise Refused("no-place", _("We do not know this area. Choose one from the list.")) from absent
