"""Do the areas of one set fit together? Overlaps and gaps, with slivers of digitising told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from wijk.methods.areas.metres import Geometries, to_metres

TOLERANCE = 2.0
"""Metres: an overlap or gap that is narrower is a sliver of digitising."""

NOISE = 0.001
"""Metres: narrower than this is the rounding of computers, and not told."""


@dataclass(frozen=True)
class Overlap:
    """Two areas that claim the same ground."""

    codes: tuple[str, str]
    square_metres: float
    sliver: bool

    def explain(self) -> tuple[str, Mapping[str, str | int | float]]:
        """A code and its parameters, for a sentence."""
        code = "areas_overlap_sliver" if self.sliver else "areas_overlap"
        return code, {"first": self.codes[0], "second": self.codes[1], "square_metres": round(self.square_metres, 1)}


@dataclass(frozen=True)
class Gap:
    """Ground that no area claims, enclosed by areas."""

    codes: tuple[str, ...]
    """The areas around it, in order."""
    square_metres: float
    sliver: bool

    def explain(self) -> tuple[str, Mapping[str, str | int | float]]:
        """A code and its parameters, for a sentence."""
        code = "areas_gap_sliver" if self.sliver else "areas_gap"
        return code, {"codes": ", ".join(self.codes[:6]), "square_metres": round(self.square_metres, 1)}


@dataclass(frozen=True)
class Coverage:
    """How the areas of one set fit together; largest first."""

    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]

    def explain(self) -> list[tuple[str, Mapping[str, str | int | float]]]:
        """Everything that was found, as codes and parameters."""
        return [*(overlap.explain() for overlap in self.overlaps), *(gap.explain() for gap in self.gaps)]


def check_coverage(geometries: Geometries, codes: Sequence[str], crs: str, *, tolerance: float = TOLERANCE) -> Coverage:
    """Which areas overlap, and where is ground between them that belongs to none?

    Areas in longitude and latitude, with their codes; measured in the metres of `crs`. `tolerance` in metres. Uses
    GEOS' coverage validation to look closely only at areas with a border that does not match.

    >>> areas = np.array([shapely.box(4.00, 50, 4.10, 50.1), shapely.box(4.09, 50, 4.2, 50.1)])
    >>> [(found.codes, found.sliver) for found in check_coverage(areas, ["a", "b"], "EPSG:31370").overlaps]
    [(('a', 'b'), False)]
    """
    metres = to_metres(geometries, crs)
    there = np.flatnonzero(~(shapely.is_missing(metres) | shapely.is_empty(metres)))
    areas, names = metres[there], [str(codes[index]) for index in there.tolist()]
    if not len(areas):
        return Coverage((), ())
    wrong = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(areas)))
    return Coverage(_overlaps(areas, names, wrong, tolerance), _gaps(areas, names, bool(len(wrong)), tolerance))


def _width(shape: BaseGeometry) -> float:
    """Twice the area over the perimeter: the mean width of something long and thin."""
    return 2.0 * float(shape.area) / max(float(shape.length), 1e-9)


def _overlaps(
    areas: Geometries, names: Sequence[str], wrong: NDArray[np.intp], tolerance: float
) -> tuple[Overlap, ...]:
    if not len(wrong):
        return ()
    suspect, second = shapely.STRtree(areas).query(areas[wrong], predicate="intersects")
    pairs = np.sort(np.column_stack([wrong[suspect], second]), axis=1)
    first, second = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0).T
    common = shapely.intersection(areas[first], areas[second])
    found = [
        Overlap((names[int(i)], names[int(j)]), float(shape.area), _width(shape) < tolerance)
        for i, j, shape in zip(first, second, common, strict=True)
        if _width(shape) > NOISE
    ]
    return tuple(sorted(found, key=lambda overlap: (-overlap.square_metres, overlap.codes)))


def _gaps(areas: Geometries, names: Sequence[str], faulty: bool, tolerance: float) -> tuple[Gap, ...]:
    holes = _holes(areas, faulty)
    if not len(holes):
        return ()
    hole, area = shapely.STRtree(areas).query(holes, predicate="dwithin", distance=2 * NOISE)
    found = []
    for index, shape in enumerate(holes):
        if _width(shape) <= NOISE:
            continue
        around = tuple(sorted({names[place] for place in area[hole == index]}))
        found.append(Gap(around, float(shape.area), _width(shape) < tolerance))
    return tuple(sorted(found, key=lambda gap: (-gap.square_metres, gap.codes)))


def _holes(areas: Geometries, faulty: bool) -> NDArray[np.object_]:
    """The holes in everything together; on a grid of millimetres where borders differ, so that rounding opens none."""
    whole = shapely.union_all(areas, grid_size=NOISE) if faulty else shapely.coverage_union_all(areas)
    parts = shapely.get_parts(whole)
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == 3], return_index=True)
    inner = np.concatenate([[False], rings[1][1:] == rings[1][:-1]])
    return np.asarray(shapely.polygons(rings[0][inner]), dtype=object)
