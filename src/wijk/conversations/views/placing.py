"""Where do actors place the points? A table of all, the story of one, a page to place them by keyboard, a sheet to do it on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.conversations import access, actions, queries, telling
from wijk.conversations.compute import actors
from wijk.conversations.models import Conversation, Point
from wijk.conversations.placing_form import BASIN_CHOICES, PlacingForm
from wijk.conversations.queries import Report
from wijk.conversations.queries.reports import DIVERGE
from wijk.conversations.views import hands
from wijk.conversations.views.cards import page_language
from wijk.core.errors import Absent, Refused
from wijk.core.site import absolute
from wijk.core.text import Text
from wijk.core.viewer import Viewer, viewer_of
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import MEDIA_TYPE, square_code
from wijk.ui.paper import sheet as on_paper
from wijk.ui.tables import paginate

#: Points on one page of the form, and on a sheet.
AT_ONCE, ON_PAPER = 12, 24
PAPER = Path(__file__).resolve().parent.parent / "paper" / "placing.typ"


@dataclass(frozen=True, slots=True)
class Shown:
    """One point: its words, where the votes place it, where the positions of actors do, and each actor's own word."""

    point: Point
    text: Text
    votes: str
    actors: str
    words: Sequence[queries.Placed]
    held: bool = False  #: where the votes place it is not told to this reader yet


@never_cache
@require_safe
def placing(request: HttpRequest, key: str) -> HttpResponse:
    """Every point on which an actor said something: what the votes say, what they say, and why."""
    viewer = viewer_of(request)
    row = access.open_conversation(viewer, key)
    page = paginate(_shown(row, _readable(request, row)), request, size=20)
    keeps = access.may(viewer, access.PLACE, row)
    may = keeps or bool(viewer.key and access.speaks_as(viewer))
    told = {"talk": row, "page": page, "may": may, "keeps": keeps, "names": telling.NAMES, "passing": not viewer.key}
    return render(request, "conversations/placing.html", told)


@open_page
def point(request: HttpRequest, key: str, point: str) -> HttpResponse:
    """One point and every word on it, also those that were moved since."""
    row = access.open_conversation(viewer_of(request), key)
    found = row.points.select_related("statement").filter(key=point).first()
    if found is None or not _may_show(found):
        raise Absent("point")
    return render(request, "conversations/point.html", {"talk": row, "point": found, "words": queries.history(found)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, key: str) -> HttpResponseBase:
    """Place points for an actor: by keyboard, a choice and a reason for each."""
    viewer = viewer_of(request)
    row = access.open_placing(viewer, key)
    wanted = asked(request, "statement")
    page = paginate(queries.to_place(row, _readable(request, row), wanted), request, size=AT_ONCE)
    form = PlacingForm(
        request.POST or None, rows=page.items, actors=_actors(viewer, row), group=access.may(viewer, access.PLACE, row),
        language=page_language(),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.place_points(
                viewer, key=key, who=form.cleaned_data["who"], label=form.cleaned_data["label"], words=form.words()
            )
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Placed.") if made else _("That is how it stood already."))
            return redirect("conversations:placing", key=key)
    told = {"talk": row, "form": form, "page": page, "one": bool(wanted), "basins": BASIN_CHOICES[1:]}
    return render(request, "conversations/place.html", told, status=400 if form.errors else 200)


@open_page
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """A sheet to place points on at a table, with pen and paper."""
    row = access.open_conversation(viewer_of(request), key)
    address = absolute(reverse("conversations:placing", args=[row.key]))
    rows = queries.to_place(row, access.readable_report(row))[:ON_PAPER]
    told: dict[str, Any] = {
        "title": telling.borne(row.title.to(), row.key), "points": [telling.borne(one.text.to(), one.code[1:]) for one in rows], "address": address,
        "code": square_code(address), "code_alt": address,
        "words": {
            "who": _("For whom we speak"), "lead": _("Put a cross for each point. Say why, in a few words."), "point": _("Point"),
            "basins": [str(name) for _value, name in BASIN_CHOICES[1:]], "why": _("Why"),
            "third": str(telling.MEANINGS[DIVERGE]),
            "after": _("Your host types it in, or you do so yourself at this address."),
        },
    }  # fmt: skip
    answer = HttpResponse(on_paper(PAPER, told, strict=False), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="placing-{row.key}.pdf"'
    return answer


def _readable(request: HttpRequest, row: Conversation) -> Report | None:
    """The report, as far as this visitor may know it."""
    return access.readable_report(row, hands.mark_for_totals(request, row))


def _shown(row: Conversation, report: Report | None) -> list[Shown]:
    reckoned = {line.number: line.basin for line in report.lines} if report else {}
    words: dict[str, list[queries.Placed]] = {}
    stances: dict[str, dict[str, int]] = {}
    for one in queries.placed(row):
        words.setdefault(one.point.key, []).append(one)
        if one.row.stance is not None:
            stances.setdefault(one.row.who, {})[one.point.key] = one.row.stance
    points = [point for point in queries.points(row) if point.key in words and _may_show(point)]
    lies = actors.lie(stances, [point.key for point in points])
    return [
        Shown(
            point, point.statement.text if point.statement else point.title,
            reckoned.get(point.statement.number, "") if point.statement else "",
            lies[point.key].basin if point.key in lies else "", words[point.key],
            held=bool(report and point.statement and not report.tells(point.statement.number)),
        )
        for point in points
    ]  # fmt: skip


def _may_show(point: Point) -> bool:
    return point.statement is None or point.statement.visibility == "shown"


def _actors(viewer: Viewer, row: Conversation) -> list[tuple[str, str]]:
    """For whom this viewer may speak; who keeps the conversation also writes down what others said at a table."""
    own = access.speaks_as(viewer)
    if not access.may(viewer, access.PLACE, row):
        return own
    others = [(subject, title.to()) for subject, title in queries.actors_at(row)]
    return list(dict.fromkeys([*own, *others]))
