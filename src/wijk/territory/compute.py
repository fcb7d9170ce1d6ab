"""Rows → geometries → `methods.areas` → what is stored: ground, nesting, outlines, and what lies where."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from wijk.core.text import Text
from wijk.methods.areas import coverage, metres, nesting
from wijk.methods.areas.frame import FINER, Frame, frame_for
from wijk.methods.areas.outline import outlines as paths_of
from wijk.territory.importers import AreaRow, Report
from wijk.territory.models import Area, AreaSet, Kind, Level
from wijk.territory.plan import ORDER, Planned

Geometries = NDArray[np.object_]
#: Shares of a surface below this are slivers of digitising.
SLIVER = 0.01
#: Tolerance of close-ups, in their own units (tenths of a map unit).
FINE = 2.0
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
            whole = _union(row.geometry for row in child.rows.values())
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
        target.rows[code] = replace(row, geometry=_union(inside[code]))


def _union(shapes: Iterable[Any]) -> Any:
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


@dataclass(frozen=True, slots=True)
class Link:
    """`share` of the surface of a child lies in a parent; `lead` marks the parent that answers for it."""

    child_set: str
    child: str
    parent_set: str
    parent: str
    share: float
    lead: bool


def nest(grounded: Sequence[Grounded], crs: str) -> list[Link]:
    """Which area lies in which, level by level: as the pack says, else by way of the sectors, else by surface."""
    by_title = {g.planned.title: g for g in grounded}
    links: list[Link] = []
    for child in grounded:
        for level, home in child.planned.parents.items():
            parent = by_title[home.title]
            told = {code: row.parents[level] for code, row in child.planned.rows.items() if row.parents.get(level)}
            links += [Link(child.planned.title, code, home.title, up, 1.0, True) for code, up in sorted(told.items())]
            rest = [code for code in child.codes if code not in told]
            if rest:
                links += list(_reckoned(child, parent, level, rest, grounded, crs))
    return links


def _reckoned(
    child: Grounded, parent: Grounded, level: str, codes: Sequence[str], grounded: Sequence[Grounded], crs: str
) -> Iterator[Link]:
    """Shares for the areas of which the pack names no parent of this level."""
    wanted = set(codes)
    if len(parent.codes) == 1:
        shares = {code: {parent.codes[0]: 1.0} for code in codes}
    else:
        shares = _through_children(child, parent, level, grounded) or _by_surface(child, parent, crs)
    for code in codes:
        found = shares.get(code, {})
        chosen = child.planned.spec.lead.get(code)
        lead = (
            chosen if chosen in found else max(found, key=lambda up: (round(found[up], 6), _reverse(up)), default=None)
        )
        for up in sorted(found):
            if code in wanted:
                yield Link(child.planned.title, code, parent.planned.title, up, min(1.0, found[up]), up == lead)


def _reverse(code: str) -> tuple[int, ...]:
    """So that of two equal shares the lowest code leads."""
    return tuple(-ord(c) for c in code)


def _through_children(
    child: Grounded, parent: Grounded, level: str, grounded: Sequence[Grounded]
) -> dict[str, dict[str, float]]:
    """Shares of surface by way of smaller areas that name a parent of both levels: exact where borders were drawn twice."""
    own = child.planned.spec.level
    for small in grounded:
        if (
            {own, level} <= set(small.planned.spec.parents)
            and small.planned.parents.get(own) is child.planned
            and small.planned.parents.get(level) is parent.planned
        ):
            return _summed(small, own, level)
    return {}


def _summed(small: Grounded, own: str, level: str) -> dict[str, dict[str, float]]:
    total: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for i, code in enumerate(small.codes):
        row = small.planned.rows[code]
        if small.geometries[i] is not None and row.parents.get(own) and row.parents.get(level):
            total[row.parents[own]][row.parents[level]] += float(small.surface[i])
    return {code: {up: size / sum(sizes.values()) for up, size in sizes.items()} for code, sizes in total.items()}


def _by_surface(child: Grounded, parent: Grounded, crs: str) -> dict[str, dict[str, float]]:
    there = [i for i, g in enumerate(child.geometries) if g is not None]
    over = [i for i, g in enumerate(parent.geometries) if g is not None]
    if not there or not over:
        return {}
    found = nesting.overlap_shares(child.geometries[there], parent.geometries[over], crs, least=SLIVER)
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for c, p, share in zip(found.child.tolist(), found.parent.tolist(), found.share.tolist(), strict=True):
        shares[child.codes[there[c]]][parent.codes[over[p]]] = share
    return shares


@dataclass(frozen=True, slots=True)
class Sheet:
    """The city's frame as the database keeps it."""

    frame: Frame

    def view_box(self) -> str:
        """Of the whole city, in map units."""
        return self.frame.viewbox()

    def as_json(self) -> dict[str, Any]:
        """What `Setting` keeps under "frame"."""
        return asdict(self.frame)


