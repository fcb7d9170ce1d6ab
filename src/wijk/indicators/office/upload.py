"""Office: a file is uploaded, what its columns mean is guessed and corrected, and it is staged."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core.errors import Faulty
from wijk.core.viewer import viewer_of
from wijk.indicators import actions, importers
from wijk.indicators.access import require
from wijk.indicators.forms import SHAPES, UploadForm
from wijk.indicators.mapping_form import MappingForm
from wijk.indicators.models import Indicator


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file and say what it is about."""
    viewer = viewer_of(request)
    require(viewer, "stage_delivery")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told, file = form.cleaned_data, form.cleaned_data["file"]
        lying = actions.put_on_desk(viewer, chunks=file.chunks(), name=file.name)
        asked = {key: told[key] for key in ("areas", "source", "shape", "sheet", "header_row") if told[key]}
        return redirect(f"{reverse('indicators:describe', args=[lying.token])}?{urlencode(asked)}")
    return render(request, "indicators/office/upload.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the columns mean: the guess is shown, and corrected by a person."""
    viewer = viewer_of(request)
    lying = actions.on_desk(viewer, token)
    if "throw_away" in request.POST:
        actions.clear_desk(viewer, token=token)
        messages.info(request, _("The file was thrown away; nothing was delivered."))
        return redirect("indicators:deliveries")
    sheet, header_row = request.GET.get("sheet", "")[:120], _whole(request.GET.get("header_row", ""), 1)
    indicators = [(i.code, f"{i.name} ({i.code})", i.measure) for i in Indicator.objects.filter(retired=False)]
    flat = actions.look(lying, sheet=sheet or None, header_row=header_row)
    areas, source = request.GET.get("areas", ""), request.GET.get("source", "")
    told = importers.guess(flat.columns, [code for code, *_rest in indicators], areas=areas, source=source)
    shape = request.GET.get("shape", "")
    shape = shape if shape in SHAPES else str(told["shape"])
    seen, headings = _crossed(request, lying, sheet) if shape == "crossed" else (flat, [])
    form = MappingForm(
        request.POST or None, shape=shape, columns=seen.columns, headings=headings, indicators=indicators,
        initial=MappingForm.initial_of(told, flat.columns),
    )  # fmt: skip
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            mapping = form.mapping(sheet=sheet, header_row=header_row)
            delivery = actions.deliver_from_desk(viewer, token=token, mapping=mapping)
        except Faulty as fault:
            problems = fault.problems
        else:
            messages.success(request, _("The file is read. It waits until somebody else approves it."))
            return redirect("indicators:delivery", key=delivery.key)
    shapes = [(key, words, key == shape, _with(request, shape=key)) for key, words in SHAPES.items()]
    page = {"form": form, "lying": lying, "preview": seen, "shapes": shapes, "problems": problems}
    return render(request, "indicators/office/describe.html", page, status=400 if form.errors or problems else 200)


def _crossed(request: HttpRequest, lying: actions.OnDesk, sheet: str) -> tuple[importers.Preview, list[str]]:
    """The sheet without a header, and the headings in the row that holds the indicators."""
    seen = actions.look(lying, sheet=sheet or None, header_row=None)
    row = _whole(request.POST.get("heading_row", request.GET.get("heading_row", "")), 1)
    cells = importers.row_of(lying.path, row, sheet=sheet or None)
    return seen, [cell for cell in cells if cell]


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else otherwise


def _with(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"
