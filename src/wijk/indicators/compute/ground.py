"""The areas as arrays: their order, their kinds, and how those of one set lie in those of another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wijk.territory.models import Area, AreaSet, Kind, Level, Nesting

#: Kinds of ground on which nobody is expected to live.
EMPTY_KINDS = frozenset({Kind.GREEN, Kind.CEMETERY, Kind.INDUSTRY})
RANK = {level: rank for rank, level in enumerate(Level.values)}


@dataclass(frozen=True)
class Ground:
    """The areas of one set, in the order of their primary keys."""

    id: int
    name: str  #: "sectors/2022"
    level: str
    current: bool
    keys: NDArray[np.int64]
    codes: tuple[str, ...]
    nowhere: NDArray[np.bool_]
    empty_kind: NDArray[np.bool_]
    places: Mapping[str, int] = field(default_factory=dict)  #: code → place

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Links:
    """Which areas of one set lie in which of another, by place; sorted by parent."""

    child: NDArray[np.int64]
    parent: NDArray[np.int64]
    share: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.child)

    def crossing(self, children: int) -> NDArray[np.bool_]:
        """Which children lie in more than one parent."""
        return np.asarray(np.bincount(self.child, minlength=children) > 1)


def _links(child: NDArray[np.int64], parent: NDArray[np.int64], share: NDArray[np.float64]) -> Links:
    order = np.lexsort((child, parent))
    return Links(child[order], parent[order], share[order])


class Grounds:
    """All area sets and how they nest, asked for once and kept while a computation runs."""

    def __init__(self) -> None:
        self.sets: dict[int, AreaSet] = {s.id: s for s in AreaSet.objects.order_by("id")}
        self._grounds: dict[int, Ground] = {}
        self._links: dict[int, dict[int, Links]] = {}

    def ground(self, area_set: int) -> Ground:
        """The areas of one set."""
        if area_set not in self._grounds:
            one = self.sets[area_set]
            rows = list(Area.objects.filter(area_set=one).order_by("id").values_list("id", "code", "kind"))
            codes = tuple(row[1] for row in rows)
            self._grounds[area_set] = Ground(
                one.id, str(one), one.level, one.current,
                np.array([row[0] for row in rows], np.int64), codes,
                np.array([row[2] == Kind.NOWHERE for row in rows], bool),
                np.array([row[2] in EMPTY_KINDS for row in rows], bool),
                {code: i for i, code in enumerate(codes)},
            )  # fmt: skip
        return self._grounds[area_set]

    def parents(self, area_set: int) -> Mapping[int, Links]:
        """For each larger area set: how the areas of this one lie in it. The region contains all."""
        if area_set not in self._links:
            found = self._direct(area_set)
            self._through_others(area_set, found)
            self._region_contains_all(area_set, found)
            self._links[area_set] = dict(
                sorted(found.items(), key=lambda item: (RANK[self.sets[item[0]].level], item[0]))
            )
        return self._links[area_set]

    def _direct(self, area_set: int) -> dict[int, Links]:
        child = self.ground(area_set)
        rows = list(
            Nesting.objects.filter(child__area_set_id=area_set)
            .order_by("id")
            .values_list("child_id", "parent_id", "share", "parent__area_set_id")
        )
        found: dict[int, Links] = {}
        homes = np.array([row[3] for row in rows], np.int64)
        for home in dict.fromkeys(homes.tolist()):
            chosen = [rows[i] for i in np.flatnonzero(homes == home).tolist()]
            parent = self.ground(home)
            found[home] = _links(
                np.searchsorted(child.keys, np.array([row[0] for row in chosen], np.int64)),
                np.searchsorted(parent.keys, np.array([row[1] for row in chosen], np.int64)),
                np.array([row[2] for row in chosen], np.float64),
            )
        return found

    def _through_others(self, area_set: int, found: dict[int, Links]) -> None:
        """Sets that are reached only by way of another one, first by way of one whose borders are not crossed."""
        size = len(self.ground(area_set))
        ways = sorted(found, key=lambda home: (int(found[home].crossing(size).sum()), -RANK[self.sets[home].level]))
        for way in ways:
            for home, upper in self._direct(way).items():
                if home not in found:
                    found[home] = _joined(found[way], upper)

    def _region_contains_all(self, area_set: int, found: dict[int, Links]) -> None:
        reached = {self.sets[home].level for home in found}
        if Level.REGION in reached or self.sets[area_set].level == Level.REGION:
            return
        for home, one in self.sets.items():
            if one.level == Level.REGION and one.current and len(self.ground(home)) == 1:
                n = len(self.ground(area_set))
                found[home] = Links(np.arange(n), np.zeros(n, np.int64), np.ones(n))


def _joined(lower: Links, upper: Links) -> Links:
    """Child → grandparent: shares multiply and add up."""
    shares: dict[tuple[int, int], float] = {}
    above: dict[int, list[tuple[int, float]]] = {}
    for parent, grandparent, share in zip(
        upper.child.tolist(), upper.parent.tolist(), upper.share.tolist(), strict=True
    ):
        above.setdefault(parent, []).append((grandparent, share))
    for child, parent, share in zip(lower.child.tolist(), lower.parent.tolist(), lower.share.tolist(), strict=True):
        for grandparent, more in above.get(parent, ()):
            shares[child, grandparent] = shares.get((child, grandparent), 0.0) + share * more
    pairs = np.array(list(shares), np.int64).reshape(-1, 2)
    return _links(pairs[:, 0], pairs[:, 1], np.array(list(shares.values()), np.float64))
