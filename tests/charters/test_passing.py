"""Who has no account says something too: shown once their letter is opened, answered by the same link, and their address not kept."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.support.stage import Stage
from wijk.charters import access, actions
from wijk.charters.models import Remark, Round, Waiting
from wijk.charters.providing import own_words, reminds
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.text import Text
from wijk.trail.models import Entry

ADDRESS = "voorbijganger@voorbeeld.be"
WORDS = "De vergadering is te vroeg op de dag."


@pytest.fixture
def round(stage: Stage) -> Round:
    found: Round = stage.scenes["charters"].round
    return found


@pytest.fixture
def client(stage: Stage) -> Client:
    return Client(headers={"host": "localhost"})


def say(client: Client, round: Round, **more: str) -> str:
    told = {"wish": "change", "body": WORDS, "email": ADDRESS} | more
    answer = client.post(f"/nl/reviews/{round.key}/meetings/say/", told, follow=True)
    return str(answer.content.decode())


def link() -> str:
    """The link in the letter."""
    body = Letter.objects.filter(to=ADDRESS).latest("pk").body
    found = re.search(r"https?://[^/]+(/nl/reviews/yours/\S+)", body)
    assert found
    return found[1]


def test_it_is_shown_once_the_letter_is_opened_and_answered_by_the_same_link(
    stage: Stage, client: Client, round: Round
) -> None:
    page = f"/nl/reviews/{round.key}/meetings/"
    assert "say/" in client.get(page).content.decode()
    say(client, round)
    assert WORDS not in client.get(page).content.decode()
    yours = link()
    assert WORDS in client.get(yours).content.decode()
    assert WORDS not in client.get(page).content.decode()  # a mail program that looks into links says nothing
    client.post(yours, {"do": "confirm"})
    client.post(yours, {"do": "confirm"})  # a second click takes nothing back and says nothing twice
    assert client.get(page).content.decode().count(WORDS) == 1
    said = Remark.objects.get(body=WORDS)
    assert (said.person, said.voice, said.language) == (None, "citizen", "nl")
    actions.answer(
        stage.everywhere["facilitator"].viewer, said=said, outcome="taken", reason=Text.of("Voortaan om acht.")
    )
    assert "Voortaan om acht." in client.get(yours).content.decode()


def test_the_address_stands_nowhere_but_in_the_letter(stage: Stage, client: Client, round: Round) -> None:
    say(client, round)
    client.post(link(), {"do": "confirm"})
    rows = [*Waiting.objects.values_list(), *Remark.objects.values_list()]
    assert ADDRESS not in repr(rows)
    for entry in Entry.objects.order_by("-pk")[:3]:
        assert ADDRESS not in repr(entry.__dict__)
        assert WORDS not in repr(entry.__dict__)


def test_the_holder_of_the_letter_takes_their_words_back_and_nobody_elses(
    stage: Stage, client: Client, round: Round
) -> None:
    say(client, round)
    yours = link()
    client.post(yours, {"do": "confirm"})
    client.post(yours, {"do": "take_back"})
    assert Remark.objects.get(key=Waiting.objects.get(confirmed_at__isnull=False).key).body == ""
    token = yours.rstrip("/").rpartition("/")[2]
    forged = token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")
    assert client.get(f"/nl/reviews/yours/{forged}/").status_code == 404
    holder = access.Holder("other")
    with pytest.raises(NotAllowed):
        actions.withdraw(holder, said=stage.scenes["charters"].remark)


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"body": "  "}, "body"),
        ({"email": "geen adres"}, "email"),
        ({"wish": "burn"}, "wish"),
        ({"email": "a@b\n.be"}, "email"),
    ],
)
def test_what_is_missing_is_said_beside_its_box(
    stage: Stage, client: Client, round: Round, told: dict[str, str], names: str
) -> None:
    before = Letter.objects.count()
    page = say(client, round, **told)
    assert f'id="meetings-{names}' in page
    assert "error-summary" in page
    assert Letter.objects.count() == before


def test_one_address_neither_floods_a_review_nor_says_the_same_twice(stage: Stage, round: Round) -> None:
    def ask(body: str) -> None:
        actions.ask_to_say(round=round, slug="meetings", wish="keep", email=ADDRESS, body=body)

    ask("Eén")
    with pytest.raises(Refused) as fault:
        ask("Eén")
    assert fault.value.code == "said-twice"
    for n in range(9):
        ask(f"Ding {n}")
    with pytest.raises(Refused) as fault:
        ask("Nog één")
    assert fault.value.code == "many"


def test_after_the_last_day_nothing_is_taken_nor_shown(stage: Stage, client: Client, round: Round) -> None:
    waiting = actions.ask_to_say(round=round, slug="space", wish="keep", body="Laat", email=ADDRESS)
    with clock.at(clock.now() + timedelta(days=22)):
        with pytest.raises(Refused):
            actions.confirm_said(waiting=waiting)
        with pytest.raises(Refused):
            actions.ask_to_say(round=round, slug="space", wish="keep", body="Later", email=ADDRESS)
        assert "Laat" not in client.get(f"/nl/reviews/{round.key}/space/").content.decode()


def test_what_nobody_confirmed_is_forgotten(stage: Stage, round: Round) -> None:
    waiting = actions.ask_to_say(round=round, slug="space", wish="keep", body="Stil", email=ADDRESS)
    later = clock.now() + timedelta(days=9)
    with clock.at(later):
        reminds.work(later)
    assert not Waiting.objects.filter(pk=waiting.pk).exists()
    with pytest.raises(Absent):
        access.open_by_letter(access.said_token(waiting.key))


def test_who_erases_their_account_takes_the_print_of_their_address_along(stage: Stage, round: Round) -> None:
    person = stage.stranger.person
    actions.ask_to_say(round=round, slug="space", wish="keep", body="Ik", email=str(person.email))
    before = Waiting.objects.count()
    own_words.erase(person.key)
    assert Waiting.objects.count() == before - 1
