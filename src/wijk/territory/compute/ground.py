"""Which ground has each area? Measured, repaired of doubled points, dissolved out of smaller areas, and judged as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from wijk.core.text import Text
from wijk.methods.areas import coverage, metres
from wijk.territory.importers import AreaRow, Report
from wijk.territory.models import Area, AreaSet, Kind
from wijk.territory.plan import ORDER, Planned

Geometries = NDArray[np.object_]
#: An overlap or gap up to this many square metres is told but stops nothing.
SMALL_FAULT = 500.0


def faulty_crs(crs: str) -> str:
    """Why the city's coordinate system cannot be used; "" when it can."""
    try:
        metres.metric_crs(crs)
    except ValueError:
        return _(
            "The coordinate system “{crs}” of the city is not one in metres. Give a projected system, for example “EPSG:31370”."
        ).format(crs=crs[:60])
    return ""


def around(rows: Iterable[AreaRow]) -> tuple[float, float, float, float] | None:
    """Where the areas lie, in degrees: so that a next file with swapped coordinates is noticed."""
    shapes = [row.geometry for row in rows if row.geometry is not None]
    if not shapes:
        return None
    west, south, east, north = (float(v) for v in shapely.total_bounds(np.array(shapes, dtype=object)))
    return west, south, east, north


@dataclass(frozen=True, slots=True)
class Grounded:
    """One set with its ground measured; lists follow `codes`, which are sorted."""

    planned: Planned
    codes: list[str]
    geometries: Geometries
    wkb: list[bytes]
    surface: NDArray[np.float64]
    points: NDArray[np.float64]
    bounds: NDArray[np.float64]

    def areas(self, row: AreaSet) -> Iterator[Area]:
        """The rows of its areas, not yet saved."""
        for i, code in enumerate(self.codes):
            told, there = self.planned.rows[code], self.geometries[i] is not None
            west, south, east, north = self.bounds[i].tolist() if there else (None,) * 4
            lon, lat = self.points[i].tolist() if there else (None, None)
            yield Area(
                area_set=row, code=code, name=told.name or Text.of(code), kind=told.kind, note=told.note,
                pieces=int(shapely.get_num_geometries(self.geometries[i])) if there else 0,
                surface=float(self.surface[i]) if there else 0.0,
                lon=lon, lat=lat, west=west, south=south, east=east, north=north,
            )  # fmt: skip


def name_derived(planned: Sequence[Planned]) -> None:
    """Give each derived set its one area, still without ground."""
    for target in planned:
        spec = target.spec
        if spec.derive is not None:
            only = AreaRow(spec.derive.code, spec.derive.name, spec.kind or "inhabited", {}, None, 0)
            target.rows = {only.code: only}


def derive(planned: Sequence[Planned], report: Report) -> None:
    """Let the areas of derived and dissolved sets take their ground from smaller areas."""
    for target in sorted(planned, key=lambda p: ORDER[p.spec.level]):
        spec = target.spec
        if spec.derive is None and not spec.dissolve:
            continue
        child = _children_of(target, planned)
        if child is None or ORDER[child.spec.level] >= ORDER[spec.level]:
            sentence = _(
                "“{title}” is made of areas that this pack does not have. Add them, or give a file with borders."
            )
            report.at(spec.label, sentence.format(title=target.title))
        elif spec.derive is not None:
            whole = union(row.geometry for row in child.rows.values())
            target.rows = {code: replace(row, geometry=whole) for code, row in target.rows.items()}
        else:
            _dissolve(target, child, report)


def _children_of(target: Planned, planned: Sequence[Planned]) -> Planned | None:
    wanted = target.spec.derive.level if target.spec.derive else None
    fits = [
        p
        for p in planned
        if p is not target and (p.spec.level == wanted if wanted else target.spec.level in p.spec.parents)
    ]
    return next((p for p in fits if p.current == target.current), fits[0] if fits else None)


