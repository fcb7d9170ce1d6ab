"""Letters leave by the clock of the city, also when its hours move."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.notices.timing import next_due, quiet_until

BRUSSELS = ZoneInfo("Europe/Brussels")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))  # noqa: DTZ001
HOURS = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-28T12:00+00:00", "2026-03-29T06:00+00:00"),  # the night in which an hour is lost
        ("2026-10-24T12:00+00:00", "2026-10-25T07:00+00:00"),  # the night in which one comes twice
        ("2026-07-01T05:59+00:00", "2026-07-01T06:00+00:00"),
        ("2026-07-01T06:00+00:00", "2026-07-02T06:00+00:00"),
    ],
)
def test_the_morning_is_eight_by_the_clock_of_the_city(now: str, due: str) -> None:
    assert next_due(datetime.fromisoformat(now), "daily", 0) == datetime.fromisoformat(due)


@given(MOMENTS, st.integers(0, 6))
def test_a_weekly_letter_comes_on_its_day_within_a_week(now: datetime, weekday: int) -> None:
    due = next_due(now, "weekly", weekday)
    assert due is not None
    assert now < due <= now + timedelta(days=7, hours=1)
    there = due.astimezone(BRUSSELS)
    assert (there.weekday(), there.time()) == (weekday, time(8))


@given(MOMENTS, HOURS, HOURS)
def test_a_letter_never_leaves_in_quiet_hours(now: datetime, start: time, end: time) -> None:
    due = next_due(now, "daily", 0, start, end)
    assert due is not None
    assert due > now
    assert quiet_until(due, start, end) is None


@given(MOMENTS, HOURS, HOURS)
def test_quiet_hours_end_and_the_end_is_not_quiet(now: datetime, start: time, end: time) -> None:
    until = quiet_until(now, start, end)
    if until is None:
        return
    assert now < until <= now + timedelta(hours=25)
    shown = until.astimezone(BRUSSELS).time()
    lost = (
        datetime.combine(until.astimezone(BRUSSELS).date(), end, tzinfo=BRUSSELS).astimezone(UTC) == until
        and shown != end
    )
    assert shown == end or lost


def test_quiet_hours_in_the_night_with_an_hour_twice() -> None:
    second_pass = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)  # 02:15 for the second time
    assert quiet_until(second_pass, time(22), time(2, 30)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("hours", [(None, None), (time(8), time(8)), (time(8), None)])
def test_without_hours_nothing_is_quiet(hours: tuple[time | None, time | None]) -> None:
    assert quiet_until(datetime(2026, 1, 1, tzinfo=UTC), *hours) is None
