"""What each neighbourhood, and each actor, has and lacks over the seven values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from wijk.methods.exchange.entries import Entry
from wijk.methods.exchange.values import VALUES, Value


@dataclass(frozen=True)
class Balance:
    """Of one area or actor and one value, in units: what is offered and needed, and what of both is left after the matching."""

    of: str
    value: Value
    offered: int
    needed: int
    spare: int
    lacking: int


def balances(entries: Iterable[Entry], left: Mapping[str, int], by: Callable[[Entry], str]) -> tuple[Balance, ...]:
    """The balance of every area (or actor) and value that occurs, by name and in the order of the seven.

    >>> one = Entry("o", "offer", "firm", "material", 4, area="North")
    >>> balances([one], {"o": 1}, lambda entry: entry.area)
    (Balance(of='North', value='material', offered=4, needed=0, spare=1, lacking=0),)
    """
    sums: dict[tuple[str, int], list[int]] = {}
    for one in entries:
        row = sums.setdefault((by(one), VALUES.index(one.value)), [0, 0, 0, 0])
        side = 0 if one.side == "offer" else 1
        row[side] += one.quantity
        row[2 + side] += left[one.id]
    return tuple(Balance(of, VALUES[value], *row) for (of, value), row in sorted(sums.items()))
