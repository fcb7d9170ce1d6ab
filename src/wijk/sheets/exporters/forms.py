"""Sheets for the printer: the form as it was when its codes were made, once for each code."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core import site
from wijk.core.errors import Refused
from wijk.core.providers import PaperField, PaperForm
from wijk.sheets import codes, papers
from wijk.sheets.exporters.paper import filled, lines, printable
from wijk.sheets.models import Printing, Sheet
from wijk.ui.paper import square_code

#: So many sheets in one file; the rest stands in the next one.
MOST = 100
#: An option longer than this gets a line of its own.
SHORT = 34


def sheets_pdf(printing: Printing, sheets: Sequence[Sheet]) -> bytes:
    """These sheets as one PDF, A4, tagged, in the language of the printing. Refused for none, and for too many at once."""
    if not sheets:
        raise Refused("none-out", _("None of these sheets is still out, so that there is nothing to print."))
    if len(sheets) > MOST:
        raise Refused("sheets-file", _("At most {most} sheets stand in one file."), most=MOST)
    with override(printing.language):
        return filled("sheets", _told(printing, papers.read(printing.told)) | {"sheets": [_one(row) for row in sheets]})


def _told(printing: Printing, form: PaperForm) -> dict[str, Any]:
    return {
        "title": printable(form.title),
        "intro": lines(form.intro),
        "parts": [
            {"kind": "votes" if votes else "fields", "title": printable(title), "fields": [_field(one) for one in group]}
            for (votes, title), group in groupby(form.fields, key=lambda one: (one.kind == "vote", one.group))
        ],
        "end": _end(printing),
        "words": {
            "needed": _("needed"), "statement": _("Statement"), "agree": _("Agree"), "disagree": _("Disagree"),
            "pass": _("No opinion"), "sheet": _("Sheet"),
            "keep": _("Write clearly, in any colour. Note the code if you want to know what comes of it."),
        },
    }  # fmt: skip


def _field(one: PaperField) -> dict[str, Any]:
    labels = [printable(label) for _code, label in one.options]
    lined = max(one.lines, 3) if one.kind == "text" else max(one.lines, 1)
    return {
        "kind": one.kind, "label": printable(one.label), "hint": printable(one.hint), "required": one.required,
        "lines": min(lined, 40), "options": labels, "wide": any(len(label) > SHORT for label in labels),
    }  # fmt: skip


def _one(row: Sheet) -> dict[str, Any]:
    code = codes.shown(row.code or "")
    address = site.absolute(f"sheet/{row.code}/")
    alt = _("Square code of sheet {number}: {code}").format(number=row.number, code=code)
    return {"number": row.number, "code": code, "square": square_code(address), "square_alt": alt}


def _end(printing: Printing) -> list[str]:
    """Where it is handed in, what happens with it, and how one learns what came of it."""
    said = []
    if printing.hand_in:
        said.append(_("Hand it in: {where}").format(where=printing.hand_in))
    if printing.until:
        said.append(_("At the latest on {day}.").format(day=date_format(printing.until, "DATE_FORMAT")))
    typed = _("Two people type what you wrote, each by themselves; a third one looks where they differ.")
    said.append(typed if printing.double else _("Somebody of the house types what you wrote."))
    said.append(_("Then the paper is destroyed. Each sheet counts once. Filling it in is never asked for a service or a benefit."))  # fmt: skip
    where = site.absolute("sheet/").partition("://")[2]
    said.append(_("What came of it: {address} with the code above, or ask at the counter.").format(address=where))
    return [printable(line) for line in said]