def frame_of(grounded: Sequence[Grounded], crs: str) -> Sheet:
    """The sheet that shows all areas in force."""
    shapes = [g.geometries for g in grounded if g.planned.current] or [g.geometries for g in grounded]
    return Sheet(frame_for(np.concatenate(shapes), crs))


def sheet_from(told: Mapping[str, Any]) -> Sheet:
    """The sheet that `as_json` wrote."""
    return Sheet(Frame(**told))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Paths by place in the list: coarse in map units, fine in tenths of them, boxes in map units."""

    coarse: list[str]
    fine: list[str]
    boxes: list[str]


def draw(geometries: Geometries, sheet: Sheet) -> Drawn:
    """How are these areas drawn? Neighbours keep their common border."""
    frame = sheet.frame
    coarse = paths_of(geometries, frame)
    fine = paths_of(geometries, frame.finer(FINER), tolerance=FINE)
    boxes = [
        frame.close_up(tuple(b.tolist())) if g is not None else ""
        for g, b in zip(geometries, metres.bbox(geometries), strict=True)
    ]
    return Drawn(coarse, fine, boxes)


def outlines(ground: Grounded, sheet: Sheet) -> Drawn:
    """The paths of one set."""
    return draw(ground.geometries, sheet)


def shapes_of(blobs: Iterable[bytes | memoryview]) -> Geometries:
    """Geometries as the database keeps them."""
    return np.asarray(shapely.from_wkb([bytes(b) for b in blobs]), dtype=object)


def locate(points: Geometries, areas: Geometries) -> NDArray[np.int64]:
    """The place in the list of the area in which each point lies; -1 for none."""
    if not len(areas) or not len(points):
        return np.full(len(points), -1, dtype=np.int64)
    return nesting.locate(points, areas)


def runs_through(lines: Geometries, areas: Geometries, crs: str) -> dict[int, dict[int, float]]:
    """By line: how many metres of it lie in which areas (places in the lists)."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    if len(lines) and len(areas):
        shares = nesting.streets_in_areas(lines, areas, crs)
        for line, area, size in zip(shares.child.tolist(), shares.parent.tolist(), shares.size.tolist(), strict=True):
            found[line][area] = size
    return found


def one_line(lines: Geometries) -> Any:
    """Several lines as one multiline, the parts in an order that does not depend on the file's."""
    parts = shapely.get_parts(lines)
    return shapely.normalize(shapely.multilinestrings(parts[shapely.length(parts) > 0] if len(parts) > 1 else parts))


def middle(line: Any) -> tuple[float, float]:
    """Longitude and latitude of a point halfway the longest part."""
    parts = shapely.get_parts(line)
    longest = parts[int(np.argmax(shapely.length(parts)))]
    point = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    return round(float(point.x), 7), round(float(point.y), 7)


def wkb(shape: Any) -> bytes:
    """A geometry as the database keeps it."""
    return bytes(shapely.to_wkb(shape, byte_order=1))


@dataclass(frozen=True, slots=True)
class Outlined:
    """One boundary, measured and drawn."""

    wkb: bytes
    coarse: str
    fine: str
    box: str
    bounds: tuple[float, float, float, float]
    surface: float


def perimeter(shapes: Geometries, sheet: Sheet) -> Outlined:
    """Everything in `shapes` together, as one boundary."""
    whole = np.array([shapely.normalize(shapely.remove_repeated_points(_union(shapes)))], dtype=object)
    drawn = draw(whole, sheet)
    west, south, east, north = (float(v) for v in metres.bbox(whole)[0])
    surface = float(metres.area_m2(whole, sheet.frame.crs)[0])
    return Outlined(wkb(whole[0]), drawn.coarse[0], drawn.fine[0], drawn.boxes[0], (west, south, east, north), surface)


__all__ = ["Drawn", "Grounded", "Level", "Link", "Sheet"]
