"""Periods as the field writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.methods.formats.periods import PeriodError, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end", "canonical"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "2020"),
        ("2020.0", date(2020, 1, 1), date(2020, 12, 31), "2020"),
        ("2020-A1", date(2020, 1, 1), date(2020, 12, 31), "2020"),
        ("2020-S2", date(2020, 7, 1), date(2020, 12, 31), "2020-S2"),
        ("2020-T3", date(2020, 9, 1), date(2020, 12, 31), "2020-T3"),
        ("2020Q4", date(2020, 10, 1), date(2020, 12, 31), "2020-Q4"),
        ("2020-q1", date(2020, 1, 1), date(2020, 3, 31), "2020-Q1"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2020-M02", date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2020-W01", date(2019, 12, 30), date(2020, 1, 5), "2020-W01"),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3), "2020-W53"),
        ("2020-01-31", date(2020, 1, 31), date(2020, 1, 31), "2020-01-31"),
        ("2020-01-31T00:00:00", date(2020, 1, 31), date(2020, 1, 31), "2020-01-31"),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31), "2018/2019"),
        ("2018-2020", date(2018, 1, 1), date(2020, 12, 31), "2018/2020"),
        ("2018-2019", date(2018, 1, 1), date(2019, 12, 31), "2018/2019"),
        ("2020-01-15/2020-02-14", date(2020, 1, 15), date(2020, 2, 14), "2020-01-15/2020-02-14"),
    ],
)
def test_it_reads_the_period(text: str, start: date, end: date, canonical: str) -> None:
    period = parse_period(text)
    assert (period.start, period.end, period.text) == (start, end, canonical)
    assert parse_period(period.text) == period


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2020-Q5", "2020-W54", "2021-W53", "2020-02-30", "2019/2018", "0020", "x", "2018-19"]
)
def test_it_refuses_what_is_no_period(text: str) -> None:
    with pytest.raises(PeriodError) as error:
        parse_period(text)
    assert error.value.problem.code == "not_a_period"


@pytest.mark.parametrize("text", ["01/02/2020", "1-2-20", "3.4.2021"])
def test_it_does_not_guess_which_number_is_the_month(text: str) -> None:
    with pytest.raises(PeriodError) as error:
        parse_period(text)
    assert error.value.problem.code == "period_ambiguous"


def test_none_is_no_period() -> None:
    with pytest.raises(PeriodError):
        parse_period(None)


@given(st.text(max_size=14))
def test_no_text_makes_it_stumble(text: str) -> None:
    try:
        period = parse_period(text)
    except PeriodError:
        return
    assert period.start <= period.end


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_comes_back(day: date) -> None:
    assert parse_period(day.isoformat()).start == day
