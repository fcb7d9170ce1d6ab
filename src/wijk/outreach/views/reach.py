"""Who was reached, and who was not? By neighbourhood and channel, with the way to note what went out on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.viewer import viewer_of
from wijk.outreach import access, actions, exporters, queries
from wijk.outreach.forms import DistributionForm, HomesForm
from wijk.outreach.models import Way
from wijk.ui.figures import number
from wijk.ui.tables import paginate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The report, and a form to note what went out."""
    viewer, subject = viewer_of(request), Subject(kind, key)
    reached = access.open_reach(viewer, subject)
    form = DistributionForm(request.POST or None, initial={"area": reached.place})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_distribution(viewer, about=subject, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("outreach:reach", kind=kind, key=key)
        except Refused as fault:
            _put(form, fault)
    found = queries.reach(reached)
    page = paginate(found.rows, request)
    rows = [
        (row, queries.few(row.mail), queries.few(row.push), queries.few(row.told), _paper(row.paper), _base(row))
        for row in page.items
    ]
    homes = HomesForm(among=[(row.area, row.name.to()) for row in found.rows])
    told = {"reached": reached, "report": found, "page": page, "rows": rows, "form": form, "homes": homes}
    return render(
        request, "outreach/reach.html", told | {"kind": kind, "key": key, "elsewhere": _paper(found.elsewhere)}
    )


@never_cache
@require_GET
def table(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The same as CSV."""
    reached = access.open_reach(viewer_of(request), Subject(kind, key))
    answer = HttpResponse(exporters.reach_csv(queries.reach(reached)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="reach.csv"'
    return answer


@require_POST
def homes(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Note how many letterboxes an area has."""
    viewer = viewer_of(request)
    access.open_reach(viewer, Subject(kind, key))
    form = HomesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say which neighbourhood, and how many letterboxes."))
        return redirect("outreach:reach", kind=kind, key=key)
    try:
        actions.note_homes(viewer, **form.cleaned_data)
        messages.success(request, _("Noted."))
    except Refused as fault:
        messages.error(request, str(fault) if fault.code != "absent" else _("There is no such neighbourhood."))
    return redirect("outreach:reach", kind=kind, key=key)


def _put(form: DistributionForm, fault: Refused) -> None:
    if fault.code == "absent":
        form.add_error("area", _("There is no such place. Choose one of the list."))
    elif fault.code == "not-allowed":
        form.add_error("area", _("You do not work in this place. Choose one of yours."))
    else:
        form.add_error(None, str(fault))


def _base(row: queries.ReachRow) -> tuple[str, object]:
    """What copies are set against: "1,204", "households"."""
    return number(row.homes or 0), queries.BASE_WORDS.get(row.of, "")


def _paper(counts: dict[str, int]) -> str:
    """What went out, in words: "200 letters, 5 posters"."""
    return ", ".join(f"{counts[way]} {queries.WAY_WORDS[way]}" for way in Way if counts.get(way))
