"""What people do who speak for an organisation: ask to keep its entry, change it, say that all is right, hand it over, leave."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.accounts.queries import token_hash
from wijk.actors import access, actions, queries
from wijk.actors.forms import CodeForm, OrganisationForm
from wijk.actors.models import Keeping, Organisation
from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.themes import theme_labels
from wijk.core.viewer import Viewer, viewer_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to keep an entry, type the code of the letter, prepare to hand it over, or leave."""
    viewer = viewer_of(request)
    access.person_of(viewer)
    row = queries.organisation(key)
    keeping = queries.keeping_of(row, viewer.key)
    form = CodeForm(request.POST if request.POST.get("do") == "code" else None)
    link = ""
    if request.method == "POST":
        if request.POST.get("do") == "hand-over" and keeping is not None:
            token = actions.offer_handover(viewer, organisation=row)
            link = request.build_absolute_uri(reverse("actors:take_over", args=[token]))
        elif _done(request, lambda: _do(request.POST.get("do", ""), viewer, row, keeping, form)):
            return redirect("actors:keep", key=key)
    by_letter = bool(keeping and keeping.code_hash)
    context = {"row": row, "keeping": keeping, "form": form, "link": link, "by_letter": by_letter}
    return render(request, "actors/keep.html", context)


def _do(what: str, viewer: Viewer, row: Organisation, keeping: Keeping | None, form: CodeForm) -> str:
    """Do one thing; what came of it, in words."""
    if what in ("ask-letter", "ask-office"):
        made = actions.ask_to_keep(viewer, organisation=row, by_letter=what == "ask-letter")
        if made.code_hash:
            return _("A letter with a code is on its way to the organisation. Type the code here once you have it.")
        return _("The city has been asked. You get a letter with its answer.")
    if what == "code" and keeping is not None and form.is_valid():
        actions.confirm_keeper(viewer, keeping=keeping, code=form.cleaned_data["code"])
        return _("Welcome. You keep this entry from now on.")
    if what == "leave" and keeping is not None:
        actions.end_keeping(viewer, keeping=keeping)
        return _("You no longer keep this entry. The entry itself stays.")
    raise Refused("nothing", _("Choose what you want to do."))


def _done(request: HttpRequest, act: Callable[[], str]) -> bool:
    """Do it and say so, or say why not."""
    try:
        messages.success(request, act())
    except Absent:
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what an entry says."""
    viewer = viewer_of(request)
    row = access.open_to_change(viewer, key)
    form = OrganisationForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organisation(viewer, organisation=row, facts=form.facts())
        except Refused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("The entry was changed, and counts as confirmed today."))
            return redirect("actors:organisation", key=key)
    return render(request, "actors/change.html", {"row": row, "form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Say that everything is still right."""
    viewer = viewer_of(request)
    actions.confirm_facts(viewer, organisation=access.open_to_change(viewer, key))
    messages.success(request, _("Noted: everything is still right today."))
    return redirect("actors:organisation", key=key)


@login_required
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Note that an organisation has closed, or take that back."""
    viewer = viewer_of(request)
    row = access.open_to_change(viewer, key)
    act = actions.reopen_organisation if row.closed_on else actions.close_organisation
    words = (
        _("The organisation stands in the lists again.") if row.closed_on else _("The organisation is noted as closed.")
    )

    def doing() -> str:
        act(viewer, organisation=row)
        return words

    _done(request, doing)
    return redirect("actors:organisation", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a reminder: one button says that everything is still right."""
    keeping = actions.opened_by_link(token)
    if request.method == "POST":
        row = actions.confirm_by_link(token=token)
        messages.success(request, _("Thank you. We ask again in a year."))
        return redirect("actors:organisation", key=row.key)
    row = keeping.organisation
    labels = queries.area_labels(row.places)
    context = {
        "row": row, "places": list(labels.values()), "spoken": queries.language_labels(row.languages),
        "themes": theme_labels(row.themes),
    }  # fmt: skip
    return render(request, "actors/still_right.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, token: str) -> HttpResponse:
    """Take over an entry with the link that its keeper passed on."""
    viewer = viewer_of(request)
    access.person_of(viewer)
    live = Keeping.objects.filter(handover_hash=token_hash(token), ended_at=None, handover_until__gt=clock.now())
    keeping = live.select_related("organisation").first()
    if keeping is None:
        raise Absent("handover")
    if request.method == "POST":

        def doing() -> str:
            actions.take_over(viewer, keeping=keeping)
            return _("Welcome. You keep this entry from now on.")

        _done(request, doing)
        return redirect("actors:keep", key=keeping.organisation.key)
    return render(request, "actors/take_over.html", {"row": keeping.organisation})
