"""The desk: what waits for an answer, by its promised day; one question with all that one can do with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.answers import access, actions, block, queries
from wijk.answers.forms import AnswerForm, ForwardForm, MergeForm, QueueForm
from wijk.answers.models import ANSWERED, OPEN, Merge, Request, Service
from wijk.answers.wording import OUTCOME_LOOKS, OUTCOME_WORDS
from wijk.contributions.models import Category
from wijk.contributions.queries import near
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Viewer, viewer_of
from wijk.organs.queries import organs_at
from wijk.outreach.queries import places_named
from wijk.processes.models import Process
from wijk.ui.open_pages import asked
from wijk.ui.tables import paginate

FILTERS = ("show", "service", "category")
#: Under which box the sentence of a refusal stands.
BOXES = {
    "no-outcome": "outcome", "no-reason": "reason", "no-text": "text", "only-ready-words": "text", "no-follows": "follows", "no-by": "by",
    "past": "by_when", "no-service": "to", "same-service": "to", "no-other": "into",
}  # fmt: skip


@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, what was answered."""
    viewer = viewer_of(request)
    mine = access.enter_desk(viewer)
    form = QueueForm(request.GET, services=queries.services(), categories=list(Category.objects.all()))
    picked = {name: asked(request, name) for name in FILTERS}
    rows = queries.sorted_out(mine, **picked).select_related("contribution__kind", "contribution__category", "service")
    page = paginate(rows, request, 50)
    names = places_named({row.area for row in page.items})
    shown = [
        {
            "row": row,
            "late": queries.is_late(row),
            "place": names[row.area],
            "outcome": OUTCOME_WORDS.get(row.outcome, ""),
            "look": OUTCOME_LOOKS.get(row.outcome, ""),
        }
        for row in page.items
    ]
    told = {
        "page": page, "rows": shown, "form": form, "waiting": queries.counted(mine), "keeps": viewer.may(access.KEEP_SERVICE),
        "phrases": viewer.may(access.KEEP_PHRASE),
    }  # fmt: skip
    return render(request, "answers/desk.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One question: answer it, pass it on, take it together with another, or apart again."""
    viewer = viewer_of(request)
    row = access.open_request(viewer, key)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, row, do)
    if do in _DO:
        try:
            done = _DO[do](viewer, row, forms, request)
        except Refused as fault:
            row = access.open_request(viewer, key)
            if do in forms and (row.state == OPEN or (row.state == ANSWERED and do != "forward")):
                box = BOXES.get(fault.code, "")
                forms[do].add_error(box if box in forms[do].fields else None, str(fault))
            else:  # its form is no longer on the page
                messages.error(request, str(fault))
        else:
            if done:
                messages.success(request, done)
                return redirect("answers:request", key=key)
    return render(request, "answers/request.html", _told(viewer, row, forms))


def _forms(request: HttpRequest, row: Request, do: str) -> dict[str, Any]:
    sent = {name: request.POST if do == name else None for name in ("answer", "forward", "merge")}
    language = row.contribution.language if row.contribution.language in LANGUAGES else get_language()
    start = {
        "version": row.version,
        "language": language,
        "text": _ready(row, asked(request, "words"), language or "nl"),
    }
    seen, known = {"version": row.version}, queries.services()
    return {
        "answer": AnswerForm(sent["answer"], initial=start, reasons=list(queries.reasons()), by=_doers(row, known)),
        "forward": ForwardForm(sent["forward"], initial=seen, services=[s for s in known if s.pk != row.service_id], auto_id="forward_%s"),
        "merge": MergeForm(sent["merge"], initial=seen, auto_id="merge_%s"),
    }  # fmt: skip


def _ready(row: Request, code: str, language: str) -> str:
    return (
        next((words.words.to(language) for words in queries.phrases(row.service) if words.code == code), "")
        if code
        else ""
    )


def _doers(row: Request, known: list[Service]) -> list[tuple[Any, Any]]:
    """Who can do what follows: a service, an organ, a process."""
    services = [(f"answers.service:{one.key}", one.title.to()) for one in known]
    organs = [(f"organs.organ:{one.key}", one.title.to()) for one in organs_at(row.area, 40)]
    processes = [(f"processes.process:{one.key}", one.title.to()) for one in Process.objects.shown().at(row.area)[:40]]
    groups = [(_("Services"), services), (_("Organs"), organs), (_("Processes"), processes)]
    return [(title, found) for title, found in groups if found]


def _answer(viewer: Viewer, row: Request, forms: dict[str, Any], request: HttpRequest) -> str:
    form = forms["answer"]
    if not form.is_valid():
        return ""
    told = dict(form.cleaned_data)
    by = Subject.parse(told.pop("by")) if told.get("by") else None
    told.pop("by", None)
    actions.answer(viewer, request=row, by=by, **told)
    return _("Answered. The author and the followers hear of it.")


def _forward(viewer: Viewer, row: Request, forms: dict[str, Any], request: HttpRequest) -> str:
    form = forms["forward"]
    if not form.is_valid():
        return ""
    told = form.cleaned_data
    to = queries.service(told["to"])
    actions.forward(
        viewer, request=row, to=to, text=told["text"], language=get_language() or "nl", version=told["version"]
    )
    return _("Passed on. The promised day stays.")


def _merge(viewer: Viewer, row: Request, forms: dict[str, Any], request: HttpRequest) -> str:
    form = forms["merge"]
    if not form.is_valid():
        return ""
    try:
        other = access.open_other(viewer, row, form.cleaned_data["into"])
    except Absent:
        raise Refused(
            "no-other", _("There is no such contribution that is answered and shown. Look at the address again.")
        ) from None
    actions.merge(viewer, request=row, into=other, version=form.cleaned_data["version"])
    return _("Taken together. Every voice went along, and their authors hear of it.")


def _unmerge(viewer: Viewer, row: Request, forms: dict[str, Any], request: HttpRequest) -> str:
    found = _own_merge(row)
    if found is None:
        raise Refused("not-merged", _("These were taken apart already."))
    actions.unmerge(viewer, merge=found)
    return _("Taken apart. Each has the voices that it had.")


def _own_merge(row: Request) -> Merge | None:
    return next(
        (one for one in queries.merges_of(row.contribution) if one.contribution_id == row.contribution_id), None
    )


_DO: dict[str, Callable[[Viewer, Request, dict[str, Any], HttpRequest], str]] = {
    "answer": _answer, "forward": _forward, "merge": _merge, "unmerge": _unmerge,
}  # fmt: skip


def _told(viewer: Viewer, row: Request, forms: dict[str, Any]) -> dict[str, Any]:
    voice = row.contribution
    merges = queries.merges_of(voice)
    alike = near(voice.lon, voice.lat, 400, voice.title, 6) if voice.lon is not None and voice.lat is not None else []
    return {
        "row": row, "voice": voice, "forms": forms, "late": queries.is_late(row), "waits": row.state == OPEN, "again": getattr(row, "again", None),
        "answers": block.told(queries.answers_of(row), viewer), "phrases": queries.phrases(row.service),
        "place": places_named([row.area])[row.area],
        "alike": [other for other in alike if other.pk != voice.pk], "pictures": list(voice.pictures.all()),
        "merge": next((one for one in merges if one.contribution_id == voice.pk), None),
        "merged": [one for one in merges if one.into_id == voice.pk],
    }  # fmt: skip
