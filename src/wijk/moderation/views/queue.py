"""The queue of moderators: what waits longest comes first, one takes it, decides with a key or two, and has the next."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer, viewer_of
from wijk.moderation import access, actions, queries
from wijk.moderation.forms import AnswerForm, QueueForm, TakeForm
from wijk.moderation.models import NEEDS, Item
from wijk.moderation.words import NEEDS as NEED_WORDS
from wijk.outreach.queries import places_named
from wijk.ui.forms import OWN_NAMES
from wijk.ui.tables import paginate

FILTERS = ("need", "kind", "age", "area", "process", "language")
#: Days for which something waits already.
AGES = ("1", "3", "7", "30")


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits in one's places, the longest first."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    mine = queries.waiting(access.items_of(viewer))
    there = queries.counted(mine)
    names = places_named(there.areas)
    form = _filters(request, there, names)
    page = paginate(_filtered(mine, request.GET), request, size=50)
    looks = queries.looks_of(page.items)
    rows = [(row, looks.get(row.subject), names.get(row.area), row.claimed_by_other(viewer.key)) for row in page.items]
    told: dict[str, Any] = {
        "page": page, "rows": rows, "form": form, "total": there.total, "keeps": viewer.may(access.KEEP_REASON),
        "filters": {name: value for name in FILTERS if (value := request.GET.get(name, ""))},
    }  # fmt: skip
    told["asked"] = urlencode(told["filters"])
    return render(request, "moderation/queue.html", told)


def _filters(request: HttpRequest, there: queries.There, names: Mapping[str, Text]) -> QueueForm:
    """The choices that lead to something."""
    kinds, processes = queries.kind_names(), queries.process_names(there.processes)
    choices: dict[str, list[tuple[str, Any]]] = {
        "need": [(need, f"{NEED_WORDS[need]} ({there.needs.get(need, 0)})") for need in NEEDS],
        "kind": _named((kind, kinds.get(kind, kind)) for kind in there.kinds),
        "age": [(days, ngettext("{n} day", "{n} days", int(days)).format(n=days)) for days in AGES],
        "area": _named((ref, names[ref].to() if ref in names else ref) for ref in there.areas),
        "process": _named((key, processes.get(key, key)) for key in there.processes),
        "language": [(code, OWN_NAMES.get(code, code)) for code in sorted(there.languages)],
    }
    return QueueForm(initial={name: request.GET.get(name, "") for name in FILTERS}, choices=choices)


def _named(choices: Iterable[tuple[str, str]]) -> list[tuple[str, Any]]:
    return sorted(choices, key=lambda one: one[1].casefold())


def _filtered(rows: "QuerySet[Item]", asked: QueryDict) -> "QuerySet[Item]":
    """Those that the filters keep; nonsense keeps everything or nothing, never fails."""
    for name in FILTERS:
        wanted = asked.get(name, "")
        if name == "age" and wanted:
            rows = rows.filter(since__lt=clock.now() - timedelta(days=int(wanted))) if wanted in AGES else rows
        elif wanted and len(wanted) <= 80 and "\0" not in wanted:
            rows = rows.filter(**{name: wanted})
    return rows


@never_cache
@require_GET
def item(request: HttpRequest, key: str) -> HttpResponse:
    """One item with its signs, reports and history, and what one can decide."""
    viewer = viewer_of(request)
    return _page(request, viewer, access.open_item(viewer, key))


def _page(
    request: HttpRequest, viewer: Viewer, found: Item, form: TakeForm | None = None, status: int = 200
) -> HttpResponse:
    kept = {name: request.POST.get(name, "") or request.GET.get(name, "") for name in FILTERS}
    filters = QueryDict(mutable=True)
    filters.update({name: value for name, value in kept.items() if value})
    earlier, later = queries.beside(_filtered(queries.waiting(access.items_of(viewer)), filters), found)
    told = {
        "earlier": earlier, "later": later, "asked": filters.urlencode(),
        "item": found, "look": queries.look_of(found), "verdicts": queries.history(found), "reports": queries.reports_of(found),
        "appeal": queries.open_appeal(found), "take": form or TakeForm(reasons=queries.reasons()), "answer": AnswerForm(auto_id="answer_%s"),
        "taken": found.claimed_by_other(viewer.key), "own_part": _own_part(viewer, found), "place": places_named([found.area]).get(found.area),
        "filters": kept,
    }  # fmt: skip
    return render(request, "moderation/item.html", told, status=status)


def _own_part(viewer: Viewer, found: Item) -> bool:
    """Must somebody else decide what is asked now?"""
    if found.need == "removal":
        return found.proposed_by == viewer.key
    return found.need == "appeal" and viewer.key in queries.deciders(found)


@require_POST
def following(request: HttpRequest) -> HttpResponse:
    """Take the first that is free, and go there."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    return _next(request, viewer)


