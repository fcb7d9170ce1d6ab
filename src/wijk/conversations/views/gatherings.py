"""Which viewpoints are missing in this meeting? A card that its people fill in for that purpose, and the desk of their host."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.conversations import access, actions, queries, tokens
from wijk.conversations.gathering_form import GatheringForm
from wijk.conversations.models import CHOICES, Conversation, Gathering
from wijk.conversations.queries.gatherings import OFTEN
from wijk.conversations.views.cards import card
from wijk.core.errors import Absent, Refused
from wijk.core.site import absolute
from wijk.core.viewer import viewer_of
from wijk.ui.paper import square_code

pages = require_http_methods(["GET", "HEAD", "POST"])
COOKIE, AGE = "wijk-card", 7 * 24 * 3600


@never_cache
@pages
def viewpoint(request: HttpRequest, key: str, code: str) -> HttpResponseBase:
    """The card: where do you stand on these statements? Not a vote; it is used for this meeting alone."""
    row = access.open_conversation(viewer_of(request), key)
    found = row.gatherings.filter(key=code).first()
    if found is None:
        raise Absent("gathering")
    statements = queries.on_card(row, queries.report(row))
    told: dict[str, Any] = {"talk": row, "gathering": found, "cards": [card(one) for one in statements], "fault": ""}
    if request.method == "POST":
        token = _token(request, found) or tokens.fresh(found.key)
        positions = {
            one.number: CHOICES[said]
            for one in statements
            if (said := request.POST.get(f"s{one.number}", "")) in CHOICES
        }
        often = request.POST.get("often", "")
        try:
            actions.declare(gathering=found, token=token, positions=positions, often=often if often in OFTEN else "")
        except Refused as fault:
            told |= {"fault": str(fault)}
            return render(request, "conversations/card.html", told, status=400)
        answer = render(request, "conversations/card_given.html", told)
        answer.set_cookie(
            COOKIE, token, max_age=AGE, path=request.path, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )  # fmt: skip
        return answer
    return render(request, "conversations/card.html", told)


def _token(request: HttpRequest, gathering: Gathering) -> str:
    token = request.COOKIES.get(COOKIE, "")
    return token if tokens.mark(gathering.key, token) else ""


@never_cache
@pages
def gatherings(request: HttpRequest, key: str) -> HttpResponseBase:
    """The meetings of one conversation: begin one, show its code, see which viewpoints lack, end it."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, access.GATHER)
    form = GatheringForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_gathering(
                viewer, key=key, title=form.text("title"), asked=form.cleaned_data["asked"], about=form.about()
            )
            messages.success(request, _("Show the square code to the people of the meeting."))
            return redirect("conversations:gatherings", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    told = {"talk": row, "form": form, "rows": _rows(row)}
    return render(request, "conversations/office/gatherings.html", told, status=400 if form.errors else 200)


@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Take no more cards."""
    viewer = viewer_of(request)
    access.open_for(viewer, key, access.END)
    try:
        actions.end_gathering(viewer, key=key, gathering=request.POST.get("gathering", "")[:10])
        messages.success(request, _("Cards are no longer taken."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("conversations:gatherings", key=key)


def _rows(row: Conversation) -> list[dict[str, Any]]:
    rows = []
    for one in row.gatherings.order_by("-made_at", "-pk")[:20]:
        address = absolute(reverse("conversations:viewpoint", args=[row.key, one.key]))
        code = mark_safe(square_code(address)) if one.open else ""
        rows.append(
            {
                "gathering": one,
                "address": address,
                "qr": code,
                "covered": queries.covered(one) if one.coverage else None,
            }
        )
    return rows
