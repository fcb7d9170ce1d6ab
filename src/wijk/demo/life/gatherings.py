"""When does an organ meet, and what comes of it: planned three weeks ahead, held, written down, approved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.demo.life.bodies import VIEWER
from wijk.demo.life.texts import said, word, words
from wijk.demo.life.timeline import Timeline
from wijk.meetings.actions import (
    add_item,
    approve_minutes,
    cancel_meeting,
    move_meeting,
    note_attendance,
    note_follow_up,
    plan_meeting,
    record_decision,
    write_minutes,
)
from wijk.meetings.models import Item, Meeting
from wijk.organs.models import Mandate, Organ
from wijk.organs.queries import kind_of, mandates_on

AHEAD = timedelta(days=21)
HOURS = (18, 19, 10, 14)

MEETING = [(language, words.lower()) for language, words in word("meeting").items()]


class Gatherings:
    """Plans the meetings of the city on its timeline."""

    def __init__(self, line: Timeline, chance: Random) -> None:
        self.line, self.chance, self.held = line, chance, 0

    def meet(self, organ: Organ, day: float, *, process: str = "", title: Text | None = None) -> None:
        """One meeting on that day: on a Saturday morning or in the evening."""
        hour = self.chance.choice(HOURS)
        at = self.line.day(day, hour - 1)
        name = title or Text({language: f"{organ.title.to(language)}: {gathering}" for language, gathering in MEETING})
        self.line.at(at - AHEAD, lambda: self._plan(organ, at, process, name))

    def _plan(self, organ: Organ, at: datetime, process: str, title: Text) -> None:
        room = said(self.chance.choice(words("people")["rooms"]))
        meeting = plan_meeting(
            VIEWER, organ=organ, title=title, starts_at=at, ends_at=at + timedelta(hours=2), where=room, process=process,
            place=organ.place, access=["wheelchair"], interpretation=self.chance.choice([[], ["ar"], ["tr", "en"]]),
            child_care=self.chance.random() < 0.5,
        )  # fmt: skip
        about = Subject("processes.process", process) if process else None
        items = [
            add_item(VIEWER, meeting=meeting, title=said(entry), about=about if n == 1 else None, duration=20)
            for n, entry in enumerate(words("people")["agenda"])
        ]
        fate = self.chance.random()
        if fate < 0.04:
            why = word("the-hall-is-closed-for")
            self.line.at(at - timedelta(days=6), lambda: cancel_meeting(VIEWER, meeting=_fresh(meeting), why=why))
            return
        if fate < 0.09:
            later = at + timedelta(days=7)
            why = word("the-speaker-is-ill")
            self.line.at(at - timedelta(days=3), lambda: move_meeting(
                VIEWER, meeting=_fresh(meeting), starts_at=later, ends_at=later + timedelta(hours=2), why=why
            ))  # fmt: skip
            at = later
        self.line.at(at + timedelta(hours=3), lambda: self._hold(meeting, items))
        self.line.at(at + timedelta(days=2), lambda: self._write(meeting, items))
        if fate < 0.94:
            self.line.at(at + timedelta(days=9), lambda: _approve(meeting))

    def _hold(self, meeting: Meeting, items: Sequence[Item]) -> None:
        live = mandates_on(meeting.organ, clock.today())
        seats = {
            m.pk: "present" if self.chance.random() < 0.86 or m.role in ("chair", "secretary") else "excused"
            for m in live
        }
        note_attendance(VIEWER, meeting=_fresh(meeting), seats=seats, guests=self.chance.randint(0, 24))
        self.held += 1
        if self.held % 2 == 0:
            there = [m for m in live if seats[m.pk] == "present"]
            self._decide(meeting, items[2], there)

    def _decide(self, meeting: Meeting, item: Item, there: Sequence[Mandate]) -> None:
        entry = self.chance.choice(words("people")["motions"])
        voting = [m for m in there if m.role in ("chair", "member")]
        rule = kind_of(meeting.organ).rule
        counted = rule in ("majority", "absolute", "qualified")
        votes = (
            {m.pk: self.chance.choice(["for", "for", "for", "for", "against", "abstain"]) for m in voting}
            if counted
            else None
        )
        dissent = word("one-member-finds-the-trial")
        record_decision(
            VIEWER, item=item, title=said(entry["title"]), motion=said(entry["motion"]), votes=votes,
            dissent=dissent if self.chance.random() < 0.3 else None,
        )  # fmt: skip

    def _write(self, meeting: Meeting, items: Sequence[Item]) -> None:
        language = self.chance.choice(["nl", "nl", "fr"])
        for item, entry in zip(items, words("people")["minutes"], strict=True):
            write_minutes(VIEWER, meeting=_fresh(meeting), item=item, public_text=entry[language])
        if self.chance.random() < 0.6:
            text = word("bring-the-new-drawings-to")
            due = clock.today() + timedelta(days=self.chance.randint(10, 60))
            owner = word("public-space-service")
            note_follow_up(VIEWER, meeting=_fresh(meeting), text=text, due=due, owner=owner)


def _approve(meeting: Meeting) -> None:
    """The minutes are approved, where that was not done sooner to close a phase."""
    row = _fresh(meeting)
    if row.state == "drafted":
        approve_minutes(VIEWER, meeting=row)


def _fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)
