"""The office of the stand: tours, stops, and counting who was met."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import LANGUAGES
from wijk.core.viewer import viewer_of
from wijk.helping import access, actions, queries
from wijk.helping.forms.stands import CountForm, StopForm, TourForm
from wijk.helping.models import Stop, Tour
from wijk.ui.tables import paginate

METHODS = ["GET", "HEAD", "POST"]
BOXES = {"no-place": "place_words", "outside": "place_words", "backwards": "ends", "more-newcomers": "newcomers"}


@never_cache
@login_required
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """The tours that somebody keeps."""
    viewer = viewer_of(request)
    page = paginate(queries.tours(access.enter_office(viewer)), request, 30)
    return render(request, "helping/office.html", {"page": page, "rows": page.items})


@never_cache
@login_required
@require_http_methods(METHODS)
def new_tour(request: HttpRequest) -> HttpResponse:
    """Begin a tour."""
    mine = access.enter_office(viewer_of(request))
    return _tour(request, None, place="" if "" in mine else min(mine))


@never_cache
@login_required
@require_http_methods(METHODS)
def tour(request: HttpRequest, key: str) -> HttpResponse:
    """A tour with its stops."""
    return _tour(request, access.open_tour(viewer_of(request), key))


def _tour(request: HttpRequest, row: Tour | None, place: str = "") -> HttpResponse:
    start: dict[str, Any] = {"place": place}
    if row is not None:
        start = {f"{name}_{code}": getattr(row, name).said(code) for name in ("title", "intro") for code in LANGUAGES}
        start |= {"place": row.place, "active": row.active, "revision": row.revision}
    form = TourForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            kept = actions.keep_tour(
                viewer_of(request), tour=row, title=form.text("title"), intro=form.text("intro"), place=told["place"],
                active=told["active"], revision=told["revision"] or 0, process=row.process if row else "",
            )  # fmt: skip
        except NotAllowed:
            form.add_error("place", _("You keep no stands there. Choose another place."))
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Saved."))
            return redirect("helping:edit_tour", key=kept.key)
    stops = list(queries.stops_of(row)) if row else []
    return render(request, "helping/edit_tour.html", {"tour": row, "form": form, "stops": stops})


@never_cache
@login_required
@require_http_methods(METHODS)
def new_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Add a stop to a tour."""
    return _stop(request, access.open_tour(viewer_of(request), key), None)


@never_cache
@login_required
@require_http_methods(METHODS)
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Change a stop."""
    row = access.open_stop(viewer_of(request), key)
    return _stop(request, row.tour, row)


def _stop(request: HttpRequest, tour: Tour, row: Stop | None) -> HttpResponse:
    form = StopForm(request.POST or None, initial=StopForm.start(row) if row else None, stop=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_stop(
                viewer_of(request), tour=tour, stop=row, terms=form.terms(), revision=form.cleaned_data["revision"] or 0
            )
        except NotAllowed:
            raise
        except Refused as fault:
            form.add_error(BOXES.get(fault.code), str(fault))
        else:
            messages.success(request, _("Saved."))
            return redirect("helping:edit_tour", key=tour.key)
    return render(request, "helping/stop.html", {"tour": tour, "stop": row, "form": form})


@never_cache
@login_required
@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """It does not take place."""
    viewer = viewer_of(request)
    row = access.open_stop(viewer, key, access.CANCEL)
    try:
        actions.cancel_stop(viewer, stop=row)
        messages.success(request, _("It is called off. Who follows the place hears of it."))
    except NotAllowed:
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("helping:edit_tour", key=row.tour.key)


@never_cache
@login_required
@require_http_methods(METHODS)
def count(request: HttpRequest, key: str) -> HttpResponse:
    """Note who was met."""
    viewer = viewer_of(request)
    row = access.open_stop(viewer, key, access.COUNT)
    start = {name: getattr(row, name) or 0 for name in ("talked", "newcomers", "sheets")} | {"notes": row.notes}
    form = CountForm(request.POST or None, initial=start if row.counted_at else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.count_stop(viewer, stop=row, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as fault:
            form.add_error(BOXES.get(fault.code), str(fault))
        else:
            messages.success(request, _("Counted. Thank you."))
            return redirect("helping:count", key=row.key)
    return render(request, "helping/count.html", {"stop": row, "form": form, "ideas": row.receipts.count()})
