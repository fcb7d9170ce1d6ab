"""At the desk: letters to print, the register, and the counter, which forgets everybody after each use."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.accounts.access import PersonViewer
from wijk.core.errors import Faulty, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer, viewer_of
from wijk.residence import access, actions, exporters, keys, queries
from wijk.residence.codes import read, shown
from wijk.residence.forms import ColumnsForm, CounterForm, PrintForm, RegisterFileForm, faults
from wijk.residence.words import DOUBTS
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def letters(request: HttpRequest) -> HttpResponse:
    """Letters that wait; printed, they are one PDF, and their codes are nowhere else."""
    viewer = viewer_of(request)
    access.allowed(viewer, access.PRINT)
    form = PrintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.print_letters(viewer, batch=request.POST.get("batch", "")[:10])
            return _pdf(exporters.letters_pdf(made.sheets, **form.cleaned_data), f"letters-{made.batch}.pdf")
        except Refused as fault:
            form.add_error(None, str(fault))
    page = paginate(queries.waiting(), request)
    areas = queries.names([row.area for row in page.items])
    rows = [(row, _lines(row.lines), areas[row.area]) for row in page.items]
    return render(
        request, "residence/letters.html", {"form": form, "rows": rows, "page": page, "batches": queries.batches()}
    )


@require_POST
def letters_sent(request: HttpRequest, batch: str) -> HttpResponse:
    """They are in their envelopes: forget the addresses."""
    count = actions.letters_sent(viewer_of(request), batch=batch)
    words = ngettext("{n} address is forgotten.", "{n} addresses are forgotten.", count)
    messages.success(request, words.format(n=count))
    return redirect("residence:letters")


@require_POST
def drop_letter(request: HttpRequest, number: str) -> HttpResponse:
    """Leave one out."""
    actions.drop_letter(viewer_of(request), number=number)
    messages.success(request, _("This letter is not sent, and its address is forgotten."))
    return redirect("residence:letters")


@never_cache
@form_page
def register(request: HttpRequest) -> HttpResponse:
    """The register in force, and a delivery to look at before it is put in force."""
    viewer = viewer_of(request)
    access.allowed(viewer, access.STAGE)
    form = RegisterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.stage_register(viewer, text=_text(form.cleaned_data["file"]))
            return redirect("residence:register")
        except Faulty as faulty:
            for problem in faulty.problems:
                form.add_error("file", str(problem))
        except Refused as fault:
            form.add_error("file", str(fault))
    draft = queries.draft_edition()
    doubts = [(line, DOUBTS.get(code, code)) for line, code in draft.doubts.get("lines", [])] if draft else []
    told = {
        "form": form, "rules": queries.register(), "current": queries.current_edition(), "draft": draft, "doubts": doubts,
        "more": draft.doubts.get("count", 0) - len(doubts) if draft else 0, "columns": viewer.may(access.COLUMNS),
    }  # fmt: skip
    return render(request, "residence/register.html", told)


@require_POST
def register_done(request: HttpRequest, key: str) -> HttpResponse:
    """Put a draft in force, or throw it away."""
    viewer = viewer_of(request)
    if request.POST.get("do") == "use":
        actions.use_register(viewer, key=key)
        messages.success(request, _("The register is in force."))
    else:
        actions.drop_register(viewer, key=key)
        messages.success(request, _("The delivery is thrown away."))
    return redirect("residence:register")


@never_cache
@form_page
def columns(request: HttpRequest) -> HttpResponse:
    """By which columns the register is compared."""
    viewer = viewer_of(request)
    access.allowed(viewer, access.COLUMNS)
    rules = queries.register()
    initial: dict[str, Any] = {}
    for at, one in enumerate(rules.fields if rules else [], start=1):
        initial |= {f"code{at}": one["code"], f"kind{at}": one["kind"], f"label{at}": Text(one["label"])}
    form = ColumnsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_columns(viewer, fields=form.columns())
            messages.success(request, _("Saved."))
            return redirect("residence:register")
        except Refused as fault:
            form.add_error("code1", str(fault))
    return render(request, "residence/columns.html", {"form": form, "rules": rules})


@never_cache
@form_page
def counter(request: HttpRequest) -> HttpResponse:
    """Confirm somebody who stands here. What was typed is gone with the next click."""
    viewer = viewer_of(request)
    access.open_office(viewer, access.COUNTER)
    asks = queries.register() if queries.current_edition() else None
    start = {"once": get_random_string(22)}
    form = CounterForm(request.POST or None, register=asks, places=_places(viewer), initial=start)
    told: dict[str, Any] = {"form": form, "asks": asks}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = actions.confirm_at_counter(
                viewer, area=said["area"], seen=said["seen"], ticket=said["ticket"], pass_code=said["pass_code"],
                line=form.cells(), once=f"{viewer.key}|{said['once']}",
            )  # fmt: skip
        except Refused as fault:
            if fault.code == "not-allowed":
                raise
            faults(form, fault, {"residence-no-ticket": "ticket", "residence-no-pass": "pass_code"})
        else:
            area = queries.names([done.area])[done.area]
            told = {"done": done, "area": area, "pass_code": shown(done.pass_code)}
    return _forgetting(render(request, "residence/counter.html", told))


@require_POST
def slip(request: HttpRequest) -> HttpResponse:
    """The pass on paper. The code comes with the form and is kept nowhere."""
    access.open_office(viewer_of(request), access.COUNTER)
    code = read(request.POST.get("code", ""))
    if code is None:
        return redirect("residence:counter")
    return _forgetting(_pdf(exporters.slip_pdf(code), "pass.pdf"))


def _places(viewer: Viewer) -> frozenset[str] | None:
    """Where this viewer sits at a counter; None for the whole city."""
    if viewer.may(access.COUNTER):
        return None
    return viewer.places(access.COUNTER) if isinstance(viewer, PersonViewer) else frozenset()


def _forgetting(answer: HttpResponse) -> HttpResponse:
    """No copy of this page stays in the browser, so that the button “back” shows nothing to who comes next."""
    answer["Cache-Control"] = "no-store, private"
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _lines(sealed: str) -> list[str]:
    told = keys.unseal(sealed)
    return [told[at] for at in sorted(told)]


def _text(file: Any) -> Iterator[str]:
    """The lines of an upload as they come, never whole in memory; in UTF-8, or as older spreadsheets write."""
    for raw in file.file:
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            yield raw.decode("cp1252", "replace")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer
