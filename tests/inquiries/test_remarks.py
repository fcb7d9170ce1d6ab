"""Remarks come by every way: each gets its number once, in time or late, and nothing is thrown away."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.scenes.inquiries import Scene, letter, today
from tests.support.stage import Stage
from wijk.answers.models import Request
from wijk.answers.queries import clock as public_clock
from wijk.contributions import actions as contributions
from wijk.contributions.access import author_token
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.inquiries import actions, queries
from wijk.inquiries.models import Inquiry, Remark
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def by_web(row: Inquiry, viewer: Any, title: str = "De fontein", **more: Any) -> Contribution:
    assert row.opening is not None
    told = {
        "kind": "inquiry_remark",
        "title": title,
        "body": "Graag water.",
        "language": "nl",
        "about": row.subject,
        **more,
    }
    return contributions.submit(viewer, opening=row.opening, **told).contribution


def numbers(row: Inquiry) -> list[int]:
    return list(Remark.objects.filter(inquiry=row).order_by("number").values_list("number", flat=True))


def test_by_web_it_gets_the_next_number_and_no_second_one(stage: Stage, scene: Scene) -> None:
    row = scene.inquiry
    said = by_web(row, stage.stranger.viewer, once="one")
    again = by_web(row, stage.stranger.viewer, once="one")
    assert again == said
    remark = Remark.objects.get(contribution=said)
    assert (remark.number, remark.how, remark.late) == (2, "web", False)
    assert actions.receive(said) == remark, "told twice is as told once"
    assert numbers(row) == [1, 2]


def test_without_an_account_it_has_its_number_when_it_is_confirmed_and_the_day_of_sending_counts(
    stage: Stage, scene: Scene
) -> None:
    row = scene.inquiry
    assert row.last is not None
    sent = datetime(row.last.year, row.last.month, row.last.day, 23, 50, tzinfo=BRUSSELS)
    with clock.at(sent):
        said = by_web(row, Passerby(), email="an@voorbeeld.be")
    assert not Remark.objects.filter(contribution=said).exists()
    with clock.at(sent + timedelta(hours=9)):
        made = Contribution.objects.select_related("author").get(pk=said.pk)
        contributions.confirm(Passerby(), key=made.key, token=author_token(made))
    remark = Remark.objects.get(contribution=said)
    assert (remark.number, remark.late, remark.received_on) == (2, False, row.last)


def test_a_minute_after_midnight_in_the_city_is_late_and_kept(stage: Stage, scene: Scene) -> None:
    row = scene.inquiry
    assert row.last is not None
    midnight = datetime(row.last.year, row.last.month, row.last.day, tzinfo=BRUSSELS) + timedelta(days=1)
    found = {}
    for minutes in (-1, 1):
        with clock.at(midnight + timedelta(minutes=minutes)):
            found[minutes] = Remark.objects.get(contribution=by_web(row, stage.stranger.viewer, f"Op {minutes}"))
    assert (found[-1].late, found[-1].late_why) == (False, "")
    assert (found[1].late, found[1].late_why) == (True, "received_after")
    held = Contribution.objects.get(pk=found[-1].contribution_id)
    with clock.at(midnight + timedelta(minutes=2)), pytest.raises(Refused, match="period has ended"):
        contributions.edit(stage.stranger.viewer, contribution=held, title="Iets anders", body="", revision=1)


@pytest.mark.parametrize(
    ("posted", "received", "late", "why"),
    [
        (0, 9, False, ""), (1, 9, True, "posted_after"), (None, 0, False, ""), (None, 1, True, "received_after"), (-5, -2, False, ""),
    ],
)  # fmt: skip
def test_the_stamp_of_the_post_counts_and_a_late_letter_is_kept_with_its_reason(
    scene: Scene, posted: int | None, received: int, late: bool, why: str
) -> None:
    row = scene.inquiry
    assert row.last is not None
    with clock.at(clock.now() + timedelta(days=60)):
        stamp = row.last + timedelta(days=posted) if posted is not None else None
        made = actions.note_remark(
            scene.stage.everywhere["clerk"].viewer, inquiry=row, how="letter", title="De stoep", body="", language="nl",
            posted_on=stamp, received_on=row.last + timedelta(days=received),
        )  # fmt: skip
    assert (made.late, made.late_why) == (late, why)
    assert made in row.remarks.all()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"how": "pigeon"}, "no-way"), ({"how": "counter", "posted_on": -1}, "no-stamp"), ({"posted_on": 0, "received_on": -1}, "stamp-after"),
        ({"received_on": 3}, "to-come"), ({"posted_on": -30}, "too-early"), ({"title": ""}, "no-title"),
    ],
)  # fmt: skip
def test_a_letter_that_cannot_be_is_refused_and_takes_no_number(scene: Scene, more: dict[str, Any], code: str) -> None:
    row = scene.inquiry
    days = {name: today() + timedelta(days=value) for name, value in more.items() if isinstance(value, int)}
    told = {"how": "letter", "title": "De stoep", "body": "", "language": "nl", **more, **days}
    with pytest.raises(Refused) as found:
        actions.note_remark(scene.clerk, inquiry=row, **told)
    assert found.value.code == code
    assert numbers(row) == [1]
    assert Inquiry.objects.get(pk=row.pk).numbers == 1


def test_the_same_letter_sent_twice_is_one(scene: Scene) -> None:
    row = scene.inquiry
    made = [letter(scene.stage, row, once="abc").pk for _time in range(2)]
    assert made[0] == made[1]
    assert numbers(row) == [1, 2]
    assert Entry.objects.filter(verb="inquiries.note_remark", subject=row.key).count() == 2


def test_every_way_has_its_name_and_numbers_run_without_a_gap(stage: Stage, scene: Scene) -> None:
    row = scene.inquiry
    for how in ("counter", "hearing", "sheet", "phone", "stand"):
        actions.note_remark(scene.clerk, inquiry=row, how=how, title=f"Door {how}", body="", language="nl")
    by_web(row, stage.stranger.viewer)
    assert numbers(row) == list(range(1, 8))
    assert set(row.remarks.values_list("how", flat=True)) == {
        "letter",
        "counter",
        "hearing",
        "sheet",
        "phone",
        "stand",
        "web",
    }


def test_only_who_may_notes_what_others_said(stage: Stage, scene: Scene) -> None:
    row = scene.inquiry
    told: dict[str, Any] = {"how": "counter", "title": "De stoep", "body": "", "language": "nl"}
    for viewer in (
        stage.elsewhere["clerk"].viewer,
        stage.everywhere["analyst"].viewer,
        stage.stranger.viewer,
        Passerby(),
    ):
        with pytest.raises(NotAllowed):
            actions.note_remark(viewer, inquiry=row, **told)


def test_an_extension_brings_the_late_in_time_and_nobody_out_of_it(scene: Scene) -> None:
    row = scene.inquiry
    assert row.last is not None
    with clock.at(clock.now() + timedelta(days=40)):
        late = letter(scene.stage, row, posted_on=row.last + timedelta(days=3))
        later = letter(scene.stage, row, posted_on=row.last + timedelta(days=15))
        assert late.late
        actions.extend(scene.manager, inquiry=row, days=10, why=Text.of("De plannen lagen er een dag niet."))
    late.refresh_from_db()
    later.refresh_from_db()
    assert (late.late, late.late_why, later.late) == (False, "", True)
    assert not Remark.objects.get(inquiry=row, number=1).late


def test_the_public_clock_of_answers_counts_no_remark(stage: Stage, scene: Scene) -> None:
    before = public_clock().asked
    row = scene.inquiry
    by_web(row, stage.stranger.viewer)
    assert not Request.objects.filter(contribution__kind="inquiry_remark").exists()
    assert public_clock().asked == before


def test_what_is_taken_back_keeps_its_number_and_needs_no_reply(stage: Stage, scene: Scene) -> None:
    row = scene.inquiry
    said = by_web(row, stage.stranger.viewer)
    assert queries.owed(row).count() == 2
    contributions.withdraw(stage.stranger.viewer, contribution=said)
    assert numbers(row) == [1, 2]
    assert [one.number for one in queries.owed(row)] == [1]


def test_a_letter_that_a_moderator_looks_at_first_has_its_number_all_the_same(scene: Scene) -> None:
    row = scene.inquiry
    made = letter(
        scene.stage, row, title="Goedkope leningen", body="https://a.example https://b.example https://c.example " * 8
    )
    assert made.contribution.visibility == "waiting", "otherwise this shows nothing"
    assert made.number == 2
    assert queries.waiting(row) == 1


def test_nothing_of_a_person_goes_into_the_trail(scene: Scene) -> None:
    row = scene.inquiry
    letter(scene.stage, row, email="jan.peeters@voorbeeld.be", shown_as="Jan Peeters")
    told = " ".join(str(entry.data) for entry in Entry.objects.all())
    assert "peeters" not in told.lower()
    assert "linde" not in told.lower()
