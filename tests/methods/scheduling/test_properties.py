"""What must hold of every plan, whatever is asked: no meeting on a closed day, lead times kept, phases in order, sums that balance."""

from datetime import date, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.saying import Rejected
from wijk.methods.scheduling.days import Days, span
from wijk.methods.scheduling.placing import schedule
from wijk.methods.scheduling.steps import Errand, Means, Moment, Schedule, Step

BEGIN = date(2026, 11, 2)
EVENING = Moment("evening", frozenset({0, 1, 2, 3}), time(19))
SATURDAY = Moment("saturday", frozenset({5}), time(10))
ERRANDS = (
    Errand("print", 3, "clerk", "before-invitation", once=True),
    Errand("room", 15, "clerk", once=True),
    Errand("remind", 3, "facilitator"),
    Errand("report", 5, "facilitator", "after", once=True),
)


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Up to five steps in up to three phases, in order."""
    numbers = st.integers(0, 12)
    phases = sorted(draw(st.lists(st.integers(0, 2), min_size=1, max_size=5)))
    return [
        Step(
            code=f"s{i}", phase=f"p{phase}", preparation=draw(numbers), lead=draw(st.integers(0, 30)), sessions=draw(st.integers(0, 3)),
            minutes=90, spacing=draw(numbers), runs=draw(st.integers(0, 40)), follow_up=draw(numbers),
            moments=tuple(draw(st.permutations([EVENING, SATURDAY]))), errands=tuple(draw(st.lists(st.sampled_from(ERRANDS), unique=True))),
            hours=draw(numbers), cents=draw(numbers), not_before=draw(st.none() | st.dates(BEGIN, BEGIN + timedelta(days=200))),
            waits=draw(st.booleans()),
        )
        for i, phase in enumerate(phases)
    ]  # fmt: skip


closed = st.frozensets(st.dates(BEGIN, BEGIN + timedelta(days=300)), max_size=60)
calendars = st.builds(Days, closed, closed)
begins = st.dates(BEGIN, BEGIN + timedelta(days=40))


def moved(one: Schedule, other: Schedule) -> list[tuple[date, date]]:
    """The days of two plans of the same steps, beside each other (tasks before a meeting aside)."""
    days = [(a.day, b.day) for a, b in zip(one.sessions, other.sessions, strict=True)]
    days += [(a.start, b.start) for a, b in zip(one.phases, other.phases, strict=True)]
    days += [(a.end, b.end) for a, b in zip(one.phases, other.phases, strict=True)]
    for name in ("prepare", "ready", "invites", "opens", "last", "done"):
        days += [(getattr(a, name), getattr(b, name)) for a, b in zip(one.placed, other.placed, strict=True)]
    return days


@given(steps(), begins, calendars)
def test_nobody_meets_on_a_closed_day_or_at_another_moment(asked: list[Step], start: date, days: Days) -> None:
    made = schedule(asked, start, days)
    assert len(made.sessions) == sum(s.sessions for s in asked)
    for session in made.sessions:
        assert session.day not in days.shut | days.quiet
        assert session.day.weekday() in session.moment.weekdays
        assert session.day >= start


@given(steps(), begins, calendars)
def test_lead_times_are_kept_and_letters_leave_when_all_is_prepared(asked: list[Step], start: date, days: Days) -> None:
    for one in schedule(asked, start, days).placed:
        assert one.prepare <= one.ready <= one.invites
        assert (one.opens - one.invites).days >= one.step.lead
        assert sum(days.works(one.prepare + timedelta(days=n + 1)) for n in range((one.ready - one.prepare).days)) == (
            one.step.preparation
        )
        assert one.step.not_before is None or one.opens >= one.step.not_before


@given(steps(), begins, calendars)
def test_tasks_are_done_on_working_days_after_the_beginning_and_in_time(
    asked: list[Step], start: date, days: Days
) -> None:
    made = schedule(asked, start, days)
    for due in made.dues:
        one = made.placed[due.step]
        assert days.works(due.due)
        assert due.due >= one.prepare >= start
        errand = next(e for e in one.step.errands if e.code == due.code)
        if errand.when == "before-invitation" and errand.once:
            assert due.due < one.invites
        if errand.when == "after":
            assert due.due > one.last
        if errand.once and errand.when == "before":
            assert due.due < one.opens


@given(steps(), begins, calendars)
def test_phases_stand_in_order_hold_their_steps_and_never_overlap(asked: list[Step], start: date, days: Days) -> None:
    made = schedule(asked, start, days)
    assert [p.code for p in made.phases] == sorted({s.phase for s in asked})
    for before, after in pairwise(made.phases):
        assert before.start <= before.end < after.start <= after.end
    for one in made.placed:
        phase = next(p for p in made.phases if p.code == one.step.phase)
        assert phase.start <= one.prepare
        assert one.done <= phase.end


@given(steps(), begins, calendars, st.dates(BEGIN, BEGIN + timedelta(days=300)), st.booleans())
def test_one_closure_more_never_moves_anything_earlier(
    asked: list[Step], start: date, days: Days, more: date, shut: bool
) -> None:
    fewer = schedule(asked, start, days)
    closer = Days(days.shut | {more}, days.quiet) if shut else Days(days.shut, days.quiet | {more})
    for before, after in moved(fewer, schedule(asked, start, closer)):
        assert before <= after


@given(steps(), begins, calendars, st.integers(0, 30))
def test_a_later_beginning_never_moves_anything_earlier(asked: list[Step], start: date, days: Days, later: int) -> None:
    after = schedule(asked, start + timedelta(days=later), days)
    assert all(a <= b for a, b in moved(schedule(asked, start, days), after))


@given(steps(), begins, st.lists(st.dates(BEGIN, BEGIN + timedelta(days=300)), max_size=40), st.randoms())
def test_the_order_of_the_closures_does_not_matter(
    asked: list[Step], start: date, shut: list[date], chance: Random
) -> None:
    mixed = list(shut)
    chance.shuffle(mixed)
    assert schedule(asked, start, Days(frozenset(shut))) == schedule(asked, start, Days(frozenset(mixed)))


@given(steps(), begins, calendars, st.integers(0, 100), st.integers(0, 100))
def test_the_sums_balance(asked: list[Step], start: date, days: Days, hours: int, cents: int) -> None:
    made = schedule(asked, start, days, Means(hours, cents))
    spare = made.spare
    assert spare is not None
    assert made.hours + spare.hours == hours
    assert made.cents + spare.cents == cents
    by_phase = {p.code: sum(s.hours for s in asked if s.phase == p.code) for p in made.phases}
    assert sum(by_phase.values()) == made.hours == sum(s.hours for s in asked)
    assert any(s.code in ("spare", "short") for s in made.explain())
    short = next((s for s in made.explain() if s.code == "short"), None)
    assert (short is None) == (spare.hours >= 0 and spare.cents >= 0)


@given(steps(), begins, calendars)
def test_the_chain_that_decides_the_end_leads_from_the_beginning_to_it(
    asked: list[Step], start: date, days: Days
) -> None:
    made = schedule(asked, start, days)
    chain = made.critical
    assert chain[-1].end == made.phases[-1].end
    assert chain[0].why in ("prepare", "before")
    if chain[0].why == "prepare":
        assert chain[0].start == made.phases[0].start
    for before, after in pairwise(chain):
        assert before.start <= after.start
        assert before.end <= after.start or (before.why, after.why) == ("lead", "sessions")


@given(st.dates(BEGIN, BEGIN + timedelta(days=300)), st.integers(1, 30), calendars)
def test_forward_and_backward_are_each_others_mirror(day: date, count: int, days: Days) -> None:
    assert days.works(there := days.forward(day, count))
    assert days.backward(there, count) <= day
    assert days.forward(days.backward(there, count), count) == there


def test_a_calendar_without_a_free_day_is_refused() -> None:
    never = Days(span(BEGIN, BEGIN + timedelta(days=366 * 12)))
    step = Step("walk", "explore", 1, 1, 1, 60, 1, 0, 1, (EVENING,))
    with pytest.raises(Rejected, match="No day was found"):
        schedule([step], BEGIN, never)


@settings(max_examples=30)
@given(steps(), begins)
def test_every_plan_explains_itself(asked: list[Step], start: date) -> None:
    made = schedule(asked, start, Days())
    codes = [s.code for s in made.explain()]
    assert codes.count("session") == len(made.sessions)
    assert codes.count("phase") == len(made.phases)
    assert made.method == "scheduling.plan/1"
    assert all("{" not in str(s) for s in made.explain())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lead": -1}, "range"),
        ({"preparation": 10**9}, "range"),
        ({"moments": ()}, "moments"),
        ({"moments": (EVENING, Moment("none", frozenset(), time(9)))}, "moments"),
        ({"not_before": date(9999, 1, 1)}, "far"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(change: dict[str, Any], code: str) -> None:
    facts: dict[str, Any] = {
        "code": "walk", "phase": "p", "preparation": 1, "lead": 1, "sessions": 1, "minutes": 60, "spacing": 1, "runs": 0,
        "follow_up": 1, "moments": (EVENING,),
    }  # fmt: skip
    with pytest.raises(Rejected) as fault:
        schedule([Step(**(facts | change))], BEGIN, Days())
    assert fault.value.code == code


def test_a_torn_phase_an_empty_plan_and_a_far_day_are_refused() -> None:
    def step(phase: str) -> Step:
        return Step("s", phase, 1, 1, 0, 0, 0, 1, 1)

    for asked, start, code in (
        ([step("a"), step("b"), step("a")], BEGIN, "backwards"), ([], BEGIN, "empty"), ([step("a")], date(1, 1, 1), "far"),
    ):  # fmt: skip
        with pytest.raises(Rejected) as fault:
            schedule(asked, start, Days())
        assert fault.value.code == code
