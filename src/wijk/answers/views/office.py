"""The office: services with their people, what goes where, the list of reasons, ready words, and files of services and routes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.accounts.models import Person
from wijk.answers import access, actions, importers, queries
from wijk.answers.forms import EndForm, FileForm, PhraseForm, PlaceForm, ReasonForm, RouteForm, ServiceForm
from wijk.answers.models import Phrase, Route
from wijk.contributions.models import Category, Kind, Opening
from wijk.core.errors import Absent, Faulty, Refused
from wijk.core.viewer import viewer_of
from wijk.territory.queries import touched
from wijk.ui.open_pages import asked
from wijk.ui.tables import paginate

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def services(request: HttpRequest) -> HttpResponse:
    """All services, and a file with more of them."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.import_routes(
                viewer, told=importers.read(form.cleaned_data["file"].read(importers.MOST_BYTES + 1))
            )
            messages.success(
                request, _("Taken in: {services} services, {routes} routes.").format(services=made[0], routes=made[1])
            )
            return redirect("answers:services")
        except Faulty as fault:
            for problem in fault.problems:
                form.add_error("file", str(problem))
        except Refused as fault:
            form.add_error("file", str(fault))
    told = {"services": queries.services(everything=True), "form": form, "routes": Route.objects.count()}
    return render(request, "answers/services.html", told)


@never_cache
@form_page
def service(request: HttpRequest, key: str = "") -> HttpResponse:
    """One service, or a new one."""
    viewer = viewer_of(request)
    found = access.open_service(viewer, key) if key else None
    if found is None:
        access.enter_office(viewer)
    names = ("key", "title", "days", "working", "place", "revision")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names} if found else {}
    if found:
        initial["members"] = "\n".join(one.email or "" for one in found.members.exclude(email=None).order_by("pk"))
    form = ServiceForm(request.POST or None, initial=initial)
    if found is not None:
        form.fields["key"].disabled = True
    if request.method == "POST" and form.is_valid() and (members := _members(form)) is not None:
        told = {name: form.cleaned_data[name] for name in ("key", "days", "working", "place", "revision")}
        try:
            actions.keep_service(viewer, title=form.text("title"), members=members, **told)
            messages.success(request, _("Saved."))
            return redirect("answers:services")
        except Refused as fault:
            form.add_error(None, str(fault))
    others = [row for row in queries.services() if found and row.pk != found.pk]
    told = {"form": form, "service": found, "end": EndForm(services=others) if found and found.active else None}
    return render(request, "answers/service.html", told)


def _members(form: ServiceForm) -> list[Person] | None:
    """The people behind the addresses; None where one of them has no account, with the sentence on the form."""
    wanted = list(
        dict.fromkeys(line.strip().lower() for line in form.cleaned_data["members"].splitlines() if line.strip())
    )
    found = {person.email: person for person in Person.objects.filter(email__in=wanted, is_active=True)}
    if lost := [one for one in wanted if one not in found]:
        form.add_error(
            "members", _("Nobody has an account with this address: {what}. Invite them first.").format(what=lost[0])
        )
        return None
    return list(found.values())


@never_cache
@require_POST
def end_service(request: HttpRequest, key: str) -> HttpResponse:
    """Put it out of use."""
    viewer = viewer_of(request)
    row = access.open_service(viewer, key)
    try:
        moved = actions.end_service(viewer, service=row, to=queries.service(request.POST.get("to", "")[:60]))
        messages.success(request, _("Out of use. Passed on, with their promised days: {count}.").format(count=moved))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("answers:services")


@never_cache
@form_page
def routes(request: HttpRequest) -> HttpResponse:
    """What goes where; a new route; and: where would this go?"""
    viewer = viewer_of(request)
    access.enter_office(viewer, access.KEEP_ROUTE)
    form, lists = _route_form(request), _lists()
    if request.method == "POST" and form.is_valid() and _keep(request, form, None):
        return redirect("answers:routes")
    names = ("opening", "area", "kind", "category")
    tried = PlaceForm(request.GET if any(name in request.GET for name in names) else None, **lists)
    page = paginate(Route.objects.select_related("service"), request, 100)
    told = {"form": form, "page": page, "tried": tried, "goes": _goes(request) if tried.is_bound else None}
    return render(request, "answers/routes.html", told)


