"""For who helps: note that somebody supports what another said, or what they say to it, and hand over the receipt."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.contributions.access import open_shown
from wijk.contributions.models import Contribution
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.helping import access, actions, codes, consent
from wijk.helping.exporters import slip_pdf
from wijk.helping.forms.reacting import ReactForm
from wijk.helping.models import Slip
from wijk.helping.views.writing import BOXES, check_held, hold, link_of
from wijk.ui.open_pages import asked
from wijk.ui.paper import MEDIA_TYPE

OWN_BOXES = BOXES | {"no-comment": "body", "too-long": "body", "no-section": "what", "no-reaction": "what"}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, key: str) -> HttpResponse:
    """One page: what they do with it, that they agree, and send."""
    viewer = viewer_of(request)
    stops = access.enter_desk(viewer)
    row = _open(viewer, key)
    start = {
        "language": get_language(), "once": secrets.token_urlsafe(16), "at": f"stop:{stops[0].key}" if stops else "counter",
    }  # fmt: skip
    form = ReactForm(request.POST or None, initial=start, contribution=row, stops=stops)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.react_for(viewer, reaction=form.reaction(), once=form.cleaned_data["once"])
        except NotAllowed:
            raise
        except Refused as fault:
            box = OWN_BOXES.get(fault.code, "")
            form.add_error(box if box in form.fields else None, str(fault))
        else:
            hold(request, _name(given.slip))
            return redirect("helping:slip", key=given.slip.key)
    told: dict[str, Any] = {"form": form, "row": row, "read_out": consent.REACTIONS[max(consent.REACTIONS)]}
    return render(request, "helping/react.html", told)


def _open(viewer: Viewer, key: str) -> Contribution:
    """What everybody can read, and was not taken together with another; Absent otherwise."""
    row = open_shown(viewer, key)
    if row.merged_into_id is not None:
        raise Absent("contribution")
    return row


@never_cache
@login_required
@require_safe
def slip(request: HttpRequest, key: str) -> HttpResponse:
    """The code, large, and the paper with it: for who wrote it down, for half an hour."""
    row, code = _held(request, key)
    shown = row.comment is None or row.comment.visibility == "shown"
    told = {
        "row": row.contribution, "shown": shown, "support": row.comment is None, "code": codes.shown(code),
        "paper": reverse("helping:slip_pdf", args=[row.key]), "next": reverse("helping:react", args=[row.contribution.key]),
    }  # fmt: skip
    return render(request, "helping/receipt.html", told | link_of(code, row.language))


@never_cache
@login_required
@require_safe
def slip_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The receipt on paper: a card, or a strip for a receipt printer."""
    row, code = _held(request, key)
    answer = HttpResponse(slip_pdf(row, code, strip=asked(request, "paper") == "strip"), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return answer


def _name(row: Slip) -> str:
    return f"slip:{row.key}"


def _held(request: HttpRequest, key: str) -> tuple[Slip, str]:
    row = Slip.objects.select_related("contribution", "comment").filter(key=key).first()
    check_held(request, _name(row) if row else "")
    if row is None:
        raise Absent("receipt")
    return row, codes.code_of(row.seed)
