"""No phase opens without rules, none closes while it owes something, and nothing that was published changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.support.scenes.processes import ProcessScene, said
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.organs import actions as organs
from wijk.processes import access, actions, queries
from wijk.processes.framing import Means, Topic
from wijk.processes.models import Process
from wijk.processes.sections import mark

WORDS = said("Goed", "Bien", "Good")
BOSS = Operator()


def refused(expected: str, act: Any, /, **told: Any) -> str:
    with translation.override("en"), pytest.raises(Refused) as fault:
        act(BOSS, **told)
    assert fault.value.code == expected, str(fault.value)
    return str(fault.value)


def test_a_phase_that_owes_something_cannot_close_and_says_what(scene: ProcessScene) -> None:
    sentence = refused("owes", actions.close_phase, process=scene.square, code="look")
    assert "A report" in sentence
    assert scene.square.phases.get(code="look").state == "open"


@pytest.mark.parametrize("kept", [True, False])
def test_it_closes_once_the_promise_is_kept_or_its_absence_explained(scene: ProcessScene, kept: bool) -> None:
    if kept:
        actions.keep_promise(BOSS, process=scene.square, number=scene.promise, done=WORDS)
    else:
        actions.excuse_promise(BOSS, process=scene.square, number=scene.promise, why=WORDS)
    assert actions.close_phase(BOSS, process=scene.square, code="look").state == "closed"


def test_a_promise_is_answered_for_once_and_never_without_words(scene: ProcessScene) -> None:
    told: dict[str, Any] = {"process": scene.square, "number": scene.promise}
    refused("nothing-said", actions.excuse_promise, why=Text({"nl": "  "}), **told)
    refused("nothing-said", actions.keep_promise, done=Text(), **told)
    tomorrow = clock.today() + timedelta(days=1)
    refused("done-later", actions.keep_promise, done=WORDS, on=tomorrow, **told)
    actions.excuse_promise(BOSS, why=WORDS, **told)
    refused("promise-done", actions.keep_promise, done=WORDS, **told)


def test_what_people_have_read_is_not_taken_back(scene: ProcessScene) -> None:
    refused("promise-public", actions.remove_promise, process=scene.square, number=scene.promise)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//elsewhere.example", "/\\elsewhere", "ftp://x.example", "https://a b"]
)
def test_a_promise_leads_only_to_a_page(scene: ProcessScene, link: str) -> None:
    refused("link", actions.keep_promise, process=scene.square, number=scene.promise, done=WORDS, link=link)


def test_a_phase_needs_a_published_framework(scene: ProcessScene) -> None:
    day = scene.today
    draft = scene.draft
    actions.change_process(BOSS, process=draft, title=WORDS, summary=WORDS, place=draft.place)
    actions.keep_phase(BOSS, process=draft, code="a", title=WORDS, start=day, end=day)
    refused("not-announced", actions.open_phase, process=draft, code="a")
    actions.announce_process(BOSS, process=draft)
    refused("no-framework", actions.open_phase, process=draft, code="a")


def test_a_phase_that_the_framework_does_not_know_stays_closed(scene: ProcessScene) -> None:
    actions.keep_promise(BOSS, process=scene.square, number=scene.promise, done=WORDS)
    actions.close_phase(BOSS, process=scene.square, code="look")
    last = scene.square.phases.get(code="choose").end
    day = last + timedelta(days=1)
    actions.keep_phase(BOSS, process=scene.square, code="late", title=WORDS, start=day, end=day)
    actions.open_phase(BOSS, process=scene.square, code="choose")
    actions.close_phase(BOSS, process=scene.square, code="choose")
    refused("phase-not-framed", actions.open_phase, process=scene.square, code="late")


def test_phases_open_one_after_another(scene: ProcessScene) -> None:
    refused("phase-before", actions.open_phase, process=scene.square, code="choose")


def test_phases_never_run_backwards_or_over_each_other(scene: ProcessScene) -> None:
    day = scene.today
    with translation.override("en"), pytest.raises(Faulty, match="ends before it begins"):
        actions.keep_phase(BOSS, process=scene.square, title=WORDS, start=day, end=day - timedelta(days=1))
    with translation.override("en"), pytest.raises(Faulty, match="Let it begin on"):
        actions.keep_phase(BOSS, process=scene.square, title=WORDS, start=day, end=day)


def test_a_framework_is_published_only_when_it_can_be_kept(scene: ProcessScene) -> None:
    actions.write_framework(BOSS, process=scene.square, section="means", parts={"means": ()})
    with translation.override("en"), pytest.raises(Faulty, match="without means"):
        actions.publish_framework(BOSS, process=scene.square, why=WORDS, warnings_read=True)
    actions.write_framework(BOSS, process=scene.square, section="means", parts={"means": (Means("", 1, 0),)})
    refused("no-why", actions.publish_framework, process=scene.square, warnings_read=True)
    assert actions.publish_framework(BOSS, process=scene.square, why=WORDS, warnings_read=True).number == 2


def test_warnings_must_be_read(scene: ProcessScene) -> None:
    actions.write_framework(BOSS, process=scene.square, section="residents", parts={"living": "no", "future": Text()})
    refused("warnings", actions.publish_framework, process=scene.square, why=WORDS)


def test_a_published_version_never_changes(scene: ProcessScene) -> None:
    first = queries.version(scene.square, 1)
    before = queries.content_of(first)
    actions.write_framework(BOSS, process=scene.square, section="rights", parts={"rights": WORDS})
    actions.publish_framework(BOSS, process=scene.square, why=WORDS, warnings_read=True)
    assert queries.content_of(queries.version(scene.square, 1)) == before
    first.why = WORDS
    with pytest.raises(ValueError, match="never changes"):
        first.save()


def test_a_version_keeps_what_phases_and_people_were_called(scene: ProcessScene) -> None:
    actions.keep_participant(BOSS, process=scene.square, code="street", title=said("Anders", "Autre", "Other"))
    content = queries.content_of(queries.version(scene.square, 1))
    assert [a.title["en"] for a in content.actors] == ["People of the street", "Square committee"]


def test_two_writers_do_not_write_over_each_other(scene: ProcessScene) -> None:
    seen = mark(queries.draft_content(scene.square), "topics")
    mine, theirs = (Topic(said(w, w, w), True, WORDS, WORDS) for w in ("mine", "theirs"))
    actions.write_framework(BOSS, process=scene.square, section="topics", parts={"topics": (theirs,)}, seen=seen)
    told: dict[str, Any] = {"process": scene.square, "section": "topics", "parts": {"topics": (mine,)}}
    refused("changed-meanwhile", actions.write_framework, seen=seen, **told)
    assert queries.draft_content(scene.square).topics == (theirs,)
    now = mark(queries.draft_content(scene.square), "topics")
    actions.write_framework(BOSS, seen=now, **told)
    assert queries.draft_content(scene.square).topics == (mine,)


def test_two_writers_at_two_sections_do_not_hinder_each_other(scene: ProcessScene) -> None:
    seen = mark(queries.draft_content(scene.square), "topics")
    actions.write_framework(BOSS, process=scene.square, section="rights", parts={"rights": WORDS})
    topic = (Topic(WORDS, True, WORDS, WORDS),)
    actions.write_framework(BOSS, process=scene.square, section="topics", parts={"topics": topic}, seen=seen)
    assert queries.draft_content(scene.square).rights == WORDS


def test_a_section_takes_only_its_own_parts(scene: ProcessScene) -> None:
    refused("no-section", actions.write_framework, process=scene.square, section="rights", parts={"living": "yes"})
    refused("no-section", actions.write_framework, process=scene.square, section="nothing", parts={})


def test_an_endorsement_is_of_one_version_and_shows_when_it_is_older(stage: Stage, scene: ProcessScene) -> None:
    about = Subject("organs.organ", stage.scenes["organs"].committee.key)
    actions.endorse(BOSS, process=scene.square, number=1, about=about, remarks=WORDS)
    refused("endorsed", actions.endorse, process=scene.square, number=1, about=about)
    refused("no-version", actions.endorse, process=scene.square, number=2, about=about)
    assert queries.endorsed_older(list(queries.versions(scene.square))) == []
    actions.write_framework(BOSS, process=scene.square, section="rights", parts={"rights": said("x", "y", "z")})
    actions.publish_framework(BOSS, process=scene.square, why=WORDS, warnings_read=True)
    assert {e.framework.number for e in queries.endorsed_older(list(queries.versions(scene.square)))} == {1}
    assert len(queries.endorsed_older(list(queries.versions(scene.square)))) == 2
    actions.endorse(BOSS, process=scene.square, number=2, about=about)
    assert [e.about for e in queries.endorsed_older(list(queries.versions(scene.square)))] == [
        f"organs.organ:{scene.committee.key}"
    ]


def test_an_endorsement_lies_between_the_version_and_today(scene: ProcessScene, stage: Stage) -> None:
    about = Subject("organs.organ", stage.scenes["organs"].committee.key)
    told = {"process": scene.square, "number": 1, "about": about}
    refused("endorsed-later", actions.endorse, on=clock.today() + timedelta(days=1), **told)
    refused("endorsed-early", actions.endorse, on=clock.today() - timedelta(days=9), **told)
    refused("unknown", actions.endorse, process=scene.square, number=1, about=Subject("organs.organ", "none"))


def test_the_chair_of_an_organ_endorses_for_it_alone(stage: Stage, scene: ProcessScene) -> None:
    chair = stage.stranger.viewer
    own, other = stage.scenes["organs"].committee, stage.scenes["organs"].council
    made = actions.endorse(chair, process=scene.square, number=1, about=Subject("organs.organ", own.key))
    assert made.title == own.title
    with pytest.raises(NotAllowed):
        actions.endorse(chair, process=scene.square, number=1, about=Subject("organs.organ", other.key))


def test_a_draft_is_absent_for_everybody_else(stage: Stage, scene: ProcessScene) -> None:
    for viewer in (Passerby(), stage.stranger.viewer, stage.elsewhere["facilitator"].viewer):
        with pytest.raises(Absent):
            access.open_process(viewer, scene.draft.key)
    assert access.open_process(stage.everywhere["expert"].viewer, scene.draft.key) == scene.draft


def test_an_expert_writes_at_the_framework_and_does_nothing_else(stage: Stage, scene: ProcessScene) -> None:
    expert = stage.everywhere["expert"].viewer
    actions.write_framework(expert, process=scene.square, section="rights", parts={"rights": WORDS})
    assert queries.draft_content(scene.square).rights == WORDS
    for act, told in (
        (actions.publish_framework, {"why": WORDS}),
        (actions.close_phase, {"code": "look"}),
        (actions.stop_process, {"reason": WORDS}),
    ):
        with pytest.raises(NotAllowed):
            act(expert, process=scene.square, **told)


def test_who_co_ordinates_by_a_mandate_works_at_it_while_it_holds(stage: Stage, scene: ProcessScene) -> None:
    person, day = stage.stranger, scene.today
    assert not access.may(person.viewer, "processes.keep_phase", scene.square)
    mandate = organs.give_mandate(BOSS, organ=scene.committee, person=person.person, role="coordinator", since=day)
    assert access.may(person.viewer, "processes.keep_phase", scene.square)
    assert not access.may(person.viewer, "processes.keep_phase", scene.draft)
    mandate.until = day - timedelta(days=1)
    mandate.since = day - timedelta(days=9)
    mandate.save()
    assert not access.may(person.viewer, "processes.keep_phase", scene.square)


def test_in_a_perimeter_one_needs_every_neighbourhood_that_it_touches(stage: Stage) -> None:
    place = "perimeter/contract-1"
    assert access.may_at(stage.everywhere["manager"].viewer, "processes.create_process", place)
    assert not access.may_at(stage.elsewhere["manager"].viewer, "processes.create_process", place)
    made = actions.create_process(stage.everywhere["manager"].viewer, title=WORDS, place=place)
    assert {a.area for a in made.areas.all()} >= {place}
    with pytest.raises(NotAllowed):
        actions.create_process(stage.elsewhere["manager"].viewer, title=WORDS, place="")


def test_nothing_happens_any_more_once_it_is_stopped(scene: ProcessScene) -> None:
    refused("nothing-said", actions.stop_process, process=scene.square, reason=Text())
    actions.stop_process(BOSS, process=scene.square, reason=WORDS)
    refused("over", actions.close_phase, process=scene.square, code="look")
    refused("over", actions.write_framework, process=scene.square, section="rights", parts={"rights": WORDS})
    assert actions.keep_promise(BOSS, process=scene.square, number=scene.promise, done=WORDS).state == "kept"


def test_it_closes_only_with_every_phase_closed_and_an_account_of_how_it_went(scene: ProcessScene) -> None:
    refused("phase-waits", actions.close_process, process=scene.square)
    actions.keep_promise(BOSS, process=scene.square, number=scene.promise, done=WORDS)
    actions.close_phase(BOSS, process=scene.square, code="look")
    actions.open_phase(BOSS, process=scene.square, code="choose")
    actions.close_phase(BOSS, process=scene.square, code="choose")
    refused("no-evaluation", actions.close_process, process=scene.square)
    refused("count", actions.evaluate, process=scene.square, evaluation=WORDS, took_part=3, first_time=4)
    actions.evaluate(BOSS, process=scene.square, evaluation=WORDS, took_part=30, first_time=4)
    assert actions.close_process(BOSS, process=scene.square).state == "closed"


@pytest.mark.django_db
@pytest.mark.parametrize("title", [Text(), Text({"nl": " \n "}), Text({"nl": "x" * 301})])
def test_a_title_is_said_and_short(title: Text) -> None:
    with pytest.raises(Refused):
        actions.create_process(BOSS, title=title)


def test_two_processes_of_one_title_have_two_addresses(scene: ProcessScene) -> None:
    again = actions.create_process(BOSS, title=scene.square.title, place=scene.square.place)
    assert again.key == f"{scene.square.key}-2"
    assert actions.create_process(BOSS, title=Text.of("New")).key != "new"
    assert Process.objects.filter(key="new").count() == 0
