"""Writing places: points with a category, each in its sector and neighbourhood."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
import shapely
from django.db.models import Q
from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.territory import compute, importers
from wijk.territory.actions.tally import Tally
from wijk.territory.importers import Report
from wijk.territory.models import Level, Nesting, Place, PlaceCategory, Shape
from wijk.territory.specs import Category, PlacesSpec

BATCH = 500
FACTS = ("name", "category_id", "lon", "lat", "sector_id", "neighbourhood_id", "source")
_NOT_SLUG = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Ground:
    """The areas in force of one level, for asking where points and lines lie."""

    keys: Sequence[int]
    shapes: compute.Geometries

    @classmethod
    def of(cls, level: str) -> "Ground":
        """All areas of a level that have ground."""
        found = Shape.objects.filter(area__area_set__level=level, area__area_set__current=True).order_by("area__code")
        rows = list(found.values_list("area_id", "wkb"))
        return cls([key for key, _wkb in rows], compute.shapes_of(wkb for _key, wkb in rows))

    def at(self, points: compute.Geometries) -> list[int | None]:
        """The key of the area in which each point lies."""
        return [self.keys[i] if i >= 0 else None for i in compute.locate(points, self.shapes).tolist()]


def write_places(specs: Sequence[PlacesSpec], report: Report) -> Tally:
    """Bring the places to what the pack says; places that it no longer has are removed, where it has any."""
    if not specs:
        return Tally()
    categories: dict[str, Category] = {}
    wanted: dict[str, Place] = {}
    for spec in specs:
        for place in _read(spec, categories, report):
            if place.key in wanted:
                report.at(
                    spec.file.name,
                    _(
                        "Two places have the key “{key}”. Name a column with a key of its own for each, or a prefix."
                    ).format(key=place.key),
                )
                break
            wanted[place.key] = place
    if report.problems:
        return Tally()
    _locate(list(wanted.values()))
    for category in categories.values():
        PlaceCategory.objects.update_or_create(
            code=category.code, defaults={"name": category.name, "theme": category.theme}
        )
    tally = _write(wanted)
    PlaceCategory.objects.filter(~Q(code__in=categories), places=None).delete()
    return tally


def _read(spec: PlacesSpec, used: dict[str, Category], report: Report) -> Iterator[Place]:
    found = importers.features(spec, "points", None, report)
    columns = [spec.key, spec.name_column, *spec.name_columns.values(), spec.category_column]
    if not importers.require(columns, found, spec.file, report):
        return
    chooser = _Chooser(spec)
    points = shapely.centroid(found.geometries)  # several points for one thing stand at their middle
    lons, lats = shapely.get_x(points).tolist(), shapely.get_y(points).tolist()
    for number, (row, lon, lat) in enumerate(zip(found.rows, lons, lats, strict=True), 1):
        category = chooser.of(importers.plain(row.get(spec.category_column)) if spec.category_column else "")
        if category is None:
            continue
        used.setdefault(category.code, category)
        key = importers.plain(row.get(spec.key)) if spec.key else str(number)
        prefix = spec.prefix or ("" if spec.key else f"{spec.source or 'place'}-")
        yield Place(
            key=f"{prefix}{key}"[:80], name=importers.name_of(row, spec), category_id=category.code,
            lon=round(lon, 7), lat=round(lat, 7), source=spec.source,
        )  # fmt: skip
    for value, count in chooser.unknown.most_common(20):
        sentence = _(
            "No category for “{value}”, which stands {count} times. Add it to “categories”, or a pattern such as “*”."
        )
        report.at(spec.file.name, sentence.format(count=count, value=value))


class _Chooser:
    """Which category has a value? The one named exactly, else the first pattern that fits; without any, the value itself."""

    def __init__(self, spec: PlacesSpec) -> None:
        self.spec, self.unknown = spec, Counter[str]()
        self.patterns = [key for key in spec.categories if "*" in key or "?" in key]
        self.known: dict[str, Category | None] = {}

    def of(self, value: str) -> Category | None:
        """The category of a value; None, and counted, when there is none."""
        if value not in self.known:
            self.known[value] = self._find(value)
        if self.known[value] is None:
            self.unknown[value] += 1
        return self.known[value]

    def _find(self, value: str) -> Category | None:
        told: Mapping[str, Category] = self.spec.categories
        if self.spec.category:
            fixed = next((c for c in told.values() if c.code == self.spec.category), None)
            return fixed or Category(self.spec.category, Text.of(self.spec.category))
        if value in told:
            return told[value]
        pattern = next((p for p in self.patterns if fnmatchcase(value, p)), None)
        if pattern is not None:
            return told[pattern]
        if told or not value:
            return None
        return Category(_NOT_SLUG.sub("-", value).strip("-")[:60] or "other", Text.of(value))


def _locate(places: Sequence[Place]) -> None:
    """Give each place its sector, and the neighbourhood of that sector."""
    points = np.asarray(
        shapely.points(np.array([[p.lon, p.lat] for p in places], dtype=float).reshape(-1, 2)), dtype=object
    )
    sectors, neighbourhoods = Ground.of(Level.SECTOR).at(points), Ground.of(Level.NEIGHBOURHOOD).at(points)
    inside = dict(
        Nesting.objects.filter(lead=True, child__area_set__level=Level.SECTOR, child__area_set__current=True)
        .filter(parent__area_set__level=Level.NEIGHBOURHOOD, parent__area_set__current=True)
        .values_list("child_id", "parent_id")
    )
    for place, sector, neighbourhood in zip(places, sectors, neighbourhoods, strict=True):
        place.sector_id = sector
        place.neighbourhood_id = inside.get(sector, neighbourhood) if sector is not None else neighbourhood


def _write(wanted: Mapping[str, Place]) -> Tally:
    fresh, changed = dict(wanted), []
    gone: list[int] = []
    same = 0
    for pk, key, *facts in Place.objects.values_list("pk", "key", *FACTS).iterator(5000):
        place = fresh.pop(key, None)
        if place is None:
            gone.append(pk)
        elif tuple(facts) != tuple(getattr(place, f) for f in FACTS):
            place.pk = pk
            changed.append(place)
        else:
            same += 1
    for i in range(0, len(gone), BATCH):
        Place.objects.filter(pk__in=gone[i : i + BATCH]).delete()
    Place.objects.bulk_create(fresh.values(), batch_size=BATCH)
    Place.objects.bulk_update(changed, [f.removesuffix("_id") for f in FACTS], batch_size=BATCH)
    return Tally(len(fresh), len(changed), len(gone), same)
