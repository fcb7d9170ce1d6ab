"""How are many votes a second written so that each is safe before it is confirmed? Those that wait at one moment go in one transaction.

Forcing a commit onto the disk takes milliseconds, whatever is in it. The first request that finds nobody writing writes for all that
wait; meanwhile the next ones gather. Nobody is answered before the disk has their vote. There is no thread of its own and nothing to
start or stop; processes of one server take turns by a lock on a file, because SQLite lets one write at a time and makes others guess when.
"""

import fcntl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from wijk.conversations import tokens
from wijk.conversations.actions.votes import Cast, closed, write
from wijk.conversations.models import CHOICES, VOTING, State
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.residence.queries import asking

#: Votes in one transaction at most.
MOST = 500
LOCK = "votes.lock"
#: As `models.taken`, where the database has the rows. Written by hand like `votes.UPSERT`: putting the same question together
#: anew for each vote would cost as much as everything else.
LOCKED = "SELECT pg_advisory_xact_lock_shared(%s)"
ASKED = """
SELECT c.key, s.number, c.id, s.id,
       c.state = %s AND (c.opens_at IS NULL OR c.opens_at <= %s) AND (c.closes_at IS NULL OR c.closes_at > %s)
FROM conversations_statement s JOIN conversations_conversation c ON c.id = s.conversation_id
WHERE c.key IN ({}) AND s.number IN ({}) AND s.visibility = 'shown'
"""


class HomeAsked(Exception):
    """It is asked where one lives, and this vote came as if it were not. Nothing was written."""


@dataclass(slots=True)
class Wish:
    """A vote by what the request says, and what became of it."""

    key: str  #: of the conversation
    mark: str
    number: int  #: of the statement
    choice: int
    scopes: tuple[str, ...] = ()  #: it counts only where none of these asks where one lives
    done: bool = False
    fault: Exception | None = None


@dataclass(slots=True)
class Gathering:
    """The votes that wait in this process."""

    waiting: list[Wish] = field(default_factory=list)
    list_lock: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def take(self, wish: Wish) -> None:
        """Write this vote, with all that wait beside it; back when it is on the disk. Raises what `vote` raises."""
        with self.list_lock:
            self.waiting.append(wish)
        with self.turn:
            if not wish.done:
                with self.list_lock:
                    batch, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
                _write_all(batch)
        if wish.fault is not None:
            raise wish.fault


_gathering = Gathering()


def cast_vote(*, key: str, voice: str, number: int, choice: str, unasked: tuple[str, ...] = ()) -> None:
    """Count one vote, known by the key of the conversation, the token of the voice and the number of the statement; see `vote`.

    Back when the vote is durable. The same vote sent again is the same vote. `unasked`: whoever calls did not look whether these
    scopes ask where one lives. That is asked in the transaction, once for all that wait; HomeAsked where one does.
    """
    mark = tokens.mark(key, voice)
    if mark is None:
        raise Refused("voice-broken", _("We do not know this vote any more. Load the page again and vote once more."))
    if choice not in CHOICES:
        raise Refused("vote-unknown", _("Choose agree, disagree or pass."))
    wish = Wish(key, mark, number, CHOICES[choice], unasked)
    if connection.in_atomic_block:  # part of something larger, which ends it
        _write_one_by_one([wish])
        if wish.fault is not None:
            raise wish.fault
        return
    _gathering.take(wish)


def _write_all(batch: Sequence[Wish]) -> None:
    """Write them in one transaction; where that fails, each by itself, so that nobody suffers for another."""
    try:
        with _one_process_at_a_time():
            _write(batch)
    except DatabaseError:
        _write_one_by_one(batch)
    except Exception as fault:
        for wish in batch:
            wish.fault = wish.fault or fault
    for wish in batch:
        wish.done = True


def _write_one_by_one(batch: Sequence[Wish]) -> None:
    for wish in batch:
        try:
            _write([wish])
        except Exception as fault:
            wish.fault = fault


def _write(batch: Sequence[Wish]) -> None:
    """One transaction: what is asked for is looked up and held, then written."""
    with transaction.atomic():
        there = _held({wish.key for wish in batch}, {wish.number for wish in batch})
        homes = asking({scope for wish in batch for scope in wish.scopes})
        casts = []
        for wish in batch:
            found = there.get((wish.key, wish.number))
            wish.fault = None
            if found is None:
                wish.fault = Refused("statement-gone", _("This statement is no longer there. Go on with the next one."))
            elif not found[2]:
                wish.fault = closed()
            elif not homes.isdisjoint(wish.scopes):
                wish.fault = HomeAsked()
            else:
                casts.append(Cast(found[0], wish.mark, found[1], wish.choice))
        if casts:
            write(casts)


def _held(keys: set[str], numbers: set[int]) -> dict[tuple[str, int], tuple[int, int, bool]]:
    """Of each key and number: conversation, statement, and whether votes are taken; held so that nobody closes it before the end.

    SQLite lets one transaction write at a time; on PostgreSQL those that vote share a lock that `close_conversation` takes alone. Both
    statements go there in one message; the second looks when the first has the lock.
    """
    now = connection.ops.adapt_datetimefield_value(clock.now())
    asked, told = ASKED.format(_places(keys), _places(numbers)), [State.OPEN, now, now, *keys, *numbers]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{LOCKED}; {asked}", [VOTING, *told])
            cursor.nextset()
        else:
            cursor.execute(asked, told)
        return {(key, n): (talk, pk, bool(open_now)) for key, n, talk, pk, open_now in cursor.fetchall()}


def _places(values: set[str] | set[int]) -> str:
    return ", ".join(["%s"] * len(values))


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    """On SQLite: a turn by a lock on a file, which wakes the next one at once."""
    if connection.vendor != "sqlite":
        yield
        return
    with (Path(settings.WIJK_FOLDER) / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
