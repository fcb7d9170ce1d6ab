"""A poster for the wall above the pile: take a sheet, fill it in, hand it in here."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core import site
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.sheets import papers, queries
from wijk.sheets.exporters.paper import filled, pages, printable
from wijk.sheets.models import Printing
from wijk.ui.paper import square_code

#: As large as fits on one sheet.
SIZES = (1.0, 0.88, 0.76, 0.66)


def poster_pdf(printing: Printing, viewer: Viewer, languages: Sequence[str]) -> bytes:
    """The poster in one or more languages. Refused for no language, and for what does not fit on one sheet."""
    chosen = [language for language in LANGUAGES if language in languages]
    if not chosen:
        raise Refused("poster-languages", _("Choose at least one language."))
    with override(chosen[0]):
        told: dict[str, Any] = {"title": printable(printing.title), **_online(printing)}
        told["parts"] = [_part(printing, viewer, language, online=bool(told["square"])) for language in chosen]
        for size in SIZES:
            made = filled("poster", told | {"size": size})
            if pages(made) == 1:
                return made
    raise Refused("poster-long", _("This does not fit on one sheet. Choose fewer languages."))


def _part(printing: Printing, viewer: Viewer, language: str, *, online: bool) -> dict[str, Any]:
    with override(language):
        forms = papers.forms_of(Subject.parse(printing.subject), viewer, language)
        title = next((form.title for form in forms if form.code == printing.form), printing.title)
        lines = [_("Take a sheet, fill it in at home or here, and hand it in.")]
        if printing.hand_in:
            lines.append(_("Hand it in: {where}").format(where=printing.hand_in))
        if printing.until:
            lines.append(_("At the latest on {day}.").format(day=date_format(printing.until, "DATE_FORMAT")))
        lines.append(_("Do you need help with reading or writing? Ask us."))
        return {
            "language": language, "title": printable(title), "call": _("Have your say on paper"),
            "lines": [printable(line) for line in lines], "online": _("Rather on your telephone?") if online else "",
        }  # fmt: skip


def _online(printing: Printing) -> dict[str, str]:
    """Where one does the same on a screen; nothing where the page is not for everybody."""
    card = queries.card(Subject.parse(printing.subject), Passerby())
    if card is None or not card.url.startswith("/"):
        return {"square": "", "square_alt": "", "address": ""}
    address = site.absolute(card.url)
    shown = address.partition("://")[2]
    return {"square": square_code(address), "square_alt": _("Square code that opens {address}").format(address=shown), "address": shown}  # fmt: skip
