"""Points placed on paper: printed with codes, typed, and taken in as the word of whom the sheet names, once."""

import pytest

from tests.support.stage import HERE, Stage
from wijk.conversations import actions, queries
from wijk.conversations.models import Conversation, Placing, Point
from wijk.core import clock
from wijk.core.providers import PaperForm
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.verbs import Role
from wijk.sheets import actions as sheets
from wijk.sheets import papers
from wijk.sheets.exporters.forms import sheets_pdf
from wijk.sheets.models import Sheet, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    """A closed conversation: points are placed also then."""
    return Conversation.objects.get(key=stage.scenes["conversations"].told)


def subject(talk: Conversation) -> Subject:
    return Subject("conversations.conversation", talk.key)


def form(stage: Stage, talk: Conversation, language: str = "nl") -> PaperForm:
    """The last sheet on which points are placed."""
    offered = papers.forms_of(subject(talk), stage.cast.fay.viewer, language)
    return [one for one in offered if one.code.startswith("placing-")][-1]


def typed(stage: Stage, talk: Conversation, **values: str) -> Sheet:
    """One sheet from the printer to the end."""
    fay = stage.cast.fay.viewer
    code = form(stage, talk).code
    row = sheets.print_sheets(fay, subject=subject(talk), form=code, language="nl", count=1, area=HERE)
    batch = sheets.open_batch(fay, area=HERE, on=clock.today())
    sheet = sheets.take_up(fay, batch=batch, code=row.sheets.get().code or "")
    told = {name.replace("_", "."): value for name, value in values.items()}
    return sheets.finish(fay, batch=batch, sheet=sheet, values=told)


def test_each_point_has_its_basins_and_its_why_below_its_words(stage: Stage, talk: Conversation) -> None:
    told = form(stage, talk)
    first = talk.statements.filter(visibility="shown", meta=False, number=3).get()
    own = [one for one in told.fields if one.code.endswith(".s3")]
    assert [(one.code, one.kind, one.group) for one in own] == [
        ("basin.s3", "choice", first.text.to("nl")), ("why.s3", "line", first.text.to("nl"))
    ]  # fmt: skip
    assert [code for code, _label in own[0].options] == ["1", "2", "3"]
    row = sheets.print_sheets(
        stage.cast.fay.viewer, subject=subject(talk), form=told.code, language="nl", count=2, area=HERE
    )
    assert sheets_pdf(row, list(row.sheets.all())).startswith(b"%PDF")


def test_what_stands_on_a_sheet_is_the_word_of_the_group_that_it_names(stage: Stage, talk: Conversation) -> None:
    sheet = typed(
        stage,
        talk,
        who="Tafel 7",
        basin_s3="3",
        why_s3="De markt staat er.",
        basin_new="1",
        why_new="Altijd.",
        title_new="Een fontein",
    )
    assert sheet.state == State.TAKEN
    mine = [one for one in queries.placed(talk) if one.row.label == "Tafel 7"]
    assert {(one.row.basin, one.row.reason.to("nl")) for one in mine} == {(3, "De markt staat er."), (1, "Altijd.")}
    assert Point.objects.filter(conversation=talk, title=Text({"nl": "Een fontein"})).count() == 1


def test_an_organisation_is_known_by_its_name_however_it_is_written(stage: Stage, talk: Conversation) -> None:
    who, title = queries.actors_at(talk)[0]
    sheet = typed(stage, talk, who=f"  {title.to('nl').upper()} ", basin_s3="2", why_s3="Samen gaat het.")
    assert sheet.state == State.TAKEN
    assert Placing.objects.get(who=who, until=None, point__statement__number=3).basin == 2


def test_the_same_word_on_paper_and_on_the_page_counts_once(stage: Stage, talk: Conversation) -> None:
    word = actions.Word(statement=3, basin=1, reason=Text({"nl": "Iedereen wil het."}))
    actions.place_points(stage.cast.fay.viewer, key=talk.key, who="group:", label="Tafel 7", words=[word])
    before = Placing.objects.count()
    assert typed(stage, talk, who="Tafel 7", basin_s3="1", why_s3="Iedereen wil het.").state == State.TAKEN
    assert Placing.objects.count() == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"basin_s3": "1", "why_s3": "Zo."}, "who"),
        ({"who": "Tafel 7"}, "basin.s3"),
        ({"who": "Tafel 7", "basin_s3": "1"}, "why.s3"),
        ({"who": "Tafel 7", "why_s3": "Zo."}, "basin.s3"),
        ({"who": "Tafel 7", "basin_new": "1", "why_new": "Zo."}, "title.new"),
    ],
)
def test_what_is_not_right_comes_back_to_its_field(
    stage: Stage, talk: Conversation, values: dict[str, str], field: str
) -> None:
    before = Placing.objects.count()
    sheet = typed(stage, talk, **values)
    assert sheet.state == State.WRONG
    expected = form(stage, talk).fields[1].code if values == {"who": "Tafel 7"} else field
    assert sheet.fault["field"] == expected
    assert Placing.objects.count() == before


def test_only_who_keeps_the_conversation_prints_and_types_them(stage: Stage, talk: Conversation) -> None:
    roles: tuple[Role, ...] = ("clerk", "manager", "facilitator", "service")
    for role in roles:
        viewer = stage.elsewhere[role].viewer
        assert not [one for one in papers.forms_of(subject(talk), viewer, "nl") if one.code.startswith("placing-")]
    draft = Conversation.objects.get(key=stage.scenes["conversations"].draft)
    assert papers.forms_of(subject(draft), stage.everywhere["facilitator"].viewer, "nl") == []
