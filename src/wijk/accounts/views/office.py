"""The office page of people: find them, give and end roles, invite."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.accounts import access, actions, queries
from wijk.accounts.forms import InvitationForm, RoleForm, SearchForm
from wijk.accounts.models import Grant
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.ui.tables import Page


@never_cache
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, by name, with their roles."""
    access.open_office(viewer_of(request))
    form = SearchForm(request.GET)
    asked = form.asked()
    words = request.GET.get("page", "1")
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 1
    found = queries.people(asked["q"], role=asked["role"], page=number)
    waiting = list(queries.waiting_invitations())
    names = queries.area_names([g.area for row in found.rows for g in row.grants] + [w.area for w in waiting])
    rows = [(row, [(queries.role_name(g.role), names[g.area]) for g in row.grants]) for row in found.rows]
    page = Page(found.rows, found.page, queries.PAGE, found.total, request.GET.urlencode())
    invited = [(w, queries.role_name(w.role), names[w.area]) for w in waiting]
    told = {"form": form, "rows": rows, "page": page, "invited": invited}
    return render(request, "accounts/people.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, key: str) -> HttpResponse:
    """One person: their roles, and a form to give one more."""
    viewer = viewer_of(request)
    who = access.open_person(viewer, key)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if _tell(request, lambda: actions.grant_role(viewer, person=who, role=told["role"], area=told["area"])):
            messages.success(request, _("The role holds from now on."))
            return redirect("accounts:person", key=key)
    grants = list(queries.roles_of(who))
    names = queries.area_names([grant.area for grant in grants])
    roles = [(grant, queries.role_name(grant.role), names[grant.area]) for grant in grants]
    return render(request, "accounts/person.html", {"who": queries.listed(who), "roles": roles, "form": form})


@require_POST
def end(request: HttpRequest, key: str, grant: int) -> HttpResponse:
    """End a role now."""
    viewer = viewer_of(request)
    who = access.open_person(viewer, key)
    found = get_object_or_404(Grant, pk=grant, person=who)
    if _tell(request, lambda: actions.end_role(viewer, grant=found)):
        messages.success(request, _("The role has ended."))
    return redirect("accounts:person", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by letter."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = InvitationForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        site = f"{request.scheme}://{request.get_host()}"
        if _tell(request, lambda: actions.invite(viewer, **form.cleaned_data, site=site)):
            messages.success(request, _("The invitation is on its way."))
            return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form})


def _tell(request: HttpRequest, act: Any) -> bool:
    """Do it, or say why not."""
    try:
        act()
    except Refused as fault:
        messages.error(request, str(fault))
        return False
    return True
