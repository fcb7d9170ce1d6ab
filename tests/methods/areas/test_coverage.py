"""Do the areas of one set fit together?"""

from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon, box

from wijk.methods.areas.coverage import check_coverage
from wijk.methods.formats.geodata import read_areas
from wijk.methods.formats.messages import SENTENCES, in_words

CRS = "EPSG:31370"
GRID = np.array([box(4 + i / 10, 50 + j / 10, 4.1 + i / 10, 50.1 + j / 10) for i in range(4) for j in range(4)])
CODES = [f"{i:02d}" for i in range(16)]


def test_areas_that_fit_have_nothing_to_tell() -> None:
    found = check_coverage(GRID, CODES, CRS)
    assert found.overlaps == found.gaps == ()


def test_an_overlap_is_named_with_its_codes_and_size() -> None:
    areas = GRID.copy()
    areas[5] = box(4.09, 50.1, 4.2, 50.2)
    overlap = check_coverage(areas, CODES, CRS).overlaps[0]
    assert overlap.codes == ("01", "05")
    assert not overlap.sliver
    assert overlap.square_metres == pytest.approx(715 * 11_120, rel=0.02)


def test_an_area_inside_another_is_an_overlap() -> None:
    areas = np.array([box(4, 50, 4.1, 50.1), box(4.02, 50.02, 4.04, 50.04)])
    (overlap,) = check_coverage(areas, ["a", "b"], CRS).overlaps
    assert overlap.codes == ("a", "b")


def test_the_same_area_twice_is_an_overlap() -> None:
    (overlap,) = check_coverage(np.array([GRID[0], GRID[0]]), ["a", "b"], CRS).overlaps
    assert not overlap.sliver


def test_borders_digitised_twice_are_slivers() -> None:
    areas = GRID.copy()
    areas[5] = box(4.099_99, 50.1, 4.2, 50.2)
    (overlap,) = check_coverage(areas, CODES, CRS).overlaps
    assert overlap.sliver
    assert check_coverage(areas, CODES, CRS, tolerance=0.1).overlaps[0].sliver is False


def test_a_gap_is_named_with_its_neighbours() -> None:
    areas = np.delete(GRID, 5)
    codes = [code for code in CODES if code != "05"]
    (gap,) = check_coverage(areas, codes, CRS).gaps
    assert set(gap.codes) >= {"01", "04", "06", "09"}
    assert not gap.sliver
    assert gap.square_metres == pytest.approx(7150 * 11_120, rel=0.02)


def test_a_narrow_gap_is_a_sliver() -> None:
    areas = GRID.copy()
    areas[5] = box(4.100_01, 50.1, 4.2, 50.2)
    (gap,) = check_coverage(areas, CODES, CRS).gaps
    assert gap.sliver


def test_areas_apart_are_no_gap() -> None:
    assert check_coverage(GRID[[0, 15]], ["a", "b"], CRS).gaps == ()


def test_areas_without_ground_do_no_harm() -> None:
    areas = np.array([None, GRID[0], Polygon(), GRID[0]])
    (overlap,) = check_coverage(areas, ["a", "b", "c", "d"], CRS).overlaps
    assert overlap.codes == ("b", "d")
    assert check_coverage(np.array([None]), ["a"], CRS).explain() == []


def test_everything_found_has_a_sentence() -> None:
    areas = np.delete(GRID, 5)
    areas[0] = box(4.0, 50.0, 4.11, 50.1)
    for code, params in check_coverage(areas, CODES, CRS).explain():
        assert code in SENTENCES
        assert "m²" in in_words(code, params)


@pytest.mark.real_data
def test_the_sectors_of_a_real_city_fit(real_data: Path) -> None:
    layer = read_areas(real_data / "territory/brussels-sectors/sectors_724.geojson")
    found = check_coverage(layer.geometries, [str(code) for code in layer.columns["cd_sector"]], CRS)
    assert not [overlap for overlap in found.overlaps if not overlap.sliver]
    assert not [gap for gap in found.gaps if not gap.sliver]
