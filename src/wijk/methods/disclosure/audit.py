"""Can what is hidden be recomputed from what is published? An attacker of its own: it shares only the table with the suppressor."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from wijk.methods.disclosure.messages import say
from wijk.methods.disclosure.table import Floats, Table
from wijk.methods.saying import Quantity, Rejected, Saying

METHOD = "disclosure.audit/1"
SAFE, KNOWN, EXACT, SMALL, NARROW = "safe", "known", "exact", "small", "narrow"
TOLERANCE = 1e-6
Progress = Callable[[float, float, str], None]


@dataclass(frozen=True)
class Finding:
    """Of one hidden cell: the least and the most that it can be, and what that reveals."""

    cell: int
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, eq=False)
class Audit:
    """A finding for every hidden cell, in the order of the table."""

    table: Table
    findings: tuple[Finding, ...]
    threshold: int | None = None
    wanted: tuple[Floats, Floats] | None = None
    method: str = METHOD

    @property
    def unsafe(self) -> tuple[Finding, ...]:
        """The cells that are not safe."""
        return tuple(one for one in self.findings if one.verdict not in (SAFE, KNOWN))

    def explain(self) -> tuple[Saying, ...]:
        """The verdict, and a sentence for each cell that is not safe."""
        hidden = len(self.findings)
        if not hidden:
            return (say("audit_nothing"),)
        if not self.unsafe:
            return (say("audit_safe", hidden=hidden),)
        return (say("audit_found", found=len(self.unsafe), hidden=hidden), *map(self.told, self.unsafe))

    def told(self, one: Finding) -> Saying:
        """A sentence about one finding."""
        cell, low, high = self.table.name(one.cell), Quantity(one.low), Quantity(one.high)
        if one.verdict == EXACT:
            return say("finding_exact", cell=cell, low=low)
        if one.verdict == KNOWN:
            return say("finding_known", cell=cell, low=low)
        if one.verdict == SMALL:
            return say("finding_small", cell=cell, low=low, high=high, threshold=self.threshold or 0)
        if one.verdict == NARROW and self.wanted is not None:
            wanted = {"wanted_low": self.wanted[0][one.cell], "wanted_high": self.wanted[1][one.cell]}
            return say(
                "finding_narrow", cell=cell, low=low, high=high, **{k: Quantity(float(v)) for k, v in wanted.items()}
            )
        return (
            say("safe_above", cell=cell, low=low)
            if math.isinf(one.high)
            else say("safe", cell=cell, low=low, high=high)
        )


def audit(
    table: Table,
    hidden: NDArray[np.bool_],
    least: Floats,
    *,
    most: Floats | None = None,
    threshold: int | None = None,
    zeros: bool = False,
    wanted: tuple[Floats, Floats] | None = None,
    progress: Progress | None = None,
) -> Audit:
    """What can anybody find out about each hidden cell from what is published?

    The values of hidden cells are not looked at. Everybody knows the totals, that no value is below `least` or above `most`, and, in a table of
    counts, that all are whole. For each hidden cell the exact least and most are found by two linear programmes (branching where
    their answer is not whole). `threshold` (with `zeros`: 0 is sensitive, too): a cell is unsafe when it must lie below.
    `wanted` (lowest and highest per cell, known to the office alone): a cell is unsafe when either end cannot be.

    Raises Rejected when no table can have what is published.

    >>> from wijk.methods.disclosure.table import Hierarchy, tabulate
    >>> town = Hierarchy("area", (("a", "town"), ("b", "town"), ("c", "town")))
    >>> shown = np.array([np.nan, np.nan, 30, 53]); hidden = np.isnan(shown)
    >>> table = tabulate(["area"], [("a",), ("b",), ("c",), ("town",)], shown, [town], hidden=hidden)
    >>> [(one.low, one.high, one.verdict) for one in audit(table, hidden, np.ones(4), threshold=5).findings]
    [(1.0, 22.0, 'safe'), (1.0, 22.0, 'safe')]
    """
    ranges = np.full((len(table), 2), np.nan)
    above = np.full(len(table), np.inf) if most is None else most
    cells = np.flatnonzero(hidden)
    shown = np.where(hidden, 0.0, table.values)
    matrix = table.matrix
    total = -(matrix @ shown)
    part = csr_array(matrix[:, cells])
    label = _groups(part, len(cells))
    done = 0
    for one in np.split(np.argsort(label, kind="stable"), np.cumsum(np.bincount(label))[:-1]) if len(cells) else []:
        rows = np.unique(csr_array(part[:, one]).nonzero()[0])
        inner = csr_array(csr_array(part[:, one])[rows])
        group = _Group(inner, total[rows], least[cells[one]], above[cells[one]], table.counts)
        if not group.possible:
            raise Rejected(say("published_impossible", cell=table.name(int(cells[one[0]]))))
        for at, cell in enumerate(cells[one].tolist()):
            ranges[cell] = group.extreme(at, -1), group.extreme(at, 1)
            done += 1
            if progress:
                progress(done, len(cells), "audit")
    findings = []
    for cell in cells.tolist():
        low, high = float(ranges[cell, 0]), float(ranges[cell, 1])
        if wanted is not None:
            verdict = _against(low, high, float(wanted[0][cell]), float(wanted[1][cell]))
        else:
            verdict = _alone(low, high, float(least[cell]), float(above[cell]), threshold, zeros)
        findings.append(Finding(cell, low, high, verdict))
    return Audit(table, tuple(findings), threshold, wanted)


def _against(low: float, high: float, wanted_low: float, wanted_high: float) -> str:
    """Beside the interval that is to stay open; one of a single value is that of a cell that is not sensitive."""
    if wanted_low == wanted_high:
        return KNOWN if low == high else SAFE
    slack = TOLERANCE * max(1.0, wanted_high)
    if low <= wanted_low + slack and high >= wanted_high - slack:
        return SAFE
    return EXACT if low == high else NARROW


def _alone(low: float, high: float, least: float, most: float, threshold: int | None, zeros: bool) -> str:
    """By what is published alone. Where a reason tells that a cell is small, that much is known, and no more may be."""
    if low == high:
        harmless = threshold is not None and (low >= threshold or (low == 0 and not zeros))
        return KNOWN if harmless else EXACT
    if threshold is None or high >= threshold:
        return SAFE
    return SAFE if low <= least and high >= most else SMALL


def _groups(part: "csr_array[np.float64, tuple[int, int]]", size: int) -> NDArray[np.int64]:
    """Hidden cells that stand in a sum together, directly or through others, share a label."""
    if not size:
        return np.zeros(0, dtype=np.int64)
    tied = abs(part)
    return np.asarray(connected_components(tied.T @ tied, directed=False)[1], dtype=np.int64)


class _Group:
    """The linear programme of hidden cells that hang together: every value that they can have."""

    def __init__(
        self, matrix: "csr_array[np.float64, tuple[int, int]]", total: Floats, least: Floats, most: Floats, counts: bool
    ) -> None:
        self._size, self._counts = matrix.shape[1], counts
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy annotates only in part
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self._solver.setOptionValue(option, value)
        self._solver.addVars(self._size, least, np.where(np.isinf(most), highspy.kHighsInf, most))
        if matrix.shape[0]:
            starts, columns = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
            self._solver.addRows(len(total), total, total, matrix.nnz, starts, columns, matrix.data)

    @property
    def possible(self) -> bool:
        """Whether any table has these totals."""
        self._solver.run()
        return bool(
            self._solver.getModelStatus() in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
        )

    def extreme(self, cell: int, sign: int) -> float:
        """The least (−1) or the most (+1) that a cell can be; infinite when nothing bounds it."""
        self._solver.changeColCost(cell, float(-sign))
        found = self._run(cell)
        if self._counts and math.isfinite(found) and not self._is_whole():
            self._branch(True)
            found = self._run(cell)
            self._branch(False)
        self._solver.changeColCost(cell, 0.0)
        near = round(found) if math.isfinite(found) else found
        return float(near) if self._counts or abs(found - near) <= 1e-9 * max(1.0, abs(near)) else found

    def _run(self, cell: int) -> float:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # Nothing is learnt from a basis that ran off to infinity, or from a solve that lost its way: once more, from nothing.
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return float(self._solver.getSolution().col_value[cell])
        self._solver.clearSolver()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return math.inf
        raise Rejected(say("audit_undecided", status=str(status)))

    def _is_whole(self) -> bool:
        values = np.asarray(self._solver.getSolution().col_value)
        return bool((np.abs(values - np.rint(values)) <= TOLERANCE).all())

    def _branch(self, whole: bool) -> None:
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        kinds = np.full(self._size, int(kind), dtype=np.uint8)
        self._solver.changeColsIntegrality(self._size, np.arange(self._size, dtype=np.int32), kinds)
