"""Cells that stand more than once: equal ones count once, contradicting ones are set aside for a person."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.cells import ASIDE, BLANK, Cells
from wijk.indicators.findings import Finding, Severity
from wijk.indicators.importers.notebook import Notebook

NAMED = 5  #: conflicts of one indicator that are written out; the others are counted


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell with its contradicting candidates, as `SetAside` keeps it."""

    indicator: str
    area: str
    period: str
    candidates: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """Cells that stand once each, by area and period; what was set aside; what there is to say; how many stood twice."""

    cells: Cells
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    doubled: int = 0


def settle(indicator: str, cells: Cells, notebook: Notebook, areas: list[str] | tuple[str, ...] | Any) -> Settled:
    """One cell for each area and period, sorted by both; contradicting cells keep the mark "a" and no value."""
    order = np.lexsort((cells.line, cells.period, cells.area))
    cells = cells.take(order)
    same_cell = np.zeros(len(cells), bool)
    same_cell[1:] = (cells.area[1:] == cells.area[:-1]) & (cells.period[1:] == cells.period[:-1])
    if not same_cell.any():
        return Settled(cells.take(cells.mark != BLANK))
    starts = np.flatnonzero(~same_cell)
    group = np.cumsum(~same_cell) - 1
    differs = same_cell & ~_agrees(cells, starts[group])
    torn = np.unique(group[differs])
    keep = np.ones(len(starts), bool)
    conflicts = tuple(_conflict(indicator, cells, starts, int(g), notebook, areas) for g in torn)
    first = cells.take(starts)
    first.mark[torn] = ASIDE
    for name in ("value", "numerator", "denominator"):
        getattr(first, name)[torn] = np.nan
    keep &= first.mark != BLANK
    doubled = int(same_cell.sum() - differs.sum())
    return Settled(first.take(keep), conflicts, tuple(_told(indicator, conflicts, notebook)), doubled)


def _agrees(cells: Cells, with_: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each cell says the same as the first of its group."""
    agree = cells.mark == cells.mark[with_]
    for name in ("value", "numerator", "denominator"):
        column = getattr(cells, name)
        agree &= (column == column[with_]) | (np.isnan(column) & np.isnan(column[with_]))
    return np.asarray(agree)


def _conflict(
    indicator: str, cells: Cells, starts: NDArray[np.intp], group: int, notebook: Notebook, areas: Any
) -> Conflict:
    begin = int(starts[group])
    end = int(starts[group + 1]) if group + 1 < len(starts) else len(cells)
    candidates: list[dict[str, Any]] = []
    for i in range(begin, end):
        column = int(cells.column[i])
        told: dict[str, Any] = {
            name: _plain(float(getattr(cells, name)[i])) for name in ("value", "numerator", "denominator")
        }
        told |= {"mark": chr(cells.mark[i]), "line": int(cells.line[i])}
        told["column"] = notebook.columns.names[column] if column >= 0 else ""
        if not any(_same(told, other) for other in candidates):
            candidates.append(told)
    area, period = areas[int(cells.area[begin])], notebook.periods.names[int(cells.period[begin])]
    return Conflict(indicator, area, period, tuple(candidates))


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("value", "numerator", "denominator", "mark"))


def _plain(value: float) -> float | int | None:
    if np.isnan(value):
        return None
    return int(value) if value.is_integer() else value


def _told(indicator: str, conflicts: tuple[Conflict, ...], notebook: Notebook) -> list[Finding]:
    """What is said of the conflicts; those between rows that were doubted beforehand surprise nobody."""
    doubted = {row for doubt in notebook.mapping.doubted_rows for row in doubt.rows}
    expected = all(c["line"] in doubted for conflict in conflicts for c in conflict.candidates)
    severity: Severity = "note" if expected else "warning"
    if len(conflicts) > NAMED:
        params = {"indicator": indicator, "count": len(conflicts)}
        return [Finding("cell-conflicts", severity, params, count=len(conflicts))]
    return [_conflict_told(c, severity) for c in conflicts]


def _conflict_told(conflict: Conflict, severity: Severity) -> Finding:
    values = " / ".join("–" if c["value"] is None else str(c["value"]) for c in conflict.candidates)
    first = conflict.candidates[0]
    params = {
        "indicator": conflict.indicator, "area": conflict.area, "period": conflict.period,
        "count": len(conflict.candidates), "values": values,
    }  # fmt: skip
    return Finding("cell-conflict", severity, params, line=first["line"], column=first["column"])
