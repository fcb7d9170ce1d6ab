"""The receipt that somebody takes home: what they said, a code that follows it, and where to type it."""

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
from wijk.helping.models import Receipt
from wijk.helping.words import AGREED
from wijk.ui.paper import square_code


def receipt_pdf(receipt: Receipt, code: str, *, strip: bool = False) -> bytes:
    """The receipt in the language of who said it; `strip`: for a receipt printer, eighty millimetres wide."""
    row = receipt.contribution
    tongue = row.language if row.language in LANGUAGES else LANGUAGES[0]
    with override(tongue):
        address = absolute(reverse("helping:follow", args=[code]))
        asked = answers.of(row)
        promised = (
            _("An answer comes by {day}.").format(day=date_format(asked.due)) if asked and asked.state == OPEN else ""
        )
        told = {
            "heading": _("Your receipt"), "said": _("You said:"), "title": breakable(row.title), "code": codes.shown(code),
            "day": date_format(timezone.localtime(receipt.made_at), "DATE_FORMAT"), "square": square_code(address),
            "alt": _("Square code that opens {address}").format(address=address.partition("://")[2]),
            "how": _("With this code you see what becomes of it, change it or take it back. Keep it: nobody else has it."),
            "where": breakable(absolute(reverse("helping:code")).partition("://")[2]), "promised": promised,
            "lines": [str(AGREED[receipt.consent]), *(str(line) for line in consent.words(receipt.words)[1:])], "strip": strip,
        }  # fmt: skip
        return filled("receipt", told)
