"""What the suppressor expects of somebody who subtracts: how far can a hidden cell move, given what else is hidden?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from wijk.methods.disclosure.programme import Programme
from wijk.methods.disclosure.rules import Sensitive
from wijk.methods.disclosure.table import Floats, Table, network

ENOUGH = 1e-6
"""Relative: a movement that falls short by less is rounding."""
BEYOND = 16.0
"""Where the table is no network, another cell may have to move by more than the cell that is protected; at most so many times."""


@dataclass(frozen=True)
class Cover:
    """What every protecting hiding satisfies: Σ value · hidden(cell) ≥ least, so that `need` has room to move."""

    cells: NDArray[np.int64]
    values: Floats
    least: float


@dataclass(frozen=True)
class Need:
    """A sensitive cell must be able to move by `room`, upwards (+1) or downwards (−1)."""

    cell: int
    sign: int
    room: float


def needs_of(table: Table, sensitive: Sensitive) -> tuple[Need, ...]:
    """Every movement that must stay possible, of the cells that stand in a sum; the largest first."""
    tied = np.diff(table.matrix.tocsc().indptr) > 0
    found = []
    for cell in sensitive.cells.tolist():
        value = float(table.values[cell])
        for sign, room in ((1, float(sensitive.high[cell]) - value), (-1, value - float(sensitive.low[cell]))):
            if room > 0 and tied[cell]:
                found.append(Need(cell, sign, room))
    return tuple(sorted(found, key=lambda need: (-need.room, need.cell, -need.sign)))


def attainable(
    table: Table, sensitive: Sensitive, attacker: "Attacker", needs: Sequence[Need], always: NDArray[np.bool_]
) -> tuple[Sensitive, tuple[Need, ...]]:
    """The same, with intervals no wider than they would be if everything were hidden that may be.

    Three hidden blocks with people in them make a district of at least three, whatever is hidden.
    """
    low, high = sensitive.low.copy(), sensitive.high.copy()
    everything = sensitive.may_hide | always
    kept = []
    for need in needs:
        room = need.room
        if attacker.short(need, everything.astype(np.float64)) is not None:
            room = attacker.moved
            room = float(np.floor(room + 1e-6)) if table.counts else room * (1 - ENOUGH)
        if need.sign > 0:
            high[need.cell] = table.values[need.cell] + room
        else:
            low[need.cell] = table.values[need.cell] - room
        if room > 0:
            kept.append(replace(need, room=room))
    return replace(sensitive, low=low, high=high), tuple(kept)


class Group:
    """Cells that hang together, the sums that they stand in, and the linear programme of their movements."""

    def __init__(self, matrix: "csr_array[np.float64, tuple[int, int]]", cells: NDArray[np.intp]) -> None:
        part = csr_array(matrix[:, cells])
        self.cells = cells
        self.rows = np.flatnonzero(np.diff(part.indptr))
        part = csr_array(part[self.rows])
        zeros = np.zeros(len(cells))
        self.programme = Programme(zeros, zeros, zeros, most=True)
        rows = np.zeros(len(self.rows))
        self.programme.add_rows(rows, rows, part.indptr.astype(np.int32), part.indices.astype(np.int32), part.data)


class Attacker:
    """Moves one cell as far as totals, what is published, and common knowledge allow.

    The movements z of a table that leave every total right satisfy matrix · z = 0. A cell hidden to the degree y may move up by y · room and
    down by y · min(room, value − least). Sources: Fischetti and Salazar, "Solving the cell suppression problem on tabular data with linear
    constraints", Management Science 47 (2001).
    """

    def __init__(self, table: Table, sensitive: Sensitive) -> None:
        self._matrix = table.matrix
        self._columns = self._matrix.tocsc()
        self._down = table.values - sensitive.least
        self._up = sensitive.most - table.values
        self.moved = 0.0
        self.in_steps = False
        """Whether the last need was met by a movement of whole steps."""
        self._reach = 1.0 if network(table) else BEYOND
        self._whole = Group(self._matrix, np.arange(len(table)))
        self._hidden = np.full(len(table), np.nan)
        self._label = np.zeros(len(table), dtype=np.int64)
        self._groups: dict[int, Group] = {}

    def limits(self, need: Need) -> tuple[Floats, Floats]:
        """How far each cell can move up, and down, as far as it matters for this need."""
        most = need.room * self._reach
        return np.minimum(self._up, most), np.minimum(self._down, most)

    def short(self, need: Need, hidden: Floats) -> Cover | None:
        """None when the need is met with cells hidden to these degrees (0 to 1); else a cover that they violate."""
        return self._ask(need, hidden, self._group(need.cell, hidden))

    def short_of_all(self, need: Need, hidden: Floats) -> Cover | None:
        """The same, looked for in the whole table at once: for when hardly any cell is hidden to no degree at all."""
        return self._ask(need, hidden, self._whole)

    def _ask(self, need: Need, hidden: Floats, group: "Group") -> Cover | None:
        up, down = self.limits(need)
        low, high = -(down * hidden)[group.cells], (up * hidden)[group.cells]
        at = int(np.searchsorted(group.cells, need.cell))
        low[at], high[at] = (0.0, need.room) if need.sign > 0 else (-need.room, 0.0)
        group.programme.bound(low, high)
        group.programme.price(at, float(need.sign))
        solved = group.programme.solve()
        self.moved = group.programme.objective
        prices = group.programme.duals
        group.programme.price(at, 0.0)
        if solved and self.moved >= need.room * (1 - ENOUGH):
            movement = group.programme.solution
            self.in_steps = bool((np.abs(movement - np.rint(movement)) < ENOUGH).all())
            return None
        duals = np.zeros(self._matrix.shape[0])
        duals[group.rows] = prices
        return self._cover(need, duals, up, down)

    def _group(self, cell: int, hidden: Floats) -> "Group":
        """The cells that can move with this one: tied to it by sums, through cells that are hidden to some degree."""
        if not np.array_equal(hidden, self._hidden):
            open_cells = np.flatnonzero(hidden > 0)
            tied = self._columns[:, open_cells].tocoo()
            size = len(self._down)
            ends = (open_cells[tied.coords[1]], size + tied.coords[0])
            graph = coo_array((np.ones(tied.nnz), ends), shape=(size + self._matrix.shape[0],) * 2)
            self._label = connected_components(graph, directed=False)[1][:size]
            self._hidden, self._groups = hidden.copy(), {}
        label = int(self._label[cell])
        if label not in self._groups:
            self._groups[label] = Group(self._matrix, np.flatnonzero(self._label == label))
        return self._groups[label]

    def short_of_whole(self, need: Need, hidden: NDArray[np.bool_]) -> bool:
        """Whether somebody who knows that all cells are whole numbers could still pin the cell down."""
        up, down = self.limits(need)
        cells = np.flatnonzero(hidden)
        programme = Programme(np.zeros(len(cells)), -np.floor(down[cells]), np.floor(up[cells]), most=True, whole=True)
        part = csr_array(self._matrix[:, cells])
        rows = np.flatnonzero(np.diff(part.indptr))
        part = csr_array(part[rows])
        zeros = np.zeros(len(rows))
        programme.add_rows(zeros, zeros, part.indptr.astype(np.int32), part.indices.astype(np.int32), part.data)
        at = int(np.searchsorted(cells, need.cell))
        programme.bound_one(at, *((0.0, need.room) if need.sign > 0 else (-need.room, 0.0)))
        programme.price(at, float(need.sign))
        return not programme.solve() or programme.objective < need.room - 0.5

    def singles(self, need: Need) -> list[Cover]:
        """The covers that each sum alone gives: what moves a cell must be made up for within that sum."""
        column = self._matrix[:, [need.cell]].tocoo()
        up, down = self.limits(need)
        found = []
        for row, sign in zip(column.coords[0].tolist(), column.data.tolist(), strict=True):
            duals = np.zeros(self._matrix.shape[0])
            duals[row] = need.sign / sign
            found.append(self._cover(need, duals, up, down))
        return found

    def _cover(self, need: Need, duals: Floats, up: Floats, down: Floats) -> Cover:
        """By duality sign · z_cell = Σ r_i z_i with r = −duals · matrix outside the cell: so much must the others allow."""
        rest = -(self._matrix.T @ duals)
        rest[need.cell] = 0.0
        rest[np.abs(rest) < 1e-9] = 0.0
        values = np.minimum(np.where(rest > 0, rest * up, -rest * down), need.room)
        cells = np.flatnonzero(values > need.room * 1e-9)
        return Cover(cells.astype(np.int64), values[cells] / need.room, 1.0)
