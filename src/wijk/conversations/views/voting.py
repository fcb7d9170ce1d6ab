"""One statement at a time, three large buttons. Stop at any moment; change or take back what you said."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wijk.conversations import access, actions, queries
from wijk.conversations.models import CHOICES, Conversation
from wijk.conversations.views import hands
from wijk.conversations.views.cards import CHOICE_WORDS, NAMES, Card, card
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import viewer_of
from wijk.residence import access as residence
from wijk.residence import actions as residents
from wijk.ui.beside import blocks
from wijk.ui.tables import paginate

#: Statements that a page holds ready, and the largest number of a statement.
READY, LARGEST = 10, 1_000_000
#: Conversations that were found to ask where one lives: there it is asked before. Only a hint; the answer is never kept.
_homes: set[str] = set()


@never_cache
@require_safe
def conversation(request: HttpRequest, key: str) -> HttpResponse:
    """What it is about, what cannot change, and the next statement."""
    viewer = viewer_of(request)
    row = access.open_conversation(viewer, key)
    hand = hands.hand_of_request(request, row)
    votes = queries.votes_of(row, hand.mark)
    found = queries.offer(row, hand.mark or "somebody new", votes, limit=READY)
    cards = [card(statement) for statement in found.statements]
    asks_in = hands.lacks(request, row)
    subject = Subject(actions.CONVERSATION, row.key)
    told = {
        "talk": row, "offer": found, "card": cards[0] if cards else None, "queue_json": _queue(cards),
        "votes": bool(votes), "open": row.is_open, "sign_in": asks_in, "process": queries.process_of(row),
        "keeps": bool(viewer.key) and access.may(viewer, access.CHANGE, row), "tag": f"subject:{subject}",
        "beside": blocks(subject, viewer, request),
    }  # fmt: skip
    return render(request, "conversations/conversation.html", told)


@require_POST
def vote(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take one vote. Answered once it is safe on the disk: to a script with a line, to a form with the page."""
    scripted = request.headers.get("accept") == "application/json"
    try:
        asks = queries.asked(key)
        number, choice = _number(request.POST.get("statement", "")), request.POST.get("choice", "")
        hand = _cast(request, asks, number, choice)
    except Refused as fault:
        if isinstance(fault, Absent):
            raise
        if scripted:
            return JsonResponse({"error": str(fault), "code": fault.code}, status=409)
        messages.error(request, str(fault))
        return redirect("conversations:conversation", key=key)
    answer: HttpResponse
    if scripted:
        answer = JsonResponse({"statement": number, "choice": choice})
    else:
        where = reverse("conversations:mine" if "mine" in request.POST else "conversations:conversation", args=[key])
        answer = redirect(f"{where}#vote")
    _settle(request, asks, hand, answer)
    return answer


def _cast(request: HttpRequest, asks: queries.Asked, number: int, choice: str) -> hands.Hand:
    """Count the vote, and say by which hand. Nearly all come where nothing is asked: that is looked up in their own transaction."""
    hand = hands.at_once(request, asks) if asks.key not in _homes else None
    if hand is not None:
        try:
            actions.cast_vote(key=asks.key, voice=hand.token, number=number, choice=choice, unasked=access.scopes(asks))
            return hand
        except actions.HomeAsked:
            _homes.add(asks.key)
    hand = hands.begin(request, asks)
    actions.cast_vote(key=asks.key, voice=hand.token, number=number, choice=choice)
    return hand


def _settle(request: HttpRequest, asks: queries.Asked, hand: hands.Hand, answer: HttpResponse) -> None:
    """Give a new passer-by a cookie; join what somebody said as a passer-by before they signed in, or before they showed better
    where they live; count a resident once in the spread over the neighbourhoods."""
    if hand.home:
        for before in hands.earlier(request, asks):
            actions.join_voices(conversation=Conversation.objects.get(key=asks.key), old=before, new=hand.token)
        residents.count_in(viewer_of(request), access.scope(asks), session=residence.proof(request))
    old = hands.cookie_of(request, asks)
    if hand.passing and old != hand.token:
        hands.remember(answer, asks, hand)
    elif not hand.passing and old:
        actions.join_voices(conversation=Conversation.objects.get(key=asks.key), old=old, new=hand.token)
        hands.forget(answer, asks)


@never_cache
@require_safe
def upcoming(request: HttpRequest, key: str) -> HttpResponse:
    """More statements for the script of the page: `?not=3,5` are those that it holds already."""
    row = access.open_conversation(viewer_of(request), key)
    hand = hands.hand_of_request(request, row)
    votes = queries.votes_of(row, hand.mark)
    held = {
        int(word)
        for word in request.GET.get("not", "")[:400].split(",")
        if word.isascii() and word.isdigit() and len(word) < 8
    }
    found = queries.offer(row, hand.mark or "somebody new", votes, without=held, limit=READY)
    return JsonResponse(
        {
            "cards": [card(one).plain() for one in found.statements],
            "done": found.done,
            "all": found.all,
            "open": row.is_open,
        }
    )


@never_cache
@require_safe
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """What I said, statement by statement, to change it or to take everything back."""
    row = access.open_conversation(viewer_of(request), key)
    hand = hands.hand_of_request(request, row)
    votes = queries.votes_of(row, hand.mark)
    page = paginate(sorted(votes), request)
    rows = {one.number: one for one in row.statements.filter(number__in=page.items)}
    listed = [(card(rows[n]), votes[n], NAMES[votes[n]]) for n in page.items if n in rows]
    told = {"talk": row, "listed": listed, "page": page, "open": row.is_open, "words": _words()}
    return render(request, "conversations/mine.html", told)


@require_POST
def erase(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take back everything that was said from here."""
    row = access.open_conversation(viewer_of(request), key)
    hand = hands.hand_of_request(request, row)
    if hand.token:
        actions.erase_votes(conversation=row, voice=hand.token)
    messages.success(
        request, _("Your votes are gone, as if they had never been. You may vote again whenever you like.")
    )
    answer = redirect("conversations:conversation", key=key)
    hands.forget(answer, row)
    return answer


def _queue(cards: list[Card]) -> str:
    return json.dumps([one.plain() for one in cards], ensure_ascii=False)


def _number(typed: str) -> int:
    """The number of a statement; 0, which none has, for what is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(LARGEST)) else 0


def _words() -> list[tuple[str, str]]:
    return [(name, str(CHOICE_WORDS[CHOICES[name]])) for name in ("agree", "pass", "disagree")]
