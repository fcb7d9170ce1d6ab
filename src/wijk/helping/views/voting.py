"""For who helps: read statements to somebody and tick what they say; hand over a paper that says that it was handed in."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.conversations import queries as talking
from wijk.conversations.access import open_conversation
from wijk.conversations.models import Conversation, Statement
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.helping import access, actions, consent
from wijk.helping.forms.voting import MOST_STATEMENTS, VoteForm
from wijk.helping.views.writing import BOXES
from wijk.ui.open_pages import asked
from wijk.ui.tables import paginate


@never_cache
@login_required
@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """The conversations that are open now."""
    access.enter_desk(viewer_of(request))
    page = paginate(talking.listed(state="open"), request, 30)
    return render(request, "helping/votes.html", {"page": page, "rows": [row for row in page.items if row.is_open]})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote_for(request: HttpRequest, key: str) -> HttpResponse:
    """Some statements of one conversation, those that learn most from another answer."""
    viewer = viewer_of(request)
    stops = access.enter_desk(viewer)
    row = open_conversation(viewer, key)
    once = request.POST.get("once", "")[:64] or secrets.token_urlsafe(16)
    statements = _statements(row, request.POST.get("asked", ""), once)
    start = {
        "once": once, "asked": ",".join(str(one.number) for one in statements),
        "at": f"stop:{stops[0].key}" if stops else "counter",
    }  # fmt: skip
    form = VoteForm(request.POST or None, initial=start, conversation=row, statements=statements, stops=stops)
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.hand_in_votes(viewer, voted=form.voted(), once=form.cleaned_data["once"])
        except NotAllowed:
            raise
        except Refused as fault:
            box = BOXES.get(fault.code, "")
            form.add_error(box if box in form.fields else None, str(fault))
        else:
            return redirect(f"{reverse('helping:votes_given', args=[key])}?n={written or len(form.voted().votes)}")
    told: dict[str, Any] = {"talk": row, "form": form, "read_out": consent.VOTES[max(consent.VOTES)]}
    return render(request, "helping/vote_for.html", told)


@never_cache
@login_required
@require_safe
def votes_given(request: HttpRequest, key: str) -> HttpResponse:
    """The paper to hand over: that it was handed in, how many answers, and nothing of what they were."""
    viewer = viewer_of(request)
    access.enter_desk(viewer)
    typed = asked(request, "n")
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed[:3]) <= MOST_STATEMENTS):
        raise Absent("votes")
    told = {"talk": open_conversation(viewer, key), "n": int(typed), "day": clock.today()}
    return render(request, "helping/votes_given.html", told)


def _statements(row: Conversation, typed: str, once: str) -> list[Statement]:
    """Those that stood on the form that was sent; else those that come next for somebody new."""
    numbers = [
        int(word) for word in typed.split(",")[:MOST_STATEMENTS] if word.isascii() and word.isdigit() and len(word) < 8
    ]
    if numbers:
        found = {one.number: one for one in row.statements.filter(number__in=numbers, visibility="shown")}
        return [found[number] for number in numbers if number in found]
    return list(talking.offer(row, once, {}, limit=MOST_STATEMENTS).statements)
