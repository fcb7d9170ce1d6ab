"""Where is that? From what somebody pointed at or typed to a point, an area and everything that it touches."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wijk.contributions.models import Opening
from wijk.contributions.queries.asked import Where
from wijk.core.errors import Absent, Refused
from wijk.territory.models import Level, Street
from wijk.territory.queries import Ground, at, touched
from wijk.ui import plain

LONGEST_SPOT = 160
#: Six decimals are a tenth of a metre.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that was checked: what the row keeps of it, and the areas that it touches."""

    lon: float | None = None
    lat: float | None = None
    street: str = ""
    spot: str = ""
    area: str = ""
    areas: frozenset[str] = frozenset()


class _Here:
    """What is asked of the city for one place; `Ground` answers the same for many."""

    at, touched = staticmethod(at), staticmethod(touched)


def placed(where: Where, opening: Opening, ground: Ground | None = None) -> Placed:
    """The place, checked against the city and against what the opening is about. `ground` remembers, for the many places of a list.

    Refused where the point lies outside the city, where only half a point was given, where there is no such street or area, or
    where the opening is about another place. Nothing given: the opening's own place.
    """
    spot = plain.line(where.spot, longest=LONGEST_SPOT)
    here = ground or _Here()
    found = _point(where, spot, here) or _street(where, spot, here) or _area(where.area or opening.place, spot, here)
    _inside(found, opening)
    return found


def _point(where: Where, spot: str, here: Ground | _Here) -> Placed | None:
    if where.lon is None and where.lat is None:
        return None
    if where.lon is None or where.lat is None or not (-180 <= where.lon <= 180 and -90 <= where.lat <= 90):
        raise _nowhere()
    area = here.at(where.lon, where.lat)
    if area is None:
        raise Refused("outside", _("This point lies outside the city. Choose a place in the city, or none."))
    ref = f"{Level.NEIGHBOURHOOD}/{area.code}"
    street = where.street if where.street and Street.objects.filter(key=where.street).exists() else ""
    point = (round(where.lon, DECIMALS), round(where.lat, DECIMALS))
    return Placed(*point, street=street, spot=spot, area=ref, areas=here.touched(ref))


def _street(where: Where, spot: str, here: Ground | _Here) -> Placed | None:
    if not where.street:
        return None
    row = Street.objects.filter(key=where.street).select_related("main").defer("wkb").first()
    if row is None:
        raise Refused(
            "no-street", _("We do not know this street. Choose one from the list, or put a point on the map.")
        )
    codes = list(row.areas.values_list("code", flat=True))
    refs = [f"{Level.NEIGHBOURHOOD}/{code}" for code in codes]
    main = f"{Level.NEIGHBOURHOOD}/{row.main.code}" if row.main else (refs[0] if refs else "")
    areas = frozenset().union(*(here.touched(ref) for ref in refs))
    return Placed(street=row.key, spot=spot, area=main, areas=areas)


def _area(ref: str, spot: str, here: Ground | _Here) -> Placed:
    if not ref:
        return Placed(spot=spot)
    try:
        areas = here.touched(ref)
    except Absent as absent:
        raise Refused("no-area", _("We do not know this area. Choose one from the list.")) from absent
    return Placed(spot=spot, area=ref, areas=areas)


def _inside(found: Placed, opening: Opening) -> None:
    """What is said must be where the opening is about; a place that touches it is enough."""
    if not opening.place or not found.areas or opening.place in found.areas:
        return
    asked = {area.area for area in opening.areas.all() if not area.area.startswith(("municipality/", "region/"))}
    if found.areas.isdisjoint(asked):
        raise Refused("elsewhere", _("This place lies outside what is asked about here. Choose a place inside it."))


def _nowhere() -> Refused:
    return Refused("no-point", _("This is no point on the map. Choose the place again."))
