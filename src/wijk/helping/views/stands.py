"""For everybody: where the stand stops next, its tours, and how many people were met."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijk.core.errors import Absent
from wijk.helping import queries
from wijk.helping.exporters import calendar, poster_pdf
from wijk.helping.models import Stop, Tour
from wijk.outreach.queries import places_named
from wijk.ui.forms import OWN_NAMES
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate

ICS = "text/calendar; charset=utf-8"
MOST = 200


@open_page
def stands(request: HttpRequest) -> HttpResponse:
    """The next stops, near an area or everywhere; and those that were, with whom they met."""
    area = _area(request)
    page = paginate(queries.past(area), request, 25)
    told = {
        "coming": shown(list(queries.coming(area)[:40])), "past": shown(page.items), "page": page, "area": area,
        "area_name": _named(area),
    }  # fmt: skip
    return render(request, "helping/stands.html", told)


@open_page
def stands_ics(request: HttpRequest) -> HttpResponse:
    """The stops that come, for a calendar."""
    made = calendar(_("Stops of the stand"), list(queries.coming(_area(request))[:MOST]))
    return HttpResponse(made, content_type=ICS)


@open_page
def tour(request: HttpRequest, key: str) -> HttpResponse:
    """One tour with all its stops."""
    row = _tour(key)
    stops = list(queries.stops_of(row)[:MOST])
    told = {"tour": row, "place": _named(row.place), "stops": shown(stops), "reach": queries.reach(stops)}
    return render(request, "helping/tour.html", told)


@open_page
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """The tour for the wall."""
    row = _tour(key)
    answer = HttpResponse(poster_pdf(row, list(queries.coming().filter(tour=row)[:12])), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="stand-{row.key}.pdf"'
    return answer


def shown(stops: Sequence[Stop]) -> list[dict[str, Any]]:
    """Each stop with its languages in words."""
    return [
        {"row": row, "languages": [(code, OWN_NAMES[code]) for code in row.languages if code in OWN_NAMES]}
        for row in stops
    ]


def _tour(key: str) -> Tour:
    row = queries.tour(key)
    if row is None or not row.active:
        raise Absent("tour")
    return row


def _area(request: HttpRequest) -> str:
    wanted = asked(request, "area")
    return wanted if wanted and _named(wanted) else ""


def _named(place: str) -> str:
    found = places_named({place}).get(place) if place else None
    return found.to() if found is not None else ""
