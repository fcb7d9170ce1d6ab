"""One file with figures, read once or twice from start to end, becomes one normalised Parquet per indicator."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wijk.indicators.cells import ABSENT, DELIVERED, NOBODY, Cells, Part, write_part
from wijk.indicators.findings import Finding, Severity, grouped
from wijk.indicators.importers.crossed import read_crossed
from wijk.indicators.importers.known import Known
from wijk.indicators.importers.notebook import Notebook
from wijk.indicators.importers.rows import read_rows
from wijk.indicators.importers.settle import Conflict, settle
from wijk.indicators.importers.sink import Sink
from wijk.indicators.importers.words import from_problem
from wijk.indicators.mapping import MARKS, Mapping, Wrong, parse
from wijk.indicators.models import Indicator
from wijk.methods.formats.periods import parse_period
from wijk.methods.formats.problems import Unreadable
from wijk.methods.formats.table import Table
from wijk.methods.formats.tables import read_table

MOST_CONFLICTS = 10_000  #: set-aside cells above which the file or its description is simply wrong


@dataclass(frozen=True, slots=True)
class Kept:
    """One normalised Parquet: where it is and what it holds."""

    indicator: str
    path: Path
    rows: int
    periods: tuple[str, ...]


@dataclass
class Taken:
    """What came of a file. Where a finding is an error nothing of it may be published."""

    name: str
    mapping: Mapping | None = None
    parts: list[Kept] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def faulty(self) -> bool:
        """Is there an error among the findings?"""
        return any(f.severity == "error" for f in self.findings)


def take(path: Path, told: MappingOf[str, Any], known: Known, place: Path, *, name: str = "") -> Taken:
    """Read the file at `path` as `told` describes it and keep its cells under `place`. Never raises for faulty input.

    `name` is how the file is called in findings.
    """
    taken = Taken(name or path.name)
    try:
        taken.mapping = mapping = parse(told)
        _check(mapping, known)
        table = _open(path, mapping)
        _read(table, mapping, known, place, taken)
    except Wrong as wrong:
        taken.findings += wrong.findings
    except Unreadable as wrong:
        taken.findings += [from_problem(problem, "error") for problem in wrong.problems]
    taken.findings = [f.at(file=taken.name) if f.file in ("", path.name) else f for f in taken.findings]
    taken.findings = grouped(_renamed(f, path.name, taken.name) for f in taken.findings)
    return taken


def _renamed(finding: Finding, old: str, new: str) -> Finding:
    told = finding.as_json()
    return Finding.of({**told, "file": new if told["file"] in ("", old) else told["file"]})


def _check(mapping: Mapping, known: Known) -> None:
    """Names that the catalogue and the territory must know."""
    found: list[Finding] = []
    if mapping.areas not in known.area_sets:
        present = ", ".join(known.area_sets) or "–"
        found.append(Finding("area-set-unknown", "error", {"value": mapping.areas, "present": present}))
    if mapping.source and mapping.source not in known.sources:
        found.append(Finding("source-unknown", "error", {"value": mapping.source}))
    named = {*mapping.values, *mapping.headings.values(), mapping.indicator} - {""}
    found += [
        Finding("indicator-unknown", "error", {"value": code}) for code in sorted(named - known.indicators.keys())
    ]
    if found:
        raise Wrong(found)


def _open(path: Path, mapping: Mapping) -> Table:
    table = read_table(
        path, sheet=mapping.sheet, header_row=None if mapping.shape == "crossed" else mapping.header_row,
        encoding=mapping.encoding, delimiter=mapping.delimiter,
    )  # fmt: skip
    if mapping.shape != "crossed":
        table.require(*mapping.used_columns())
    return table


def _read(table: Table, mapping: Mapping, known: Known, place: Path, taken: Taken) -> None:
    notebook = Notebook(mapping, known, table.sheet)
    sink = Sink(place / "scratch.parquet")
    read = read_crossed if mapping.shape == "crossed" else read_rows
    read(table, mapping, notebook, sink)
    taken.findings += [from_problem(problem, "error") for problem in table.problems.all()]
    taken.findings += [from_problem(problem, "note") for problem in table.notes.all()]
    taken.findings += notebook.findings()
    if not sink.total and not taken.faulty:
        taken.findings.append(Finding("nothing-left", "error", sheet=table.sheet))
    periods, columns = notebook.periods.names, notebook.columns.names
    areas = known.codes(mapping.areas)
    doubled = 0
    for number, cells in sink.drain():
        indicator = notebook.indicators[number]
        settled = settle(indicator, completed(cells, known.indicators[indicator]), notebook, areas)
        doubled += settled.doubled
        taken.findings += settled.findings
        taken.conflicts += settled.conflicts
        if len(taken.conflicts) > MOST_CONFLICTS:
            taken.findings.append(Finding("too-many-conflicts", "error", {"count": len(taken.conflicts)}))
            taken.conflicts = taken.conflicts[:MOST_CONFLICTS]
            return
        if len(settled.cells):
            taken.parts.append(_keep(indicator, Part(settled.cells, areas, periods, columns), place))
    if doubled:
        taken.findings.append(Finding("cell-doubled", "note", {"count": doubled}))
    taken.findings += _marks_found(notebook)


def completed(cells: Cells, indicator: Indicator) -> Cells:
    """Shares that came as counts alone get their value: factor × numerator ÷ denominator.

    Nothing can be divided by nothing: of an area where the denominator is 0 a share says "no residents", a ratio "not available".
    """
    counted = np.isfinite(cells.numerator) & np.isfinite(cells.denominator) & ~np.isfinite(cells.value)
    counted &= cells.mark == DELIVERED
    if indicator.measure in (Indicator.Measure.COUNT, Indicator.Measure.DELIVERED) or not counted.any():
        return cells
    void = counted & (cells.denominator == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells.value = np.where(
            counted & ~void, np.round(indicator.factor * cells.numerator / cells.denominator, 8), cells.value
        )
    nobody = NOBODY if indicator.measure == Indicator.Measure.SHARE else ABSENT
    cells.mark = np.where(void, nobody, cells.mark).astype(np.uint8)
    return cells


def _keep(indicator: str, part: Part, place: Path) -> Kept:
    path = place / f"{len(list(place.glob('*.parquet')))}.parquet"
    write_part(path, part)
    used = {part.periods[p] for p in np.unique(part.cells.period).tolist()}
    return Kept(indicator, path, len(part.cells), tuple(sorted(used, key=lambda text: (parse_period(text), text))))


def _marks_found(notebook: Notebook) -> list[Finding]:
    severity: Severity = "note"
    return [
        Finding("marks-found", severity, {"value": word, "count": n, "meaning": MARKS.get(letter, letter)}, count=1)
        for (word, letter), n in sorted(notebook.marks_seen.items())
    ]
