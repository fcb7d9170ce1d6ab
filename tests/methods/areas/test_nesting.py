"""What lies in what."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import LineString, Point, Polygon, box

from wijk.methods.areas.metres import (
    area_m2,
    bbox,
    centroid,
    label_points,
    length_m,
    metric_crs,
    to_metres,
    utm_for,
)
from wijk.methods.areas.nesting import locate, overlap_shares, streets_in_areas
from wijk.methods.formats.geodata import read_areas, read_features

CRS = "EPSG:31370"
GRID = np.array([box(4 + i / 10, 50 + j / 10, 4.1 + i / 10, 50.1 + j / 10) for i in range(4) for j in range(4)])
HALVES = np.array([box(4, 50, 4.25, 50.4), box(4.25, 50, 4.4, 50.4)])


def test_children_inside_belong_whole_and_children_across_are_shared() -> None:
    shares = overlap_shares(GRID, HALVES, CRS)
    lead = shares.leading(16).tolist()
    assert lead[:8] == [0] * 8
    assert lead[12:] == [1] * 4
    across = shares.share[(shares.child >= 8) & (shares.child < 12)]
    assert across == pytest.approx(0.5, abs=0.01)
    assert shares.covered(16) == pytest.approx(1.0, abs=1e-3)


def test_slivers_are_left_out_and_children_elsewhere_have_no_parent() -> None:
    nearly = box(4.1001, 50, 4.2, 50.1)
    shares = overlap_shares(np.array([nearly, box(9, 50, 9.1, 50.1)]), np.array([box(4, 50, 4.1003, 50.1)]), CRS)
    assert len(shares) == 0
    assert shares.leading(2).tolist() == [-1, -1]


def test_children_without_ground_do_no_harm() -> None:
    shares = overlap_shares(np.array([None, GRID[0], Polygon()]), HALVES, CRS)
    assert shares.child.tolist() == [1]


@given(
    st.lists(
        st.tuples(st.floats(4, 4.3), st.floats(50, 50.3), st.floats(0.01, 0.2), st.floats(0.01, 0.2)),
        min_size=1,
        max_size=12,
    )
)
def test_shares_never_sum_to_more_than_one(boxes: list[tuple[float, float, float, float]]) -> None:
    children = np.array([box(x, y, x + w, y + h) for x, y, w, h in boxes])
    shares = overlap_shares(children, GRID, CRS)
    assert (shares.covered(len(children)) <= 1 + 1e-6).all()
    assert (shares.share > 0).all()
    assert (np.diff(shares.child) >= 0).all()


def test_the_largest_share_leads_and_ties_are_settled_by_order() -> None:
    child = np.array([box(4.05, 50, 4.15, 50.1), box(4.02, 50, 4.12, 50.1)])
    shares = overlap_shares(child, np.array([box(4.1, 50, 4.2, 50.1), box(4, 50, 4.1, 50.1)]), CRS)
    assert shares.leading(2)[1] == 1
    assert shares.leading(2)[0] in (0, 1)


def test_points_are_found_once_and_only_where_they_are() -> None:
    points = np.array([Point(4.05, 50.05), Point(4.1, 50.05), Point(4.1, 50.1), Point(9, 9), None])
    assert locate(points, GRID).tolist() == [0, 0, 0, -1, -1]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=20))
def test_every_point_on_the_ground_lies_in_the_lowest_area_that_holds_it(places: list[tuple[int, int]]) -> None:
    points = np.array([Point(4 + x / 100, 50 + y / 100) for x, y in places], dtype=object)
    expected = [next((i for i, area in enumerate(GRID) if area.intersects(point)), -1) for point in points]
    assert locate(points, GRID).tolist() == expected


def test_streets_are_shared_by_their_length() -> None:
    line = LineString([(4.0, 50.05), (4.4, 50.05)])
    inside = LineString([(4.01, 50.05), (4.02, 50.05)])
    shares = streets_in_areas(np.array([line, inside]), HALVES, CRS)
    assert shares.child.tolist() == [0, 0, 1]
    assert shares.share == pytest.approx([0.625, 0.375, 1.0], abs=0.01)


def test_measures_are_in_metres() -> None:
    square = shapely.transform(box(148_000, 170_000, 149_000, 171_000), lambda p: p)
    lonlat = shapely.transform(square, lambda p: np.column_stack(_back(p)))
    assert area_m2(np.array([lonlat, None]), CRS)[0] == pytest.approx(1_000_000, rel=1e-6)
    assert np.isnan(area_m2(np.array([None]), CRS)[0])
    assert length_m(np.array([lonlat.exterior]), CRS)[0] == pytest.approx(4000, rel=1e-6)
    assert shapely.equals_exact(to_metres(np.array([lonlat]), CRS)[0], square, 1e-3)


def _back(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True).transform(points[:, 0], points[:, 1])
    return x, y


def test_names_stand_inside_their_area() -> None:
    moon = Point(4.3, 50.8).buffer(0.05).difference(Point(4.33, 50.8).buffer(0.05))
    points = label_points(np.array([moon, None, GRID[0]]))
    assert moon.contains(Point(points[0]))
    assert np.isnan(points[1]).all()
    assert centroid(np.array([GRID[0]]))[0].tolist() == pytest.approx([4.05, 50.05])
    assert bbox(np.array([GRID[0]]))[0].tolist() == pytest.approx([4, 50, 4.1, 50.1])


def test_a_city_without_a_system_gets_one_in_metres() -> None:
    for bounds in ((4.2, 50.7, 4.5, 51.0), (-70.7, -33.5, -70.5, -33.3), (179.5, -17, 180, -16)):
        assert metric_crs(utm_for(bounds)).is_projected


@pytest.mark.real_data
def test_every_sector_of_a_real_city_finds_its_district(real_data: Path) -> None:
    ground = real_data / "territory"
    sectors = read_areas(ground / "brussels-sectors/sectors_724.geojson")
    districts = read_areas(ground / "brussels-monitoring-districts/monitoring_districts_145.geojson")
    lead = overlap_shares(sectors.geometries, districts.geometries, CRS).leading(724)
    assert [districts.columns["mdzone"][place] for place in lead] == sectors.columns["md_code"]


@pytest.mark.real_data
def test_every_place_of_a_real_city_finds_its_sector(real_data: Path) -> None:
    ground = real_data / "territory"
    sectors = read_areas(ground / "brussels-sectors/sectors_724.geojson")
    places = read_features(ground / "brussels-osm-poi/osm_poi_brussels_2026.geojson", kind="points")
    found = locate(places.geometries, sectors.geometries)
    agree = [
        sectors.columns["cd_sector"][i] == code for i, code in zip(found, places.columns["cd_sector"], strict=True)
    ]
    assert len(places) == 16_953
    assert (found >= 0).all()
    assert sum(agree) / len(agree) > 0.999
