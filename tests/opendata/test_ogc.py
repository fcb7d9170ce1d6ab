"""OGC API – Features: what a map program asks, in the order in which it asks."""

import json
from typing import Any

import pytest
import shapely
from django.test import Client

from tests.support.smalltown import Smalltown, build_smalltown

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Smalltown:
    return build_smalltown()


def got(client: Client, path: str, status: int = 200) -> Any:
    answer: Any = client.get(path)
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == status, (path, text[:300])
    return json.loads(text)


def of(town: Smalltown, level: str) -> str:
    area_set = town.sets[level]
    return f"{area_set.key}-{area_set.version}".lower()


def test_a_map_program_finds_its_way(client: Client, town: Smalltown) -> None:
    rels = {link["rel"] for link in got(client, "/ogc")["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= rels
    assert any("core" in one for one in got(client, "/ogc/conformance")["conformsTo"])
    listed = {c["id"] for c in got(client, "/ogc/collections")["collections"]}
    assert {of(town, "neighbourhood"), "perimeters", "places"} <= listed


def test_paging_through_gives_every_area_once(client: Client, town: Smalltown) -> None:
    seen: list[str] = []
    path = f"/ogc/collections/{of(town, 'sector')}/items?limit=5"
    while path:
        page = got(client, path)
        assert page["numberReturned"] == len(page["features"]) <= 5
        seen += [f["id"] for f in page["features"]]
        path = next(
            (link["href"].removeprefix("http://testserver") for link in page["links"] if link["rel"] == "next"), ""
        )
    assert page["numberMatched"] == len(seen) == len(set(seen)) == 12


def test_a_box_keeps_what_it_meets(client: Client, town: Smalltown) -> None:
    home = f"/ogc/collections/{of(town, 'neighbourhood')}"
    park = town.neighbourhoods["901"]
    found = got(client, f"{home}/items?bbox={park.lon},{park.lat},{park.lon},{park.lat}")
    assert [f["id"] for f in found["features"]] == ["901"]
    assert got(client, f"{home}/items?bbox=0,0,1,1")["numberMatched"] == 0


def test_one_feature_has_valid_geometry_and_its_parents(client: Client, town: Smalltown) -> None:
    one = got(client, f"/ogc/collections/{of(town, 'neighbourhood')}/items/2")
    assert shapely.from_geojson(json.dumps(one["geometry"])).is_valid
    assert sum(p["ref"].startswith("municipality/") for p in one["properties"]["parents"]) == 2


def test_properties_and_moments_narrow(client: Client, town: Smalltown) -> None:
    home = f"/ogc/collections/{of(town, 'neighbourhood')}/items"
    assert [f["id"] for f in got(client, f"{home}?kind=green")["features"]] == ["901"]
    assert got(client, f"{home}?datetime=1900-01-01")["numberMatched"] == 0
    assert got(client, f"{home}?datetime=1900-01-01/..")["numberMatched"] == 4


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=nan,0,1,1",
        "limit=0",
        "offset=-1",
        "datetime=soon",
        "datetime=2024-01-01/2020-01-01",
    ],
)
def test_nonsense_is_refused_with_a_sentence(client: Client, town: Smalltown, query: str) -> None:
    told = got(client, f"/ogc/collections/{of(town, 'sector')}/items?{query}", 400)
    assert told["description"]


@pytest.mark.parametrize(
    "path", ["/ogc/collections/none", "/ogc/collections/none/items", "/ogc/collections/places/items/none"]
)
def test_what_is_not_there_is_404(client: Client, town: Smalltown, path: str) -> None:
    assert got(client, path, 404)["code"] == "NotFound"


def test_places_are_features_too(client: Client, town: Smalltown) -> None:
    page = got(client, "/ogc/collections/places/items?limit=2")
    assert page["features"][0]["geometry"]["type"] == "Point"
