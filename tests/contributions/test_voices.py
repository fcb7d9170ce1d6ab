"""The list of voices: works by its address alone, says what it shows, and leads on; the map beside it says the same."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.contributions.crowd import crowd
from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.contributions import actions, indexing
from wijk.contributions.models import Contribution
from wijk.contributions.queries import around
from wijk.contributions.tiles import MEDIA


def page(query: str = "", language: str = "en") -> str:
    """The page as text."""
    answer = Client().get(f"/{language}/voices/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_what_is_shown_and_nothing_else(stage: Stage) -> None:
    told = page()
    for row in Contribution.objects.all():
        link = f"/en/voices/{row.key}/"
        assert (link in told) == (row.is_shown and row.merged_into_id is None)
    assert "an@voorbeeld.be" not in told


def test_filters_stand_in_the_address_and_on_the_page(stage: Stage) -> None:
    repair = Contribution.objects.shown().get(title="De lamp is stuk")
    idea = stage.scenes["contributions"].idea
    told = page("?kind=repair")
    assert repair.title in told
    assert idea.title not in told
    assert '<option value="repair" selected>' in told
    assert "show all" in told
    assert idea.title in page("?q=bankk+plein")
    assert repair.title in page(f"?area={repair.area}")
    assert "Nothing was found" in page("?q=zzzzzz")
    assert "/api/v1/contributions.csv?kind=repair" in told


def test_near_a_place_by_its_name(stage: Stage) -> None:
    told = page("?near=Qqqqxyz")
    assert "No street or place is known by this name." in told
    idea = stage.scenes["contributions"].idea
    assert idea.title in page(f"?lon={idea.lon}&lat={idea.lat}&metres=200&order=near")
    assert idea.title not in page("?lon=4.2&lat=50.7&metres=200")


@pytest.mark.parametrize(
    "query",
    ["?order=best&since=soon&until=2026-99-99", "?lon=x&lat=y", "?lon=nan&lat=inf", "?metres=-1&lon=1&lat=1", "?after=1.2.3&before=x",
     "?q=%F0%9F%9A%B2&area=<script>", "?page=9999", "?lon=4.3", "?until=9999-12-31&since=0001-01-01", "?order=near"],
)  # fmt: skip
def test_nonsense_is_passed_over(stage: Stage, query: str) -> None:
    assert "<script>" not in page(query).replace("<script type", "")


def test_pages_lead_on_and_back(stage: Stage) -> None:
    shown = [row for row in crowd(90).rows if row.is_shown and row.merged_into_id is None]
    first = page("?process=contract&order=supported")
    onward = re.search(r'href="(\?[^"]*after=[^"#]*)#list" rel="next"', first)
    assert onward
    second = page(onward[1].replace("&amp;", "&"))
    keys = [re.findall(r"/voices/(c1x\d{7})/", text) for text in (first, second)]
    assert len(keys[0]) == 20
    assert (
        sorted(keys[0] + keys[1]) == sorted(row.key for row in shown if row.process == "contract")[: 20 + len(keys[1])]
    )
    back = re.search(r'href="(\?[^"]*before=[^"#]*)#list" rel="prev"', second)
    assert back
    assert re.findall(r"/voices/(c1x\d{7})/", page(back[1].replace("&amp;", "&"))) == keys[0]


def test_the_map_counts_what_the_list_shows(stage: Stage) -> None:
    rows = Contribution.objects.shown().filter(area="neighbourhood/1")
    assert re.search(rf"<title>[^<]*: {rows.count()}</title>", page())
    answer = Client().get("/voices/tiles/11/1048/686.mvt")
    assert answer.status_code == 200
    assert answer["Content-Type"] == MEDIA
    assert b"De lamp is stuk" not in Client().get("/voices/tiles/11/1048/686.mvt?kind=idea").content
    assert Client().get("/voices/tiles/30/1/1.mvt").status_code == 404


def test_words_in_another_language_are_marked(stage: Stage) -> None:
    assert re.search(r'<p lang="nl" dir="auto">Onder de linde', page())


def test_a_neighbourhood_at_a_glance(stage: Stage) -> None:
    told = around("neighbourhood/1")
    rows = Contribution.objects.shown().filter(areas__area="neighbourhood/1")
    assert told.total == rows.count() > 0
    assert {row.key for row in told.newest} <= set(rows.values_list("key", flat=True))
    assert around("neighbourhood/99").total == 0
    assert indexing.catch_up() == 0


def test_hostile_words_stay_words(stage: Stage) -> None:
    city: Any = stage.scenes["contributions"].idea.opening
    said = '<img src=x onerror=alert(1)> "quoted" & more'
    actions.submit(stage.cast.charlie.viewer, opening=city, kind="idea", title=said, body=said, language="nl")
    assert "<img src=x" not in page()
