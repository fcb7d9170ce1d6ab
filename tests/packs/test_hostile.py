"""What a pack with faults gets: sentences that name file, line and what to do, all at once; the database as it was."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from openpyxl import Workbook

from tests.support.smallpack import SECTORS, square, write_geojson, write_gpkg
from wijk.packs.actions import MOST_PROBLEMS
from wijk.territory.models import AreaSet

pytestmark = pytest.mark.django_db

Problems = Callable[..., list[str]]
NEIGHBOURHOODS = "areas/neighbourhoods.geojson"


@pytest.fixture(autouse=True)
def _the_database_is_as_it_was() -> Any:
    yield
    assert not AreaSet.objects.exists()


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def toml(pack: Path, old: str, new: str) -> None:
    rewrite(pack / "city.toml", old, new)


def sectors(pack: Path, **changes: Any) -> None:
    """Write the sectors anew, with columns or cells changed."""
    cells = changes.get("cells") or [square(c, r) for c, r, _n, _m in SECTORS.values()]
    columns: dict[str, list[str]] = {
        "code": changes.get("code") or list(SECTORS),
        "naam": list(SECTORS),
        "nom": list(SECTORS),
        "wijk": changes.get("wijk") or [n for _c, _r, n, _m in SECTORS.values()],
        "gemeente": changes.get("gemeente") or [m for _c, _r, _n, m in SECTORS.values()],
    }
    (pack / "areas/sectors.gpkg").unlink()
    write_gpkg(pack / "areas/sectors.gpkg", cells, columns, crs=changes.get("crs", "EPSG:31370"))


def one(found: list[str], *words: str) -> str:
    """The problem in which all these words stand."""
    fits = [problem for problem in found if all(word in problem for word in words)]
    assert fits, found
    return fits[0]


# --- city.toml --------------------------------------------------------------------------------------------------------


def test_broken_toml_gets_its_line(pack: Path, problems: Problems) -> None:
    toml(pack, 'code = "smalltown"', 'code = "smalltown')
    assert one(problems(pack), "city.toml, line 2", "not TOML")


def test_an_unknown_key_gets_the_nearest_known_one(pack: Path, problems: Problems) -> None:
    toml(pack, "name_split", "name_splt")
    assert one(problems(pack), "city.toml, line", "name_splt", "Did you mean “name_split”?")


def test_an_unknown_table_gets_the_nearest_known_one(pack: Path, problems: Problems) -> None:
    toml(pack, "[[streets]]", "[[street]]")
    assert one(problems(pack), "[[street]]".strip("[]"), "Did you mean “streets”?")


def test_all_problems_are_told_at_once_with_their_lines(pack: Path, problems: Problems) -> None:
    toml(pack, 'measure = "count"', 'measure = "cuont"')
    toml(pack, "decimals = 1", 'decimals = "one"')
    toml(pack, "valid_from = 2011-01-01", 'valid_from = "yesterday"')
    toml(pack, 'theme = "population"\nname = { nl = "Werkloosheid"', 'theme = "work"\nname = { nl = "Werkloosheid"')
    found = problems(pack)
    lines = (pack / "city.toml").read_text("utf-8").splitlines()
    wrong, lost = 'measure = "cuont"', 'theme = "work"'
    assert one(found, f"line {lines.index(wrong) + 1}", "count, share, ratio, delivered")
    assert one(found, "decimals", "whole number")
    assert one(found, "yesterday", "2026-01-31")
    assert one(found, f"line {lines.index(lost) + 1}", "no theme “work”")


def test_a_missing_key_is_named(pack: Path, problems: Problems) -> None:
    toml(pack, 'owner = "Police zone 5339"\n', "")
    assert one(problems(pack), "“owner” is missing", "perimeters")


def test_unknown_codes_are_named(pack: Path, problems: Problems) -> None:
    toml(pack, 'headings = { "Werkloosheid" = "unemployment" }', 'headings = { "Werkloosheid" = "unemployed" }')
    toml(pack, 'areas = "sectors/2011"', 'areas = "sectors/1999"')
    found = problems(pack)
    assert one(found, "no indicator “unemployed”")
    assert one(found, "no area set “sectors/1999”")


def test_a_code_without_quotation_marks_is_not_guessed(pack: Path, problems: Problems) -> None:
    toml(pack, 'parents = { municipality = "01001" }', "parents = { municipality = 1001 }")
    assert one(problems(pack), "1001", "leading zeros")


def test_city_toml_in_another_encoding_is_named(pack: Path, problems: Problems) -> None:
    text = (pack / "city.toml").read_text("utf-8")
    (pack / "city.toml").write_bytes(text.encode("cp1252"))
    assert one(problems(pack), "city.toml", "UTF-8")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_is_no_fault(pack: Path, problems: Problems, mark: bytes) -> None:
    toml(pack, "[[streets]]", "[[sheets]]")
    path = pack / "city.toml"
    path.write_bytes(mark + path.read_bytes())
    assert one(problems(pack), "sheets")


def test_a_city_without_metres_is_refused(pack: Path, problems: Problems) -> None:
    toml(pack, 'crs = "EPSG:31370"', 'crs = "EPSG:4326"')
    assert one(problems(pack), "EPSG:4326", "metres")


def test_a_city_without_neighbourhoods_or_region_is_refused(pack: Path, problems: Problems) -> None:
    toml(pack, 'level = "region"', 'level = "municipality"')
    assert one(problems(pack), "no area set of the level region")


# --- paths ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "areas/../../x", "..\\\\x", "source:../x"])
def test_a_path_never_leads_out_of_its_folder(pack: Path, problems: Problems, tmp_path: Path, path: str) -> None:
    toml(pack, 'file = "places.geojson"', f'file = "{path}"')
    assert one(problems(pack, tmp_path), "leads out of the folder")


def test_a_link_that_leads_out_of_the_pack_is_refused(pack: Path, problems: Problems, tmp_path: Path) -> None:
    (pack / "places.geojson").rename(tmp_path / "outside.geojson")
    (pack / "places.geojson").symlink_to(tmp_path / "outside.geojson")
    assert one(problems(pack), "places.geojson", "link that leads out")


def test_a_link_inside_the_pack_is_no_fault(pack: Path, problems: Problems) -> None:
    (pack / "places.geojson").rename(pack / "points.geojson")
    (pack / "places.geojson").symlink_to(pack / "points.geojson")
    toml(pack, 'measure = "count"', 'measure = "cuont"')
    assert len(problems(pack)) == 1


def test_a_file_that_is_not_there_is_named_with_its_line(pack: Path, problems: Problems) -> None:
    (pack / "streets.geojson").unlink()
    assert one(problems(pack), "city.toml, line", "streets.geojson", "not there")


# --- areas ------------------------------------------------------------------------------------------------------------


def test_a_code_that_stands_twice_is_named_with_both_lines(pack: Path, problems: Problems) -> None:
    codes = list(SECTORS)
    sectors(pack, code=[codes[0], *codes[0:1], *codes[2:]])
    assert one(problems(pack), "areas/sectors.gpkg, line 2", "01001A0-", "line 1")


def test_an_unknown_parent_is_named(pack: Path, problems: Problems) -> None:
    sectors(pack, wijk=["1", "1", "2", "2", "2", "3", "44", "900"])
    assert one(problems(pack), "areas/sectors.gpkg, line 7", "“44”", "neighbourhoods/2022 does not have")


def test_a_parent_that_lost_its_zeros_is_guessed_but_not_taken(pack: Path, problems: Problems) -> None:
    sectors(pack, gemeente=["1001"] * 4 + ["01002"] * 4)
    assert one(problems(pack), "“1001”", "probably “01001”", "as text")


def test_a_missing_parent_is_named(pack: Path, problems: Problems) -> None:
    sectors(pack, wijk=["", "1", "2", "2", "2", "3", "3", "900"])
    assert one(problems(pack), "Areas that name no neighbourhood")


def test_nesting_in_a_circle_is_refused(pack: Path, problems: Problems) -> None:
    toml(pack, 'parents = { neighbourhood = "wijk", municipality = "gemeente" }', 'parents = { sector = "wijk" }')
    assert one(problems(pack), "sector", "Choose one of: neighbourhood, municipality, region")
    toml(pack, 'parents = { sector = "wijk" }', 'parents = { neighbourhood = "wijk", municipality = "gemeente" }')
    toml(pack, 'code = "nr"\n', 'code = "nr"\nparents = { neighbourhood = "nr" }\n')
    assert one(problems(pack), "circle")


def test_an_area_made_of_smaller_ones_needs_them(pack: Path, problems: Problems) -> None:
    toml(pack, 'derive = { from = "municipality"', 'derive = { from = "sector"')
    toml(pack, 'level = "region"', 'level = "region"\ncurrent = true')
    toml(pack, "dissolve = true", 'dissolve = true\nparents = { region = "nl" }')
    assert one(problems(pack), "Overbeek")


def test_overlapping_areas_are_named_with_the_size(pack: Path, problems: Problems) -> None:
    cells = [square(c, r) for c, r, _n, _m in SECTORS.values()]
    cells[0] = shapely.box(*cells[0].bounds[:2], cells[0].bounds[2] + 100, cells[0].bounds[3])
    sectors(pack, cells=cells)
    assert one(problems(pack), "areas/sectors.gpkg", "01001A0- and 01001B0- overlap", "50")


def test_a_gap_between_areas_is_named(pack: Path, problems: Problems) -> None:
    cells: list[Any] = [square(c, r) for c, r, _n, _m in SECTORS.values()]
    cells[2] = cells[2] - cells[2].centroid.buffer(60)
    sectors(pack, cells=cells)
    assert one(problems(pack), "01001B0-", "belong to none", "gaps = true")


def test_a_broken_geometry_is_named_with_its_feature(pack: Path, problems: Problems) -> None:
    told = json.loads((pack / NEIGHBOURHOODS).read_text())
    (x0, y0), (x1, y1) = (
        told["features"][0]["geometry"]["coordinates"][0][0],
        told["features"][0]["geometry"]["coordinates"][0][2],
    )
    told["features"][0]["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[x0, y0], [x1, y1], [x1, y0], [x0, y1], [x0, y0]]],
    }
    told["features"][1]["geometry"] = {"type": "LineString", "coordinates": [[x0, y0], [x1, y1]]}
    told["features"][2]["geometry"] = None
    (pack / NEIGHBOURHOODS).write_text(json.dumps(told))
    found = problems(pack)
    assert one(found, NEIGHBOURHOODS, "line 1", "broken")
    assert one(found, NEIGHBOURHOODS, "line 2", "is a line where an area is expected")
    assert one(found, NEIGHBOURHOODS, "line 3", "no geometry")


def test_a_missing_coordinate_system_is_asked_for(pack: Path, problems: Problems) -> None:
    sectors(pack, crs=None)
    assert one(problems(pack), "areas/sectors.gpkg", "coordinate system", "EPSG:31370")


def test_metres_that_pretend_to_be_degrees_are_noticed(pack: Path, problems: Problems) -> None:
    features = [(square(c, r), {"nr": i, "nl": "", "fr": ""}) for i, (c, r, _n, _m) in enumerate(SECTORS.values(), 1)]
    told = [{"type": "Feature", "properties": p, "geometry": shapely.geometry.mapping(g)} for g, p in features]
    (pack / NEIGHBOURHOODS).write_text(json.dumps({"type": "FeatureCollection", "features": told}))
    assert one(problems(pack), NEIGHBOURHOODS, "metres")


def test_swapped_coordinates_are_noticed(pack: Path, problems: Problems) -> None:
    told = json.loads((pack / NEIGHBOURHOODS).read_text())
    for feature in told["features"]:
        swapped = shapely.transform(shapely.geometry.shape(feature["geometry"]), lambda p: p[:, ::-1])
        feature["geometry"] = shapely.geometry.mapping(swapped)
    (pack / NEIGHBOURHOODS).write_text(json.dumps(told))
    assert one(problems(pack), NEIGHBOURHOODS, "swapped")


def test_a_column_that_is_not_there_is_named(pack: Path, problems: Problems) -> None:
    toml(pack, 'name_columns = { nl = "naam", fr = "nom" }', 'name_columns = { nl = "naam", fr = "name" }')
    assert one(problems(pack), "“name” is not in the file", "naam")


def test_a_code_without_a_kind_is_named(pack: Path, problems: Problems) -> None:
    toml(pack, "from = 900, to = 999", "from = 901, to = 999")
    assert one(problems(pack), "“900”", "kind_by_code")


def test_a_street_file_with_points_is_refused(pack: Path, problems: Problems) -> None:
    shutil.copy(pack / "places.geojson", pack / "streets.geojson")
    assert one(problems(pack), "streets.geojson", "is a point where a line is expected")


def test_a_place_without_a_category_is_named(pack: Path, problems: Problems) -> None:
    toml(pack, '"shop=*"', '"shops=*"')
    assert one(problems(pack), "places.geojson", "shop=bakery")


def test_places_with_one_key_are_refused(pack: Path, problems: Problems) -> None:
    rewrite(pack / "places.geojson", '"id": 2', '"id": 1')
    assert one(problems(pack), "places.geojson", "osm-1")


# --- files ------------------------------------------------------------------------------------------------------------


def test_an_empty_file_is_named(pack: Path, problems: Problems) -> None:
    (pack / NEIGHBOURHOODS).write_bytes(b"")
    (pack / "figures/population.csv").write_bytes(b"")
    found = problems(pack)
    assert one(found, NEIGHBOURHOODS, "empty") or one(found, "figures/population.csv", "empty")


@pytest.mark.parametrize("name", [NEIGHBOURHOODS, "areas/sectors.gpkg", "figures/unemployment.xlsx"])
def test_a_file_cut_in_half_is_named(pack: Path, problems: Problems, name: str) -> None:
    whole = (pack / name).read_bytes()
    (pack / name).write_bytes(whole[: len(whole) // 2])
    assert one(problems(pack), name)


def test_a_file_of_two_gigabytes_is_refused_unread(pack: Path, problems: Problems) -> None:
    with (pack / NEIGHBOURHOODS).open("wb") as out:
        out.truncate(2 * 1024**3 + 1)
    assert one(problems(pack), NEIGHBOURHOODS, "2 GB")


def test_a_zip_bomb_is_refused(pack: Path, problems: Problems) -> None:
    path = pack / "figures/unemployment.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<x/>")
        out.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    assert one(problems(pack), "figures/unemployment.xlsx", "Unpacked")


def test_a_web_page_that_was_saved_is_named(pack: Path, problems: Problems) -> None:
    (pack / NEIGHBOURHOODS).write_text("<!DOCTYPE html><html>not found</html>")
    assert one(problems(pack), NEIGHBOURHOODS, "web page")


def test_two_readings_of_a_number_are_asked_about(pack: Path, problems: Problems) -> None:
    (pack / "figures/population.csv").write_text(
        "area;indicator;period;value\n01001A0-;population;2022;1,5\n01001A1-;population;2022;2.5\n"
    )
    assert one(problems(pack), "figures/population.csv")


def test_a_sheet_that_is_not_there_is_named(pack: Path, problems: Problems) -> None:
    book = Workbook()
    book.save(pack / "figures/unemployment.xlsx")
    assert one(problems(pack), "figures/unemployment.xlsx", "Gegevens")


def test_a_thousand_problems_are_cut_to_a_number_that_can_be_read(pack: Path, problems: Problems) -> None:
    cells = [shapely.box(x, 0, x + 0.5, 1) for x in range(600)]
    features = [
        (shapely.transform(c, lambda p: p * 10 + [149_000, 170_000]), {"nr": f"x{i}", "nl": "", "fr": ""})
        for i, c in enumerate(cells)
    ]
    write_geojson(pack / NEIGHBOURHOODS, features)
    found = problems(pack)
    assert len(found) == MOST_PROBLEMS + 1
    assert "more" in found[-1]
