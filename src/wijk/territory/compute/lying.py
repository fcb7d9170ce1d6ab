"""Where do points and lines lie, and what is one street?"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.areas import nesting
from wijk.territory.compute.ground import Geometries


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
