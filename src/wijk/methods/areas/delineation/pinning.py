"""Pins as groups: who goes with whom, under which name, and who never meets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.areas.delineation.units import Pins
from wijk.methods.saying import Rejected


@dataclass(frozen=True)
class Pinned:
    """Pins in terms of places: `groups` in the order of their first unit, `names` of those that have one, pairs of `foes`."""

    groups: tuple[tuple[int, ...], ...]
    names: Mapping[int, str]
    """Unit → the name of the region to which it is pinned."""
    foes: frozenset[tuple[int, int]]
    alone: Mapping[int, int]
    """Unit → which of the regions that stand alone it forms."""


def pinned(pins: Pins, ids: Sequence[str]) -> Pinned:
    """What the pins mean for these units. Raises Rejected for unknown units and for pins that contradict each other."""
    place = {one: i for i, one in enumerate(ids)}
    _check_known(pins, place)
    names: dict[int, str] = {}
    for name, members in pins.region.items():
        for one in members:
            if names.setdefault(place[one], name) != name:
                raise Rejected(say("pin_twice", unit=one, one=names[place[one]], other=name))
    root = list(range(len(ids)))
    for members in [*pins.together, *pins.region.values()]:
        for one in members:
            _join(root, place[members[0]], place[one])
    groups: dict[int, list[int]] = {}
    for i in range(len(ids)):
        groups.setdefault(_find(root, i), []).append(i)
    alone = _lonely(pins, place)
    _check_groups(groups, names, alone, ids)
    foes = {pair for apart in pins.apart for pair in combinations(sorted(place[one] for one in apart), 2)}
    foes |= {tuple(sorted(p)) for p in combinations(names, 2) if names[p[0]] != names[p[1]]}  # type: ignore[misc]
    for i, j in sorted(foes):
        if _find(root, i) == _find(root, j):
            raise Rejected(say("pin_apart_together", one=ids[i], other=ids[j]))
    several = tuple(tuple(group) for group in groups.values() if len(group) > 1 and group[0] not in alone)
    return Pinned(several, names, frozenset(foes), alone)


def _check_known(pins: Pins, place: Mapping[str, int]) -> None:
    lists = [*pins.together, *pins.apart, *pins.region.values(), *map(_listed, pins.alone)]
    named = [one for members in lists for one in members]
    unknown = sorted({str(one) for one in named if one not in place})
    if unknown:
        raise Rejected(say("pin_unknown", units=some(unknown)))


def _check_groups(
    groups: Mapping[int, list[int]], names: Mapping[int, str], alone: Mapping[int, int], ids: Sequence[str]
) -> None:
    for group in groups.values():
        lonely = [i for i in group if i in alone]
        if len(group) > 1 and lonely and len({alone.get(i, -1) for i in group}) > 1:
            raise Rejected(say("pin_alone_together", unit=ids[lonely[0]]))
        named = sorted({names[i] for i in group if i in names})
        if len(named) > 1:
            raise Rejected(say("pin_twice", unit=ids[group[0]], one=named[0], other=named[1]))


def _listed(one: str | Sequence[str]) -> Sequence[str]:
    return [one] if isinstance(one, str) else one


def _lonely(pins: Pins, place: Mapping[str, int]) -> dict[int, int]:
    alone: dict[int, int] = {}
    for number, members in enumerate(one for one in map(_listed, pins.alone) if one):
        for one in members:
            if alone.setdefault(place[one], number) != number:
                raise Rejected(say("pin_alone_together", unit=one))
    return alone


def _find(root: list[int], i: int) -> int:
    while root[i] != i:
        root[i] = root[root[i]]
        i = root[i]
    return i


def _join(root: list[int], one: int, other: int) -> None:
    low, high = sorted((_find(root, one), _find(root, other)))
    root[high] = low
