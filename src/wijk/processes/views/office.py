"""Where the office works at a process: what it is, when, who takes part, what is promised, and its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.actors.queries import area_labels
from wijk.charters.models import Document
from wijk.core.errors import Absent
from wijk.core.text import Text
from wijk.core.themes import theme_options
from wijk.core.viewer import viewer_of
from wijk.processes import access, actions, guiding, places, queries
from wijk.processes.forms import (
    AnswerForm,
    EvaluateForm,
    ParticipantForm,
    PhaseForm,
    ProcessForm,
    PromiseForm,
    StopForm,
    TaskForm,
)
from wijk.processes.models import Process
from wijk.processes.sections import BY_CODE, SECTIONS, is_empty
from wijk.processes.views.doing import GET_POST, WRITE, bodies, form_page, tried
from wijk.processes.views.public import head
from wijk.processes.words import DONE_LOOKS, DONE_WORDS, PHASE_WORDS, PROMISE_WORDS, STATE_LOOKS, STATE_WORDS
from wijk.toolbox.access import spots
from wijk.ui.tables import paginate


@never_cache
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Every process that this person may write at, drafts first."""
    viewer = viewer_of(request)
    access.open_office(viewer, WRITE)
    rows = [row for row in Process.objects.order_by("state", "-changed_at") if access.may(viewer, WRITE, row)]
    order = ["draft", "running", "announced", "closed", "stopped"]
    page = paginate(sorted(rows, key=lambda row: order.index(row.state)), request)
    labels = area_labels({row.place for row in page.items})
    listed = [
        (row, labels.get(row.place, Text()), STATE_WORDS[row.state], STATE_LOOKS[row.state]) for row in page.items
    ]
    told = {"page": page, "listed": listed, "creates": access.keeps_some(viewer)}
    return render(request, "processes/office.html", told)


@never_cache
@require_GET
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Everything of one process for those who work at it, with what is still to do."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, WRITE)
    prefetch_related_objects([row], "participants", "phases")
    newest, listed = queries.latest(row), list(queries.versions(row))
    content = queries.draft_content(row, newest)
    found = queries.findings(row, content)
    sides = queries.sides(row)
    phases = [
        {
            "row": side.phase, "state": PHASE_WORDS[side.phase.state],
            "debts": queries.debts(row, side.phase) if side.phase.state == "open" else [],
            "promises": [
                {"row": p, "kind": PROMISE_WORDS[p.kind], "state": DONE_WORDS[p.state], "look": DONE_LOOKS[p.state]}
                for p in side.promises
            ],
        }
        for side in sides
    ]  # fmt: skip
    told = {
        **head(row, places.where(row.place)),
        "keeps": access.may(viewer, "processes.change_process", row),
        "phases": phases,
        "participants": list(row.participants.all()),
        "sections": [(section, is_empty(content, section.code)) for section in SECTIONS],
        "findings": found,
        "step": guiding.next_step(row, sides, found, listed, [debt for one in phases for debt in one["debts"]]),
        "sections_known": BY_CODE,
        "fatal": any(finding.fatal for finding in found),
        "draft": newest if newest is not None and newest.number is None else None,
        "versions": listed,
        "documents": list(Document.objects.filter(subject=f"processes.process:{row.key}", kind="framework")),
        "older": queries.endorsed_older(listed),
        "tasks": list(row.tasks.select_related("phase")),
        "task_form": TaskForm(),
        "stop_form": StopForm(),
    }
    return render(request, "processes/keep.html", told)


@never_cache
@require_http_methods(GET_POST)
def facts(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of a process."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.change_process")
    where = spots(viewer, "processes.change_process")
    if row.place not in {ref for ref, _title in where}:
        where = [(row.place, str(places.where(row.place).title)), *where]
    initial = {name: getattr(row, name) for name in ("title", "summary", "place", "large", "themes", "starts", "ends")}
    form = ProcessForm(request.POST or None, initial=initial, places=where, themes=theme_options())
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("place", "large", "themes", "starts", "ends")}
        texts: dict[str, Any] = {"title": form.text("title"), "summary": form.text("summary")}
        if tried(
            request, form, lambda: actions.change_process(viewer, process=row, **texts, **told), _("It was kept.")
        ):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, _("What it is"))


