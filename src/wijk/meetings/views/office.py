"""The office pages around a meeting: the list, planning, its facts and moment, invitations, paper, files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core.text import LANGUAGES
from wijk.core.viewer import viewer_of
from wijk.meetings import access, actions, exporters, importers, letters, queries, words
from wijk.meetings.forms import CancelForm, FactsForm, ImportForm, MoveForm, PlanForm, SplitForm
from wijk.meetings.models import Meeting
from wijk.meetings.views.doing import done
from wijk.meetings.views.public import entries
from wijk.ui.open_pages import asked
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate


@never_cache
@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings that the viewer keeps: to come, or over."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    past = asked(request, "when") == "past"
    organs = None if viewer.may(access.KEEP) else [organ.pk for organ in access.organs_kept(viewer)]
    page = paginate(queries.of_office(organs, past=past), request)
    return render(request, "meetings/office.html", {"page": page, "entries": entries(list(page.items)), "past": past})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting, or let the members choose its moment."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    first = {"organ": asked(request, "organ"), "minutes_language": "nl", "public": True}
    form = PlanForm(request.POST or None, organs=access.organs_kept(viewer), initial=first)
    if request.method == "POST" and form.is_valid():
        made: list[Meeting] = []

        def act() -> None:
            organ, title, where = form.organs[form.cleaned_data["organ"]], form.text("title"), form.text("where")
            if form.cleaned_data["day"]:
                m = form.moment()
                new = actions.plan_meeting(
                    viewer, organ=organ, title=title, where=where, starts_at=m.starts_at, ends_at=m.ends_at,
                    all_day=m.all_day, **form.facts(),
                )  # fmt: skip
            else:
                new = actions.open_poll(
                    viewer, organ=organ, title=title, where=where, options=form.moments(),
                    until=form.cleaned_data["poll_until"], **form.facts(),
                )  # fmt: skip
            made.append(new)

        if done(request, form, act, _("The meeting is there. Now make its agenda.")):
            return redirect("meetings:desk", key=made[0].key)
    told = {"form": form, "heading": _("Plan a meeting"), "action": _("Plan it"), "back": ""}
    return render(request, "meetings/form.html", told)


@never_cache
@require_GET
def desk(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that the secretary does for one meeting, in the order in which it is done."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    people = queries.members(row)
    told = {
        "meeting": row, "when": letters.when(row), "state": words.state(row.state), "members": len(people),
        "with_account": sum(1 for m in people if m.person_id), "items": row.items.count(),
        "quorum": queries.quorum(row) if row.was_held else None,
        "open": row.follow_ups.filter(done_on=None).count(),
    }  # fmt: skip
    return render(request, "meetings/desk.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of a meeting."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    form = FactsForm(request.POST or None, initial=FactsForm.shown(row))
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.change_meeting(
                viewer, meeting=row, title=form.text("title"), where=form.text("where"), **form.facts()
            )

        if done(request, form, act, _("The meeting was changed.")):
            return redirect("meetings:desk", key=key)
    told = {"form": form, "heading": _("Change the meeting"), "action": _("Keep the changes"), "meeting": row}
    return render(request, "meetings/form.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moment(request: HttpRequest, key: str) -> HttpResponse:
    """Move a meeting, split it in two, or cancel it."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    tops = list(row.items.filter(parent=None))
    does = request.POST.get("do", "") if request.method == "POST" else ""
    move = MoveForm(request.POST if does == "move" else None, prefix="move")
    split = SplitForm(request.POST if does == "split" else None, prefix="split", items=tops)
    cancel = CancelForm(request.POST if does == "cancel" else None, prefix="cancel")
    moved = _("The meeting is moved. Calendars take the new moment.")
    if does == "move" and move.is_valid() and done(request, move, lambda: _move(viewer, row, move), moved):
        return redirect("meetings:desk", key=key)
    if does == "split" and split.is_valid():
        chosen = [item for item in tops if item.key in split.cleaned_data["points"]]
        m = split.moment()
        second: list[Meeting] = []

        def act() -> None:
            second.append(
                actions.split_meeting(
                    viewer, meeting=row, items=chosen, starts_at=m.starts_at, ends_at=m.ends_at, all_day=m.all_day
                )
            )

        if done(request, split, act, _("There is a second meeting now, with the points that you chose.")):
            return redirect("meetings:desk", key=second[0].key)
    if does == "cancel" and cancel.is_valid():
        why = cancel.text("cancel")
        if done(request, cancel, lambda: actions.cancel_meeting(viewer, meeting=row, why=why), _("The meeting is cancelled.")):  # fmt: skip
            return redirect("meetings:desk", key=key)
    told = {
        "meeting": row,
        "when": letters.when(row),
        "move": move,
        "split": split if len(tops) > 1 else None,
        "cancel": cancel,
    }
    return render(request, "meetings/moment.html", told)


def _move(viewer: Any, row: Meeting, form: MoveForm) -> None:
    m = form.moment()
    why = form.text("why")
    actions.move_meeting(viewer, meeting=row, starts_at=m.starts_at, ends_at=m.ends_at, all_day=m.all_day, why=why)


@require_POST
def invite(request: HttpRequest, key: str) -> HttpResponse:
    """Write to the members."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    done(request, None, lambda: actions.invite(viewer, meeting=row), _("Every member with an account is written to."))
    return redirect("meetings:desk", key=key)


@never_cache
@require_GET
def printed(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """The invitation or the attendance sheet, to print; `?language=` chooses the language."""
    row = access.keep_meeting(viewer_of(request), key)
    if what not in exporters.SHEETS:
        raise Http404
    language = asked(request, "language")
    with override(language if language in LANGUAGES else get_language()):
        made = exporters.printed(row, what)
    answer = HttpResponse(made, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(False, f"{what}-{row.key}.pdf") or "inline"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in meetings from a file."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > importers.LARGEST:
            form.add_error(
                "file", _("The file is larger than {most} MB. Divide it.").format(most=importers.LARGEST >> 20)
            )
        else:
            content = file.read()
            if done(request, form, lambda: actions.import_meetings(viewer, content=content), _("The meetings of the file are there.")):  # fmt: skip
                return redirect("meetings:office")
    return render(request, "meetings/import.html", {"form": form, "columns": importers.COLUMNS})
