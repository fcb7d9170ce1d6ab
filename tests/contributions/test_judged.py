"""Authors hear why something of theirs is not shown, and how to appeal; the queue looks at many in few queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.stage import Stage
from wijk.accounts.models import Person
from wijk.contributions import actions, judged
from wijk.contributions.models import Author, Comment, Contribution, Opening
from wijk.core.models import Letter
from wijk.core.providers import LooksAtMany, WritesBack
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby, Viewer
from wijk.moderation import actions as moderation
from wijk.moderation.models import Item, Verdict

pytestmark = pytest.mark.django_db


def say(viewer: Viewer, **more: Any) -> Contribution:
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {"kind": "idea", "title": "Een schommel", "body": "", "language": "nl", **more}
    return actions.submit(viewer, opening=city, **told).contribution


def hide(stage: Stage, subject: Subject) -> Verdict:
    item = Item.objects.get(subject=str(subject))
    return moderation.hide(stage.everywhere["facilitator"].viewer, item=item, reason="insult", words="Zeg het anders.")


def voice(row: Contribution) -> Subject:
    return Subject("contributions.contribution", row.key)


def letters_to(address: str | None) -> list[Letter]:
    return list(Letter.objects.filter(to=address, key__startswith="direct-"))


def appeal_in(letter: Letter) -> str:
    link = next(word for word in letter.body.split() if "/appeal/" in word)
    return "/" + link.split("/", 3)[3]


def test_the_room_answers_both_optional_protocols() -> None:
    assert isinstance(judged.moderates, WritesBack)
    assert isinstance(judged.moderates, LooksAtMany)


def test_with_an_account_they_hear_why_and_can_appeal(stage: Stage) -> None:
    person = Person.objects.get(pk=stage.stranger.person.pk)
    row = say(stage.stranger.viewer)
    before = len(letters_to(person.email))
    assert hide(stage, voice(row)).told == 1
    letter = letters_to(person.email)[-1]
    assert len(letters_to(person.email)) == before + 1
    assert "Zeg het anders." in letter.body
    client = Client()
    page = appeal_in(letter)
    assert client.get(page).status_code == 200
    Contribution.objects.get(pk=row.pk, visibility="hidden")


def test_without_an_account_the_address_they_confirmed_is_written_to(stage: Stage) -> None:
    sent = actions.submit(
        Passerby(), opening=Opening.objects.get(key="city"), kind="idea", title="Une balançoire", body="", language="fr",
        email="an@voorbeeld.be",
    )  # fmt: skip
    actions.confirm(Passerby(), key=sent.contribution.key, token=sent.token)
    assert hide(stage, voice(sent.contribution)).told == 1
    (letter,) = [one for one in letters_to("an@voorbeeld.be") if "/appeal/" in one.body]
    assert letter.language == "fr"
    assert "/fr/appeal/" in letter.body


def test_an_address_that_nobody_confirmed_is_not_written_to(stage: Stage) -> None:
    row = say(stage.everywhere["facilitator"].viewer, channel="stand", email="bo@voorbeeld.be")
    Author.objects.filter(contribution=row).update(confirmed_at=None)
    assert hide(stage, voice(row)).told == 0
    assert not [one for one in letters_to("bo@voorbeeld.be") if "/appeal/" in one.body]


def test_who_left_no_address_is_not_written_to_and_the_decision_stands(stage: Stage) -> None:
    row = say(stage.everywhere["facilitator"].viewer, channel="stand")
    assert hide(stage, voice(row)).told == 0
    assert Contribution.objects.get(pk=row.pk).visibility == "hidden"


def test_of_a_comment_the_account_hears_and_without_one_nobody(stage: Stage) -> None:
    idea = Contribution.objects.select_related("opening").get(pk=stage.scenes["contributions"].idea.pk)
    told: dict[str, Any] = {"section": "for", "body": "Goed!", "language": "nl"}
    mine = actions.comment(stage.stranger.viewer, contribution=idea, **told)
    address = Person.objects.get(pk=stage.stranger.person.pk).email
    before = len(letters_to(address))
    assert hide(stage, Subject("contributions.comment", mine.key)).told == 1
    assert len(letters_to(address)) == before + 1
    Comment.objects.filter(pk=mine.pk).update(person=None)
    assert judged.moderates.write(
        Subject("contributions.comment", mine.key), key="x", title=_text(), body=_text(), path=""
    ) == 0  # fmt: skip


def test_what_is_gone_is_written_to_nobody() -> None:
    for kind in judged.moderates.kinds:
        assert judged.moderates.write(Subject(kind, "gone"), key="x", title=_text(), body=_text(), path="") == 0


def _text() -> Text:
    return Text.of("Nee")


def test_many_are_looked_at_in_as_many_queries_as_one(stage: Stage) -> None:
    def ask(count: int) -> int:
        idea = stage.scenes["contributions"].idea
        rows = [say(stage.stranger.viewer, title=f"Schommel {count} {n}") for n in range(count)]
        told: dict[str, Any] = {"section": "for", "body": "Goed!", "language": "nl"}
        said = [actions.comment(stage.stranger.viewer, contribution=idea, **told) for _n in range(count)]
        subjects = [voice(row) for row in rows] + [Subject("contributions.comment", one.key) for one in said]
        with CaptureQueriesContext(connection) as queries:
            found = judged.moderates.looks(subjects)
        assert found == {one: judged.moderates.look(one) for one in subjects}
        assert len(found) == 2 * count
        return len(queries)

    assert ask(1) == ask(6) <= 3


def test_what_nobody_confirmed_or_its_author_took_back_is_left_out(stage: Stage) -> None:
    scene = stage.scenes["contributions"]
    taken = say(stage.stranger.viewer)
    actions.withdraw(stage.stranger.viewer, contribution=taken)
    subjects = [voice(scene.idea), voice(scene.pending), voice(taken), Subject("contributions.comment", "gone")]
    assert set(judged.moderates.looks(subjects)) == {voice(scene.idea)}
