"""Areas as compact SVG paths, simplified together so that neighbours keep sharing their border."""

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from wijk.methods.areas.frame import Frame
from wijk.methods.areas.metres import Geometries, to_metres

# The published types of shapely do not know this function of GEOS 3.14 yet.
_coverage_clean: Callable[..., Geometries] = shapely.coverage_clean  # type: ignore[attr-defined]

COARSE = 1.5
"""Tolerance, in map units, for a map of the whole city."""
SMALLEST = 1.5
"""Rings smaller than this, in square map units, are not drawn (unless nothing else remains of an area)."""
SNAP = 0.05
"""Borders that were digitised twice are drawn together within this, in map units."""


def outlines(geometries_lonlat: Geometries, frame: Frame, *, tolerance: float = COARSE, decimals: int = 0) -> list[str]:
    """How is each area drawn? SVG path data in the units of the frame, '' where there is no geometry.

    All areas are simplified as one coverage (Visvalingam–Whyatt on shared edges, `tolerance` in map units), so that
    no gaps or overlaps appear between neighbours; then rounded to `decimals`. An area that would vanish is drawn as
    a speck. The order is kept. Uses GEOS' coverage operations.

    >>> square = shapely.box(4.35, 50.84, 4.36, 50.85)
    >>> frame = Frame("EPSG:31370", 148_700, 171_500, 20.0, 100, 100)
    >>> outlines(np.array([square, None]), frame)[1]
    ''
    """
    drawn = drawn_shapes(geometries_lonlat, frame, tolerance=tolerance, decimals=decimals)
    return [path_data(rings, decimals) for rings in drawn]


def drawn_shapes(
    geometries_lonlat: Geometries, frame: Frame, *, tolerance: float = COARSE, decimals: int = 0
) -> list[list[NDArray[np.int64]]]:
    """The rings of each area as whole numbers (map units × 10**decimals), without the closing point."""
    given = np.asarray(geometries_lonlat, dtype=object)
    units = in_units(given, frame)
    there = np.flatnonzero(~(shapely.is_missing(units) | shapely.is_empty(units)))
    shapes: list[list[NDArray[np.int64]]] = [[] for _ in given]
    simple = simplified(units[there], tolerance)
    for place, shape in zip(there, simple, strict=True):
        shapes[place] = _rings(shape, units[place], decimals)
    return shapes


def in_units(geometries_lonlat: Geometries, frame: Frame) -> Geometries:
    """Geometries in longitude and latitude, in the units of the frame (y downwards)."""
    metres = to_metres(geometries_lonlat, frame.crs)
    return np.asarray(shapely.transform(metres, frame.from_metres), dtype=object)


def simplified(areas: Geometries, tolerance: float) -> Geometries:
    """Areas simplified together where they form a coverage, else after cleaning, else one by one."""
    if not len(areas) or tolerance <= 0:
        return areas
    whole = areas if shapely.coverage_is_valid(areas) else _cleaned(areas)
    if whole is None:
        return np.asarray(shapely.simplify(areas, tolerance, preserve_topology=True), dtype=object)
    return np.asarray(shapely.coverage_simplify(whole, tolerance), dtype=object)


def _cleaned(areas: Geometries) -> Geometries | None:
    """The same areas with doubly digitised borders snapped together; None where the areas truly overlap."""
    cleaned: Geometries = _coverage_clean(areas, snapping_distance=SNAP)
    before, after = shapely.area(areas), shapely.area(cleaned)
    changed = np.abs(after - before) > np.maximum(0.02 * before, SMALLEST)
    if changed.any() or not shapely.coverage_is_valid(cleaned):
        return None
    return cleaned


def _rings(shape: BaseGeometry, original: BaseGeometry, decimals: int) -> list[NDArray[np.int64]]:
    scale = 10**decimals
    least = SMALLEST * scale * scale
    rings = [_whole(ring, scale) for ring in _all_rings(shape)]
    kept = [ring for ring in rings if len(ring) >= 3 and abs(_doubled_area(ring)) >= 2 * least]
    if kept and _outer_remains(kept):
        return kept
    largest = max(rings, key=lambda ring: abs(_doubled_area(ring)), default=None)
    if largest is not None and len(largest) >= 3 and _doubled_area(largest):
        return [largest]
    return [_speck(original, scale)]


def _all_rings(shape: BaseGeometry) -> list[NDArray[np.float64]]:
    """Exterior rings turning one way and holes the other."""
    rings: list[NDArray[np.float64]] = []
    for part in shapely.get_parts(shapely.orient_polygons(shape)):
        if part.geom_type == "Polygon":
            rings.extend(shapely.get_coordinates(ring) for ring in shapely.get_rings(part))
    return rings


def _whole(ring: NDArray[np.float64], scale: int) -> NDArray[np.int64]:
    """A ring in whole numbers without doubled points, points on a straight line and spikes."""
    points = np.rint(ring[:-1] * scale).astype(np.int64)
    while len(points) >= 3:
        ahead, behind = np.roll(points, -1, axis=0) - points, points - np.roll(points, 1, axis=0)
        turn = ahead[:, 0] * behind[:, 1] - ahead[:, 1] * behind[:, 0]
        flat = np.flatnonzero(turn == 0)
        if not len(flat):
            break
        points = np.delete(points, _apart(flat, len(points)), axis=0)
    return points


def _apart(indexes: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Of neighbours along the ring only every other one, so that removing one never moves another."""
    keep: list[int] = []
    for index in indexes.tolist():
        beside_last = keep and index - keep[-1] <= 1
        beside_first = keep and index == length - 1 and keep[0] == 0
        if not beside_last and not beside_first:
            keep.append(index)
    return np.array(keep, dtype=np.int64)


def _doubled_area(ring: NDArray[np.int64]) -> int:
    x, y = ring[:, 0], ring[:, 1]
    return int(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _outer_remains(rings: list[NDArray[np.int64]]) -> bool:
    return any(_doubled_area(ring) > 0 for ring in rings)


def _speck(original: BaseGeometry, scale: int) -> NDArray[np.int64]:
    """One square unit where the area lies."""
    x, y = shapely.get_coordinates(shapely.point_on_surface(original))[0] * scale
    corner = np.array([int(np.floor(x)), int(np.floor(y))], dtype=np.int64)
    return corner + np.array([[0, 0], [scale, 0], [scale, scale], [0, scale]], dtype=np.int64)


def path_data(rings: list[NDArray[np.int64]], decimals: int = 0) -> str:
    """SVG path data with relative steps: 'M10 20l3-4 5 6z'.

    >>> path_data([np.array([[10, 20], [13, 16], [18, 22]])])
    'M10 20l3-4 5 6z'
    """
    return "".join(_ring_data(ring, decimals) for ring in rings)


def _ring_data(ring: NDArray[np.int64], decimals: int) -> str:
    steps = np.diff(ring, axis=0).ravel().tolist()
    start = [_number(value, decimals) for value in ring[0].tolist()]
    return f"M{_joined(start)}l{_joined([_number(step, decimals) for step in steps])}z"


def _number(value: int, decimals: int) -> str:
    if not decimals:
        return str(value)
    text = f"{value / 10**decimals:.{decimals}f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text or "0"


def _joined(numbers: list[str]) -> str:
    """Numbers with a space only where no minus sign divides them."""
    return "".join(text if index == 0 or text[0] == "-" else f" {text}" for index, text in enumerate(numbers))
