"""How does a process of the invented city go: framework, endorsements, phases, what was promised and done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.demo.life.bodies import VIEWER, Bodies, seat
from wijk.demo.life.gatherings import Gatherings
from wijk.demo.life.services import Desk, owing
from wijk.demo.life.texts import said, word
from wijk.demo.life.timeline import Timeline
from wijk.meetings.actions import approve_minutes
from wijk.meetings.models import Meeting
from wijk.meetings.queries import owing_minutes
from wijk.organs.actions import decide, found_organ
from wijk.organs.models import Organ
from wijk.processes.actions import (
    Contact,
    Decider,
    Expert,
    Means,
    Share,
    Topic,
    Training,
    announce_process,
    close_phase,
    close_process,
    create_process,
    endorse,
    evaluate,
    keep_participant,
    keep_phase,
    keep_promise,
    open_phase,
    promise,
    publish_framework,
    stop_process,
    write_framework,
)
from wijk.processes.models import Process, Promise
from wijk.territory.models import Area

#: The phases of every process: code, title, days.
PHASES: tuple[tuple[str, Text, int], ...] = (
    ("explore", word("explore"), 75),
    ("design", word("design"), 120),
    ("decide", word("decide"), 60),
    ("build", word("build-and-evaluate"), 150),
)
LEVELS = ("inform", "consult", "concert", "negotiate", "coproduce", "comanage")


@dataclass(slots=True)
class Agreement:
    """One process of the city on its timeline; it starts on `start`, a day counted from now."""

    line: Timeline
    bodies: Bodies
    gatherings: Gatherings
    chance: Random
    told: Mapping[str, Any]
    area: Area
    start: float
    stops: bool = False
    process: Process | None = None
    steering: Organ | None = None
    phases: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"neighbourhood/{self.area.code}"

    def plan(self) -> None:
        """Everything that happens to it."""
        line, day = self.line, self.start
        line.at(line.day(day - 40), self._create)
        line.at(line.day(day - 30), self._frame)
        line.at(line.day(day - 25), self._found_group)
        line.at(line.day(day - 20), self._endorse)
        line.at(line.day(day - 18, 10), lambda: announce_process(VIEWER, process=self._row()))
        line.at(line.day(day, 8), lambda: self._open(0))
        if self.stops:
            line.at(line.day(day + 160), self._stop)

    def _row(self) -> Process:
        assert self.process is not None
        return Process.objects.get(pk=self.process.pk)

    def _create(self) -> None:
        name = self.area.name
        first = clock.today() + timedelta(days=40)
        self.process = create_process(
            VIEWER, title=said(self.told["title"], name), summary=said(self.told["summary"], name), place=self.place,
            large=self.told["code"] in ("contract", "square"), themes=self.told["themes"], starts=first,
            ends=first + timedelta(days=sum(days + 20 for _c, _t, days in PHASES)), living_there="yes",
        )  # fmt: skip
        self._organs(self.process.key)
        day = first
        for n, (_code, title, days) in enumerate(PHASES):
            doing = said(self.told["today"]) if n == 0 else word("come-to-the-next-meeting")
            phase = keep_phase(
                VIEWER, process=self._row(), title=title, start=day, end=day + timedelta(days=days), doing=doing
            )
            self.phases.append(phase.code)
            self._promises(phase.code, phase.end, last=n == len(PHASES) - 1)
            day = day + timedelta(days=days + 20)

    def _organs(self, key: str) -> None:
        place, name = self.place, self.area.name
        title = said(
            {"nl": "Stuurcomité · {place}", "fr": "Comité de pilotage · {place}", "en": "Steering committee · {place}"},
            said(self.told["title"], name),
        )
        self.steering = found_organ(VIEWER, title=title, kind="steering-committee", place=place, process=key)
        seat(self.steering, self.chance, 6, groups=self.bodies.organisations.get(place, ()))
        team = said(
            {"nl": "Projectteam · {place}", "fr": "Équipe de projet · {place}", "en": "Project team · {place}"},
            said(self.told["title"], name),
        )
        organ = found_organ(VIEWER, title=team, kind="project-team", place=place, process=key, parent=self.steering)
        seat(organ, self.chance, 3)
        process = self._row()
        keep_participant(
            VIEWER,
            process=process,
            title=word("people-who-live-there"),
            words=word("everybody-in-the-streets-around"),
        )
        for group in self.bodies.organisations.get(place, [])[:2]:
            keep_participant(VIEWER, process=process, about=Subject("actors.organisation", group.key))
        keep_participant(VIEWER, process=process, about=Subject("organs.organ", self.steering.key))

    def _promises(self, phase: str, end: Any, *, last: bool) -> None:
        process = self._row()
        promise(
            VIEWER,
            process=process,
            phase=phase,
            kind="answers",
            title=word("an-answer-to-every-question"),
            due=end,
        )
        kind, title = (
            ("evaluation", word("an-evaluation"))
            if last
            else (
                "report",
                word("a-report-for-the-doors"),
            )
        )
        promise(VIEWER, process=process, phase=phase, kind=kind, title=title, due=end)

    def _frame(self) -> None:
        process = self._row()
        told, level = self.told, LEVELS.index(self.told["level"])
        actors = [p.code for p in process.participants.all()]
        shares = tuple(
            Share(phase=code, actor=actor, level=LEVELS[max(0, level - (0 if n in (0, 1) else 1))])
            for n, code in enumerate(self.phases)
            for actor in actors
        )
        college = self.bodies.college.key
        parts: dict[str, dict[str, Any]] = {
            "topics": {"topics": (
                Topic(what=said(told["fixed"]), negotiable=False, why=said(told["why"]), by=self.bodies.council.title),
                Topic(what=said(told["open"]), negotiable=True, by=self.bodies.college.title),
            )},
            "levels": {"shares": shares},
            "decisions": {
                "deciders": (
                    Decider(topic=said(told["open"]), organ=college, rule="majority"),
                    Decider(topic=word("how-it-goes"), organ=self.steering.key if self.steering else "", rule="consensus"),
                ),
                "elected": word("the-municipal-council-approves-the"),
            },
            "rights": {
                "rights": word("each-question-gets-an-answer"),
                "duties": word("we-listen-to-each-other"),
            },
            "means": {"means": (Means(hours=420 + 60 * level, cents=2_500_000 + 500_000 * level, rooms=word("the-neighbourhood-house")),)},
            "people": {
                "coordinator": Contact(function=word("project-co-ordinator"), reach=word("project-house-wednesdays-from-to")),
                "follow_up": Contact(function=word("follow-up-of-commitments"), reach=word("participation-service")),
                "expert": Expert(who=word("an-independent-office"), task=word("guards-the-frame-and-leads"), payer=word("paid-by-the-city")),
            },
            "training": {"training": (
                Training(whom="participants", subject=word("learning-to-read-a-plan"), hours=6),
                Training(whom="staff", subject=word("listening-at-the-door"), hours=12),
            )},
            "residents": {"living": "yes", "future": word("the-residents-committee-speaks-for"), "expectations": word("not-every-idea-fits-the")},
            "information": {"information": word("a-sheet-in-every-letter"), "change": word("the-steering-committee-adapts-this")},
        }  # fmt: skip
        for section, part in parts.items():
            write_framework(VIEWER, process=self._row(), section=section, parts=part)
        publish_framework(VIEWER, process=self._row(), warnings_read=True)

    def _found_group(self) -> None:
        assert self.steering is not None
        title = word("setting-up-a-thematic-group")
        taken = decide(
            VIEWER,
            organ=self.steering,
            on=clock.today(),
            title=title,
            motion=title,
            present=[m.pk for m in self.steering.mandates.all()],
        )
        name = said(
            {"nl": "Themagroep · {place}", "fr": "Groupe thématique · {place}", "en": "Thematic group · {place}"},
            said(self.told["title"], self.area.name),
        )
        group = found_organ(
            VIEWER, title=name, kind="thematic-group", place=self.place, process=self._row().key, parent=self.steering,
            mandate=said(self.told["open"]), agenda=said(self.told["today"]), until=clock.today() + timedelta(days=300), decision=taken,
        )  # fmt: skip
        seat(group, self.chance, 5)

    def _endorse(self) -> None:
        row = self._row()
        for organ in (self.bodies.college, self.bodies.management):
            endorse(VIEWER, process=row, number=1, about=Subject("organs.organ", organ.key))
        for group in self.bodies.organisations.get(self.place, [])[:1]:
            remarks = word("with-the-request-to-meet")
            endorse(VIEWER, process=row, number=1, about=Subject("actors.organisation", group.key), remarks=remarks)
        assert self.steering is not None
        first = self.start
        for n in range(6):
            self.gatherings.meet(self.steering, first + 20 + n * 70, process=row.key)

    def _open(self, n: int) -> None:
        """A phase opens, and all that follows from it is planned."""
        open_phase(VIEWER, process=self._row(), code=self.phases[n])
        end = clock.now() + timedelta(days=PHASES[n][2])
        self.line.at(end - timedelta(days=3), lambda: self._keep(n, late=0.12))
        self.line.at(end + timedelta(days=14), lambda: self._close(n))

    def _keep(self, n: int, late: float = 0.0) -> None:
        row = self._row()
        for owed in Promise.objects.filter(phase__process=row, phase__code=self.phases[n], state="owed"):
            if self.chance.random() >= late:
                keep_promise(VIEWER, process=row, number=owed.pk, done=word("done-it-lies-with-the"))

    def _close(self, n: int) -> None:
        """Close it and open the next one; while something is owed, the city is reminded of it and closes a month later."""
        row = self._row()
        phase = row.phases.get(code=self.phases[n])
        owed = phase.promises.filter(state="owed").exists() or owing_minutes(
            row.key, phase.start, max(phase.end, clock.today())
        )
        if owed or owing(row.key):
            self.line.at(clock.now() + timedelta(days=25), lambda: self._catch_up(n))
            self.line.at(clock.now() + timedelta(days=26), lambda: self._close(n))
            return
        close_phase(VIEWER, process=row, code=self.phases[n])
        following = self._end if n + 1 == len(PHASES) else lambda: self._open(n + 1)
        self.line.at(clock.now() + timedelta(days=6), following)

    def _catch_up(self, n: int) -> None:
        """Keep what was promised and approve what was written, late; answer what people said."""
        self._keep(n)
        Desk(self.line, self.chance).answer_all(self._row().key)
        for meeting in Meeting.objects.filter(process=self._row().key, state="drafted"):
            approve_minutes(VIEWER, meeting=meeting)

    def _stop(self) -> None:
        why = word("the-grant-falls-away-we")
        stop_process(VIEWER, process=self._row(), reason=why)

    def _end(self) -> None:
        words = word("nearly-all-that-was-promised")
        reached = self.chance.randint(900, 2600)
        taking = reached // 7
        evaluate(
            VIEWER, process=self._row(), evaluation=words, reached=reached, took_part=taking, first_time=taking // 3
        )
        close_process(VIEWER, process=self._row())