def _goes(request: HttpRequest) -> queries.Goes | None:
    area = asked(request, "area")
    try:
        areas = touched(area) | {area}
    except Absent:
        messages.error(request, _("We do not know this area: {what}.").format(what=area))
        return None
    return queries.goes(
        kind=asked(request, "kind"), category=asked(request, "category"), opening=asked(request, "opening") or "city", areas=areas
    )  # fmt: skip


def _lists() -> dict[str, Any]:
    return {
        "openings": list(Opening.objects.filter(active=True).order_by("key")[:500]),
        "kinds": list(Kind.objects.filter(answered=True, active=True)), "categories": list(Category.objects.filter(active=True)),
    }  # fmt: skip


def _route_form(request: HttpRequest, row: Route | None = None) -> RouteForm:
    names = ("opening", "area", "kind", "category", "days")
    initial = {name: getattr(row, name) for name in names} | {"service": row.service.key} if row else {}
    sent = request.POST if request.method == "POST" else None
    return RouteForm(sent, initial=initial, services=queries.services(), prefix="route", **_lists())


def _keep(request: HttpRequest, form: RouteForm, row: Route | None) -> bool:
    told = dict(form.cleaned_data)
    service = queries.service(told.pop("service"))
    if service is None:
        form.add_error("service", _("This service is no longer in use. Choose another one."))
        return False
    try:
        actions.keep_route(viewer_of(request), service=service, route=row, **told)
    except Refused as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, _("Saved. It holds for what comes in from now on."))
    return True


@never_cache
@form_page
def route(request: HttpRequest, number: int) -> HttpResponse:
    """One route: change it, or take it out."""
    viewer = viewer_of(request)
    row = access.open_route(viewer, number)
    if request.method == "POST" and request.POST.get("do") == "end":
        actions.end_route(viewer, route=row)
        messages.success(request, _("Taken out. What waits stays where it is."))
        return redirect("answers:routes")
    form = _route_form(request, row)
    if request.method == "POST" and form.is_valid() and _keep(request, form, row):
        return redirect("answers:routes")
    return render(request, "answers/route.html", {"form": form, "route": row})


@never_cache
@require_GET
def reasons(request: HttpRequest) -> HttpResponse:
    """The public list, with what is out of use."""
    access.enter_office(viewer_of(request), access.KEEP_REASON)
    return render(request, "answers/reasons.html", {"reasons": queries.reasons(everything=True)})


@never_cache
@form_page
def reason(request: HttpRequest, code: str = "") -> HttpResponse:
    """One reason, or a new one."""
    viewer = viewer_of(request)
    found = access.open_reason(viewer, code) if code else None
    if found is None:
        access.enter_office(viewer, access.KEEP_REASON)
    initial = {name: getattr(found, name) for name in ("code", "title", "words", "active", "order")} if found else None
    form = ReasonForm(request.POST or None, initial=initial)
    if found is not None:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("code", "active", "order")}
        try:
            actions.keep_reason(viewer, title=form.text("title"), words=form.text("words"), **told)
            messages.success(request, _("Saved. Everybody reads it on the page of the clock."))
            return redirect("answers:reasons")
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "answers/reason.html", {"form": form, "reason": found})


@never_cache
@require_GET
def phrases(request: HttpRequest) -> HttpResponse:
    """The ready words."""
    access.enter_office(viewer_of(request), access.KEEP_PHRASE)
    page = paginate(Phrase.objects.select_related("service"), request, 50)
    return render(request, "answers/phrases.html", {"page": page})


@never_cache
@form_page
def phrase(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ready words, or new ones."""
    viewer = viewer_of(request)
    found = access.open_phrase(viewer, code) if code else None
    if found is None:
        access.enter_office(viewer, access.KEEP_PHRASE)
    initial: dict[str, Any] = (
        {name: getattr(found, name) for name in ("code", "title", "words", "outcome", "active")} if found else {}
    )
    if found and found.service:
        initial["service"] = found.service.key
    form = PhraseForm(request.POST or None, initial=initial, services=queries.services())
    if found is not None:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("code", "outcome", "active")}
        try:
            service = queries.service(form.cleaned_data["service"])
            actions.keep_phrase(viewer, title=form.text("title"), words=form.text("words"), service=service, **told)
            messages.success(request, _("Saved."))
            return redirect("answers:phrases")
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "answers/phrase.html", {"form": form, "phrase": found})
