"""For who helps: write down what somebody says, and hand over the receipt."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.contributions.models import Kind, Opening
from wijk.contributions.queries import openings
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES
from wijk.core.viewer import viewer_of
from wijk.helping import access, actions, codes, consent, teamwork
from wijk.helping.exporters import receipt_pdf as made_pdf
from wijk.helping.forms.writing import WriteForm
from wijk.helping.models import Receipt
from wijk.helping.queries.cases import teams_of
from wijk.ui.open_pages import asked
from wijk.ui.paper import MEDIA_TYPE, square_code

#: In the session of who wrote it down stands for which receipts, and until when, the code can be shown.
HELD, MINUTES, MOST = "helping.receipts", 30, 20
BOXES = {
    "no-title": "title", "no-place": "place_words", "outside": "place_words", "elsewhere": "place_words", "no-street": "place_words",
    "no-area": "place_words", "no-address": "email", "no-kind": "kind", "no-consent": "agreed", "no-channel": "at",
    "no-language": "language", "residence-no-pass": "pass", "residence-no-counter": "pass", "residence-verified": "pass",
    "residence-declared": "lives", "residence-elsewhere": "pass",
}  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """One page: what they say, that they agree, and send."""
    viewer = viewer_of(request)
    stops = access.enter_desk(viewer)
    opening = _opening(request)
    start = {
        "language": get_language(), "once": secrets.token_urlsafe(16), "kind": "idea",
        "at": f"stop:{stops[0].key}" if stops else "counter",
    }  # fmt: skip
    form = WriteForm(request.POST or None, initial=start, opening=opening, kinds=kinds(opening), stops=stops)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.write_down(viewer, said=form.said(), once=form.cleaned_data["once"])
        except NotAllowed:
            raise
        except Refused as fault:
            box = BOXES.get(fault.code, "")
            form.add_error(box if box in form.fields else None, str(fault))
        else:
            hold(request, given.contribution.key)
            return redirect("helping:receipt", key=given.contribution.key)
    told: dict[str, Any] = {
        "form": form, "opening": opening, "read_out": consent.words(), "others": list(openings.openings()[:20]),
    }  # fmt: skip
    return render(request, "helping/write.html", told)


def kinds(opening: Opening) -> list[Kind]:
    """What one can write down: kinds that ask nothing more of everybody."""
    return [row for row in openings.kinds(opening) if not any(field.get("required") for field in row.asked)]


def _opening(request: HttpRequest) -> Opening:
    row = openings.opening(asked(request, "opening") or "city")
    if row is None or not openings.is_open(row):
        raise Absent("opening")
    return row


@never_cache
@login_required
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """The code, large, and the paper with it: for who wrote it down, for half an hour."""
    row, code = _held(request, key)
    member = teamwork.member(viewer_of(request))
    told = {
        "row": row.contribution, "shown": row.contribution.is_shown, "code": codes.shown(code),
        "paper": reverse("helping:receipt_pdf", args=[key]), "next": reverse("helping:write"),
        "accompanies": bool(member and teams_of(member)),
    }  # fmt: skip
    return render(request, "helping/receipt.html", told | link_of(code, row.contribution.language))


@never_cache
@login_required
@require_safe
def receipt_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The receipt on paper: a card, or a strip for a receipt printer."""
    row, code = _held(request, key)
    answer = HttpResponse(made_pdf(row, code, strip=asked(request, "paper") == "strip"), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return answer


def link_of(code: str, language: str) -> dict[str, str]:
    """The page of the code, in the language of who holds it."""
    with override(language if language in LANGUAGES else LANGUAGES[0]):
        address = absolute(reverse("helping:follow", args=[code]))
    return {"address": address.partition("://")[2], "square": square_code(address, stretches=True)}


def hold(request: HttpRequest, key: str) -> None:
    """Note in the session that the code of this may be shown for a while."""
    held = dict(list(request.session.get(HELD, {}).items())[-MOST:])
    held[key] = clock.now().isoformat()
    request.session[HELD] = held


def check_held(request: HttpRequest, key: str) -> None:
    """May the code of this still be shown here? Absent otherwise."""
    access.enter_desk(viewer_of(request))
    at = request.session.get(HELD, {}).get(key)
    if at is None or (clock.now() - datetime.fromisoformat(at)).total_seconds() > MINUTES * 60:
        raise Absent("receipt")


def _held(request: HttpRequest, key: str) -> tuple[Receipt, str]:
    check_held(request, key)
    row = Receipt.objects.select_related("contribution__kind").filter(contribution__key=key).first()
    if row is None:
        raise Absent("receipt")
    return row, codes.code_of(row.seed)
