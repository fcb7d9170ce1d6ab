"""A screen at a stand, a counter, in a community house: say something, vote, hear the news, look up a receipt; then it is forgotten.

The first page forgets whoever was here; every other page knows one person for as long as they stand there. What somebody did is never
behind the button "back": no page is kept, and a form of who was here before leads to the beginning.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.accounts.queries import area_names
from wijk.answers import queries as answers
from wijk.answers.models import OPEN
from wijk.contributions.access import asked_home, check_lives, lives_scope, open_opening
from wijk.contributions.access import home as home_of
from wijk.contributions.models import Opening
from wijk.contributions.queries import openings as asked_for
from wijk.conversations import access as talks
from wijk.conversations import queries as talking
from wijk.conversations.models import Conversation
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.site import absolute
from wijk.core.viewer import Passerby, viewer_of
from wijk.helping import access, actions, codes, queries, visits
from wijk.helping.forms.counter import NewsForm, OpenForm, SayForm
from wijk.helping.forms.writing import CodeForm
from wijk.helping.models import Receipt
from wijk.helping.words import STATE_LOOKS, STATE_WORDS
from wijk.moderation.access import Guard
from wijk.notices.actions import ask_to_follow
from wijk.residence.access import proof
from wijk.residence.queries import choices
from wijk.ui.paper import square_code

METHODS = ["GET", "HEAD", "POST"]
BOXES = {
    "no-title": "title",
    "no-place": "place_words",
    "outside": "place_words",
    "elsewhere": "place_words",
    "no-kind": "kind",
}
#: Receipts that are looked up at one screen within the hour.
PACE = 120
Told = dict[str, Any]
Page = Callable[..., HttpResponse]


def at_screen(page: Page) -> Page:
    """A page for who stands at a screen; absent in every other browser. A form that another person opened leads to the beginning."""

    @wraps(page)
    @never_cache
    @require_http_methods(METHODS)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        counter = _counter(request)
        visit = visits.visit_of(request)
        if counter.over or (request.method == "POST" and (visit is None or request.POST.get("visit") != visit.mark)):
            return redirect("helping:counter")
        visit = visit or visits.fresh()
        request.screen = replace(request.screen, in_use=True)  # type: ignore[attr-defined]
        request.visit = visit  # type: ignore[attr-defined]
        answer = page(request, counter, visit, *args, **kwargs)
        if visits.VISIT not in answer.cookies:
            visits.keep(answer, visit)
        return answer

    return shown


@never_cache
@require_http_methods(METHODS)
def counter(request: HttpRequest) -> HttpResponse:
    """The beginning: large buttons, what is kept. Whoever was here is forgotten with this very answer."""
    row = _counter(request)
    told: Told = {"over": row.over, "talks": bool(queries.talks_at(row.area)) if not row.over else False}
    request.screen = replace(request.screen, in_use=False)  # type: ignore[attr-defined]
    answer = render(request, "helping/counter/begin.html", told)
    visits.forget(request, answer)
    return answer


@at_screen
def say(request: HttpRequest, counter: visits.Counter, visit: visits.Visit, opening: str = "city") -> HttpResponse:
    """Say something: one page, then the receipt."""
    row = open_opening(opening)
    told: Told = {"opening": row, "others": queries.openings_at(counter.area) if opening == "city" else []}
    if not asked_for.is_open(row) or row.who == "account":
        return render(request, "helping/counter/closed.html", told)
    if lack := _lack(row, proof(request)):
        return render(request, "helping/counter/lives.html", told | {"lack": lack} | _way(row))
    kinds = queries.kinds_of(row)
    start = {"kind": kinds[0].code if len(kinds) == 1 else "", "once": secrets.token_urlsafe(12)}
    form = SayForm(request.POST or None, initial=start, opening=row, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.say_here(
                counter, visit, said=form.said(), once=form.cleaned_data["once"], session=proof(request)
            )
        except NotAllowed:
            raise
        except Refused as fault:
            form.add_error(BOXES.get(fault.code), str(fault))
        else:
            answer = redirect("helping:counter_done")
            visits.keep(answer, visit, said=given.contribution.key)
            return answer
    return render(request, "helping/counter/say.html", told | {"form": form, "visit": visit.mark})


@at_screen
def done(request: HttpRequest, counter: visits.Counter, visit: visits.Visit) -> HttpResponse:
    """The receipt, large, for a minute: to be noted, photographed or printed. Then this screen forgets it."""
    rows = Receipt.objects.select_related("contribution__kind")
    row = rows.filter(contribution__key=visit.said).first() if visit.said else None
    if row is None:
        return redirect("helping:counter")
    code = codes.code_of(row.seed)
    address = absolute(reverse("helping:follow", args=[code]))
    request.screen = replace(request.screen, blind=60)  # type: ignore[attr-defined]
    told = {
        "row": row.contribution, "code": codes.shown(code), "address": address.partition("://")[2],
        "where": absolute(reverse("helping:code")).partition("://")[2], "square": square_code(address, stretches=True),
    }  # fmt: skip
    return render(request, "helping/counter/done.html", told)


@at_screen
def conversations(request: HttpRequest, counter: visits.Counter, visit: visits.Visit) -> HttpResponse:
    """The conversations that are open here."""
    return render(request, "helping/counter/talks.html", {"rows": queries.talks_at(counter.area)})


@at_screen
def talk(request: HttpRequest, counter: visits.Counter, visit: visits.Visit, key: str) -> HttpResponse:
    """One statement, three large buttons."""
    row = talks.open_conversation(Passerby(), key)
    if request.method == "POST":
        return _vote(request, counter, visit, row)
    session = proof(request)
    lack = talks.lacks(Passerby(), row, session)
    token = talks.token_of(Passerby(), row, session, visit.number) if not lack else ""
    mark = talking.mark_of(row, token)
    votes = talking.votes_of(row, mark)
    found = talking.offer(row, mark or "somebody new", votes, limit=1)
    told = {
        "talk": row, "offer": found, "statement": found.next, "lack": lack, "visit": visit.mark, "votes": bool(votes),
        "scope": talks.scope(row), "least": talks.LEVELS.get(row.who, "none"),
    }  # fmt: skip
    return render(request, "helping/counter/talk.html", told)


def _vote(request: HttpRequest, counter: visits.Counter, visit: visits.Visit, row: Conversation) -> HttpResponse:
    typed = request.POST.get("statement", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0
    try:
        actions.vote_here(
            counter, visit, conversation=row, number=number, choice=request.POST.get("choice", ""), session=proof(request)
        )  # fmt: skip
    except Absent:
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("helping:counter_talk", key=row.key)


@at_screen
def news(request: HttpRequest, counter: visits.Counter, visit: visits.Visit) -> HttpResponse:
    """Hear of what goes on here, by letter."""
    tags = [(f"area:{counter.area}", queries.name_of(counter.area))] if "/" in counter.area else []
    tags += [("area:", _("The whole city"))]
    tags += [
        (f"subject:conversations.conversation:{row.key}", row.title.to()) for row in queries.talks_at(counter.area)
    ]
    form = NewsForm(request.POST or None, tags=tags, initial={"what": tags[0][0]})
    sent = False
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            Guard.pace("helping.counter.news", hand=counter.number, most=PACE)
            ask_to_follow(
                Passerby(), email=told["email"], tag=told["what"], language=get_language() or counter.language
            )
            sent, form = True, NewsForm(tags=tags)
        except Refused as fault:
            form.add_error("email", str(fault))
    return render(request, "helping/counter/news.html", {"form": form, "sent": sent, "visit": visit.mark})


@at_screen
def receipt(request: HttpRequest, counter: visits.Counter, visit: visits.Visit) -> HttpResponse:
    """What became of what somebody said, by the code of their receipt; typed, and never in an address."""
    form = CodeForm(request.POST or None)
    told: Told = {"form": form, "visit": visit.mark}
    if request.method == "POST" and form.is_valid():
        try:
            Guard.pace("helping.counter.receipt", hand=counter.number, most=PACE)
            told |= _told(access.open_receipt(form.cleaned_data["code"]))
        except Absent:
            form.add_error("code", _("We know no receipt with this code. Look at the paper again."))
        except Refused as fault:
            form.add_error("code", str(fault))
    return render(request, "helping/counter/receipt.html", told)


def _told(row: Receipt) -> Told:
    said = row.contribution
    request = answers.of(said)
    told = {"row": said, "state": STATE_WORDS[said.state], "look": STATE_LOOKS[said.state]}
    if request is None:
        return told
    due = request.due if request.state == OPEN else None
    return told | {"request_due": due, "answers": answers.answers_of(request)}


# --- putting it up --------------------------------------------------------------------------------------------------


@never_cache
@login_required
@require_http_methods(METHODS)
def open_counter(request: HttpRequest) -> HttpResponse:
    """For who works here: say where the screen stands. Then this browser is signed out and is nothing else any more."""
    viewer = viewer_of(request)
    stops = access.enter_desk(viewer)
    mine = access.places(viewer, access.SCREEN)
    areas = choices() if "" in mine else sorted(area_names(list(mine)).items(), key=lambda pair: pair[1])
    start = {"at": f"stop:{stops[0].key}" if stops else None, "language": get_language()}
    form = OpenForm(request.POST or None, stops=stops, areas=areas, everywhere="" in mine, initial=start)
    if request.method == "POST" and form.is_valid():
        area, stop = form.where()
        language = form.cleaned_data["language"]
        sealed = actions.open_counter(viewer, area=area, stop=stop, language=language)
        logout(request)
        with override(language):
            answer = redirect("helping:counter")
        visits.begin(answer, sealed)
        return answer
    return render(request, "helping/open_counter.html", {"form": form})


def _counter(request: HttpRequest) -> visits.Counter:
    row = getattr(request, "counter", None)
    if row is None:
        raise Absent("counter")
    found: visits.Counter = row
    return found


def _lack(row: Opening, session: str) -> str:
    """What must be known first of where they live, where that is asked; "" where it is."""
    try:
        check_lives(Passerby(), row, session)
    except Refused as lack:
        return str(lack)
    return ""


def _way(row: Opening) -> Told:
    asks = asked_home(row)
    return {
        "scope": lives_scope(row), "why": asks.why, "process": row.process, "least": "declared" if home_of(row) or row.who == "resident" else "",
    }  # fmt: skip
