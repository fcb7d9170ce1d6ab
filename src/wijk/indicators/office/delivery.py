"""Office: one delivery, what it would change, what was found, and what a second person decides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Operator, Viewer, viewer_of
from wijk.indicators import actions, compute, importers, kept
from wijk.indicators.access import open_delivery, require
from wijk.indicators.cells import read_part
from wijk.indicators.findings import Finding
from wijk.indicators.forms import ReasonForm
from wijk.indicators.models import Delivery, DeliveryPart
from wijk.indicators.office.deliveries import STATES
from wijk.indicators.queries import deliveries as queries
from wijk.ui.tables import paginate

PREVIEWED = 20_000_000  #: bytes of a file up to which its first rows are shown on the page
SEVERITIES = {"error": "bad", "warning": "warn", "note": "info"}


@dataclass(frozen=True, slots=True)
class Found:
    """Findings of one kind: how many in all, and those that are written out with their place."""

    severity: str
    look: str
    total: int
    lines: list[tuple[str, str]]


def found_in(delivery: Delivery, parts: Sequence[DeliveryPart]) -> list[Found]:
    """The findings by kind, errors first; indicators and areas by the names that the delivery's parts give them."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in _named([Finding.of(row) for row in delivery.findings], parts):
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    return [
        Found(severity, SEVERITIES[severity], sum(f.count for f in rows), [_told(f) for f in rows])
        for (severity, _code), rows in groups.items()
    ]


def _named(found: Sequence[Finding], parts: Sequence[DeliveryPart]) -> Iterator[Finding]:
    """The findings with names in the place of codes; the code of an area stays behind its name, for who mends the file."""
    indicators = {part.indicator.code: str(part.indicator.name) for part in parts}
    codes = {str(f.params["area"]) for f in found if "area" in f.params}
    areas = queries.area_names({part.area_set_id for part in parts}, codes)
    for one in found:
        params = dict(one.params)
        if params.get("indicator") in indicators:
            params["indicator"] = indicators[params["indicator"]]
        if params.get("area") in areas:
            params["area"] = f"{areas[params['area']]} ({params['area']})"
        yield replace(one, params=params)


def _told(finding: Finding) -> tuple[str, str]:
    """(place inside the file, sentence); the page says which file it is."""
    return importers.place(replace(finding, file="")), importers.sentence(finding)


@never_cache
@require_GET
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One delivery; `?part=` shows what one indicator would change."""
    viewer = viewer_of(request)
    delivery = open_delivery(viewer, key)
    parts = queries.parts(delivery)
    chosen = next((part for part in parts if str(part.pk) == request.GET.get("part", "")), parts[0] if parts else None)
    found = found_in(delivery, parts)
    told = {
        "delivery": delivery, "state": STATES[delivery.status], "parts": parts, "chosen": chosen,
        "cells": sum(part.rows for part in parts), "found": found, "aside": queries.aside_count(delivery),
        "difference": _difference(delivery, chosen), "preview": _preview(delivery), "mine": delivery.delivered_by == viewer.key,
        "may": _may(viewer, delivery, found), "reason_form": ReasonForm(),
        "pages": paginate(parts, request), "mapping": actions.mapping_in_words(delivery.mapping),
    }  # fmt: skip
    return render(request, "indicators/office/delivery.html", told)


def _may(viewer: Viewer, delivery: Delivery, found: list[Found]) -> dict[str, bool]:
    """What this person may do now."""
    staged, published = delivery.status == Delivery.Status.STAGED, delivery.status == Delivery.Status.PUBLISHED
    own = delivery.delivered_by == viewer.key and not isinstance(viewer, Operator)
    faulty, warned = any(f.severity == "error" for f in found), any(f.severity == "warning" for f in found)
    approve = staged and viewer.may("indicators.publish_delivery")
    return {
        "publish": approve and not own and not faulty, "own": approve and own, "faulty": approve and faulty, "warned": warned,
        "reject": staged and viewer.may("indicators.reject_delivery"),
        "withdraw": published and viewer.may("indicators.withdraw_delivery"),
        "decide": viewer.may("indicators.decide_set_aside") and delivery.status in (Delivery.Status.STAGED, Delivery.Status.PUBLISHED),
    }  # fmt: skip


def _difference(delivery: Delivery, part: DeliveryPart | None) -> compute.Difference | None:
    """What one indicator would change of what is published now; only while the delivery waits."""
    if part is None or delivery.status != Delivery.Status.STAGED:
        return None
    path = kept.part_path(delivery.key, part.indicator.code, str(part.area_set))
    if not path.exists():
        return None
    ground = compute.Grounds().ground(part.area_set_id)
    return compute.difference(read_part(path), part.indicator, ground)


def _preview(delivery: Delivery) -> importers.Preview | None:
    path = kept.original(delivery.key)
    if path is None or delivery.size > PREVIEWED:
        return None
    crossed = delivery.mapping.get("shape") == "crossed"
    return importers.preview(
        path, sheet=delivery.mapping.get("sheet"), header_row=None if crossed else delivery.mapping.get("header_row", 1)
    )


@require_GET
def original(request: HttpRequest, key: str) -> FileResponse:
    """The file as it was delivered."""
    delivery = open_delivery(viewer_of(request), key)
    path = kept.original(delivery.key)
    if path is None:
        raise Absent("file")
    # Always a download, never shown: a delivered file is somebody else's content.
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=delivery.name, content_type="application/octet-stream"
    )


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Approve."""
    read = request.POST.get("warnings_read") == "on"
    done = lambda: actions.publish_delivery(viewer_of(request), delivery=key, warnings_read=read)  # noqa: E731 - said later
    return _done(request, key, done, _("The figures are public from now on."))


