"""What lies at this point, in this area: the neighbourhood, the places, the streets, the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely
from django.db.models import Count, Prefetch, QuerySet
from shapely.geometry import mapping

from wijk.core.standing import Standing
from wijk.core.text import Text
from wijk.territory.models import Area, Level, Place, Shape, Street
from wijk.territory.queries.touching import touched

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


class Ground:
    """The same questions for many places, such as those of a list: the areas in force of a level are read once."""

    def __init__(self, level: str = Level.NEIGHBOURHOOD) -> None:
        self._level, self._touched = level, dict[str, frozenset[str]]()

    @cached_property
    def _areas(self) -> list[Area]:
        rows = Area.objects.current().at(self._level).filter(shape__isnull=False).select_related("area_set", "shape")
        return list(rows.defer("shape__coarse", "shape__fine").order_by("code"))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree([shapely.from_wkb(bytes(area.shape.wkb)) for area in self._areas])

    def at(self, lon: float, lat: float) -> Area | None:
        """As `at`."""
        found = self._tree.query(shapely.points(lon, lat), predicate="covered_by")
        return self._areas[min(found)] if len(found) else None

    def touched(self, place: str) -> frozenset[str]:
        """As `touched`; one query for each place, the first time."""
        if place not in self._touched:
            self._touched[place] = touched(place)
        return self._touched[place]


@dataclass(frozen=True, slots=True)
class Category:
    """What kind of place: its code, its name, the theme that it belongs to."""

    code: str
    name: Text
    theme: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A category of places and how many there are."""

    category: Category
    places: int


def _lie_in(level: str, area: Any) -> "QuerySet[Place]":
    if level == Level.NEIGHBOURHOOD:
        return Place.objects.filter(neighbourhood=area)
    if level == Level.SECTOR:
        return Place.objects.filter(sector=area)
    return Place.objects.filter(sector__parent_links__parent=area)


def _inside(area: Area) -> "QuerySet[Place]":
    return _lie_in(area.area_set.level, area)


_COLUMNS = ("category", "category__name", "category__theme")
_CATEGORIES = Standing(
    lambda level, *, area: (
        _lie_in(level, area)
        .values(*_COLUMNS)
        .annotate(n=Count("pk"))
        .order_by("-n", "category")
        .values_list(*_COLUMNS, "n")
    )
)
_PLACES = Standing(
    lambda level, first, last, *, area, **only: (
        _lie_in(level, area)
        .filter(**only)
        .order_by("category_id", "key")
        .values_list("name", "category__name")[first:last]
    )
)
_STREETS = Standing(lambda most, *, area: Street.objects.filter(areas=area).order_by("key").values_list("name")[:most])


def categories_in(area: Area) -> list[Counted]:
    """Which places are there, by category, the most frequent first? One query."""
    return categories_at(area.area_set.level, area.pk)


def categories_at(level: str, area: int) -> list[Counted]:
    """`categories_in` by level and primary key."""
    rows = _CATEGORIES.ask(level, area=area)
    return [Counted(Category(code, name, theme), n) for code, name, theme, n in rows]


def places_listed(level: str, area: int, category: str, first: int, last: int) -> list[tuple[Text, Text]]:
    """Name and category of the places in an area, in the order of `places_in`, those from `first` up to `last`; one query."""
    only = {"category_id": category} if category else {}
    return [(name, kind) for name, kind in _PLACES.ask(level, first, last, area=area, **only)]


def streets_named(area: int, most: int) -> list[Text]:
    """The names of the streets that run through a neighbourhood, at most so many; one query."""
    return [name for (name,) in _STREETS.ask(most, area=area)]


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
