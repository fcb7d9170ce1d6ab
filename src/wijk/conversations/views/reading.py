"""Which conversations are there, what was said in one, and how can everybody check that their votes are counted?"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijk.conversations import access, actions, queries
from wijk.conversations.compute import commitments
from wijk.conversations.models import Conversation, Statement
from wijk.conversations.views import hands
from wijk.conversations.views.cards import card
from wijk.core.errors import Absent
from wijk.core.site import absolute
from wijk.core.viewer import viewer_of
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import square_code
from wijk.ui.tables import paginate


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """Conversations that are open, and those that were."""
    state = asked(request, "state")
    page = paginate(queries.listed(area=asked(request, "area"), state=state), request, size=50)
    return render(request, "conversations/index.html", {"page": page, "state": state, "area": asked(request, "area")})


@never_cache
@require_safe
def statements(request: HttpRequest, key: str) -> HttpResponse:
    """Every statement, from the first; how others voted on it for whom the conversation tells it, never below the threshold of voices."""
    row = access.open_conversation(viewer_of(request), key)
    page = paginate(row.statements.exclude(visibility="waiting"), request)
    voices = queries.voices(row)
    seen = _seen(request, row, [one.number for one in page.items])
    counted = queries.tallies(row) if voices >= row.threshold and seen else {}
    listed = [
        (one, card(one), _shares(counted.get(one.number)) if counted and one.number in seen else None, f"{actions.STATEMENT}:{one.key}")
        for one in page.items
    ]  # fmt: skip
    told = {"talk": row, "page": page, "listed": listed, "voices": voices, "enough": voices >= row.threshold}
    return render(request, "conversations/statements.html", told)


def _seen(request: HttpRequest, row: Conversation, numbers: Sequence[int]) -> set[int]:
    """The statements of which this visitor may know now how others voted."""
    told = access.told(row, hands.mark_for_totals(request, row))
    return set(numbers) if told is None else set(numbers) & told


def _shares(tally: tuple[int, int, int] | None) -> dict[str, int]:
    """Counts of a statement as the page names them."""
    against, passed, favour = tally or (0, 0, 0)
    return {"agree": favour, "pass": passed, "disagree": against, "all": against + passed + favour}


@never_cache
@require_safe
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """For the wall of a room: how to join, how many take part, and the statement that needs votes most."""
    row = access.open_conversation(viewer_of(request), key)
    address = absolute(reverse("conversations:conversation", args=[row.key]))
    statement = _on_the_wall(row, asked(request, "s"))
    counted = queries.recent_tallies(row)
    tally = _shares(counted.get(statement.number)) if statement and access.told(row) is None else None
    told = {
        "talk": row, "address": address.partition("://")[2], "qr": mark_safe(square_code(address, stretches=True)),
        "voices": queries.voices(row), "statement": statement,
        "card": card(statement) if statement else None, "tally": tally if tally and tally["all"] >= row.threshold else None,
        "votes": sum(sum(three) for three in counted.values()), "open": row.is_open,
    }  # fmt: skip
    return render(request, "conversations/_wall.html" if asked(request, "part") else "conversations/screen.html", told)


def _on_the_wall(row: Conversation, wanted: str) -> Statement | None:
    """The statement that a host chose by its number, else the one with the fewest votes."""
    shown = row.statements.filter(visibility="shown")
    if wanted.isdigit() and len(wanted) < 8:
        return shown.filter(number=int(wanted)).first()
    numbers = list(shown.values_list("number", flat=True))
    counted = queries.recent_tallies(row)
    least = min(numbers, key=lambda n: (sum(counted.get(n, (0, 0, 0))), n), default=None)
    return shown.filter(number=least).first() if least is not None else None


@never_cache
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Are my votes under the root that stands in the trail?"""
    row = access.open_conversation(viewer_of(request), key)
    hand = hands.hand_of_request(request, row)
    votes = queries.votes_of(row, hand.mark)
    last = row.commitments.last()
    told = {
        "talk": row,
        "votes": len(votes),
        "last": last,
        "slip": _slip(row, hand, votes),
        "all": row.commitments.order_by("-number")[:20],
    }
    return render(request, "conversations/receipt.html", told)


@never_cache
@require_safe
def slip(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a file, for whoever checks with a program of their own."""
    row = access.open_conversation(viewer_of(request), key)
    hand = hands.hand_of_request(request, row)
    found = _slip(row, hand, queries.votes_of(row, hand.mark))
    if found is None:
        raise Absent("slip")
    answer = JsonResponse(found.plain(), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="votes-{row.key}.json"'
    return answer


def _slip(row: Conversation, hand: hands.Hand, votes: dict[int, int]) -> commitments.Slip | None:
    last = row.commitments.last()
    if last is None or not hand.mark or not votes:
        return None
    return commitments.slip(row.key, last.number, bytes(last.leaves), hand.mark, sorted(votes.items()))
