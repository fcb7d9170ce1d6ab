"""A review for who has no account: say something by an address, and see by the letter what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.charters import access, actions, queries
from wijk.charters.forms import PassingForm
from wijk.charters.models import Round, Waiting
from wijk.charters.views.review import about
from wijk.core.errors import Refused
from wijk.ui.pace import within

#: Things said from one place on the network in an hour.
SAYS = 20


def say_by_letter(request: HttpRequest, found: Round, slug: str, article: Any) -> HttpResponse:
    """The form of who has no account; what is sent waits for its letter to be opened."""
    form = PassingForm(request.POST or None, auto_id=f"{slug}-%s")
    if request.method == "POST" and form.is_valid() and _taken(request, found, slug, form):
        said = _("Look into your mailbox: we sent a letter with a link. What you said is shown once you open it.")
        messages.success(request, said)
        return redirect("charters:round_article", key=found.key, slug=slug)
    told = about(request, found) | {"form": form, "article": article, "slug": slug, "passing": True}
    return render(request, "charters/say.html", told, status=422 if form.errors else 200)


def _taken(request: HttpRequest, found: Round, slug: str, form: PassingForm) -> bool:
    if not within(request, "say", SAYS):
        form.add_error(None, _("Too much came from your network in a short time. Try again in an hour."))
        return False
    try:
        actions.ask_to_say(round=found, slug=slug, language=get_language() or "", **form.cleaned_data)
    except Refused as fault:
        form.add_error("email" if fault.code == "no-address" else None, str(fault))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest, token: str) -> HttpResponse:
    """What one said, by the link in the letter: confirm it, see the answer, take it back."""
    held = access.open_by_letter(token)
    if request.method == "POST":
        try:
            if isinstance(held, Waiting):
                actions.confirm_said(waiting=held)
                messages.success(request, _("Thank you. What you said is shown, and will be answered."))
            elif request.POST.get("do") == "take_back":
                actions.withdraw(access.Holder(held.key), said=held)
                messages.success(request, _("Your words are taken back."))
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect("charters:yours", token=token)
    told = about(request, held.round) | {
        "said": held, "waiting": isinstance(held, Waiting), "article": queries.article_or_whole(held.round, held.slug),
        "slug": held.slug,
    }  # fmt: skip
    return render(request, "charters/yours.html", told)
