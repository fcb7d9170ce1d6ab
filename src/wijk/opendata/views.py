"""Pages and files about the open data: what there is, the catalogue for harvesters, and a sign of life."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijk.core.providers import Dataset
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

    title: str
    description: str
    publisher: str
    licence: str
    modified: datetime | None
    files: SafeString


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What data is there, in which forms, and how does a program get it?"""
    q = request.GET.get("q", "").replace("\0", "").strip()[:100]
    listed = [d for d in catalogue.datasets() if _speaks_of(d, q.casefold())]
    page = paginate(listed, request, PER_PAGE)
    levels = {level: str(said) for level, said in LEVELS.items()}
    context = {"page": replace(page, items=[_shown(d, levels) for d in page.items]), "q": q, "site": site(request)}
    return render(request, "opendata/index.html", context)


def _speaks_of(one: Dataset, words: str) -> bool:
    said = " ".join((one.id, *one.title.values(), *one.description.values())).casefold()
    return all(word in said for word in words.split())


def _shown(one: Dataset, levels: Mapping[str, str]) -> Shown:
    return Shown(str(one.title), str(one.description), one.publisher, one.licence, one.modified, _files(one, levels))


def _files(one: Dataset, levels: Mapping[str, str]) -> SafeString:
    """The files of a dataset as links, one line a level; in Python, because a page has hundreds of them."""
    title, lines = escape(str(one.title)), []
    for level, files in groupby(one.distributions, key=lambda pair: pair[1].partition("level=")[2]):
        said = escape(levels.get(level, ""))
        about = f"{title}, {said}" if said else title
        links = (
            f'<a href="/{escape(path)}" aria-label="{about}: {FORMS.get(media, media)}">{FORMS.get(media, media)}</a>'
            for media, path in files
        )
        head = f'<span class="soft">{said}:</span> ' if said else ""
        lines.append(f"<li>{head}{' · '.join(links)}</li>")
    return SafeString(f'<ul class="plain files">{"".join(lines)}</ul>')


def _addresses(request: HttpRequest) -> Callable[[str], str]:
    """Full addresses for hundreds of paths: the site's own part is asked once."""
    home = site(request)
    return lambda path: f"{home}{path}"


@require_safe
def json_ld(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as JSON-LD."""
    return as_json(catalogue.as_json_ld(_addresses(request)), media="application/ld+json")


@require_safe
def turtle(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as Turtle."""
    text = catalogue.as_turtle(_addresses(request))
    return open_to_all(HttpResponse(text, content_type="text/turtle; charset=utf-8"))


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Does the installation answer, with its database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    answer = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer
