"""Pages and files about the open data: what there is, the catalogue for harvesters, and a sign of life."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wijk.core.providers import Dataset
from wijk.core.text import Text
from wijk.opendata import catalogue
from wijk.opendata.answers import as_json, open_to_all, site
from wijk.ui.tables import paginate

FORMS = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/geo+json": "GeoJSON",
    "application/vnd.apache.parquet": "Parquet",
}
PER_PAGE = 20
LEVELS = {
    "sector": _("statistical sectors"),
    "neighbourhood": _("neighbourhoods"),
    "municipality": _("municipalities"),
    "region": _("region"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A dataset as the page shows it: its files by level."""

    title: Text
    description: Text
    publisher: str
    licence: str
    modified: datetime | None
    levels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def index(request: HttpRequest) -> HttpResponse:
    """What data is there, in which forms, and how does a program get it?"""
    q = request.GET.get("q", "").replace("\0", "").strip()[:100]
    listed = [d for d in catalogue.datasets() if _speaks_of(d, q.casefold())]
    page = paginate(listed, request, PER_PAGE)
    context = {"page": replace(page, items=[_shown(d) for d in page.items]), "q": q, "site": site(request)}
    return render(request, "opendata/index.html", context)


def _speaks_of(one: Dataset, words: str) -> bool:
    said = " ".join((one.id, *one.title.values(), *one.description.values())).casefold()
    return all(word in said for word in words.split())


def _shown(one: Dataset) -> Shown:
    by_level: dict[str, list[tuple[str, str]]] = {}
    for media, path in one.distributions:
        level = path.partition("level=")[2]
        by_level.setdefault(str(LEVELS[level]) if level in LEVELS else "", []).append(
            (FORMS.get(media, media), f"/{path}")
        )
    levels = tuple((level, tuple(forms)) for level, forms in by_level.items())
    return Shown(one.title, one.description, one.publisher, one.licence, one.modified, levels)


def json_ld(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as JSON-LD."""
    return as_json(catalogue.as_json_ld(lambda path: site(request, path)), media="application/ld+json")


def turtle(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as Turtle."""
    text = catalogue.as_turtle(lambda path: site(request, path))
    return open_to_all(HttpResponse(text, content_type="text/turtle; charset=utf-8"))


def health(request: HttpRequest) -> HttpResponse:
    """Does the installation answer, with its database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    answer = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer
