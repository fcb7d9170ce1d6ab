"""Where a framework is written, step by step, published, and endorsed."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.organs.models import Decision, Organ
from wijk.processes import access, actions, queries
from wijk.processes.forms import PublishForm, ReviewForm, SectionForm
from wijk.processes.forms.framing import Named
from wijk.processes.framing import Content
from wijk.processes.models import Process
from wijk.processes.queries.changes import in_words
from wijk.processes.sections import BY_CODE, SECTIONS, is_empty, mark
from wijk.processes.views.doing import GET_POST, WRITE, bodies, form_page, taken, tried


@never_cache
@require_http_methods(GET_POST)
def section(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Write one section of the draft. What somebody else wrote meanwhile stands below one's own words; nothing is lost."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, WRITE)
    if section not in BY_CODE:
        raise Absent("section")
    prefetch_related_objects([row], "participants", "phases")
    content, named = queries.draft_content(row), _named(row)
    here = BY_CODE[section]
    found = [f for f in queries.findings(row, content) if f.section == section]
    form = SectionForm(
        request.POST or None, section=section, parts=here.parts, content=content, named=named, findings=found
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]

        def act() -> None:
            actions.write_framework(viewer, process=row, section=section, parts=form.parts(), seen=seen)

        if tried(request, form, act, _("The section was kept in the draft.")):
            following = SECTIONS[SECTIONS.index(here) + 1 :]
            if "next" in request.POST and following:
                return redirect("processes:section", key=row.key, section=following[0].code)
            return redirect("processes:keep", key=row.key)
    told = {
        "process": row,
        "form": form,
        "section": here,
        "steps": _steps(content, section),
        "theirs": in_words(content, section) if _overtaken(request, content, section) else "",
        "mark": mark(content, section),
        "last": here is SECTIONS[-1],
        "findings": [f for f in found if f.box not in form.fields],
    }
    return render(request, "processes/section.html", told)


def _overtaken(request: HttpRequest, content: Content, section: str) -> bool:
    """Did somebody else change the section since this form was opened?"""
    return request.method == "POST" and request.POST.get("seen", "") != mark(content, section)


def _steps(content: Content, section: str) -> list[dict[str, Any]]:
    return [
        {
            "label": step.title,
            "code": step.code,
            "state": "now" if step.code == section else "" if is_empty(content, step.code) else "done",
        }
        for step in SECTIONS
    ]


def _named(row: Process) -> Named:
    """What the boxes of the sections choose from."""
    organs = queries.organs_known(row, queries.draft_content(row))
    listed = {k: str(v.title) for k, v in organs.items()}
    listed |= {value.partition(":")[2]: label for value, label in bodies() if value.startswith("organs.organ:")}
    return Named(
        [(p.code, str(p.title)) for p in row.phases.all()],
        [(a.code, str(a.title)) for a in row.participants.all()],
        sorted(listed.items(), key=lambda pair: pair[1].casefold()),
    )


@never_cache
@require_http_methods(GET_POST)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publish the draft as the next version, after reading where it is thin."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.publish_framework")
    found = queries.findings(row, queries.draft_content(row))
    first = queries.in_force(row) is None
    warned = any(not finding.fatal for finding in found)
    form = PublishForm(request.POST or None, first=first, warned=warned)
    if request.method == "POST" and form.is_valid():
        why, read = form.text("why"), bool(form.cleaned_data.get("warnings_read"))

        def act() -> None:
            actions.publish_framework(viewer, process=row, why=why, warnings_read=read)

        if tried(request, form, act, _("The version is published. Ask everybody concerned to stand behind it.")):
            return redirect("processes:keep", key=row.key)
    told = {"process": row, "form": form, "findings": found, "fatal": any(f.fatal for f in found), "first": first}
    told["sections_known"] = BY_CODE
    return render(request, "processes/publish.html", told)


@never_cache
@require_http_methods(GET_POST)
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Put the framework in force under review, article by article; or take what a review agreed into the draft."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.put_under_review")
    if "take" in request.POST:
        tried(request, None, lambda: _taken(request, viewer, row), _("What the review agreed stands in the draft."))
        return redirect("processes:keep", key=row.key)
    organs = [(value.partition(":")[2], label) for value, label in bodies() if value.startswith("organs.organ:")]
    form = ReviewForm(request.POST or None, organs=organs, decisions=taken())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> None:
            owner = Organ.objects.get(key=told["owner"])
            decision = Decision.objects.filter(key=told["decision"].strip()).first()
            if told["decision"].strip() and decision is None:
                raise Refused(
                    "no-decision", _("There is no such decision. Leave it empty, or choose one from the organ’s page.")
                )
            actions.put_under_review(
                viewer, process=row, owner=owner, next_review=told["next_review"], decision=decision
            )

        if tried(request, form, act, _("It is a living document now, and comes up on its day.")):
            return redirect("processes:keep", key=row.key)
    return form_page(request, row, form, _("Review it on a day"))


def _taken(request: HttpRequest, viewer: Viewer, row: Process) -> None:
    left = actions.take_review(viewer, process=row)
    if left:
        titles = ", ".join(str(BY_CODE[code].title) for code in left)
        messages.info(request, _("Write these steps again by hand, as the review agreed: {steps}").format(steps=titles))
