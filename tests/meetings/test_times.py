"""Local times that do not exist or come twice are refused with one sentence; all others come back as they went in."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.core.errors import Refused
from wijk.meetings import times

DAYS = st.dates(date(1997, 1, 1), date(2040, 12, 31))


def test_the_hour_that_does_not_exist() -> None:
    with pytest.raises(Refused) as fault:
        times.from_local(date(2026, 3, 29), time(2, 30))
    assert fault.value.code == "time-skipped"
    assert "02:30" in str(fault.value)
    assert "29/03/2026" in str(fault.value)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_the_hour_that_comes_twice(minute: int) -> None:
    with pytest.raises(Refused) as fault:
        times.from_local(date(2026, 10, 25), time(2, minute))
    assert fault.value.code == "time-twice"


@given(DAYS, st.times())
def test_a_local_time_comes_back_or_is_refused(day: date, at: time) -> None:
    whole = at.replace(microsecond=0)
    try:
        moment = times.from_local(day, whole)
    except Refused:
        assert day.month in (3, 10)
        assert day.isoweekday() == 7
        assert whole.hour == 2
        return
    assert moment.tzinfo is UTC
    assert times.local(moment).replace(tzinfo=None) == datetime.combine(day, whole)


@given(DAYS, st.integers(0, 29))
def test_whole_days_begin_and_end_at_midnight(day: date, more: int) -> None:
    moment = times.whole_days(day, day + timedelta(days=more))
    assert times.local(moment.starts_at).time() == times.local(moment.ends_at).time() == time()
    assert times.last_day(moment.starts_at, moment.ends_at) == day + timedelta(days=more)


def test_a_day_of_23_hours_is_a_whole_day() -> None:
    moment = times.whole_days(date(2026, 3, 29), date(2026, 3, 29))
    assert moment.ends_at - moment.starts_at == timedelta(hours=23)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (times.Moment(datetime(2026, 1, 2, 9, tzinfo=UTC), datetime(2026, 1, 2, 9, tzinfo=UTC)), "meeting-backwards"),
        (times.Moment(datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)), "meeting-endless"),
        (times.Moment(datetime(2026, 1, 2, 9, tzinfo=UTC), datetime(2026, 1, 3, 9, tzinfo=UTC), True), "all-day-times"),
    ],
)
def test_moments_that_make_no_sense(moment: times.Moment, code: str) -> None:
    with pytest.raises(Refused) as fault:
        times.checked(moment)
    assert fault.value.code == code


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/passwd", "Nowhere/Land", "x" * 99, "Europe"])
def test_no_zone_of_that_name(name: str) -> None:
    assert times.zone_called(name) is None
