"""Paper of the rooms themselves: an idea becomes a contribution, ticks become votes; and what people ask to be forgotten is."""

from datetime import timedelta

import pytest

from tests.sheets.hands import ANN, BEN, FIRST, code_of
from tests.support.leaves import COUNTS
from tests.support.stage import HERE, Stage
from wijk.contributions.models import Contribution
from wijk.conversations.models import Conversation, Vote
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.providers import PaperForm
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import actions, papers, queries
from wijk.sheets.models import Printing, State, Typing
from wijk.sheets.providing import own_typings
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db


def of(viewer: Viewer, subject: Subject, language: str = "fr") -> tuple[Printing, PaperForm]:
    """A printing of the first form of a subject."""
    (form, *_others) = papers.forms_of(subject, viewer, language)
    row = actions.print_sheets(viewer, subject=subject, form=form.code, language=language, count=4, area=HERE)
    return row, form


def test_an_idea_on_paper_is_a_contribution_and_its_sheet_leads_to_it(stage: Stage) -> None:
    clerk = stage.everywhere["clerk"].viewer
    row, _form = of(clerk, Subject("contributions.opening", "city"))
    batch = actions.open_batch(clerk, area=HERE, on=clock.today())
    sheet = actions.take_up(clerk, batch=batch, code=code_of(row, 1))
    values = {
        "kind": "idea",
        "title": "Un banc",
        "text": "Sous le tilleul.",
        "contact": "an@voorbeeld.be",
        "shown": "An",
    }
    wrong = actions.finish(clerk, batch=batch, sheet=sheet, values={**values, "contact": "no address"})
    assert (wrong.state, wrong.fault["field"]) == (State.WRONG, "contact")
    assert not Contribution.objects.filter(title="Un banc").exists()
    sheet = actions.finish(clerk, batch=batch, sheet=sheet, values=values)
    made = Contribution.objects.get(title="Un banc")
    assert (made.channel, made.language) == ("paper", "fr")
    assert sheet.became == f"contributions.contribution:{made.key}"
    assert "voorbeeld" not in str(list(type(sheet).objects.values()))
    assert not Entry.objects.filter(data__icontains="voorbeeld").exists()


def test_ticks_on_paper_are_votes_and_no_sheet_tells_which(stage: Stage) -> None:
    fay = stage.cast.fay.viewer
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    subject = Subject("conversations.conversation", talk.key)
    row, form = of(fay, subject, "nl")
    batch = actions.open_batch(fay, area=HERE, on=clock.today())
    before = Vote.objects.count()
    for number, choice in ((1, "agree"), (2, "disagree"), (3, "pass")):
        sheet = actions.take_up(fay, batch=batch, code=code_of(row, number))
        sheet = actions.finish(fay, batch=batch, sheet=sheet, values={form.fields[0].code: choice})
        assert (sheet.state, sheet.became) == (State.TAKEN, "")
    assert Vote.objects.count() == before + 3
    assert queries.reach_of([row])[row.pk].taken == 3


def test_what_can_be_printed_is_offered_to_who_may(stage: Stage) -> None:
    offered = {str(subject) for subject, _card in papers.on_offer(stage.everywhere["clerk"].viewer)}
    assert "contributions.opening:city" in offered
    assert f"conversations.conversation:{stage.scenes['conversations'].open}" in offered
    assert f"conversations.conversation:{stage.scenes['conversations'].draft}" not in offered


def test_a_person_who_is_erased_typed_nothing_that_anybody_can_tell(stage: Stage) -> None:
    clerk = stage.everywhere["clerk"]
    row = actions.print_sheets(clerk.viewer, subject=COUNTS, form="leaf", language="nl", count=2, area=HERE)
    batch = actions.open_batch(clerk.viewer, area=HERE, on=clock.today())
    sheet = actions.take_up(clerk.viewer, batch=batch, code=code_of(row, 1))
    actions.finish(clerk.viewer, batch=batch, sheet=sheet, values=FIRST)
    assert own_typings.export(clerk.key) == {"sheets_typed_and_not_done_with": 1}
    assert own_typings.export(stage.stranger.key) == {}
    assert own_typings.erase(clerk.key) == 1
    assert own_typings.export(clerk.key) == {}
    assert not Typing.objects.filter(sheet=sheet).exclude(hand="").exists()
    sheet = actions.take_up(BEN, batch=batch, code=code_of(row, 1))
    assert actions.finish(BEN, batch=batch, sheet=sheet, values=FIRST).state == State.TAKEN


def test_a_form_stays_as_it_was_printed(stage: Stage) -> None:
    fay = stage.cast.fay.viewer
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    row, form = of(fay, Subject("conversations.conversation", talk.key), "nl")
    talk.statements.filter(number=1).update(text={"nl": "Iets heel anders."})
    row.refresh_from_db()
    assert papers.read(row.told) == form


def test_what_came_in_after_the_end_is_told_and_can_be_declared_late(stage: Stage) -> None:
    fay = stage.cast.fay.viewer
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    row, form = of(fay, Subject("conversations.conversation", talk.key), "nl")
    Conversation.objects.filter(pk=talk.pk).update(state="closed", closed_at=clock.now() - timedelta(days=1))
    batch = actions.open_batch(fay, area=HERE, on=clock.today())
    sheet = actions.take_up(fay, batch=batch, code=code_of(row, 1))
    sheet = actions.finish(fay, batch=batch, sheet=sheet, values={form.fields[0].code: "agree"})
    assert sheet.state == State.WRONG
    assert sheet.fault["sentence"]
    with pytest.raises(Refused):
        actions.close_batch(fay, batch=batch)
    actions.void_sheets(fay, printing=row, sheets=[sheet], reason="late")
    assert actions.close_batch(fay, batch=batch).closed_at is not None


def test_people_who_are_nobody_print_nothing() -> None:
    with pytest.raises(Refused):
        papers.forms_of(Subject("nobody.nothing", "x"), ANN, "nl")
