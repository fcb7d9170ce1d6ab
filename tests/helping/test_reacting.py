"""Somebody supports something, or says something to it, by the hand of another: agreed, counted once, with a receipt whose code follows it."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from tests.support.scenes.helping import terms
from tests.support.scenes.residence import CARDS
from tests.support.stage import HERE, Stage
from wijk.contributions import actions as contributions
from wijk.contributions.access import HANDS
from wijk.contributions.models import Comment, Contribution, Opening, Support
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.verbs import ROLES, Role
from wijk.core.viewer import Operator, Passerby
from wijk.helping import actions, codes
from wijk.helping.actions import Reaction
from wijk.helping.forms.reacting import ReactForm
from wijk.helping.forms.writing import MOST_FIELDS
from wijk.helping.models import Slip
from wijk.moderation import actions as moderation
from wijk.moderation.models import Item
from wijk.residence import actions as residence
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db

CARD = next(iter(CARDS))


def voice(stage: Stage) -> Contribution:
    """What is supported: an idea that everybody reads."""
    row: Contribution = stage.scenes["helping"].said
    return Contribution.objects.select_related("opening", "kind").get(pk=row.pk)


def reaction(stage: Stage, what: str = "support", **more: Any) -> Reaction:
    """Somebody at the counter."""
    told: dict[str, Any] = {"language": "fr", "agreed": "spoken", "channel": "counter", **more}
    if what == "comment":
        told = {"section": "for", "body": "Il y a souvent des enfants.", **told}
    return Reaction(voice(stage), what, **told)


def facts(**more: str) -> dict[str, str]:
    return {"what": "support", "language": "fr", "at": "counter", "agreed": "spoken", "once": "one", **more}


def client_of(stage: Stage, role: Role = "facilitator") -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)
    return client


def code_on(answer: Any) -> str:
    found = re.search(r'receipt-sign">([^<]+)<', answer.content.decode())
    assert found
    return codes.read(found.group(1)) or ""


def asks_where_one_lives(stage: Stage) -> str:
    """A process asks that one shows where one lives; the code of the pass of somebody, who has an account, too."""
    row = voice(stage)
    Opening.objects.filter(pk=row.opening_id).update(process="asks-them")
    residence.require(
        Operator(), scope=Subject("processes.process", "asks-them"), level="verified", why=Text.of("Omdat het hier is.")
    )
    residence.show_line(stage.stranger.viewer, cells=[CARD])
    return residence.confirm_at_counter(Operator(), area=HERE, seen=True, line=[CARD]).pass_code


# --- the deed -------------------------------------------------------------------------------------------------------


def test_a_support_counts_once_however_often_the_form_comes(stage: Stage) -> None:
    viewer, before = stage.everywhere["facilitator"].viewer, voice(stage).supports
    first = actions.react_for(viewer, reaction=reaction(stage), once="a")
    again = actions.react_for(viewer, reaction=reaction(stage), once="a")
    assert (again.code, again.repeated, first.repeated) == (first.code, True, False)
    assert voice(stage).supports == before + 1
    actions.react_for(viewer, reaction=reaction(stage), once="b")
    actions.react_for(stage.everywhere["clerk"].viewer, reaction=reaction(stage), once="a")
    assert voice(stage).supports == before + 3


def test_a_support_leaves_no_line_and_a_comment_says_that_a_receipt_was_given(stage: Stage) -> None:
    viewer, before = stage.everywhere["facilitator"].viewer, Entry.objects.count()
    actions.react_for(viewer, reaction=reaction(stage), once="a")
    assert Entry.objects.count() == before
    given = actions.react_for(viewer, reaction=reaction(stage, "comment"), once="a")
    lines = Entry.objects.order_by("index")[before:]
    assert [(line.verb, line.actor) for line in lines] == [
        ("contributions.comment", ""),
        ("helping.give_receipt", viewer.key),
    ]
    assert "enfants" not in str([line.data for line in lines])
    assert given.slip.comment is not None
    assert (given.slip.comment.section, given.slip.comment.person, given.slip.comment.shown_as) == ("for", None, "")
    same = actions.react_for(viewer, reaction=reaction(stage, "comment"), once="a")
    assert (same.code, Comment.objects.filter(body__contains="enfants").count()) == (given.code, 1)


def test_the_code_is_kept_nowhere_and_shares_no_sign_with_what_it_is_for(stage: Stage) -> None:
    given = actions.react_for(stage.everywhere["facilitator"].viewer, reaction=reaction(stage), once="a")
    with connection.cursor() as cursor:
        for model in (Slip, Support, Entry):
            cursor.execute(f"select * from {model._meta.db_table}")
            assert given.code not in str(cursor.fetchall())


@pytest.mark.parametrize(("what", "more", "code"), [
    ("support", {"agreed": ""}, "no-consent"), ("support", {"words": 99}, "no-consent"), ("support", {"channel": "web"}, "no-channel"),
    ("shout", {}, "no-reaction"), ("comment", {"section": "loud"}, "no-section"), ("comment", {"body": " "}, "no-comment"),
])  # fmt: skip
def test_what_is_not_right_keeps_nothing(stage: Stage, what: str, more: dict[str, Any], code: str) -> None:
    before = voice(stage).supports, Comment.objects.count(), Slip.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as fault:
        actions.react_for(stage.everywhere["facilitator"].viewer, reaction=reaction(stage, what, **more), once="a")
    assert fault.value.code == code
    assert before == (voice(stage).supports, Comment.objects.count(), Slip.objects.count(), Entry.objects.count())


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_it_is_who_writes_things_down(stage: Stage, role: Role) -> None:
    viewer = stage.everywhere[role].viewer
    if role in HANDS:
        assert actions.react_for(viewer, reaction=reaction(stage), once="a").code
    else:
        with pytest.raises(NotAllowed):
            actions.react_for(viewer, reaction=reaction(stage), once="a")
    with pytest.raises(NotAllowed):
        actions.react_for(Passerby(), reaction=reaction(stage), once="a")


def test_what_is_no_longer_shown_takes_nothing(stage: Stage) -> None:
    Contribution.objects.filter(pk=voice(stage).pk).update(visibility="hidden")
    for what in ("support", "comment"):
        with pytest.raises(Refused) as fault:
            actions.react_for(stage.everywhere["facilitator"].viewer, reaction=reaction(stage, what), once="a")
        assert fault.value.code == "not-shown"


# --- one person counts once -----------------------------------------------------------------------------------------


def test_with_a_pass_one_counts_once_by_account_on_the_web_and_by_the_hand_of_two(stage: Stage) -> None:
    code, before = asks_where_one_lives(stage), voice(stage).supports
    fay, clerk = stage.everywhere["facilitator"].viewer, stage.everywhere["clerk"].viewer
    contributions.support(stage.stranger.viewer, contribution=voice(stage))
    assert voice(stage).supports == before + 1
    given = actions.react_for(fay, reaction=reaction(stage, pass_code=code), once="a")
    actions.react_for(clerk, reaction=reaction(stage, pass_code=code), once="b")
    session = residence.known_at_counter(Operator(), pass_code=code)
    contributions.support(Passerby(), contribution=voice(stage), session=session)
    assert voice(stage).supports == before + 1
    assert actions.take_back(Passerby(), slip=given.slip)
    assert voice(stage).supports == before
    assert not contributions.supported(stage.stranger.viewer, voice(stage))


@pytest.mark.parametrize("what", ["support", "comment"])
def test_where_it_is_asked_where_one_lives_nothing_counts_without_it(stage: Stage, what: str) -> None:
    asks_where_one_lives(stage)
    before = voice(stage).supports, Comment.objects.count()
    for wrong in ("", "AAAA-AAAA-AAAA"):
        with pytest.raises(Refused) as fault:
            actions.react_for(
                stage.everywhere["facilitator"].viewer, reaction=reaction(stage, what, pass_code=wrong), once="a"
            )
        assert fault.value.params["field"] == "pass"
    assert before == (voice(stage).supports, Comment.objects.count())


def test_a_support_stays_one_where_two_ideas_are_taken_together_and_can_be_taken_back(stage: Stage) -> None:
    fay = stage.everywhere["facilitator"].viewer
    given = actions.react_for(fay, reaction=reaction(stage), once="a")
    other = Contribution.objects.filter(visibility="shown", merged_into=None).exclude(pk=voice(stage).pk).first()
    assert other is not None
    contributions.merge(voice(stage), into=other)
    other.refresh_from_db()
    with_it = other.supports
    slip = Slip.objects.select_related("contribution__merged_into").get(pk=given.slip.pk)
    assert actions.take_back(Passerby(), slip=slip)
    other.refresh_from_db()
    assert other.supports == with_it - 1
    assert not actions.take_back(Passerby(), slip=slip)
    assert not Support.objects.filter(mark=slip.hand).exists()


# --- the pages ------------------------------------------------------------------------------------------------------


def test_from_the_page_of_an_idea_to_the_receipt_and_back_by_its_code(stage: Stage) -> None:
    client, key, before = client_of(stage), voice(stage).key, voice(stage).supports
    path = f"/nl/office/helping/for/{key}/"
    assert path in client.get(f"/nl/voices/{key}/").content.decode()
    assert path not in Client(headers={"host": "localhost"}).get(f"/nl/voices/{key}/").content.decode()
    page = client.get(path)
    assert page.status_code == 200
    assert "no-referrer" not in page.headers["Referrer-Policy"]
    answer = client.post(path, facts(), follow=True)
    code = code_on(answer)
    assert voice(stage).supports == before + 1
    link = re.search(r'href="([^"]+receipt\.pdf)"', answer.content.decode())
    assert link is not None
    paper = client.get(link.group(1))
    words = " ".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
    assert codes.shown(code) in words
    assert voice(stage).title in words
    anybody = Client(headers={"host": "localhost"})
    assert anybody.get(f"/fr/r/?code={code}").status_code == 302
    assert voice(stage).title in anybody.get(f"/fr/r/{code}/").content.decode()
    assert anybody.post(f"/fr/r/{code}/", {"do": "take_back"}).status_code == 302
    assert voice(stage).supports == before
    assert 'value="take_back"' not in anybody.get(f"/fr/r/{code}/").content.decode()


def test_a_comment_is_followed_by_its_code_until_it_is_taken_back(stage: Stage) -> None:
    client, key = client_of(stage), voice(stage).key
    sent = facts(what="question", body="Wie onderhoudt het?", language="nl")
    code = code_on(client.post(f"/nl/office/helping/for/{key}/", sent, follow=True))
    said = Comment.objects.get(body="Wie onderhoudt het?")
    contributions.comment(
        stage.stranger.viewer, contribution=voice(stage), section="other", body="De stad.", language="nl", parent=said
    )
    anybody = Client(headers={"host": "localhost"})
    assert "Wie onderhoudt het?" in anybody.get(f"/nl/r/{code}/").content.decode()
    anybody.post(f"/nl/r/{code}/", {"do": "take_back"})
    anybody.post(f"/nl/r/{code}/", {"do": "take_back"})
    for page in (f"/nl/r/{code}/", f"/nl/voices/{key}/"):
        assert "Wie onderhoudt het?" not in anybody.get(page).content.decode()
    assert "De stad." in anybody.get(f"/nl/voices/{key}/").content.decode()
    said.refresh_from_db()
    assert (said.visibility, said.body) == ("withdrawn", "")
    assert Entry.objects.filter(verb="helping.take_back").count() == 1


def test_what_a_moderator_took_away_says_why_to_who_holds_the_code(stage: Stage) -> None:
    given = actions.react_for(stage.everywhere["facilitator"].viewer, reaction=reaction(stage, "comment"), once="a")
    assert given.slip.comment is not None
    item = Item.objects.get(subject=f"contributions.comment:{given.slip.comment.key}")
    moderation.hide(stage.everywhere["manager"].viewer, item=item, reason="insult")
    page = Client(headers={"host": "localhost"}).get(f"/en/r/{given.code}/").content.decode()
    assert "A moderator took it away." in page
    assert "Say why" in page


def test_the_code_is_shown_to_who_wrote_it_down_and_for_half_an_hour(stage: Stage) -> None:
    client, key = client_of(stage), voice(stage).key
    path = client.post(f"/en/office/helping/for/{key}/", facts())["Location"]
    assert client.get(path).status_code == 200
    for other in (path, f"{path}receipt.pdf"):
        assert client_of(stage, "manager").get(other).status_code == 404
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(("sent", "box"), [
    ({"what": "for", "body": ""}, "body"), ({"what": "support", "body": "En nog iets"}, "what"), ({"what": "nothing"}, "what"),
    ({"agreed": ""}, "agreed"), ({"at": "web"}, "at"), ({"body": "x" * 30_000, "what": "for"}, "body"),
])  # fmt: skip
def test_what_is_missing_is_said_at_its_box_and_what_was_typed_stays(
    stage: Stage, sent: dict[str, str], box: str
) -> None:
    before = voice(stage).supports
    answer = client_of(stage).post(f"/en/office/helping/for/{voice(stage).key}/", facts(**sent))
    assert answer.status_code == 200
    assert f'id="id_{box}_error"' in answer.content.decode()
    assert sent.get("body", "")[:100] in answer.content.decode()
    assert voice(stage).supports == before


def test_the_host_of_a_stop_does_it_while_the_stop_lasts(stage: Stage) -> None:
    scene, host = stage.scenes["helping"], stage.stranger
    path = f"/en/office/helping/for/{voice(stage).key}/"
    client = Client(headers={"host": "localhost"})
    client.force_login(host.person)
    assert client.get(path).status_code == 404
    stop = actions.set_stop(
        stage.everywhere["facilitator"].viewer, tour=scene.tour, terms=terms(0, hosts=[host.person])
    )
    assert path in client.get(f"/en/voices/{voice(stage).key}/").content.decode()
    assert client.post(path, facts(at=f"stop:{stop.key}")).status_code == 302
    assert Slip.objects.get().stop == stop


def test_it_never_asks_more_than_eight_things(stage: Stage) -> None:
    asks_where_one_lives(stage)
    form = ReactForm(contribution=voice(stage), stops=[])
    assert len(form.visible_fields()) <= MOST_FIELDS
    assert "pass" in form.fields
