"""The office pages: the city's own cards, and the days on which it does not meet."""

import tomllib
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core import clock
from wijk.core.errors import Absent, Faulty, Refused
from wijk.core.viewer import viewer_of
from wijk.toolbox import access, actions, queries
from wijk.toolbox.models import Closure
from wijk.toolbox.office_forms import CardForm, ClosureForm, ImportForm
from wijk.ui.tables import paginate

#: The largest file of a card, in bytes, and how many problems of it are shown.
LARGEST, MOST_PROBLEMS = 256 << 10, 10


@never_cache
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """Every card, those that are not used here as well."""
    viewer = viewer_of(request)
    access.keep_cards(viewer)
    page = paginate(queries.cards(retired=True), request)
    told = {"page": page, "take_in": ImportForm(), "may_close": viewer.may("toolbox.keep_closure")}
    return render(request, "toolbox/office/cards.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A card of the city's own."""
    return _card(request, {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The city's own version of a card."""
    access.keep_cards(viewer_of(request))
    card = queries.card(code)
    return _card(request, CardForm.shown(card), code)


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """A card from a file."""
    viewer = viewer_of(request)
    access.keep_cards(viewer)
    try:
        row = actions.keep_card(viewer, facts=_document(request.FILES.get("file")))
        messages.success(request, _("The card is in the toolbox."))
        return redirect("toolbox:card", code=row.code)
    except Faulty as faulty:
        for problem in faulty.problems[:MOST_PROBLEMS]:
            messages.error(request, str(problem))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("toolbox:office")


@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a card is not used here, or is again."""
    retired = request.POST.get("again") != "1"
    actions.retire_card(viewer_of(request), code=code, retired=retired)
    messages.success(request, _("The card is no longer offered.") if retired else _("The card is offered again."))
    return redirect("toolbox:office")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: HttpRequest) -> HttpResponse:
    """The days on which the city does not meet, and a form for more."""
    viewer = viewer_of(request)
    access.keep_closures(viewer)
    form = ClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.keep_closure(
                viewer, title=form.text("title"), kind=told["kind"], start=told["start"], end=told["end"]
            )
            messages.success(request, _("No meeting is planned on these days from now on."))
            return redirect("toolbox:closures")
        except Refused as fault:
            form.add_error(None, str(fault))
    page = paginate(Closure.objects.order_by("-start", "-pk"), request)
    return render(request, "toolbox/office/closures.html", {"page": page, "form": form, "today": clock.today()})


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a closure back."""
    actions.drop_closure(viewer_of(request), pk=pk)
    messages.success(request, _("The closure was taken back."))
    return redirect("toolbox:closures")


def _card(request: HttpRequest, initial: dict[str, Any], code: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    access.keep_cards(viewer)
    form = CardForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if not code and _taken(form.cleaned_data["code"]):
                raise Refused("card-taken", _("This short code is taken. Choose another."))
            row = actions.keep_card(viewer, facts=form.facts())
            messages.success(request, _("The card is in the toolbox."))
            return redirect("toolbox:card", code=row.code)
        except Faulty as faulty:
            for problem in faulty.problems[:MOST_PROBLEMS]:
                form.add_error(None, str(problem))
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "toolbox/office/card.html", {"form": form, "code": code})


def _taken(code: str) -> bool:
    try:
        queries.card(code.lower())
    except Absent:
        return code in ("new", "import")
    return True


def _document(file: "UploadedFile[bytes] | None") -> dict[str, Any]:
    """The document in an uploaded file. Raises Refused where it cannot be read."""
    if file is None or not file.size or file.size > LARGEST:
        raise Refused("card-file", _("Choose the file of a card (TOML), at most 256 kB."))
    try:
        return tomllib.loads(file.read().decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused("card-toml", _("The file cannot be read as TOML: {fault}."), fault=str(fault)[:200]) from fault
