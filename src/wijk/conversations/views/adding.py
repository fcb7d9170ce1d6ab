"""Add a statement of one's own: first see who said nearly the same, then send it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.conversations import access, actions, queries
from wijk.conversations.forms import StatementForm
from wijk.conversations.models import Conversation
from wijk.conversations.views import hands
from wijk.conversations.views.cards import card, page_language
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.moderation.access import Guard, hand_of

PURPOSE = "conversations.add_statement"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Write it, see what is alike, send it. Nothing is shown twice because somebody clicked twice."""
    row = access.open_conversation(viewer_of(request), key)
    language = page_language()
    form = StatementForm(request.POST or None, longest=row.longest, initial={"language": language})
    told: dict[str, Any] = {"talk": row, "form": form, "open": row.is_open and row.adding}
    told["sign_in"] = hands.lacks(request, row)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["text"]
        near = queries.alike(row, words)
        if near and "sure" not in request.POST:
            told |= {"near": [(one, card(one)) for one in near], "words": words}
        else:
            try:
                return _taken(request, row, form)
            except Refused as fault:
                form.add_error("text" if fault.code.startswith(("statement", "too-long")) else None, str(fault))
                told["sure"] = "sure" in request.POST
    told["guard"] = Guard.issue(PURPOSE, slow=True)
    return render(request, "conversations/add.html", told)


def _taken(request: HttpRequest, row: Conversation, form: StatementForm) -> HttpResponse:
    hand = hands.begin(request, row)
    passed = Guard.check(request.POST, PURPOSE, hand=hand_of(request), slow=True, repeats=True)
    made = actions.add_statement(
        conversation=row, voice=hand.token, text=form.cleaned_data["text"], language=form.cleaned_data["language"],
        once=Guard.once(request.POST), slow=passed.way == "slow",
    )  # fmt: skip
    if made.visibility == "shown":
        messages.success(request, _("Your statement is there. Others vote on it from now on."))
    else:
        messages.success(
            request, _("Thank you. Somebody of us reads your statement first; then others can vote on it.")
        )
    answer = redirect("conversations:conversation", key=row.key)
    hands.remember(answer, row, hand)
    return answer
