"""Linear programmes that are solved again and again with small changes (HiGHS), each solve short enough to be interrupted."""

from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
INFINITY = float(highspy.kHighsInf)


class Programme:
    """Columns with costs and bounds, rows with bounds; the last basis is kept from one solve to the next."""

    def __init__(self, cost: Floats, low: Floats, high: Floats, *, most: bool = False, whole: bool = False) -> None:
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy annotates only in part
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self._solver.setOptionValue(option, value)
        self._size, self._whole = len(cost), whole
        self._all = np.arange(self._size, dtype=np.int32)
        self._solver.addVars(self._size, low, high)
        self._solver.changeColsCost(self._size, self._all, cost)
        if most:
            self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        if whole:
            kinds = np.full(self._size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._solver.changeColsIntegrality(self._size, self._all, kinds)

    def add_rows(
        self,
        low: Floats,
        high: Floats,
        starts: NDArray[np.int32],
        columns: NDArray[np.int32],
        values: Floats,
    ) -> None:
        """Add rows, given as compressed sparse rows."""
        if len(low):
            self._solver.addRows(len(low), low, high, len(columns), starts[: len(low)], columns, values)

    def add_covers(self, covers: Sequence[tuple[NDArray[np.int64], Floats, float]]) -> None:
        """Add rows Σ value · column ≥ least, each given as (columns, values, least)."""
        sizes = [len(columns) for columns, _, _ in covers]
        if covers:
            self.add_rows(
                np.array([least for _, _, least in covers]),
                np.full(len(covers), INFINITY),
                np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32),
                np.concatenate([columns for columns, _, _ in covers]).astype(np.int32),
                np.concatenate([values for _, values, _ in covers]),
            )

    def bound(self, low: Floats, high: Floats) -> None:
        """Set the bounds of all columns."""
        self._solver.changeColsBounds(self._size, self._all, low, high)

    def bound_one(self, column: int, low: float, high: float) -> None:
        """Set the bounds of one column."""
        self._solver.changeColBounds(column, low, high)

    def price(self, column: int, cost: float) -> None:
        """Set the cost of one column."""
        self._solver.changeColCost(column, cost)

    def limit(self, nodes: int, gap: float) -> None:
        """Stop branching after so many nodes, or as near to the optimum (relatively)."""
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setOptionValue("mip_max_nodes", nodes)

    def solve(self) -> bool:
        """Solve; True when the optimum was found. An interrupt is heard after it: HiGHS itself swallows one (`solve`)."""
        self._solver.run()
        return bool(self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def feasible(self) -> bool:
        """Whether the last solve found any solution."""
        return bool(self._solver.getInfo().primal_solution_status == 2)

    @property
    def objective(self) -> float:
        """The objective of the last solve."""
        return float(self._solver.getInfo().objective_function_value)

    @property
    def bound_found(self) -> float:
        """The bound on the objective that branching proved."""
        return float(self._solver.getInfo().mip_dual_bound)

    @property
    def solution(self) -> Floats:
        """The value of each column."""
        return np.asarray(self._solver.getSolution().col_value, dtype=np.float64)

    @property
    def duals(self) -> Floats:
        """The price of each row."""
        return np.asarray(self._solver.getSolution().row_dual, dtype=np.float64)
