"""The office: which places to speak there are, and which kinds and categories."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijk.contributions import access, actions
from wijk.contributions.forms.office import CategoryForm, KindForm, OpeningForm, start_of
from wijk.contributions.models import Category, Kind, Opening
from wijk.contributions.queries import openings as asked_for
from wijk.contributions.words import WHO_WORDS
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.ui.tables import paginate

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every opening, and for who may, the kinds and categories."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    page = paginate(Opening.objects.order_by("-opens_at", "-pk"), request, 50)
    rows = [
        {"row": row, "who": WHO_WORDS[row.who], "open": asked_for.is_open(row), "mine": viewer.may(access.CHANGE, access.ground(row.place))}
        for row in page.items
    ]  # fmt: skip
    keeps = viewer.may(access.KEEP_KIND)
    told = {"page": page, "rows": rows, "keeps": keeps}
    if keeps:
        told |= {"kinds": list(Kind.objects.all()), "categories": list(Category.objects.all())}
    return render(request, "contributions/office.html", told)


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Open a place to speak."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    form = OpeningForm(request.POST or None, kinds=asked_for.kinds(), categories=asked_for.categories())
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(form, lambda: actions.open_place(viewer, terms=form.terms()))
    ):
        messages.success(request, _("One can speak there now."))
        return redirect("contributions:office")
    return render(request, "contributions/opening.html", {"form": form, "row": None})


@never_cache
@require_http_methods(METHODS)
def change(request: HttpRequest, opening: str) -> HttpResponse:
    """Change what is said of an opening."""
    viewer = viewer_of(request)
    row = access.keep_opening(viewer, opening)
    form = OpeningForm(request.POST or None, kinds=asked_for.kinds(), categories=asked_for.categories(), opening=row)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        if _done(form, lambda: actions.change_opening(viewer, opening=row, terms=form.terms(), revision=revision)):
            messages.success(request, _("Changed."))
            return redirect("contributions:office")
    return render(request, "contributions/opening.html", {"form": form, "row": row, "open": asked_for.is_open(row)})


@never_cache
@require_POST
def close(request: HttpRequest, opening: str) -> HttpResponse:
    """From now on nobody speaks there."""
    viewer = viewer_of(request)
    row = access.keep_opening(viewer, opening, access.CLOSE)
    try:
        actions.close_opening(viewer, opening=row)
        messages.success(request, _("Closed. What was said stays readable."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("contributions:office")


@never_cache
@require_http_methods(METHODS)
def kind(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add a kind, or change one."""
    viewer = viewer_of(request)
    row = access.keep_row(viewer, Kind, code, access.KEEP_KIND)
    form = KindForm(request.POST or None, initial=start_of(row) if row else None)
    return _keep(request, form, lambda: actions.keep_kind(viewer, **form.said()), _("Kind"), row.code if row else "")


@never_cache
@require_http_methods(METHODS)
def category(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add a category, or change one."""
    viewer = viewer_of(request)
    row = access.keep_row(viewer, Category, code, access.KEEP_CATEGORY)
    form = CategoryForm(request.POST or None, initial=start_of(row) if row else None)
    return _keep(request, form, lambda: actions.keep_category(viewer, **form.said()), _("Category"))


def _keep(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], heading: str, questions: str = ""
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _done(form, act):
        messages.success(request, _("Changed."))
        return redirect("contributions:office")
    return render(request, "contributions/keep.html", {"form": form, "heading": heading, "questions": questions})


def _done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do it; where it is refused, the form says why."""
    try:
        act()
    except Refused as fault:
        form.add_error(None, str(fault))
        return False
    return True
