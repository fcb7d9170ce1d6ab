"""Made-up statistical sectors: cells of a disc, denser towards its centre, with people and three figures that neighbours share.

The same fixed seeds give the same cells everywhere; 724 and 20,000 of them are those on which the peers were measured.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pyproj import CRS

SEED = 20261120
CORNER = (150_000, 170_000)
SIZES: dict[int, tuple[float, int, int]] = {
    724: (14_000, SEED, 1_250_000),
    20_000: (60_000, SEED + 1, 11_500_000),
    200_000: (190_000, SEED + 7, 115_000_000),
}
"""Number of sectors → diameter in metres, seed, people."""


def sectors_file(count: int, folder: Path) -> Path:
    """The GeoParquet file (EPSG:31370) with so many sectors, made when it is not there."""
    path = folder / f"sectors_{count}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        cells, columns = sectors(count, *SIZES[count])
        write(path, cells, columns)
    return path


def sectors(count: int, side: float, seed: int, people: int) -> tuple[NDArray[np.object_], dict[str, Any]]:
    """Cells in metres, and their columns: number, people, users, and three standardised figures."""
    rng = np.random.default_rng(seed)
    radius = side / 2
    cells = _cells(count, radius, rng)
    middle = _middle(cells)
    order = np.lexsort((np.round(middle[:, 0], 3), np.round(middle[:, 1], 3)))
    cells, middle = cells[order], middle[order]
    density = np.exp(-np.hypot(*middle.T) / (0.5 * radius)) * np.exp(rng.normal(0, 0.45, count))
    crowd = density * shapely.area(cells)
    crowd[rng.random(count) < 0.03] *= 0.01
    crowd = np.floor(crowd / crowd.sum() * people).astype(np.int64)
    figures = [_smooth(middle, rng, 40, radius / 6) * 0.8 + rng.normal(0, 0.6, count) for _ in range(3)]
    figures = [(one - one.mean()) / one.std() for one in figures]
    users = np.floor(crowd * np.exp(_smooth(middle, rng, 25, radius / 8) * 0.7 + rng.normal(0, 0.3, count)))
    columns = {
        "sid": np.arange(count), "pop": crowd, "users": users.astype(np.int64),
        "inc": figures[0], "dep": figures[1], "young": figures[2],
    }  # fmt: skip
    return shapely.transform(cells, lambda points: points + np.array(CORNER)), columns


def _cells(count: int, radius: float, rng: np.random.Generator) -> NDArray[np.object_]:
    spread, angle = rng.random(count), rng.uniform(0, 2 * np.pi, count)
    distance = radius * spread**0.6
    points = np.c_[distance * np.cos(angle), distance * np.sin(angle)]
    disc = shapely.Point(0, 0).buffer(radius, quad_segs=64)
    for turn in range(3):
        found = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=disc.envelope))
        cells = shapely.intersection(found, disc)
        cells = cells[~shapely.is_empty(cells)]
        if turn < 2:
            points = _middle(cells)
    return np.asarray(cells, dtype=object)


def _middle(cells: NDArray[np.object_]) -> NDArray[np.float64]:
    centres = shapely.centroid(cells)
    return np.column_stack([shapely.get_x(centres), shapely.get_y(centres)])


def _smooth(points: NDArray[np.float64], rng: np.random.Generator, bumps: int, scale: float) -> NDArray[np.float64]:
    centre = rng.uniform(points.min(0), points.max(0), (bumps, 2))
    height = rng.normal(size=bumps)
    distance = ((points[:, None, :] - centre[None]) ** 2).sum(-1)
    field = (np.exp(-distance / (2 * scale**2)) * height).sum(1)
    return np.asarray((field - field.mean()) / field.std())


def write(path: Path, cells: NDArray[np.object_], columns: dict[str, Any], crs: str = "EPSG:31370") -> None:
    """GeoParquet in metres, which every peer can read."""
    described = {"encoding": "WKB", "geometry_types": ["Polygon"], "crs": CRS(crs).to_json_dict()}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": described}}
    wkb = pa.array(shapely.to_wkb(cells).tolist(), type=pa.binary())
    table = pa.table([*(pa.array(one) for one in columns.values()), wkb], names=[*columns, "geometry"])
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
