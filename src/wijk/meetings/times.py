"""When is that in the city, and does that time exist there? Local time in, UTC out, and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Refused

#: The longest meeting that makes sense.
LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Moment:
    """From when to when, in UTC. A moment of whole days ends at the midnight after its last day."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool = False


def city_zone() -> ZoneInfo:
    """The time zone of the city."""
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)
    return zone


def from_local(day: date, at: time) -> datetime:
    """A local moment in UTC. Refused where the clock skips that time or shows it twice."""
    zone = city_zone()
    naive = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    told = {"time": f"{at:%H:%M}", "day": f"{day:%d/%m/%Y}"}
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise Refused(
            "time-skipped",
            _(
                "{time} does not exist on {day}: the clock goes forward in that night. Choose a time before 2:00 or from 3:00 on."
            ),
            **told,
        )
    if first.utcoffset() != second.utcoffset():
        raise Refused(
            "time-twice",
            _(
                "{time} comes twice on {day}: the clock goes back in that night. Choose a time before 2:00 or from 3:00 on."
            ),
            **told,
        )
    return first.astimezone(UTC)


def midnight(day: date) -> datetime:
    """The first moment of a day in the city, in UTC."""
    return datetime.combine(day, time(), city_zone()).astimezone(UTC)


def whole_days(first: date, last: date) -> Moment:
    """From the first to the last day, both whole."""
    return checked(Moment(midnight(first), midnight(last + timedelta(days=1)), all_day=True))


def between(day: date, starts: time, ends: time, until: date | None = None) -> Moment:
    """From a time on a day to a time on that or another day."""
    return checked(Moment(from_local(day, starts), from_local(until or day, ends)))


def checked(moment: Moment) -> Moment:
    """The same moment in UTC, or Refused where it runs backwards, is endless, or its whole days do not begin at midnight."""
    if moment.starts_at.tzinfo is None or moment.ends_at.tzinfo is None:
        raise Refused("time-without-zone", _("A moment needs a time zone. Give it with its distance to UTC."))
    starts, ends = moment.starts_at.astimezone(UTC), moment.ends_at.astimezone(UTC)
    if ends <= starts:
        raise Refused("meeting-backwards", _("The meeting ends before it begins. Correct one of the two moments."))
    if ends - starts > LONGEST:
        raise Refused("meeting-endless", _("The meeting lasts longer than a month. Plan several meetings."))
    if moment.all_day and {local(starts).time(), local(ends).time()} != {time()}:
        raise Refused("all-day-times", _("A meeting of whole days has no times. Give days alone."))
    return Moment(starts, ends, moment.all_day)


def local(moment: datetime) -> datetime:
    """The moment as the clocks of the city show it."""
    return moment.astimezone(city_zone())


def last_day(starts_at: datetime, ends_at: datetime) -> date:
    """The last day on which something goes on."""
    return local(max(starts_at, ends_at - timedelta(microseconds=1))).date()


def zone_called(name: str) -> ZoneInfo | None:
    """A time zone by its name ("America/New_York"); None where there is none."""
    if not name or len(name) > 60 or name.startswith(("/", ".")) or ".." in name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
