"""What is being written in the minutes is kept for its writer alone, and never stands in the way of what was kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.cast import Member
from tests.support.samples.meetings import scene
from tests.support.scenes.meetings import MeetingScene
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Operator
from wijk.meetings import actions, providing
from wijk.meetings.models import Draft, Section
from wijk.trail.models import Entry


def of(member: Member) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    return client


def written(stage: Stage, member: Member | None = None, **more: Any) -> actions.KeptDraft:
    here = scene(stage)
    told: dict[str, Any] = {
        "item": here.written, "public_text": "Half a sen", "reserved_text": "Psst",
        "version": Section.objects.get(item=here.written).version,
    }  # fmt: skip
    return actions.keep_draft((member or stage.stranger).viewer, meeting=here.held, **(told | more))


def pages(stage: Stage, member: Member) -> str:
    return of(member).get(reverse("meetings:minutes", args=[scene(stage).held.key])).content.decode()


def test_a_draft_is_shown_to_its_writer_alone_and_changes_nothing(stage: Stage) -> None:
    before = Entry.objects.count()
    written(stage)
    assert "Half a sen" in pages(stage, stage.stranger)
    assert "Half a sen" not in pages(stage, stage.everywhere["clerk"])
    assert Section.objects.get(item=scene(stage).written).public_text == "Twelve trees were proposed."
    assert Entry.objects.count() == before, "a working paper is no act"


def test_keeping_the_part_ends_the_draft_of_that_part_and_writer(stage: Stage) -> None:
    here = scene(stage)
    written(stage)
    written(stage, item=None, version=0)
    written(stage, stage.everywhere["clerk"])
    actions.write_minutes(stage.stranger.viewer, meeting=here.held, item=here.written, public_text="A sentence.")
    left = set(Draft.objects.values_list("item", "person"))
    assert left == {(None, stage.stranger.person.pk), (here.written.pk, stage.everywhere["clerk"].person.pk)}


def test_who_drafts_on_an_older_text_is_told_and_sees_both(stage: Stage) -> None:
    here, section = scene(stage), Section.objects.get(item=scene(stage).written)
    assert not written(stage).changed
    actions.write_minutes(Operator(), meeting=here.held, item=here.written, public_text="Thirteen trees.")
    assert written(stage, version=section.version).changed
    shown = pages(stage, stage.stranger)
    assert "Half a sen" in shown
    assert "Thirteen trees." in shown


def test_a_draft_that_says_what_stands_there_is_none(stage: Stage) -> None:
    written(stage)
    written(stage, public_text=" Twelve trees were proposed.\r\n", reserved_text="Stilzwijgend geheim.")
    assert not Draft.objects.exists()


def test_the_script_is_answered_with_a_time_or_a_sentence(stage: Stage) -> None:
    here = scene(stage)
    path = reverse("meetings:draft", args=[here.held.key])
    told = {"item": here.written.key, "version": "1", "public_text": "Half", "reserved_text": ""}
    answer = of(stage.stranger).post(path, told)
    assert answer.json()["changed"] is False
    assert len(answer.json()["at"]) == 5
    assert of(stage.stranger).post(path, told | {"public_text": "x" * 60_000}).status_code == 409
    assert of(stage.elsewhere["clerk"]).post(path, told).status_code == 404
    assert of(stage.stranger).post(path, {"item": here.written.key, "drop": "1"}).status_code == 302
    assert not Draft.objects.exists()
    actions.approve_minutes(Operator(), meeting=here.held)
    late = of(stage.stranger).post(path, told)
    assert late.status_code == 409
    assert late.json()["sentence"]


@pytest.mark.parametrize("version", ["", "-1", "one", "9" * 30])
def test_a_strange_version_is_an_old_one(stage: Stage, version: str) -> None:
    here = scene(stage)
    told = {"item": here.written.key, "version": version, "public_text": "Half"}
    answer = of(stage.stranger).post(reverse("meetings:draft", args=[here.held.key]), told)
    assert answer.json()["changed"] is True


def test_approving_ends_all_drafts_and_no_other_begins(stage: Stage) -> None:
    written(stage)
    actions.approve_minutes(Operator(), meeting=scene(stage).held)
    assert not Draft.objects.exists()
    with pytest.raises(Refused):
        written(stage)


def test_nobody_else_drafts_and_no_point_of_another_meeting(stage: Stage) -> None:
    here = scene(stage)
    for viewer in (Operator(), stage.elsewhere["clerk"].viewer):
        with pytest.raises(NotAllowed):
            actions.keep_draft(viewer, meeting=here.held, item=None, public_text="x", reserved_text="", version=0)
    with pytest.raises(Absent):
        written(stage, item=here.item)


def test_drafts_go_after_a_month_and_with_their_writer(stage: Stage) -> None:
    written(stage)
    assert providing.erases.export(stage.stranger.key)["drafts"][0]["public"] == "Half a sen"
    providing.works.work(clock.now() + timedelta(days=20))
    assert Draft.objects.exists()
    providing.works.work(clock.now() + timedelta(days=31))
    assert not Draft.objects.exists()
    written(stage)
    providing.erases.erase(stage.stranger.key)
    assert not Draft.objects.exists()


def test_the_page_holds_what_the_script_needs_and_the_mark_of_its_writer(stage: Stage) -> None:
    here: MeetingScene = scene(stage)
    mine, theirs = pages(stage, stage.stranger), pages(stage, stage.everywhere["clerk"])
    assert mine.count("data-local") == mine.count("data-draft=") == 2, "the boxes of what is reserved have no such mark"
    owner = mine.partition('data-owner="')[2].partition('"')[0]
    assert len(owner) == 16
    assert owner not in theirs
    assert here.held.key in mine
