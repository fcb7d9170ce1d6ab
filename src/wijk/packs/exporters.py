"""What the installation holds, as a pack that comes in again unchanged: the same words, the same borders, the files as delivered."""

import csv
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
import tomli_w
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.indicators import queries as figures
from wijk.indicators.models import Indicator, Source, Theme
from wijk.packs.files import CITY_FILE
from wijk.territory import queries as territory
from wijk.territory.models import Area, AreaSet, Kind, Level, Nesting, Perimeter, Place, PlaceCategory, Shape, Street

BATCH = 1000
_NUMBERED = re.compile(r"^\d{3}-")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def write_pack(folder: Path) -> dict[str, int]:
    """Write everything into the empty `folder`; how many of what was written. Raises Refused where there is no city."""
    city = dict(territory.city())
    if not city:
        raise Refused("no-city", _("There is no city here yet. Load a pack first: wijk load PACK."))
    told: dict[str, Any] = {"city": _city(city)}
    told["source"] = [_entry(row, _SOURCE_KEYS) for row in Source.objects.order_by("code")]
    told["theme"] = [_entry(row, ("code", "name", "order", "hue")) for row in Theme.objects.order_by("order", "code")]
    told["indicator"] = [
        _indicator(row)
        for row in Indicator.objects.filter(retired=False).select_related("theme", "source", "weight").order_by("code")
    ]
    told["areas"], told["nowhere"] = _areas(folder)
    told["observations"] = list(_observations(folder))
    told["places"], categories = _places(folder)
    told["streets"] = list(_streets(folder, bool(city.get("streets_complete"))))
    told["perimeters"] = _perimeters(folder)
    if categories:
        told["tables"] = {"categories": categories}
    with (folder / CITY_FILE).open("wb") as out:
        tomli_w.dump({key: value for key, value in told.items() if value}, out)
    return {key: len(value) for key, value in told.items() if isinstance(value, list) and value}


_SOURCE_KEYS = (
    "code", "name", "publisher", "url", "licence", "licence_url", "coverage", "quality", "level", "lag", "rights", "verdict", "reason",
)  # fmt: skip
_INDICATOR_KEYS = (
    "code", "name", "definition", "relevance", "method", "note", "sentence", "unit", "unit_name", "measure", "numerator", "denominator",
    "factor", "decimals", "direction", "update_procedure", "next_release", "lowest", "highest", "jump", "key", "order",
)  # fmt: skip


