"""The directory for machines: pages of a list, one organisation, files with their dictionary, the catalogue and the terminal."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.actors.conftest import add
from tests.support.stage import Stage
from wijk.actors import queries
from wijk.actors.models import Organisation
from wijk.cli.installed import parser
from wijk.core.providers import providers


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def text_of(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


def test_a_list_is_walked_by_its_links(stage: Stage, client: Client) -> None:
    for number in range(5):
        add(f"Club {number}")
    seen, path = [], "/api/v1/organisations?limit=3&kind=association"
    while path:
        told = client.get(path).json()
        seen += [one["key"] for one in told["organisations"]]
        assert told["total"] == 5
        path = (told["next"] or "").removeprefix("http://localhost")
    assert seen == [f"club-{n}" for n in range(5)]


@pytest.mark.parametrize(
    "query", ["limit=-5&offset=-5", "limit=999999999&offset=99999999999999999999", "q=%25&area=x&theme=%27"]
)
def test_strange_numbers_and_words_get_a_calm_answer(stage: Stage, client: Client, query: str) -> None:
    assert client.get(f"/api/v1/organisations?{query}").status_code in (200, 400, 422)


def test_one_organisation_is_told_whole(stage: Stage, scene: Any, client: Client) -> None:
    told = client.get(f"/api/v1/organisations/{scene.house.key}").json()
    assert told["title"] == {"nl": "Buurthuis Oude Markt", "fr": "Maison du Vieux Marché"}
    assert (told["kept_by"], told["state"], told["point"]) == ("itself", "fresh", [4.345, 50.857])
    assert client.get(told["page"].removeprefix("http://localhost"), follow=True).status_code == 200
    assert client.get("/api/v1/organisations/nobody").status_code == 404


def test_the_dictionary_explains_each_column_of_the_file(stage: Stage, client: Client) -> None:
    head = next(csv.reader(io.StringIO(text_of(client.get("/api/v1/organisations.csv")))))
    told = client.get("/api/v1/organisations/dictionary.json").json()["columns"]
    assert [column["name"] for column in told] == head == list(queries.COLUMNS)
    assert all(set(column["meaning"]) == {"nl", "fr", "en"} and column["type"] for column in told)
    lines = list(csv.DictReader(io.StringIO(text_of(client.get("/api/v1/organisations/dictionary.csv")))))
    assert [line["column"] for line in lines] == head


def test_the_map_file_holds_those_with_a_seat(stage: Stage, client: Client) -> None:
    told = json.loads(text_of(client.get("/api/v1/organisations.geojson")))
    assert [feature["id"] for feature in told["features"]] == ["buurthuis-oude-markt"]
    assert told["features"][0]["geometry"] == {"type": "Point", "coordinates": [4.345, 50.857]}


def test_the_catalogue_lists_the_directory_with_files_that_are_there(stage: Stage, client: Client) -> None:
    found = [d for one in providers("publishes") for d in one.datasets() if d.id == "organisations"]
    assert len(found) == 1
    assert all(client.get(f"/{path}").status_code == 200 for _media, path in found[0].distributions)


def run(*words: str) -> int:
    options = parser().parse_args(["organisations", *words])
    return int(options.run(options))


def test_the_terminal_writes_the_directory_and_takes_it_in(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "all.csv"
    assert run("export", str(path)) == 0
    assert run("import", str(path), "--source", "All", "--look") == 0
    assert run("import", str(path), "--source", "All") == 1
    assert "looks like" in capsys.readouterr().err
    before = Organisation.objects.count()
    assert run("import", str(path), "--source", "All", "--look-alikes", "separate") == 0
    assert Organisation.objects.count() == 2 * before
    assert run("import", str(path), "--source", "All") == 0
    assert Organisation.objects.count() == 2 * before
