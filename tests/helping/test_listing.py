"""People do something by themselves and say where and when: no form behind it, no approval, no score."""

import ast
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.support.house import SOURCE, python_files, room_of
from tests.support.scenes.helping import line
from tests.support.stage import HERE, Stage
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.viewer import Passerby
from wijk.helping import access, actions, providing, queries
from wijk.helping.forms.listing import LineForm
from wijk.helping.models import CitizensAction
from wijk.moderation import actions as moderation
from wijk.moderation.access import Guard
from wijk.moderation.models import Item
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db

NEW = "/nl/citizens-actions/new/"


def facts(**more: str) -> dict[str, str]:
    day = (clock.today() + timedelta(days=3)).isoformat()
    return {"title": "Straatfeest", "place_words": "Ons pleintje", "day": day, **more}


def test_with_an_account_it_is_there_at_once_and_counts_once(stage: Stage) -> None:
    row = actions.list_action(stage.stranger.viewer, line=line(), once="o1")
    assert row.visibility == "shown"
    assert actions.list_action(stage.stranger.viewer, line=line(), once="o1") == row
    assert row in queries.actions_coming(HERE)
    entry = Entry.objects.get(verb=access.LIST, subject=row.key)
    assert (entry.actor, entry.data) == ("", {})


def test_without_an_account_after_the_link_of_a_letter_and_the_address_is_kept_nowhere(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    sent = facts(email="an@voorbeeld.be") | Guard.passed("helping.list_action")
    assert client.post(NEW, sent).status_code == 302
    row = CitizensAction.objects.get(title="Straatfeest")
    assert row.visibility == "unconfirmed"
    assert client.get(f"/nl/citizens-actions/{row.key}/").status_code == 404
    body = Letter.objects.get(key=f"action-{row.key}").body
    link = "/" + next(word for word in body.split() if "/own/" in word).split("/", 3)[3]
    assert client.get(link).status_code == 200
    assert CitizensAction.objects.get(pk=row.pk).visibility == "unconfirmed"
    client.post(link, {"do": "confirm"})
    client.post(link, {"do": "confirm"})
    assert client.get(f"/nl/citizens-actions/{row.key}/").status_code == 200
    assert Entry.objects.filter(verb=access.CONFIRM_ACTION, subject=row.key).count() == 1
    assert "an@voorbeeld.be" not in str(list(CitizensAction.objects.values()))
    client.post(link, {"do": "take_off"})
    assert client.get(f"/nl/citizens-actions/{row.key}/").status_code == 410
    assert CitizensAction.objects.get(pk=row.pk).title == ""


def test_what_nobody_confirms_is_forgotten_after_a_week_and_nothing_else(stage: Stage) -> None:
    actions.list_action(Passerby(), line=line("Vergeten"), email="an@voorbeeld.be")
    count = CitizensAction.objects.count()
    with clock.at(clock.now() + timedelta(days=8)):
        assert providing.forgetting.work(clock.now()) >= 1
    assert (
        CitizensAction.objects.exclude(visibility="unconfirmed").count() == CitizensAction.objects.count() == count - 1
    )


@pytest.mark.parametrize(("more", "code"), [
    ({"title": " "}, "no-title"), ({"title": "x" * 141}, "too-long"), ({"words": "", "where": None}, "no-place"),
    ({"link": "javascript:alert(1)"}, "no-link"), ({"link": "https://x.be/" + "a" * 400}, "no-link"),
])  # fmt: skip
def test_what_is_not_right_is_refused(stage: Stage, more: dict[str, Any], code: str) -> None:
    told = {"title": "Feest", **more}
    with pytest.raises(Refused) as fault:
        actions.list_action(stage.stranger.viewer, line=line(**told))
    assert fault.value.code == code


@pytest.mark.parametrize("days", [-1, 800])
def test_a_day_that_cannot_be(stage: Stage, days: int) -> None:
    odd = actions.Line("Feest", "Plein", clock.today() + timedelta(days=days))
    with pytest.raises(Refused) as fault:
        actions.list_action(stage.stranger.viewer, line=odd)
    assert fault.value.code == "no-day"


def test_only_its_author_takes_it_off(stage: Stage) -> None:
    row = stage.scenes["helping"].action
    other = actions.list_action(stage.stranger.viewer, line=line("Ander"))
    for viewer, token in (
        (Passerby(), ""),
        (stage.helper.viewer, ""),
        (Passerby(), access.own_token(other)),
        (Passerby(), "x" * 900),
    ):
        with pytest.raises(NotAllowed):
            actions.take_off_action(viewer, action=row, token=token)
    assert actions.take_off_action(Passerby(), action=row, token=access.own_token(row)).visibility == "withdrawn"


def test_moderated_after_only_and_its_place_stays_with_the_reason(stage: Stage) -> None:
    row = stage.scenes["helping"].action
    subject = actions.subject_of(row)
    assert row.visibility == "shown"
    item = Item.objects.get(subject=str(subject))
    verdict = moderation.hide(stage.everywhere["facilitator"].viewer, item=item, reason="insult")
    assert verdict.told == 1
    answer = Client(headers={"host": "localhost"}).get(f"/nl/citizens-actions/{row.key}/")
    assert answer.status_code == 410
    assert row.title not in answer.content.decode()
    assert not queries.actions_coming().filter(pk=row.pk).exists()
    assert (
        "/appeal/"
        in Client(headers={"host": "localhost"})
        .get(f"/nl/citizens-actions/own/{access.own_token(row)}/")
        .content.decode()
    )


def test_it_asks_for_what_where_and_when_and_for_no_more(stage: Stage) -> None:
    assert [field.name for field in LineForm(signed_in=True).visible_fields() if field.field.required] == [
        "title",
        "place_words",
        "day",
    ]
    names = {field.name for field in CitizensAction._meta.get_fields()}
    assert not names & {"score", "approved", "approved_by", "budget", "state", "status", "points"}
    page = (
        Client(headers={"host": "localhost"})
        .get(f"/en/citizens-actions/{stage.scenes['helping'].action.key}/")
        .content.decode()
    )
    assert "needs nothing from us" in page


def test_nothing_that_one_gets_depends_on_taking_part() -> None:
    """No room asks whether somebody took part: what people do, and their receipts, are read in this room and at the desk alone."""
    found = []
    for path in python_files():
        if room_of(path) in ("helping", "config", "demo"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            if module and module.startswith("wijk.helping"):
                found.append(str(path.relative_to(SOURCE)))
    assert not found


@pytest.mark.parametrize("more", [
    {"title": "<b>x</b>\u202e"}, {"title": "a\0b"}, {"title": "y" * 5000}, {"day": "morgen"}, {"time": "25:99"}, {"link": "ftp://x"},
    {"place": "street:zz"}, {"place": "area:zz/zz"},
])  # fmt: skip
def test_hostile_lines_do_not_break_the_page(stage: Stage, more: dict[str, str]) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.stranger.person)
    answer = client.post(NEW, facts(**more), follow=True)
    assert answer.status_code == 200
    assert "<b>x</b>" not in answer.content.decode()
    assert "\u202e" not in "".join(CitizensAction.objects.values_list("title", flat=True))


def test_whose_it_was_is_forgotten_with_the_account(stage: Stage) -> None:
    row = stage.scenes["helping"].action
    assert [one["key"] for one in providing.own_part.export(stage.stranger.key)["actions"]] == [row.key]
    assert providing.own_part.erase(stage.stranger.key) == 1
    assert CitizensAction.objects.get(pk=row.pk).person is None
