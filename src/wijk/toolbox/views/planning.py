"""The planner: choose cards in order, see the calendar and the doubts, keep the plan as one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.accounts.access import PersonViewer
from wijk.actors.queries import area_labels
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.toolbox import access, actions, compute, exporters, queries
from wijk.toolbox.forms import ROWS, ChoiceForm, ChoiceFormSet, Pairs, PlanForm, rows_of
from wijk.toolbox.plans import Choice, Plan, Wish, plan_of, wish_of
from wijk.toolbox.words import LEVELS, OWNERS, PHASES
from wijk.ui import figures
from wijk.ui.open_pages import all_asked
from wijk.ui.tables import paginate


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """A new plan, perhaps with cards that were picked on their pages (`?card=…`)."""
    viewer = viewer_of(request)
    access.enter_planner(viewer)
    known = {card.code for card in queries.cards()}
    picked = tuple(Choice(code, "consult") for code in all_asked(request, "card", ROWS) if code in known)
    place = min(access.places(viewer), default="")
    start = {"start": clock.today(), "place": place}
    return _planner(request, start, picked)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """A kept plan, to be changed."""
    row = access.open_plan(viewer_of(request), key)
    wish = wish_of(row.wish)
    return _planner(request, PlanForm.shown(wish), wish.choices, key=key)


@never_cache
@login_required
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that somebody keeps."""
    viewer = viewer_of(request)
    page = paginate(queries.plans_of(viewer.key).defer("wish", "made"), request)
    named = area_labels({row.place for row in page.items if row.place})
    listed = [(row, named.get(row.place, "")) for row in page.items]
    return render(request, "toolbox/plans.html", {"page": page, "listed": listed, "may_plan": access.may_plan(viewer)})


@never_cache
@login_required
@require_GET
def kept(request: HttpRequest, key: str) -> HttpResponse:
    """One kept plan."""
    row = access.open_plan(viewer_of(request), key)
    viewer = viewer_of(request)
    starts = isinstance(viewer, PersonViewer) and bool(viewer.places("processes.create_process"))
    where = area_labels([row.place]).get(row.place, row.place)
    return render(
        request, "toolbox/kept.html", {"row": row, "where": where, "starts": starts, **shown(plan_of(row.made))}
    )


@login_required
@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a plan away."""
    actions.drop_plan(viewer_of(request), key=key)
    messages.success(request, _("The plan is gone."))
    return redirect("toolbox:plans")


@never_cache
@login_required
@require_GET
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """A kept plan as a calendar."""
    row = access.open_plan(viewer_of(request), key)
    answer = HttpResponse(
        exporters.calendar(plan_of(row.made), row.changed_at), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="plan-{key}.ics"'
    return answer


@never_cache
@login_required
@require_GET
def as_json(request: HttpRequest, key: str) -> HttpResponse:
    """A kept plan for machines."""
    row = access.open_plan(viewer_of(request), key)
    return JsonResponse(exporters.as_json(plan_of(row.made)), json_dumps_params={"ensure_ascii": False})


def shown(made: Plan) -> dict[str, Any]:
    """A plan as its template reads it."""
    titles = {card.code: card.title for card in queries.cards(retired=True)}
    by_phase = [
        {
            "phase": phase,
            "level": str(LEVELS[phase.level]),
            "meetings": [m for m in made.meetings if m.phase == phase.code],
            "openings": [o for o in made.openings if o.phase == phase.code],
            "tasks": [{"task": t, "owner": str(OWNERS[t.owner])} for t in made.tasks if t.phase == phase.code],
        }
        for phase in made.phases
    ]
    sums = [(_("Hours of work"), figures.number(made.hours), _left(made.means.hours, made.hours, ""))]
    sums.append((_("Money"), figures.quantity(made.cents / 100, "€", 0), _left(made.means.cents, made.cents, "€")))
    choices = [(titles.get(c.card), str(LEVELS[c.level]), str(PHASES[c.phase]), c) for c in made.choices]
    return {"plan": made, "by_phase": by_phase, "sums": sums, "choices": choices}


def _left(there: int | None, needed: int, unit: str) -> str:
    """How much is left, or lacks."""
    if there is None:
        return _("nobody said how much there is")
    amount = abs(there - needed)
    said = figures.quantity(amount / 100, unit, 0) if unit else figures.number(amount)
    return (_("{amount} left") if there >= needed else _("{amount} short")).format(amount=said)


def _planner(request: HttpRequest, initial: dict[str, Any], picked: tuple[Choice, ...], key: str = "") -> HttpResponse:
    """The form, what came of it, and (when asked) the keeping of it."""
    viewer = viewer_of(request)
    cards = [(card.code, str(card.title)) for card in queries.cards(retired=bool(key))]
    spots = access.spots(viewer, access.KEEP)
    if initial["place"] not in {ref for ref, _label in spots}:
        spots = [*spots, (initial["place"], initial["place"])]
    form = PlanForm(request.POST or None, initial=initial, spots=spots)
    data = request.POST if request.method == "POST" else None
    rows = _rows(cards, picked, data)
    made: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        wish = form.wish(tuple(c for c in (row.choice() for row in rows) if c))
        try:
            if request.POST.get("do") == "keep":
                return _keep(request, viewer, wish, key)
            made = shown(compute.plan(wish))
        except NotAllowed:
            form.add_error("place", _("You may not keep plans for this place. Choose one where you work."))
        except Refused as fault:
            form.add_error(None, str(fault))
        rows = _rows(cards, wish.choices)
    known = {card.code: card for card in queries.cards(retired=True)}
    for row in rows:
        row.picked = known.get(str(row["card"].value() or ""))  # type: ignore[attr-defined]
    return render(request, "toolbox/plan.html", {"form": form, "rows": rows, "key": key, **made})


def _rows(cards: Pairs, choices: tuple[Choice, ...], data: QueryDict | None = None) -> "BaseFormSet[ChoiceForm]":
    """The rows of the form: as sent, or the choices with some empty ones behind them."""
    return ChoiceFormSet(data, initial=rows_of(choices), prefix="row", form_kwargs={"cards": cards})


def _keep(request: HttpRequest, viewer: Viewer, wish: Wish, key: str) -> HttpResponse:
    row = actions.keep_plan(viewer, wish=wish, key=key)
    messages.success(request, _("The plan is kept. Only you see it."))
    return redirect("toolbox:kept", key=row.key)
