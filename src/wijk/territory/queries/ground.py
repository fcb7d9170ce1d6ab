"""What lies at this point, in this area: the neighbourhood, the places, the streets, the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from django.db.models import Count, Prefetch, QuerySet
from shapely.geometry import mapping

from wijk.territory.models import Area, Level, Place, PlaceCategory, Shape, Street

#: A map in the browser holds at most so many points and lines.
MOST_PLACES, MOST_STREETS = 2_000, 1_500


def at(lon: float, lat: float, level: str = Level.NEIGHBOURHOOD) -> Area | None:
    """The area in force of a level that contains this point; one query. On a border: the lowest code."""
    near = Shape.objects.filter(
        area__area_set__level=level, area__area_set__current=True,
        area__west__lte=lon, area__east__gte=lon, area__south__lte=lat, area__north__gte=lat,
    )  # fmt: skip
    point = shapely.points(lon, lat)
    for shape in near.select_related("area", "area__area_set").defer("coarse", "fine").order_by("area__code"):
        if shapely.covers(shapely.from_wkb(bytes(shape.wkb)), point):
            return shape.area
    return None


@dataclass(frozen=True, slots=True)
class Counted:
    """A category of places and how many there are."""

    category: PlaceCategory
    places: int


def _inside(area: Area) -> "QuerySet[Place]":
    level = area.area_set.level
    if level == Level.NEIGHBOURHOOD:
        return Place.objects.filter(neighbourhood=area)
    if level == Level.SECTOR:
        return Place.objects.filter(sector=area)
    return Place.objects.filter(sector__parent_links__parent=area)


def categories_in(area: Area) -> list[Counted]:
    """Which places are there, by category, the most frequent first? One query."""
    columns = ("category", "category__name", "category__theme")
    found = _inside(area).values(*columns).annotate(n=Count("pk")).order_by("-n", "category").values_list(*columns, "n")
    return [Counted(PlaceCategory(code=code, name=name, theme=theme), n) for code, name, theme, n in found]


def places_in(area: Area, category: str = "") -> "QuerySet[Place]":
    """The places in an area by category and key, to be paged."""
    found = _inside(area).select_related("category").order_by("category_id", "key")
    return found.filter(category_id=category) if category else found


def streets_in(area: Area) -> "QuerySet[Street]":
    """The streets that run through a neighbourhood, by key, without their lines; to be paged."""
    return Street.objects.filter(areas=area).defer("wkb").order_by("key")


def streetmap(area: Area, language: str = "") -> dict[str, Any]:
    """What a street-level map shows of a neighbourhood, as GeoJSON: `role` is outline, sector, street or place; numbers are bounded.

    `truncated` says that not everything fitted. Five queries.
    """
    shapes = Shape.objects.defer("coarse", "fine")
    outline = [
        _feature(s.wkb, {"role": "outline", "code": area.code, "name": area.name.to(language)})
        for s in shapes.filter(area=area)
    ]
    inside = Area.objects.current().at(Level.SECTOR).on_the_ground().filter(parent_links__parent=area)
    sectors = [
        _feature(a.shape.wkb, {"role": "sector", "code": a.code, "name": a.name.to(language)})
        for a in inside.prefetch_related(Prefetch("shape", shapes)).order_by("code")[:1000]
    ]
    lines = list(Street.objects.filter(areas=area).order_by("key")[: MOST_STREETS + 1])
    streets = [
        _feature(s.wkb, {"role": "street", "key": s.key, "name": s.name.to(language)}) for s in lines[:MOST_STREETS]
    ]
    points = list(_inside(area).select_related("category").order_by("key")[: MOST_PLACES + 1])
    return {
        "type": "FeatureCollection",
        "bbox": [area.west, area.south, area.east, area.north],
        "truncated": len(lines) > MOST_STREETS or len(points) > MOST_PLACES,
        "features": [*outline, *sectors, *streets, *_places(points[:MOST_PLACES], language)],
    }


def _places(points: Sequence[Place], language: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(p.lon, 6), round(p.lat, 6)]},
            "properties": {
                "role": "place", "key": p.key, "name": p.name.to(language),
                "category": p.category_id, "category_name": p.category.name.to(language),
            },
        }
        for p in points
    ]  # fmt: skip


def _feature(wkb: bytes | memoryview, properties: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature; six decimals are a tenth of a metre."""
    shape = shapely.set_precision(shapely.from_wkb(bytes(wkb)), 1e-6, mode="pointwise")
    return {"type": "Feature", "geometry": mapping(shape), "properties": properties}
