"""When does a letter leave? By the clock of the city, whose hours move in spring and autumn; never in somebody's quiet hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from wijk.notices.models import Rhythm

#: Digests leave in the morning.
MORNING = time(8, 0)
#: Who hears of things at once gets at most one letter in this time.
BREATH = timedelta(minutes=15)


@lru_cache(maxsize=1)
def zone() -> ZoneInfo:
    """The city's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def next_due(
    now: datetime, rhythm: str, weekday: int, quiet_from: time | None = None, quiet_to: time | None = None
) -> datetime | None:
    """The next moment after `now` at which a digest leaves; None for who hears of things at once."""
    if rhythm == Rhythm.IMMEDIATE:
        return None
    day = now.astimezone(zone()).date()
    for ahead in range(9):
        there = day + timedelta(days=ahead)
        if rhythm == Rhythm.WEEKLY and there.weekday() != weekday:
            continue
        moment = _moment(there, MORNING)
        moment = quiet_until(moment, quiet_from, quiet_to) or moment
        if moment > now:
            return moment
    raise ValueError("a week has seven days")


def quiet_until(now: datetime, quiet_from: time | None, quiet_to: time | None) -> datetime | None:
    """The end of the quiet hours in which `now` lies; None where it lies in none."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return None
    clock = now.astimezone(zone()).time()
    quiet = quiet_from <= clock < quiet_to if quiet_from < quiet_to else clock >= quiet_from or clock < quiet_to
    return min(moment for moment in _ends(now, quiet_to) if moment > now) if quiet else None


def _ends(now: datetime, quiet_to: time) -> Iterator[datetime]:
    """The moments near `now` at which the clock shows `quiet_to`; twice in the night in which an hour comes again."""
    day = now.astimezone(zone()).date()
    for ahead in range(3):
        for fold in (0, 1):
            yield _moment(day + timedelta(days=ahead), quiet_to.replace(fold=fold))


def _moment(day: date, at: time) -> datetime:
    """The moment at which the city's clock shows `at`; a time that a day lacks comes an hour later."""
    return datetime.combine(day, at, tzinfo=zone()).astimezone(UTC)
