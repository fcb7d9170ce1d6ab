"""The receipt that somebody takes home: what they said, a code that follows it, and where to type it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.answers import queries as answers
from wijk.answers.models import OPEN
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES
from wijk.helping import codes, consent
from wijk.helping.exporters.filling import breakable, filled
from wijk.helping.models import Receipt, Slip
from wijk.helping.words import AGREED
from wijk.ui.paper import square_code


def receipt_pdf(receipt: Receipt, code: str, *, strip: bool = False) -> bytes:
    """The receipt in the language of who said it; `strip`: for a receipt printer, eighty millimetres wide."""
    row = receipt.contribution
    with override(_tongue(row.language)):
        asked = answers.of(row)
        own = {
            "said": _("You said:"), "title": breakable(row.title),
            "promised": _("An answer comes by {day}.").format(day=date_format(asked.due)) if asked and asked.state == OPEN else "",
            "how": _("With this code you see what becomes of it, change it or take it back. Keep it: nobody else has it."),
            "lines": [str(AGREED[receipt.consent]), *(str(line) for line in consent.words(receipt.words)[1:])],
        }  # fmt: skip
        return filled("receipt", own | _common(code, receipt.made_at, strip=strip))


def slip_pdf(slip: Slip, code: str, *, strip: bool = False) -> bytes:
    """The same of a support or a comment. The words themselves are not on it: they stand behind the code."""
    with override(_tongue(slip.language)):
        own = {
            "said": _("You support:") if slip.comment is None else _("You said something to:"),
            "title": breakable(slip.contribution.title), "promised": "",
            "how": _("With this code you see what became of it, and take it back. Keep it: nobody else has it."),
            "lines": [str(AGREED[slip.consent]), *(str(line) for line in consent.REACTIONS.get(slip.words, ())[1:])],
        }  # fmt: skip
        return filled("receipt", own | _common(code, slip.made_at, strip=strip))


def _tongue(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _common(code: str, made_at: datetime, *, strip: bool) -> dict[str, Any]:
    """The code, where it leads, and the day."""
    address = absolute(reverse("helping:follow", args=[code]))
    return {
        "heading": _("Your receipt"), "code": codes.shown(code), "day": date_format(timezone.localtime(made_at), "DATE_FORMAT"),
        "square": square_code(address), "alt": _("Square code that opens {address}").format(address=address.partition("://")[2]),
        "where": breakable(absolute(reverse("helping:code")).partition("://")[2]), "strip": strip,
    }  # fmt: skip
