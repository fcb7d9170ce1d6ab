"""The page of one contribution: what, where, its pictures, how far it is, what others say to it, and what one can do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijk.accounts.access import open_self
from wijk.contributions import access, actions
from wijk.contributions.models import Contribution, Picture
from wijk.contributions.queries import spots
from wijk.contributions.queries import voice as voices
from wijk.contributions.words import CHANNEL_WORDS, SECTION_LOOKS, SECTION_WORDS, STATE_LOOKS, STATE_WORDS, STEP_WORDS
from wijk.core import documents
from wijk.core.errors import Absent
from wijk.core.providers import Card, providers
from wijk.core.site import absolute
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer, viewer_of
from wijk.moderation.queries import removed
from wijk.ui import beside
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate


@open_page
def voice(request: HttpRequest, key: str) -> HttpResponse:
    """One contribution. What was taken away leaves its place and the reason, and answers as gone."""
    viewer = viewer_of(request)
    row = access.open_contribution(viewer, key)
    subject = Subject("contributions.contribution", row.key)
    if row.visibility in ("removed", "hidden", "withdrawn") and not access.is_author(viewer, row):
        why = removed(subject) if row.visibility != "withdrawn" else None
        return render(request, "contributions/gone.html", {"row": row, "why": why}, status=410)
    page = asked(request, "page")
    told = {
        **head(row), "pictures": voices.pictures(row), "moments": _moments(row, viewer), "threads": _threads(row, page),
        "blocks": beside.blocks(subject, viewer, request), "mine": access.is_author(viewer, row),
        "supported": bool(viewer.key) and actions.supported(viewer, row), "tag": f"subject:{subject}", "about": str(subject),
        "share": absolute(reverse("contributions:voice", args=[row.key])), "became": card(row.became, viewer),
        "concerns": card(row.about, viewer), "wordings": list(row.wordings.all()) if row.revision > 1 else [],
    }  # fmt: skip
    return render(request, "contributions/voice.html", told)


def head(row: Contribution) -> dict[str, Any]:
    """What stands at the top of every page about it."""
    ground = row.area if row.area.startswith("neighbourhood/") else ""
    level, _slash, code = ground.partition("/")
    return {
        "row": row, "state": STATE_WORDS[row.state], "look": STATE_LOOKS[row.state], "channel": CHANNEL_WORDS[row.channel],
        "area_name": spots.name_of(row.area), "street": voices.street_name(row.street), "extras": _extras(row),
        "ground": reverse("portal:streetmap", args=[level, code]) if ground else "",
        "area_url": reverse("portal:area", args=row.area.split("/", 1)) if "/" in row.area and not row.area.startswith("perimeter/") else "",
    }  # fmt: skip


def card(about: str, viewer: Viewer) -> Card | None:
    """How a subject looks, by whichever room knows it."""
    if not about:
        return None
    subject = Subject.parse(about)
    for describer in providers("describes"):
        if subject.kind in describer.kinds:
            found: Card | None = describer.card(subject, viewer)
            return found
    return None


def _threads(row: Contribution, page: str) -> dict[str, Any]:
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 5 else 1
    found = voices.threads(row, max(1, number))
    sections = [
        {"code": code, "title": SECTION_WORDS[code], "look": SECTION_LOOKS[code], "said": said}
        for code, said in found.sections.items()
        if said
    ]
    return {"sections": sections, "next": number + 1 if found.more else 0}


def _moments(row: Contribution, viewer: Viewer) -> list[dict[str, Any]]:
    """Its history as moments of a timeline."""
    found = [{"when": _day(row.given_at), "title": _("It was said"), "text": "", "url": "", "state": "done"}]
    for step in voices.steps(row):
        became = card(step.became, viewer)
        found.append(
            {
                "when": _day(step.at), "title": str(STEP_WORDS.get(step.what, step.what)), "text": became.title if became else "",
                "url": became.url if became else "", "state": "done",
            }
        )  # fmt: skip
    found[-1]["state"] = "now"
    return found


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def _extras(row: Contribution) -> Sequence[tuple[str, str]]:
    """The kind's own questions and what was answered."""
    return [
        (Text(field.get("label")).to(), _answer(field, row.extra[field["code"]]))
        for field in row.kind.fields
        if row.extra.get(field["code"])
    ]


def _answer(field: dict[str, Any], value: str) -> str:
    if field.get("kind") == "tick":
        return _("yes")
    options = {str(option["code"]): Text(option.get("label")).to() for option in field.get("options", ())}
    return options.get(value, value)


@open_page
def point(request: HttpRequest, key: str) -> HttpResponse:
    """Where it is, for the street map."""
    row = access.open_contribution(viewer_of(request), key)
    if not row.is_shown or row.lon is None:
        raise Absent("contribution")
    told = {"name": row.title, "href": reverse("contributions:voice", args=[row.key])}
    feature = {"type": "Feature", "properties": told, "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]}}
    return JsonResponse({"type": "FeatureCollection", "features": [feature]}, content_type="application/geo+json")


@open_page
def picture(request: HttpRequest, key: str, number: int, size: str) -> HttpResponse:
    """A photograph, large or small. It was made anew when it came, so that it can be shown."""
    row = access.open_contribution(viewer_of(request), key)
    found = Picture.objects.filter(contribution=row, pk=number).first()
    if found is None or not access.may_look(viewer_of(request), row):
        raise Absent("picture")
    answer = HttpResponse(
        documents.content(found.thumb if size == "small" else found.hash), content_type=found.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I said."""
    page = paginate(voices.mine(open_self(viewer_of(request))), request, 50)
    rows = [{"row": row, "state": STATE_WORDS[row.state], "look": STATE_LOOKS[row.state]} for row in page.items]
    return render(request, "contributions/mine.html", {"page": page, "rows": rows})
