"""Every remark gets a reply, by a theme or its own; nobody's words are lost; and the inquiry does not end before."""

import hashlib

import pytest

from tests.support.scenes.inquiries import Scene, letter, prepare
from tests.support.stage import Stage
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.inquiries import actions, providing, queries
from wijk.inquiries.models import Redaction, Remark
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
SAID = Text({"nl": "De bomen blijven staan.", "fr": "Les arbres restent."})


def test_it_does_not_end_while_a_remark_has_no_reply_and_says_which(scene: Scene) -> None:
    row = scene.ended
    second, third = letter(scene.stage, row), letter(scene.stage, row)
    with pytest.raises(Refused) as found:
        actions.close_replies(scene.clerk, inquiry=row)
    assert (found.value.code, found.value.params["numbers"]) == ("owed", [second.number, third.number])
    assert "2" in str(found.value)
    theme = actions.keep_theme(scene.clerk, inquiry=row, title=Text.of("Bomen"))
    for remark in (second, third):
        actions.group_remark(scene.clerk, remark=remark, themes=[theme])
    assert queries.owed(row).count() == 2, "a theme without a reply replies to nobody"
    actions.reply_theme(scene.clerk, theme=theme, reply=SAID, version=0)
    assert not queries.owed(row).exists()
    assert actions.close_replies(scene.clerk, inquiry=row).state == "replied"
    assert actions.close_replies(scene.clerk, inquiry=row).state == "replied", "twice is as once"
    assert Entry.objects.filter(verb="inquiries.close_replies").count() == 1


def test_it_does_not_end_before_its_last_day(scene: Scene) -> None:
    with pytest.raises(Refused) as found:
        actions.close_replies(scene.clerk, inquiry=scene.inquiry)
    assert found.value.code == "not-closed"


def test_it_does_not_end_while_a_moderator_still_looks(scene: Scene) -> None:
    row = scene.ended
    held = letter(scene.stage, row)
    actions.reply_remark(scene.clerk, remark=held, reply=SAID, version=0)
    contributions.set_visibility(Contribution.objects.get(pk=held.contribution_id), visibility="waiting")
    with pytest.raises(Refused) as found:
        actions.close_replies(scene.clerk, inquiry=row)
    assert found.value.code == "waiting"


def test_of_two_replies_the_second_is_told_and_neither_is_lost(scene: Scene) -> None:
    remark = scene.remark
    actions.reply_remark(scene.clerk, remark=remark, reply=SAID, version=0)
    with pytest.raises(Refused) as found:
        actions.reply_remark(scene.manager, remark=remark, reply=Text.of("De linde wordt verplaatst."), version=0)
    assert found.value.code == "changed"
    remark.refresh_from_db()
    assert remark.reply == SAID
    again = actions.reply_remark(scene.clerk, remark=remark, reply=SAID, version=0)
    assert again.version == 1, "the same reply sent twice is one"
    later = actions.reply_remark(scene.manager, remark=remark, reply=Text.of("De linde wordt verplaatst."), version=1)
    assert later.version == 2


def test_a_reply_says_something(scene: Scene) -> None:
    for reply in (Text(), Text.of("Neen."), Text({"de": "Die Bäume bleiben stehen."})):
        with pytest.raises(Refused) as found:
            actions.reply_theme(scene.clerk, theme=scene.theme, reply=reply, version=0)
        assert found.value.code == "no-reply"


def test_a_theme_of_another_inquiry_is_refused(scene: Scene) -> None:
    theme = scene.theme
    other = Remark.objects.select_related("inquiry").get(inquiry=scene.ended)
    with pytest.raises(Refused) as found:
        actions.group_remark(scene.clerk, remark=other, themes=[theme])
    assert found.value.code == "no-theme"


def test_what_everybody_reads_stays_and_what_comes_after_is_still_replied_to(scene: Scene) -> None:
    row = actions.close_replies(scene.clerk, inquiry=scene.ended)
    first = row.remarks.select_related("inquiry").get(number=1)
    with pytest.raises(Refused, match="stay as"):
        actions.reply_remark(scene.clerk, remark=first, reply=Text.of("Toch iets anders."), version=first.version)
    late = letter(scene.stage, row)
    assert late.late
    assert actions.reply_remark(scene.clerk, remark=late, reply=SAID, version=0).replied_at


def test_each_author_hears_once_of_the_reply(scene: Scene) -> None:
    row = scene.ended
    said = letter(scene.stage, row, email="an@voorbeeld.be")
    actions.reply_remark(scene.clerk, remark=said, reply=SAID, version=0)
    assert providing.works.work(clock.now()) == 0, "nobody hears of what is not yet everybody's"
    actions.close_replies(scene.clerk, inquiry=row)
    assert providing.works.work(clock.now()) == 2
    assert providing.works.work(clock.now()) == 0
    told = [
        one for one in Letter.objects.filter(to="an@voorbeeld.be") if f"voices/{said.contribution.key}/" in one.body
    ]
    assert len(told) == 1
    assert Contribution.objects.get(pk=said.contribution_id).state == "answered"


