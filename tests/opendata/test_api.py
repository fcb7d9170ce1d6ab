"""The API gives what the pages show, in every form, with source and licence."""

import csv
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
import shapely
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.support.smalltown import Smalltown, build_smalltown

pytestmark = pytest.mark.django_db
CODES = ("population", "share-under-18", "median-income", "density")


@pytest.fixture
def town() -> Smalltown:
    return build_smalltown()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def got(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, (path, body(answer)[:300])
    return json.loads(body(answer))


def test_the_catalogue_names_source_and_licence_of_each_indicator(client: Client, town: Smalltown) -> None:
    told = got(client, "/api/v1/indicators")
    listed = [one for theme in told["themes"] for one in theme["indicators"]]
    assert {one["code"] for one in listed} == set(town.indicators)
    assert all(one["source"]["licence"] and one["name"]["nl"] for one in listed)


def test_json_csv_geojson_and_parquet_tell_the_same(client: Client, town: Smalltown) -> None:
    home = "/api/v1/indicators/population/figures"
    told = got(client, f"{home}.json?level=neighbourhood&period=2024")
    values = {one["area"].split("/")[1]: one["value"] for one in told["figures"]}
    assert set(values) == set(town.neighbourhoods)
    answer = client.get(f"{home}.csv?level=neighbourhood&period=2024")
    rows = list(csv.DictReader(io.StringIO(body(answer).decode())))
    assert {r["area"]: float(r["value"]) for r in rows} == values
    assert all(r["licence"] and r["source"] for r in rows)
    features = got(client, f"{home}.geojson?level=neighbourhood&period=2024")["features"]
    assert {f["id"]: f["properties"]["value"] for f in features} == values
    assert all(shapely.from_geojson(json.dumps(f["geometry"])).is_valid for f in features)
    table = pq.read_table(io.BytesIO(body(client.get(f"{home}.parquet?level=neighbourhood&period=2024"))))
    assert dict(zip(table["area"].to_pylist(), table["value"].to_pylist(), strict=True)) == values
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["primary_column"] == "geometry"
    assert shapely.from_wkb(table["geometry"].to_pylist()[0]).is_valid


def test_a_map_can_be_asked_within_one_municipality(client: Client, town: Smalltown) -> None:
    code = next(iter(town.municipalities))
    told = got(client, f"/api/v1/indicators/population/figures.json?level=sector&within=municipality/{code}")
    assert 0 < len(told["figures"]) < len(town.sectors)


def test_a_profile_holds_every_indicator_beside_municipality_and_region(client: Client, town: Smalltown) -> None:
    told = got(client, "/api/v1/areas/neighbourhood/1/profile.json")
    assert [a["area"].split("/")[0] for a in told["areas"]] == ["neighbourhood", "municipality", "region"]
    assert {i["code"] for i in told["indicators"]} == set(town.indicators)
    rows = list(csv.DictReader(io.StringIO(body(client.get("/api/v1/areas/neighbourhood/1/profile.csv")).decode())))
    assert {r["indicator"] for r in rows} == set(town.indicators)
    assert all(r["mark"] != "-" for r in rows)


def test_a_suppressed_cell_has_a_mark_and_no_value(client: Client, town: Smalltown) -> None:
    told = got(client, "/api/v1/indicators/share-under-18/figures.json?level=sector&period=2024")
    hidden = [one for one in told["figures"] if one["mark"] == "s"]
    assert hidden
    assert all(one["value"] is None and "numerator" not in one for one in hidden)


def test_everything_of_one_indicator_comes_as_one_file(client: Client, town: Smalltown) -> None:
    table = pq.read_table(io.BytesIO(body(client.get("/api/v1/indicators/population/all.parquet?level=neighbourhood"))))
    assert set(table["period"].to_pylist()) == set(town.periods)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/indicators/nothing",
        "/api/v1/indicators/population/figures.json?period=1066",
        "/api/v1/indicators/population/figures.json?within=municipality/nowhere",
        "/api/v1/areas/neighbourhood/999/profile.json",
        "/api/v1/area-sets/nothing.parquet",
        "/api/v1/indicators/median-income/all.parquet?level=municipality",
    ],
)
def test_what_is_not_there_is_absent_and_says_so(client: Client, town: Smalltown, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404, path
    assert json.loads(answer.content)["code"] == "absent"


@pytest.mark.parametrize(
    "path",
    ["/api/v1/compare.json?area=", "/api/v1/indicators/population/figures.json?level=street", "/api/v1/compare.json"],
)
def test_a_question_that_cannot_be_answered_says_why(client: Client, town: Smalltown, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 422), path
    assert json.loads(answer.content)["detail"]


def test_a_zero_character_is_refused_before_any_page(client: Client) -> None:
    assert client.get("/api/v1/areas/neighbourhood/%00/profile.json").status_code == 400
    assert client.get("/nl/data/?q=%00").status_code == 400


def test_any_site_may_read_it(client: Client, town: Smalltown) -> None:
    answer = client.get("/api/v1/indicators")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer


def test_names_that_a_spreadsheet_would_run_are_made_harmless(client: Client, town: Smalltown) -> None:
    area = town.neighbourhoods["1"]
    area.name = type(area.name)({"nl": "=HYPERLINK(1)"})
    area.save()
    text = body(client.get("/api/v1/indicators/population/figures.csv")).decode()
    assert "'=HYPERLINK(1)" in text


def test_the_number_of_queries_does_not_grow(
    client: Client, town: Smalltown, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in (
        "/api/v1/indicators",
        "/api/v1/indicators/population/figures.geojson",
        "/api/v1/areas/neighbourhood/1/profile.json",
    ):
        with django_assert_max_num_queries(12):
            body(client.get(path))


def test_openapi_describes_every_address(client: Client) -> None:
    told = got(client, "/api/openapi.json")
    assert {"/api/v1/indicators", "/ogc/collections/{key}/items", "/api/v1/areas/{level}/{code}/profile.{form}"} <= set(
        told["paths"]
    )
    assert all(op["summary"] for path in told["paths"].values() for op in path.values())
