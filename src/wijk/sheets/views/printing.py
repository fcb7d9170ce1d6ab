"""Print forms with codes; hand them out; see what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.providers import Card, PaperForm
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer, viewer_of
from wijk.sheets import access, actions, papers, queries
from wijk.sheets.exporters.forms import MOST, sheets_pdf
from wijk.sheets.exporters.posters import poster_pdf
from wijk.sheets.forms import NumbersForm, PosterForm, PrintForm, VoidNumbersForm
from wijk.sheets.models import OUT, Printing, State
from wijk.sheets.words import LOOKS, STATES
from wijk.ui.open_pages import asked
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate

pages = require_http_methods(["GET", "HEAD", "POST"])
WHICH = ("missing", *State.values)


@never_cache
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Piles that are open, and what was printed."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    batches = list(access.batches_of(viewer).filter(closed_at=None)[:20])
    page = paginate(access.printings_of(viewer), request, 50)
    reach, counts, names = queries.reach_of(page.items), queries.open_counts(batches), queries.areas([*batches, *page.items])  # fmt: skip
    told = {
        "page": page, "rows": [(row, reach[row.pk], names.get(row.area)) for row in page.items],
        "batches": [(row, *counts.get(row.pk, (0, 0)), names.get(row.area)) for row in batches],
    }  # fmt: skip
    return render(request, "sheets/office.html", told)


@never_cache
@pages
def new(request: HttpRequest) -> HttpResponse:
    """Choose what is printed, and how often. Without a subject: what there is on paper."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    about = asked(request, "about")
    if not about:
        return render(request, "sheets/choose.html", {"cards": papers.on_offer(viewer)})
    subject, card, offered = _offered(viewer, about)
    form = PrintForm(request.POST or None, offered=offered, initial=_first(viewer, offered))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.print_sheets(viewer, subject=subject, **_told(form))
            messages.success(request, _("The codes are made. Print the sheets now, or later."))
            return redirect("sheets:printing", key=row.key)
        except (NotAllowed, Absent):
            form.add_error("area", _("You print no sheets for this place, or there is no such place."))
        except Refused as fault:
            form.add_error(_field(fault, form.fields), str(fault))
    told = {"form": form, "card": card, "offered": offered}
    return render(request, "sheets/print.html", told, status=422 if form.errors else 200)


def _offered(viewer: Viewer, about: str) -> tuple[Subject, Card | None, list[PaperForm]]:
    """The subject, how it looks, its forms. Absent where it has none for this viewer."""
    try:
        subject = Subject.parse(about)
    except ValueError:
        raise Absent("subject") from None
    offered = papers.forms_of(subject, viewer, get_language() or "nl")
    if not offered:
        raise Absent("form")
    return subject, queries.card(subject, viewer), offered


def _first(viewer: Viewer, offered: list[PaperForm]) -> dict[str, Any]:
    mine = sorted(access.places(viewer, access.PRINT))
    return {
        "form": offered[0].code, "language": get_language() or "nl", "area": mine[0] if mine else "",
        "double": any(one.double for one in offered),
    }  # fmt: skip


def _told(form: PrintForm) -> dict[str, Any]:
    return dict(form.cleaned_data) | {"spare": form.cleaned_data["spare"] or 0}


def _field(fault: Refused, fields: Any) -> str | None:
    field = str(fault.params.get("field", ""))
    return field if field in fields else None


@never_cache
@require_GET
def printing(request: HttpRequest, key: str) -> HttpResponse:
    """One printing: to the printer, what came back, what is missing."""
    row = access.open_printing(viewer_of(request), key)
    return _page(request, row)


def _page(
    request: HttpRequest, row: Printing, *, give: NumbersForm | None = None, void: VoidNumbersForm | None = None
) -> HttpResponse:
    which = asked(request, "which")
    which = which if which in WHICH else ""
    page = paginate(queries.sheets_of(row, which), request, 100)
    reach, every = queries.reach_of([row])[row.pk], row.count + row.spare
    whole = {"first": 1, "last": every}
    told = {
        "row": row, "page": page, "reach": reach, "which": which, "poster": PosterForm(), "area": queries.places_named([row.area])[row.area],
        "sheets": [(sheet, STATES[State(sheet.state)], LOOKS[State(sheet.state)]) for sheet in page.items],
        "files": [(first, min(first + MOST - 1, every)) for first in range(1, every + 1, MOST)], "out": any(reach.states.get(state) for state in OUT),
        "give": give or NumbersForm(initial=whole, auto_id="give_%s"), "void": void or VoidNumbersForm(initial=whole, auto_id="void_%s"),
        "states": [(state, STATES[State(state)], queries.count_of(reach, state)) for state in State.values],
    }  # fmt: skip
    bad = any(form is not None and form.errors for form in (give, void))
    return render(request, "sheets/printing.html", told, status=422 if bad else 200)


@never_cache
@require_GET
def sheets_file(request: HttpRequest, key: str) -> HttpResponse:
    """The sheets that are still out, as PDF; `?first=1&last=250`."""
    row = access.open_printing(viewer_of(request), key)
    first, last = _number(request, "first", 1), _number(request, "last", MOST)
    try:
        return _pdf(sheets_pdf(row, queries.to_print(row, first, last)), f"sheets-{row.key}-{first}.pdf")
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("sheets:printing", key=key)


@never_cache
@require_GET
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """The poster for the wall; `?languages=nl&languages=fr`."""
    viewer = viewer_of(request)
    row = access.open_printing(viewer, key)
    try:
        return _pdf(
            poster_pdf(row, viewer, request.GET.getlist("languages") or [row.language]), f"poster-{row.key}.pdf"
        )
    except (Refused, Faulty) as fault:
        messages.error(request, str(fault))
        return redirect("sheets:printing", key=key)


@never_cache
@require_POST
def give(request: HttpRequest, key: str) -> HttpResponse:
    """Note what was handed out."""
    viewer = viewer_of(request)
    row = access.open_printing(viewer, key, access.GIVE)
    form = NumbersForm(request.POST, auto_id="give_%s")
    if form.is_valid():
        try:
            count = actions.give_out(viewer, printing=row, **form.cleaned_data)
            messages.success(request, _("{count} sheets are noted as handed out.").format(count=count))
            return redirect("sheets:printing", key=key)
        except Refused as fault:
            form.add_error(_field(fault, form.fields), str(fault))
    return _page(request, row, give=form)


@never_cache
@require_POST
def void(request: HttpRequest, key: str) -> HttpResponse:
    """Declare sheets void that do not come back."""
    viewer = viewer_of(request)
    row = access.open_printing(viewer, key, access.VOID)
    form = VoidNumbersForm(request.POST, auto_id="void_%s")
    if form.is_valid():
        try:
            count = actions.void_numbers(viewer, printing=row, **form.cleaned_data)
            messages.success(request, _("{count} sheets are void.").format(count=count))
            return redirect("sheets:printing", key=key)
        except Refused as fault:
            form.add_error(_field(fault, form.fields), str(fault))
    return _page(request, row, void=form)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    value = asked(request, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else otherwise


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
