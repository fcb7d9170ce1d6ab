"""Units and rules as one problem: in the order of their names, pinned groups as one piece, borders that may not be crossed left out."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.areas.delineation.pinning import Pinned, pinned
from wijk.methods.areas.delineation.units import Floats, Ints, Rules, Units, Weights, check_rules, check_units
from wijk.methods.saying import Rejected


@dataclass(frozen=True)
class Problem:
    """Pieces (units, or groups of them that must be together) and what may not be crossed.

    Units are in the order of their names: that makes the result independent of the order in which they came.
    """

    units: Units
    rules: Rules
    weights: Weights
    order: Ints
    """Place in `units` → place in what was given."""
    piece: Ints
    """Of each unit its piece; -1 when it stands alone."""
    links: tuple[tuple[int, int], ...]
    """Borders between pieces that a region may cross; each pair once, sorted."""
    foes: tuple[tuple[int, int], ...]
    together: tuple[tuple[int, ...], ...]
    """Pieces that must share a region though they are not one piece: only where the search is exhaustive."""
    taken: tuple[int, ...]
    """Units that were taken along to join a group."""
    pins: Pinned

    @property
    def pieces(self) -> int:
        """How many pieces can form regions."""
        return int(self.piece.max(initial=-1)) + 1

    @property
    def alone(self) -> int:
        """How many regions stand alone."""
        return len(set(self.pins.alone.values()))

    def population(self) -> Floats:
        """People in each piece."""
        free = self.piece >= 0
        return np.bincount(self.piece[free], self.units.population[free], self.pieces).astype(np.float64)

    def names(self, pieces: Sequence[int]) -> str:
        """The units in these pieces, for a sentence."""
        return some([self.units.ids[i] for i in np.flatnonzero(np.isin(self.piece, list(pieces))).tolist()])

    def neighbours(self) -> list[set[int]]:
        """Of each piece those that it may join."""
        around: list[set[int]] = [set() for _ in range(self.pieces)]
        for one, other in self.links:
            around[one].add(other)
            around[other].add(one)
        return around


def problem_of(units: Units, rules: Rules, weights: Weights, *, exhaustive: int) -> Problem:
    """The problem that these units and rules pose; up to `exhaustive` pieces groups need not touch.

    Raises Rejected for units and rules that cannot be used.
    """
    check_units(units)
    check_rules(rules)
    order = np.array(sorted(range(len(units)), key=lambda i: str(units.ids[i])), dtype=np.int64)
    units = arranged(units, order)
    pins = pinned(rules.pins, units.ids)
    _check_alone(units, pins)
    around, foes = _open_borders(units, pins)
    tied: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for group in pins.groups:
        parts = _parts(group, around)
        if len(parts) > 1 and len(units) - len(pins.alone) > exhaustive:
            strange = {i for other in pins.groups if other != group for i in other} | taken
            _join_up(parts, around, foes, strange, units, taken)
        tied.append(tuple(sorted({i for part in parts for i in part})))
    piece, several = _pieces(len(units), tied, around, pins.alone)
    pairs = {_pair(piece, i, j) for i in range(len(units)) for j in around[i] if i < j and piece[i] != piece[j]}
    against = {_pair(piece, i, j) for i, j in foes if piece[i] >= 0 and piece[j] >= 0}
    if clash := sorted((i, j) for i, j in foes if piece[i] == piece[j] >= 0):
        raise Rejected(say("pin_apart_together", one=units.ids[clash[0][0]], other=units.ids[clash[0][1]]))
    links = tuple(sorted(pairs - against))
    return Problem(
        units, rules, weights, order, piece, links, tuple(sorted(against)), several, tuple(sorted(taken)), pins
    )


def arranged(units: Units, order: Ints) -> Units:
    """The same units in another order; borders sorted."""
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    borders = units.borders
    one, other = place[borders.one], place[borders.other]
    low, high = np.minimum(one, other), np.maximum(one, other)
    by = np.lexsort((high, low))

    def pick(values: Floats | None) -> Floats | None:
        return None if values is None else np.asarray(values, dtype=np.float64)[by]

    return replace(
        units,
        ids=[str(units.ids[i]) for i in order],
        population=np.asarray(units.population, dtype=np.float64)[order],
        borders=replace(
            borders, one=low[by], other=high[by], length=np.asarray(borders.length, dtype=np.float64)[by],
            barrier=pick(borders.barrier), forbidden=None if borders.forbidden is None else borders.forbidden[by],
        ),
        area=None if units.area is None else np.asarray(units.area, dtype=np.float64)[order],
        perimeter=None if units.perimeter is None else np.asarray(units.perimeter, dtype=np.float64)[order],
        attributes={name: np.asarray(v, dtype=np.float64)[order] for name, v in sorted(units.attributes.items())},
        within=None if units.within is None else [units.within[i] for i in order],
        start=None if units.start is None else [units.start[i] for i in order],
    )  # fmt: skip


def _check_alone(units: Units, pins: Pinned) -> None:
    """Refuse a group that is to stand alone and does not hang together."""
    around: list[list[int]] = [[] for _ in range(len(units))]
    for one, other in zip(units.borders.one.tolist(), units.borders.other.tolist(), strict=True):
        around[one].append(other)
        around[other].append(one)
    groups: dict[int, list[int]] = {}
    for unit, number in sorted(pins.alone.items()):
        groups.setdefault(number, []).append(unit)
    for group in groups.values():
        parts = _parts(group, around)
        if len(parts) > 1:
            raise Rejected(say("pin_not_joined", one=units.ids[parts[0][0]], other=units.ids[parts[1][0]]))


def _open_borders(units: Units, pins: Pinned) -> tuple[list[list[int]], set[tuple[int, int]]]:
    """Neighbours that may be joined, and pairs that may not meet in one region."""
    borders, foes = units.borders, set(pins.foes)
    around: list[list[int]] = [[] for _ in range(len(units))]
    shut = borders.forbidden if borders.forbidden is not None else np.zeros(len(borders), dtype=bool)
    for one, other, no in zip(borders.one.tolist(), borders.other.tolist(), shut.tolist(), strict=True):
        if no:
            foes.add((one, other))
        elif not ({one, other} & pins.alone.keys()) and (
            units.within is None or units.within[one] == units.within[other]
        ):
            around[one].append(other)
            around[other].append(one)
    return [sorted(row) for row in around], foes


def _parts(group: Sequence[int], around: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected parts of a group, each sorted, in order."""
    left, parts = set(group), []
    for first in group:
        if first not in left:
            continue
        part, queue = [], deque([first])
        left.discard(first)
        while queue:
            i = queue.popleft()
            part.append(i)
            for j in around[i]:
                if j in left:
                    left.discard(j)
                    queue.append(j)
        parts.append(sorted(part))
    return parts


