"""From drawn lines to a network: lines are joined where they share a point, and divided there."""

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.formats.problems import ProblemList

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Geometries = NDArray[np.object_]

SAME = 1e7
"""Points are the same when they agree to seven decimals of a degree, about a centimetre; OpenStreetMap stores no more."""


@dataclass(frozen=True)
class Noded:
    """A network in longitude and latitude: `way` is 1 where an edge leads from tail to head only, -1 against, 0 both ways."""

    lonlat: Floats
    tail: Ints
    head: Ints
    way: Ints
    shapes: Geometries
    notes: ProblemList = field(default_factory=ProblemList)


def node_lines(lines: Geometries, way: Ints) -> Noded:
    """Divide lines (longitude, latitude) at their ends and at every point that occurs more than once, and number those points.

    A crossing without a common point is a bridge or a tunnel and joins nothing.
    """
    single, source = shapely.get_parts(lines, return_index=True)
    points, line = shapely.get_coordinates(single, return_index=True)
    fresh = np.r_[
        True, (line[1:] != line[:-1]) | (np.rint(points[1:] * SAME) != np.rint(points[:-1] * SAME)).any(axis=1)
    ]
    points, line = points[fresh[: len(points)]], line[fresh[: len(points)]]
    if len(points) < 2:
        return _nothing()
    _, same = np.unique(np.rint(points * SAME).astype(np.int64), axis=0, return_inverse=True)
    same = same.reshape(-1)
    end = np.r_[True, line[1:] != line[:-1]] | np.r_[line[1:] != line[:-1], True]
    cut = end | (np.bincount(same)[same] > 1)
    at = np.flatnonzero(cut)
    whole = line[at[1:]] == line[at[:-1]]
    first, last = at[:-1][whole], at[1:][whole]
    if not len(first):
        return _nothing()
    node, number = np.unique(same[np.concatenate([first, last])], return_inverse=True)
    number = number.reshape(-1)
    where = np.zeros(int(same.max()) + 1, dtype=np.int64)
    where[same[::-1]] = np.arange(len(same))[::-1]
    size = last - first + 1
    index = np.repeat(first - np.concatenate([[0], np.cumsum(size)[:-1]]), size) + np.arange(int(size.sum()))
    shapes = shapely.linestrings(points[index], indices=np.repeat(np.arange(len(first)), size))
    return Noded(
        points[where[node]],
        number[: len(first)],
        number[len(first) :],
        way[source[line[first]]],
        np.asarray(shapes, dtype=object),
    )


def loose_ends(xy: Floats, tail: Ints, head: Ints, shapes: Geometries, distance: float) -> int:
    """How many ends of a single line lie within so many metres of a line that they do not belong to?"""
    degree = np.bincount(np.concatenate([tail, head]), minlength=len(xy))
    ends = np.flatnonzero(degree == 1)
    if not len(ends):
        return 0
    end, line = shapely.STRtree(shapes).query(shapely.points(xy[ends]), predicate="dwithin", distance=distance)
    foreign = (tail[line] != ends[end]) & (head[line] != ends[end])
    return len(np.unique(end[foreign]))


def _nothing() -> Noded:
    none = np.zeros(0, dtype=np.int64)
    return Noded(np.zeros((0, 2)), none, none, none, np.zeros(0, dtype=object))
