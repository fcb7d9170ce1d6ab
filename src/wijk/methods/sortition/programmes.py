"""Linear and integer programmes over cells, solved by HiGHS: one thread, no clock, so that a run can be repeated to the bit."""

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wijk.methods.sortition.cells import Cells, Floats

INF = highspy.kHighsInf
_DONE = highspy.HighsModelStatus.kOptimal
_NONE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class Programme:
    """Maximise `cost` · x with rows and columns between bounds; changed and solved again from where it stood."""

    def __init__(
        self,
        cost: Floats,
        lower: Floats,
        upper: Floats,
        matrix: sparse.csc_matrix,
        row_lower: Floats,
        row_upper: Floats,
        *,
        integer: NDArray[np.bool_] | None = None,
    ) -> None:
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = (np.asarray(v, dtype=float) for v in (cost, lower, upper))
        lp.row_lower_, lp.row_upper_ = np.asarray(row_lower, dtype=float), np.asarray(row_upper, dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._options(output_flag=False, threads=1, random_seed=0)
        if integer is not None:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[bool(one)] for one in integer]
            self._options(mip_rel_gap=0.0, mip_abs_gap=1e-7, mip_feasibility_tolerance=1e-9)
        else:
            self._options(primal_feasibility_tolerance=1e-10, dual_feasibility_tolerance=1e-10)
        self.highs.passModel(lp)

    def _options(self, **values: object) -> None:
        for name, value in values.items():
            self.highs.setOptionValue(name, value)

    def limit_nodes(self, most: int) -> None:
        """Search at most so many branches; what is then found may fall short of the best."""
        self._options(mip_max_nodes=most)

    def set_cost(self, cost: Floats) -> None:
        """Another aim over the same columns."""
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), np.asarray(cost, dtype=float))

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Other bounds for one row."""
        self.highs.changeRowBounds(row, lower, upper)

    def set_column(self, column: int, lower: float, upper: float) -> None:
        """Other bounds for one column."""
        self.highs.changeColBounds(column, lower, upper)

    def set_entry(self, row: int, column: int, value: float) -> None:
        """Another coefficient."""
        self.highs.changeCoeff(row, column, value)

    def add_column(self, cost: float, rows: NDArray[np.int32], values: Floats) -> None:
        """One more column, from 0 upwards."""
        self.highs.addCol(cost, 0.0, INF, len(rows), rows, np.asarray(values, dtype=float))

    def add_row(self, lower: float, upper: float, columns: NDArray[np.int32], values: Floats) -> None:
        """One more row."""
        self.highs.addRow(lower, upper, len(columns), columns, np.asarray(values, dtype=float))

    def solve(self) -> bool:
        """Whether there is a solution (the best one, unless branches were limited)."""
        self.highs.run()
        if self.highs.getModelStatus() == _DONE:
            return True
        if self.highs.getModelStatus() in _NONE:
            return False
        return bool(np.isfinite(self.bound) and self.highs.getInfo().primal_solution_status == 2)

    @property
    def x(self) -> Floats:
        """The values of the columns."""
        return np.array(self.highs.getSolution().col_value)

    @property
    def row_duals(self) -> Floats:
        """What one more unit of each row would bring."""
        return np.array(self.highs.getSolution().row_dual)

    @property
    def value(self) -> float:
        """What was reached."""
        return float(self.highs.getInfo().objective_function_value)

    @property
    def bound(self) -> float:
        """What no integer solution exceeds, as far as the solver knows."""
        return float(self.highs.getInfo().mip_dual_bound)


def panel_rows(cells: Cells) -> tuple[sparse.csr_matrix, Floats, Floats]:
    """The rows that make a panel of counts per cell: quotas, then size, then classes of households with several cells."""
    shared = cells.shared
    households = sparse.lil_matrix((len(shared), len(cells)))
    for i, part in enumerate(shared):
        households[i, part] = 1
    ones = sparse.csr_matrix(np.ones((1, len(cells))))
    matrix = sparse.vstack([sparse.csr_matrix(cells.incidence), ones, households]).tocsr()
    room = [float(cells.room[part[0]]) for part in shared]
    lower = np.concatenate([cells.low, [cells.size], np.zeros(len(shared))])
    upper = np.concatenate([cells.high, [cells.size], room])
    return matrix, lower, upper


def panel_programme(cells: Cells, *, integer: bool) -> Programme:
    """The programme whose solutions are panels, or mixtures in which every row holds on average."""
    matrix, lower, upper = panel_rows(cells)
    count = len(cells)
    whole = np.ones(count, dtype=bool) if integer else None
    return Programme(
        np.zeros(count), np.zeros(count), cells.room.astype(float), matrix.tocsc(), lower, upper, integer=whole
    )