@require_POST
def reject(request: HttpRequest, key: str) -> HttpResponse:
    """Turn down."""
    reason = request.POST.get("reason", "")
    done = lambda: actions.reject_delivery(viewer_of(request), delivery=key, reason=reason)  # noqa: E731 - said later
    return _done(request, key, done, _("The delivery is rejected. Its files stay."))


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take back."""
    reason = request.POST.get("reason", "")
    done = lambda: actions.withdraw_delivery(viewer_of(request), delivery=key, reason=reason)  # noqa: E731 - said later
    return _done(request, key, done, _("The delivery is withdrawn. What was published before it is public again."))


def _done(request: HttpRequest, key: str, do: Callable[[], Any], words: str) -> HttpResponse:
    try:
        do()
    except Absent:
        raise
    except Refused as fault:
        if fault.code == "not-allowed":
            raise
        messages.error(request, str(fault))
    else:
        messages.success(request, words)
    return redirect("indicators:delivery", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, key: str) -> HttpResponse:
    """The contradicting cells of a delivery: choose one by one, or one line for all that are still open."""
    viewer = viewer_of(request)
    delivery = open_delivery(viewer, key)
    require(viewer, "decide_set_aside")
    form = ReasonForm(request.POST or None)
    undecided = request.GET.get("all") != "1"
    if request.method == "POST" and form.is_valid():
        choices = _choices(request, delivery)
        try:
            n = actions.decide_set_aside(viewer, delivery=key, choices=choices, reason=form.cleaned_data["reason"])
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, ngettext("{n} cell is decided.", "{n} cells are decided.", n).format(n=n))
            return redirect("indicators:set_aside", key=key)
    page = paginate(queries.set_aside(delivery, undecided=undecided), request, size=50)
    lines = sorted({c["line"] for row in page.items for c in row.candidates})
    told = {
        "delivery": delivery,
        "form": form,
        "page": page,
        "lines": lines,
        "undecided": undecided,
        "aside": queries.aside_count(delivery),
    }
    return render(request, "indicators/office/set_aside.html", told, status=400 if form.errors else 200)


def _choices(request: HttpRequest, delivery: Delivery) -> dict[int, int | None]:
    """What was chosen: for each cell on the page, or the same line for every cell that is still open."""
    everything = request.POST.get("everything", "")
    if everything:
        return _for_all(delivery, everything)
    found: dict[int, int | None] = {}
    for name, value in request.POST.items():
        key = name.removeprefix("cell-")
        if name.startswith("cell-") and key.isdigit() and (value == "none" or str(value).isdigit()):
            found[int(key)] = None if value == "none" else int(str(value))
    return found


def _for_all(delivery: Delivery, line: str) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for row in queries.set_aside(delivery):
        if line == "none":
            found[row.pk] = None
            continue
        places = [i for i, c in enumerate(row.candidates) if str(c["line"]) == line]
        if len(places) == 1:
            found[row.pk] = places[0]
    return found
