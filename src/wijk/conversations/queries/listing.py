"""Which conversations are there, what do they ask, and which statements say nearly the same?"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wijk.conversations.models import Conversation, State, Statement
from wijk.core.errors import Absent
from wijk.processes.models import Process

#: Alike from this share of common letter triples on.
ALIKE = 0.3
_open: dict[str, tuple[str, str, str]] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What must be known of a conversation before a vote: its key, and what it asks of who votes."""

    key: str
    who: str
    place: str
    process: str = ""


def asked(key: str) -> Asked:
    """What a conversation asks of who votes; Absent where it was never opened. Kept, because it cannot change once it is open."""
    if key not in _open:
        told = Conversation.objects.public().filter(key=key).values_list("who", "place", "process").first()
        if told is None:
            raise Absent("conversation")
        if len(_open) > 1000:
            _open.clear()
        _open[key] = told
    return Asked(key, *_open[key])


def forget() -> None:
    """Look anew: another database stands there now."""
    _open.clear()


def listed(*, area: str = "", state: str = "") -> "QuerySet[Conversation]":
    """Conversations that everybody may read, open ones first, the newest first."""
    rows = Conversation.objects.public()
    rows = rows.touching(area) if area else rows
    rows = rows.filter(state=state) if state in (State.OPEN, State.CLOSED) else rows
    return rows.order_by("-state", "-opened_at", "-pk")


def of_process(process: str) -> "QuerySet[Conversation]":
    """The public conversations of a process."""
    return listed().filter(process=process)


def found(words: str, limit: int = 6) -> list[Conversation]:
    """Public conversations whose title or introduction holds all of the words; one query."""
    wanted = Q()
    for word in words[:60].split()[:5]:
        wanted &= Q(title__icontains=word) | Q(intro__icontains=word)
    return list(listed().filter(wanted)[:limit]) if wanted else []


def process_of(conversation: Conversation) -> Process | None:
    """The public process that a conversation belongs to."""
    if not conversation.process:
        return None
    return Process.objects.shown().filter(key=conversation.process).first()


def alike(conversation: Conversation, words: str, *, limit: int = 5, language: str = "") -> list[Statement]:
    """Shown statements that say nearly the same, the likest first; in whichever language they are said. One query."""
    mine = _triples(words)
    if not mine:
        return []
    rows = conversation.statements.filter(visibility="shown").only("key", "number", "text", "language", "conversation")
    rated = [(max((_share(mine, _triples(said)) for said in row.text.values()), default=0.0), row) for row in rows]
    near = sorted((pair for pair in rated if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].number))
    return [row for _rate, row in near[:limit]]


def _triples(words: str) -> frozenset[str]:
    """Triples of letters, without accents, capitals and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    text = " ".join("".join(c if c.isalnum() else " " for c in plain).split())
    padded = f" {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2)) if text else frozenset()


def _share(one: Collection[str], other: Collection[str]) -> float:
    both = len(set(one) & set(other))
    return both / (len(one) + len(other) - both) if both else 0.0
