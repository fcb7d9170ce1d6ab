"""A pile of sheets: what lies in it, what waits, and the box where the next code is typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core import documents
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.sheets import access, actions, codes, queries
from wijk.sheets.forms import BatchForm, ScansForm
from wijk.sheets.models import Batch, Scan, State
from wijk.sheets.words import LOOKS, STATES, WAYS
from wijk.ui.tables import paginate

pages = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_GET
def all_batches(request: HttpRequest) -> HttpResponse:
    """Every pile, the newest first."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    page = paginate(access.batches_of(viewer), request, 50)
    counts, names = queries.open_counts(page.items), queries.areas(page.items)
    rows = [(row, *counts.get(row.pk, (0, 0)), names.get(row.area)) for row in page.items]
    return render(request, "sheets/batches.html", {"page": page, "rows": rows})


@never_cache
@pages
def new(request: HttpRequest) -> HttpResponse:
    """Begin a pile."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    mine = sorted(access.places(viewer))
    form = BatchForm(request.POST or None, initial={"area": mine[0] if mine else ""})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.open_batch(viewer, **form.cleaned_data)
            return redirect("sheets:batch", key=row.key)
        except (NotAllowed, Absent):
            form.add_error("area", _("You take in no sheets in this place, or there is no such place."))
        except Refused as fault:
            field = str(fault.params.get("field", ""))
            form.add_error(field if field in form.fields else None, str(fault))
    return render(request, "sheets/new_batch.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
def batch(request: HttpRequest, key: str) -> HttpResponse:
    """One pile."""
    row = access.open_batch(viewer_of(request), key)
    return page_of(request, row)


def page_of(
    request: HttpRequest, row: Batch, *, fault: str = "", typed: str = "", scans: ScansForm | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    """The page of a pile; `fault` says what was wrong with the code that was `typed`."""
    hand = codes.hand(viewer_of(request))
    states = queries.states_of(row)
    every = sum(states.values())
    scan = queries.next_scan(row) if row.closed_at is None else None
    told = {
        "row": row, "fault": fault, "typed": typed, "every": every, "done": queries.done(states), "left": every - queries.done(states),
        "states": [(STATES[State(state)], LOOKS[State(state)], count) for state, count in sorted(states.items())],
        "waiting": [(one, STATES[State(one.state)], LOOKS[State(one.state)]) for one in queries.waiting(row, hand)],
        "cost": queries.cost_of(row, every), "scan": scan, "scans": scans or ScansForm(), "way": WAYS[row.way], "ready": states.get(State.READY, 0),
        "following": queries.next_for(row, hand) if row.closed_at is None else None, "area": queries.places_named([row.area])[row.area],
        "untyped": max(0, row.counted - every) if row.counted is not None else None, "pictures": row.scans.count(),
    }  # fmt: skip
    return render(request, "sheets/batch.html", told, status=status)


@never_cache
@require_POST
def take_up(request: HttpRequest, key: str) -> HttpResponse:
    """A code was typed: go to its sheet, or say what is wrong with it."""
    viewer = viewer_of(request)
    row = access.open_batch(viewer, key)
    typed, scan = request.POST.get("code", "")[:60], _scan(row, request.POST.get("scan", ""))
    try:
        sheet = actions.take_up(viewer, batch=row, code=typed, scan=scan)
    except Absent:
        raise
    except Refused as fault:
        return page_of(request, row, fault=str(fault), typed=typed, status=422)
    return redirect("sheets:typing", key=row.key, sheet=sheet.pk)


def _scan(row: Batch, given: str) -> Scan | None:
    if not given:
        return None
    return access.open_scan(row, int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0)


@never_cache
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Done with."""
    viewer = viewer_of(request)
    row = access.open_batch(viewer, key, access.CLOSE)
    return _tried(request, key, _("The pile is closed."), lambda: actions.close_batch(viewer, batch=row))


@never_cache
@require_POST
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """Give over what was left ready."""
    viewer = viewer_of(request)
    row = access.open_batch(viewer, key)
    return _tried(request, key, _("What was ready is taken in."), lambda: actions.hand_over_all(viewer, batch=row))


def _tried(request: HttpRequest, key: str, said: str, act: Any) -> HttpResponse:
    try:
        act()
        messages.success(request, said)
    except (Absent, NotAllowed):
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("sheets:batch", key=key)


@never_cache
@require_POST
def add_scans(request: HttpRequest, key: str) -> HttpResponse:
    """Lay pictures of pages with the pile."""
    viewer = viewer_of(request)
    row = access.open_batch(viewer, key)
    form = ScansForm(request.POST, request.FILES)
    form.is_valid()
    try:
        count = actions.add_scans(viewer, batch=row, uploads=request.FILES.getlist("pages"))
    except Refused as fault:
        form.add_error("pages", str(fault))
        return page_of(request, row, scans=form, status=422)
    messages.success(request, _("{count} pages lie ready to be typed from.").format(count=count))
    return redirect(reverse("sheets:batch", args=[key]) + "#code")


@never_cache
@require_GET
def scan(request: HttpRequest, key: str, scan: int) -> HttpResponse:
    """The picture of a page, for who types here."""
    found = access.open_scan(access.open_batch(viewer_of(request), key), scan)
    answer = HttpResponse(documents.content(found.hash), content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@require_POST
def drop_scan(request: HttpRequest, key: str, scan: int) -> HttpResponse:
    """Throw a picture away: the wrong page, a blank back."""
    viewer = viewer_of(request)
    row = access.open_batch(viewer, key)
    found = access.open_scan(row, scan)
    return _tried(request, key, _("The picture is thrown away."), lambda: actions.drop_scan(viewer, batch=row, scan=found))  # fmt: skip
