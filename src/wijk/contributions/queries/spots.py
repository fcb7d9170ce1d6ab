"""Which place does somebody mean by the words they type, and how is a place told in a few signs of a form?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijk.contributions.queries.asked import Where
from wijk.core.errors import Absent
from wijk.territory.models import Area, Level, Place, Street
from wijk.territory.queries import Hit, area, find

MOST = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be chosen: `value` is what the form sends back ("street:KEY", "area:neighbourhood/58", "place:KEY")."""

    value: str
    label: str
    kind: str
    within: str = ""


def spots(words: str, language: str, limit: int = MOST) -> list[Spot]:
    """What can be meant by these words, the likeliest first; three queries."""
    return [_spot(hit) for hit in find(words, language, limit)]


def meant(words: str, language: str) -> Spot | None:
    """The one place that is called exactly this; None where it may be several, or none."""
    hits = find(words, language, MOST)
    exact = [hit for hit in hits if hit.label.casefold() == words.strip().casefold()]
    return _spot(exact[0]) if len(exact) == 1 else None


def where(value: str, spot: str = "") -> Where | None:
    """The place behind what the form sent back; None where there is none."""
    kind, _colon, key = value.partition(":")
    if kind == "street" and Street.objects.filter(key=key).exists():
        return Where(street=key, spot=spot)
    if kind == "place" and (place := Place.objects.filter(key=key).first()):
        return Where(lon=place.lon, lat=place.lat, spot=spot or place.name.to())
    if kind == "area" and key:
        return Where(area=key, spot=spot)
    return None


def name_of(ref: str) -> str:
    """The name of an area in the language of the page; "" where there is none."""
    found = area_of(ref)
    return str(found.name) if found is not None else ""


def area_of(ref: str) -> Area | None:
    """The area in force with this reference; None where there is none."""
    level, slash, code = ref.partition("/")
    if not slash or level not in Level.values or not code:
        return None
    try:
        return area(level, code)
    except Absent:
        return None


def _spot(hit: Hit) -> Spot:
    if hit.kind == "street":
        return Spot(f"street:{hit.target}", str(hit.name), _("street"), str(hit.area_name))
    if hit.kind == "place":
        return Spot(f"place:{hit.target}", str(hit.name), _("place"), str(hit.area_name))
    kinds = {
        Level.SECTOR: _("sector"), Level.NEIGHBOURHOOD: _("neighbourhood"), Level.MUNICIPALITY: _("municipality"),
        Level.REGION: _("region"),
    }  # fmt: skip
    return Spot(f"area:{hit.area}", str(hit.area_name), str(kinds.get(Level(hit.level), "")))
