"""A second planner that knows nothing of the first: it tries every day of the calendar, one by one, and keeps the earliest that fits."""

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.scheduling.days import Days
from wijk.methods.scheduling.placing import schedule
from wijk.methods.scheduling.steps import Errand, Moment, Step

BEGIN = date(2026, 11, 2)
#: Every day that the peer may look at.
ALL = [BEGIN + timedelta(days=n) for n in range(-60, 700)]
EVENING = Moment("evening", frozenset({1, 3}), time(19))
SATURDAY = Moment("saturday", frozenset({5}), time(10))


def working(days: Days) -> list[date]:
    return [d for d in ALL if d.isoweekday() <= 5 and d not in days.shut]


def counted(free: list[date], after: date, until: date) -> int:
    """Working days in (after, until]."""
    return sum(1 for d in free if after < d <= until)


def peer(steps: list[Step], start: date, days: Days) -> list[tuple[date, date, list[date], date]]:
    """(prepared from, prepared, days of the meetings or the opening, worked out) of each step."""
    free = working(days)
    told: list[tuple[date, date, list[date], date]] = []
    phase, ends = "", start - timedelta(days=1)
    before: tuple[date, date, list[date], date] | None = None
    for step in steps:
        if step.phase != phase:
            phase, before = step.phase, None
            prepare = min(d for d in free if d > ends)
        else:
            assert before is not None
            prepare = before[1]
        ready = min(d for d in ALL if d >= prepare and counted(free, prepare, d) == step.preparation)
        met: list[date] = []
        for number in range(max(1, step.sessions)):
            met.append(min(d for d in ALL if fits(step, d, number, met, ready, prepare, before, days, free)))
        last = max([met[0] + timedelta(days=max(0, step.runs - 1)), *met])
        done = min(d for d in ALL if d >= last and counted(free, last, d) == step.follow_up)
        if not step.sessions:
            met = met[:1]
        before = (prepare, ready, met, done)
        told.append(before)
        ends = max(ends, done)
    return told


def fits(
    step: Step, day: date, number: int, met: list[date], ready: date, prepare: date,
    before: tuple[date, date, list[date], date] | None, days: Days, free: list[date],
) -> bool:  # fmt: skip
    if step.sessions:
        moment = step.moments[number % len(step.moments)]
        if day.weekday() not in moment.weekdays or day in days.shut or day in days.quiet:
            return False
    elif day not in free:
        return False
    if number:
        return (day - met[-1]).days >= max(1, step.spacing)
    if (day - ready).days < step.lead or (step.not_before and day < step.not_before):
        return False
    if before and day <= max(before[2]):
        return False
    # every task before the meeting finds its working days between the beginning of the step and the meeting
    leave = max(d for d in free if d <= day - timedelta(days=step.lead))
    for errand in step.errands:
        anchor = leave if errand.when == "before-invitation" else day
        if counted(free, prepare - timedelta(days=1), anchor - timedelta(days=1)) < errand.days:
            return False
    return True


@st.composite
def small(draw: st.DrawFn) -> list[Step]:
    phases = sorted(draw(st.lists(st.integers(0, 1), min_size=1, max_size=3)))
    few = st.integers(0, 4)
    return [
        Step(
            code=f"s{i}", phase=f"p{p}", preparation=draw(few), lead=draw(st.integers(0, 10)), sessions=draw(st.integers(0, 2)), minutes=60,
            spacing=draw(few), runs=0, follow_up=draw(few), moments=(EVENING, SATURDAY),
            errands=draw(st.sampled_from([(), (Errand("print", 3, "clerk", "before-invitation", once=True), Errand("room", 8, "clerk"))])),
            not_before=draw(st.none() | st.dates(BEGIN, BEGIN + timedelta(days=40))),
        )
        for i, p in enumerate(phases)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    small(), st.dates(BEGIN, BEGIN + timedelta(days=20)), st.frozensets(st.dates(BEGIN, BEGIN + timedelta(days=80)), max_size=30),
    st.frozensets(st.dates(BEGIN, BEGIN + timedelta(days=80)), max_size=20),
)  # fmt: skip
def test_two_planners_find_the_same_days(
    steps: list[Step], start: date, shut: frozenset[date], quiet: frozenset[date]
) -> None:
    days = Days(shut, quiet)
    made = schedule(steps, start, days)
    found = []
    for number, one in enumerate(made.placed):
        met = [s.day for s in made.sessions if s.step == number] or [one.opens]
        found.append((one.prepare, one.ready, met, one.done))
    assert found == peer(steps, start, days)
