"""The page of open data, and the catalogue for harvesters."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.support.smalltown import Smalltown, build_smalltown
from wijk.core.providers import providers

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Smalltown:
    return build_smalltown()


def test_every_download_that_the_catalogue_names_is_there(client: Client, town: Smalltown) -> None:
    graph = json.loads(client.get("/catalog.jsonld").content)["@graph"]
    sets = [n for n in graph if n["@type"] == "dcat:Dataset"]
    listed = [one.id for room in providers("publishes") for one in room.datasets()]
    assert len(sets) == len(listed) == len(set(listed))
    ours = {n["dct:identifier"] for n in sets if str(n["@id"]).split("#")[1].startswith(("indicator-", "areas-"))}
    assert len(ours) == len(town.indicators) + len(town.sets)
    for node in graph:
        if node["@type"] == "dcat:Distribution":
            path = node["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert answer["Content-Type"].split(";")[0] == node["dcat:mediaType"]["@id"].split("media-types/")[1]


def test_the_turtle_says_the_same_as_the_json(client: Client, town: Smalltown) -> None:
    text = client.get("/catalog.ttl").content.decode()
    graph = json.loads(client.get("/catalog.jsonld").content)["@graph"]
    assert len(re.findall(r"^<", text, re.MULTILINE)) == len(graph)
    assert text.count("a dcat:Distribution") == sum(n["@type"] == "dcat:Distribution" for n in graph)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_page_lists_all_and_searches(
    client: Client, town: Smalltown, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        answer = client.get(f"/{language}/data/")
    assert answer.status_code == 200
    assert "/api/v1/indicators/population/figures.csv?level=neighbourhood" in answer.content.decode()
    nothing = client.get(f"/{language}/data/?q=zzzzz&page=-3")
    assert nothing.status_code == 200
    assert "figures.csv" not in nothing.content.decode()


def test_it_lives(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
