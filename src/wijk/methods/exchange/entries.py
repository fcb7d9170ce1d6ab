"""What is offered and what is needed, as their owners put it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Literal

from wijk.methods.exchange.messages import say
from wijk.methods.exchange.values import Value
from wijk.methods.saying import Rejected, Saying

Side = Literal["offer", "need"]
MOST = 10**9
SHOWN = 30


@dataclass(frozen=True)
class Entry:
    """One offer or need of an actor (an organisation, never a person's worth).

    `quantity` counts whole units (evenings, square metres, hours). `x`, `y` are projected metres; `begins` and `ends` are days, both included,
    None is open; `reach` is how many metres away the other may be. What an entry `demands`, the other must have (`has`). Two entries that both
    name a `kind` must name the same.
    """

    id: str
    side: Side
    actor: str
    value: Value
    quantity: int
    what: str = ""
    kind: str = ""
    area: str = ""
    x: float | None = None
    y: float | None = None
    begins: date | None = None
    ends: date | None = None
    reach: float | None = None
    demands: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()


def checked(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries in the order of their ids, so that nothing hangs on the order of a file.

    Raises `Rejected` with every fault: an id twice, a quantity that is not 1 or more, a period that ends before it begins, coordinates in degrees.
    """
    own = sorted(entries, key=lambda one: one.id)
    faults = [*_twice(own), *(fault for one in own for fault in _faults(one)), *_degrees(own)]
    if not own:
        faults.append(say("none"))
    if faults:
        more = [say("more", count=len(faults) - SHOWN)] if len(faults) > SHOWN else []
        raise Rejected([*faults[:SHOWN], *more])
    return tuple(own)


def _twice(entries: Sequence[Entry]) -> list[Saying]:
    ids = [one.id for one in entries]
    return [say("id_twice", id=id) for id in sorted({a for a, b in pairwise(ids) if a == b})]


def _faults(one: Entry) -> list[Saying]:
    found = []
    if not 1 <= one.quantity <= MOST:
        found.append(say("quantity", id=one.id, quantity=str(one.quantity)[:30], most=MOST))
    if one.begins and one.ends and one.ends < one.begins:
        found.append(say("period", id=one.id, begins=one.begins.isoformat(), ends=one.ends.isoformat()))
    if (one.x is None) != (one.y is None) or not all(isfinite(c) for c in (one.x, one.y) if c is not None):
        found.append(say("place", id=one.id))
    if one.reach is not None and not 0 <= one.reach < float("inf"):
        found.append(say("reach", id=one.id))
    return found


def _degrees(entries: Sequence[Entry]) -> list[Saying]:
    placed = [(one.x, one.y) for one in entries if one.x is not None and one.y is not None]
    if len(placed) > 1 and all(abs(x) <= 180 and abs(y) <= 90 for x, y in placed):
        return [say("degrees")]
    return []
