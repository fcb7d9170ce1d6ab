"""Organisations are found by what people type and choose, in their area and near a point."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actors.conftest import Signed, add
from tests.support.stage import HERE, Stage
from wijk.actors import queries
from wijk.core.clock import at, now
from wijk.core.errors import Absent
from wijk.core.text import Text


def keys(**asked: str) -> list[str]:
    return [row.key for row in queries.directory(queries.Asked(**asked))]


@pytest.mark.parametrize(
    "words",
    [
        "Buurthuis",
        "buurthuis oude",
        "BÛÜRTHUIS",
        "buurthius",
        "buurhuis",
        "vieux marche",
        "maison",
        "huiswerk",
        "oude markt 3",
    ],
)
def test_typing_errors_and_accents_are_forgiven(stage: Stage, words: str) -> None:
    assert keys(words=words) == ["buurthuis-oude-markt"]


@pytest.mark.parametrize("words", ["zwembad", "buurthuis zwembad", "%", "_", "xq"])
def test_what_is_not_there_is_not_found(stage: Stage, words: str) -> None:
    assert keys(words=words) in ([], keys()) if words in "%_" else keys(words=words) == []


def test_names_come_before_texts(stage: Stage) -> None:
    add("Huiswerkklas")
    assert keys(words="huiswerk") == ["huiswerkklas", "buurthuis-oude-markt"]


def test_each_filter_keeps_what_fits(stage: Stage) -> None:
    assert keys(area=HERE) == ["buurthuis-oude-markt"]
    assert keys(theme="education") == ["buurthuis-oude-markt"]
    assert keys(language="ary") == ["buurthuis-oude-markt"]
    assert keys(kind="residents") == ["bewoners-van-het-kanaal"]
    assert keys(state="fading") == []
    assert keys(area="neighbourhood/3") == []


def test_who_is_active_everywhere_is_active_in_each_area(stage: Stage) -> None:
    add("Fietsersbond", places=("",))
    assert "fietsersbond" in keys(area="neighbourhood/3")
    assert [o.key for o in queries.in_area("neighbourhood/3")] == ["fietsersbond"]


def test_an_area_knows_those_of_its_neighbourhoods(stage: Stage) -> None:
    assert "buurthuis-oude-markt" in keys(area="municipality/21001")


def test_the_seat_gives_the_neighbourhood_where_nobody_says(stage: Stage) -> None:
    row = add("Zonder wijk", places=(), lon=4.345, lat=50.857)
    assert [place.partition("/")[0] for place in row.places] == ["neighbourhood"]


def test_near_a_point_the_nearest_comes_first(stage: Stage) -> None:
    far = add("Verderop", lon=4.347, lat=50.857)
    found = queries.near(4.345, 50.857, 400)
    assert [o.key for _metres, o in found] == ["buurthuis-oude-markt", far.key]
    assert found[0][0] < 1 < 100 < found[1][0] < 200
    assert queries.near(4.345, 50.857, 50)[0][1].key == "buurthuis-oude-markt"
    assert queries.near(5.0, 51.0, 400) == []


def test_an_entry_fades_after_a_year(stage: Stage) -> None:
    with at(now().replace(year=now().year + 2)):
        assert queries.organisation("buurthuis-oude-markt").state == "fading"
        assert keys(state="fading") == ["bewoners-van-het-kanaal", "buurthuis-oude-markt"]


def test_names_of_those_who_are_there(stage: Stage) -> None:
    assert queries.names(["buurthuis-oude-markt", "nobody", ""]) == {
        "buurthuis-oude-markt": Text({"nl": "Buurthuis Oude Markt", "fr": "Maison du Vieux Marché"})
    }
    assert ("bewoners-van-het-kanaal", "Bewoners van het Kanaal") in queries.options()
    with pytest.raises(Absent):
        queries.organisation("nobody")


@pytest.mark.parametrize(
    "path", ["organisations/", "organisations/?q=buurthus&area=neighbourhood/1", "organisations/buurthuis-oude-markt/"]
)
def test_a_page_asks_as_many_questions_for_a_hundred_as_for_two(stage: Stage, signed: Signed, path: str) -> None:
    client = signed(None)
    client.get(f"/en/{path}")
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(f"/en/{path}").status_code == 200
    for number in range(100):
        add(f"Vereniging {number}", languages=("nl",), themes=("work",))
    with CaptureQueriesContext(connection) as many:
        assert client.get(f"/en/{path}").status_code == 200
    assert len(many) == len(few) <= 12


def test_the_page_says_how_far_it_can_be_relied_on(stage: Stage, signed: Signed) -> None:
    page = signed(None).get("/en/organisations/buurthuis-oude-markt/").content.decode()
    assert "kept by the organisation itself" in page
    assert 'href="tel:02' in page
    with at(now().replace(year=now().year + 2)):
        later = signed(None).get("/en/organisations/buurthuis-oude-markt/").content.decode()
    assert "ask before you go" in later


def test_words_of_people_never_become_markup(stage: Stage, signed: Signed) -> None:
    row = add("<script>alert(1)</script>", does=Text.of("<img src=x onerror=alert(1)>", "nl"), seat="<b>here</b>")
    for path in (f"/en/organisations/{row.key}/", "/en/organisations/?q=%3Cscript%3E"):
        page = signed(None).get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>here" not in page


def test_a_list_is_sorted_as_the_language_of_the_page_sorts(stage: Stage, signed: Signed) -> None:
    add(Text({"nl": "Aap", "fr": "Éléphant", "en": "Zebra"}))
    add(Text({"nl": "Ezel", "fr": "Âne", "en": "Donkey"}))

    def first(language: str) -> bool:
        page = signed(None).get(f"/{language}/organisations/").content.decode()
        return page.index("/organisations/aap/") < page.index("/organisations/ezel/")

    assert (first("nl"), first("fr"), first("en")) == (True, False, False)
