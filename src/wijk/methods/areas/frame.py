"""The sheet on which a map is drawn: metres to whole map units, with y downwards as in SVG."""

import math
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.areas.metres import LONLAT, Bounds, Geometries, metric_crs, to_metres, transform_points

WIDTH = 1000
FINER = 10
"""Fine paths, for close-ups of one neighbourhood, count in units this many times smaller."""


@dataclass(frozen=True)
class Frame:
    """A sheet `width` × `height` map units large; one unit is `metres_per_unit` metres.

    `left` and `top` are the metres (in `crs`) of its upper left corner. Store these six and the map is the same
    in a year.
    """

    crs: str
    left: float
    top: float
    metres_per_unit: float
    width: int
    height: int

    def from_lonlat(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map units of longitudes and latitudes (n × 2)."""
        metres = transform_points(np.asarray(points, dtype=float).reshape(-1, 2), LONLAT, self.crs)
        return self.from_metres(metres)

    def from_metres(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map units of metres in `crs` (n × 2)."""
        x = (points[:, 0] - self.left) / self.metres_per_unit
        y = (self.top - points[:, 1]) / self.metres_per_unit
        return np.column_stack([x, y])

    def to_lonlat(self, units: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitude and latitude of map units (n × 2)."""
        given = np.asarray(units, dtype=float).reshape(-1, 2)
        x = self.left + given[:, 0] * self.metres_per_unit
        y = self.top - given[:, 1] * self.metres_per_unit
        return transform_points(np.column_stack([x, y]), self.crs, LONLAT)

    def finer(self, times: int = FINER) -> "Frame":
        """The same sheet in units that are `times` smaller, for close-ups."""
        return replace(
            self,
            metres_per_unit=self.metres_per_unit / times,
            width=self.width * times,
            height=self.height * times,
        )

    def viewbox(self) -> str:
        """For the viewBox of an SVG that shows all of it."""
        return f"0 0 {self.width} {self.height}"

    def close_up(self, bounds: Bounds, margin: float = 0.08) -> str:
        """A viewBox around bounds in longitude and latitude, with a margin as a share of the larger side."""
        left, bottom, right, top = _metre_bounds(bounds, self.crs)
        corners = self.from_metres(np.array([[left, top], [right, bottom]]))
        (x0, y0), (x1, y1) = corners.tolist()
        edge = margin * max(x1 - x0, y1 - y0, 1.0)
        x, y = math.floor(x0 - edge), math.floor(y0 - edge)
        return f"{x} {y} {math.ceil(x1 + edge) - x} {math.ceil(y1 + edge) - y}"


def make_frame(bounds: Bounds, crs: str, width: int = WIDTH, *, margin: int = 4) -> Frame:
    """The sheet that shows these bounds (degrees: west, south, east, north), `width` units wide, north up.

    `crs` is a projected system in metres (ValueError otherwise); `margin` units stay free on every side.

    >>> frame = make_frame((4.24, 50.76, 4.48, 50.91), "EPSG:31370")
    >>> frame.width, frame.height, round(frame.metres_per_unit, 1)
    (1000, 986, 17.1)
    """
    metric_crs(crs)
    return _around(_metre_bounds(bounds, crs), crs, width, margin)


def frame_for(geometries: Geometries, crs: str, width: int = WIDTH, *, margin: int = 4) -> Frame:
    """The sheet that shows all these geometries (longitude, latitude) as tightly as can be.

    Raises ValueError when there is nothing to show.
    """
    left, bottom, right, top = (float(value) for value in shapely.total_bounds(to_metres(geometries, crs)))
    if not math.isfinite(left + bottom + right + top):
        raise ValueError("there is no geometry to show")
    return _around((left, bottom, right, top), crs, width, margin)


def _around(metres: Bounds, crs: str, width: int, margin: int) -> Frame:
    left, bottom, right, top = metres
    unit = max(right - left, (top - bottom) / 100, 1e-6) / (width - 2 * margin)
    height = math.ceil((top - bottom) / unit) + 2 * margin
    return Frame(crs, left - margin * unit, top + margin * unit, unit, width, height)


def _metre_bounds(bounds: Bounds, crs: str) -> Bounds:
    """Bounds in metres around bounds in degrees, whose edges may bend."""
    west, south, east, north = bounds
    along = np.linspace(0.0, 1.0, 11)
    x, y = west + (east - west) * along, south + (north - south) * along
    edges = [np.column_stack(np.broadcast_arrays(a, b)) for a, b in ((x, south), (x, north), (west, y), (east, y))]
    points = transform_points(np.vstack(edges), LONLAT, crs)
    if not np.isfinite(points).all():
        raise ValueError("these bounds cannot be expressed in this coordinate system")
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return float(left), float(bottom), float(right), float(top)
