"""What everybody reads: which processes there are, one of them, its framework in each version, and what was promised and done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.actors.queries import area_labels
from wijk.core.errors import Absent
from wijk.core.themes import theme_labels, theme_options
from wijk.core.viewer import viewer_of
from wijk.processes import access, board, exporters, framed, places, queries
from wijk.processes.models import Process
from wijk.processes.words import DONE_LOOKS, DONE_WORDS, PROMISE_WORDS, STATE_LOOKS, STATE_WORDS
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate, query_with


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """Every public process as a card: running, coming and done, of a neighbourhood, of a theme."""
    chosen = {name: asked(request, name) for name in ("area", "theme", "when")}
    page = paginate(queries.listed(**chosen), request, 24)
    labels = area_labels({row.place for row in page.items})
    told = {
        "page": page,
        "cards": [_card(row, str(labels.get(row.place, ""))) for row in page.items],
        "chosen": chosen,
        "areas": places.areas(),
        "themes": theme_options(),
        "whens": [("", _("All"), query_with(request, when=None, page=None)), *_whens(request)],
        "writes": access.keeps_some(viewer_of(request)),
    }
    return render(request, "processes/index.html", told)


def _whens(request: HttpRequest) -> list[tuple[str, str, str]]:
    words = {"now": _("Running"), "coming": _("Coming"), "done": _("Done")}
    return [(code, word, query_with(request, when=code, page=None)) for code, word in words.items()]


def _card(row: Process, place: str) -> dict[str, Any]:
    phases = list(row.phases.all())
    now = next((p for p in phases if p.state == "open"), None)
    coming = next((p for p in phases if p.state == "planned"), None)
    return {
        "row": row,
        "place": place,
        "now": now,
        "coming": coming if row.state in ("announced", "running") else None,
        "state": STATE_WORDS[row.state],
        "look": STATE_LOOKS[row.state],
        "period": board.days(row.starts, row.ends),
        "themes": theme_labels(row.themes),
    }


@open_page
def process(request: HttpRequest, key: str) -> HttpResponse:
    """One process: where it is, where we are now, what one can do today, what is fixed and what is open."""
    viewer = viewer_of(request)
    row = access.open_process(viewer, key)
    place = places.where(row.place)
    told = {
        **board.told(row),
        **head(row, place),
        "keeps": bool(viewer.key) and access.may(viewer, "processes.write_framework", row),
        "period": board.days(row.starts, row.ends),
        "themes": theme_labels(row.themes),
        "tag": f"subject:processes.process:{row.key}",
    }
    return render(request, "processes/process.html", told)


def head(row: Process, place: places.Where) -> dict[str, Any]:
    """What stands at the top of every page of a process."""
    return {
        "process": row,
        "where": place,
        "where_url": reverse("portal:area", args=place.url_parts) if place.url_parts else "",
        "state": STATE_WORDS[row.state],
        "look": STATE_LOOKS[row.state],
    }


@open_page
def framework(request: HttpRequest, key: str, number: int = 0) -> HttpResponse:
    """The framework in one version; without a number the one in force."""
    row = access.open_process(viewer_of(request), key)
    listed = list(queries.versions(row))
    if not listed:
        raise Absent("framework")
    version = queries.version(row, number or listed[0].number or 0)
    content = queries.content_of(version)
    told = {
        **head(row, places.where(row.place)),
        **framed.told(content),
        "version": version,
        "versions": listed,
        "latest": listed[0],
    }
    return render(request, "processes/framework.html", told)


@open_page
def framework_paper(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One version as PDF."""
    row = access.open_process(viewer_of(request), key)
    version = queries.version(row, number)
    answer = HttpResponse(exporters.framework_pdf(row, version), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{row.key}-{number}.pdf"'
    return answer


@open_page
def changes(request: HttpRequest, key: str) -> HttpResponse:
    """What changed between two versions, section by section; without a choice, the last two."""
    row = access.open_process(viewer_of(request), key)
    listed = list(queries.versions(row))
    numbers = [version.number for version in listed if version.number]
    if len(numbers) < 2:
        raise Absent("changes")
    old, new = _picked(asked(request, "old"), numbers[1], numbers), _picked(asked(request, "new"), numbers[0], numbers)
    before, after = queries.version(row, old), queries.version(row, new)
    told = {
        **head(row, places.where(row.place)),
        "old": before,
        "new": after,
        "numbers": sorted(numbers),
        "changes": queries.changes(queries.content_of(before), queries.content_of(after)),
    }
    return render(request, "processes/changes.html", told)


def _picked(told: str, otherwise: int, numbers: list[int]) -> int:
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
    return number if number in numbers else otherwise


@open_page
def promised(request: HttpRequest, key: str) -> HttpResponse:
    """What was promised beside what was done, what came of it, and what was learnt."""
    row = access.open_process(viewer_of(request), key)
    sides = queries.sides(row)
    rows = [
        {
            "phase": side.phase,
            "period": board.days(side.phase.start, side.phase.end),
            "promises": [
                {"row": p, "kind": PROMISE_WORDS[p.kind], "state": DONE_WORDS[p.state], "look": DONE_LOOKS[p.state]}
                for p in side.promises
            ],
        }
        for side in sides
    ]
    told = {
        **head(row, places.where(row.place)),
        "rows": rows,
        "kept": sum(side.kept for side in sides),
        "total": sum(len(side.promises) for side in sides),
    }
    return render(request, "processes/promised.html", told)