def _dissolve(target: Planned, child: Planned, report: Report) -> None:
    inside: dict[str, list[Any]] = defaultdict(list)
    for row in child.rows.values():
        if row.geometry is not None:
            inside[row.parents.get(target.spec.level, "")].append(row.geometry)
    for code, row in target.rows.items():
        if code not in inside:
            place = target.spec.file.name if target.spec.file else target.spec.label
            report.at(
                place,
                _("No area of {title} lies in “{code}”, so it has no ground. Remove it, or correct the codes.").format(
                    title=child.title, code=code
                ),
            )
            continue
        target.rows[code] = replace(row, geometry=union(inside[code]))


def union(shapes: Iterable[Any]) -> Any:
    """All ground together."""
    return shapely.union_all(np.array([s for s in shapes if s is not None], dtype=object))


def ground(planned: Sequence[Planned], crs: str, report: Report) -> list[Grounded]:
    """Measure all sets, and see that the areas of each fit together."""
    found = []
    for one in planned:
        codes = sorted(one.rows)
        shapes = np.empty(len(codes), dtype=object)
        shapes[:] = [one.rows[code].geometry for code in codes]
        # points that stand twice say nothing, and not every format keeps them
        shapes = np.asarray(shapely.normalize(shapely.remove_repeated_points(shapes)), dtype=object)
        wkb = [bytes(w) if w else b"" for w in shapely.to_wkb(shapes, byte_order=1)]
        found.append(
            Grounded(
                one, codes, shapes, wkb, metres.area_m2(shapes, crs), metres.label_points(shapes), metres.bbox(shapes)
            )
        )
        _fits_together(found[-1], crs, report)
        _has_ground(found[-1], report)
    return found


def _has_ground(ground: Grounded, report: Report) -> None:
    for code, geometry in zip(ground.codes, ground.geometries, strict=True):
        row = ground.planned.rows[code]
        if geometry is None and row.kind != Kind.NOWHERE:
            name = ground.planned.spec.file.name if ground.planned.spec.file else ground.planned.spec.label
            report.at(
                name, _("The area “{code}” has no ground. Draw it, or declare it under [[nowhere]].").format(code=code)
            )


def _fits_together(ground: Grounded, crs: str, report: Report) -> None:
    spec = ground.planned.spec
    if spec.derive is not None or spec.dissolve:
        return
    name = spec.file.name if spec.file else spec.label
    faults = coverage.check_coverage(ground.geometries, ground.codes, crs)
    found: list[coverage.Overlap | coverage.Gap] = [*faults.overlaps, *faults.gaps]
    slivers = [f.square_metres for f in found if f.sliver or f.square_metres <= SMALL_FAULT]
    if slivers:
        sentence = _("Slivers between borders that were drawn twice: {count}, together {size} m². They stop nothing.")
        report.notes.append(f"{name}: {sentence.format(count=len(slivers), size=_size(sum(slivers)))}")
    for overlap in (o for o in faults.overlaps if not o.sliver and o.square_metres > SMALL_FAULT):
        told = _(
            "The areas {first} and {second} overlap by {size} m². Each piece of ground belongs to one area: correct one of the two borders."
        )
        report.at(name, told.format(first=overlap.codes[0], second=overlap.codes[1], size=_size(overlap.square_metres)))
    for gap in (g for g in faults.gaps if not g.sliver and g.square_metres > SMALL_FAULT):
        told = _("Between the areas {codes} lie {size} m² that belong to none.").format(
            codes=", ".join(gap.codes[:6]), size=_size(gap.square_metres)
        )
        if spec.gaps:
            report.notes.append(f"{name}: {told}")
        else:
            report.at(
                name,
                told
                + " "
                + _("Draw the missing ground, or write “gaps = true” where it truly is no part of the city."),
            )


def _size(square_metres: float) -> str:
    return f"{square_metres:,.0f}".replace(",", "\u00a0")
