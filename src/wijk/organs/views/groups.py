"""The office pages of working groups: set one up by a decision, prolong it, end it; and end any organ."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.core.errors import Absent
from wijk.core.viewer import viewer_of
from wijk.organs import access, actions, queries
from wijk.organs.forms import EndForm, GroupForm, ProlongForm
from wijk.organs.models import Decision, Organ
from wijk.organs.views.telling import done, tell

EARLIER = 100


def _decisions(of: Organ) -> list[Decision]:
    rows = queries.decisions(of, everything=True).filter(outcome__in=("adopted", "noted"))
    return list(rows[:EARLIER])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, key: str) -> HttpResponse:
    """Set up a working group under an organ."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    decisions = _decisions(row)
    form = GroupForm(request.POST or None, kinds=queries.kinds().values(), decisions=decisions)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        by = next(d for d in decisions if d.key == told["decision"])
        made: list[Organ] = []

        def act() -> None:
            made.append(
                actions.found_organ(
                    viewer, parent=row, decision=by, title=form.text("title"), mandate=form.text("mandate"),
                    agenda=form.text("agenda"), kind=told["kind"], until=told["until"], place=row.place, process=row.process,
                )
            )  # fmt: skip

        if done(form, act):
            messages.success(request, _("The working group is there. Now give its first mandates."))
            return redirect("organs:keep", key=made[0].key)
    told_of = {"form": form, "heading": _("Set up a working group"), "action": _("Set it up"), "back": row}
    return render(request, "organs/form.html", told_of | {"missing": not decisions})


@require_POST
def prolong(request: HttpRequest, key: str) -> HttpResponse:
    """Prolong a working group by a decision of the organ above it."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    if row.parent is None:
        raise Absent("group")
    decisions = _decisions(row.parent)
    form = ProlongForm(request.POST, decisions=decisions)
    if form.is_valid():
        by = next(d for d in decisions if d.key == form.cleaned_data["decision"])
        until = form.cleaned_data["until"]
        tell(
            request, lambda: actions.prolong_group(viewer, organ=row, until=until, decision=by), _("The group goes on.")
        )
    else:
        messages.error(request, _("Give the new last day and the decision for it."))
    return redirect("organs:keep", key=key)


@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End an organ."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    form = EndForm(request.POST)
    if form.is_valid():
        tell(
            request,
            lambda: actions.end_organ(viewer, organ=row, on=form.cleaned_data["on"]),
            _("The organ has an end."),
        )
    else:
        messages.error(request, _("Give the last day as a date."))
    return redirect("organs:keep", key=key)