@never_cache
@require_http_methods(GET_POST)
def phase(request: HttpRequest, key: str, code: str = "") -> HttpResponse:
    """Set a phase."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.keep_phase")
    old = row.phases.filter(code=code).first() if code else None
    if code and old is None:
        raise Absent("phase")
    names = ("title", "summary", "doing", "start", "end", "link")
    initial = {name: getattr(old, name) for name in names} if old else {}
    form = PhaseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {name: form.text(name) for name in ("title", "summary", "doing")}
        days = {name: form.cleaned_data[name] for name in ("start", "end", "link")}
        if tried(
            request,
            form,
            lambda: actions.keep_phase(viewer, process=row, code=code, **told, **days),
            _("The phase was set."),
        ):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, _("A phase"))


@never_cache
@require_http_methods(GET_POST)
def participant(request: HttpRequest, key: str, code: str = "") -> HttpResponse:
    """Note who takes part."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.keep_participant")
    old = row.participants.filter(code=code).first() if code else None
    if code and old is None:
        raise Absent("participant")
    initial = {name: getattr(old, name) for name in ("title", "words", "about")} if old else {}
    form = ParticipantForm(request.POST or None, initial=initial, bodies=bodies())
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"title": form.text("title"), "words": form.text("words"), "about": form.subject()}
        if tried(
            request, form, lambda: actions.keep_participant(viewer, process=row, code=code, **told), _("It was kept.")
        ):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, _("Who takes part"))


@never_cache
@require_http_methods(GET_POST)
def promise(request: HttpRequest, key: str) -> HttpResponse:
    """Promise something in a phase."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.promise")
    phases = [(p.code, str(p.title)) for p in row.phases.exclude(state="closed")]
    form = PromiseForm(request.POST or None, phases=phases)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("phase", "kind", "due")}
        title = form.text("title")
        if tried(
            request, form, lambda: actions.promise(viewer, process=row, title=title, **told), _("It is promised.")
        ):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, _("Promise something"))


@never_cache
@require_http_methods(GET_POST)
def answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say what became of a promise."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.keep_promise")
    found = next((p for side in queries.sides(row) for p in side.promises if p.pk == number), None)
    if found is None:
        raise Absent("promise")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> None:
            if told["became"] == "kept":
                actions.keep_promise(
                    viewer, process=row, number=number, done=form.text("done"), link=told["link"], on=told["on"]
                )
            else:
                actions.excuse_promise(viewer, process=row, number=number, why=form.text("done"))

        if tried(request, form, act, _("Everybody can read it now.")):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, str(found.title))


@never_cache
@require_http_methods(GET_POST)
def evaluate(request: HttpRequest, key: str) -> HttpResponse:
    """Write how it went."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.evaluate")
    counts = ("reached", "took_part", "first_time")
    initial = {name: getattr(row, name) for name in ("evaluation", "learnt", *counts)}
    form = EvaluateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in counts} | {
            name: form.text(name) for name in ("evaluation", "learnt")
        }
        if tried(request, form, lambda: actions.evaluate(viewer, process=row, **told), _("Everybody can read it now.")):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, _("What came of it"))


def _step(verb: str, act: Callable[..., object], done: Any) -> Callable[..., HttpResponse]:
    """A page that only does one thing to a process and goes back to it."""

    @require_POST
    def stepped(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        viewer = viewer_of(request)
        row = access.open_for(viewer, key, verb)
        tried(request, None, lambda: act(viewer, process=row, **more), str(done()))
        return redirect("processes:keep", key=row.key)

    return stepped


announce = _step(
    "processes.announce_process", actions.announce_process, lambda: _("Everybody can see the process now.")
)
open_phase = _step("processes.open_phase", actions.open_phase, lambda: _("The phase is open."))
close_phase = _step("processes.close_phase", actions.close_phase, lambda: _("The phase is closed."))
remove_phase = _step("processes.remove_phase", actions.remove_phase, lambda: _("The phase was taken out."))
remove_participant = _step(
    "processes.remove_participant", actions.remove_participant, lambda: _("They were taken out.")
)
remove_promise = _step("processes.remove_promise", actions.remove_promise, lambda: _("The promise was taken out."))
finish = _step("processes.close_process", actions.close_process, lambda: _("The process is closed."))


@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop a process, with its reason."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.stop_process")
    form = StopForm(request.POST)
    reason = form.text("reason") if form.is_valid() else Text()
    tried(
        request, None, lambda: actions.stop_process(viewer, process=row, reason=reason), _("The process was stopped.")
    )
    return redirect("processes:keep", key=row.key)


@require_POST
def task(request: HttpRequest, key: str) -> HttpResponse:
    """Note a task, or that one was done."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.keep_task")
    sent = request.POST.get("number", "")
    if sent.isascii() and sent.isdigit() and len(sent) < 10:
        done = request.POST.get("done") == "1"
        tried(
            request,
            None,
            lambda: actions.keep_task(viewer, process=row, number=int(sent), done=done),
            _("It was kept."),
        )
        return redirect("processes:keep", key=row.key)
    form = TaskForm(request.POST)
    if form.is_valid():
        told = {"title": form.text("title"), "due": form.cleaned_data["due"]}
        tried(request, None, lambda: actions.keep_task(viewer, process=row, **told), _("It was kept."))
    else:
        messages.error(request, _("Say what is to be done, and by which day."))
    return redirect("processes:keep", key=row.key)
