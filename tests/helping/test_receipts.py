"""Somebody says something at a stand; one of us writes it down; they go home with a receipt whose code follows it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.support.scenes.helping import said
from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.contributions import actions as contributions
from wijk.contributions.access import HANDS, author_token
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.verbs import ROLES
from wijk.core.viewer import Passerby
from wijk.helping import access, actions, codes, consent
from wijk.helping.forms.writing import MOST_FIELDS, WriteForm
from wijk.helping.models import Receipt
from wijk.moderation.models import Pace
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db

WRITE = "/nl/office/helping/write/"


def client_of(stage: Stage, role: Any = "facilitator") -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)
    return client


def facts(**more: str) -> dict[str, str]:
    return {
        "kind": "idea", "title": "Een zebrapad", "body": "Aan de school.", "language": "fr", "at": "counter", "agreed": "spoken",
        "once": "one", **more,
    }  # fmt: skip


def code_on(answer: Any) -> str:
    found = re.search(r'receipt-sign">([^<]+)<', answer.content.decode())
    assert found
    return found.group(1)


# --- codes ----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=40))
@settings(max_examples=80)
def test_a_code_reads_as_itself_however_it_is_typed(seed: str) -> None:
    code = codes.code_of(seed)
    assert codes.read(code.lower()) == codes.read(f" {codes.shown(code)} ") == codes.read("-".join(code)) == code


@given(st.text(max_size=10), st.integers(0, codes.LENGTH - 1), st.sampled_from(codes.SIGNS))
@settings(max_examples=150)
def test_one_wrong_sign_is_always_noticed(seed: str, at: int, sign: str) -> None:
    code = codes.code_of(seed)
    wrong = code[:at] + sign + code[at + 1 :]
    assert (codes.read(wrong) is None) == (wrong != code)


@given(st.text(max_size=10), st.integers(0, codes.LENGTH - 3))
@settings(max_examples=80)
def test_two_signs_that_changed_places_are_always_noticed(seed: str, at: int) -> None:
    code = codes.code_of(seed)
    turned = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert (codes.read(turned) is None) == (turned != code)


@given(st.text(max_size=60))
def test_strange_words_are_no_code_and_no_fault(words: str) -> None:
    found = codes.read(words)
    assert found is None or len(found) == codes.LENGTH


# --- writing it down ------------------------------------------------------------------------------------------------


def test_the_code_is_kept_nowhere(stage: Stage) -> None:
    given_ = actions.write_down(stage.everywhere["facilitator"].viewer, said=said(email="an@voorbeeld.be"))
    with connection.cursor() as cursor:
        for model in (Receipt, Contribution, Entry):
            cursor.execute(f"select * from {model._meta.db_table}")
            assert given_.code not in str(cursor.fetchall())
    assert access.open_receipt(given_.code).contribution == given_.contribution


def test_the_same_form_sent_twice_gives_the_same_receipt(stage: Stage) -> None:
    viewer = stage.everywhere["facilitator"].viewer
    first = actions.write_down(viewer, said=said(), once="x1")
    lines, rows = Entry.objects.count(), Contribution.objects.count()
    second = actions.write_down(viewer, said=said(), once="x1")
    assert (second.code, second.repeated, first.repeated) == (first.code, True, False)
    assert (Entry.objects.count(), Contribution.objects.count()) == (lines, rows)
    other = actions.write_down(stage.everywhere["clerk"].viewer, said=said(), once="x1")
    assert other.code != first.code


@pytest.mark.parametrize(("more", "code"), [
    ({"agreed": ""}, "no-consent"), ({"agreed": "no"}, "no-consent"), ({"words": 99}, "no-consent"),
    ({"channel": "web"}, "no-channel"), ({"channel": "import"}, "no-channel"), ({"title": " "}, "no-title"),
])  # fmt: skip
def test_without_agreement_nothing_is_kept(stage: Stage, more: dict[str, Any], code: str) -> None:
    before = Contribution.objects.count(), Receipt.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as fault:
        actions.write_down(stage.everywhere["facilitator"].viewer, said=said(**{"title": "Een bank", **more}))
    assert fault.value.code == code
    assert str(fault.value)
    assert before == (Contribution.objects.count(), Receipt.objects.count(), Entry.objects.count())


@pytest.mark.parametrize("role", ROLES)
def test_who_may_write_down(stage: Stage, role: Any) -> None:
    viewer = stage.everywhere[role].viewer
    if role in HANDS:
        assert actions.write_down(viewer, said=said()).contribution.channel == "counter"
    else:
        with pytest.raises(NotAllowed):
            actions.write_down(viewer, said=said())
    with pytest.raises(NotAllowed):
        actions.write_down(Passerby(), said=said())


def test_who_works_in_one_neighbourhood_takes_in_what_is_asked_in_the_whole_city_and_there(stage: Stage) -> None:
    viewer = stage.elsewhere["facilitator"].viewer
    assert actions.write_down(viewer, said=said()).contribution.area == HERE
    opening = stage.scenes["contributions"].opening
    assert opening.place == HERE != ELSEWHERE
    with pytest.raises(NotAllowed):
        actions.write_down(viewer, said=actions.Said(opening, "idea", "Een bank", "", "nl", "spoken", "counter"))


def test_what_was_agreed_to_never_changes() -> None:
    assert [str(line) for line in consent.words(1)][1].startswith(("Everybody", "Iedereen", "Tout le monde"))
    assert len(consent.words(1)) == 5
    assert consent.words(0) == ()


def test_the_trail_says_that_and_not_who_said_it(stage: Stage) -> None:
    given_ = actions.write_down(stage.everywhere["facilitator"].viewer, said=said(email="an@voorbeeld.be"))
    entry = Entry.objects.get(verb=access.GIVE, subject=given_.contribution.key)
    assert entry.data == {"channel": "counter", "agreed": "spoken", "words": 1}
    assert given_.code not in str(entry.data)
    assert given_.contribution.person is None


# --- the form -------------------------------------------------------------------------------------------------------


def test_the_form_asks_at_most_eight_things(stage: Stage) -> None:
    form = WriteForm(opening=stage.scenes["helping"].said.opening, kinds=[], stops=[])
    assert len(form.visible_fields()) <= MOST_FIELDS


def test_from_the_form_to_the_receipt_on_paper(stage: Stage) -> None:
    client = client_of(stage)
    page = client.get(WRITE).content.decode()
    assert all(str(line) in page for line in consent.words())
    answer = client.post(WRITE, facts(), follow=True)
    code = code_on(answer)
    again = client.post(WRITE, facts(), follow=True)
    assert code_on(again) == code
    assert Contribution.objects.filter(title="Een zebrapad").count() == 1
    pdf_path = answer.redirect_chain[-1][0] + "receipt.pdf"
    for paper, width in (("", 105), ("?paper=strip", 80)):
        made = client.get(pdf_path + paper)
        assert made["Content-Type"] == "application/pdf"
        (sheet,) = PdfReader(io.BytesIO(made.content)).pages
        text = sheet.extract_text()
        assert code in text
        assert "Een zebrapad" in text
        assert "/fr/r/" in text
        assert "/fr/fr/" not in text
        assert round(float(sheet.mediabox.width) / 72 * 25.4) == width


def test_the_code_is_shown_to_who_wrote_it_down_for_half_an_hour(stage: Stage) -> None:
    client = client_of(stage)
    page = client.post(WRITE, facts())["Location"]
    assert client.get(page).status_code == 200
    assert client_of(stage).get(page).status_code == 404
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\u202egnitset", "日本語 العربية 🌳", "a" * 140, "\u200b\u200bx y z"]
)
def test_hostile_words_come_out_clean_and_on_paper(stage: Stage, words: str) -> None:
    client = client_of(stage)
    answer = client.post(WRITE, facts(title=words, once=words[:20]), follow=True)
    text = answer.content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert client.get(answer.redirect_chain[-1][0] + "receipt.pdf").status_code == 200


@pytest.mark.parametrize("more", [
    {"title": "x" * 100_000}, {"title": "Een\0bank"}, {"agreed": ""}, {"kind": "nothing"}, {"at": "stop:zzz"}, {"at": "web"},
    {"language": "zz"}, {"place_words": "Nergensstraat 99"}, {"email": "no address"}, {"place": "area:neighbourhood/zz"},
])  # fmt: skip
def test_what_is_not_right_is_said_and_nothing_is_kept(stage: Stage, more: dict[str, str]) -> None:
    before = Contribution.objects.count()
    answer = client_of(stage).post(WRITE, facts(**more))
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert Contribution.objects.count() == before


# --- following it ---------------------------------------------------------------------------------------------------


def test_the_code_opens_it_without_an_account_and_another_does_not(stage: Stage) -> None:
    scene = stage.scenes["helping"]
    client = Client(headers={"host": "localhost"})
    answer = client.get(f"/nl/r/?code={codes.shown(scene.code).lower()}", follow=True)
    text = answer.content.decode()
    assert scene.said.title in text
    assert "Bij de speeltuin." in text
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/nl/r/{codes.code_of('another')}/").status_code == 404
    assert client.get("/nl/r/nothing/").status_code == 404
    assert "error-summary" in client.get("/nl/r/?code=nothing").content.decode()


def test_codes_cannot_be_tried_without_end(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    cache.clear()
    assert client.get(f"/nl/r/{codes.code_of('0')}/").status_code == 404
    Pace.objects.filter(purpose="helping.receipt").update(count=1000)
    assert client.get(f"/nl/r/{codes.code_of('1')}/").status_code == 429
    assert client.get(f"/nl/r/{stage.scenes['helping'].code}/").status_code == 429


def test_with_the_code_one_changes_it_and_takes_it_back(stage: Stage) -> None:
    scene = stage.scenes["helping"]
    client = Client(headers={"host": "localhost"})
    page = client.get(f"/nl/r/{scene.code}/").content.decode()
    own = re.search(r'href="(/nl/[^"]*' + re.escape(author_token(scene.receipt.contribution)) + r'/)"', page)
    assert own
    assert client.post(own.group(1), {"do": "withdraw"}).status_code == 302
    after = client.get(f"/nl/r/{scene.code}/").content.decode()
    assert "Bij de speeltuin." not in after
    assert own.group(1) not in after


def test_hidden_words_stay_readable_for_who_holds_the_code_with_the_reason(stage: Stage) -> None:
    scene = stage.scenes["helping"]
    from_room = contributions.set_visibility
    from_room(scene.receipt.contribution, visibility="hidden", reason="insult")
    client = Client(headers={"host": "localhost"})
    assert scene.said.title in client.get(f"/nl/r/{scene.code}/").content.decode()
    assert client.get(f"/nl/voices/{scene.said.key}/").status_code == 410


def test_claimed_once_and_by_one(stage: Stage) -> None:
    scene = stage.scenes["helping"]
    path = f"/nl/r/{scene.code}/"
    nobody = Client(headers={"host": "localhost"}).post(path, {"do": "claim"})
    assert "/account/login/" in nobody["Location"]
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.stranger.person)
    assert client.post(path, {"do": "claim"}).status_code == 302
    assert client.post(path, {"do": "claim"}).status_code == 302
    assert Entry.objects.filter(verb=access.CLAIM).count() == 1
    assert Entry.objects.get(verb=access.CLAIM).actor == ""
    assert Contribution.objects.get(pk=scene.said.pk).person == stage.stranger.person
    with pytest.raises(Refused) as fault:
        actions.claim(stage.helper.viewer, receipt=Receipt.objects.get(pk=scene.receipt.pk))
    assert fault.value.code == "claimed"
    with pytest.raises(NotAllowed):
        actions.claim(Passerby(), receipt=scene.receipt)


def test_a_receipt_goes_with_its_contribution(stage: Stage) -> None:
    scene = stage.scenes["helping"]
    Contribution.objects.get(pk=scene.said.pk).delete()
    with pytest.raises(Absent):
        access.open_receipt(scene.code)
