"""On paper one is known by a pass or by one's line of the register: asked where it must be shown, compared, and kept nowhere."""

from typing import Any

import pytest
from django.db import connection

from tests.support.scenes.residence import CARDS
from tests.support.stage import HERE, Stage
from wijk.contributions.models import Contribution, Opening
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.helping.forms.writing import WriteForm
from wijk.residence import actions as residence
from wijk.residence.models import Edition
from wijk.residence.queries import LINE, LIVES, PASS, asked, paper_fields, shown_on_paper
from wijk.sheets import actions, papers
from wijk.sheets.models import Sheet, State

pytestmark = pytest.mark.django_db

CITY, PROCESS = Subject("contributions.opening", "city"), Subject("processes.process", "asks-them")
CARD = next(iter(CARDS))
COLUMN = f"{LINE}card"
IDEA = {"kind": "idea", "title": "Een bank"}


@pytest.fixture
def asking(stage: Stage) -> Stage:
    """Where one speaks it must be shown that one lives here."""
    require("verified")
    Opening.objects.filter(key="city").update(process=PROCESS.id)
    return stage


def require(level: str, **more: Any) -> None:
    residence.require(Operator(), scope=PROCESS, level=level, why=Text.of("Omdat het hier is."), **more)


def codes() -> list[str]:
    return [one.code for one in paper_fields(asked(PROCESS.id))]


def typed(stage: Stage, **values: str) -> Sheet:
    """One sheet from the printer to the end, typed by somebody who works at the counter."""
    clerk = stage.everywhere["clerk"].viewer
    row = actions.print_sheets(clerk, subject=CITY, form="idea", language="nl", count=1, area=HERE)
    batch = actions.open_batch(clerk, area=HERE, on=clock.today())
    sheet = actions.take_up(clerk, batch=batch, code=row.sheets.get().code or "")
    return actions.finish(clerk, batch=batch, sheet=sheet, values={**IDEA, **values})


def test_the_sheet_asks_a_pass_or_the_line(asking: Stage) -> None:
    (form,) = papers.forms_of(CITY, asking.everywhere["clerk"].viewer, "nl")
    own = {one.code: one for one in form.fields if one.code in (LIVES, PASS) or one.code.startswith(LINE)}
    assert list(own) == [PASS, COLUMN]
    assert not own[PASS].required
    assert own[COLUMN].label == "Number of your card"
    assert own[COLUMN].group
    assert not own[PASS].group


def test_the_line_is_asked_only_where_it_can_be_compared_and_must_be_shown(asking: Stage) -> None:
    require("declared")
    assert codes() == [LIVES, PASS]
    require("verified", ways=["letter", "counter"])
    assert codes() == [PASS]
    require("verified")
    assert codes() == [PASS, COLUMN]
    Edition.objects.filter(state="current").delete()
    assert codes() == [PASS]
    assert paper_fields(asked(PROCESS.id))[0].required


@pytest.mark.parametrize("written", [CARD, CARD.replace(".", " "), f" {CARD} "])
def test_a_line_counts_as_a_pass_does_and_is_kept_nowhere(asking: Stage, written: str) -> None:
    sheet = typed(asking, **{COLUMN: written})
    assert sheet.state == State.TAKEN
    made = Contribution.objects.get(title="Een bank")
    assert made.extra == {}
    for table in (
        "sheets_sheet",
        "sheets_typing",
        "residence_handle",
        "residence_resident",
        "contributions_contribution",
        "trail_entry",
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"select * from {table}")
            assert written.strip() not in str(cursor.fetchall())


@pytest.mark.parametrize(
    ("values", "field"), [({}, PASS), ({COLUMN: "12"}, COLUMN), ({PASS: "AAAA", COLUMN: CARD}, PASS)]
)
def test_what_is_not_right_comes_back_to_its_field(asking: Stage, values: dict[str, str], field: str) -> None:
    sheet = typed(asking, **values)
    assert (sheet.state, sheet.fault["field"]) == (State.WRONG, field)
    assert not Contribution.objects.filter(title="Een bank").exists()


def test_who_does_not_work_at_the_counter_compares_no_line(asking: Stage) -> None:
    manager = asking.everywhere["manager"].viewer
    row = actions.print_sheets(manager, subject=CITY, form="idea", language="nl", count=1, area=HERE)
    batch = actions.open_batch(manager, area=HERE, on=clock.today())
    sheet = actions.take_up(manager, batch=batch, code=row.sheets.get().code or "")
    sheet = actions.finish(manager, batch=batch, sheet=sheet, values={**IDEA, COLUMN: CARD})
    assert (sheet.state, sheet.fault["code"], sheet.fault["field"]) == (State.WRONG, "residence-no-counter", COLUMN)


def test_a_sheet_without_columns_asks_the_register_nothing(asking: Stage) -> None:
    with connection.execute_wrapper(_none):
        assert shown_on_paper({PASS: "x", LIVES: "1", COLUMN: "  "}).line == ()
    assert shown_on_paper({COLUMN: CARD}).line == (CARD,)


def test_a_form_for_another_still_has_its_one_box(asking: Stage) -> None:
    city = Opening.objects.get(key="city")
    form = WriteForm(opening=city, kinds=[], stops=[])
    assert PASS in form.fields
    assert form.fields[PASS].required
    assert COLUMN not in form.fields


def _none(execute: object, sql: str, params: object, many: bool, context: object) -> None:
    raise AssertionError(f"asked: {sql}")
