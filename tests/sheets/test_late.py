"""What was handed in on time counts also when it is typed after the end; what came too late is refused, with a sentence."""

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import localtime, make_aware
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sheets.hands import code_of
from tests.support.stage import HERE, Stage
from tests.support.undone import undone
from wijk.contributions.models import Contribution, Opening
from wijk.conversations import actions as talking
from wijk.conversations.models import Commitment, Conversation, Vote
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Operator
from wijk.sheets import actions, papers
from wijk.sheets.models import Sheet, State

pytestmark = pytest.mark.django_db
quick = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
IDEA = {"kind": "idea", "title": "Een bank", "text": "Onder de linde."}


def day_of(moment: datetime) -> datetime:
    """The first moment of that day in the city."""
    return make_aware(datetime.combine(localtime(moment).date(), time.min))


def opening(opens: datetime, closes: datetime) -> Opening:
    city = Opening.objects.get(key="city")
    row = Opening.objects.create(
        key="period", title=city.title, fixed=city.fixed, fixed_by=city.fixed_by, fixed_why=city.fixed_why,
        opens_at=opens, closes_at=closes, who="anybody", place=HERE,
    )  # fmt: skip
    row.areas.create(area=HERE)
    return row


def typed(stage: Stage, subject: Subject, values: dict[str, str], came: datetime, now: datetime) -> Sheet:
    """A sheet that came in on one day and is typed on another."""
    fay = stage.everywhere["facilitator"].viewer
    (form, *_others) = papers.forms_of(subject, fay, "nl")
    row = actions.print_sheets(fay, subject=subject, form=form.code, language="nl", count=1, area=HERE)
    with clock.at(now):
        batch = actions.open_batch(fay, area=HERE, on=localtime(came).date())
        sheet = actions.take_up(fay, batch=batch, code=code_of(row, 1))
        return actions.finish(fay, batch=batch, sheet=sheet, values=values)


@quick
@given(st.integers(-5, 12))
def test_the_day_on_which_an_idea_was_handed_in_decides(stage: Stage, day: int) -> None:
    with undone():
        begins = day_of(clock.now() - timedelta(days=20)) + timedelta(hours=14)
        ends = begins + timedelta(days=7)
        row = opening(begins, ends)
        before = Contribution.objects.count()
        sheet = typed(stage, Subject("contributions.opening", row.key), IDEA, begins + timedelta(days=day), clock.now())
        assert (sheet.state == State.TAKEN) == (0 <= day <= 7)
        assert Contribution.objects.count() == before + (0 <= day <= 7)
        if sheet.state == State.WRONG:
            assert sheet.fault["sentence"]
        else:
            assert (
                localtime(Contribution.objects.latest("pk").given_at).date()
                == localtime(begins + timedelta(days=day)).date()
            )


def closed_talk(stage: Stage) -> Conversation:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    return talking.close_conversation(Operator(), key=talk.key)


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, False), (2, False)])
def test_votes_that_were_handed_in_on_a_day_of_voting_count(stage: Stage, days: int, counts: bool) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    subject = Subject(talking.CONVERSATION, talk.key)
    fay = stage.everywhere["facilitator"].viewer
    row = actions.print_sheets(fay, subject=subject, form="votes-1", language="nl", count=1, area=HERE)
    closed_talk(stage)
    before = Vote.objects.count()
    now = clock.now()
    with clock.at(now + timedelta(days=5)):
        batch = actions.open_batch(fay, area=HERE, on=localtime(now + timedelta(days=days)).date())
        sheet = actions.take_up(fay, batch=batch, code=code_of(row, 1))
        sheet = actions.finish(fay, batch=batch, sheet=sheet, values={"s1": "agree", "s2": "pass"})
    assert (sheet.state == State.TAKEN) is counts
    assert Vote.objects.count() == before + 2 * counts
    if not counts:
        assert "geen stemmen" in sheet.fault["sentence"] or "no votes" in sheet.fault["sentence"]


def test_late_typing_is_sealed_once_a_day_and_not_after_the_marks_are_gone(stage: Stage) -> None:
    talk = closed_talk(stage)
    first, today = Commitment.objects.filter(conversation=talk).count(), localtime(clock.now()).date()
    later = clock.now() + timedelta(days=2)
    with clock.at(later):
        assert talk not in talking.to_seal(clock.now())
        for code in ("ONE", "TWO"):
            talking.take_sheet(conversation=talk, code=code, votes={1: "agree"}, given=today)
        assert talk in talking.to_seal(clock.now())
        talking.commit_votes(Operator(), conversation=talk)
        assert talk not in talking.to_seal(clock.now())
        talking.take_sheet(conversation=talk, code="THREE", votes={1: "agree"}, given=today)
        assert talk not in talking.to_seal(clock.now())
    with clock.at(later + timedelta(hours=25)):
        assert talk in talking.to_seal(clock.now())
        talking.commit_votes(Operator(), conversation=talk)
    assert Commitment.objects.filter(conversation=talk).count() == first + 2
    with clock.at(later + timedelta(days=40)):
        talking.forget_marks(conversation=talk)
        with pytest.raises(Refused, match=r"maand|month"):
            talking.take_sheet(conversation=talk, code="FOUR", votes={1: "agree"}, given=today)
