"""Which neighbourhoods can one live in, what are they called, and does one lie in a place?"""

from wijk.accounts.queries import area_names
from wijk.core.errors import Absent
from wijk.territory.models import Area, Kind, Level, Street
from wijk.territory.queries import find, touched

#: Streets that may be meant.
MOST = 6


def choices() -> list[tuple[str, str]]:
    """The neighbourhoods in force in which people live, by name: (reference, name)."""
    rows = Area.objects.current().at(Level.NEIGHBOURHOOD).filter(kind=Kind.INHABITED).only("code", "name")
    found = [(f"{Level.NEIGHBOURHOOD.value}/{row.code}", row.name.to()) for row in rows]
    return sorted(found, key=lambda pair: (pair[1].casefold(), pair[0]))


def known(area: str) -> bool:
    """Is this a neighbourhood in force?"""
    level, _slash, code = area.partition("/")
    return level == Level.NEIGHBOURHOOD and Area.objects.current().at(level).filter(code=code).exists()


def names(areas: list[str]) -> dict[str, str]:
    """The names of areas in the language of the page."""
    return area_names(areas)


def lies_in(area: str, place: str) -> bool:
    """Does a neighbourhood lie in a place ("" is the whole city, "perimeter/KEY" a perimeter), wholly or in part?"""
    if not place or area == place:
        return True
    try:
        return area in touched(place)
    except Absent:  # a perimeter that is gone asks nothing any more
        return True


def of_street(words: str, language: str = "") -> list[str]:
    """The neighbourhoods of the street with this name, the one of its middle first; empty where no one street is called so."""
    hits = [hit for hit in find(words, language, MOST) if hit.kind == "street"]
    exact = [hit for hit in hits if hit.label.casefold() == words.strip().casefold()]
    meant = exact or hits
    if len({hit.target for hit in meant}) != 1:
        return []
    street = Street.objects.select_related("main").prefetch_related("areas").get(key=meant[0].target)
    areas = [*([street.main] if street.main else []), *street.areas.order_by("code")]
    return list(dict.fromkeys(f"{Level.NEIGHBOURHOOD.value}/{area.code}" for area in areas))


def within(places: frozenset[str]) -> frozenset[str]:
    """Everything that lies in one of these areas."""
    return frozenset().union(*(touched(place) for place in places))
