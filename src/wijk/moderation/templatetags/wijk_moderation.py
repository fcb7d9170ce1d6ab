"""What do the templates of this room need? Words for its codes."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

from wijk.moderation import words

register = template.Library()


@register.filter
def need_name(code: str) -> str:
    """What an item waits for."""
    return str(words.NEEDS.get(code, code))


@register.filter
def visibility_name(code: str) -> str:
    """Whether it is to be read."""
    return str(words.VISIBILITIES.get(code, code))


@register.filter
def visibility_look(code: str) -> str:
    """How that looks."""
    return words.LOOKS.get(code, "")


@register.filter
def choice_name(code: str) -> str:
    """What somebody decided."""
    return str(words.CHOICES.get(code, code))


@register.filter
def sign_words(sign: Mapping[str, Any]) -> str:
    """What the rules saw."""
    return words.sign(sign)


@register.filter
def duration(minutes: int | None) -> str:
    """So many minutes as people say them: minutes, hours, days.

    >>> duration(20), duration(150), duration(60 * 24 * 3)
    ('20 minutes', '3 hours', '3 days')
    """
    if minutes is None:
        return gettext("not known yet")
    if minutes < 90:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours = -(-minutes // 60)
    if hours < 48:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    days = round(hours / 24)
    return ngettext("{n} day", "{n} days", days).format(n=days)
