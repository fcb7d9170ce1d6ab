"""The page of an area: what stands on it, on each level, and what it says where there is nothing."""

import json
import re

import pytest
from django.test import Client

from tests.support.cast import enrol
from tests.support.smalltown import Smalltown
from wijk.core.text import Text
from wijk.territory.models import Area, AreaSet


def read(visitor: Client, path: str, status: int = 200) -> str:
    answer = visitor.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_neighbourhood_says_where_it_lies_and_who_leads(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/2/")
    assert "<h1" in page
    assert "Kanaal" in page
    assert "It crosses a municipal border: 50% of it lies in Westgemeente 1, which takes the lead" in page
    assert "partners: Oostgemeente 1 (50%)" in page


def test_sentences_stand_before_charts(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/1/")
    assert "2,622 people live here." in page
    assert page.index("people live here.") < page.index('class="card fig')
    assert "By comparison: Westgemeente 1 23.5%, Smalltown 25.3%." in page


def test_a_share_is_also_said_in_everyday_words(town: Smalltown, visitor: Client) -> None:
    assert "are younger than 18 (about one in four)." in read(visitor, "/en/neighbourhood/1/")


def test_a_figure_stands_beside_municipality_and_region_with_its_rank(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/1/")
    row = page[page.index("Share under 18</a>") :]
    assert re.search(r"Westgemeente 1</dt><dd>23\.5%", row)
    assert re.search(r"Smalltown</dt><dd>25\.3%", row)
    assert "2 of 3" in row


def test_definition_source_and_licence_are_one_click_away_without_script(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/1/")
    detail = page[page.index("<details><summary><span>Share under 18") :]
    detail = detail[: detail.index("</details>")]
    assert "Minors per hundred residents." in detail
    assert "/en/sources/town-hall/" in detail
    assert "CC0-1.0" in detail
    assert "/en/figures/share-under-18/?level=neighbourhood&amp;in=1" in detail


def test_a_level_without_figures_says_why(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/1/")
    assert "The source gives no counts from which it could be reckoned" in page


def test_a_green_area_gets_a_page_that_makes_sense_for_it(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/901/")
    assert "This is a green area." in page
    assert "no residents" in page
    assert "Green area" in page


def test_a_suppressed_value_is_not_a_low_one(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/sector/21001A02-/")
    assert "state-suppressed" in page
    assert "Hidden, because so few people are concerned" in page


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/nl/neighbourhood/2/", "/nl/sector/21001B00-/"),
        ("/nl/municipality/21001/", "/nl/neighbourhood/2/"),
        ("/nl/region/04000/", "/nl/municipality/21002/"),
        ("/nl/sector/21001B00-/", "/nl/sector/21002A00-/"),
    ],
)
def test_every_level_shows_what_lies_in_or_beside_it(town: Smalltown, visitor: Client, path: str, inside: str) -> None:
    page = read(visitor, path)
    assert page.count(f'href="{inside}"') == 2, "once on the map, once in the list"


def test_the_unit_without_ground_has_no_page(town: Smalltown, visitor: Client) -> None:
    read(visitor, "/nl/sector/21001ZZZZ/", 404)


def test_places_are_listed_by_kind_and_one_kind_alone(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/nl/neighbourhood/2/")
    assert "Basisschool 1" in page
    assert "Halte 1" in page
    schools = read(visitor, "/nl/neighbourhood/2/?places=school")
    assert "Basisschool 1" in schools
    assert "Halte 1 " not in schools


def test_a_partial_list_of_streets_says_so(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/neighbourhood/2/")
    assert "Lange Straat" in page
    assert "This list is partial" in page


def test_the_street_map_comes_on_request_in_two_parts(town: Smalltown, visitor: Client) -> None:
    assert 'data-src="/nl/neighbourhood/2/streetmap.geojson"' in read(visitor, "/nl/neighbourhood/2/")
    about = json.loads(read(visitor, "/nl/neighbourhood/2/streetmap.geojson"))
    ground = json.loads(read(visitor, "/nl/neighbourhood/2/streetmap.geojson?part=ground"))
    assert {f["properties"]["role"] for f in about["features"]} == {"outline", "place"}
    assert {f["properties"]["role"] for f in ground["features"]} == {"sector", "street"}
    read(visitor, "/nl/municipality/21001/streetmap.geojson", 404)


def test_an_earlier_version_is_named_with_the_way_to_it(town: Smalltown, visitor: Client) -> None:
    old = AreaSet.objects.create(key="sectors", version="2001", level="sector", valid_from="2001-01-01")
    Area.objects.create(area_set=old, code="21001A00-", name=Text.of("Oud"))
    page = read(visitor, "/en/sector/21001A00-/")
    assert "Other versions of this area" in page
    assert "/ogc/collections/sectors-2001/items/21001A00-" in page


def test_everything_seen_can_be_taken_away(town: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/nl/neighbourhood/2/")
    for address in re.findall(r'href="(/(?:api|ogc)/[^"]+)"', page):
        assert visitor.get(address.replace("&amp;", "&")).status_code == 200, address


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_page_reads_in_each_language(town: Smalltown, visitor: Client, language: str) -> None:
    page = read(visitor, f"/{language}/neighbourhood/1/")
    assert f'<html lang="{language}"' in page
    for other in ("nl", "fr", "en"):
        assert f'hreflang="{other}" href="http://localhost/{other}/neighbourhood/1/"' in page


def test_a_passer_bys_copy_may_be_kept_for_a_minute(town: Smalltown, visitor: Client) -> None:
    first = visitor.get("/nl/neighbourhood/1/")
    assert first["Cache-Control"] == "public, max-age=60" or "max-age=60" in first["Cache-Control"]
    assert "Cookie" in first["Vary"]
    assert not first.cookies
    again = visitor.get("/nl/neighbourhood/1/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_nobody_keeps_a_copy_of_what_a_signed_in_reader_sees(town: Smalltown, visitor: Client) -> None:
    visitor.force_login(enrol("ann").person)
    answer = visitor.get("/nl/neighbourhood/1/")
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
