"""The poster of a tour: when the stand stands where, in the languages in which the tour says something."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core.site import absolute
from wijk.core.text import LANGUAGES
from wijk.helping.exporters.filling import breakable, filled
from wijk.helping.models import Stop, Tour
from wijk.ui.paper import square_code


def poster_pdf(tour: Tour, stops: Sequence[Stop]) -> bytes:
    """One sheet; the times are those of the city."""
    chosen = [language for language in LANGUAGES if tour.title.said(language)] or [LANGUAGES[0]]
    parts = [_part(tour, language) for language in chosen]
    with override(chosen[0]):
        address = absolute(reverse("helping:tour", args=[tour.key]))
        told: dict[str, Any] = {
            "title": tour.title.to(), "parts": parts, "square": square_code(address), "address": breakable(address.partition("://")[2]),
            "alt": _("Square code that opens {address}").format(address=address.partition("://")[2]),
            "stops": [{"when": _when(row), "where": breakable(row.spot)} for row in stops],
        }  # fmt: skip
        return filled("tour", told)


def _part(tour: Tour, language: str) -> dict[str, Any]:
    with override(language):
        return {
            "language": language, "title": breakable(tour.title.to(language)), "intro": breakable(tour.intro.to(language)),
            "call": _("Come and talk with us. You need not know anything, bring anything or give your name."),
        }  # fmt: skip


def _when(row: Stop) -> str:
    begins, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return f"{date_format(begins, 'l j F')}, {time_format(begins, 'H:i')}–{time_format(ends, 'H:i')}"
