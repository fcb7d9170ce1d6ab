"""From longitude and latitude to metres, and what can only be measured there."""

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely import affinity

LONLAT = "EPSG:4326"
Geometries = NDArray[np.object_]
Bounds = tuple[float, float, float, float]


@lru_cache(maxsize=32)
def metric_crs(crs: str) -> CRS:
    """The coordinate system with this name; raises ValueError unless it is projected and counts in metres.

    >>> metric_crs("EPSG:31370").name
    'BD72 / Belgian Lambert 72'
    """
    try:
        found = CRS.from_user_input(crs)
    except CRSError as error:
        raise ValueError(f"unknown coordinate system: {crs[:60]}") from error
    if not found.is_projected or found.axis_info[0].unit_name not in ("metre", "meter"):
        raise ValueError(f"{crs} does not count in metres; give a projected coordinate system")
    return found


@lru_cache(maxsize=32)
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def transform_points(points: NDArray[np.float64], source: str, target: str) -> NDArray[np.float64]:
    """Coordinates (n × 2, x before y) of one system in another."""
    return np.column_stack(_transformer(source, target).transform(points[:, 0], points[:, 1]))


def to_metres(geometries: Geometries, crs: str) -> Geometries:
    """Geometries in longitude and latitude, in the metres of `crs`; None stays None."""
    metric_crs(crs)
    given = np.asarray(geometries, dtype=object)
    return np.asarray(shapely.transform(given, lambda points: transform_points(points, LONLAT, crs)), dtype=object)


def utm_for(bounds: Bounds) -> str:
    """A system in metres that suits this place (degrees: west, south, east, north), where a city names none.

    >>> utm_for((4.24, 50.76, 4.48, 50.91))
    'EPSG:32631'
    """
    lon, lat = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    zone = min(60, int((lon + 180) // 6) + 1)
    return f"EPSG:{32600 + zone if lat >= 0 else 32700 + zone}"


def area_m2(geometries: Geometries, crs: str) -> NDArray[np.float64]:
    """How large is each area (longitude, latitude), in square metres? NaN where there is none."""
    return np.asarray(shapely.area(to_metres(geometries, crs)))


def length_m(geometries: Geometries, crs: str) -> NDArray[np.float64]:
    """How long is each line (longitude, latitude), in metres? NaN where there is none."""
    return np.asarray(shapely.length(to_metres(geometries, crs)))


def centroid(geometries: Geometries) -> NDArray[np.float64]:
    """The centre of gravity of each geometry, as longitude and latitude (n × 2)."""
    return _pairs(shapely.centroid(np.asarray(geometries, dtype=object)))


def label_points(geometries: Geometries) -> NDArray[np.float64]:
    """A point well inside each area, as longitude and latitude (n × 2): where its name may stand.

    The middle of the largest circle that fits into the largest part, so that a name does not hang over an edge.
    """
    out = np.full((len(geometries), 2), np.nan)
    for index, geometry in enumerate(geometries):
        if geometry is None or geometry.is_empty:
            continue
        parts = shapely.get_parts(geometry)
        part = parts[int(np.argmax(shapely.area(parts)))]
        left, bottom, right, top = part.bounds
        squeeze = float(np.cos(np.radians((bottom + top) / 2)))
        flat = affinity.scale(part, squeeze, 1.0, origin=(0, 0))
        circle = shapely.maximum_inscribed_circle(flat, tolerance=max(right - left, top - bottom, 1e-9) / 100)
        x, y = shapely.get_coordinates(circle)[0]
        out[index] = x / squeeze, y
    return out


def bbox(geometries: Geometries) -> NDArray[np.float64]:
    """West, south, east and north of each geometry (n × 4); NaN where there is none."""
    return np.asarray(shapely.bounds(np.asarray(geometries, dtype=object)))


def _pairs(points: Geometries) -> NDArray[np.float64]:
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])
