"""Each verb of meetings, done once for real."""

from pathlib import Path
from typing import Any

from tests.support.doing import Act, into
from tests.support.samples.meetings import scene
from tests.support.scenes.meetings import local
from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.core.text import Text
from wijk.meetings import actions, times

DONE: dict[str, Act] = {}
does = into(DONE)


def keeper(stage: Stage) -> PersonViewer:
    """Who keeps all meetings of the city."""
    return stage.everywhere["clerk"].viewer


def _moment(days: int) -> dict[str, Any]:
    return {"starts_at": local(days, 19), "ends_at": local(days, 21)}


@does("meetings.plan_meeting")
def _plan(stage: Stage, folder: Path) -> object:
    organ = stage.scenes["organs"].committee
    return actions.plan_meeting(keeper(stage), organ=organ, title=Text.of("Plan"), **_moment(40))


@does("meetings.open_poll")
def _open_poll(stage: Stage, folder: Path) -> object:
    organ = stage.scenes["organs"].committee
    options = [times.Moment(local(n, 19), local(n, 21)) for n in (30, 31)]
    until = local(20, 12).date()
    return actions.open_poll(keeper(stage), organ=organ, title=Text.of("When?"), options=options, until=until)


@does("meetings.answer_poll")
def _answer(stage: Stage, folder: Path) -> object:
    polling, chair = scene(stage).polling, stage.scenes["organs"].chair
    answers = dict.fromkeys(polling.options.values_list("pk", flat=True), "yes")
    return actions.answer_poll(stage.stranger.viewer, meeting=polling, mandate=chair, answers=answers)


@does("meetings.close_poll")
def _close_poll(stage: Stage, folder: Path) -> object:
    polling = scene(stage).polling
    option = polling.options.first()
    assert option is not None
    return actions.close_poll(keeper(stage), meeting=polling, option=option)


@does("meetings.change_meeting")
def _change(stage: Stage, folder: Path) -> object:
    return actions.change_meeting(
        keeper(stage), meeting=scene(stage).coming, title=Text.of("Other"), where=Text.of("There")
    )


@does("meetings.move_meeting")
def _move(stage: Stage, folder: Path) -> object:
    return actions.move_meeting(keeper(stage), meeting=scene(stage).coming, **_moment(16))


@does("meetings.cancel_meeting")
def _cancel(stage: Stage, folder: Path) -> object:
    return actions.cancel_meeting(keeper(stage), meeting=scene(stage).coming, why=Text.of("The hall is flooded."))


@does("meetings.split_meeting")
def _split(stage: Stage, folder: Path) -> object:
    here = scene(stage)
    return actions.split_meeting(keeper(stage), meeting=here.coming, items=[here.secret], **_moment(16))


@does("meetings.invite")
def _invite(stage: Stage, folder: Path) -> object:
    return actions.invite(keeper(stage), meeting=scene(stage).coming)


@does("meetings.add_item")
def _add_item(stage: Stage, folder: Path) -> object:
    return actions.add_item(keeper(stage), meeting=scene(stage).coming, title=Text.of("More"))


@does("meetings.change_item")
def _change_item(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {"about": None, "kind": "information", "number": 2}
    return actions.change_item(keeper(stage), item=scene(stage).item, title=Text.of("Chairs"), **told)


@does("meetings.drop_item")
def _drop_item(stage: Stage, folder: Path) -> object:
    return actions.drop_item(keeper(stage), item=scene(stage).item)


@does("meetings.add_paper")
def _add_paper(stage: Stage, folder: Path) -> object:
    title = Text.of("Plan")
    return actions.add_paper(
        keeper(stage), meeting=scene(stage).coming, title=title, content=b"plan\n", filename="plan.txt"
    )


@does("meetings.drop_paper")
def _drop_paper(stage: Stage, folder: Path) -> object:
    return actions.drop_paper(keeper(stage), paper=scene(stage).paper)


@does("meetings.note_attendance")
def _attendance(stage: Stage, folder: Path) -> object:
    seats = {stage.scenes["organs"].chair.pk: "excused"}
    return actions.note_attendance(keeper(stage), meeting=scene(stage).held, seats=seats)


@does("meetings.write_minutes")
def _minutes(stage: Stage, folder: Path) -> object:
    return actions.write_minutes(keeper(stage), meeting=scene(stage).held, public_text="All went well.")


@does("meetings.approve_minutes")
def _approve(stage: Stage, folder: Path) -> object:
    return actions.approve_minutes(keeper(stage), meeting=scene(stage).held)


@does("meetings.note_follow_up")
def _follow(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {"text": Text.of("Ask"), "owner": Text.of("Parks"), "due": local(30, 12).date()}
    return actions.note_follow_up(keeper(stage), meeting=scene(stage).held, **told)


@does("meetings.finish_follow_up")
def _finish(stage: Stage, folder: Path) -> object:
    return actions.finish_follow_up(stage.stranger.viewer, follow_up=scene(stage).follow_up)


@does("meetings.import_meetings")
def _import(stage: Stage, folder: Path) -> object:
    organ = stage.scenes["organs"].committee.key
    content = f"id,organ,title_nl,date,start,end\n1,{organ},Raad,2031-01-02,19:00,21:00\n".encode()
    return actions.import_meetings(keeper(stage), content=content)


@does("meetings.renew_calendar")
def _calendar(stage: Stage, folder: Path) -> object:
    return actions.renew_calendar(stage.stranger.viewer, person=stage.stranger.person)
