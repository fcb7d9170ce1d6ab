"""Geometries as they arrive made usable: two-dimensional, of one kind, not broken; each change is said."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from wijk.methods.formats.problems import Problem

Kind = Literal["areas", "points", "lines", "any"]
Geometries = NDArray[np.object_]

WANTED: dict[Kind, tuple[str, ...]] = {
    "areas": ("Polygon", "MultiPolygon"),
    "points": ("Point", "MultiPoint"),
    "lines": ("LineString", "MultiLineString", "LinearRing"),
    "any": (),
}
MOST_CHANGE = 0.02
"""A repair may change the area by this share; more is for a person to look at."""


@dataclass(frozen=True)
class Repaired:
    """Usable geometries (None where there is none), with what happened to each by its index."""

    geometries: Geometries
    problems: tuple[tuple[int, Problem], ...]
    notes: tuple[tuple[int, Problem], ...]
    empty: tuple[int, ...]
    """Where there was no geometry, or an empty one."""
    flattened: bool


def repair(geometries: Geometries, kind: Kind) -> Repaired:
    """What can be used of these geometries?

    Mixed collections keep the part of the wanted kind. Areas that cross themselves are repaired when only areas
    remain and their size hardly changes; otherwise there is a problem and the geometry is None.
    """
    flattened = bool(np.any(shapely.has_z(geometries)))
    out = np.array(shapely.force_2d(geometries), dtype=object, copy=True)
    nothing = shapely.is_missing(out) | shapely.is_empty(out)
    out[nothing] = None
    problems: list[tuple[int, Problem]] = []
    notes: list[tuple[int, Problem]] = []
    for index in np.flatnonzero(~nothing & _suspect(out, kind)):
        geometry, problem, note = _mended(out[index], kind)
        out[index] = geometry
        problems += [(int(index), problem)] if problem else []
        notes += [(int(index), note)] if note else []
    return Repaired(out, tuple(problems), tuple(notes), tuple(np.flatnonzero(nothing).tolist()), flattened)


def _suspect(geometries: Geometries, kind: Kind) -> NDArray[np.bool_]:
    wanted = WANTED[kind]
    types = np.array([geometry.geom_type if geometry is not None else "" for geometry in geometries])
    other = ~np.isin(types, list(wanted)) if wanted else np.zeros(len(types), dtype=bool)
    return np.asarray(other | ~shapely.is_valid(geometries))


def _mended(geometry: BaseGeometry, kind: Kind) -> tuple[BaseGeometry | None, Problem | None, Problem | None]:
    """The geometry after repair, a problem, a note."""
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        return None, Problem("geometry_numbers"), None
    note = None
    wanted = WANTED[kind]
    if wanted and geometry.geom_type not in wanted:
        kept = _part(geometry, wanted)
        if kept is None:
            params = {"found": _in_words(geometry.geom_type), "expected": _in_words(wanted[0])}
            return None, Problem("geometry_kind", params), None
        note = Problem("geometry_part_kept", {"found": _kinds(geometry), "kept": _in_words(wanted[0])})
        geometry = kept
    if shapely.is_valid(geometry):
        return geometry, None, note
    return _valid(geometry, wanted)


def _valid(
    geometry: BaseGeometry, wanted: tuple[str, ...]
) -> tuple[BaseGeometry | None, Problem | None, Problem | None]:
    reason = str(shapely.is_valid_reason(geometry)).split("[")[0].strip()
    detail = {"detail": reason}
    whole: BaseGeometry = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    made = _part(whole, wanted) if wanted else whole
    if made is None or made.is_empty:
        return None, Problem("geometry_collapsed", detail), None
    before, after = float(abs(geometry.area)), float(made.area)
    change = abs(after - before) / max(before, after, 1e-300)
    if change > MOST_CHANGE:
        return None, Problem("geometry_changed", {**detail, "percent": round(100 * change, 1)}), None
    return made, None, Problem("geometry_repaired", detail)


def _part(geometry: BaseGeometry, wanted: tuple[str, ...]) -> BaseGeometry | None:
    """Everything of the wanted kind in a collection, as one geometry."""
    pieces = [piece for piece in _flat(geometry) if piece.geom_type in wanted and not piece.is_empty]
    if not pieces:
        return None
    if len(pieces) == 1:
        return pieces[0]
    singles = [single for piece in pieces for single in shapely.get_parts(piece)]
    if wanted[0] == "Polygon":
        return shapely.MultiPolygon(singles)
    return shapely.MultiPoint(singles) if wanted[0] == "Point" else shapely.MultiLineString(singles)


def _flat(geometry: BaseGeometry) -> list[BaseGeometry]:
    if geometry.geom_type != "GeometryCollection":
        return [geometry]
    return [piece for part in shapely.get_parts(geometry) for piece in _flat(part)]


def _kinds(geometry: BaseGeometry) -> str:
    return ", ".join(dict.fromkeys(_in_words(piece.geom_type) for piece in _flat(geometry)))


def _in_words(name: str) -> str:
    return {
        "Polygon": "area",
        "MultiPolygon": "area",
        "Point": "point",
        "MultiPoint": "point",
        "LineString": "line",
        "LinearRing": "line",
        "MultiLineString": "line",
    }.get(name, "collection")
