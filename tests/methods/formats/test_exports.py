"""What is written comes back unchanged, and no spreadsheet mistakes it for a formula."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from wijk.methods.formats.exports import (
    guarded,
    unguarded,
    write_csv,
    write_csv_rows,
    write_parquet,
    write_parquet_batches,
)
from wijk.methods.formats.geoexports import geojson_text, write_geojson, write_geopackage, write_geoparquet
from wijk.methods.formats.tables import read_table
from wijk.methods.formats.values import Value

text = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\r"), max_size=12)
cells = st.one_of(text, text.map(lambda value: "=" + value), text.map(lambda value: "'" + value))
numbers = st.one_of(st.integers(-(2**62), 2**62), st.floats(allow_nan=False, allow_infinity=False))


@given(cells)
def test_what_was_guarded_is_freed_exactly(value: str) -> None:
    safe = guarded(value)
    assert isinstance(safe, str)
    assert unguarded(safe) == value


@given(cells)
def test_nothing_but_a_number_begins_like_a_formula(value: str) -> None:
    safe = str(guarded(value))
    if safe[:1] in ("=", "+", "-", "@", "\t", "\r"):
        assert safe.lstrip("+-")[:1].isdigit()


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "+32 2 123", "-naam", "@SUM(A1)", "\t=1", "'=1", "-1+1|cmd"])
def test_dangerous_text_gets_an_apostrophe(value: str) -> None:
    assert guarded(value) == "'" + value


@pytest.mark.parametrize("value", ["-5", "+5", "-5,2", "-1.5e-7", "Marollen", "'t Zand", "21001A00-", -5, None, 2.5])
def test_harmless_values_stay(value: Value) -> None:
    assert guarded(value) == value


rows = st.lists(st.tuples(st.integers(), cells, cells), min_size=1, max_size=8)


@settings(max_examples=50)
@given(rows)
def test_a_table_comes_back_through_csv(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[tuple[int, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    number, one, two = ([row[i] for row in given_rows] for i in range(3))
    write_csv(path, {"n": number, "=one": one, "two": two})
    read = read_table(path, encoding="utf-8", delimiter=",")
    (batch,) = read.batches()
    assert not read.problems
    assert batch.columns["n"] == [str(value) for value in number]
    assert batch.columns["=one"] == [value or None for value in one]
    assert batch.columns["two"] == [value or None for value in two]


mixed_rows = st.lists(
    st.tuples(
        st.integers(-(2**62), 2**62),
        st.one_of(st.none(), numbers.map(float)),
        st.one_of(st.none(), cells.filter(bool)),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=50)
@given(mixed_rows)
def test_a_table_comes_back_through_parquet(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[tuple[int, float | None, str | None]]
) -> None:
    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    columns: dict[str, list[Value]] = {
        "whole": [row[0] for row in given_rows],
        "number": [row[1] for row in given_rows],
        "text": [row[2] for row in given_rows],
    }
    write_parquet(path, columns)
    (batch,) = read_table(path).batches()
    assert dict(batch.columns) == columns


def test_columns_of_mixed_kinds_are_written_as_text(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", {"value": [1, "VS", None], "nothing": [None, None, None]})
    (batch,) = read_table(tmp_path / "a.parquet").batches()
    assert batch.columns == {"value": ["1", "VS", None], "nothing": [None, None, None]}


def test_large_tables_are_written_batch_by_batch(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    batches = ({"area": [f"{i:05d}"] * 100, "value": [float("nan"), *range(99)]} for i in range(30))
    assert write_parquet_batches(path, {"area": "text", "value": "number"}, batches) == 3000
    table = read_table(path)
    sizes = [len(batch) for batch in table.batches(rows=1000)]
    assert sum(sizes) == 3000
    assert max(sizes) <= 1000


def test_a_table_can_be_written_to_a_stream() -> None:
    out = io.StringIO()
    assert write_csv_rows(out, ["a", "b"], [[1, "=x"], [2, None]], delimiter=";") == 2
    assert list(csv.reader(io.StringIO(out.getvalue()), delimiter=";"))[1:] == [["1", "'=x"], ["2", ""]]


def test_excel_can_be_told_that_it_is_utf8(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", {"naam": ["Molière"]}, bom=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_table(tmp_path / "a.csv").columns == ("naam",)


CLOCKWISE = Polygon(
    [(4.3, 50.8), (4.3, 50.9), (4.4, 50.9), (4.4, 50.8)], [[(4.32, 50.82), (4.34, 50.82), (4.34, 50.84)]]
)


def test_geojson_turns_its_rings_the_right_way(tmp_path: Path) -> None:
    assert not CLOCKWISE.exterior.is_ccw
    write_geojson(tmp_path / "a.geojson", np.array([CLOCKWISE, None]), {"code": ["01", "02"]}, ids=["01", "02"])
    made = json.loads((tmp_path / "a.geojson").read_text())
    first, second = made["features"]
    outer, hole = (shapely.linearrings(ring) for ring in first["geometry"]["coordinates"])
    assert outer.is_ccw
    assert not hole.is_ccw
    assert second["geometry"] is None
    assert first["id"] == "01"


def test_geojson_has_six_decimals_and_no_numbers_json_does_not_know() -> None:
    text = "".join(
        geojson_text(np.array([Point(4.123456789, -0.0000001)]), {"v": [float("nan")]}, extra={"licence": "CC0-1.0"})
    )
    made = json.loads(text)
    assert made["features"][0]["geometry"]["coordinates"] == [4.123457, 0.0]
    assert made["features"][0]["properties"] == {"v": None}
    assert made["licence"] == "CC0-1.0"
    assert "-0.0" not in text


def test_an_empty_collection_is_valid_geojson() -> None:
    assert json.loads("".join(geojson_text(np.array([], dtype=object), {})))["features"] == []


def test_geoparquet_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_geoparquet(
        path, np.array([CLOCKWISE, None, MultiPolygon([box(4, 50, 4.1, 50.1)])]), {"code": ["1", "2", "3"]}
    )
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0"
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["MultiPolygon", "Polygon"]
    assert column["bbox"] == pytest.approx([4, 50, 4.4, 50.9])
    boxes = pq.read_table(path)["bbox"].to_pylist()
    assert boxes[1] is None
    assert boxes[0] == {"xmin": 4.3, "ymin": 50.8, "xmax": 4.4, "ymax": 50.9}


def test_geoparquet_keeps_its_own_names_free(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bbox"):
        write_geoparquet(tmp_path / "a.parquet", np.array([CLOCKWISE]), {"bbox": [1]})


def test_a_geopackage_without_attributes_can_be_written(tmp_path: Path) -> None:
    write_geopackage(tmp_path / "a.gpkg", np.array([CLOCKWISE]), {}, layer="areas")
    assert (tmp_path / "a.gpkg").exists()
