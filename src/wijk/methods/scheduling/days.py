"""On which days does somebody work, and on which may people be asked to come?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wijk.methods.saying import Rejected
from wijk.methods.scheduling.messages import say

DAY = timedelta(days=1)
#: So far is looked for a day; beyond it something is wrong with the closures.
YEARS = 5
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
SATURDAY = 5


def span(start: date, end: date) -> frozenset[date]:
    """Every day from `start` to `end`, both included; none where it runs backwards.

    >>> sorted(d.day for d in span(date(2026, 11, 9), date(2026, 11, 11)))
    [9, 10, 11]
    """
    return frozenset(start + DAY * n for n in range((end - start).days + 1))


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar. On `shut` days nobody works and nobody meets; on `quiet` days there is work but no meeting.

    Weekends are no working days, yet people may well meet then.

    >>> days = Days(frozenset({date(2026, 11, 11)}))
    >>> days.forward(date(2026, 11, 10), 1).isoformat(), days.backward(date(2026, 11, 12), 1).isoformat()
    ('2026-11-12', '2026-11-10')
    """

    shut: frozenset[date] = frozenset()
    quiet: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Is it a working day?"""
        return day.weekday() < SATURDAY and day not in self.shut

    def meets(self, day: date) -> bool:
        """May people be asked to come on this day?"""
        return day not in self.shut and day not in self.quiet

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on."""
        return self.forward(day - DAY, 1)

    def on_or_before(self, day: date) -> date:
        """The last working day up to `day`."""
        return self.backward(day + DAY, 1)

    def forward(self, day: date, count: int) -> date:
        """The working day that comes `count` working days after `day`; the day itself for 0."""
        return self._walk(day, count, DAY)

    def backward(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before `day`; the day itself for 0."""
        return self._walk(day, count, -DAY)

    def meeting(self, day: date, weekdays: Iterable[int]) -> date:
        """The first day from `day` on that is one of `weekdays` (0 is Monday) and on which one may meet."""
        wanted, found = frozenset(weekdays), day
        while not (found.weekday() in wanted and self.meets(found)):
            found = self._next(found, DAY, day)
        return found

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        left, found = count, day
        while left:
            found = self._next(found, step, day)
            left -= self.works(found)
        return found

    def _next(self, day: date, step: timedelta, asked: date) -> date:
        if abs((day - asked).days) > YEARS * 366:
            raise Rejected(say("never", years=YEARS, day=asked.isoformat()))
        return day + step
