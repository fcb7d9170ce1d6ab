"""Where does each step fall? Phases one after the other, each step as early as its lead times allow, tasks as late as they may.

One team prepares one thing at a time, and people are not asked for two things at once: within a phase a step is prepared once the step
before it is, and its meetings come after those of the step before it. A phase begins when the one before it is worked out.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from wijk.methods.saying import Rejected, Saying
from wijk.methods.scheduling.days import DAY, FIRST, LAST, Days
from wijk.methods.scheduling.messages import say
from wijk.methods.scheduling.steps import Due, Errand, Link, Means, Placed, Schedule, Session, Span, Step

#: What a step may ask at most of each.
MOST = {
    "preparation": 500, "lead": 365, "sessions": 100, "minutes": 1440, "spacing": 365, "runs": 1500, "follow_up": 500,
    "hours": 1_000_000, "cents": 10**11,
}  # fmt: skip


def schedule(steps: Sequence[Step], start: date, days: Days, means: Means | None = None) -> Schedule:
    """Place all steps from `start` on. The steps of one phase stand together, in the order in which they are done.

    Raises Rejected: nothing to plan, a phase torn apart, a number below zero, no weekday, or no day to be found.
    """
    _check(steps, start)
    phases: list[Span] = []
    placed: list[Placed] = []
    sessions: list[Session] = []
    free = start
    for number, step in enumerate(steps):
        if not phases or phases[-1].code != step.phase:
            free = phases[-1].end + DAY if phases else start
            first = days.on_or_after(free)
            phases.append(Span(step.phase, first, first))
            before, prepare = None, first
        else:
            before = placed[-1]
            prepare = days.on_or_after(phases[-1].end + DAY) if step.waits else before.ready
        found, met = _place(step, days, prepare, before)
        placed.append(found)
        sessions += [Session(number, i + 1, day, step.moments[i % len(step.moments)]) for i, day in enumerate(met)]
        phases[-1] = Span(step.phase, phases[-1].start, max(phases[-1].end, found.done))
    dues = tuple(_dues(placed, sessions, days))
    return Schedule(tuple(phases), tuple(placed), tuple(sessions), dues, tuple(_critical(placed)), means)


def _place(step: Step, days: Days, prepare: date, before: Placed | None) -> tuple[Placed, list[date]]:
    """One step, prepared from a working day on, after the one before it in its phase."""
    ready = days.forward(prepare, step.preparation)
    soonest, why = ready + timedelta(days=step.lead), "preparation"
    if before and before.last + DAY > soonest:
        soonest, why = before.last + DAY, "previous"
    if step.not_before and step.not_before > soonest:
        soonest, why = step.not_before, "not-before"
    first = _first(step, days, soonest, prepare)
    met = [first] if step.sessions else []
    for i in range(1, step.sessions):
        gap = timedelta(days=max(1, step.spacing))
        met.append(days.meeting(met[-1] + gap, step.moments[i % len(step.moments)].weekdays))
    last = max([first + timedelta(days=max(0, step.runs - 1)), *met])
    done = days.forward(last, step.follow_up)
    invites = days.on_or_before(first - timedelta(days=step.lead))
    return Placed(step, prepare, ready, invites, first, last, done, why), met  # type: ignore[arg-type]


def _first(step: Step, days: Days, soonest: date, prepare: date) -> date:
    """The first day of a step: letters leave when it is prepared, and no task would have to be done before it begins."""

    def fits(day: date) -> date:
        return days.meeting(day, step.moments[0].weekdays) if step.sessions else days.on_or_after(day)

    found = fits(soonest)
    while not _in_time(step, days, found, prepare):
        found = fits(found + DAY)
    return found


def _in_time(step: Step, days: Days, first: date, prepare: date) -> bool:
    invites = days.on_or_before(first - timedelta(days=step.lead))
    return all(_last_day(e, days, first, invites) >= prepare for e in step.errands if e.when != "after")


def _last_day(errand: Errand, days: Days, meeting: date, invites: date) -> date:
    """The last day on which an errand is in time."""
    if errand.when == "after":
        return days.forward(meeting, max(1, errand.days))
    return days.backward(invites if errand.when == "before-invitation" else meeting, max(1, errand.days))


def _dues(placed: Sequence[Placed], sessions: Sequence[Session], days: Days) -> Iterator[Due]:
    for number, one in enumerate(placed):
        met = [(s.number, s.day) for s in sessions if s.step == number] or [(0, one.opens)]
        for errand in one.step.errands:
            after = errand.when == "after"
            for count, day in (met[-1:] if after else met[:1]) if errand.once else met:
                meeting = max(day, one.last) if after and errand.once else day
                invites = days.on_or_before(day - timedelta(days=one.step.lead))
                yield Due(
                    number,
                    0 if errand.once else count,
                    errand.code,
                    _last_day(errand, days, meeting, invites),
                    errand.owner,
                )


def _critical(placed: Sequence[Placed]) -> list[Link]:
    """From the end back: which piece had to be over before the next could begin?"""
    links: list[Link] = []
    at: int | None = len(placed) - 1
    while at is not None:
        at = _latest(placed, at)
        links.append(Link(at, "follow", placed[at].last, placed[at].done))
        at = _back_through_phase(placed, at, links)
    return links[::-1]


def _latest(placed: Sequence[Placed], at: int) -> int:
    """Which step up to `at`, in the same phase, is worked out last?"""
    phase = placed[at].step.phase
    return max((i for i in range(at + 1) if placed[i].step.phase == phase), key=lambda i: (placed[i].done, i))


def _back_through_phase(placed: Sequence[Placed], at: int, links: list[Link]) -> int | None:
    """Follow what decided within a phase; the step before whose working out had to be over, None at the beginning."""
    while True:
        one = placed[at]
        links.append(Link(at, "sessions", one.opens, one.last))
        if one.decided_by == "not-before":
            links.append(Link(at, "before", one.opens, one.opens))
            return None
        if one.decided_by == "preparation":
            break
        at -= 1
    links.append(Link(at, "lead", placed[at].ready, placed[at].opens))
    while True:
        links.append(Link(at, "prepare", placed[at].prepare, placed[at].ready))
        if at == 0:
            return None
        if placed[at - 1].step.phase != placed[at].step.phase or placed[at].step.waits:
            return at - 1
        at -= 1


def _check(steps: Sequence[Step], start: date) -> None:
    faults: list[Saying] = []
    if not steps:
        faults.append(say("empty"))
    if not FIRST <= start <= LAST:
        faults.append(_far(start))
    closed: set[str] = set()
    for before, step in zip([None, *steps], steps, strict=False):
        if before and before.phase != step.phase:
            closed.add(before.phase)
        if step.phase in closed:
            faults.append(say("backwards", step=step.code, phase=step.phase))
        faults += [
            say("range", step=step.code, what=what, value=getattr(step, what), most=most)
            for what, most in MOST.items()
            if not 0 <= getattr(step, what) <= most
        ]
        faults += [_far(day) for day in (step.not_before,) if day and not FIRST <= day <= LAST]
        if step.sessions and not (step.moments and all(m.weekdays for m in step.moments)):
            faults.append(say("moments", step=step.code))
    if faults:
        raise Rejected(faults)


def _far(day: date) -> Saying:
    return say("far", day=day.isoformat(), first=FIRST.isoformat(), last=LAST.isoformat())
