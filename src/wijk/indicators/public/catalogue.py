"""Pages: all indicators by theme; the sources with their appraisal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijk.indicators import queries
from wijk.indicators.models import Source
from wijk.ui.open_pages import asked, open_page


@open_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every indicator by theme, with a search."""
    words = asked(request, "q")
    shelves = queries.catalogue(words)
    total = sum(len(shelf.indicators) for shelf in shelves)
    context = {"shelves": shelves, "total": total, "words": words, "place": asked(request, "in")}
    return render(request, "indicators/catalogue.html", context)


@open_page
def sources(request: HttpRequest) -> HttpResponse:
    """Where the figures come from, also what was considered and rejected."""
    by_verdict: dict[str, list[Source]] = {}
    for one in queries.sources():
        by_verdict.setdefault(one.verdict, []).append(one)
    return render(request, "indicators/sources.html", {"by_verdict": by_verdict})


@open_page
def source(request: HttpRequest, code: str) -> HttpResponse:
    """One source: its appraisal, its licence and the indicators that rest on it."""
    found, cards = queries.source(code)
    appraisal = (found.coverage, found.quality, found.level, found.lag, found.rights)
    return render(request, "indicators/source.html", {"source": found, "cards": cards, "appraised": any(appraisal)})
