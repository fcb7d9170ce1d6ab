"""What people do by themselves: the list for everybody, one line to add to it, and the page of who added it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.helping import access, actions, queries
from wijk.helping.forms.listing import LineForm
from wijk.moderation.access import Guard, hand_of
from wijk.moderation.queries import appeal_path_of, removed
from wijk.outreach.queries import places_named
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate

METHODS = ["GET", "HEAD", "POST"]
PURPOSE = "helping.list_action"
BOXES = {
    "no-title": "title",
    "no-place": "place_words",
    "outside": "place_words",
    "no-day": "day",
    "no-link": "link",
    "no-address": "email",
}


@open_page
def citizens_actions(request: HttpRequest) -> HttpResponse:
    """What comes, or what was."""
    area, before = asked(request, "area"), asked(request, "when") == "past"
    name = places_named({area}).get(area) if area else None
    area = area if name is not None else ""
    page = paginate(queries.actions_past(area) if before else queries.actions_coming(area), request, 50)
    told = {"page": page, "rows": page.items, "area": area, "area_name": name.to() if name else "", "before": before}
    return render(request, "helping/actions.html", told)


@open_page
def citizens_action(request: HttpRequest, key: str) -> HttpResponse:
    """One of them. What was taken away leaves its place and the reason."""
    row = access.open_action(key)
    subject = actions.subject_of(row)
    if row.visibility != "shown":
        return render(request, "helping/action_gone.html", {"row": row, "why": removed(subject)}, status=410)
    mine = access.is_own(viewer_of(request), row)
    told = {"row": row, "about": str(subject), "own": access.own_token(row) if mine else ""}
    return render(request, "helping/action.html", told)


@never_cache
@require_http_methods(METHODS)
def new_action(request: HttpRequest) -> HttpResponse:
    """Add a line."""
    viewer = viewer_of(request)
    form = LineForm(request.POST or None, signed_in=bool(viewer.key))
    if request.method == "POST" and form.is_valid() and (answer := _send(request, form)):
        return answer
    return render(request, "helping/new_action.html", {"form": form, "guard": Guard.issue(PURPOSE)})


def _send(request: HttpRequest, form: LineForm) -> HttpResponse | None:
    viewer, sent = viewer_of(request), request.POST.dict()
    try:
        if not viewer.key:
            Guard.check(sent, PURPOSE, hand=hand_of(request), repeats=True)
        row = actions.list_action(
            viewer, line=form.line(), email=form.cleaned_data.get("email", ""), once=Guard.once(sent)
        )
    except Refused as fault:
        box = BOXES.get(fault.code, "")
        form.add_error(box if box in form.fields else None, str(fault))
        return None
    if row.visibility == "unconfirmed":
        messages.success(
            request, _("Look into your mailbox: we sent a letter with a link. It is listed once you open it.")
        )
        return redirect("helping:actions")
    if row.visibility == "shown":
        messages.success(request, _("It is listed. Have a good time."))
        return redirect("helping:action", key=row.key)
    messages.success(request, _("Thank you. One of us looks at it before it is shown."))
    return redirect("helping:own_action", token=access.own_token(row))


@never_cache
@require_http_methods(METHODS)
def own_action(request: HttpRequest, token: str) -> HttpResponse:
    """For who listed it: confirm it, or take it off."""
    row, viewer = access.open_own_action(token), viewer_of(request)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "confirm":
                actions.confirm_action(viewer, action=row)
            elif request.POST.get("do") == "take_off":
                actions.take_off_action(viewer, action=row, token=token)
        except NotAllowed:
            raise
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect("helping:own_action", token=token)
    gone = row.visibility in ("hidden", "removed")
    appeal = appeal_path_of(actions.subject_of(row)) if gone else ""
    told: dict[str, Any] = {
        "row": row, "why": removed(actions.subject_of(row)) if gone else None,
        "appeal": f"/{request.path.split('/')[1]}/{appeal}" if appeal else "",
    }  # fmt: skip
    answer = render(request, "helping/own_action.html", told)
    answer["Referrer-Policy"] = "same-origin"
    return answer
