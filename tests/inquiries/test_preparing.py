"""An inquiry is prepared and announced: its days come from its rule, its file keeps what was laid in it, and it only grows longer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.scenes.inquiries import PDF, Scene, paper, prepare, today, told
from tests.support.stage import ELSEWHERE, Stage
from wijk.contributions.actions import Terms, change_opening
from wijk.contributions.models import Opening
from wijk.contributions.queries import openings
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.inquiries import access, actions
from wijk.inquiries.counting import period
from wijk.inquiries.models import Inquiry, Rule

pytestmark = pytest.mark.django_db


class Sent:
    """A file with any name at all."""

    def __init__(self, name: str) -> None:
        self.name: str | None = name

    def chunks(self, chunk_size: int | None = None) -> Iterable[bytes]:
        return [PDF]


WHY = Text({"nl": "De plannen lagen er een dag niet.", "en": "The plans were away for a day."})


def test_what_is_in_preparation_is_there_for_its_office_alone(stage: Stage, scene: Scene) -> None:
    row = scene.prepared
    assert access.open_shown(scene.clerk, row.key) == row
    for viewer in (Passerby(), stage.stranger.viewer, stage.elsewhere["clerk"].viewer):
        with pytest.raises(Absent):
            access.open_shown(viewer, row.key)
    assert not Inquiry.objects.shown().exists()


def test_nobody_prepares_one_where_they_do_not_work(stage: Stage) -> None:
    for viewer in (stage.elsewhere["clerk"].viewer, stage.everywhere["facilitator"].viewer, stage.stranger.viewer):
        with pytest.raises(NotAllowed):
            actions.draft(viewer, told=told(stage))
    elsewhere = actions.draft(stage.elsewhere["clerk"].viewer, told=told(stage, place=ELSEWHERE))
    assert {row.area for row in elsewhere.areas.all()} >= {ELSEWHERE}


@pytest.mark.parametrize(
    ("more", "code"),
    [({"title": Text()}, "no-title"), ({"fixed_why": Text()}, "no-fixed"), ({"place": "neighbourhood/999"}, "no-area")],
)
def test_what_does_not_hold_is_refused_with_a_sentence(
    stage: Stage, scene: Scene, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as found:
        actions.draft(scene.clerk, told=told(stage, **more))
    assert found.value.code == code
    assert not Inquiry.objects.exists()


def test_the_second_of_two_who_change_it_is_told(stage: Stage, scene: Scene) -> None:
    row = scene.prepared
    actions.change(scene.clerk, inquiry=row, told=told(stage), revision=row.revision)
    with pytest.raises(Refused, match="meantime"):
        actions.change(scene.manager, inquiry=row, told=told(stage), revision=row.revision)


def test_an_announcement_fixes_the_days_and_makes_a_place_to_speak(stage: Stage, scene: Scene) -> None:
    notice = today() + timedelta(days=3)
    row = actions.announce(scene.clerk, inquiry=scene.prepared, on=notice)
    found = period(row.kept_terms, notice)
    assert (row.first, row.last, row.stands()) == (found.first, found.last, "announced")
    opening = row.opening
    assert opening is not None
    assert (opening.kinds, opening.takes_late) == (["inquiry_remark"], True)
    assert "midnight" in opening.intro.to("en")
    assert {one.area for one in opening.areas.all()} == {one.area for one in row.areas.all()}
    with pytest.raises(Refused, match="already"):
        actions.announce(scene.clerk, inquiry=row)


def test_the_kind_of_a_remark_is_not_asked_for_elsewhere(scene: Scene) -> None:
    assert "inquiry_remark" not in {kind.code for kind in openings.kinds(openings.opening("city"))}
    assert [kind.code for kind in openings.kinds(scene.inquiry.opening)] == ["inquiry_remark"]


def test_its_place_to_speak_is_not_changed_behind_its_back(scene: Scene) -> None:
    opening = scene.inquiry.opening
    assert opening is not None
    terms = Terms(opening.title, opening.fixed, opening.fixed_by, opening.fixed_why)
    with pytest.raises(Refused) as found:
        change_opening(Operator(), opening=opening, terms=terms, revision=opening.revision)
    assert found.value.code == "kept"


@pytest.mark.parametrize("lacks", ["document", "look"])
def test_it_is_not_announced_before_people_can_see_the_file(stage: Stage, scene: Scene, lacks: str) -> None:
    made = {
        "document": lambda: actions.draft(scene.clerk, told=told(stage)),
        "look": lambda: prepare(stage, "nowhere", look_where=Text()),
    }
    row = made[lacks]()
    with pytest.raises(Refused) as found:
        actions.announce(scene.clerk, inquiry=row)
    assert found.value.code in ("no-document", "no-place-to-look")
    assert Opening.objects.filter(key__startswith="inquiry-").count() == 0


def test_a_later_change_of_the_rule_changes_nothing_of_what_was_announced(scene: Scene) -> None:
    row = scene.inquiry
    rule = Rule.objects.get(code="brussels-30")
    actions.keep_rule(scene.clerk, code=rule.code, title=rule.title, basis=rule.basis, days=5, revision=rule.revision)
    made = actions.extend(scene.clerk, inquiry=row, days=4, why=WHY)
    row = Inquiry.objects.get(pk=row.pk)
    assert row.announced_on is not None
    assert row.last == made.until == period(row.kept_terms, row.announced_on, [4]).last
    assert row.kept_terms.days == 30


def test_an_extension_says_why_and_never_shortens(scene: Scene) -> None:
    row = scene.inquiry
    before = row.last
    for days, why, code in (
        (0, WHY, "backwards"),
        (-5, WHY, "backwards"),
        (5, Text(), "no-why"),
        (400, WHY, "too-many-days"),
    ):
        with pytest.raises(Refused) as found:
            actions.extend(scene.clerk, inquiry=row, days=days, why=why)
        assert found.value.code == code
    made = actions.extend(scene.clerk, inquiry=row, days=1, why=WHY)
    assert made.before == before
    assert made.until >= before
    row.refresh_from_db()
    opening = Opening.objects.get(inquiry=row)
    assert opening.closes_at is not None
    assert opening.closes_at > clock.now()
    assert row.last == made.until


def test_a_closed_one_that_is_extended_opens_again(scene: Scene) -> None:
    row = scene.ended
    assert row.state == "closed"
    actions.extend(scene.clerk, inquiry=row, days=60, why=WHY)
    row.refresh_from_db()
    assert row.state == "open"


def test_workers_open_and_close_by_the_days_and_twice_is_as_once(stage: Stage, scene: Scene) -> None:
    row = actions.announce(scene.clerk, inquiry=scene.prepared, on=today())
    assert actions.move_on(clock.now()) == 0
    tomorrow = clock.now() + timedelta(days=1)
    assert row.stands(tomorrow) == "open"
    assert [actions.move_on(tomorrow) for _time in range(2)] == [1, 0]
    assert row.last is not None
    after = tomorrow + (row.last - today()) * 1
    assert [actions.move_on(after) for _time in range(2)] == [1, 0]
    row.refresh_from_db()
    assert row.state == "closed"


def test_a_later_document_says_why_and_stands_before_the_old_one(scene: Scene) -> None:
    first = scene.version
    row = scene.inquiry
    with pytest.raises(Refused, match="why"):
        actions.add_document(scene.clerk, inquiry=row, upload=paper(content=PDF + b"2"), document=first.document)
    second = actions.add_document(
        scene.clerk, inquiry=row, upload=paper(content=PDF + b"2"), document=first.document, why=WHY
    )
    again = actions.add_document(
        scene.clerk, inquiry=row, upload=paper(content=PDF + b"2"), document=first.document, why=WHY
    )
    assert again == second
    assert [(one.number, one.later) for one in first.document.versions.all()] == [(2, True), (1, False)]
    assert second.hash != first.hash


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.exe", b"MZ", "file-kind"),
        ("plan.pdf", b"<html><script>", "file-not-what-it-says"),
        ("plan.pdf", b"", "file-empty"),
        ("plan.pdf\u202efdp.exe", PDF, "file-kind"),
        ("plan.docm", PDF, "file-kind"),
    ],
)
def test_hostile_files_are_refused_and_leave_nothing(scene: Scene, name: str, content: bytes, code: str) -> None:
    row = scene.prepared
    with pytest.raises(Refused) as found:
        actions.add_document(scene.clerk, inquiry=row, upload=paper(name, content), title=Text.of("Plan"))
    assert found.value.code == code
    assert row.documents.count() == 1


def test_a_hostile_name_is_made_harmless(scene: Scene) -> None:
    upload = Sent("../../etc/\u202egro.plan\x00.pdf")  # a browser may send anything; Django's own form would clean it
    made = actions.add_document(scene.clerk, inquiry=scene.prepared, upload=upload, title=Text.of("Plan"))
    assert made.filename == "gro.plan.pdf"


@pytest.mark.parametrize(
    "listed",
    [
        [{"begins": "13-40", "ends": "08-15", "how": "skipped"}],
        [{"begins": "07-15", "ends": "08-15", "how": "often"}],
        [{"begins": "2027-08-15", "ends": "2027-07-15", "how": "skipped"}],
        [{"begins": "07-15", "ends": "2027-08-15", "how": "skipped"}],
        [{"begins": "01-01", "ends": "12-31", "how": "skipped"}],
    ],
)
def test_a_rule_that_cannot_be_counted_is_refused(scene: Scene, listed: list[dict[str, str]]) -> None:
    with pytest.raises(Refused):
        actions.keep_rule(scene.clerk, code="ours", title=WHY, basis=WHY, days=10, listed=listed)
    assert not Rule.objects.filter(code="ours").exists()


def test_what_came_with_the_program_is_an_example_until_somebody_confirms_it(scene: Scene) -> None:
    assert Rule.objects.count() == 5
    assert not Rule.objects.filter(confirmed=True).exists()
    assert {row.days for row in Rule.objects.filter(code__startswith="flanders")} == {30, 60}
    summer = Rule.objects.get(code="wallonia-30")
    row = Inquiry(rule=summer)
    # Fourteen days until 15 July, none until 15 August, sixteen until 31 August.
    assert period(row.kept_terms, date(2026, 7, 1)).last == date(2026, 8, 31)
