"""Names for regions, and what has changed against today."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wijk.methods.areas.delineation.ground import Board, Ground, Ints, foes, keeps_bounds, stays_whole, try_move
from wijk.methods.areas.delineation.problem import Problem


@dataclass(frozen=True)
class Change:
    """A unit that is in another region than today.

    `price` is what the total score would lose if this unit alone went back (below zero: it would gain); None when it cannot go
    back alone without breaking a rule.
    """

    unit: str
    before: str
    after: str
    price: float | None


def named(problem: Problem, labels: Ints) -> list[str]:
    """A name for each region: the one it is pinned to, today's that most of its people have, or a number."""
    regions = int(labels.max()) + 1
    names: dict[int, str] = {int(labels[unit]): name for unit, name in sorted(problem.pins.names.items())}
    start = problem.units.start
    if start is not None:
        people: Counter[tuple[int, str]] = Counter()
        units: Counter[tuple[int, str]] = Counter()
        for unit, home in enumerate(start):
            people[int(labels[unit]), home] += int(problem.units.population[unit])
            units[int(labels[unit]), home] += 1
        taken = set(names.values())
        for region, home in sorted(units, key=lambda pair: (-people[pair], -units[pair], pair)):
            if region not in names and home not in taken and home:
                names[region] = home
                taken.add(home)
    taken = set(names.values())
    numbers = (str(k) for k in range(1, regions + len(taken) + 1) if str(k) not in taken)
    return [names[region] if region in names else next(numbers) for region in range(regions)]


def changes(
    problem: Problem, ground: Ground, board: Board, unit_labels: Ints, names: Sequence[str]
) -> tuple[Change, ...]:
    """Every unit that is elsewhere than today, with what it would cost to put it back."""
    start = problem.units.start
    if start is None:
        return ()
    region_of = {name: region for region, name in enumerate(names)}
    pieces: dict[int, list[int]] = defaultdict(list)
    for unit, piece in enumerate(problem.piece.tolist()):
        pieces[piece].append(unit)
    inner = {int(unit_labels[units[0]]): int(board.label[piece]) for piece, units in pieces.items() if piece >= 0}
    found = []
    for unit, home in enumerate(start):
        name, piece = names[unit_labels[unit]], int(problem.piece[unit])
        if name == home:
            continue
        target = inner.get(region_of.get(home, -1), -1)
        price = None
        if target >= 0 and piece >= 0 and len(pieces[piece]) == 1:
            price = price_of(ground, board, piece, target)
        found.append(Change(str(problem.units.ids[unit]), home, name, price))
    return tuple(found)


def price_of(ground: Ground, board: Board, piece: int, target: int) -> float | None:
    """What the score loses when one piece goes to another region; None when that breaks a rule."""
    if board.size[board.label[piece]] < 2 or not np.isin(
        target, board.label[ground.to[ground.at[piece] : ground.at[piece + 1]]]
    ):
        return None
    gain = float(try_move(ground, board, piece, target))
    source = int(board.label[piece])
    if not keeps_bounds(ground, board, source, target) or foes(ground, board, piece, target, -1):
        return None
    return -gain if stays_whole(ground, board, piece) else None
