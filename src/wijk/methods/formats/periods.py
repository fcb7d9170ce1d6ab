"""Periods as the field writes them: years, halves, quarters, months, weeks, days and spans."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from wijk.methods.formats.problems import Problem
from wijk.methods.formats.values import Value

FIRST_YEAR = 1000


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole days, both ends included, with the way it is written.

    Sorts by its first day, then by its last.
    """

    start: date
    end: date
    text: str


class PeriodError(ValueError):
    """A text that is not a period; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def _year(match: re.Match[str]) -> Period:
    year = int(match[1])
    return Period(date(year, 1, 1), date(year, 12, 31), match[1])


def _months(year: int, first: int, count: int, text: str) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), text)


def _part(match: re.Match[str]) -> Period:
    """Halves (S), terms (T), quarters (Q) and SDMX months (M)."""
    letter, number = match[2].upper(), int(match[3])
    length = {"S": 6, "T": 4, "Q": 3, "M": 1}[letter]
    if not 1 <= number <= 12 // length:
        raise ValueError
    text = f"{match[1]}-{number:02d}" if letter == "M" else f"{match[1]}-{letter}{number}"
    return _months(int(match[1]), (number - 1) * length + 1, length, text)


def _month(match: re.Match[str]) -> Period:
    return _months(int(match[1]), int(match[2]), 1, f"{match[1]}-{match[2]}")


def _week(match: re.Match[str]) -> Period:
    start = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return Period(start, start + timedelta(days=6), f"{match[1]}-W{int(match[2]):02d}")


def _day(match: re.Match[str]) -> Period:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return Period(day, day, day.isoformat())


def _years(match: re.Match[str]) -> Period:
    first, last = int(match[1]), int(match[2])
    if last <= first:
        raise ValueError
    return Period(date(first, 1, 1), date(last, 12, 31), f"{match[1]}/{match[2]}")


def _days(match: re.Match[str]) -> Period:
    start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    if end < start:
        raise ValueError
    return Period(start, end, f"{match[1]}/{match[2]}")


_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(r"([0-9]{4})(?:\.0|-A1?)?"), _year),
    (re.compile(r"([0-9]{4})-?([STQMstqm])([0-9]{1,2})"), _part),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), _month),
    (re.compile(r"([0-9]{4})-?[Ww]([0-9]{1,2})"), _week),
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"), _day),
    (re.compile(r"([0-9]{4}) ?[/–-] ?([0-9]{4})"), _years),
    (re.compile(rf"({_DAY})/({_DAY})"), _days),
)
_DAY_FIRST = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")


def parse_period(text: Value) -> Period:
    """Which days does this period cover?

    Raises PeriodError when the text is no period, or one that can be read in two ways.

    >>> parse_period("2020-Q1").end
    datetime.date(2020, 3, 31)
    >>> parse_period(2020).text, parse_period("2018-2019").text, parse_period("2020-W05").start.isoformat()
    ('2020', '2018/2019', '2020-01-27')
    """
    written = str(text).strip() if text is not None else ""
    for pattern, build in _FORMS:
        match = pattern.fullmatch(written)
        if match:
            try:
                period = build(match)
            except ValueError:
                break
            if period.start.year < FIRST_YEAR:
                break
            return period
    code = "period_ambiguous" if _DAY_FIRST.fullmatch(written) else "not_a_period"
    raise PeriodError(Problem(code, {"value": written[:40]}))
