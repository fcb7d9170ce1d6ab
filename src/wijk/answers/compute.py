"""By which day is an answer promised? Days counted as the service counts them, and the days on which somebody is reminded."""

from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

from wijk.methods.scheduling.days import Days, span
from wijk.toolbox.queries import closures

#: A reminder at three quarters of the time; the next a day before; then the day after, when it is late.
QUARTERS = 0.75
DAY = timedelta(days=1)
#: So far a promise may reach.
MOST_DAYS = 400


def local_day(at: datetime) -> date:
    """The day in the city."""
    return timezone.localdate(at)


def due_on(start: date, days: int, *, working: bool) -> date:
    """The promised day: `days` after `start`, where `working` only days on which one works are counted (no weekends, public
    holidays of Belgium, nor days on which the offices are closed)."""
    days = min(max(days, 1), MOST_DAYS)
    if not working:
        return start + days * DAY
    return _calendar(start, start + timedelta(days=2 * days + 60)).forward(start, days)


def remind_on(start: date, due: date, stage: int) -> date:
    """The day of the next reminder: `stage` reminders were sent."""
    if stage == 0:
        return min(start + timedelta(days=int((due - start).days * QUARTERS)), due - DAY) if due > start + DAY else due
    return due - DAY if stage == 1 else due + DAY


def _calendar(start: date, end: date) -> Days:
    shut = set(_holidays(start.year, end.year))
    for closure in closures(start, end):
        if closure.kind == "office":
            shut |= span(closure.start, closure.end)
    return Days(frozenset(shut))


@lru_cache(maxsize=16)
def _holidays(first: int, last: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("BE", years=range(first, last + 2)))
