"""Areas, places and lines from any common file: in longitude and latitude, with what is broken named."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

from wijk.methods.formats.geodata import Layer, read_areas, read_features, read_projected
from wijk.methods.formats.geoexports import write_geojson, write_geopackage, write_geoparquet
from wijk.methods.formats.limits import Limits
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.tables import read_table

BRUSSELS = (4.2, 50.7, 4.5, 51.0)
LONLAT = np.array([box(4.30, 50.80, 4.31, 50.81), box(4.31, 50.80, 4.32, 50.81)])
LAMBERT = np.array([box(148_000, 170_000, 149_000, 171_000), box(149_000, 170_000, 150_000, 171_000)])
COLUMNS: dict[str, Any] = {"code": ["01", "02"], "pop": [10, None], "share": [0.5, None], "name": ["Zavel", "Molière"]}


def collection(*features: Any, **extra: Any) -> str:
    made = [
        {"type": "Feature", "properties": {"code": f"{i:02d}"}, "geometry": shape}
        for i, shape in enumerate(features, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", **extra, "features": made})


def shape(geometry: Any) -> Any:
    return json.loads(shapely.to_geojson(geometry))


def saved(tmp_path: Path, text: str, name: str = "areas.geojson") -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def refusal(path: Path, **options: Any) -> Problem:
    with pytest.raises(Unreadable) as error:
        read_areas(path, **options)
    assert path.name in str(error.value)
    return error.value.problems[0]


def written(path: Path, geometries: Any, columns: dict[str, Any], crs: str | None, driver: str, **more: Any) -> Path:
    data = [np.array(values, dtype=object) for values in columns.values()]
    names = np.array(list(columns), dtype=object)
    kind = geometries[0].geom_type
    pyogrio.raw.write(path, shapely.to_wkb(geometries), data, names, driver=driver, geometry_type=kind, crs=crs, **more)
    return path


def matches(layer: Layer, expected: Any) -> bool:
    return bool(shapely.equals_exact(shapely.normalize(layer.geometries), shapely.normalize(expected), 1e-6).all())


@pytest.mark.parametrize(("name", "driver"), [("a.gpkg", "GPKG"), ("a.fgb", "FlatGeobuf"), ("a.shp", "ESRI Shapefile")])
def test_it_reads_every_format_and_brings_it_to_longitude_and_latitude(tmp_path: Path, name: str, driver: str) -> None:
    path = written(tmp_path / name, LAMBERT, {"code": ["01", "02"]}, "EPSG:31370", driver)
    layer = read_areas(path, near=BRUSSELS)
    assert layer.crs == "EPSG:31370"
    assert sorted(map(str, layer.columns["code"])) == ["01", "02"]
    assert list(layer.lines) == [1, 2]
    west, south, east, north = layer.bounds()
    assert 4.3 < west < east < 4.4
    assert 50.8 < south < north < 50.9
    assert not layer.problems


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.parquet"])
def test_what_was_written_is_read_unchanged(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("gpkg"):
        write_geopackage(path, LONLAT, COLUMNS, layer="areas")
    elif name.endswith("geojson"):
        write_geojson(path, LONLAT, COLUMNS)
    else:
        write_geoparquet(path, LONLAT, COLUMNS)
    layer = read_areas(path)
    assert dict(layer.columns) == COLUMNS
    assert shapely.equals(layer.geometries, LONLAT).all()
    assert not layer.notes
    assert not layer.problems
    stored = path.rename(tmp_path / "0123abcd")
    assert dict(read_areas(stored).columns) == COLUMNS


def test_it_reads_topojson(tmp_path: Path) -> None:
    topology = {
        "type": "Topology",
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"code": "01"}}],
            }
        },
        "arcs": [[[4.3, 50.8], [4.3, 50.9], [4.4, 50.9], [4.3, 50.8]]],
    }
    layer = read_areas(saved(tmp_path, json.dumps(topology), "a.json"))
    assert layer.columns["code"] == ["01"]
    assert layer.kind == "topojson"


def zipped_shapefile(tmp_path: Path, leave_out: str = "", folder: str = "") -> Path:
    written(tmp_path / "a.shp", LAMBERT, {"code": ["01", "02"]}, "EPSG:31370", "ESRI Shapefile")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        for part in sorted(tmp_path.glob("a.*")):
            if part.suffix not in (".zip", leave_out):
                container.write(part, f"{folder}{part.name}")
    return path


@pytest.mark.parametrize("folder", ["", "data/"])
def test_it_reads_a_zipped_shapefile(tmp_path: Path, folder: str) -> None:
    layer = read_areas(zipped_shapefile(tmp_path, folder=folder))
    assert layer.columns["code"] == ["01", "02"]
    assert layer.crs == "EPSG:31370"


@pytest.mark.parametrize("part", [".dbf", ".shx"])
def test_a_shapefile_without_one_of_its_files_is_said(tmp_path: Path, part: str) -> None:
    assert refusal(zipped_shapefile(tmp_path, leave_out=part)).params["extension"] == part
    (tmp_path / f"a{part}").unlink()
    assert refusal(tmp_path / "a.shp").code == "shapefile_part_missing"


def test_a_file_without_coordinate_system_needs_a_declaration(tmp_path: Path) -> None:
    written(tmp_path / "a.shp", LAMBERT, {"code": ["01", "02"]}, "EPSG:31370", "ESRI Shapefile")
    (tmp_path / "a.prj").unlink()
    assert refusal(tmp_path / "a.shp").code == "crs_missing"
    layer = read_areas(tmp_path / "a.shp", crs="EPSG:31370")
    assert layer.notes.codes() == {"crs_declared"}
    assert layer.bounds()[0] == pytest.approx(4.336, abs=0.01)


def test_a_declared_system_rules_and_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", LAMBERT, {"code": ["01", "02"]}, "EPSG:3812", "GPKG")
    layer = read_areas(path, crs="EPSG:31370")
    assert layer.notes.codes() == {"crs_overruled"}
    assert layer.crs == "EPSG:31370"


def test_a_system_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, collection(shape(LONLAT[0]))), crs="EPSG:99999999").code == "crs_unknown"


def test_the_old_crs_member_of_geojson_is_believed(tmp_path: Path) -> None:
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}
    layer = read_areas(saved(tmp_path, collection(shape(LAMBERT[0]), crs=member)))
    assert layer.crs == "EPSG:31370"


def test_metres_in_a_file_that_says_degrees_are_noticed(tmp_path: Path) -> None:
    problem = refusal(saved(tmp_path, collection(shape(LAMBERT[0]))))
    assert problem.code == "crs_metres_as_degrees"
    assert "Belgian Lambert 72" in str(problem)


def test_degrees_in_a_file_that_says_metres_are_noticed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", LONLAT, {"code": ["01", "02"]}, "EPSG:31370", "GPKG")
    assert refusal(path).code == "crs_degrees_as_metres"


def test_swapped_longitude_and_latitude_are_noticed(tmp_path: Path) -> None:
    swapped = saved(tmp_path, collection(shape(box(50.80, 4.30, 50.81, 4.31))))
    assert read_areas(swapped).bounds()[0] == 50.8
    assert refusal(swapped, near=BRUSSELS).code == "crs_swapped"
    far_east = saved(tmp_path, collection(shape(box(35.0, 139.0, 35.1, 139.1))))
    assert refusal(far_east).code == "crs_swapped"


def test_a_map_of_another_place_is_noticed(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, collection(shape(box(10, 10, 11, 11)))), near=BRUSSELS).code == "far_away"


def test_coordinates_far_outside_their_system_are_noticed(tmp_path: Path) -> None:
    moved = np.array([box(5_000_000, 170_000, 5_001_000, 171_000)])
    path = written(tmp_path / "a.gpkg", moved, {"code": ["01"]}, "EPSG:31370", "GPKG")
    assert refusal(path).code == "crs_outside"


def test_one_coordinate_that_is_wildly_wrong_is_noticed(tmp_path: Path) -> None:
    assert refusal(
        saved(tmp_path, collection(shape(Polygon([(4.3, 50.8), (4.4, 50.8), (4300, 50.9)]))))
    ).code.startswith("crs_")


def test_a_collection_keeps_its_areas_and_says_so(tmp_path: Path) -> None:
    mixed = {
        "type": "GeometryCollection",
        "geometries": [shape(LONLAT[0]), shape(LineString([(4.3, 50.8), (4.4, 50.9)]))],
    }
    layer = read_areas(saved(tmp_path, collection(mixed, shape(LONLAT[1]))))
    assert [(note.code, note.line) for note in layer.notes] == [("geometry_part_kept", 1)]
    assert matches(layer, LONLAT)


def test_a_crossing_that_hardly_matters_is_repaired_and_said(tmp_path: Path) -> None:
    tiny_loop = [(4.3501, 50.9), (4.3499, 50.9001), (4.3499, 50.8999), (4.3501, 50.9001)]
    kinked = Polygon([(4.3, 50.8), (4.4, 50.8), (4.4, 50.9), *tiny_loop, (4.3, 50.9)])
    assert not kinked.is_valid
    layer = read_areas(saved(tmp_path, collection(shape(kinked))))
    assert layer.notes.codes() == {"geometry_repaired"}
    assert layer.geometries[0].is_valid
    assert not layer.problems


def test_a_bow_tie_is_for_a_person_to_draw_again(tmp_path: Path) -> None:
    bow_tie = Polygon([(4.3, 50.8), (4.4, 50.9), (4.4, 50.8), (4.3, 50.9)])
    layer = read_areas(saved(tmp_path, collection(shape(LONLAT[0]), shape(bow_tie))))
    assert [(problem.code, problem.line) for problem in layer.problems] == [("geometry_changed", 2)]
    assert layer.geometries[1] is None


def test_an_area_without_surface_is_a_problem(tmp_path: Path) -> None:
    flat = Polygon([(4.3, 50.8), (4.4, 50.8), (4.3, 50.8)])
    layer = read_areas(saved(tmp_path, collection(shape(flat))))
    assert layer.problems.codes() == {"geometry_collapsed"}


def test_missing_and_empty_geometry_is_said_as_the_caller_wishes(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(shape(LONLAT[0]), None, {"type": "Polygon", "coordinates": []}))
    layer = read_areas(path)
    assert [(p.code, p.line) for p in layer.problems] == [("geometry_missing", 2), ("geometry_missing", 3)]
    assert len(layer) == 3
    assert layer.geometries[1] is layer.geometries[2] is None
    kindly = read_areas(path, empty="note")
    assert not kindly.problems
    assert len(kindly.notes) == 2


def test_a_point_where_an_area_is_expected_is_a_problem(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(shape(LONLAT[0]), shape(Point(4.3, 50.8))))
    layer = read_areas(path)
    assert [(p.code, p.line) for p in layer.problems] == [("geometry_kind", 2)]
    assert "This feature is a point where an area is expected" in str(layer.problems.all()[0])
    assert not read_features(path, kind="any").problems


def test_places_and_streets_are_read_too(tmp_path: Path) -> None:
    places = saved(tmp_path, collection(shape(Point(4.3, 50.8)), shape(LONLAT[0])), "places.geojson")
    assert [p.code for p in read_features(places, kind="points").problems] == ["geometry_kind"]
    streets = saved(tmp_path, collection(shape(LineString([(4.3, 50.8), (4.4, 50.9)]))), "streets.geojson")
    assert read_features(streets, kind="lines").geometries[0].geom_type == "LineString"


def test_heights_are_left_out_and_said(tmp_path: Path) -> None:
    high = shapely.force_3d(LONLAT[0], 12.0)
    layer = read_areas(saved(tmp_path, collection(shape(high))))
    assert layer.notes.codes() == {"geometry_flattened"}
    assert not shapely.has_z(layer.geometries).any()


def test_areas_in_several_pieces_stay_whole(tmp_path: Path) -> None:
    two = MultiPolygon([LONLAT[0], box(4.4, 50.9, 4.41, 50.91)])
    assert shapely.get_num_geometries(read_areas(saved(tmp_path, collection(shape(two)))).geometries[0]) == 2


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_geojson_that_was_cut_off_is_said_with_the_byte(tmp_path: Path, share: float) -> None:
    whole = collection(*[shape(area) for area in LONLAT])
    path = saved(tmp_path, whole[: int(len(whole) * share)])
    problem = refusal(path)
    assert (problem.code, problem.params) == ("geojson_cut", {"position": path.stat().st_size})


def test_attributes_of_geojson_that_was_cut_off_are_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(shape(LONLAT[0]))[:-10])
    with pytest.raises(Unreadable) as error:
        read_table(path)
    assert error.value.problems[0].code == "geojson_cut"


def test_broken_geojson_is_said_with_the_byte(tmp_path: Path) -> None:
    whole = collection(shape(LONLAT[0]))
    at = whole.index('"geometry"')
    problem = refusal(saved(tmp_path, whole[:at] + "oops" + whole[at:]))
    assert (problem.code, problem.params["position"]) == ("json_syntax", at)


def test_brackets_inside_texts_do_not_count(tmp_path: Path) -> None:
    text = collection(shape(LONLAT[0])).replace('"01"', '"a \\" ] } {{{ \\\\"')
    assert read_areas(saved(tmp_path, text)).columns["code"] == ['a " ] } {{{ \\']


def test_deep_json_is_refused(tmp_path: Path) -> None:
    deep = '{"type": "FeatureCollection", "features": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert refusal(saved(tmp_path, deep)).code == "json_too_deep"


def test_huge_json_is_refused(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, collection(shape(LONLAT[0]))), limits=Limits(json_bytes=50)).code == "file_too_large"


def test_something_after_the_end_is_refused(tmp_path: Path) -> None:
    text = collection(shape(LONLAT[0]))
    assert refusal(saved(tmp_path, text + text)).code == "json_twice"


@pytest.mark.parametrize("text", ['{"type": "Something"}', "[1, 2, 3]", '{"a": 1}'])
def test_json_that_is_no_map_is_said(tmp_path: Path, text: str) -> None:
    assert refusal(saved(tmp_path, text)).code == "not_geojson"


def test_layers_are_chosen_by_name_and_the_choice_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, LONLAT, {"code": ["01", "02"]}, layer="first")
    write_geopackage(path, LONLAT, {"other": ["03", "04"]}, layer="second")
    assert read_areas(path).notes.codes() == {"layer_chosen"}
    assert list(read_areas(path, layer="second").columns) == ["other"]
    assert refusal(path, layer="third").code == "layer_missing"
    assert list(read_table(path, sheet="second").columns) == ["other"]


def test_columns_can_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    write_geojson(path, LONLAT, COLUMNS)
    assert list(read_areas(path, columns=["name"]).columns) == ["name"]
    problem = refusal(path, columns=["name", "nis"])
    assert (problem.code, problem.params["name"]) == ("column_missing", "nis")


def test_parquet_without_geometry_is_no_map(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [1]}), path)
    assert refusal(path).code == "no_geometry"


def test_attributes_are_read_as_a_table_with_feature_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, LONLAT, COLUMNS, layer="areas")
    table = read_table(path)
    assert list(table.rows()) == [
        (1, {"code": "01", "pop": 10, "share": 0.5, "name": "Zavel"}),
        (2, {"code": "02", "pop": None, "share": None, "name": "Molière"}),
    ]


@pytest.mark.real_data
def test_the_known_defects_of_a_real_city_arrive_usable(real_data: Path) -> None:
    layer = read_areas(real_data / "territory/brussels-sectors/sectors_724.geojson", near=BRUSSELS)
    assert len(layer) == 724
    assert not layer.problems
    (note,) = layer.notes
    assert (note.code, layer.columns["cd_sector"][(note.line or 0) - 1]) == ("geometry_part_kept", "21001A02-")
    assert sum(name is None for name in layer.columns["tx_sector_descr_nl"]) == 5


def test_projected_coordinates_are_kept_to_the_last_bit(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", LAMBERT, {"code": ["01", "02"]}, "EPSG:31370", "GPKG")
    layer = read_projected(path)
    assert layer.crs == "EPSG:31370"
    assert sorted(map(shapely.bounds, layer.geometries), key=tuple)[0].tolist() == [148_000, 170_000, 149_000, 171_000]


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg"])
def test_degrees_are_refused_where_metres_are_needed(tmp_path: Path, name: str) -> None:
    path = written(
        tmp_path / name, LONLAT, {"code": ["01", "02"]}, "EPSG:4326", "GPKG" if "gpkg" in name else "GeoJSON"
    )
    with pytest.raises(Unreadable, match=r"does not count in metres.*Projected coordinates only"):
        read_projected(path)


def test_degrees_become_metres_only_when_asked(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(*map(shape, LONLAT)))
    layer = read_projected(path, to="EPSG:31370")
    assert layer.crs == "EPSG:31370"
    assert shapely.area(layer.geometries) == pytest.approx([705.0 * 1112.5] * 2, rel=2e-3)
    for wrong, code in (("EPSG:4326", "crs_not_metres"), ("EPSG:2225", "crs_not_metres"), ("nonsense", "crs_unknown")):
        with pytest.raises(Unreadable) as refused:
            read_projected(path, to=wrong)
        assert refused.value.code == code


def test_feet_and_an_unknown_system_are_refused_where_metres_are_needed(tmp_path: Path) -> None:
    unknown = written(tmp_path / "a.shp", LAMBERT, {"code": ["01", "02"]}, None, "ESRI Shapefile")
    with pytest.raises(Unreadable) as refused:
        read_projected(unknown)
    assert refused.value.code == "crs_missing"
    assert read_projected(unknown, crs="EPSG:31370").crs == "EPSG:31370"
    feet = np.array([box(6_000_000, 2_000_000, 6_001_000, 2_001_000)])
    with pytest.raises(Unreadable) as refused:
        read_projected(written(tmp_path / "f.gpkg", feet, {"code": ["01"]}, "EPSG:2225", "GPKG"))
    assert refused.value.code == "crs_not_metres"
