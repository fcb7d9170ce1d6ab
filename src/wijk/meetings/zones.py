"""How does a calendar learn when the clock of the city changes? A VTIMEZONE (RFC 5545) out of the time zone itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def changes(zone: ZoneInfo, first: int, last: int) -> Iterator[datetime]:
    """The moments (UTC, whole hours) from the year `first` to the end of `last` at which the clock of a zone changes."""
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        if at.astimezone(zone).utcoffset() != (at + DAY).astimezone(zone).utcoffset():
            before = at.astimezone(zone).utcoffset()
            yield next(at + n * HOUR for n in range(25) if (at + n * HOUR).astimezone(zone).utcoffset() != before)
        at += DAY


@lru_cache(maxsize=32)
def timezone_of(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """The zone for calendars whose events lie in these years. Each change begins, as the standard asks, in the time before it."""
    made = Timezone()
    made.add("tzid", zone.key)
    start = datetime(first, 1, 1, tzinfo=UTC).astimezone(zone)
    made.add_component(_observance(start, start, start.utcoffset() or timedelta()))
    for moment in changes(zone, first, last):
        before, after = (moment - HOUR).astimezone(zone), moment.astimezone(zone)
        made.add_component(_observance(moment, after, before.utcoffset() or timedelta()))
    return made


def _observance(moment: datetime, after: datetime, was: timedelta) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    part.add("dtstart", (moment + was).replace(tzinfo=None) if moment.tzinfo is UTC else after.replace(tzinfo=None))
    part.add("tzoffsetfrom", was)
    part.add("tzoffsetto", after.utcoffset() or timedelta())
    part.add("tzname", after.tzname() or "")
    return part
