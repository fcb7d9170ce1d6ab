"""What somebody hears, when and how: with an account, or by the link in each letter. And the button that stops it all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from wijk.accounts.access import open_self
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.notices import access, actions, queries, sealing
from wijk.notices.forms import WishesForm
from wijk.notices.models import Reader

#: The latest news on one's own page.
SHOWN = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """With an account."""
    viewer = viewer_of(request)
    person = open_self(viewer)
    reader = access.open_own(viewer) or Reader(person=person, language=person.language)
    if request.method == "POST" and reader._state.adding:
        reader = actions.own_reader(person)
    return _page(request, viewer, reader)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in a letter."""
    reader = access.open_by_letter(token)
    return _page(request, access.Holder(reader.key), reader, token)


def _page(request: HttpRequest, viewer: Viewer, reader: Reader, token: str = "") -> HttpResponse:
    form = WishesForm(request.POST if request.POST.get("do") == "wishes" else None, reader=reader)
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do != "wishes" or form.is_valid():
            try:
                said = _do(viewer, reader, do, request, form)
            except Refused as fault:
                messages.error(request, str(fault))
            else:
                messages.success(request, said)
            if do == "stop" and token:
                return redirect("notices:stop", token=token)
            return redirect("notices:by_letter", token=token) if token else redirect("notices:mine")
    return render(request, "notices/mine.html", _shown(viewer, reader, token) | {"form": form})


def _do(viewer: Viewer, reader: Reader, do: str, request: HttpRequest, form: WishesForm) -> str:
    """Do what a button says; what to say of it."""
    if do == "wishes":
        actions.change_rhythm(viewer, reader=reader, **form.cleaned_data)
        return _("Saved.")
    if do == "unfollow":
        actions.stop_following(viewer, reader=reader, tag=request.POST.get("tag", "")[:200])
        return _("You no longer hear of this.")
    if do == "large":
        actions.agree_to_large(viewer, reader=reader)
        return _("You hear of large projects where you live, from now on.")
    if do == "not_large":
        actions.withdraw_from_large(viewer, reader=reader)
        return _("Withdrawn, from now on.")
    if do == "push":
        sent = {name: request.POST.get(name, "")[:700] for name in ("endpoint", "p256dh", "auth")}
        actions.turn_on_push(viewer, reader=reader, **sent)
        return _("This browser tells you from now on.")
    if do == "push_off":
        actions.turn_off_push(viewer, reader=reader)
        return _("No browser tells you anything any more.")
    if do == "stop":
        actions.stop(viewer, reader=reader)
        return _("You get no more letters.")
    raise Refused("nothing", _("Nothing was chosen. Use one of the buttons."))


def _shown(viewer: Viewer, reader: Reader, token: str) -> dict[str, Any]:
    rows = list(queries.follows_of(reader)) if reader.pk else []
    names = queries.follow_names(rows, viewer)
    follows = [
        (row, names.get(row.tag) or _("Something that is no longer there"), queries.follow_link(row.tag))
        for row in rows
    ]
    tags = [row.tag for row in rows]
    return {
        "reader": reader,
        "follows": follows,
        "token": token,
        "pushes": reader.pushes.count() if reader.pk else 0,
        "push_key": sealing.public_key(),
        "items": queries.items(tags, limit=SHOWN) if tags else [],
        "kinds": queries.KINDS,
        "live": bool(reader.pk and reader.confirmed_at and not reader.stopped_at),
    }


@csrf_exempt  # a mail program stops the letters by itself (RFC 8058); it only knows the token, which is enough for this alone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click and no letter comes any more; a page with a button for people, an answer for mail programs."""
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        _stopped(token)
        return HttpResponse(status=200)
    answer: HttpResponse = _stop_page(request, token)
    return answer


@csrf_protect
def _stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page with the button; it says the same where nobody is left to stop."""
    if request.method == "POST":
        _stopped(token)
        return redirect("notices:stop", token=token)
    try:
        reader: Reader | None = access.open_by_letter(token)
    except Absent:
        reader = None
    return render(request, "notices/stop.html", {"stopped": reader is None or reader.stopped_at is not None})


def _stopped(token: str) -> None:
    try:
        reader = access.open_by_letter(token)
    except Absent:
        return
    actions.stop(access.Holder(reader.key), reader=reader)
