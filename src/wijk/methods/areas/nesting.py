"""What lies in what: areas in areas, places in areas, streets in areas."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.areas.metres import Geometries, to_metres

NOWHERE = -1


@dataclass(frozen=True)
class Shares:
    """Sparse triples: of child (or line) `child[i]` the share `share[i]` lies in parent `parent[i]`.

    Sorted by child, the largest share first. `size` is square metres for areas, metres for lines.
    """

    child: NDArray[np.int64]
    parent: NDArray[np.int64]
    share: NDArray[np.float64]
    size: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.child)

    def leading(self, count: int) -> NDArray[np.int64]:
        """For each of `count` children the parent with the largest share, -1 where there is none."""
        lead = np.full(count, NOWHERE, dtype=np.int64)
        children, first = np.unique(self.child, return_index=True)
        lead[children] = self.parent[first]
        return lead

    def covered(self, count: int) -> NDArray[np.float64]:
        """For each of `count` children how much of it lies in any parent."""
        return np.bincount(self.child, weights=self.share, minlength=count).astype(np.float64)


def overlap_shares(children: Geometries, parents: Geometries, crs: str, *, least: float = 0.005) -> Shares:
    """Which share of each child's surface lies in which parent?

    Both are areas in longitude and latitude, measured in the metres of `crs`. Shares below `least` are slivers of
    digitising: they are left out and what remains is not scaled up, so shares of a child sum to at most 1 when parents
    do not overlap. O(pairs that touch).

    >>> child, left, right = shapely.box(4, 50, 4.4, 50.1), shapely.box(4, 50, 4.1, 50.1), shapely.box(4.1, 50, 5, 50.1)
    >>> overlap_shares(np.array([child]), np.array([left, right]), "EPSG:31370").share.round(2).tolist()
    [0.75, 0.25]
    """
    inner, outer = to_metres(children, crs), to_metres(parents, crs)
    child, parent = _touching(inner, outer)
    whole = shapely.area(inner)
    size = whole[child]
    cut = ~shapely.contains_properly(outer[parent], inner[child])
    size[cut] = shapely.area(shapely.intersection(outer[parent[cut]], inner[child[cut]]))
    return _shares(child, parent, size, whole, least)


def streets_in_areas(lines: Geometries, areas: Geometries, crs: str, *, least: float = 0.02) -> Shares:
    """Which share of each line's length lies in which area? Lines and areas in longitude and latitude.

    A line along a border belongs, by its length, to both sides.
    """
    inner, outer = to_metres(lines, crs), to_metres(areas, crs)
    child, parent = _touching(inner, outer)
    whole = shapely.length(inner)
    size = whole[child]
    cut = ~shapely.contains_properly(outer[parent], inner[child])
    size[cut] = shapely.length(shapely.intersection(outer[parent[cut]], inner[child[cut]]))
    return _shares(child, parent, size, whole, least)


def _touching(inner: Geometries, outer: Geometries) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    shapely.prepare(outer)
    parent, child = shapely.STRtree(inner).query(outer, predicate="intersects")
    return np.asarray(child, dtype=np.int64), np.asarray(parent, dtype=np.int64)


def _shares(
    child: NDArray[np.int64],
    parent: NDArray[np.int64],
    size: NDArray[np.float64],
    whole: NDArray[np.float64],
    least: float,
) -> Shares:
    share = np.divide(size, whole[child], out=np.zeros(len(size)), where=whole[child] > 0)
    share = np.minimum(share, 1.0)
    kept = share >= max(least, 1e-12)
    child, parent, share, size = child[kept], parent[kept], share[kept], size[kept]
    order = np.lexsort((parent, -share.round(9), child))
    return Shares(child[order], parent[order], share[order], size[order])


def locate(points: Geometries, areas: Geometries) -> NDArray[np.int64]:
    """In which area does each point lie? Its index, or -1.

    Points and areas in the same coordinates. A point on a border belongs to the area with the lowest index, so that
    it is counted once.

    >>> areas = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> locate(shapely.points([0.5, 1.0, 9.0], [0.5, 0.5, 0.5]), areas).tolist()
    [0, 0, -1]
    """
    given, ground = np.asarray(points, dtype=object), np.asarray(areas, dtype=object)
    found = np.full(len(given), NOWHERE, dtype=np.int64)
    shapely.prepare(ground)
    area, point = shapely.STRtree(given).query(ground, predicate="intersects")
    order = np.argsort(area, kind="stable")[::-1]
    found[point[order]] = area[order]
    return found
