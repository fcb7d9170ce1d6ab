"""The front door: the map and the list, finding, and "where am I"."""

import re

import pytest
from django.test import Client

from tests.support.smalltown import Smalltown


def test_the_map_and_the_list_lead_to_the_same_neighbourhoods(town: Smalltown, visitor: Client) -> None:
    page = visitor.get("/nl/").content.decode()
    svg = page[page.index('<svg class="map"') : page.index("</svg>", page.index('<svg class="map"'))]
    codes = {"1", "2", "3", "901"}
    assert set(re.findall(r'href="neighbourhood/(\d+)/"', svg)) == codes
    assert set(re.findall(r'href="/nl/neighbourhood/(\d+)/"', page)) == codes


def test_the_list_stands_by_municipality(town: Smalltown, visitor: Client) -> None:
    page = visitor.get("/nl/").content.decode()
    assert (
        page.index("Oostgemeente 1")
        < page.index("Nieuwbouw</a>", page.index("Oostgemeente 1"))
        < page.index("Westgemeente 1")
    )


def test_the_region_is_told_in_sentences(town: Smalltown, visitor: Client) -> None:
    assert "10,976 people live here." in visitor.get("/en/").content.decode()


def test_an_installation_without_a_city_says_what_to_do(db: None, visitor: Client) -> None:
    answer = visitor.get("/en/")
    assert answer.status_code == 200
    assert "wijk load PACK" in answer.content.decode()


def test_a_name_that_fits_exactly_opens_at_once(town: Smalltown, visitor: Client) -> None:
    answer = visitor.get("/fr/find/?q=canal")
    assert answer.status_code == 302
    assert answer["Location"] == "/fr/neighbourhood/2/"


@pytest.mark.parametrize(
    ("words", "found"), [("Kerkstrat", "Kerkstraat"), ("EGLISE", "Rue de l’Église"), ("oude mar", "Oude Markt")]
)
def test_accents_and_typing_errors_are_forgiven(town: Smalltown, visitor: Client, words: str, found: str) -> None:
    answer = visitor.get(f"/{'fr' if words == 'EGLISE' else 'nl'}/find/?stay=1&q={words}")
    assert found.replace("’", "&#x27;") in answer.content.decode() or found in answer.content.decode()


def test_a_hit_says_what_it_is_and_where(town: Smalltown, visitor: Client) -> None:
    page = visitor.get("/en/find/?q=Basisschool&stay=1").content.decode()
    assert "place</span>" in page
    assert "in Oude Markt" in page


def test_nothing_found_helps_further(town: Smalltown, visitor: Client) -> None:
    page = visitor.get("/en/find/?q=zzzzzz").content.decode()
    assert "Nothing was found for “zzzzzz”" in page
    assert "To the map" in page


@pytest.mark.parametrize("words", ["", "a", "x" * 500, "<script>", "%F0%9F%92%A5", "' OR 1=1 --", "*", "%25"])
def test_no_words_break_the_finding(town: Smalltown, visitor: Client, words: str) -> None:
    answer = visitor.get(f"/nl/find/?q={words}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace("<script src", "")


def test_suggestions_are_a_fragment(town: Smalltown, visitor: Client) -> None:
    told = visitor.get("/nl/find/suggest/?q=kan").content.decode()
    assert told.startswith("<li>")
    assert "Kanaal" in told
    assert "<html" not in told


def test_where_am_i_leads_to_the_neighbourhood_and_keeps_the_point_out_of_the_address(
    town: Smalltown, visitor: Client
) -> None:
    area = town.neighbourhoods["3"]
    answer = visitor.post("/nl/where/", {"lat": str(area.lat), "lon": str(area.lon)})
    assert answer.status_code == 302
    assert answer["Location"] == "/nl/neighbourhood/3/"
    assert "no-store" in answer["Cache-Control"]


def test_outside_the_city_one_is_told_kindly(town: Smalltown, visitor: Client) -> None:
    answer = visitor.post("/en/where/", {"lat": "48.85", "lon": "2.35"})
    assert answer.status_code == 200
    assert "You are outside this city" in answer.content.decode()


@pytest.mark.parametrize(
    "point",
    [
        {},
        {"lat": "nan", "lon": "inf"},
        {"lat": "1e9", "lon": "4"},
        {"lat": "abc", "lon": "4"},
        {"lat": "5" * 99, "lon": "4"},
    ],
)
def test_a_point_that_is_none_is_told_kindly(town: Smalltown, visitor: Client, point: dict[str, str]) -> None:
    answer = visitor.post("/en/where/", point)
    assert answer.status_code == 400
    assert "We do not know where you are" in answer.content.decode()


def test_a_place_is_never_asked_by_address(town: Smalltown, visitor: Client) -> None:
    assert visitor.get("/nl/where/?lat=50.85&lon=4.35").status_code == 405


def test_a_huge_city_shows_one_municipality_at_a_time(
    town: Smalltown, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wijk.territory.drawing.MOST", 3)
    page = visitor.get("/nl/?within=21002").content.decode()
    assert 'value="21002" selected' in page
    assert "Nieuwbouw" in page
    assert "Oude Markt" not in page


@pytest.mark.parametrize(
    "path", ["/nl/find/?q=%00", "/nl/neighbourhood/1%00/", "/nl/figures/%00/", "/nl/compare/?area=%00"]
)
def test_a_zero_character_breaks_nothing(town: Smalltown, visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code in (200, 400, 404)
