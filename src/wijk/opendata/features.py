"""Which features has a collection? One collection per version of an area set, one of perimeters, one of places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from django.db.models import Max, Min, Q, QuerySet

from wijk.core.text import Text
from wijk.opendata.answers import said
from wijk.territory.models import Area, AreaSet, Perimeter, Place

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection of OGC API – Features: how it is called, and how its features are found and written."""

    id: str
    title: Text
    description: str
    source: str
    rows: Callable[[], QuerySet[Any]]
    write: Callable[[Any], str]
    key: str  #: the field that is the feature's id
    extent: Callable[[], Box | None]
    span: tuple[str, str | None] | None = None

    def within(self, box: Box) -> QuerySet[Any]:
        """The features whose own box meets `box` (west, south, east, north)."""
        west, south, east, north = box
        if self.id == "places":
            return self.rows().filter(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)
        return self.rows().filter(east__gte=west, west__lte=east, north__gte=south, south__lte=north)


def collections() -> list[Collection]:
    """Every collection of this installation; one query."""
    sets = AreaSet.objects.order_by("level", "-current", "key", "-version")
    return [*(_of_areas(s) for s in sets), _PERIMETERS, _PLACES]


def collection(key: str) -> Collection | None:
    """The collection called `key`."""
    return next((c for c in collections() if c.id == key), None)


def _of_areas(area_set: AreaSet) -> Collection:
    def rows() -> QuerySet[Area]:
        return (
            Area.objects.filter(area_set=area_set, shape__isnull=False)
            .select_related("shape")
            .prefetch_related("parent_links__parent__area_set")
            .defer("shape__coarse", "shape__fine")
            .order_by("code")
        )

    def extent() -> Box | None:
        return _box(Area.objects.filter(area_set=area_set, west__isnull=False))

    return Collection(
        id=f"{area_set.key}-{area_set.version}".lower(),
        title=area_set.name,
        description=f"{area_set.level}, valid from {area_set.valid_from}" + (", in force" if area_set.current else ""),
        source=area_set.source,
        rows=rows,
        write=lambda area: feature(area.code, area.shape.wkb, _of_area(area, area_set)),
        key="code",
        extent=extent,
        span=(area_set.valid_from.isoformat(), area_set.valid_to.isoformat() if area_set.valid_to else None),
    )


def _of_area(area: Area, area_set: AreaSet) -> dict[str, Any]:
    parents = sorted(area.parent_links.all(), key=lambda link: (link.parent.area_set.level, -link.lead, -link.share))
    return {
        "ref": f"{area_set.level}/{area.code}",
        "code": area.code,
        **{f"name_{language}": words for language, words in area.name.items()},
        "kind": area.kind,
        "surface_m2": round(area.surface),
        "parents": [
            {"ref": f"{p.parent.area_set.level}/{p.parent.code}", "share": round(p.share, 6), "lead": p.lead}
            for p in parents
        ],
    }


def feature(key: str, wkb: bytes, properties: dict[str, Any]) -> str:
    """One GeoJSON feature as text, right-hand rule, six decimals (about a decimetre)."""
    shape = shapely.set_precision(shapely.orient_polygons(shapely.from_wkb(bytes(wkb))), 0.000001, mode="pointwise")
    return (
        f'{{"type":"Feature","id":{said(key)},"geometry":{shapely.to_geojson(shape)},"properties":{said(properties)}}}'
    )


def _perimeter(row: Perimeter) -> str:
    facts = {
        "key": row.key,
        **{f"name_{language}": words for language, words in row.name.items()},
        "owner": row.owner,
        "purpose": row.purpose,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "surface_m2": round(row.surface),
    }
    return feature(row.key, bytes(row.wkb), facts)


def _place(row: Place) -> str:
    facts = {
        "key": row.key,
        **{f"name_{language}": words for language, words in row.name.items()},
        "category": row.category_id,
        "neighbourhood": row.neighbourhood.code if row.neighbourhood else None,
        "source": row.source,
    }
    point = {"type": "Point", "coordinates": [row.lon, row.lat]}
    return said({"type": "Feature", "id": row.key, "geometry": point, "properties": facts})


def _box(rows: QuerySet[Any]) -> Box | None:
    found = rows.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    return None if found["w"] is None else (found["w"], found["s"], found["e"], found["n"])


def _places_box() -> Box | None:
    found = Place.objects.aggregate(w=Min("lon"), s=Min("lat"), e=Max("lon"), n=Max("lat"))
    return None if found["w"] is None else (found["w"], found["s"], found["e"], found["n"])


_PERIMETERS = Collection(
    id="perimeters",
    title=Text({"nl": "Perimeters", "fr": "Périmètres", "en": "Perimeters"}),
    description="Boundaries of operators, with owner, purpose and period",
    source="",
    rows=lambda: Perimeter.objects.order_by("key"),
    write=_perimeter,
    key="key",
    extent=lambda: _box(Perimeter.objects.all()),
)
_PLACES = Collection(
    id="places",
    title=Text({"nl": "Plaatsen", "fr": "Lieux", "en": "Places"}),
    description="Points where something is: a school, a pharmacy, a stop",
    source="",
    rows=lambda: Place.objects.select_related("neighbourhood").order_by("key"),
    write=_place,
    key="key",
    extent=_places_box,
)


def narrowed(rows: QuerySet[Any], wanted: dict[str, str]) -> QuerySet[Any]:
    """`rows` with simple equality on the queryable properties (code, kind, category, owner)."""
    known = {
        "code": "code",
        "kind": "kind",
        "category": "category_id",
        "owner": "owner",
        "neighbourhood": "neighbourhood__code",
    }
    fields = {f.name for f in rows.model._meta.get_fields()}
    test = Q()
    for name, value in wanted.items():
        field = known.get(name)
        if field and field.split("__")[0].removesuffix("_id") in fields:
            test &= Q(**{field: value})
    return rows.filter(test)


def written(rows: QuerySet[Any], among: Collection) -> Iterator[str]:
    """The features of `rows` as JSON text, one by one."""
    return (among.write(row) for row in rows)


def areas_columns(area_set: AreaSet) -> tuple[dict[str, list[Any]], list[bytes]]:
    """The areas of a version as columns and their geometry, in the order of their codes."""
    columns: dict[str, list[Any]] = {
        n: [] for n in ("code", "name_nl", "name_fr", "name_en", "kind", "surface_m2", "parents")
    }
    shapes = []
    rows = Area.objects.filter(area_set=area_set, shape__isnull=False).order_by("code")
    for area in (
        rows.select_related("shape").prefetch_related("parent_links__parent__area_set").iterator(chunk_size=1000)
    ):
        facts = _of_area(area, area_set)
        for name, column in columns.items():
            column.append(facts.get(name) if name != "parents" else [p["ref"] for p in facts["parents"]])
        shapes.append(bytes(area.shape.wkb))
    return columns, shapes
