"""The public pages of the trail: what was done, and how anybody checks it."""

import json
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.verbs import all_verbs
from wijk.core.viewer import Viewer, viewer_of
from wijk.trail import compute, exporters, queries
from wijk.trail.models import Entry
from wijk.trail.sentences import label, sentence
from wijk.ui.tables import query_with

#: Indexes beyond this are not asked of the database.
FAR = 2**62


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was done, newest first, narrowed by verb, area and kind of subject."""
    asked = {name: _words(request, name) for name in ("verb", "area", "kind", "subject")}
    wanted = queries.Wanted(**asked)
    page = queries.entries(wanted, before=_whole(request, "before"), after=_whole(request, "after"))
    rows = [(entry, sentence(entry)) for entry in page.entries]
    told = {
        "rows": rows,
        "asked": asked,
        "verbs": sorted(((label(verb), name) for name, verb in all_verbs().items()), key=lambda pair: pair[0].lower()),
        "size": queries.size(),
        "latest": queries.latest_checkpoint(),
        "older": query_with(request, before=str(page.older), after=None) if page.older is not None else "",
        "newer": query_with(request, after=str(page.newer), before=None) if page.newer is not None else "",
    }
    return render(request, "trail/index.html", told)


def _words(request: HttpRequest, name: str) -> str:
    """What was asked, without the zero characters that PostgreSQL refuses."""
    return request.GET.get(name, "").replace("\x00", "")[:200]


def _whole(request: HttpRequest, name: str) -> int | None:
    words = request.GET.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else None


@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry with its proof."""
    found = _entry(index)
    proof = compute.evidence(found)
    told = {
        "entry": found,
        "sentence": sentence(found),
        "card": _card(Subject(found.kind, found.subject), viewer_of(request)),
        "data": json.dumps(found.data, ensure_ascii=False, indent=2) if found.data else "",
        "proof": proof,
        "path": [step.hex() for step in proof.path],
        "root": proof.note.note.root.hex(),
    }
    return render(request, "trail/entry.html", told)


@require_safe
def bundle(request: HttpRequest, index: int) -> HttpResponse:
    """The evidence bundle of one entry, for the offline checker."""
    found = _entry(index)
    return _file(exporters.bundle(compute.evidence(found)), "application/json", f"wijk-trail-{index}.json")


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest checkpoint, as plain text to keep."""
    latest = queries.latest_checkpoint()
    if latest is None:
        raise Http404
    return HttpResponse(latest.note, content_type="text/plain; charset=utf-8")


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    """The offline checker: one Python file that needs nothing else."""
    return _file(Path(exporters.checker()).read_text("utf-8"), "text/x-python; charset=utf-8", "check_bundle.py")


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key, as plain text to keep."""
    return HttpResponse(f"{compute.public_key().hex()}\n", content_type="text/plain; charset=utf-8")


def _entry(index: int) -> Entry:
    found = queries.entry(index) if index < FAR else None
    if found is None:
        raise Http404
    return found


def _file(words: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(words, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _card(subject: Subject, viewer: Viewer) -> Card | None:
    """How the room of the subject shows it, when it does and this viewer may see it."""
    knowing: list[Any] = [room for room in providers("describes") if subject.kind in room.kinds]
    cards = (room.card(subject, viewer) for room in knowing)
    return next((card for card in cards if card), None)
