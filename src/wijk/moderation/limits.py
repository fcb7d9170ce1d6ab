"""How much comes through, and how long does something hold? What this installation chose; `docs/reference/settings.md` has it all."""

from datetime import timedelta

from django.conf import settings


def of(name: str) -> int:
    """The number of one key of `[moderation]`."""
    return int(settings.WIJK_MODERATION[name])


def hours(name: str) -> timedelta:
    """The same as a span of hours."""
    return timedelta(hours=of(name))


def days(name: str) -> timedelta:
    """The same as a span of days."""
    return timedelta(days=of(name))
