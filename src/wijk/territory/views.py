"""The office pages of the perimeters: a list beside the map of the city, and a form."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core import clock
from wijk.core.errors import Faulty, Refused
from wijk.core.viewer import viewer_of
from wijk.territory import access, actions, queries
from wijk.territory.forms import EndForm, PerimeterForm
from wijk.territory.models import Level, Perimeter
from wijk.ui.maps import MapArea, MapSpec, choropleth
from wijk.ui.tables import paginate

#: So many problems of a file are written above the form.
MOST_PROBLEMS = 10


@never_cache
@require_GET
def perimeters(request: HttpRequest) -> HttpResponse:
    """Every perimeter of this page of the list, drawn on the city and listed beside it."""
    access.keep_perimeters(viewer_of(request))
    page = paginate(Perimeter.objects.defer("wkb", "fine").order_by("key"), request)
    told = {"page": page, "map": _drawn(page.items), "today": clock.today()}
    return render(request, "territory/perimeters.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a perimeter."""
    viewer = viewer_of(request)
    access.keep_perimeters(viewer)
    form = PerimeterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act(path: Path | None) -> None:
            assert path is not None
            actions.register_perimeter(
                viewer, key=told["key"], name=form.text("name"), owner=told["owner"], file=path, purpose=form.text("purpose"),
                valid_from=told["valid_from"], valid_to=told["valid_to"],
            )  # fmt: skip

        if _done(form, told["file"], act):
            messages.success(request, _("The perimeter is in the register."))
            return redirect("territory:perimeter", key=told["key"])
    return render(request, "territory/perimeter.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def perimeter(request: HttpRequest, key: str) -> HttpResponse:
    """One perimeter on the map, and a form to change it."""
    viewer = viewer_of(request)
    row = access.open_perimeter(viewer, key)
    form = PerimeterForm(request.POST or None, request.FILES or None, row=row)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act(path: Path | None) -> None:
            actions.change_perimeter(
                viewer, key=key, name=form.text("name"), owner=told["owner"], purpose=form.text("purpose"),
                valid_from=told["valid_from"], valid_to=told["valid_to"], file=path,
            )  # fmt: skip

        if _done(form, told["file"], act):
            messages.success(request, _("The perimeter was changed."))
            return redirect("territory:perimeter", key=key)
    told_of = {"form": form, "row": row, "map": _drawn([row]), "end": EndForm(initial={"on": clock.today()})}
    return render(request, "territory/perimeter.html", told_of)


@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Say on which day a perimeter stops to count."""
    viewer = viewer_of(request)
    access.open_perimeter(viewer, key)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the last day as a date."))
    else:
        try:
            actions.end_perimeter(viewer, key=key, on=form.cleaned_data["on"])
            messages.success(request, _("The perimeter has an end. It stays in the register."))
        except Refused as fault:
            messages.error(request, str(fault))
    return redirect("territory:perimeter", key=key)


def _done(form: forms.Form, file: "UploadedFile[bytes] | None", act: Callable[[Path | None], None]) -> bool:
    """Do it with the uploaded file, or put what is wrong above the form."""
    try:
        if file is None:
            act(None)
        else:
            with tempfile.TemporaryDirectory(prefix="wijk-perimeter-") as folder:
                path = Path(folder) / f"border{Path(file.name or '').suffix.lower()[:12]}"
                with path.open("wb") as out:
                    for chunk in file.chunks():
                        out.write(chunk)
                act(path)
    except Faulty as faulty:
        for problem in faulty.problems[:MOST_PROBLEMS]:
            form.add_error("file", str(problem))
        return False
    except Refused as fault:
        form.add_error(None, str(fault))
        return False
    return True


def _drawn(rows: Sequence[Perimeter]) -> SafeString:
    """The perimeters on the outlines of the municipalities (or of the neighbourhoods, where there are none)."""
    drawing, _why = queries.what_to_draw(Level.MUNICIPALITY)
    if drawing is None or not drawing.outlines:
        return SafeString("")
    # The widest first, so that the small ones lie on top and can be chosen.
    areas = [
        MapArea(row.key, row.coarse, reverse("territory:perimeter", args=[row.key]), row.name.to(), klass="zone")
        for row in sorted(rows, key=lambda row: row.surface, reverse=True)
        if row.coarse
    ]
    context = [outline.path for outline in drawing.outlines]
    return choropleth(
        MapSpec(areas, drawing.view_box, _("Perimeters on the map of the city"), context_paths=context, id="perimeters")
    )
