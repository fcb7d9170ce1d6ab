"""For whoever holds a receipt: what became of what they said, without any account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.answers import queries as answers
from wijk.answers.access import token_of
from wijk.answers.models import ANSWERED
from wijk.contributions.access import author_token
from wijk.contributions.actions import Hand, counts
from wijk.contributions.models import Contribution
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import viewer_of
from wijk.helping import access, actions, codes
from wijk.helping.forms.writing import CodeForm
from wijk.helping.models import Slip
from wijk.helping.words import STATE_LOOKS, STATE_WORDS
from wijk.moderation.access import Guard, hand_of
from wijk.moderation.queries import appeal_path_of, removed
from wijk.ui import beside
from wijk.ui.open_pages import asked, open_page

PURPOSE = "helping.receipt"
#: Receipts that one hand opens within the hour; a community house is one hand.
PACE = 120


@open_page
def type_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a receipt."""
    typed = asked(request, "code")
    form = CodeForm(request.GET if "code" in request.GET else None)
    if "code" in request.GET and form.is_valid():
        code = codes.read(typed)
        if code is not None:
            return redirect("helping:follow", code=code)
        form.add_error("code", _("This is no code of a receipt. Look at the paper again: ten letters and digits."))
    return render(request, "helping/code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, the answer, and what one can do with it."""
    if codes.read(code) is None:
        raise Absent("receipt")
    try:
        Guard.pace(PURPOSE, hand=hand_of(request), most=PACE)
    except Refused as fault:
        return render(request, "helping/slowly.html", {"why": str(fault)}, status=429)
    if (slip := access.open_slip(code)) is not None:
        return _follow_slip(request, slip, code)
    receipt = access.open_receipt(code)
    if request.method == "POST" and (answer := _claim(request, code)):
        return answer
    told = _told(request, receipt.contribution) | {"receipt": receipt, "code": codes.shown(codes.read(code) or "")}
    return _quiet(render(request, "helping/follow.html", told))


def _quiet(answer: HttpResponse) -> HttpResponse:
    """No other site learns the address, and no search engine."""
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _follow_slip(request: HttpRequest, slip: Slip, code: str) -> HttpResponse:
    """Whether a support still counts, what became of a comment, and how one takes it back."""
    if request.method == "POST" and request.POST.get("do") == "take_back":
        actions.take_back(viewer_of(request), slip=slip)
        return redirect("helping:follow", code=code)
    of, comment = slip.contribution, slip.comment
    subject = Subject("contributions.comment", comment.key) if comment else None
    gone = comment is not None and comment.visibility in ("hidden", "removed")
    appeal = appeal_path_of(subject) if subject and gone else ""
    told = {
        "slip": slip, "row": of, "comment": comment, "code": codes.shown(codes.read(code) or ""),
        "counts": comment is None and counts(of, Hand(slip.hand, slip.known)), "why": removed(subject) if subject and gone else None,
        "appeal": f"/{request.path.split('/')[1]}/{appeal}" if appeal else "", "shown": of.merged_into or (of if of.is_shown else None),
    }  # fmt: skip
    return _quiet(render(request, "helping/follow_slip.html", told))


def _claim(request: HttpRequest, code: str) -> HttpResponse | None:
    if request.POST.get("do") != "claim":
        return None
    viewer = viewer_of(request)
    if not viewer.key:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    try:
        actions.claim(viewer, receipt=access.open_receipt(code))
        messages.success(request, _("It stands in your account now. The receipt goes on working."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("helping:follow", code=code)


def _told(request: HttpRequest, row: Contribution) -> dict[str, Any]:
    """What the page says. Who holds the code is its author, so they read their own words whatever became of them."""
    subject = Subject("contributions.contribution", row.key)
    asked_for = answers.of(row)
    again = asked_for is not None and asked_for.state == ANSWERED and not asked_for.reopened
    gone = row.visibility in ("hidden", "removed")
    appeal = appeal_path_of(subject) if gone else ""
    return {
        "row": row, "state": STATE_WORDS[row.state], "look": STATE_LOOKS[row.state], "why": removed(subject) if gone else None,
        "appeal": f"/{request.path.split('/')[1]}/{appeal}" if appeal else "", "token": author_token(row),
        "again": reverse("answers:again", args=[token_of(row)]) if again else "",
        "blocks": beside.blocks(subject, viewer_of(request), request) if row.is_shown else [],
    }  # fmt: skip
