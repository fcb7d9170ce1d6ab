"""Writing streets: lines of one name that belong together, with the neighbourhoods that they run through."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import shapely
from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.territory import compute, importers
from wijk.territory.actions.places import Ground
from wijk.territory.actions.tally import Tally
from wijk.territory.importers import Report
from wijk.territory.models import Level, Street
from wijk.territory.naming import fold
from wijk.territory.specs import StreetsSpec

BATCH = 500
FACTS = ("name", "wkb", "lon", "lat", "source", "main_id")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Bundle:
    """The lines of one street, and the keys of its neighbourhoods, the one with most of it first."""

    key: str
    name: Text
    line: object
    areas: tuple[int, ...]
    source: str


def write_streets(specs: Sequence[StreetsSpec], crs: str, report: Report) -> Tally:
    """Bring the streets to what the pack says; streets that it no longer has are removed, where it has any."""
    if not specs:
        return Tally()
    ground = Ground.of(Level.NEIGHBOURHOOD)
    wanted: dict[str, _Bundle] = {}
    for spec in specs:
        for bundle in _bundles(spec, ground, crs, report):
            if bundle.key in wanted:
                report.at(
                    spec.file.name, _("Two streets have the key “{key}”. Give each its own.").format(key=bundle.key)
                )
                break
            wanted[bundle.key] = bundle
    return Tally() if report.problems else _write(wanted)


def _bundles(spec: StreetsSpec, ground: Ground, crs: str, report: Report) -> Iterator[_Bundle]:
    found = importers.features(spec, "lines", None, report)
    if not importers.require([spec.key, spec.name_column, *spec.name_columns.values()], found, spec.file, report):
        return
    names = [importers.name_of(row, spec) for row in found.rows]
    through = compute.runs_through(found.geometries, ground.shapes, crs)
    groups: dict[str, list[int]] = defaultdict(list)
    for i, (row, name) in enumerate(zip(found.rows, names, strict=True)):
        if not name:
            continue
        groups[importers.plain(row[spec.key]) if spec.key else _slug(name)].append(i)
    for title in sorted(groups):
        several = [groups[title]] if spec.key else _together(groups[title], through, found.geometries)
        for number, lines in enumerate(several, 1):
            key = title if number == 1 else f"{title}-{number}"
            whole = compute.one_line(found.geometries[lines])
            areas = _most_first(lines, through, ground)
            yield _Bundle(key[:120], names[lines[0]], whole, areas, spec.source)


def _slug(name: Text) -> str:
    """What the key of a street is made of: its names, folded."""
    parts = list(dict.fromkeys(fold(said) for said in name.values()))
    return _SPACE.sub("-", "_".join(p for p in parts if p))[:110] or "street"


def _together(
    lines: Sequence[int], through: Mapping[int, Mapping[int, float]], shapes: compute.Geometries
) -> list[list[int]]:
    """Lines of one name that share a neighbourhood, directly or by others, are one street; from west to east."""
    leader = {i: i for i in lines}

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    first_in: dict[int, int] = {}
    for i in lines:
        for area in through.get(i, {-1: 0.0}):
            leader[find(i)] = find(first_in.setdefault(area, i))
    bundles: dict[int, list[int]] = defaultdict(list)
    for i in lines:
        bundles[find(i)].append(i)
    return sorted(bundles.values(), key=lambda b: tuple(shapely.total_bounds(shapes[b]).tolist()))


def _most_first(lines: Sequence[int], through: Mapping[int, Mapping[int, float]], ground: Ground) -> tuple[int, ...]:
    metres: dict[int, float] = defaultdict(float)
    for i in lines:
        for area, length in through.get(i, {}).items():
            metres[area] += length
    return tuple(ground.keys[a] for a in sorted(metres, key=lambda a: (-round(metres[a], 3), a)))


def _write(wanted: Mapping[str, _Bundle]) -> Tally:
    rows = {key: _row(bundle) for key, bundle in wanted.items()}
    links: dict[str, set[int]] = defaultdict(set)
    for key, area in Street.areas.through.objects.values_list("street__key", "area_id").iterator(5000):
        links[key].add(area)
    fresh, changed, gone, same = dict(rows), [], [], 0
    for pk, key, *facts in Street.objects.values_list("pk", "key", *FACTS).iterator(2000):
        row = fresh.pop(key, None)
        if row is None:
            gone.append(pk)
            continue
        row.pk = pk
        facts[1] = bytes(facts[1])
        if tuple(facts) != tuple(getattr(row, f) for f in FACTS) or links[key] != set(wanted[key].areas):
            changed.append(row)
        else:
            same += 1
    for i in range(0, len(gone), BATCH):
        Street.objects.filter(pk__in=gone[i : i + BATCH]).delete()
    Street.objects.bulk_create(fresh.values(), batch_size=BATCH)
    Street.objects.bulk_update(changed, [f.removesuffix("_id") for f in FACTS], batch_size=BATCH)
    _link([*fresh.values(), *changed], wanted)
    return Tally(len(fresh), len(changed), len(gone), same)


def _row(bundle: _Bundle) -> Street:
    lon, lat = compute.middle(bundle.line)
    return Street(
        key=bundle.key, name=bundle.name, wkb=compute.wkb(bundle.line), lon=lon, lat=lat, source=bundle.source,
        main_id=bundle.areas[0] if bundle.areas else None,
    )  # fmt: skip


def _link(rows: Sequence[Street], wanted: Mapping[str, _Bundle]) -> None:
    keys = dict(Street.objects.values_list("key", "pk"))
    through = Street.areas.through
    for i in range(0, len(rows), BATCH):
        through.objects.filter(street_id__in=[keys[row.key] for row in rows[i : i + BATCH]]).delete()
    pairs = [through(street_id=keys[row.key], area_id=area) for row in rows for area in wanted[row.key].areas]
    through.objects.bulk_create(pairs, batch_size=BATCH)
