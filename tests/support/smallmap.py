"""Small maps to divide: cells around random points, some cut out, with people and figures; and words for Hypothesis."""

from collections.abc import Sequence

import numpy as np
import shapely

from wijk.methods.areas.delineation.shapes import units_of
from wijk.methods.areas.delineation.units import Borders, Units

CRS = "EPSG:31370"


def cells(count: int, seed: int, *, holes: int = 0) -> tuple[np.ndarray, np.random.Generator]:
    """Voronoi cells of random points in a square of 10 km, without the first `holes`."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 10_000, (count + holes, 2))
    square = shapely.box(0, 0, 10_000, 10_000)
    found = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=square, ordered=True))
    return shapely.intersection(found, square)[holes:], rng


def random_map(
    count: int, seed: int, *, holes: int = 0, attributes: int = 2, start: Sequence[str] | None = None
) -> Units:
    """Units on such cells; about a tenth are nearly empty."""
    outlines, rng = cells(count, seed, holes=holes)
    people = np.floor(rng.lognormal(6, 0.5, count) * np.where(rng.random(count) < 0.1, 0.02, 1))
    columns = {f"x{k}": rng.normal(size=count) for k in range(attributes)}
    ids = [f"u{i:03d}" for i in range(count)]
    return units_of(ids, outlines, people, crs=CRS, attributes=columns, start=start)


def grid(width: int, height: int, people: Sequence[float] | None = None) -> Units:
    """Squares of 100 m, named by row and column ("0-0", "0-1", …)."""
    ids = [f"{y}-{x}" for y in range(height) for x in range(width)]
    outlines = np.array(
        [shapely.box(x * 100, y * 100, x * 100 + 100, y * 100 + 100) for y in range(height) for x in range(width)]
    )
    given = np.ones(len(ids)) if people is None else np.asarray(people, dtype=float)
    return units_of(ids, outlines, given, crs=CRS)


def path(people: Sequence[float]) -> Units:
    """Units in a row, as a graph without geometry: "0", "1", …"""
    count = len(people)
    borders = Borders(np.arange(count - 1), np.arange(1, count), np.ones(count - 1))
    return Units([str(i) for i in range(count)], np.asarray(people, dtype=float), borders)


def in_one_piece(units: Units, labels: Sequence[str]) -> bool:
    """Whether every region hangs together, by joining hands over every border."""
    root = list(range(len(units)))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for i, j in zip(units.borders.one.tolist(), units.borders.other.tolist(), strict=True):
        if labels[i] == labels[j]:
            root[find(i)] = find(j)
    return len({find(i) for i in range(len(units))}) == len(set(labels))


def people_of(units: Units, labels: Sequence[str]) -> dict[str, float]:
    """People in each region."""
    found: dict[str, float] = {}
    for label, people in zip(labels, units.population.tolist(), strict=True):
        found[label] = found.get(label, 0.0) + people
    return found
