"""The notice of an inquiry for the wall and for letter boxes: what, until when, where the file lies, how one speaks, on screen and on paper."""

import re
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core import site
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES
from wijk.inquiries import sums
from wijk.inquiries.exporters.setting import filled
from wijk.inquiries.models import Inquiry
from wijk.inquiries.queries import reading
from wijk.inquiries.sums import spoken
from wijk.territory.queries import place_names
from wijk.ui.paper import lines, printable, square_code

#: As large as fits on one sheet.
SIZES = (1.25, 1.0, 0.88, 0.76, 0.66, 0.56)
LONG = "l j F Y"


def poster_pdf(inquiry: Inquiry, languages: Sequence[str], *, paper: str = "a4") -> bytes:
    """The poster, in one or more languages. Refused where it does not fit on one sheet."""
    told = _told(inquiry, languages) | {"paper": paper}
    for size in SIZES:
        made = filled("poster", told | {"size": size})
        if len(re.findall(rb"/Type\s*/Page\b", made)) == 1:
            return made
    raise Refused("poster-long", _("This does not fit on one sheet. Choose fewer languages."))


def letter_pdf(inquiry: Inquiry, languages: Sequence[str]) -> bytes:
    """The letter: a page or more a language."""
    return filled("letter", _told(inquiry, languages))


def _told(inquiry: Inquiry, languages: Sequence[str]) -> dict[str, Any]:
    chosen = [language for language in LANGUAGES if language in languages] or [LANGUAGES[0]]
    code = reading.signpost(inquiry)
    with override(chosen[0]):
        path = code.short_path if code else reverse("inquiries:inquiry", args=[inquiry.key])
        address = site.absolute(path)
        shown = address.partition("://")[2].rstrip("/")
        return {
            "title": printable(inquiry.title.to()), "square": square_code(address), "address": shown,
            "code": _("code {code}").format(code=code.typed) if code else "",
            "square_alt": _("Square code that opens {address}").format(address=shown),
            "parts": [_part(inquiry, language) for language in chosen],
        }  # fmt: skip


def _part(inquiry: Inquiry, language: str) -> dict[str, Any]:
    with override(language):
        found = sums.reckoned(inquiry, reading.extensions(inquiry))
        return {
            "language": language, "sort": _("Public inquiry"), "title": printable(inquiry.title.to()),
            "place": printable(place_names([inquiry.place])[inquiry.place].to()), "intro": lines(inquiry.intro.to()),
            "facts": [[label, printable(words)] for label, words in _facts(inquiry) if words],
            "call": _("Have your say"), "ways": [printable(one) for one in _ways(inquiry)],
            "online": _("See the file and speak, with or without a name:"),
            "sum_heading": _("How the days are counted"), "sum": [printable(one) for one in found.sentences] if found else [],
            "greeting": _("Dear neighbour,"), "from": printable(inquiry.authority.title.to()),
        }  # fmt: skip


def _facts(inquiry: Inquiry) -> list[tuple[str, str]]:
    days = _("from {first} until {last}, both days included")
    when = (
        days.format(first=spoken(inquiry.first, LONG), last=spoken(inquiry.last, LONG))
        if inquiry.first and inquiry.last
        else ""
    )
    look = ". ".join(part for part in (inquiry.look_where.to(), inquiry.look_hours.to()) if part)
    return [
        (_("When"), when), (_("Who asks"), inquiry.authority.title.to()), (_("By which law"), inquiry.basis.to()),
        (_("The file on paper"), look), (_("Hearing"), _hearing(inquiry)),
        (_("What cannot change"), " ".join(part for part in (inquiry.fixed.to(), inquiry.fixed_why.to()) if part)),
    ]  # fmt: skip


def _hearing(inquiry: Inquiry) -> str:
    row = inquiry.hearing
    if row is None or not row.public or row.starts_at is None or row.state == "cancelled":
        return ""
    return ", ".join(
        part for part in (spoken(timezone.localtime(row.starts_at), "l j F Y, H:i"), row.where.to()) if part
    )


def _ways(inquiry: Inquiry) -> list[str]:
    ways = [
        _("On the page of the inquiry: no account is needed."),
        _("By letter: the day of the stamp counts."),
        _("At the counter, by word of mouth or on a paper form."),
    ]
    if _hearing(inquiry):
        ways.append(_("At the hearing: what you say is noted."))
    return [*ways, _("Every remark gets a reply, by itself or with others that say the same.")]
