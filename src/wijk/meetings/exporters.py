"""What of a meeting goes on paper? The invitation and the attendance sheet, whatever people typed."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core.site import absolute
from wijk.meetings import letters, words
from wijk.meetings.models import Meeting
from wijk.meetings.queries import agenda, members
from wijk.ui.paper import printable, sheet, square_code

PAPER = Path(__file__).resolve().parent / "paper"
SHEETS = ("invitation", "attendance")
#: What no person typed, and what must stay whole.
_WHOLE = ("code", "link")


def printed(row: Meeting, what: str) -> bytes:
    """One of the SHEETS as PDF in the language of the page. A letter that the typeface lacks stands as a question mark, so that
    the others can be printed."""
    told = {name: value if name in _WHOLE else _clean(value) for name, value in _on_paper(row).items()}
    return sheet(PAPER / f"{what}.typ", told, strict=False)


def _clean(told: Any) -> Any:
    if isinstance(told, str):
        return printable(told)
    if isinstance(told, dict):
        return {name: _clean(value) for name, value in told.items()}
    return [_clean(value) for value in told] if isinstance(told, list) else told


def _on_paper(row: Meeting) -> dict[str, Any]:
    """What stands on paper: no links to take part, because paper lies about."""
    lines = [
        {
            "label": line.label, "begins": line.begins, "title": line.item.title.to(), "text": line.item.text.to(),
            "kind": str(words.ITEM_KINDS[line.item.kind]), "reserved": not line.item.public, "part": part,
        }
        for top in agenda(row, inside=True)
        for part, line in ((False, top), *((True, p) for p in top.parts))
    ]  # fmt: skip
    link = absolute(f"meetings/{row.key}/", "nl")
    return {
        "title": row.title.to(), "organ": row.organ.title.to(), "when": letters.when(row), "where": row.where.to(),
        "route": row.route.to(), "about": row.about.to(), "facilities": words.facilities(row.access), "lines": lines,
        "child_care": _("There is child care.") if row.child_care else "",
        "people": [
            {"who": m.who or _("a member"), "for": m.represents.title.to() if m.represents else ""}
            for m in members(row)
        ],
        "link": link, "code": square_code(link), "printed": date_format(row.changed_at, "DATE_FORMAT"),
        "said": {
            "invitation": _("Invitation"), "attendance": _("Attendance sheet"), "when": _("When"), "where": _("Where"),
            "route": _("How to get there"), "access": _("Facilities"), "agenda": _("Agenda"), "reserved": _("reserved"),
            "name": _("Name"), "for": _("For"), "signature": _("Signature"), "guests": _("Guests"), "page": _("The page of this meeting"),
        },
    }  # fmt: skip
