"""A screen at a stand: what it opens, what it keeps of a person, and that it forgets all of it."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.stage import HERE, Stage
from wijk.accounts.models import Person
from wijk.contributions.models import Contribution
from wijk.conversations.models import Conversation, Voice, Vote
from wijk.core import clock
from wijk.core.errors import NotAllowed
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.helping import access, actions, visits
from wijk.helping.models import SELF, Receipt, Stop
from wijk.residence import actions as residence
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
HOME = "/nl/counter/"
PERSONAL = {"counter_visit", "residence", "sessionid", "messages"}


def opened(stage: Stage, role: Any = "facilitator", at: str = HERE, language: str = "nl") -> Client:
    """A browser that a member of the office made a screen."""
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)
    answer = client.post("/nl/office/helping/counter/", {"at": at, "language": language})
    assert answer["Location"] == f"/{language}/counter/"
    return client


def visit_on(answer: Any) -> str:
    found = re.search(r'name="visit" value="([0-9a-f]+)"', answer.content.decode())
    assert found
    return found.group(1)


def held(client: Client) -> set[str]:
    """Cookies that the browser still has."""
    return {name for name, cookie in client.cookies.items() if cookie.value}


def say(client: Client, **more: str) -> Any:
    page = client.get(f"{HOME}say/")
    facts = {
        "kind": "idea",
        "title": "Een bank",
        "body": "In de schaduw.",
        "visit": visit_on(page),
        "once": "one",
        **more,
    }
    return client.post(f"{HOME}say/", facts)


def talk() -> Conversation:
    return Conversation.objects.filter(state="open", who="anybody").earliest("pk")


def test_whoever_puts_it_up_is_signed_out_and_no_right_goes_with_it(stage: Stage) -> None:
    before = Entry.objects.count()
    client = opened(stage)
    assert Entry.objects.filter(verb="helping.open_counter").count() == 1
    assert Entry.objects.count() == before + 1
    assert "sessionid" not in held(client)
    for path in ("/nl/office/helping/write/", "/nl/office/stands/", "/nl/me/", "/nl/office/moderation/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"] or answer["Location"] == HOME
    sealed = client.cookies[visits.SCREEN]
    assert sealed["httponly"]
    assert sealed["samesite"] == "Lax"
    assert str(stage.everywhere["facilitator"].person.key) not in sealed.value


def test_it_opens_its_own_pages_and_leads_back_from_all_others(stage: Stage) -> None:
    client = opened(stage)
    for path in ("/nl/", "/nl/voices/", "/nl/account/signup/", "/nl/say/"):
        assert client.get(path)["Location"] == HOME, path
    row = talk()
    assert client.get(f"/nl/conversations/{row.key}/")["Location"] == f"{HOME}conversations/{row.key}/"
    assert client.get("/nl/residence/").status_code == 200
    assert Client(headers={"host": "localhost"}).get(HOME).status_code == 404


@pytest.mark.parametrize("role", ["resident", "expert", "auditor"])
def test_only_who_takes_in_words_puts_a_screen_up(stage: Stage, role: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.open_counter(stage.everywhere[role].viewer, area=HERE)
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)
    assert client.get("/nl/office/helping/counter/").status_code == 404


def test_a_host_puts_it_up_at_their_stop_and_ends_it(stage: Stage) -> None:
    stop: Stop = stage.scenes["helping"].stop
    stop.hosts.add(stage.stranger.person)
    with pytest.raises(NotAllowed):
        actions.open_counter(stage.stranger.viewer, stop=stop)
    with clock.at(stop.starts_at):
        client = Client(headers={"host": "localhost"})
        client.force_login(stage.stranger.person)
        client.post("/nl/office/helping/counter/", {"at": f"stop:{stop.key}", "language": "fr"})
        assert "Bij de kerk" in client.get("/fr/counter/").content.decode()
        say(client)
        assert Receipt.objects.latest("pk").stop == stop
        client.force_login(stage.stranger.person)
        assert client.get("/fr/stands/").status_code == 200
        assert visits.SCREEN not in held(client)


def test_what_is_said_comes_in_by_the_counter_with_a_receipt(stage: Stage) -> None:
    client = opened(stage)
    answer = say(client)
    row = Contribution.objects.latest("pk")
    assert (row.channel, row.title, row.person) == ("counter", "Een bank", None)
    assert Receipt.objects.get(contribution=row).consent == SELF
    assert answer["Location"] == f"{HOME}done/"
    page = client.get(answer["Location"])
    code = re.search(r'receipt-sign">([^<]+)<', page.content.decode())
    assert code
    assert access.open_receipt(code.group(1)).contribution == row
    assert page["Cache-Control"] == "no-store, private"
    assert '<meta http-equiv="refresh" content="60;url=/nl/counter/">' in page.content.decode()
    last = Entry.objects.filter(verb="contributions.enter").latest("index")
    assert last.actor == ""


def test_the_beginning_forgets_whoever_was_here(stage: Stage) -> None:
    client = opened(stage)
    say(client)
    client.cookies["residence"] = residence.declare(Operator(), area=HERE)
    client.get(f"{HOME}done/")
    answer = client.get(HOME)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store, private"
    assert not held(client) & PERSONAL
    assert visits.SCREEN in held(client)
    for page in ("done/", "say/", "receipt/"):
        again = client.get(f"{HOME}{page}")
        assert "Een bank" not in again.content.decode()
        assert again.status_code == 200 or again["Location"] == HOME


def test_a_form_of_who_was_here_before_is_not_sent_again(stage: Stage) -> None:
    client = opened(stage)
    old = visit_on(client.get(f"{HOME}say/"))
    client.get(HOME)
    count = Contribution.objects.count()
    for cookies in (client.cookies, SimpleCookie(client.cookies)):
        client.cookies = cookies
        facts = {"kind": "idea", "title": "Van een ander", "visit": old, "once": "one"}
        assert client.post(f"{HOME}say/", facts)["Location"] == HOME
        client.get(f"{HOME}say/")  # somebody else begins
    assert Contribution.objects.count() == count


def test_the_same_form_twice_is_once_and_two_forms_are_two(stage: Stage) -> None:
    client = opened(stage)
    count = Contribution.objects.count()
    say(client)
    say(client)
    say(client, once="two", title="Een boom")
    assert Contribution.objects.count() == count + 2


def vote(client: Client, row: Conversation, choice: str = "agree") -> None:
    path = f"{HOME}conversations/{row.key}/"
    page = client.get(path)
    number = re.search(r'name="statement" value="(\d+)"', page.content.decode())
    assert number
    client.post(path, {"visit": visit_on(page), "statement": number.group(1), "choice": choice})


def test_each_person_at_the_screen_is_a_voice_of_their_own(stage: Stage) -> None:
    client, row = opened(stage), talk()
    before = set(Voice.objects.filter(conversation=row).values_list("pk", flat=True))
    for _person in range(3):
        vote(client, row)
        vote(client, row, "disagree")
        assert "voice_nl" not in client.cookies
        client.get(HOME)
    fresh = Voice.objects.filter(conversation=row).exclude(pk__in=before)
    assert [voice.votes.count() for voice in fresh] == [2, 2, 2]


def test_where_a_process_asks_it_the_screen_leads_to_residence_and_back(stage: Stage) -> None:
    row = talk()
    scope = Subject("conversations.conversation", row.key)
    residence.require(Operator(), scope=scope, level="declared", why=Text.of("Het gaat over deze straten."))
    client = opened(stage)
    path = f"{HOME}conversations/{row.key}/"
    page = client.get(path)
    assert 'name="choice"' not in page.content.decode()
    way = re.search(r'href="(/nl/residence/for/[^"]+)"', page.content.decode())
    assert way
    assert "deze straten" in client.get(way.group(1).replace("&amp;", "&")).content.decode()
    count = Vote.objects.count()
    client.post(path, {"visit": visit_on(client.get(f"{HOME}say/")), "statement": "1", "choice": "agree"})
    assert Vote.objects.count() == count
    client.post("/nl/residence/declare/", {"area": HERE, "for": f"{scope}?least=none"})
    assert "residence" in held(client)
    vote(client, row)
    assert Vote.objects.count() == count + 1
    client.get(HOME)
    assert 'name="choice"' not in client.get(path).content.decode()


def test_a_receipt_is_looked_up_and_its_code_stands_in_no_address(stage: Stage) -> None:
    scene, client = stage.scenes["helping"], opened(stage)
    visit = visit_on(client.get(f"{HOME}receipt/"))
    answer = client.post(f"{HOME}receipt/", {"visit": visit, "code": scene.code.lower()})
    assert "Een drinkfontein" in answer.content.decode()
    wrong = client.post(f"{HOME}receipt/", {"visit": visit, "code": "2222222222"})
    assert "Een drinkfontein" not in wrong.content.decode()


def test_news_are_asked_for_by_a_letter_and_the_address_stays_nowhere(stage: Stage) -> None:
    client = opened(stage)
    page = client.get(f"{HOME}news/")
    facts = {"visit": visit_on(page), "what": f"area:{HERE}", "email": "an@voorbeeld.be"}
    assert "an@voorbeeld.be" not in client.post(f"{HOME}news/", facts).content.decode()
    assert "an@voorbeeld.be" not in client.get(f"{HOME}news/").content.decode()


def test_it_closes_after_its_time_and_stays_closed(stage: Stage) -> None:
    client = opened(stage)
    with clock.at(clock.now() + timedelta(hours=13)):
        assert 'class="plain screen-ways"' not in client.get(HOME).content.decode()
        assert client.get(f"{HOME}say/")["Location"] == HOME
        assert client.get("/nl/voices/")["Location"] == HOME


def test_signing_in_ends_it_for_who_works_here_and_for_nobody_else(stage: Stage) -> None:
    client = opened(stage)
    client.force_login(stage.stranger.person)
    assert client.get("/nl/me/")["Location"] == HOME
    client.get(HOME)
    assert "sessionid" not in held(client)
    assert visits.SCREEN in held(client)
    client.force_login(stage.everywhere["clerk"].person)
    assert client.get("/nl/office/helping/counter/").status_code == 200
    assert visits.SCREEN not in held(client)
    assert client.get("/nl/voices/").status_code == 200


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_forged_cookie_makes_no_screen(stage: Stage, words: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.cookies[visits.SCREEN] = words.encode("ascii", "ignore").decode()
    assert client.get(HOME).status_code == 404


def test_a_right_that_was_taken_away_makes_no_difference_to_the_screen_that_has_none(stage: Stage) -> None:
    client = opened(stage)
    Person.objects.filter(pk=stage.everywhere["facilitator"].person.pk).update(is_active=False)
    assert say(client)["Location"] == f"{HOME}done/"
