"""Which offers and needs go together, how near and how long; and where they do not, what stands between them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import hypot
from typing import Literal

from wijk.methods.exchange.entries import Entry
from wijk.methods.exchange.messages import say
from wijk.methods.saying import Quantity, Saying

Ties = Literal["lot", "id"]
Prefer = Literal["near", "long"]
OPEN = 10**7
"""Days together when neither period ends (or begins)."""


@dataclass(frozen=True)
class Pair:
    """An offer and a need that fit, by their places in the lists; `metres` None is unknown, `days` is how long they overlap."""

    offer: int
    need: int
    metres: float | None
    days: int


@dataclass(frozen=True)
class Order:
    """How an entry orders what fits it: nearer or longer first, distances in steps of `step` metres, equals by `ties`."""

    prefer: Prefer = "near"
    step: float = 100.0
    ties: Ties = "lot"
    seed: str = "0"

    def key(self, pair: Pair, own: Entry, other: Entry) -> tuple[float | int | str, ...]:
        """What is sorted by, the best first; strict, for ids differ."""
        near = float("inf") if pair.metres is None else pair.metres // self.step
        fit = (near, -pair.days) if self.prefer == "near" else (-pair.days, near)
        lot = sha256(f"{self.seed}|{own.id}|{other.id}".encode()).hexdigest() if self.ties == "lot" else ""
        return (*fit, lot, other.id)


def pairs(offers: Sequence[Entry], needs: Sequence[Entry]) -> Iterator[Pair]:
    """Every offer and need that fit."""
    by_value = defaultdict(list)
    for n, need in enumerate(needs):
        by_value[need.value].append(n)
    for o, offer in enumerate(offers):
        for n in by_value[offer.value]:
            need = needs[n]
            if not _apart(offer, need):
                yield Pair(o, n, metres(offer, need), days(offer, need))


def metres(one: Entry, other: Entry) -> float | None:
    """How far apart: by coordinates, else 0 in the same area, else None."""
    if one.x is not None and one.y is not None and other.x is not None and other.y is not None:
        return hypot(one.x - other.x, one.y - other.y)
    return 0.0 if one.area and one.area == other.area else None


def days(one: Entry, other: Entry) -> int:
    """How many days both last; below 1 by how much they miss each other, `OPEN` without an end.

    >>> from datetime import date
    >>> own = Entry("a", "offer", "x", "material", 1, begins=date(2026, 1, 1), ends=date(2026, 1, 31))
    >>> days(own, Entry("b", "need", "y", "material", 1, begins=date(2026, 1, 30)))
    2
    >>> days(own, Entry("b", "need", "y", "material", 1, begins=date(2026, 2, 3)))
    -2
    """
    begins = max((d for d in (one.begins, other.begins) if d), default=None)
    ends = min((d for d in (one.ends, other.ends) if d), default=None)
    return OPEN if begins is None or ends is None else (ends - begins).days + 1


def reach(one: Entry, other: Entry) -> float | None:
    """How far apart both accept; None without a bound."""
    return min((r for r in (one.reach, other.reach) if r is not None), default=None)


def _apart(offer: Entry, need: Entry) -> bool:
    """Whether anything stands between them, cheapest question first."""
    if offer.actor == need.actor or (offer.kind and need.kind and offer.kind != need.kind):
        return True
    if days(offer, need) < 1 or not need.demands <= offer.has or not offer.demands <= need.has:
        return True
    bound = reach(offer, need)
    if bound is None:
        return False
    far = metres(offer, need)
    return far is None or far > bound


def between(one: Entry, other: Entry) -> tuple[Saying, ...]:
    """Everything that stands between two entries of the same value, in sentences."""
    found = []
    if one.actor == other.actor:
        found.append(say("reason_actor"))
    if one.kind and other.kind and one.kind != other.kind:
        found.append(say("reason_kind", own=one.kind, other=other.kind))
    bound, far = reach(one, other), metres(one, other)
    if bound is not None and far is None:
        found.append(say("reason_unknown", reach=Quantity(bound, 0)))
    elif bound is not None and far is not None and far > bound:
        found.append(say("reason_far", metres=Quantity(far, 0), reach=Quantity(bound, 0)))
    if days(one, other) < 1:
        found.append(say("reason_period", days=1 - days(one, other)))
    missing = sorted((one.demands - other.has) | (other.demands - one.has))
    if missing:
        found.append(say("reason_demands", demands=tuple(missing)))
    return tuple(found)