def _city(city: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("code", "name", "crs", "time_zone", "languages", "version", "licence", "about")
    return {key: city[key] for key in keys if city.get(key)}


def _entry(row: Any, keys: Iterable[str]) -> dict[str, Any]:
    """The facts of a row that say something, as TOML takes them."""
    told = {}
    for key in keys:
        value = getattr(row, key)
        if isinstance(value, Text):
            value = dict(sorted(value.items()))
        if value is not None and value not in ("", {}):
            told[key] = value
    return told


def _indicator(row: Indicator) -> dict[str, Any]:
    told = _entry(row, _INDICATOR_KEYS)
    told |= {"theme": row.theme.code, "source": row.source.code}
    if row.weight:
        told["weight"] = row.weight.code
    parts = sorted(row.parts.values_list("code", flat=True))
    return told | ({"parts": parts} if parts else {})


# --- areas ------------------------------------------------------------------------------------------------------------


def _areas(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    sets, nowhere = [], []
    order = {str(level): i for i, level in enumerate(Level.values)}
    for area_set in sorted(AreaSet.objects.all(), key=lambda s: (order[s.level], s.key, s.version)):
        parents, lead = _parents(area_set)
        languages = _languages(Area.objects.filter(area_set=area_set), "name")
        notes = _languages(Area.objects.filter(area_set=area_set), "note")
        file = f"areas/{_safe(f'{area_set.key}-{area_set.version}')}.geojson"
        _write_features(folder / file, _area_features(area_set, parents, languages, notes))
        sets.append(_area_set(area_set, file, parents, lead, languages, notes))
        nowhere += _nowhere(folder, area_set, languages)
    return sets, nowhere


def _area_set(
    area_set: AreaSet,
    file: str,
    parents: Mapping[str, Mapping[int, str]],
    lead: Mapping[str, str],
    languages: list[str],
    notes: list[str],
) -> dict[str, Any]:
    told = _entry(area_set, ("key", "version", "level", "name", "valid_from", "valid_to", "current", "source"))
    told |= {
        "file": file,
        "code": "code",
        "name_columns": {lang: f"name_{lang}" for lang in languages},
        "kind_column": "kind",
    }
    told |= {"note_columns": {lang: f"note_{lang}" for lang in notes}} if notes else {}
    told |= {"parents": {level: level for level in parents}} if parents else {}
    told |= {"lead": dict(sorted(lead.items()))} if lead else {}
    return told | {"gaps": True}


def _parents(area_set: AreaSet) -> tuple[dict[str, dict[int, str]], dict[str, str]]:
    """By level, the one parent of each area, where all ground has one; and the leads of areas that have several."""
    ground = set(area_set.areas.exclude(kind=Kind.NOWHERE).values_list("pk", flat=True))
    links = Nesting.objects.filter(
        child__area_set=area_set, child_id__in=Area.objects.filter(area_set=area_set).exclude(kind=Kind.NOWHERE)
    )
    by_level: dict[str, dict[int, list[tuple[str, float, bool, str]]]] = defaultdict(lambda: defaultdict(list))
    rows = links.values_list("child_id", "child__code", "parent__area_set__level", "parent__code", "share", "lead")
    for child, code, level, parent, share, leads in rows.iterator(5000):
        by_level[level][child].append((parent, share, leads, code))
    parents: dict[str, dict[int, str]] = {}
    lead: dict[str, str] = {}
    for level in (value for value in Level.values if value != Level.REGION):
        found = by_level.get(level, {})
        if found and set(found) == ground and all(len(p) == 1 and p[0][1] == 1.0 for p in found.values()):
            parents[level] = {child: p[0][0] for child, p in found.items()}
            continue
        lead |= {p[0][3]: next(up for up, _s, leads, _c in p if leads) for p in found.values() if len(p) > 1}
    return parents, lead


def _area_features(
    area_set: AreaSet, parents: Mapping[str, Mapping[int, str]], languages: list[str], notes: list[str]
) -> Iterator[tuple[bytes, dict[str, Any]]]:
    shapes = Shape.objects.filter(area__area_set=area_set).order_by("area__code")
    rows = shapes.values_list("wkb", "area_id", "area__code", "area__name", "area__kind", "area__note")
    for wkb, key, code, name, kind, note in rows.iterator(BATCH):
        told = {"code": code, "kind": kind}
        told |= {f"name_{lang}": name.get(lang) for lang in languages}
        told |= {f"note_{lang}": note.get(lang) for lang in notes}
        yield bytes(wkb), told | {level: by_child[key] for level, by_child in parents.items()}


def _nowhere(folder: Path, area_set: AreaSet, languages: list[str]) -> list[dict[str, Any]]:
    units = list(area_set.areas.filter(kind=Kind.NOWHERE).order_by("code"))
    if not units:
        return []
    links = Nesting.objects.filter(child__in=units).exclude(parent__area_set__level=Level.REGION)
    up: dict[int, dict[str, str]] = defaultdict(dict)
    for child, level, code in links.values_list("child_id", "parent__area_set__level", "parent__code"):
        up[child][level] = code
    levels = sorted({level for found in up.values() for level in found})
    file = f"areas/{_safe(f'{area_set.key}-{area_set.version}')}-nowhere.csv"
    rows = [
        [u.code, *(u.name.get(lang, "") for lang in languages), *(up[u.pk].get(level, "") for level in levels)]
        for u in units
    ]
    _write_table(folder / file, ["code", *(f"name_{lang}" for lang in languages), *levels], rows)
    told: dict[str, Any] = {"areas": str(area_set), "file": file, "code": "code"}
    told["name_columns"] = {lang: f"name_{lang}" for lang in languages}
    return [told | ({"parents": {level: level for level in levels}} if levels else {})]


# --- figures ----------------------------------------------------------------------------------------------------------


def _observations(folder: Path) -> Iterator[dict[str, Any]]:
    """The files of all published deliveries, as they were delivered, in the order in which they were published."""
    for number, (name, mapping, original) in enumerate(figures.published_files(), 1):
        file = f"observations/{number:03d}-{_safe(_NUMBERED.sub('', Path(name).name))}"
        (folder / file).parent.mkdir(exist_ok=True)
        shutil.copyfile(original, folder / file)
        yield {"file": file, **_without_nothing({k: v for k, v in mapping.items() if k != "file"})}


def _without_nothing(value: Any) -> Any:
    """TOML has no null."""
    if isinstance(value, Mapping):
        return {str(k): _without_nothing(v) for k, v in value.items() if v is not None}
    return [_without_nothing(v) for v in value] if isinstance(value, list | tuple) else value


# --- places, streets, perimeters --------------------------------------------------------------------------------------


def _places(folder: Path) -> tuple[list[dict[str, Any]], str]:
    told = []
    for source in Place.objects.order_by("source").values_list("source", flat=True).distinct():
        found = Place.objects.filter(source=source)
        languages = _languages(found, "name")
        file = f"places/{_safe(source or 'places')}.geojson"
        rows = found.order_by("key").values_list("key", "name", "category_id", "lon", "lat")
        _write_features(
            folder / file,
            (
                (
                    shapely.to_wkb(shapely.Point(lon, lat)),
                    {"key": key, "category": category, **{f"name_{lang}": name.get(lang) for lang in languages}},
                )
                for key, name, category, lon, lat in rows.iterator(BATCH)
            ),
        )
        row = {
            "file": file,
            "key": "key",
            "category_column": "category",
            "name_columns": {lang: f"name_{lang}" for lang in languages},
        }
        told.append(row | ({"source": source} if source else {}))
    if not told:
        return [], ""
    categories = list(PlaceCategory.objects.order_by("code"))
    languages = sorted({lang for c in categories for lang in c.name})
    cells = [[c.code, c.code, c.theme, *(c.name.get(lang, "") for lang in languages)] for c in categories]
    _write_table(
        folder / "places/categories.csv", ["value", "code", "theme", *(f"name.{lang}" for lang in languages)], cells
    )
    return told, "places/categories.csv"


def _streets(folder: Path, complete: bool) -> Iterator[dict[str, Any]]:
    for source in Street.objects.order_by("source").values_list("source", flat=True).distinct():
        found = Street.objects.filter(source=source)
        languages = _languages(found, "name")
        file = f"streets/{_safe(source or 'streets')}.geojson"
        rows = found.order_by("key").values_list("wkb", "key", "name")
        _write_features(
            folder / file,
            (
                (bytes(wkb), {"key": key, **{f"name_{lang}": name.get(lang) for lang in languages}})
                for wkb, key, name in rows.iterator(BATCH)
            ),
        )
        row = {
            "file": file,
            "key": "key",
            "name_columns": {lang: f"name_{lang}" for lang in languages},
            "complete": complete,
        }
        yield row | ({"source": source} if source else {})


def _perimeters(folder: Path) -> list[dict[str, Any]]:
    found = list(Perimeter.objects.order_by("key"))
    if not found:
        return []
    _write_features(folder / "perimeters.geojson", ((bytes(p.wkb), {"key": p.key}) for p in found))
    keys = ("key", "name", "owner", "purpose", "valid_from", "valid_to", "source")
    return [{**_entry(p, keys), "file": "perimeters.geojson", "where": {"key": p.key}} for p in found]


# --- writing ----------------------------------------------------------------------------------------------------------


def _languages(rows: Any, field: str) -> list[str]:
    """The languages in which any of these rows says something."""
    return sorted({lang for told in rows.values_list(field, flat=True).iterator(5000) for lang in told})


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-.") or "file"


def _write_features(path: Path, features: Iterable[tuple[bytes, Mapping[str, Any]]]) -> None:
    """GeoJSON in longitude and latitude; every coordinate with all its digits, so that it comes back the same."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [\n')
        for number, (wkb, properties) in enumerate(features):
            geometry = shapely.geometry.mapping(shapely.from_wkb(wkb))
            feature = {"type": "Feature", "properties": properties, "geometry": geometry}
            out.write((",\n" if number else "") + json.dumps(feature, ensure_ascii=False))
        out.write("\n]}\n")


def _write_table(path: Path, header: list[str], rows: Iterable[Iterable[str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
