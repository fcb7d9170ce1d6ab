"""Finding by name: accents and typing errors are forgiven, and it stays three queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from wijk.territory import queries
from wijk.territory.actions import renew_search
from wijk.territory.models import GramCount, SearchName, Trigram
from wijk.territory.naming import fold, grams, in_capitals_and_small, split_name

pytestmark = pytest.mark.usefixtures("town")


def first(text: str, language: str = "") -> str:
    found = queries.find(text, language)
    return f"{found[0].kind}:{found[0].target}" if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoogveld", "neighbourhood:1"),
        ("champ haut", "neighbourhood:1"),
        ("hoogv", "neighbourhood:1"),
        ("Hoogvelt", "neighbourhood:1"),
        ("hoohveld", "neighbourhood:1"),
        ("ten elsken", "municipality:01002"),
        ("TEN ÉLSKEN", "municipality:01002"),
        ("aulnes", "municipality:01002"),
        ("hoogstraat", "street:rue-haute_hoogstraat"),
        ("hoogstraet", "street:rue-haute_hoogstraat"),
        ("impasse du coeur", "street:impasse-du-coeur"),
        ("impase du cœur", "street:impasse-du-coeur"),
        ("apotheek zwaan", "place:osm-2"),
        ("zwaan", "place:osm-2"),
        ("01002B1-", "sector:01002B1-"),
    ],
)
def test_it_finds_what_is_meant(text: str, expected: str) -> None:
    assert first(text) == expected


@pytest.mark.parametrize("text", ["", "x", " ", "qqqqqq", "'; DROP TABLE", "%", "*", "?[", "_", "\0", "🏠"])
def test_it_finds_nothing_for_nothing(text: str) -> None:
    assert queries.find(text) == []


def test_areas_come_before_streets_and_streets_before_places() -> None:
    kinds = [hit.kind for hit in queries.find("hoog", limit=20)]
    assert kinds.index("neighbourhood") < kinds.index("street")


def test_a_hit_leads_to_an_area_and_is_named_once() -> None:
    found = [h for h in queries.find("hoogstraat") if h.target == "rue-haute_hoogstraat"]
    assert len(found) == 1
    assert found[0].area == "neighbourhood/2"
    assert found[0].name.to("fr") == "Rue Haute"


def test_it_takes_three_queries() -> None:
    with CaptureQueriesContext(connection) as seen:
        queries.find("hoogstraet")
    assert len(seen) == 3


def test_a_place_outside_every_area_is_not_offered() -> None:
    assert first("buiten") == ""


def test_renewing_gives_the_same_names_again() -> None:
    before = SearchName.objects.count(), Trigram.objects.count(), GramCount.objects.count()
    renew_search()
    assert (SearchName.objects.count(), Trigram.objects.count(), GramCount.objects.count()) == before


@given(st.text(max_size=100))
def test_any_text_can_be_asked(text: str) -> None:
    assert isinstance(queries.find(text), list)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("abcdeé ", min_size=1, max_size=30))
def test_a_beginning_shares_its_threes(text: str) -> None:
    folded = fold(text)
    if folded:
        assert grams(folded[:4].strip(), open_end=True) <= grams(folded)


def test_names_in_capitals_are_written_as_people_write_them() -> None:
    assert in_capitals_and_small("PORTE D'ANVERS") == "Porte d'Anvers"
    assert in_capitals_and_small("L'OISEAU BLEU") == "L'Oiseau Bleu"
    assert in_capitals_and_small("VILLA'S VAN GANSHOREN") == "Villa's van Ganshoren"
    assert in_capitals_and_small("WTC") == "WTC"
    assert in_capitals_and_small("De Brouckère") == "De Brouckère"


def test_a_name_in_two_languages_is_split() -> None:
    assert split_name("Rue Haute - Hoogstraat", " - ", ("fr", "nl")) == {"fr": "Rue Haute", "nl": "Hoogstraat"}
    assert split_name("Passerelle 58", " - ", ("fr", "nl")) == {"fr": "Passerelle 58", "nl": "Passerelle 58"}
    assert split_name("A - B - C", " - ", ("fr", "nl")).to("fr") == "A - B - C"
