"""What came of my sheet? For whoever has the code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wijk.core.errors import Absent
from wijk.core.subject import Subject
from wijk.core.viewer import viewer_of
from wijk.sheets import access, codes, queries
from wijk.sheets.models import DONE, OUT, Reason, State
from wijk.sheets.words import REASONS
from wijk.ui.open_pages import asked, open_page


@open_page
def where(request: HttpRequest) -> HttpResponse:
    """Type the code of a sheet."""
    typed = asked(request, "code")
    fault = ""
    if typed:
        try:
            access.read_sheet(typed)
            return redirect("sheets:sheet", code=codes.read(typed) or "")
        except Absent:
            fault = _("No sheet of ours has this code. Look at the paper again: eight letters and digits.")
    return render(request, "sheets/where.html", {"typed": typed, "fault": fault})


@open_page
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """How far a sheet is, and what it became where that is there for everybody."""
    row = access.read_sheet(code)
    viewer = viewer_of(request)
    about = queries.card(Subject.parse(row.printing.subject), viewer)
    became = queries.card(Subject.parse(row.became), viewer) if row.became else None
    told = {
        "row": row, "title": row.printing.title, "about": about, "became": became, "code": codes.shown(codes.read(code) or ""),
        "out": row.state in OUT, "done": row.state in DONE, "taken": row.state == State.TAKEN, "void": row.state == State.VOID,
        "reason": REASONS[Reason(row.reason)] if row.reason else "",
    }  # fmt: skip
    return render(request, "sheets/sheet.html", told)
