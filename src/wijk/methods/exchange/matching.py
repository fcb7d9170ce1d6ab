"""Surpluses and needs matched, with the reason of every match and of everything that is left."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wijk.methods.exchange.balance import Balance, balances
from wijk.methods.exchange.entries import Entry, checked
from wijk.methods.exchange.fitting import OPEN, Order, Pair, between, pairs
from wijk.methods.exchange.messages import say
from wijk.methods.exchange.optimal import largest, total_metres
from wijk.methods.exchange.stable import blocking, stable
from wijk.methods.exchange.values import Value
from wijk.methods.saying import Quantity, Saying

METHOD = "exchange.stable/1"


@dataclass(frozen=True)
class Match:
    """Units that an offer gives a need; choices count from 1 among all that fit."""

    offer: Entry
    need: Entry
    units: int
    metres: float | None
    days: int
    need_choice: int
    need_of: int
    offer_choice: int
    offer_of: int

    def explain(self) -> tuple[Saying, ...]:
        """Who gives whom what, and how well it fits."""
        return (
            say(
                "match",
                offerer=self.offer.actor,
                taker=self.need.actor,
                quantity=self.units,
                what=self.offer.what or self.offer.kind or named(self.offer.value),
                offer=self.offer.id,
                need=self.need.id,
                value=named(self.offer.value),
                distance=distance(self.metres),
                period=period(self.days),
            ),
            say(
                "match_choice",
                need_choice=self.need_choice,
                need_of=self.need_of,
                offer_choice=self.offer_choice,
                offer_of=self.offer_of,
            ),
        )


@dataclass(frozen=True)
class Left:
    """What of an entry is not exchanged, and why."""

    entry: Entry
    units: int
    why: Saying
    reasons: tuple[Saying, ...] = ()

    def explain(self) -> tuple[Saying, ...]:
        """What is left, and why."""
        one = self.entry
        told = say(
            f"left_{one.side}",
            actor=one.actor,
            left=self.units,
            quantity=one.quantity,
            what=one.what or one.kind or named(one.value),
            id=one.id,
            value=named(one.value),
        )
        return told, self.why


@dataclass(frozen=True)
class Exchange:
    """The answer. `best` are units by (offer id, need id) of the largest total; `blocking` is empty, or the matching is not stable."""

    method: str
    order: Order
    entries: tuple[Entry, ...]
    matches: tuple[Match, ...]
    left: tuple[Left, ...]
    fitting: int
    blocking: tuple[tuple[str, str], ...]
    best: Mapping[tuple[str, str], int]
    metres: float
    best_metres: float
    areas: tuple[Balance, ...]
    actors: tuple[Balance, ...]
    both_ways: tuple[tuple[str, str], ...]

    @property
    def units(self) -> int:
        """How many units are exchanged."""
        return sum(one.units for one in self.matches)

    @property
    def best_units(self) -> int:
        """How many could be exchanged at most."""
        return sum(self.best.values())

    def explain(self) -> tuple[Saying, ...]:
        """All together, then by which order it was done."""
        lost = self.best_units - self.units
        step = Quantity(self.order.step, None)
        return (
            say("stable", units=self.units, matches=len(self.matches), pairs=self.fitting),
            say(
                "best",
                best=self.best_units,
                best_metres=Quantity(self.best_metres / max(1, self.best_units), 0),
                units=self.units,
                metres=Quantity(self.metres / max(1, self.units), 0),
            ),
            say("price", units=lost) if lost else say("price_none"),
            say(f"order_{self.order.prefer}", step=step),
            say(f"ties_{self.order.ties}", seed=self.order.seed),
        )


def match(entries: Iterable[Entry], order: Order | None = None) -> Exchange:
    """Who gives whom what, so that no giver and taker who fit would both rather have each other?

    The answer does not hang on the order of the entries. Raises `Rejected` for entries that cannot be used.

    >>> firm = Entry("o1", "offer", "law firm", "material", 3, "an evening in the meeting room", area="North")
    >>> found = match([firm, Entry("n1", "need", "association", "material", 2, "a room", area="North")])
    >>> [(one.units, one.offer.id, one.need.id) for one in found.matches], found.left[0].units
    ([(2, 'o1', 'n1')], 1)
    """
    order, own = order or Order(), checked(entries)
    offers, needs = ([one for one in own if one.side == side] for side in ("offer", "need"))
    fitting = list(pairs(offers, needs))
    wishes, ranks = _preferences(offers, needs, fitting, order)
    quantities = [one.quantity for one in offers], [one.quantity for one in needs]
    amounts = stable(*quantities, wishes, ranks)
    best = largest(*quantities, fitting)
    matches = _matches(offers, needs, fitting, wishes, ranks, amounts)
    left = _left_units(own, matches)
    return Exchange(
        method=METHOD,
        order=order,
        entries=own,
        matches=matches,
        left=_left(own, left, matches, fitting, offers, needs),
        fitting=len(fitting),
        blocking=tuple((offers[o].id, needs[n].id) for o, n in blocking(*quantities, wishes, ranks, amounts)),
        best={(offers[o].id, needs[n].id): units for (o, n), units in best.items()},
        metres=total_metres(amounts, fitting),
        best_metres=total_metres(best, fitting),
        areas=balances(own, left, lambda one: one.area),
        actors=balances(own, left, lambda one: one.actor),
        both_ways=_both_ways(matches),
    )


def named(value: Value) -> Saying:
    """A value, in words."""
    return say(f"value_{value}")


def distance(metres: float | None) -> Saying:
    """How far apart, in words."""
    if metres is None:
        return say("distance_unknown")
    return say("metres", metres=Quantity(metres, 0)) if metres else say("same_area")


def period(days: int) -> Saying:
    """How long together, in words."""
    return say("always") if days >= OPEN else say("days", days=days)


def _preferences(
    offers: Sequence[Entry], needs: Sequence[Entry], fitting: Sequence[Pair], order: Order
) -> tuple[list[list[int]], list[dict[int, int]]]:
    """For each need the offers that fit, best first; for each offer the place of each need that fits."""
    by_need: dict[int, list[Pair]] = defaultdict(list)
    by_offer: dict[int, list[Pair]] = defaultdict(list)
    for pair in fitting:
        by_need[pair.need].append(pair)
        by_offer[pair.offer].append(pair)
    wishes = [
        [p.offer for p in sorted(by_need[n], key=lambda p: order.key(p, needs[p.need], offers[p.offer]))]
        for n in range(len(needs))
    ]
    ranks = [
        {
            p.need: i
            for i, p in enumerate(sorted(by_offer[o], key=lambda p: order.key(p, offers[p.offer], needs[p.need])))
        }
        for o in range(len(offers))
    ]
    return wishes, ranks


def _matches(
    offers: Sequence[Entry],
    needs: Sequence[Entry],
    fitting: Sequence[Pair],
    wishes: Sequence[Sequence[int]],
    ranks: Sequence[Mapping[int, int]],
    amounts: Mapping[tuple[int, int], int],
) -> tuple[Match, ...]:
    by_place = {(p.offer, p.need): p for p in fitting}
    return tuple(
        Match(
            offer=offers[o],
            need=needs[n],
            units=units,
            metres=by_place[o, n].metres,
            days=by_place[o, n].days,
            need_choice=wishes[n].index(o) + 1,
            need_of=len(wishes[n]),
            offer_choice=ranks[o][n] + 1,
            offer_of=len(ranks[o]),
        )
        for (o, n), units in sorted(amounts.items())
    )


def _left_units(entries: Sequence[Entry], matches: Sequence[Match]) -> dict[str, int]:
    left = {one.id: one.quantity for one in entries}
    for one in matches:
        left[one.offer.id] -= one.units
        left[one.need.id] -= one.units
    return left


def _left(
    entries: Sequence[Entry],
    left: Mapping[str, int],
    matches: Sequence[Match],
    fitting: Sequence[Pair],
    offers: Sequence[Entry],
    needs: Sequence[Entry],
) -> tuple[Left, ...]:
    fits: dict[str, list[str]] = defaultdict(list)
    for pair in fitting:
        fits[offers[pair.offer].id].append(needs[pair.need].id)
        fits[needs[pair.need].id].append(offers[pair.offer].id)
    by_value: dict[tuple[str, Value], list[Entry]] = defaultdict(list)
    for one in entries:
        by_value[one.side, one.value].append(one)
    found = []
    for one in entries:
        if left[one.id]:
            others = by_value["need" if one.side == "offer" else "offer", one.value]
            found.append(_why(one, left[one.id], others, fits[one.id]))
    return tuple(found)


def _why(one: Entry, units: int, others: Sequence[Entry], fits: Sequence[str]) -> Left:
    """Why something of an entry is left: nobody names the value, none fits, or all that fit are taken."""
    need = one.side == "need"
    if not others:
        return Left(one, units, say("why_no_offer" if need else "why_no_need"))
    if fits:
        shown = tuple(fits[:5]) + (("…",) if len(fits) > 5 else ())
        return Left(one, units, say("why_given_elsewhere" if need else "why_needed_enough", others=shown))
    nearest = min(others, key=lambda other: (len(between(one, other)), other.id))
    reasons = between(one, nearest)
    told = say("why_none_fits", count=len(others), other=nearest.id, actor=nearest.actor, reasons=reasons)
    return Left(one, units, told, reasons)


def _both_ways(matches: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    """Actors who each give the other something."""
    given = {(one.offer.actor, one.need.actor) for one in matches}
    return tuple(sorted((a, b) for a, b in given if a < b and (b, a) in given))
