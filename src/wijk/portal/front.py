"""What stands on the front door: the whole city as a map and as a list, and the region in a few sentences."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from wijk.core.text import Text
from wijk.indicators import queries
from wijk.portal import board
from wijk.territory.queries import Atlas, Drawing, Outline, atlas
from wijk.ui.maps import MapArea, MapSpec
from wijk.ui.open_pages import asked


@dataclass(frozen=True, slots=True)
class Group:
    """The neighbourhoods that one municipality answers for."""

    name: str
    href: str
    outlines: list[Outline]


def front(request: HttpRequest) -> dict[str, Any]:
    """The context of the front door; six queries at most, fewer once the outlines are kept."""
    book = atlas()
    towns = book.level("municipality")
    drawing = book.level("neighbourhood")
    within = None
    if (
        drawing is None and towns and towns.outlines
    ):  # more neighbourhoods than one can take in: one municipality at a time
        within = towns.by_code.get(asked(request, "within")) or towns.outlines[0]
        drawing = book.level("neighbourhood", within.id)
    return {
        "city_about": _about(book),
        "loaded": drawing is not None,
        "map": _map(drawing, towns, within) if drawing else None,
        "groups": _groups(drawing, towns) if drawing else [],
        "towns": towns.outlines if towns and within else (),
        "within": within,
        "total": len(drawing.outlines) if drawing else 0,
        "region": _region(book),
    }


def _about(book: Atlas) -> str:
    return Text(book.city.get("about") or {}).to()


def _map(drawing: Drawing, towns: Drawing | None, within: Outline | None) -> MapSpec:
    base = reverse("portal:area", args=["neighbourhood", "0"]).removesuffix("0/")
    here = reverse("portal:home")
    areas = [MapArea(o.code, o.path, f"{base}{o.code}/", str(o.name)) for o in drawing.outlines if o.path]
    around = [o.path for o in towns.outlines] if towns and within is None else []
    return MapSpec(areas, drawing.view_box, queries.level_names("neighbourhood"), context_paths=around, base=here)


def _groups(drawing: Drawing, towns: Drawing | None) -> list[Group]:
    """The same areas as a list, by the municipality that answers for each."""
    held: dict[int, list[Outline]] = {}
    for outline in drawing.outlines:
        held.setdefault(outline.lead or 0, []).append(outline)
    groups = []
    for key, outlines in held.items():
        town = towns.by_id.get(key) if towns else None
        address = reverse("portal:area", args=["municipality", town.code]) if town else ""
        found = sorted(outlines, key=lambda o: str(o.name).casefold())
        groups.append(Group(str(town.name) if town else "", address, found))
    return sorted(groups, key=lambda g: g.name.casefold())


def _region(book: Atlas) -> dict[str, Any] | None:
    """The region in a few sentences."""
    area, division = book.region(), book.current("region")
    if area is None or division is None:
        return None
    found = queries.profile([area.id], homes={area.id: division.id}, key_only=True)
    place = board.Place(area.id, "region", area.code, str(area.name), ())
    told = board.sentences(found, place)
    return (
        {"name": place.name, "href": reverse("portal:area", args=["region", area.code]), "sentences": told}
        if told
        else None
    )
