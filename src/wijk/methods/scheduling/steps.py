"""What is to be planned, and what comes out? The inputs and the result, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from wijk.methods.saying import Money, Saying
from wijk.methods.scheduling.messages import say

METHOD = "scheduling.plan/1"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time at which people can come: weekdays (0 is Monday) and the hour at which it begins."""

    code: str
    weekdays: frozenset[int]
    at: time


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be done for a meeting. `before` counts working days before it, or before the letters leave; with `after`, after it.

    `once` is done for the first meeting alone (or the last one, when it comes after).
    """

    code: str
    days: int
    owner: str
    when: Literal["before", "before-invitation", "after"] = "before"
    once: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that takes time: prepare (working days), let people know (`lead` calendar days), meet, work it out (working days).

    `runs` are calendar days that it stays open (an inquiry, a house); with `sessions` 0 it only runs. A step that `waits` is prepared
    when all before it in its phase is worked out (people hear back what came of it).
    """

    code: str
    phase: str
    preparation: int
    lead: int
    sessions: int
    minutes: int
    spacing: int
    runs: int
    follow_up: int
    moments: tuple[Moment, ...] = ()
    errands: tuple[Errand, ...] = ()
    hours: int = 0
    cents: int = 0
    not_before: date | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to spend: hours of people's work, and money."""

    hours: int
    cents: int


@dataclass(frozen=True, slots=True)
class Span:
    """A phase in the calendar."""

    code: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a step came to lie. `invites`: the day on which the letters leave; `opens` and `last`: first and last day of it."""

    step: Step
    prepare: date
    ready: date
    invites: date
    opens: date
    last: date
    done: date
    decided_by: Literal["preparation", "previous", "not-before"]


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting: `step` is the place of its step in the plan, from 0."""

    step: int
    number: int
    day: date
    moment: Moment


@dataclass(frozen=True, slots=True)
class Due:
    """One task with its last day. `session` is the number of the meeting that it serves, 0 for the step as a whole."""

    step: int
    session: int
    code: str
    due: date
    owner: str


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of the chain that decides when the plan ends."""

    step: int
    why: Literal["prepare", "lead", "sessions", "follow", "before"]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole plan in the calendar, and what it costs."""

    phases: tuple[Span, ...]
    placed: tuple[Placed, ...]
    sessions: tuple[Session, ...]
    dues: tuple[Due, ...]
    critical: tuple[Link, ...]
    means: Means | None = None
    method: str = field(default=METHOD)

    @property
    def hours(self) -> int:
        """Hours of work in all."""
        return sum(p.step.hours for p in self.placed)

    @property
    def cents(self) -> int:
        """Money in all."""
        return sum(p.step.cents for p in self.placed)

    @property
    def spare(self) -> Means | None:
        """What is left of the means, below zero where they fall short; None where nobody said what there is."""
        return self.means and Means(self.means.hours - self.hours, self.means.cents - self.cents)

    def explain(self) -> tuple[Saying, ...]:
        """The plan in sentences: phases, meetings, tasks, the sum, and the chain that decides the end."""
        told = [say("phase", phase=p.code, start=p.start.isoformat(), end=p.end.isoformat()) for p in self.phases]
        told += [self._session(s) for s in self.sessions]
        told += [
            say("opens", step=p.step.code, start=p.opens.isoformat(), end=p.last.isoformat())
            for p in self.placed
            if p.step.runs
        ]
        told += [say("task", task=d.code, step=self.placed[d.step].step.code, due=d.due.isoformat()) for d in self.dues]
        told.append(say("total", hours=self.hours, money=Money(self.cents, "EUR")))
        return (*told, *self._balance(), *self.chain())

    def chain(self) -> tuple[Saying, ...]:
        """What decides when the plan ends, from its beginning."""
        return tuple(
            say(f"critical_{c.why}", step=self.placed[c.step].step.code, start=c.start.isoformat(), end=c.end.isoformat())
            for c in self.critical
        )  # fmt: skip

    def _session(self, one: Session) -> Saying:
        step = self.placed[one.step].step
        told = {"day": one.day.isoformat(), "at": one.moment.at.isoformat("minutes")}
        return say("session", step=step.code, number=one.number, of=step.sessions, minutes=step.minutes, **told)

    def _balance(self) -> tuple[Saying, ...]:
        spare = self.spare
        if spare is None:
            return ()
        if spare.hours >= 0 and spare.cents >= 0:
            return (say("spare", hours=spare.hours, money=Money(spare.cents, "EUR")),)
        return (say("short", hours=max(0, -spare.hours), money=Money(max(0, -spare.cents), "EUR")),)
