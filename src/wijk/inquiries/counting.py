"""Which days does a legal period have? Day by day, with the reason for each that does not count, so that anybody can count again.

Days are days in the city: a period has no hours, so the change to summer time changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import holidays

DAY = timedelta(days=1)
#: So many days a period may have, extensions together; and so far it is looked for.
MOST_DAYS, HORIZON = 400, 366 * 5
SATURDAY = 5
#: Why a day does not count. "notice": the day of the notice itself; "weekend" and "holiday": only working days count; "listed": it lies in
#: a period that the rule lists; "moved": it comes after the last counted day, which cannot be the last one; "end": moved to here.
Why = Literal["", "notice", "weekend", "holiday", "listed", "moved", "end"]
#: "skipped": the days do not count. "suspended": they do not count, and the period does not end in them either.
How = Literal["skipped", "suspended"]


class NeverEnds(ValueError):
    """The rule leaves no days to count."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Days that a rule sets apart, each year ("07-15" until "08-15", "12-24" until "01-01") or once ("2027-04-05"), both included."""

    begins: str
    ends: str
    how: How = "skipped"

    def holds(self, day: date) -> bool:
        """Does this day lie in it?"""
        if len(self.begins) == len("2027-04-05"):
            return self.begins <= day.isoformat() <= self.ends
        said = f"{day:%m-%d}"
        if self.begins <= self.ends:
            return self.begins <= said <= self.ends
        return said >= self.begins or said <= self.ends


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule says, frozen. `after`: it begins the day after the notice. `moves`: the last day moves off a weekend or holiday."""

    days: int
    working: bool = False
    after: bool = True
    moves: bool = True
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day: the how manieth it is (0 where it does not count), and why not. `listed` is the place in the list of the rule."""

    on: date
    number: int = 0
    why: Why = ""
    listed: int = -1


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day that counts until the last one, both included, and every day from the notice on."""

    first: date
    last: date
    days: tuple[Day, ...]

    @property
    def counted(self) -> int:
        """How many days count."""
        return max(day.number for day in self.days)


def period(rule: Terms, notice_day: date, extensions: Sequence[int] = ()) -> Period:
    """The days of a rule after a notice, with the days that it was extended by. Raises NeverEnds where nothing is left to count,
    ValueError for a number of days that is none."""
    wanted = rule.days + sum(extensions)
    if not 1 <= rule.days <= wanted <= MOST_DAYS or any(more < 1 for more in extensions):
        raise ValueError("no number of days")
    days: list[Day] = []
    number, on = 0, notice_day
    while number < wanted:
        if (on - notice_day).days > HORIZON:
            raise NeverEnds("no days are left to count")
        why, listed = _why_not(rule, on)
        if rule.after and on == notice_day:
            why, listed = "notice", -1
        number += not why
        days.append(Day(on, 0 if why else number, why, listed))
        on += DAY
    first = next(day.on for day in days if day.number)
    return Period(first, *_moved(rule, days))


def free_day(on: date) -> Literal["", "weekend", "holiday"]:
    """Why nobody works on this day: "weekend", "holiday"; "" on a working day."""
    if on.weekday() >= SATURDAY:
        return "weekend"
    return "holiday" if on in _holidays(on.year, "nl") else ""


def holiday(on: date, language: str = "nl") -> str:
    """What this public holiday of Belgium is called; "" where it is none."""
    return _holidays(on.year, "en_US" if language == "en" else language).get(on, "")


def _why_not(rule: Terms, on: date) -> tuple[Why, int]:
    for place, one in enumerate(rule.listed):
        if one.holds(on):
            return "listed", place
    return (free_day(on) if rule.working else ""), -1


def _moved(rule: Terms, days: list[Day]) -> tuple[date, tuple[Day, ...]]:
    """The last day, where it must be moved to the next that can be one."""
    on = days[-1].on
    while not _can_end(rule, on):
        if (on - days[0].on).days > HORIZON:
            raise NeverEnds("there is no day to end on")
        on += DAY
        days.append(Day(on, 0, "end" if _can_end(rule, on) else "moved"))
    return on, tuple(days)


def _can_end(rule: Terms, on: date) -> bool:
    if any(one.how == "suspended" and one.holds(on) for one in rule.listed):
        return False
    return not (rule.moves and free_day(on))


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> dict[date, str]:
    found = holidays.country_holidays(
        "BE", years=year, language=language if language in ("nl", "fr", "en_US") else "nl"
    )
    return dict(found)
