"""One's own page."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijk.accounts import access, actions, queries
from wijk.accounts.adapters import INVITED
from wijk.accounts.forms import EraseForm, ProfileForm
from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Who am I here: my name and language, my roles, what I agreed to; my copy, and the way out."""
    viewer = viewer_of(request)
    person = access.open_self(viewer)
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.change_profile(viewer, person=person, name=told["name"], language=told["language"])
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"form": form, **_about(viewer, person)})


def _about(viewer: object, person: Person) -> dict[str, Any]:
    grants = list(queries.roles_of(person))
    names = queries.area_names([grant.area for grant in grants])
    roles = [(queries.role_name(grant.role), names[grant.area], grant) for grant in grants]
    agreed = queries.consents_of(person)
    purposes = [(purpose, agreed.get(purpose.code)) for purpose in queries.PURPOSES]
    waits = isinstance(viewer, access.PersonViewer) and viewer.needs_second_factor
    return {"person": person, "roles": roles, "purposes": purposes, "waits": waits}


@login_required
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree, or take the agreement back."""
    viewer = viewer_of(request)
    person = access.open_self(viewer)
    if "withdraw" in request.POST:
        actions.withdraw_consent(viewer, person=person, purpose=purpose)
        messages.success(request, _("Withdrawn, from now on."))
    else:
        try:
            actions.give_consent(viewer, person=person, purpose=purpose)
            messages.success(request, _("Noted, with thanks."))
        except Refused as fault:
            messages.error(request, str(fault))
    return redirect("accounts:me")


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """My own data as one JSON file."""
    viewer = viewer_of(request)
    told = actions.export_own_data(viewer, person=access.open_self(viewer))
    words = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    name = f"wijk-{clock.today():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(words, content_type="application/json", headers=headers)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What erasing does, and the button that does it."""
    viewer = viewer_of(request)
    person = access.open_self(viewer)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase_person(viewer, person=person)
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect("accounts:erase")
        logout(request)
        return redirect("accounts:erased")
    return render(request, "accounts/erase.html", {"form": form})


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Goodbye."""
    return render(request, "accounts/erased.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to; who is not signed in does so first, or makes an account, and comes back here."""
    viewer = viewer_of(request)
    found = access.open_invitation(token)
    if request.method == "POST" and viewer.key:
        try:
            actions.accept_invitation(viewer, invitation=found, person=access.open_self(viewer))
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, _("Welcome. Your role holds from now on."))
        return redirect("accounts:me")
    if not viewer.key:
        # Making an account takes a letter and a second visit; signing in then leads back here.
        request.session[INVITED] = token
    names = queries.area_names([found.area])
    told = {"role": queries.role_name(found.role), "where": names[found.area], "until": found.expires_at}
    return render(request, "accounts/invitation.html", told)
