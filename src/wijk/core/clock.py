"""What time is it? One clock for the whole house, which a test or the demo may set.

Everything is time zone aware and in UTC; pages turn it into the city's own time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

_fixed: ContextVar[datetime | None] = ContextVar("wijk_clock", default=None)


def now() -> datetime:
    """The current moment in UTC, or the moment that `at` has set."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The current day in UTC."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the house believe that it is `moment`.

    >>> with at(datetime(2026, 1, 2, tzinfo=UTC)):
    ...     today().isoformat()
    '2026-01-02'
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


def advance(by: timedelta) -> datetime:
    """The moment that lies `by` after now; changes nothing."""
    return now() + by
