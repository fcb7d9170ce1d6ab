"""The archive of newsletters: everybody's, on the screen and on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from wijk.accounts.queries import area_known
from wijk.core.viewer import viewer_of
from wijk.outreach import access, exporters, queries
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate


@open_page
def archive(request: HttpRequest) -> HttpResponse:
    """Every newsletter that went out, the newest first."""
    return _listed(request, None)


@open_page
def archive_of(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Those of one area."""
    place = f"{level}/{code}"
    if not area_known(place):
        raise Http404
    return _listed(request, place)


@open_page
def newsletter(request: HttpRequest, key: str) -> HttpResponse:
    """One newsletter; a draft is seen by who works on it, as it will look."""
    letter = access.read_newsletter(viewer_of(request), key)
    groups = queries.grouped(letter.pieces.all())
    place = queries.place_text(letter.place)
    told = {"letter": letter, "groups": groups, "place": place, "lines": letter.introduction.to().splitlines()}
    tag = "" if letter.place.startswith("perimeter/") else f"area:{letter.place}"  # one follows areas, not perimeters
    return render(request, "outreach/newsletter.html", told | {"tag": tag})


@open_page
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """The same on A4; `?large=1` in large type."""
    letter = access.read_newsletter(viewer_of(request), key)
    made = exporters.newsletter_pdf(letter, language=get_language() or "nl", large=asked(request, "large") == "1")
    answer = HttpResponse(made, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{letter.key}.pdf"'
    return answer


def _listed(request: HttpRequest, area: str | None) -> HttpResponse:
    page = paginate(queries.newsletters_at(area), request)
    names = queries.places_named({letter.place for letter in page.items} | ({area} if area else set()))
    rows = [(letter, names[letter.place]) for letter in page.items]
    here = names[area] if area else None
    return render(request, "outreach/newsletters.html", {"page": page, "rows": rows, "here": here, "area": area})
