"""Ground for the tests of the crosswalk: divisions of one square, drawn at random."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import shapely
from hypothesis import strategies as st
from numpy.typing import NDArray

from wijk.methods.areas.crosswalk.division import Division

CRS = "EPSG:31370"
SIDE = 1000.0


def voronoi(points: int, seed: int, name: str = "v", side: float = SIDE) -> Division:
    """Cells that fill the square exactly."""
    generator = np.random.default_rng(seed)
    square = shapely.box(0, 0, side, side)
    spots = shapely.MultiPoint(generator.uniform(0.02 * side, 0.98 * side, (points, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(spots, extend_to=square))
    cells = shapely.intersection(cells, square)
    return Division(tuple(f"{name}{i}" for i in range(len(cells))), np.asarray(cells), CRS, name)


def strips(edges: list[int], name: str = "s") -> Division:
    """Upright strips between whole edges: what lies where can be reckoned by hand."""
    shapes = [shapely.box(a, 0, b, 10) for a, b in pairwise(edges)]
    return Division(tuple(f"{name}{i}" for i in range(len(shapes))), np.array(shapes, dtype=object), CRS, name)


def by_hand(source: list[int], target: list[int], values: list[Fraction]) -> list[Fraction]:
    """Figures of strips carried in exact fractions; the last is nowhere."""
    out = [Fraction(0)] * len(target)
    for (a, b), value in zip(pairwise(source), values, strict=True):
        covered = Fraction(0)
        for t, (c, d) in enumerate(pairwise(target)):
            share = Fraction(max(0, min(b, d) - max(a, c)), b - a)
            out[t] += share * value
            covered += share
        out[-1] += (1 - covered) * value
    return out


edges = st.lists(st.integers(0, 60), min_size=2, max_size=9, unique=True).map(sorted)


def dense(matrix: object) -> NDArray[np.float64]:
    """A sparse matrix as it is."""
    return np.asarray(matrix.toarray())  # type: ignore[attr-defined]
