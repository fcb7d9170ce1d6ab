"""The own questions of a kind on paper: printed with the sheet, typed, compared, settled, and taken in with the contribution."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.support.stage import HERE, Stage
from wijk.contributions.models import Contribution, Kind, Opening
from wijk.contributions.paper import on_paper
from wijk.contributions.questions import Choice, Question, read, retired, written
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.verbs import Role
from wijk.sheets import actions, papers
from wijk.sheets.exporters.forms import sheets_pdf
from wijk.sheets.models import Printing, Sheet, State

pytestmark = pytest.mark.django_db

CITY = Subject("contributions.opening", "city")
ASKED = [
    Question(Text({"nl": "Hoeveel mensen?", "fr": "Combien de personnes ?", "en": "How many people?"}), "number"),
    Question(
        Text({"nl": "Wanneer?", "fr": "Quand ?", "en": "When?"}), "choice", required=True,
        choices=[Choice(Text({"nl": "’s Ochtends", "en": "Morning"})), Choice(Text({"nl": "’s Avonds", "en": "Evening"}))],
    ),
    Question(Text({"nl": "Ik help mee", "en": "I help"}), "tick"),
    Question(Text({"nl": "Wat is er nodig?", "en": "What is needed?"}), "text"),
]  # fmt: skip
HOW_MANY, WHEN, HELPS, NEEDED = (
    f"extra.idea.{code}" for code in ("hoeveel-mensen", "wanneer", "ik-help-mee", "wat-is-er-nodig")
)

SHORT = {"many": HOW_MANY, "when": WHEN, "helps": HELPS, "needed": NEEDED}
IDEA = {"kind": "idea", "title": "Een bank"}


@pytest.fixture
def asked(stage: Stage) -> Stage:
    """An idea asks four things more."""
    Kind.objects.filter(code="idea").update(fields=written(ASKED))
    return stage


def printed(stage: Stage, language: str = "nl", **more: Any) -> Printing:
    """Some sheets of the city."""
    clerk = stage.everywhere["clerk"].viewer
    return actions.print_sheets(clerk, subject=CITY, form="idea", language=language, count=4, area=HERE, **more)


def taken_up(stage: Stage, row: Printing, role: Role = "clerk") -> Sheet:
    """The first sheet, its code just typed by somebody."""
    viewer = stage.everywhere[role].viewer
    known = row.sheets.get(number=1)
    batch = known.batch or actions.open_batch(viewer, area=HERE, on=clock.today())
    return actions.take_up(viewer, batch=batch, code=known.code or "")


def typed(stage: Stage, row: Printing, role: Role = "clerk", /, **values: str) -> Sheet:
    """The first sheet from the code to the end."""
    sheet = taken_up(stage, row, role)
    batch = sheet.batch
    assert batch is not None
    return actions.finish(stage.everywhere[role].viewer, batch=batch, sheet=sheet, values={**IDEA, **told(values)})


def told(values: dict[str, str]) -> dict[str, str]:
    """Answers by their short names."""
    return {SHORT.get(name, name): value for name, value in values.items()}


def extra() -> dict[str, str]:
    """The answers of the one contribution that came of it."""
    found: dict[str, str] = Contribution.objects.get(title="Een bank").extra
    return found


def test_the_sheet_bears_what_the_kind_asks_below_the_name_of_the_kind(asked: Stage) -> None:
    row = printed(asked)
    own = [one for one in papers.read(row.told).fields if one.code.startswith("extra.idea.")]
    assert [(one.code, one.kind, one.required) for one in own] == [
        (HOW_MANY, "line", False), (WHEN, "choice", True), (HELPS, "tick", False), (NEEDED, "text", False)
    ]  # fmt: skip
    (group,) = {one.group for one in own}
    assert "“Een idee”" in group
    assert own[1].options == (("s-ochtends", "’s Ochtends"), ("s-avonds", "’s Avonds"))
    words = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(sheets_pdf(row, list(row.sheets.all()[:1])))).pages
    )
    for part in ("Hoeveel mensen?", "’s Avonds", "Ik help mee", "Wat is er nodig?"):
        assert part in words
    assert words.count("Hoeveel mensen?") == 1


def test_an_opening_with_one_kind_says_no_more_than_the_questions(asked: Stage) -> None:
    Opening.objects.filter(key="city").update(kinds=["idea"])
    (form,) = on_paper.forms(CITY, asked.everywhere["clerk"].viewer, "nl")
    assert {one.group for one in form.fields} == {""}


def test_what_is_written_there_comes_with_the_contribution(asked: Stage) -> None:
    sheet = typed(asked, printed(asked), many="12", when="s-avonds", helps="1", needed="Een schop")
    assert sheet.state == State.TAKEN
    assert extra() == {
        "hoeveel-mensen": "12",
        "wanneer": "s-avonds",
        "ik-help-mee": "yes",
        "wat-is-er-nodig": "Een schop",
    }


@pytest.mark.parametrize(
    ("given", "field"), [({}, WHEN), ({"when": "s-avonds", "many": "twaalf"}, HOW_MANY)]
)  # fmt: skip
def test_a_refusal_comes_back_to_the_question(asked: Stage, given: dict[str, str], field: str) -> None:
    sheet = typed(asked, printed(asked), **given)
    assert (sheet.state, sheet.fault["field"]) == (State.WRONG, field)
    client = Client(headers={"host": "localhost"})
    client.force_login(asked.everywhere["clerk"].person)
    assert sheet.batch is not None
    page = client.get(f"/en/office/sheets/piles/{sheet.batch.key}/{sheet.pk}/").content.decode()
    assert f'href="#id_f-{field}"' in page
    assert page.count(str(sheet.fault["sentence"])) == 2
    assert typed(asked, sheet.printing, when="s-avonds", many="12").state == State.TAKEN
    assert extra()["hoeveel-mensen"] == "12"


def test_two_who_type_it_differently_are_settled_by_a_third(asked: Stage) -> None:
    row = printed(asked, double=True)
    assert typed(asked, row, "clerk", when="s-avonds", many="12").state == State.SECOND
    sheet = typed(asked, row, "facilitator", when="s-ochtends", many="12")
    assert sheet.state == State.DIFFERS
    form, both = papers.read(row.told), list(sheet.typings.order_by("round"))
    assert papers.unlike(form, both[0].values, both[1].values) == [WHEN]
    client = Client(headers={"host": "localhost"})
    client.force_login(asked.everywhere["manager"].person)
    assert sheet.batch is not None
    path = f"/en/office/sheets/piles/{sheet.batch.key}/{sheet.pk}/settle/"
    assert f'name="pick-{WHEN}"' in client.get(path).content.decode()
    same = {f"f-{one.code}": both[0].values[one.code] for one in form.fields}
    assert client.post(path, {**same, f"pick-{WHEN}": "2"}).status_code == 302
    assert extra() == {"hoeveel-mensen": "12", "wanneer": "s-ochtends"}


def test_paper_does_not_learn_what_is_asked_later(asked: Stage) -> None:
    row = printed(asked)
    idea = Kind.objects.get(code="idea")
    questions = retired(read(idea.fields), "wat-is-er-nodig", gone=True)
    later = Question(Text({"nl": "Nog iets?"}), required=True)
    gone = [replace(one, choices=[replace(c, retired=True) for c in one.choices]) for one in questions[1:2]]
    Kind.objects.filter(code="idea").update(fields=written([questions[0], *gone, *questions[2:], later]))
    assert typed(asked, row, when="s-avonds", needed="Een schop").state == State.TAKEN
    assert extra() == {"wanneer": "s-avonds", "wat-is-er-nodig": "Een schop"}


def test_what_stands_below_another_kind_does_not_count(asked: Stage) -> None:
    Kind.objects.filter(code="remark").update(fields=written([Question(Text({"nl": "Over wie?"}))]))
    sheet = typed(asked, printed(asked), when="s-avonds", **{"extra.remark.over-wie": "Niemand"})
    assert sheet.state == State.TAKEN
    assert extra() == {"wanneer": "s-avonds"}


def test_a_kind_that_asks_something_can_be_said_on_a_sheet_printed_before(stage: Stage) -> None:
    row = printed(stage)
    Kind.objects.filter(code="idea").update(fields=written(ASKED))
    assert typed(stage, row).state == State.TAKEN
    assert extra() == {}
