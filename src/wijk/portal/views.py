"""Pages: the front door, finding, and where somebody stands."""

import math
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wijk.core.providers import Card, providers
from wijk.indicators import queries
from wijk.portal.front import front
from wijk.portal.words import kind_of
from wijk.territory.queries import Hit, at, find
from wijk.ui.open_pages import asked, open_page

#: So many things of one room stand among what was found.
MOST_OF_A_KIND = 5


@open_page
def home(request: HttpRequest) -> HttpResponse:
    """Find your neighbourhood: by a word, by where you stand, on the map, in the list."""
    return render(request, "portal/home.html", front(request))


@open_page
def search(request: HttpRequest) -> HttpResponse:
    """What a reader may mean by what they typed; the one exact hit opens at once."""
    words = asked(request, "q")
    hits = find(words, get_language() or "", limit=20)
    if (one := _the_one(words, hits)) and "stay" not in request.GET:
        return redirect(_href(one))
    context = {
        "words": words,
        "searched": words,
        "hits": [_told(h) for h in hits],
        "things": _things(words),
        "too_short": 0 < len(words) < 2,
    }
    return render(request, "portal/find.html", context)


@open_page
def suggest(request: HttpRequest) -> HttpResponse:
    """A few hits as a fragment, for a page that asks while somebody types."""
    hits = find(asked(request, "q"), get_language() or "", limit=6)
    return render(request, "portal/suggest.html", {"hits": [_told(h) for h in hits]})


def _things(words: str) -> list[Card]:
    """What the rooms find among their public things: processes, organs, meetings, organisations, documents."""
    if len(words) < 2:
        return []
    return [card for provider in providers("finds") for card in provider.found(words, MOST_OF_A_KIND)]


def _the_one(words: str, hits: list[Hit]) -> Hit | None:
    """The only area, street or place whose name is exactly this."""
    exact = [h for h in hits if h.label.casefold() == words.casefold() or h.code.casefold() == words.casefold()]
    areas = [h for h in exact if h.kind in queries.LEVELS]
    chosen = areas if len(areas) == 1 else exact
    return chosen[0] if len(chosen) == 1 else None


def _href(hit: Hit) -> str:
    return reverse("portal:area", args=[hit.level, hit.code])


def _told(hit: Hit) -> dict[str, Any]:
    """A hit with what it is, where it is and the way there."""
    match hit.kind:
        case "street":
            kind = _("street")
        case "place":
            kind = _("place")
        case _:
            kind = kind_of(hit.kind, "")
    own = str(hit.name) if hit.kind not in queries.LEVELS else str(hit.area_name)
    also = hit.label if hit.label.casefold() != own.casefold() else ""
    where = str(hit.area_name) if hit.kind not in queries.LEVELS else ""
    return {"name": own, "also": also, "kind": kind, "where": where, "href": _href(hit), "code": hit.code}


@never_cache
@csrf_exempt  # changes nothing and knows nobody: so the front page needs no token and may be kept by anybody on the way
@require_POST
def where(request: HttpRequest) -> HttpResponse:
    """To the neighbourhood of a point. The point comes in the body, is kept nowhere and stands in no address."""
    lon, lat = _degree(request.POST.get("lon", ""), 180), _degree(request.POST.get("lat", ""), 90)
    found = at(lon, lat) if lon is not None and lat is not None else None
    if found is not None:
        return HttpResponseRedirect(reverse("portal:area", args=["neighbourhood", found.code]))
    outside = lon is not None and lat is not None
    return render(request, "portal/outside.html", {"outside": outside}, status=200 if outside else 400)


def _degree(text: str, most: float) -> float | None:
    """A longitude or latitude; None for anything else."""
    try:
        value = float(text) if len(text) < 40 else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None
