"""Which cells to hide so that every known cover is met, at the least weight: as a linear bound, and in whole cells."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from wijk.methods.disclosure.attack import Cover
from wijk.methods.disclosure.programme import Programme
from wijk.methods.disclosure.table import Floats

NODES = 20_000
"""Branching stops after so many nodes in one part of the table; the bound it has then is reported."""


class Master:
    """Gathers covers; `always` are hidden from the start, `never` stay published."""

    def __init__(self, weights: Floats, always: NDArray[np.bool_], never: NDArray[np.bool_]) -> None:
        self._weights = weights
        self._always = always
        self._covers: list[Cover] = []
        self._free: list[tuple[NDArray[np.int64], Floats, float]] = []
        self._is_free = ~always & ~never
        self._linear = Programme(
            np.where(self._is_free, weights, 0.0), always.astype(np.float64), (~never | always).astype(np.float64)
        )
        self._gap = 0.0
        self._known: dict[tuple[int, ...], tuple[NDArray[np.int64], float]] = {}

    def add(self, covers: Sequence[Cover]) -> None:
        """Remember more covers; what is hidden anyway is taken off what they ask for."""
        for cover in covers:
            free = self._is_free[cover.cells]
            least = cover.least - float(cover.values[self._always[cover.cells]].sum())
            if least > 1e-9:
                values = np.minimum(cover.values[free], least) / least
                self._free.append((cover.cells[free], values, 1.0))
                self._linear.add_covers([self._free[-1]])

    def linear(self) -> tuple[Floats, float]:
        """Degrees of hiding that meet all covers, and their weight: no hiding in whole cells weighs less."""
        self._linear.solve()
        degrees = np.clip(self._linear.solution, 0.0, 1.0)
        degrees[degrees < 1e-7] = 0.0
        return degrees, self._linear.objective

    def whole(self, gap: float = 0.0) -> tuple[NDArray[np.bool_], float]:
        """Cells whose hiding meets all covers, within `gap` of the lightest, and the bound proven; parts share no cover."""
        hidden = self._always.copy()
        bound = 0.0
        fresh: dict[tuple[int, ...], tuple[NDArray[np.int64], float]] = {}
        for part in self._parts():
            fresh[part] = (None if gap < self._gap else self._known.get(part)) or self._solve(part, gap)
            hidden[fresh[part][0]] = True
            bound += fresh[part][1]
        self._known, self._gap = fresh, gap
        return hidden, bound

    def _parts(self) -> list[tuple[int, ...]]:
        """Covers grouped so that no two groups share a cell."""
        if not self._free:
            return []
        rows = np.repeat(np.arange(len(self._free)), [len(cells) for cells, _, _ in self._free])
        cells = np.concatenate([cells for cells, _, _ in self._free])
        size = len(self._weights)
        graph = coo_array((np.ones(len(rows)), (cells, size + rows)), shape=(size + len(self._free),) * 2)
        label = connected_components(graph, directed=False)[1][size:]
        order = np.argsort(label, kind="stable")
        return [tuple(one.tolist()) for one in np.split(order, np.flatnonzero(np.diff(label[order])) + 1)]

    def _solve(self, part: tuple[int, ...], gap: float) -> tuple[NDArray[np.int64], float]:
        covers = [self._free[at] for at in part]
        cells = np.unique(np.concatenate([one for one, _, _ in covers]))
        programme = Programme(self._weights[cells], np.zeros(len(cells)), np.ones(len(cells)), whole=True)
        programme.add_covers([(np.searchsorted(cells, one), values, least) for one, values, least in covers])
        programme.limit(NODES, gap)
        optimal = programme.solve()
        if not programme.feasible:
            return cells, 0.0
        bound = programme.objective if optimal and not gap else max(0.0, programme.bound_found)
        return cells[programme.solution > 0.5], bound
