"""What of meetings stands on the stage of every test."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.support.scenes.organs import OrganScene
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings import actions, times
from wijk.meetings.models import FollowUp, Item, Meeting, Paper

if TYPE_CHECKING:
    from tests.support.stage import Stage


@dataclass(frozen=True, slots=True)
class MeetingScene:
    """Of the committee: one meeting to come with two points (one of them reserved, with a document), one that was held with minutes
    in draft and something that must follow, one whose moment is being chosen; and a reserved one."""

    coming: Meeting
    held: Meeting
    polling: Meeting
    closed: Meeting
    item: Item
    secret: Item
    written: Item
    paper: Paper
    follow_up: FollowUp


def local(days: int, hour: int) -> datetime:
    """So many days from now, at an hour in the city."""
    day = timezone.localdate(clock.now()) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=times.city_zone())


def build(stage: "Stage") -> MeetingScene:
    """Put it there; what comes back is `stage.scenes["meetings"]`."""
    organs = stage.scenes["organs"]
    assert isinstance(organs, OrganScene)
    viewer, committee = Operator(), organs.committee
    where = Text({"nl": "Buurthuis", "fr": "Maison de quartier", "en": "Community centre"})
    title = Text({"nl": "Het plein, derde ronde", "fr": "La place, troisième tour", "en": "The square, third round"})
    coming = actions.plan_meeting(
        viewer, organ=committee, title=title, starts_at=local(14, 19), ends_at=local(14, 21), where=where,
        route=Text.of("Tram 51"), lon=4.343, lat=50.857, access=["wheelchair"], child_care=True, online="https://zoom.example/geheim",
    )  # fmt: skip
    here = Subject("organs.decision", organs.decision.key)
    item = actions.add_item(viewer, meeting=coming, title=Text.of("Benches"), about=here, decision=True, duration=20)
    secret = actions.add_item(viewer, meeting=coming, title=Text.of("Zwijgzaamheid"), public=False, duration=10)
    paper = actions.add_paper(
        viewer, meeting=coming, item=secret, title=Text.of("Fluisternota"), content=b"note\n", filename="note.txt", public=True
    )  # fmt: skip
    held = actions.plan_meeting(
        viewer, organ=committee, title=Text.of("The square, second round"), starts_at=local(-7, 19), ends_at=local(-7, 21), where=where
    )  # fmt: skip
    written = actions.add_item(viewer, meeting=held, title=Text.of("Trees"))
    present = {organs.chair.pk: "present", organs.members[0].pk: "present", organs.members[1].pk: "present"}
    actions.note_attendance(viewer, meeting=held, seats=present, guests=2)
    told = "Twelve trees were proposed."
    actions.write_minutes(viewer, meeting=held, item=written, public_text=told, reserved_text="Stilzwijgend geheim.")
    day = timezone.localdate(clock.now()) + timedelta(days=30)
    follow_up = actions.note_follow_up(
        viewer, meeting=held, text=Text.of("Ask for prices"), due=day, mandate=organs.chair, item=written
    )
    options = [times.checked(times.Moment(local(n, 19), local(n, 21))) for n in (20, 21)]
    polling = actions.open_poll(
        viewer, organ=committee, title=Text.of("Fourth round"), options=options, until=day - timedelta(days=20)
    )
    closed = actions.plan_meeting(
        viewer,
        organ=committee,
        title=Text.of("Achterkamer"),
        starts_at=local(15, 9),
        ends_at=local(15, 10),
        public=False,
    )
    for row in (coming, held, polling, closed):
        row.refresh_from_db()
    return MeetingScene(coming, held, polling, closed, item, secret, written, paper, follow_up)
