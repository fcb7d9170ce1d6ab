"""The office pages of organs: the list with what is missing, founding, keeping, mandates, decisions, kinds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.accounts.queries import area_names
from wijk.actors import queries as actors
from wijk.core.errors import NotAllowed
from wijk.core.viewer import viewer_of
from wijk.organs import access, actions, queries
from wijk.organs.forms import DecideForm, EndForm, FoundForm, KindForm, MandateForm, ProlongForm, WorkingForm
from wijk.organs.kinds import COMPETENCES
from wijk.organs.models import Decision, Mandate, Organ
from wijk.organs.views.telling import done, tell
from wijk.ui.tables import paginate

#: So many earlier decisions can be chosen from.
EARLIER = 100


@never_cache
@require_GET
def organs(request: HttpRequest) -> HttpResponse:
    """The organs that the viewer keeps, each with what is missing or double among its mandates."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    places = access.places_of(viewer)
    rows = queries.kept(places).prefetch_related("mandates__person")
    mine = rows if places is None else [row for row in rows if viewer.may(access.KEEP, row.place)]
    page = paginate(mine, request)
    day, kinds = queries.today(), queries.kinds()
    names = area_names([row.place for row in page.items])
    listed = [
        (row, kinds[row.kind].title if row.kind in kinds else row.kind, names[row.place],
         queries.findings(row, list(row.mandates.all()), day) if row.lives(day) else [])
        for row in page.items
    ]  # fmt: skip
    told = {"rows": listed, "page": page, "day": day, "may_keep_kinds": viewer.may("organs.keep_kind")}
    return render(request, "organs/office.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Found an organ."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = FoundForm(request.POST or None, kinds=queries.kinds().values())
    if request.method == "POST" and form.is_valid():
        made: list[Organ] = []
        if _found(request, form, made):
            messages.success(request, _("The organ is there. Now give its first mandates."))
            return redirect("organs:keep", key=made[0].key)
    return render(request, "organs/form.html", {"form": form, "heading": _("Found an organ"), "action": _("Found it")})


def _found(request: HttpRequest, form: FoundForm, made: list[Organ]) -> bool:
    """Found it; who may not in that place reads it as a fault of the form."""
    viewer = viewer_of(request)
    facts = form.facts()
    if not access.may_found(viewer, facts["place"]):
        form.add_error("place", _("You may not found organs there. Choose a place where you work."))
        return False
    return done(form, lambda: made.append(actions.found_organ(viewer, **facts)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """One organ for who keeps it: what is missing, its mandates, how it works."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    initial = {
        name: getattr(row, name)
        for name in (
            "title",
            "purpose",
            "rule",
            "share",
            "of_members",
            "chair_breaks_ties",
            "quorum",
            "quorum_share",
            "seats",
        )
    }
    initial["parity"] = row.parity.get("share", "") if row.parity else ""
    form = WorkingForm(request.POST or None, initial=initial)
    sent = request.method == "POST" and form.is_valid()
    if sent and done(form, lambda: actions.change_organ(viewer, organ=row, **form.facts())):
        messages.success(request, _("The changes hold from now on."))
        return redirect("organs:keep", key=key)
    return render(request, "organs/keep.html", _kept(row, form))


def _kept(row: Organ, form: WorkingForm) -> dict[str, object]:
    day = queries.today()
    mandates = list(row.mandates.select_related("person", "represents", "substitute_for").order_by("since", "pk"))
    live = [m for m in mandates if m.until is None or m.until >= day]
    parent_decisions = list(queries.decisions(row.parent, everything=True)[:EARLIER]) if row.parent else []
    return {
        "organ": row, "form": form, "findings": queries.findings(row, mandates, day), "live": live,
        "past": [m for m in mandates if m not in live], "day": day,
        "give": MandateForm(mandates=live, organisations=actors.options(), initial={"since": day}),
        "end": EndForm(initial={"on": day}), "over": not row.lives(day), "waiting": queries.opinions(row, everything=True).filter(given_on=None),
        "prolong": ProlongForm(decisions=parent_decisions) if row.parent else None,
    }  # fmt: skip


@require_POST
def mandates(request: HttpRequest, key: str) -> HttpResponse:
    """Give a mandate."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    live = list(row.mandates.select_related("person"))
    form = MandateForm(request.POST, mandates=live, organisations=actors.options())
    if form.is_valid():
        told = form.cleaned_data
        of = next((m for m in live if str(m.pk) == told["substitute_for"]), None)
        body = actors.organisation(told["represents"]) if told["represents"] else None
        facts = {name: told[name] for name in ("role", "name", "since", "until", "public", "declared")}

        def act() -> object:
            return actions.give_mandate(
                viewer, organ=row, person=told["account"], represents=body, substitute_for=of, **facts
            )

        tell(request, act, _("The mandate is given."))
    else:
        for faults in form.errors.values():
            messages.error(request, " ".join(str(fault) for fault in faults))
    return redirect("organs:keep", key=key)


@require_POST
def end_mandate(request: HttpRequest, key: str, mandate: int) -> HttpResponse:
    """Say which is the last day of a mandate."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    held = get_object_or_404(Mandate.objects.select_related("organ"), pk=mandate, organ=row)
    form = EndForm(request.POST)
    if form.is_valid():
        tell(
            request,
            lambda: actions.end_mandate(viewer, mandate=held, on=form.cleaned_data["on"]),
            _("The mandate has an end."),
        )
    else:
        messages.error(request, _("Give the last day as a date."))
    return redirect("organs:keep", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Note a decision that was taken outside a meeting."""
    viewer = viewer_of(request)
    row = access.keep_organ(viewer, key)
    day = queries.today()
    earlier = list(queries.decisions(row, everything=True)[:EARLIER])
    form = DecideForm(
        request.POST or None,
        mandates=queries.mandates_on(row, day),
        decisions=earlier,
        initial={"on": day, "rule": row.rule},
    )
    if request.method == "POST" and form.is_valid():
        corrects = next((d for d in earlier if d.key == form.cleaned_data["corrects"]), None)
        made: list[Decision] = []
        if done(form, lambda: made.append(actions.decide(viewer, organ=row, corrects=corrects, **form.facts()))):
            messages.success(
                request, _("The decision is noted. It does not change any more; a new decision can correct it.")
            )
            return redirect("organs:decision", key=made[0].key)
    told = {"form": form, "heading": _("Note a decision"), "action": _("Note it for good"), "back": row}
    return render(request, "organs/form.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of organs, and a form to add or change one."""
    viewer = viewer_of(request)
    if not viewer.may("organs.keep_kind"):
        raise NotAllowed("organs.keep_kind")
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        names = ("code", "competences", "rule", "share", "quorum_share", "formal", "elected", "bounded")
        facts = {name: told[name] for name in names} | {"title": form.text("title"), "purpose": form.text("purpose")}
        if done(form, lambda: actions.keep_kind(viewer, **facts)):
            messages.success(request, _("The kind is kept."))
            return redirect("organs:kinds")
    rows = [(kind, [COMPETENCES[c] for c in kind.competences if c in COMPETENCES]) for kind in queries.kinds().values()]
    return render(request, "organs/kinds.html", {"form": form, "rows": rows})
