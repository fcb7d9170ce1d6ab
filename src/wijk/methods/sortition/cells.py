"""Which people are alike to a lottery? Cells of people with the same answers, in households of the same composition."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.sortition.pools import Pool, Quota, check

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cells:
    """The pool as the reckoning sees it.

    A panel is a vector of counts per cell: at most `room[c]` of cell c, and of all cells of one class together at most as many as that
    class has households. Cell c holds `people[c]` persons; each household of its class has `people[c] / room[c]` of them.
    """

    size: int
    people: Ints
    """persons in each cell"""
    room: Ints
    """households of the class of each cell"""
    klass: Ints
    """class of each cell"""
    features: Ints
    """[cell, category] → row of the quotas"""
    low: Ints
    high: Ints
    members: tuple[tuple[tuple[int, ...], ...], ...]
    """[cell][household of its class] → persons"""

    def __len__(self) -> int:
        return len(self.people)

    @property
    def shared(self) -> tuple[Ints, ...]:
        """The cells of each class that has more than one: there the household rule binds across cells."""
        order = np.argsort(self.klass, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(self.klass[order])) + 1)
        return tuple(part for part in parts if len(part) > 1)

    @property
    def incidence(self) -> NDArray[np.float64]:
        """[quota, cell] → 1 where people of the cell count for the quota."""
        matrix = np.zeros((len(self.low), len(self)))
        for column in self.features.T:
            matrix[column, np.arange(len(self))] = 1
        return matrix

    def holds(self, panel: Ints) -> bool:
        """Whether counts per cell are a panel: size, quotas, room, households."""
        counts = np.bincount(self.features.ravel(), np.repeat(panel, self.features.shape[1]), len(self.low))
        return bool(
            panel.sum() == self.size and (panel >= 0).all() and (panel <= self.room).all()
            and (counts >= self.low).all() and (counts <= self.high).all()
            and all(panel[part].sum() <= self.room[part[0]] for part in self.shared)
        )  # fmt: skip

    def spread(self, of_cells: Floats | Ints) -> Floats:
        """A figure per cell as a figure per person, in the order of the pool."""
        out = np.empty(int(self.people.sum()))
        for value, households in zip(of_cells, self.members, strict=True):
            for persons in households:
                out[list(persons)] = value
        return out


def cells_of(pool: Pool, quotas: Sequence[Quota], size: int) -> Cells:
    """Merge the people that no fair lottery tells apart.

    Raises Rejected when the pool or the quotas cannot be used (whether a panel exists is asked elsewhere).

    >>> pool = Pool(("a", "b", "c"), {"age": ("young", "old", "old")})
    >>> cells_of(pool, [Quota("age", "young", 0, 1), Quota("age", "old", 1, 2)], 2).people.tolist()
    [1, 2]
    """
    check(pool, quotas, size)
    row = {(quota.category, quota.feature): i for i, quota in enumerate(quotas)}
    categories = list(dict.fromkeys(quota.category for quota in quotas))
    columns = [[row[category, answer] for answer in pool.answers[category]] for category in categories]
    kinds: list[tuple[int, ...]] = list(zip(*columns, strict=True))
    homes: dict[object, list[int]] = defaultdict(list)
    for i in range(len(pool)):
        homes[i if pool.households is None else pool.households[i]].append(i)
    classes: dict[tuple[tuple[int, ...], ...], list[list[int]]] = defaultdict(list)
    for persons in homes.values():
        classes[tuple(sorted(kinds[i] for i in persons))].append(persons)
    return _build(size, classes, kinds, quotas)


def _build(
    size: int,
    classes: dict[tuple[tuple[int, ...], ...], list[list[int]]],
    kinds: list[tuple[int, ...]],
    quotas: Sequence[Quota],
) -> Cells:
    people, room, klass, features, members = [], [], [], [], []
    for number, (composition, homes) in enumerate(sorted(classes.items())):
        for kind, times in sorted(Counter(composition).items()):
            people.append(times * len(homes))
            room.append(len(homes))
            klass.append(number)
            features.append(kind)
            members.append(tuple(tuple(i for i in persons if kinds[i] == kind) for persons in homes))
    return Cells(
        size,
        np.array(people, dtype=np.int64),
        np.array(room, dtype=np.int64),
        np.array(klass, dtype=np.int64),
        np.array(features, dtype=np.int64),
        np.array([quota.minimum for quota in quotas], dtype=np.int64),
        np.array([quota.maximum for quota in quotas], dtype=np.int64),
        tuple(members),
    )
