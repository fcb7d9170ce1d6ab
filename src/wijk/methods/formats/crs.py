"""Coordinate systems: which one a file is in, whether its coordinates can be true, and the way to longitude and latitude."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from wijk.methods.formats.problems import Problem

LONLAT = "EPSG:4326"
Geometries = NDArray[np.object_]
Bounds = tuple[float, float, float, float]
"""Lowest x, lowest y, highest x, highest y."""

DEGREES_BEYOND = 3.0
"""So many degrees may coordinates lie beyond the region for which their system was made."""

# Envelopes, in metres, of systems that our neighbours use; only to give a hint.
_ENVELOPES: tuple[tuple[str, Bounds], ...] = (
    ("EPSG:31370", (14_000, 20_000, 300_000, 255_000)),
    ("EPSG:3812", (510_000, 520_000, 800_000, 760_000)),
    ("EPSG:28992", (0, 300_000, 285_000, 630_000)),
    ("EPSG:2154", (90_000, 6_040_000, 1_250_000, 7_120_000)),
    ("EPSG:3857", (-1_200_000, 4_000_000, 4_500_000, 11_500_000)),
)


def find_crs(name: str) -> CRS:
    """The coordinate system with this name ("EPSG:31370", a number, or WKT). Raises ValueError when there is none.

    >>> find_crs("31370").to_epsg()
    31370
    """
    text = str(name).strip()
    try:
        return CRS.from_user_input(int(text) if text.isdigit() else text)
    except (CRSError, ValueError) as error:
        raise ValueError(f"unknown coordinate system: {text[:60]}") from error


def name_of(crs: CRS) -> str:
    """A short name: "EPSG:31370" where there is one."""
    authority = crs.to_authority(min_confidence=70) or crs.to_authority(min_confidence=25)
    return ":".join(authority) if authority else str(crs.name)


def is_vague(crs: CRS) -> bool:
    """Systems that say only that nothing is known."""
    return crs.name.lower().startswith(("undefined", "unknown", "unnamed")) or crs.is_engineering


def counts_in_metres(crs: CRS) -> bool:
    """Projected, with both axes in metres: surfaces and lengths can be measured in it.

    >>> counts_in_metres(find_crs("EPSG:31370")), counts_in_metres(find_crs("EPSG:4326"))
    (True, False)
    """
    return bool(crs.is_projected) and all(axis.unit_name in ("metre", "meter") for axis in crs.axis_info[:2])


@dataclass(frozen=True)
class Choice:
    """Which coordinate system a file is read in, and what is to be said about it."""

    crs: CRS | None
    problem: Problem | None = None
    note: Problem | None = None


def choose_crs(found: str | None, declared: str | None, supposed: str | None = None) -> Choice:
    """The declared system rules; then the one the file names, or its format supposes; else there is a problem."""
    own = None
    if found:
        try:
            own = find_crs(found)
        except ValueError:
            if declared is None:
                return Choice(None, Problem("crs_unknown", {"crs": found[:60]}))
    own = None if own is None or is_vague(own) else own
    if declared is None:
        if own is None and supposed is not None:
            return Choice(find_crs(supposed))
        return Choice(own) if own is not None else Choice(None, Problem("crs_missing"))
    try:
        chosen = find_crs(declared)
    except ValueError:
        return Choice(None, Problem("crs_unknown", {"crs": str(declared)[:60]}))
    if own is None:
        return Choice(chosen, note=Problem("crs_declared", {"crs": name_of(chosen)}))
    if name_of(own) != name_of(chosen) and own.name != chosen.name:
        params = {"found": name_of(own), "declared": name_of(chosen)}
        return Choice(chosen, note=Problem("crs_overruled", params))
    return Choice(chosen)


def hint_for(x: float, y: float) -> str:
    """The system whose coordinates these look like, or ''."""
    for name, (left, bottom, right, top) in _ENVELOPES:
        if left <= x <= right and bottom <= y <= top:
            return name
    return ""


def _at(x: float, y: float) -> dict[str, str | int | float]:
    return {"x": f"{x:.6g}" if abs(x) < 1000 else f"{x:.0f}", "y": f"{y:.6g}" if abs(y) < 1000 else f"{y:.0f}"}


def range_problem(crs: CRS, bounds: Bounds, near: Bounds | None = None) -> Problem | None:
    """Can coordinates with these bounds be true in this system? `near` is where the map is expected, in degrees."""
    if not all(math.isfinite(value) for value in bounds):
        return None
    x, y = bounds[0], bounds[1]
    if crs.is_geographic:
        return _degrees_problem(crs, bounds, near)
    if max(abs(value) for value in bounds) <= 360 and abs(bounds[1]) <= 90 and abs(bounds[3]) <= 90:
        return Problem("crs_degrees_as_metres", {"crs": name_of(crs), **_at(x, y)})
    return _region_problem(crs, lonlat_bounds(bounds, crs), (x, y), near)


def _degrees_problem(crs: CRS, bounds: Bounds, near: Bounds | None) -> Problem | None:
    left, bottom, right, top = bounds
    if max(abs(left), abs(right)) > 361 or max(abs(bottom), abs(top)) > 361:
        hint = hint_for((left + right) / 2, (bottom + top) / 2)
        return Problem("crs_metres_as_degrees", {"crs": name_of(crs), "hint": hint, **_at(left, bottom)})
    swapped = (bottom, left, top, right)
    if max(abs(bottom), abs(top)) > 90 and max(abs(left), abs(right)) <= 90:
        return Problem("crs_swapped", _at(left, bottom))
    if near and not _meet(bounds, near) and _meet(swapped, near):
        return Problem("crs_swapped", _at(left, bottom))
    return _region_problem(crs, bounds, (left, bottom), near)


def _region_problem(crs: CRS, lonlat: Bounds, start: tuple[float, float], near: Bounds | None) -> Problem | None:
    area = crs.area_of_use
    if not all(math.isfinite(value) for value in lonlat):
        return Problem("crs_outside", {"crs": name_of(crs), **_at(*start)})
    if area and not _within(lonlat, (area.west, area.south, area.east, area.north), DEGREES_BEYOND):
        return Problem("crs_outside", {"crs": name_of(crs), **_at(*start)})
    if near and not _meet(lonlat, near):
        return Problem("far_away", _at((lonlat[0] + lonlat[2]) / 2, (lonlat[1] + lonlat[3]) / 2))
    return None


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _within(inner: Bounds, outer: Bounds, margin: float) -> bool:
    if outer[0] > outer[2]:  # across the date line
        return outer[1] - margin <= inner[1] and inner[3] <= outer[3] + margin
    low = inner[0] >= outer[0] - margin and inner[1] >= outer[1] - margin
    return low and inner[2] <= outer[2] + margin and inner[3] <= outer[3] + margin


def lonlat_bounds(bounds: Bounds, crs: CRS) -> Bounds:
    """Bounds in longitude and latitude; infinite where the system cannot express them."""
    transformer = Transformer.from_crs(crs, LONLAT, always_xy=True)
    left, bottom, right, top = bounds
    xs = np.array([left, right, left, right, (left + right) / 2])
    ys = np.array([bottom, bottom, top, top, (bottom + top) / 2])
    lon, lat = transformer.transform(xs, ys)
    return float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat))


def transformation(source: CRS, target: CRS | str) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """A function from coordinates (n × 2, x before y) of one system to those of another."""
    transformer = Transformer.from_crs(source, target, always_xy=True)

    def apply(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return apply


def to_lonlat(geometries: Geometries, crs: CRS) -> Geometries:
    """The geometries in longitude and latitude (EPSG:4326), x before y."""
    if crs.is_geographic and name_of(crs) in (LONLAT, "OGC:CRS84"):
        return geometries
    return np.asarray(shapely.transform(geometries, transformation(crs, LONLAT)), dtype=object)
