"""What is shown to one voice next, and how far is it? Counts that many pages need are kept for a moment."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from wijk.conversations import routing
from wijk.conversations.models import Conversation, Statement
from wijk.conversations.queries.matrix import tallies

#: Counts are kept for twenty times as long as it took to make them, and a second at least.
LEAST, TIMES = 1.0, 20.0
_kept: dict[str, tuple[float, dict[int, routing.Tally]]] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Offer:
    """The next statements for one voice; how many it voted on, and how many there are."""

    statements: tuple[Statement, ...]
    done: int
    all: int

    @property
    def next(self) -> Statement | None:
        """The one to vote on now."""
        return self.statements[0] if self.statements else None

    @property
    def left(self) -> int:
        """How many are still to come."""
        return self.all - self.done


def offer(
    conversation: Conversation, mark: str, votes: dict[int, int], *, without: set[int] | None = None, limit: int = 10
) -> Offer:
    """What to show to this voice, which voted so; `without`: what its page holds already. Two or three queries."""
    numbers = set(conversation.statements.filter(visibility="shown").values_list("number", flat=True))
    done = len(numbers & set(votes))
    open_to = numbers - set(votes) - (without or set())
    chosen = routing.order(mark, open_to, recent_tallies(conversation), before=done, limit=limit)
    rows = {row.number: row for row in conversation.statements.filter(number__in=chosen)}
    return Offer(tuple(rows[number] for number in chosen if number in rows), done, len(numbers))


def recent_tallies(conversation: Conversation) -> dict[int, routing.Tally]:
    """The counts of a moment ago: good enough to choose by, too old to publish."""
    known = _kept.get(conversation.key)
    start = monotonic()
    if known is not None and known[0] > start:
        return known[1]
    counted = tallies(conversation)
    took = monotonic() - start
    with _lock:
        if len(_kept) > 200:
            _kept.clear()
        _kept[conversation.key] = (monotonic() + max(LEAST, TIMES * took), counted)
    return counted
