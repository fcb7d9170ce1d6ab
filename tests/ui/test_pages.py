"""The base page: language, place, bars, and the page that shows the look in every state."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from wijk.core.viewer import Operator
from wijk.ui.context_processors import languages, office, page

web = RequestFactory()
LANGUAGES = ("nl", "fr", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_look_keeps_the_contract_of_a_page(client: Client, language: str) -> None:
    html = client.get(f"/{language}/look/").content.decode()
    assert f'<html lang="{language}" dir="ltr">' in html
    assert html.count("<h1") == 1
    assert 'name="viewport"' in html
    assert re.findall(r'rel="alternate" hreflang="(\w+)"', html) == list(LANGUAGES)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert " style=" not in html


@pytest.mark.django_db
def test_a_page_that_is_not_there_still_speaks_the_language_and_offers_the_others(client: Client) -> None:
    answer = client.get("/fr/nothing/here/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert '<html lang="fr"' in html
    assert 'href="/nl/nothing/here/"' in html


@pytest.mark.parametrize(
    ("path", "dutch"),
    [
        ("/fr/wijk/58/?a=1&b=2", "/nl/wijk/58/?a=1&b=2"),
        ("/fr/", "/nl/"),
        ("/", "/nl/"),
        ("/api/x?secret=1", "/nl/"),
        ("/fr/zoek/?q=%22%3E%3Cscript%3E", "/nl/zoek/?q=%22%3E%3Cscript%3E"),
    ],
)
def test_this_page_in_another_language(path: str, dutch: str) -> None:
    with translation.override("fr"):
        found = languages(web.get(path))
    assert [entry.current for entry in found] == [False, True, False]
    assert found[0].url == dutch


@override_settings(WIJK_NAV=[("Look", "ui:look"), ("Gone", "nobody:home")], WIJK_FOOT=[], WIJK_CITY_NAME="Kleinstad")
def test_a_room_that_is_not_there_is_left_out_of_the_bar() -> None:
    with translation.override("nl"):
        context = page(web.get("/nl/look/"))
    assert [(link.url, link.current) for link in context["nav"]] == [("/nl/look/", True)]
    assert context["city_name"] == "Kleinstad"


@override_settings(WIJK_OFFICE=[("Look", "ui:look", "ui.look", True)], WIJK_CITY_NAME="Kleinstad")
def test_the_second_bar_is_for_people_with_office_work() -> None:
    with translation.override("nl"):
        assert office(Operator(), "/nl/") != []
        assert page(web.get("/nl/"))["office"] == []


@pytest.mark.parametrize("code", ["500", "503", "413"])
def test_pages_for_bad_moments_stand_alone_in_three_languages(code: str) -> None:
    html = render_to_string(f"{code}.html", {"limit_mb": 200})
    assert code in html
    assert html.count("<h1") == 1
    assert all(f'lang="{language}"' in html for language in LANGUAGES)


@pytest.mark.django_db
def test_the_table_of_the_look_sorts_and_pages(client: Client) -> None:
    html = client.get("/en/look/?sort=-value&page=2").content.decode()
    assert 'aria-sort="descending"' in html
    assert 'aria-current="page">2<' in html


@pytest.mark.django_db
def test_a_wrong_form_says_so_at_the_top_and_at_the_field(client: Client) -> None:
    html = client.get("/en/look/").content.decode()
    assert 'href="#id_wrong-name"' in html
    assert 'id="id_wrong-name_error"' in html
    assert re.search(r'id="id_wrong-name"[^>]*aria-invalid="true"', html) or re.search(
        r'aria-invalid="true"[^>]*id="id_wrong-name"', html
    )