def _join_up(
    parts: list[list[int]],
    around: Sequence[Sequence[int]],
    foes: set[tuple[int, int]],
    strange: set[int],
    units: Units,
    taken: set[int],
) -> None:
    """Join the parts of a group by the shortest chains of units, and make them one part."""
    while len(parts) > 1:
        held = {i for part in parts for i in part}
        shunned = strange | {j for pair in foes for i, j in (pair, pair[::-1]) if i in held}
        chain = _chain(parts[0], held - set(parts[0]), around, shunned)
        if chain is None:
            raise Rejected(say("pin_not_joined", one=units.ids[parts[0][0]], other=units.ids[parts[1][0]]))
        taken.update(i for i in chain if i not in held)
        reached = next(part for part in parts[1:] if chain[0] in part)
        parts.remove(reached)
        parts[0] = sorted({*parts[0], *reached, *chain})


def _chain(sources: list[int], goals: set[int], around: Sequence[Sequence[int]], shunned: set[int]) -> list[int] | None:
    came: dict[int, int] = dict.fromkeys(sources, -1)
    queue = deque(sources)
    while queue:
        i = queue.popleft()
        if i in goals:
            chain = []
            while i >= 0:
                chain.append(i)
                i = came[i]
            return chain
        for j in around[i]:
            if j not in came and (j not in shunned or j in goals):
                came[j] = i
                queue.append(j)
    return None


def _pieces(
    count: int, tied: Sequence[tuple[int, ...]], around: Sequence[Sequence[int]], alone: Collection[int]
) -> tuple[Ints, tuple[tuple[int, ...], ...]]:
    """Of each unit its piece, numbered by first units; and groups that fall into several pieces."""
    first = list(range(count))
    parts_of = [_parts(group, around) for group in tied]
    for parts in parts_of:
        for part in parts:
            for i in part:
                first[i] = part[0]
    number = {i: at for at, i in enumerate(i for i in range(count) if first[i] == i and i not in alone)}
    piece = np.array([-1 if i in alone else number[first[i]] for i in range(count)], dtype=np.int64)
    several = tuple(tuple(int(piece[part[0]]) for part in parts) for parts in parts_of if len(parts) > 1)
    return piece, several


def _pair(piece: Ints, i: int, j: int) -> tuple[int, int]:
    one, other = int(piece[i]), int(piece[j])
    return (one, other) if one < other else (other, one)


def components(problem: Problem) -> list[list[int]]:
    """The parts of the map between which no border is open, as lists of pieces."""
    around = [sorted(row) for row in problem.neighbours()]
    return _parts(range(problem.pieces), around)
