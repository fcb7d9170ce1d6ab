"""Paths of areas: compact, in order, and neighbours keep sharing their border."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from wijk.methods.areas.frame import Frame, frame_for, make_frame
from wijk.methods.areas.outline import drawn_shapes, outlines, path_data
from wijk.methods.formats.geodata import read_areas

CRS = "EPSG:31370"
FRAME = Frame(CRS, 148_000, 172_000, 10.0, 400, 400)


def mosaic(seed: int, count: int) -> NDArray[np.object_]:
    """Areas that cover a square without gaps, with wavy borders, in longitude and latitude."""
    points = np.random.default_rng(seed).uniform(0, 1, (count, 2))
    cells = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=box(0, 0, 1, 1))
    parts = shapely.get_parts(cells)
    return np.asarray(shapely.transform(parts, lambda p: np.round(p * (0.04, 0.03) + (4.34, 50.83), 7)), dtype=object)


def shapes_of(paths: list[str]) -> list[BaseGeometry]:
    """What a browser draws: rings by the even-odd rule."""
    drawn: list[BaseGeometry] = []
    for path in paths:
        rings = []
        for start, steps in re.findall(r"M([^l]*)l([^z]*)z", path):
            numbers = [float(n) for n in re.findall(r"-?\.?\d+(?:\.\d+)?", start + " " + steps)]
            moves = np.array(numbers).reshape(-1, 2)
            rings.append(Polygon(np.cumsum(moves, axis=0)))
        shape: BaseGeometry = rings[0]
        for ring in rings[1:]:
            shape = shape.symmetric_difference(ring)
        drawn.append(shape)
    return drawn


def edges(rings: list[NDArray[np.int64]]) -> set[frozenset[tuple[int, int]]]:
    found = set()
    for ring in rings:
        points = [tuple(point) for point in ring.tolist()]
        found |= {frozenset(pair) for pair in pairwise([*points, points[0]])}
    return found


@given(st.integers(0, 10_000), st.integers(3, 40), st.sampled_from([0.0, 1.0, 3.0, 8.0]))
def test_areas_that_cover_the_ground_still_cover_it(seed: int, count: int, tolerance: float) -> None:
    areas = mosaic(seed, count)
    frame = frame_for(areas, CRS, width=300)
    drawn = shapes_of(outlines(areas, frame, tolerance=tolerance))
    assert len(drawn) == len(areas)
    together = shapely.union_all([shape.buffer(0) for shape in drawn])
    surface = sum(shape.area for shape in drawn)
    lost_to_rounding = 0.004 * together.area + 3 * count
    assert abs(surface - together.area) < lost_to_rounding
    holes = sum(Polygon(hole).area for part in shapely.get_parts(together) for hole in part.interiors)
    assert holes < lost_to_rounding


def test_neighbours_share_exactly_the_same_corners() -> None:
    areas = mosaic(7, 60)
    frame = frame_for(areas, CRS, width=1000)
    drawn = drawn_shapes(areas, frame, tolerance=4.0)
    touching = shapely.STRtree(areas).query(areas, predicate="touches").T.tolist()
    shared = sum(bool(edges(drawn[one]) & edges(drawn[other])) for one, other in touching)
    along = [shapely.intersection(areas[one], areas[other]).length * frame.width / 0.04 > 20 for one, other in touching]
    assert shared >= sum(along)


def test_an_area_is_never_lost() -> None:
    tiny = box(4.36, 50.84, 4.36 + 1e-7, 50.84 + 1e-7)
    line = Polygon([(4.35, 50.84), (4.37, 50.84), (4.37, 50.84 + 1e-9)])
    paths = outlines(np.array([tiny, line, box(4.34, 50.83, 4.38, 50.86)]), FRAME)
    assert all(re.fullmatch(r"(M-?\d+[ -]\d+l[-\d ]+z)+", path) for path in paths)
    assert all(shape.area >= 1 for shape in shapes_of(paths))


def test_order_is_kept_and_missing_ground_is_an_empty_path() -> None:
    areas = np.array([None, box(4.35, 50.84, 4.36, 50.85), Polygon(), box(4.36, 50.84, 4.37, 50.85)])
    paths = outlines(areas, FRAME)
    assert [bool(path) for path in paths] == [False, True, False, True]
    first, second = (shape.centroid.x for shape in shapes_of([paths[1], paths[3]]))
    assert first < second


def test_holes_and_pieces_are_drawn() -> None:
    ring = Polygon(box(4.35, 50.84, 4.36, 50.85).exterior, [box(4.353, 50.843, 4.357, 50.847).exterior])
    pieces = MultiPolygon([box(4.361, 50.84, 4.362, 50.841), box(4.364, 50.84, 4.365, 50.841)])
    holed, split = outlines(np.array([ring, pieces]), FRAME)
    assert holed.count("M") == split.count("M") == 2


def test_specks_of_an_area_are_dropped_while_something_remains() -> None:
    big, speck = box(4.35, 50.84, 4.36, 50.85), box(4.37, 50.84, 4.37 + 1e-5, 50.84 + 1e-5)
    (path,) = outlines(np.array([MultiPolygon([big, speck])]), FRAME)
    assert path.count("M") == 1


def test_areas_that_overlap_are_simplified_one_by_one() -> None:
    one, other = box(4.35, 50.84, 4.36, 50.85), box(4.355, 50.845, 4.365, 50.855)
    paths = outlines(np.array([one, other]), FRAME)
    first, second = shapes_of(paths)
    assert first.intersection(second).area > 100


def test_decimals_and_straight_lines() -> None:
    square = np.array([[0, 0], [15, 0], [15, 15], [0, 15]])
    assert path_data([square]) == "M0 0l15 0 0 15-15 0z"
    assert path_data([square], decimals=1) == "M0 0l1.5 0 0 1.5-1.5 0z"
    assert path_data([np.array([[1, -2], [6, 3], [0, 9]])], decimals=1) == "M.1-.2l.5 .5-.6 .6z"
    dented = box(4.35, 50.84, 4.36, 50.85).segmentize(0.0005)
    (path,) = outlines(np.array([dented]), FRAME)
    assert path.count(" ") + path.count("-") <= 12


def test_fine_paths_have_the_same_shape_in_smaller_units() -> None:
    areas = mosaic(3, 20)
    frame = frame_for(areas, CRS, width=400)
    coarse, fine = shapes_of(outlines(areas, frame)), shapes_of(outlines(areas, frame.finer()))
    for one, other in zip(coarse, fine, strict=True):
        assert other.area / 100 == pytest.approx(one.area, rel=0.1, abs=30)


def test_a_frame_goes_there_and_back() -> None:
    frame = make_frame((4.24, 50.76, 4.48, 50.91), CRS)
    points = np.array([[4.24, 50.76], [4.35, 50.85], [4.48, 50.91]])
    units = frame.from_lonlat(points)
    assert np.allclose(frame.to_lonlat(units), points, atol=1e-8)
    assert (units >= 0).all()
    assert (units <= [frame.width, frame.height]).all()
    assert np.allclose(frame.finer().from_lonlat(points), units * 10)


def test_a_frame_holds_everything_with_its_margin() -> None:
    areas = mosaic(1, 12)
    frame = frame_for(areas, CRS, width=1000, margin=4)
    units = frame.from_lonlat(shapely.get_coordinates(areas))
    assert units.min() == pytest.approx(4)
    assert units[:, 0].max() == pytest.approx(996)
    assert units[:, 1].max() <= frame.height - 4


def test_a_close_up_surrounds_what_it_shows() -> None:
    frame = make_frame((4.24, 50.76, 4.48, 50.91), CRS)
    x, y, width, height = map(int, frame.close_up((4.35, 50.84, 4.36, 50.85)).split())
    for px, py in frame.from_lonlat(np.array([[4.35, 50.84], [4.36, 50.85]])).tolist():
        assert x < px < x + width
        assert y < py < y + height


@pytest.mark.parametrize("crs", ["EPSG:4326", "nonsense", "EPSG:2263"])
def test_a_frame_wants_metres(crs: str) -> None:
    with pytest.raises(ValueError, match="coordinate system"):
        make_frame((4.2, 50.7, 4.5, 51.0), crs)


def test_a_frame_wants_something_to_show() -> None:
    with pytest.raises(ValueError, match="no geometry"):
        frame_for(np.array([None]), CRS)


@pytest.mark.real_data
def test_the_map_of_a_real_city_is_small(real_data: Path) -> None:
    layer = read_areas(real_data / "territory/brussels-monitoring-districts/monitoring_districts_145.geojson")
    paths = outlines(layer.geometries, frame_for(layer.geometries, CRS))
    assert len(paths) == 145
    assert len(gzip.compress("\n".join(paths).encode())) < 12_000
    shapes = [shape.buffer(0) for shape in shapes_of(paths)]
    whole = shapely.union_all(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=0.002)
    assert not [hole for part in shapely.get_parts(whole) for hole in part.interiors if Polygon(hole).area > 3]