def test_a_decision_comes_after_the_replies_and_is_public(scene: Scene) -> None:
    row = scene.ended
    with pytest.raises(Refused) as found:
        actions.record_decision(scene.clerk, inquiry=row, decision=scene.decision)
    assert found.value.code == "not-replied"
    actions.close_replies(scene.clerk, inquiry=row)
    with pytest.raises(Refused) as found:
        actions.record_decision(scene.clerk, inquiry=row, decision=scene.stage.scenes["organs"].reserved)
    assert found.value.code == "not-public"
    done = actions.record_decision(scene.clerk, inquiry=row, decision=scene.decision)
    assert (done.state, done.decision) == ("decided", scene.decision)


def test_a_hearing_is_a_public_meeting(scene: Scene) -> None:
    meetings = scene.stage.scenes["meetings"]
    with pytest.raises(Refused) as found:
        actions.set_hearing(scene.clerk, inquiry=scene.inquiry, meeting=meetings.closed)
    assert found.value.code == "not-public"
    assert actions.set_hearing(scene.clerk, inquiry=scene.inquiry, meeting=meetings.coming).hearing == meetings.coming


def test_what_is_personal_is_blackened_by_two_and_sealed(stage: Stage, scene: Scene) -> None:
    before = scene.remark.contribution.body
    redaction = scene.redaction
    with pytest.raises(Refused) as found:
        actions.confirm_redaction(scene.clerk, redaction=redaction)
    assert found.value.code == "four-eyes"
    with pytest.raises(NotAllowed):
        actions.confirm_redaction(stage.everywhere["facilitator"].viewer, redaction=redaction)
    done = actions.confirm_redaction(scene.manager, redaction=redaction)
    words = Contribution.objects.get(pk=done.remark.contribution_id)
    assert "Jan" not in words.body
    assert actions.MARK in words.body
    assert done.body_before == before
    assert done.seal == hashlib.sha256(f"{done.salt}\n{done.title_before}\n{before}".encode()).hexdigest()
    assert Entry.objects.get(verb="inquiries.confirm_redaction").data["seal"] == done.seal
    assert not words.wordings.exists()
    with pytest.raises(Refused) as found:
        actions.refuse_redaction(scene.manager, redaction=redaction)
    assert found.value.code == "judged"


@pytest.mark.parametrize(
    "body",
    [
        "De linde mag weg, zegt █████ van nummer 4.",
        "█████ Iets nieuws █████",
        "Laat de linde staan, zegt Jan van nummer 4. █████ Bravo",
    ],
)
def test_nothing_is_put_into_somebodys_mouth(scene: Scene, body: str) -> None:
    words = scene.remark.contribution
    with pytest.raises(Refused) as found:
        actions.redact(scene.clerk, remark=scene.remark, title=words.title, body=body, reading=words.revision)
    assert found.value.code == "other-words"


@pytest.mark.parametrize(
    "body",
    ["█████", "Laat █████ staan, zegt █████ van nummer 4.", "█████ zegt Jan █████", "Laat de linde staan, zegt █████"],
)
def test_any_passages_may_be_blackened(scene: Scene, body: str) -> None:
    words = scene.remark.contribution
    made = actions.redact(scene.clerk, remark=scene.remark, title=words.title, body=body, reading=words.revision)
    assert made.body == body
    assert Redaction.objects.filter(state="asked").count() == 1


def test_whoever_is_forgotten_is_forgotten_here_and_four_eyes_remain_four(stage: Stage, scene: Scene) -> None:
    redaction = scene.redaction
    clerk = scene.clerk
    assert providing.own_part.export(clerk.key)["asked_to_blacken"]
    assert providing.own_part.erase(clerk.key) == 1
    redaction.refresh_from_db()
    assert redaction.asked_by is None
    with pytest.raises(Refused, match="yourself"):
        actions.confirm_redaction(clerk, redaction=redaction)


def test_a_process_owes_what_its_inquiry_owes(stage: Stage, scene: Scene) -> None:
    row = prepare(stage, "owing", process="plein")
    row = actions.announce(scene.clerk, inquiry=row)
    letter(stage, row, posted_on=row.announced_on)
    assert row.last is not None
    phase = Subject("processes.phase", "plein/1")
    debts = {
        key: providing.owed.owed(Subject("processes.process", key), phase, row.last, row.last)
        for key in ("plein", "elders")
    }
    assert [debt.due for debt in debts["plein"]] == [row.last]
    assert "1" in debts["plein"][0].text
    assert not debts["elders"]
