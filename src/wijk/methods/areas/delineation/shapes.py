"""Units out of outlines: which touch along a line, how long their borders are, and what lies along barriers."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.areas.delineation.units import Bools, Borders, Floats, Units
from wijk.methods.areas.metres import metric_crs
from wijk.methods.saying import Rejected

Geometries = NDArray[np.object_]

TOUCH = 1e-6
"""Metres: a border shorter than this is a point (rook contiguity, not queen)."""
NEAR = 15.0
"""Metres: so near to a barrier a border lies along it; the digitised middle of a canal is not the border of a unit."""
CROSSING = 3.0
"""A border that lies along a barrier for less than so many times `NEAR` only crosses it."""


def units_of(
    ids: Sequence[str],
    outlines: Geometries,
    population: Floats,
    *,
    crs: str,
    attributes: Mapping[str, Floats] | None = None,
    within: Sequence[str] | None = None,
    start: Sequence[str] | None = None,
) -> Units:
    """Units with the borders that their outlines share.

    `outlines` are polygons or multipolygons in the coordinates of `crs`, which must count in metres. Units touch when
    their outlines share a line; a common point is no border. Raises Rejected for a system in degrees and for outlines
    without surface.

    >>> squares = np.array([shapely.box(x, 0, x + 100, 100) for x in (0, 100, 300)])
    >>> units = units_of(["a", "b", "c"], squares, np.ones(3), crs="EPSG:31370")
    >>> units.borders.one.tolist(), units.borders.other.tolist(), units.borders.length.tolist()
    ([0], [1], [100.0])
    """
    try:
        metric_crs(crs)
    except ValueError:
        raise Rejected(say("crs_not_metric", crs=crs[:60])) from None
    given = np.asarray(outlines, dtype=object)
    area, perimeter = shapely.area(given), shapely.length(given)
    flat = ~(np.isfinite(area) & (area > 0))
    if flat.any():
        raise Rejected(say("surface_wrong", units=some([str(ids[i]) for i in np.flatnonzero(flat).tolist()])))
    one, other, lines = shared(given)
    borders = Borders(one, other, shapely.length(lines))
    return Units(
        [str(one) for one in ids], np.asarray(population, dtype=np.float64), borders, area, perimeter,
        attributes or {}, within, start,
    )  # fmt: skip


def shared(outlines: Geometries) -> tuple[NDArray[np.int64], NDArray[np.int64], Geometries]:
    """Pairs of outlines that share a line, and that line."""
    one, other = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    ahead = one < other
    one, other = one[ahead].astype(np.int64), other[ahead].astype(np.int64)
    rings = shapely.boundary(outlines)
    lines = shapely.intersection(rings[one], rings[other])
    long = shapely.length(lines) > TOUCH
    by = np.lexsort((other[long], one[long]))
    return one[long][by], other[long][by], lines[long][by]


def along(
    outlines: Geometries,
    borders: Borders,
    barriers: Geometries,
    weights: Floats,
    forbidden: Bools,
    *,
    near: float = NEAR,
) -> Borders:
    """The same borders, with how much of each lies along barriers, and which may not be crossed at all.

    `barriers` are lines (canals, railways, avenues, old boundaries) with a weight each; along those that are `forbidden`
    for at least half of its length, a border may not lie inside a region.
    """
    rings = shapely.boundary(np.asarray(outlines, dtype=object))
    lines = shapely.intersection(rings[borders.one], rings[borders.other])
    barrier, shut = np.zeros(len(borders)), np.zeros(len(borders))
    zones = shapely.buffer(np.asarray(barriers, dtype=object), near, cap_style="flat")
    which, border = shapely.STRtree(lines).query(zones, predicate="intersects")
    covered = shapely.length(shapely.intersection(lines[border], zones[which]))
    counted = covered >= np.minimum(CROSSING * near, 0.5 * borders.length[border])
    which, border, covered = which[counted], border[counted], covered[counted]
    np.add.at(barrier, border, covered * weights[which])
    np.add.at(shut, border[forbidden[which]], covered[forbidden[which]])
    return Borders(borders.one, borders.other, borders.length, barrier, shut >= 0.5 * borders.length)
