"""What goes on stands on the page of every area that it touches, and on no other."""

from datetime import timedelta

from django.test import Client

from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings.actions import plan_meeting
from wijk.organs.actions import found_organ, give_mandate
from wijk.portal.now import ORGANS
from wijk.processes.actions import create_process


def page(ref: str, language: str = "en") -> str:
    return Client(headers={"host": "localhost"}).get(f"/{language}/{ref}/").content.decode()


def committee(place: str) -> Text:
    title = Text({"nl": "Comité van de kade", "fr": "Comité du quai", "en": "Committee of the quay"})
    organ = found_organ(Operator(), title=title, kind="neighbourhood-commission", place=place)
    give_mandate(Operator(), organ=organ, role="chair", name="An Aerts", since=clock.today(), public=True)
    at = clock.now().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=9)
    plan_meeting(
        Operator(), organ=organ, title=Text({"nl": "Over de kade", "fr": "À propos du quai", "en": "About the quay"}),
        starts_at=at, ends_at=at + timedelta(hours=2), where=Text.of("Zaal"), place=place,
    )  # fmt: skip
    return title


def test_who_decides_and_when_they_meet_stands_on_the_page_of_the_neighbourhood(stage: Stage) -> None:
    committee(HERE)
    here, elsewhere = page(HERE), page(ELSEWHERE)
    assert "Committee of the quay" in here
    assert "About the quay" in here
    assert "Committee of the quay" not in elsewhere
    assert "About the quay" not in elsewhere
    assert "Comité du quai" in page(HERE, "fr")


def test_what_touches_the_whole_city_stands_everywhere(stage: Stage) -> None:
    committee("")
    assert "Committee of the quay" in page(HERE)
    assert "Committee of the quay" in page(ELSEWHERE)


def test_a_municipality_shows_what_goes_on_in_its_neighbourhoods(stage: Stage) -> None:
    committee(HERE)
    assert "Committee of the quay" in page("municipality/21001")


def test_a_process_that_nobody_announced_shows_nowhere(stage: Stage) -> None:
    create_process(Operator(), title=Text.of("Still in a drawer"), place=HERE)
    assert "Still in a drawer" not in page(HERE)
    client = Client(headers={"host": "localhost"})
    assert "Still in a drawer" not in client.get("/en/find/?q=drawer").content.decode()


def test_one_can_follow_the_place_from_its_page(stage: Stage) -> None:
    assert "/en/follow/?what=area:neighbourhood/1" in page(HERE)


def test_the_search_finds_what_rooms_hold(stage: Stage) -> None:
    committee(HERE)
    found = Client(headers={"host": "localhost"}).get("/en/find/?q=quay").content.decode()
    assert "Committee of the quay" in found


def test_who_decides_here_stands_before_who_decides_for_the_whole_city(stage: Stage) -> None:
    for n in range(ORGANS):
        found_organ(Operator(), title=Text.of(f"Council {n}"), kind="advisory-council", place="")
    committee(HERE)
    words = page(HERE).partition('id="decide"')[2].partition("</div>")[0]
    assert "Committee of the quay" in words
    assert words.index("Committee of the quay") < words.index("Council 0")
