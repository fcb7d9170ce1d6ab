"""Who sets the teams that accompany people, what a colleague hands over, and what the accompanied see themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.accounts.access import open_self
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.helping import actions, teamwork
from wijk.helping.exporters import hand_over_json, hand_over_pdf
from wijk.helping.forms.cases import HandOverForm, MemberForm, TeamForm, membership_of
from wijk.helping.models import HandOver, Team
from wijk.helping.queries import cases as questions
from wijk.territory.queries import lying_in
from wijk.ui.open_pages import asked
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The teams that somebody sets: who is in them, and nothing of what they do."""
    mine = teamwork.enter_teams(viewer_of(request))
    rows = Team.objects.all() if "" in mine else Team.objects.filter(area__in=lying_in(mine))
    page = paginate(rows, request, 30)
    return render(request, "helping/cases/teams.html", {"page": page, "rows": page.items})


@never_cache
@login_required
@require_http_methods(METHODS)
def new_team(request: HttpRequest) -> HttpResponse:
    """Set a team."""
    mine = teamwork.enter_teams(viewer_of(request))
    form = TeamForm(request.POST or None, initial={"area": "" if "" in mine else min(mine)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = actions.keep_team(viewer_of(request), title=told["title"], area=told["area"])
        except NotAllowed:
            form.add_error("area", _("You set no teams there. Choose another place."))
        except Refused as fault:
            form.add_error("title", str(fault))
        else:
            return redirect("helping:team", key=row.key)
    return render(request, "helping/cases/team.html", {"form": form, "team": None})


@never_cache
@login_required
@require_http_methods(METHODS)
def team(request: HttpRequest, key: str) -> HttpResponse:
    """A team: its name, and who is in it since when."""
    viewer = viewer_of(request)
    row = teamwork.open_team(viewer, key)
    members = questions.members(row)
    do = request.POST.get("do", "")
    form = TeamForm(
        request.POST if do == "keep" else None, initial={"title": row.title, "revision": row.revision}, team=row
    )
    member = MemberForm(request.POST if do == "add" else None, prefix="member")
    try:
        if do == "keep" and form.is_valid():
            told = form.cleaned_data
            actions.keep_team(viewer, team=row, title=told["title"], revision=told["revision"] or 0)
        elif do == "add" and member.is_valid():
            actions.add_member(viewer, team=row, person=member.cleaned_data["email"])
        elif do == "remove" and (gone := membership_of(members, request.POST.get("which", ""))):
            actions.end_membership(viewer, membership=gone)
        else:
            return render(
                request, "helping/cases/team.html", {"team": row, "form": form, "member": member, "members": members}
            )
    except NotAllowed:
        raise
    except Refused as fault:
        (member if do == "add" else form).add_error("email" if do == "add" else None, str(fault))
        return render(
            request, "helping/cases/team.html", {"team": row, "form": form, "member": member, "members": members}
        )
    messages.success(request, _("Saved."))
    return redirect("helping:team", key=row.key)


@never_cache
@login_required
@require_http_methods(METHODS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """All open cases of a colleague go to another."""
    viewer = viewer_of(request)
    mine = questions.teams_of(open_self(viewer))
    wanted = asked(request, "team") or next((one.key for one in mine), "")
    row = next((one for one in mine if one.key == wanted), None)
    if row is None:
        raise Absent("team")
    givers = questions.keepers(row)
    loose = questions.open_of(row, None).count()
    start: dict[str, Any] = {"giver": viewer.key if viewer.key in {one.key for one, _count in givers} else None}
    form = HandOverForm(
        request.POST or None, initial=start, givers=givers, loose=loose, takers=questions.people_of(row)
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.hand_over(
                viewer, team=row, giver=form.people.get(told["giver"]), taker=form.people[told["taker"]]
            )
        except NotAllowed:
            raise
        except Refused as fault:
            form.add_error("taker", str(fault))
        else:
            return redirect("helping:handover", key=made.key)
    shown = {"form": form, "team": row, "teams": mine, "nothing": not givers and not loose}
    return render(request, "helping/cases/hand_over.html", shown)


@never_cache
@login_required
@require_safe
def handover(request: HttpRequest, key: str) -> HttpResponse:
    """What went to whom, with its file."""
    row = teamwork.open_hand_over(viewer_of(request), key)
    _fresh(row)
    told = {"row": row, "count": row.cases.count(), "until": row.at + questions.FILE_KEPT}
    return render(request, "helping/cases/handover.html", told)


def _fresh(row: HandOver) -> None:
    if row.at + questions.FILE_KEPT <= clock.now():
        raise Absent("handover")


@never_cache
@login_required
@require_safe
def handover_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The file of a hand-over, to read and to print."""
    return _file(request, key, "pdf")


@never_cache
@login_required
@require_safe
def handover_json(request: HttpRequest, key: str) -> HttpResponse:
    """The same file for a program."""
    return _file(request, key, "json")


def _file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    viewer = viewer_of(request)
    row = teamwork.open_hand_over(viewer, key)
    _fresh(row)
    found = actions.open_file(viewer, handover=row)
    made = hand_over_pdf(row, found, viewer) if kind == "pdf" else hand_over_json(row, found, viewer)
    answer = HttpResponse(made, content_type=MEDIA_TYPE if kind == "pdf" else "application/json")
    answer["Content-Disposition"] = f'attachment; filename="hand-over-{row.key}.{kind}"'
    return answer


@never_cache
@login_required
@require_http_methods(METHODS)
def accompanied(request: HttpRequest) -> HttpResponse:
    """Which teams say that they accompany me? Say whether it is so, and have it forgotten."""
    viewer = viewer_of(request)
    person = open_self(viewer)
    if request.method == "POST":
        row = teamwork.open_asked(viewer, request.POST.get("which", ""))
        if request.POST.get("do") == "forget":
            actions.stop_accompanying(viewer, case=row)
            messages.success(request, _("It is forgotten: nothing of it is left here."))
        else:
            actions.answer_team(viewer, case=row, yes=request.POST.get("do") == "yes")
            messages.success(request, _("Thank you. The team sees your answer."))
        return redirect("helping:accompanied")
    return render(request, "helping/cases/accompanied.html", {"rows": questions.asked_of(person)})
