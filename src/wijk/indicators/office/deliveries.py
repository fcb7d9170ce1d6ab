"""Office: the list of deliveries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wijk.core.viewer import viewer_of
from wijk.indicators.access import require
from wijk.indicators.queries import deliveries as queries
from wijk.ui.tables import paginate

#: State of a delivery → (its word, the look of its tag).
STATES = {
    "staged": (_("waiting"), "info"),
    "published": (_("published"), "ok"),
    "rejected": (_("rejected"), "bad"),
    "withdrawn": (_("withdrawn"), "dashed"),
}


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every delivery, the newest first; `?status=` keeps those in one state."""
    viewer = viewer_of(request)
    require(viewer, "stage_delivery")
    status = request.GET.get("status", "")
    status = status if status in STATES else ""
    counts = queries.status_counts()
    page = paginate(queries.deliveries(status), request)
    filters = [(key, words, counts.get(key, 0), key == status) for key, (words, _look) in STATES.items()]
    rows = [(row, *STATES[row.status], _worst(row.findings), row.delivered_by == viewer.key) for row in page.items]
    told = {"rows": rows, "page": page, "filters": filters, "status": status, "total": sum(counts.values())}
    return render(request, "indicators/office/deliveries.html", told)


def _worst(findings: list[dict[str, str]]) -> str:
    """The gravest severity among findings; "" without any."""
    found = {finding["severity"] for finding in findings}
    return next((severity for severity in ("error", "warning") if severity in found), "")
