"""A refusal says why, an acceptance says what follows, nothing is written over, and of two at once the second is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.scenes.answers import Scene
from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.accounts.access import PersonViewer
from wijk.answers import actions, providing, queries
from wijk.answers.models import ANSWERED, OPEN, Again, Answer, Reason, Request
from wijk.answers.wording import own_words
from wijk.contributions.actions import support
from wijk.contributions.models import Contribution, Support
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.core.verbs import ROLES
from wijk.core.viewer import Passerby
from wijk.trail.models import Entry

Asked = Callable[..., Request]
ROADS = Subject("answers.service", "roads")
WORDS = "Deze put wordt volgende week door de ploeg van het plein gevuld."


def no(viewer: PersonViewer, row: Request, **more: Any) -> Answer:
    told: dict[str, Any] = {"outcome": "refused", "reason": "cost", "text": WORDS} | more
    return actions.answer(viewer, request=row, **told)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"outcome": "refused", "text": WORDS}, "no-reason"),
        ({"outcome": "refused", "text": WORDS, "reason": "because"}, "no-reason"),
        ({"outcome": "accepted", "text": WORDS, "by": ROADS}, "no-follows"),
        ({"outcome": "accepted", "text": WORDS, "follows": "Een put minder."}, "no-by"),
        ({"outcome": "answered", "text": "  \u200b "}, "no-text"),
        ({"outcome": "answered", "text": "x" * 5001}, "too-long"),
        ({"outcome": "answered", "text": "x" * 1_000_000}, "too-long"),
        ({"outcome": "forwarded", "text": WORDS}, "no-outcome"),
        ({"outcome": "maybe", "text": WORDS}, "no-outcome"),
        ({"outcome": "done", "text": "Dank u voor uw melding. Het is hersteld."}, "only-ready-words"),
        ({"outcome": "done", "text": "HET IS HERSTELD, dank u voor uw melding! Groeten"}, "only-ready-words"),
    ],
)
def test_what_is_missing_is_refused_and_nothing_is_kept(
    asked: Asked, service: PersonViewer, told: dict[str, Any], code: str
) -> None:
    row = asked()
    before = Entry.objects.count(), Letter.objects.count()
    with pytest.raises(Refused) as fault:
        actions.answer(service, request=row, **told)
    assert fault.value.code == code
    assert str(fault.value)
    assert not Answer.objects.filter(request=row).exists()
    assert (Entry.objects.count(), Letter.objects.count()) == before
    assert Request.objects.get(pk=row.pk).state == OPEN


@pytest.mark.parametrize(
    "told",
    [
        {"outcome": "refused", "reason": None},
        {"outcome": "accepted", "follows": "", "by": "answers.service:roads"},
        {"outcome": "accepted", "follows": "Iets", "by": ""},
        {"outcome": "nonsense"},
        {"outcome": "answered", "text": ""},
    ],
)
def test_the_database_itself_holds_it(asked: Asked, told: dict[str, Any]) -> None:
    row = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(**({"request": row, "number": 1, "text": WORDS} | told))


def test_a_refusal_with_its_reason_reaches_page_author_and_followers(
    stage: Stage, asked: Asked, service: PersonViewer
) -> None:
    row = asked("Een heel eigen titel")
    made = no(service, row, private="Bel Zwaluwtje 47.")
    voice = Contribution.objects.get(pk=row.contribution_id)
    assert voice.state == "refused"
    assert made.reason == Reason.objects.get(code="cost")
    letter = Letter.objects.filter(to=stage.cast.charlie.person.email).latest("pk")
    assert WORDS in letter.body
    assert "Zwaluwtje" in letter.body
    assert "/answers/again/" in letter.body
    held = [
        *Answer.objects.filter(request=row).values_list("text", "follows"),
        *Entry.objects.values_list("data", flat=True),
    ]
    assert "Zwaluwtje" not in str(held), "what was typed for the author alone is kept nowhere else"
    entry = Entry.objects.filter(verb="answers.answer").latest("index")
    line = Done(entry.index, entry.at, entry.verb, Subject("answers.request", voice.key), entry.area, entry.data)
    (news,) = providing.tells.news([line])
    assert news is not None
    assert Subject("contributions.contribution", voice.key) in news.about
    assert HERE in news.areas


def test_an_answer_is_never_written_over_and_a_further_one_stands_after_it(asked: Asked, service: PersonViewer) -> None:
    row = asked()
    first = actions.answer(service, request=row, outcome="accepted", text=WORDS, follows="Een put minder.", by=ROADS)
    second = actions.answer(service, request=row, outcome="done", text="Klaar sinds vanmorgen, met nieuw asfalt.")
    assert [one.number for one in queries.answers_of(row)] == [1, 2]
    first.text = "Iets anders"
    with pytest.raises(ValueError, match="never written over"):
        first.save()
    held = Request.objects.get(pk=row.pk)
    assert (held.state, held.outcome, held.first_on) == (ANSWERED, "done", row.first_on)
    assert second.request_id == row.pk


def test_the_second_of_two_is_told_and_a_double_click_counts_once(
    asked: Asked, service: PersonViewer, stage: Stage
) -> None:
    row = asked()
    seen = row.version
    first = no(service, row, version=seen)
    letters = Letter.objects.count()
    again = no(service, Request.objects.get(pk=row.pk), version=seen)
    assert again.pk == first.pk
    assert Letter.objects.count() == letters
    other = stage.everywhere["facilitator"].viewer
    for late in (
        lambda held: actions.answer(
            other, request=held, outcome="answered", text="Iets heel anders dan de eerste zei.", version=seen
        ),
        lambda held: actions.merge(other, request=held, into=asked("Een tweede"), version=seen),
    ):
        with pytest.raises(Refused) as fault:
            late(Request.objects.select_related("contribution").get(pk=row.pk))
        assert fault.value.code == "changed"
    assert Answer.objects.filter(request=row).count() == 1


def test_passing_on_keeps_the_clock_and_says_so(asked: Asked, scene: Scene, service: PersonViewer) -> None:
    row = asked()
    due = row.due
    made = actions.forward(service, request=row, to=scene.parks, text="Dit ligt in het park, niet op de weg.")
    held = Request.objects.get(pk=row.pk)
    assert (held.service, held.due, held.state, held.first_on) == (scene.parks, due, OPEN, None)
    assert (made.outcome, made.to) == ("forwarded", scene.parks)
    with pytest.raises(Refused) as fault:
        actions.forward(service, request=held, to=scene.parks, text="Nog eens naar hetzelfde.")
    assert fault.value.code == "same-service"


def test_its_author_asks_again_once(stage: Stage, scene: Scene, service: PersonViewer) -> None:
    row = scene.answered
    author = stage.cast.charlie.viewer
    with pytest.raises(Absent):
        actions.reopen(service, request=row, text="Ik ben het niet, maar toch.")
    with pytest.raises(Absent):
        actions.reopen(Passerby(), request=row, text="Met een valse link.", token="x" * 40)
    held = actions.reopen(author, request=row, text="En de andere kant van de straat?")
    assert (held.state, held.reopened, held.contribution.state) == (OPEN, 1, "reopened")
    assert Again.objects.get(request=row).text == "En de andere kant van de straat?"
    with pytest.raises(Refused) as fault:
        actions.reopen(author, request=held, text="En nog eens.")
    assert fault.value.code == "reopened"
    fresh = Request.objects.select_related("contribution", "service").get(pk=row.pk)
    no(service, fresh)
    with pytest.raises(Refused):
        actions.reopen(Passerby(), request=fresh, text="En nog eens, met de link.", token=scene.token)


def test_taking_together_keeps_every_voice_and_can_be_undone(
    stage: Stage, asked: Asked, scene: Scene, service: PersonViewer
) -> None:
    own, into = asked("De ene put"), asked("De andere put")
    voices = [stage.everywhere[role].viewer for role in ("resident", "association", "expert")]
    for viewer in voices:
        support(viewer, contribution=own.contribution)
    support(voices[0], contribution=into.contribution)
    marks = {
        row.pk: set(Support.objects.filter(contribution=row.contribution).values_list("mark", flat=True))
        for row in (own, into)
    }
    merged = actions.merge(service, request=own, into=into)
    after = Contribution.objects.get(pk=into.contribution_id)
    assert after.supports == len(voices), "three people, one of whom supported both; who said both supports neither"
    assert Request.objects.get(pk=own.pk).state == "merged"
    told = Letter.objects.filter(to=stage.cast.charlie.person.email, body__contains="De ene put")
    assert told.filter(body__contains="De andere put").exists()
    actions.unmerge(service, merge=merged)
    for row in (own, into):
        now = set(Support.objects.filter(contribution=row.contribution).values_list("mark", flat=True))
        assert now == marks[row.pk]
        assert Request.objects.get(pk=row.pk).state == OPEN
    assert Contribution.objects.get(pk=own.contribution_id).merged_into_id is None
    with pytest.raises(Refused):
        actions.unmerge(service, merge=merged)


def test_the_earlier_promise_holds_for_both(asked: Asked, service: PersonViewer) -> None:
    own = asked("De eerste")
    with clock.at(clock.now() + timedelta(days=6)):
        into = asked("De tweede")
        assert into.due > own.due
        merged = actions.merge(service, request=own, into=into)
        assert Request.objects.get(pk=into.pk).due == own.due
        actions.unmerge(service, merge=merged)
        assert Request.objects.get(pk=into.pk).due > own.due


@pytest.mark.parametrize("moment", ["wijk.answers.letters.merged", "wijk.answers.actions.merging.record"])
def test_what_breaks_in_the_middle_of_a_merge_leaves_nothing(
    asked: Asked, service: PersonViewer, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    own, into = asked("De ene"), asked("De andere")

    def dies(*_args: object, **_named: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(moment, dies)
    with pytest.raises(RuntimeError):
        actions.merge(service, request=own, into=into)
    assert Contribution.objects.get(pk=own.contribution_id).merged_into_id is None
    assert not Support.objects.filter(contribution=into.contribution).exists()
    assert Request.objects.get(pk=own.pk).version == own.version or Request.objects.get(pk=own.pk).state == OPEN


def test_who_may_answer_here_is_a_role_here_or_a_member(stage: Stage, asked: Asked, scene: Scene) -> None:
    may = {"service", "facilitator", "manager"}
    row = asked("Een put hier")
    for role in ROLES:
        if role not in may:
            with pytest.raises(NotAllowed):
                no(stage.everywhere[role].viewer, row)
        with pytest.raises(NotAllowed):
            no(stage.elsewhere[role].viewer, row)
    assert not Answer.objects.filter(request=row).exists()
    for role in ROLES:
        if role in may:
            no(stage.everywhere[role].viewer, row, text=f"{WORDS} Gezegd door {role}.")
    member = Request.objects.select_related("contribution", "service").get(pk=scene.waiting.pk)
    no(stage.cast.bob.viewer, member)
    with pytest.raises(NotAllowed):
        no(stage.cast.bob.viewer, row)
    with pytest.raises(NotAllowed):
        no(stage.cast.alice.viewer, member)


def test_a_phase_owes_the_answers_that_it_promised(asked: Asked, service: PersonViewer) -> None:
    row = asked()
    Request.objects.filter(pk=row.pk).update(process="square", phase="ideas")
    about = Subject("processes.process", "square"), Subject("processes.phase", "square/ideas")
    days = row.asked_on, row.due
    (debt,) = providing.owed.owed(*about, *days)
    assert debt.due == row.due
    no(service, Request.objects.select_related("contribution", "service").get(pk=row.pk))
    assert not providing.owed.owed(*about, *days)


def test_what_came_of_it(stage: Stage, scene: Scene, service: PersonViewer) -> None:
    voice = scene.answered.contribution
    actions.became(service, voice, ROADS)
    assert Contribution.objects.get(pk=voice.pk).became == str(ROADS)
    with pytest.raises(NotAllowed):
        actions.became(stage.cast.charlie.viewer, voice, ROADS)
    with pytest.raises(NotAllowed):
        actions.became(stage.elsewhere["service"].viewer, voice, Subject("answers.service", ELSEWHERE))


def test_erasing_a_person_takes_them_out_of_services_and_their_words_away(stage: Stage, scene: Scene) -> None:
    actions.reopen(stage.cast.charlie.viewer, request=scene.answered, text="En de andere kant van de straat?")
    assert providing.own_part.export(stage.cast.bob.key)["services"] == ["roads"]
    assert providing.own_part.export(stage.cast.charlie.key)["asked_again"]
    assert providing.own_part.erase(stage.cast.bob.key) == 1
    assert providing.own_part.erase(stage.cast.charlie.key) == 1
    assert not scene.roads.members.exists()
    assert not Again.objects.exclude(text="").exists()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_ready_words_have_nothing_of_their_own(ready: str, own: str) -> None:
    assert own_words(ready, [ready]) == 0
    assert own_words(ready.upper(), [ready.upper()]) == 0
    assert own_words(f"{ready} {own}", [ready]) <= own_words(own, [])