@require_POST
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """Take this one, or give it back."""
    viewer = viewer_of(request)
    found = access.open_item(viewer, key)
    if request.POST.get("back"):
        actions.release(viewer, item=found)
        return redirect(_with_filters(reverse("moderation:queue"), request))
    try:
        actions.claim(viewer, item=found)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect(_with_filters(reverse("moderation:queue"), request))
    return _to(found.key, request)


@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Decide, and go on with the next."""
    viewer = viewer_of(request)
    found = access.open_item(viewer, key)
    choice, told = request.POST.get("do", ""), request.POST
    seen = (
        int(told["seen"])
        if told.get("seen", "").isascii() and told.get("seen", "").isdigit() and len(told["seen"]) < 10
        else -1
    )
    form = TakeForm(told, reasons=queries.reasons()) if choice in ("hide", "propose") else None
    if form is not None and not form.is_valid():
        return _page(request, viewer, found, form, status=422)
    more = {"words": told.get("words", "")[:20_000]} if choice != "show" else {}
    more |= {"reason": form.cleaned_data["reason"]} if form is not None else {}
    verb = _VERBS.get(choice)
    if verb is None:
        raise Absent("choice")
    try:
        verb(viewer, item=found, seen=seen, **more)
    except Refused as fault:
        return _refused(request, viewer, found, fault, form)
    messages.success(request, _("Decided: {what}.").format(what=_DONE[choice]()))
    return _next(request, viewer)


_VERBS: dict[str, Callable[..., Any]] = {
    "show": actions.show, "hide": actions.hide, "propose": actions.propose_removal, "remove": actions.remove,
    "keep": actions.refuse_removal, "grant": actions.grant_appeal, "dismiss": actions.dismiss_appeal,
}  # fmt: skip
_DONE: dict[str, Callable[[], str]] = {
    "show": lambda: _("it is shown"), "hide": lambda: _("it is hidden"), "remove": lambda: _("it is removed"),
    "propose": lambda: _("it is hidden, and a second person is asked"), "keep": lambda: _("it stays hidden"),
    "grant": lambda: _("it is shown again"), "dismiss": lambda: _("it stays as it was"),
}  # fmt: skip


def _refused(request: HttpRequest, viewer: Viewer, found: Item, fault: Refused, form: TakeForm | None) -> HttpResponse:
    """Say what is wrong: on the page as it is now, with what was typed."""
    if isinstance(fault, Absent) or fault.code == "not-allowed":
        raise fault
    if fault.code == "gone":
        actions.leave(Subject.parse(found.subject))
        messages.info(request, str(fault))
        return _next(request, viewer)
    messages.error(request, str(fault))
    found = access.open_item(viewer, found.key)
    return _page(request, viewer, found, form, status=409 if fault.code in ("decided-meanwhile", "claimed") else 422)


def _next(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take the next that is free and that this moderator may answer."""
    rows = _filtered(queries.waiting(access.items_of(viewer)), request.POST)
    for row in queries.free_for(rows, viewer.key):
        try:
            actions.claim(viewer, item=row)
        except Refused:  # a colleague took it in the same moment
            continue
        return _to(row.key, request)
    messages.info(request, _("Nothing more waits for you here."))
    return redirect(_with_filters(reverse("moderation:queue"), request))


def _to(key: str, request: HttpRequest) -> HttpResponse:
    return redirect(_with_filters(reverse("moderation:item", args=[key]), request) + "#said")


def _with_filters(path: str, request: HttpRequest) -> str:
    kept = {name: value[:80] for name in FILTERS if (value := request.POST.get(name, ""))}
    return f"{path}?{urlencode(kept)}" if kept else path
