"""The crossed shape: a sheet with two heading rows, the indicator above and the period below, one row an area."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from wijk.indicators.cells import BLANK, Cells
from wijk.indicators.findings import Finding
from wijk.indicators.importers.columns import Reading, numbers, word_of
from wijk.indicators.importers.notebook import Notebook
from wijk.indicators.importers.sink import Sink
from wijk.indicators.mapping import Mapping
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.table import Table, letter
from wijk.methods.formats.values import Value


@dataclass
class _Sheet:
    """The cells below the headings, by column letter."""

    headings: dict[int, dict[str, Value]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Told:
    """One column that tells of one indicator in one period."""

    column: str
    indicator: int
    period: int


def read_crossed(table: Table, mapping: Mapping, notebook: Notebook, sink: Sink) -> None:
    """Read the whole sheet into the sink; what is left out or doubted goes into the notebook with its columns and rows."""
    sheet = _load(table, mapping)
    area_column = _area_column(sheet, mapping, table)
    told = list(_columns(sheet, mapping, notebook, area_column))
    areas, doubted = _rows(sheet, mapping, notebook, area_column)
    lines = np.asarray(sheet.lines, np.int32)
    readings = {t.column: _numbers(sheet, t.column, mapping, notebook, areas >= 0) for t in told}
    _report_doubled(told, readings, notebook, areas)
    for one in told:
        cells = _cells(readings[one.column], areas, doubted, lines, one, notebook)
        sink.add(one.indicator, cells)
    _report_doubted(told, readings, mapping, notebook, sheet, areas)


def _load(table: Table, mapping: Mapping) -> _Sheet:
    sheet = _Sheet(columns={name: [] for name in table.columns})
    for batch in table.batches():
        for place, line in enumerate(batch.lines):
            if line >= mapping.first_row:
                break
            sheet.headings[line] = {name: batch.columns[name][place] for name in table.columns}
        below = [i for i, line in enumerate(batch.lines) if line >= mapping.first_row]
        sheet.lines.extend(batch.lines[i] for i in below)
        for name in table.columns:
            column = batch.columns[name]
            sheet.columns[name].extend(column[i] for i in below)
    missing = [row for row in mapping.heading_rows if row not in sheet.headings]
    if missing:
        raise Unreadable(
            [Problem("header_missing", {"header_row": row}, table.path.name, table.sheet) for row in missing]
        )
    return sheet


def _heading(value: Value) -> str:
    return " ".join(word_of(value).split())


def _area_column(sheet: _Sheet, mapping: Mapping, table: Table) -> str:
    """The column with the area codes, by its heading in either heading row or by its letter."""
    for row in mapping.heading_rows:
        for name, value in sheet.headings[row].items():
            if value is not None and _heading(value) == _heading(mapping.area_column):
                return name
    if mapping.area_column.upper() in sheet.columns:
        return mapping.area_column.upper()
    params = {"name": mapping.area_column, "present": ", ".join(list(sheet.columns)[:6])}
    raise Unreadable(Problem("column_missing", params, table.path.name, table.sheet))


def _columns(sheet: _Sheet, mapping: Mapping, notebook: Notebook, area_column: str) -> Iterable[_Told]:
    above, below = (sheet.headings[row] for row in mapping.heading_rows)
    left_out: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    seen: set[str] = set()
    for name in sheet.columns:
        heading = _heading(above[name])
        if name == area_column or not heading:
            continue
        seen.add(heading)
        code = mapping.headings.get(heading)
        if code is None:
            left_out["ignored" if heading in mapping.ignore_headings else "unknown", heading].append(name)
        elif below[name] is None:
            left_out["periodless", heading].append(name)
        else:
            period = notebook.period(word_of(below[name]))
            if period >= 0:
                notebook.columns.place(name)
                yield _Told(name, notebook.indicator(code), period)
            else:
                notebook.see("period", word_of(below[name]), 1, mapping.heading_rows[1], name)
    for (kind, heading), columns in left_out.items():
        _say_left_out(kind, heading, columns, sheet, mapping, notebook)
    for heading in [*mapping.headings, *mapping.ignore_headings]:
        if heading not in seen:
            notebook.note("heading-absent", "warning", line=mapping.heading_rows[0], value=heading)


def _say_left_out(
    kind: str, heading: str, columns: Sequence[str], sheet: _Sheet, mapping: Mapping, notebook: Notebook
) -> None:
    row, n, first = mapping.heading_rows[0], len(columns), columns[0]
    if kind == "ignored":
        why = mapping.ignore_headings[heading]
        notebook.note("heading-ignored", "note", line=row, column=first, value=heading, count=n, why=why)
    elif kind == "periodless":
        held = sum(value is not None for name in columns for value in sheet.columns[name])
        shown = span(columns)
        notebook.note(
            "column-without-period",
            "warning",
            line=mapping.heading_rows[1],
            column=first,
            value=heading,
            columns=shown,
            count=held,
        )
    elif any(isinstance(value, int | float) for name in columns for value in sheet.columns[name]):
        notebook.note("heading-unknown", "warning", line=row, column=first, value=heading, count=n)


def span(columns: Sequence[str]) -> str:
    """Columns as a person writes them: neighbours as a range.

    >>> span(["WE", "WF", "WG", "WJ"])
    'WE–WG, WJ'
    """
    order = sorted(columns, key=lambda name: (len(name), name))
    runs: list[list[str]] = []
    for name in order:
        if runs and letter(_number(runs[-1][-1])) == name:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _number(name: str) -> int:
    """The number of a column from 1, so that `letter` of it gives the next one."""
    number = 0
    for sign in name:
        number = number * 26 + ord(sign) - 64
    return number


def _rows(
    sheet: _Sheet, mapping: Mapping, notebook: Notebook, area_column: str
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int32]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """The place of each row's area (-1: left out) and whether its row is doubted."""
    areas = np.full(len(sheet.lines), -1, np.int32)
    doubted_rows = {row for doubt in mapping.doubted_rows for row in doubt.rows}
    doubted = np.array([line in doubted_rows for line in sheet.lines], bool)
    for place, (line, value) in enumerate(zip(sheet.lines, sheet.columns[area_column], strict=True)):
        held = sum(sheet.columns[name][place] is not None for name in sheet.columns if name != area_column)
        if line in mapping.surplus_rows:
            why = mapping.surplus_rows[line]
            notebook.note("row-surplus", "warning", line=line, column=area_column, row=line, why=why, count=held)
            continue
        word = word_of(value)
        found = notebook.area(word) if word else -1
        if found < 0 and held:
            notebook.see("area", word, 1, line, area_column)
        areas[place] = max(found, -1)
    return areas, doubted


def _numbers(
    sheet: _Sheet, name: str, mapping: Mapping, notebook: Notebook, wanted: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> Reading:
    column = [value if keep else None for value, keep in zip(sheet.columns[name], wanted.tolist(), strict=True)]
    reading = numbers(column, mapping.marks, mapping.decimal or ".")
    lines = np.asarray(sheet.lines, np.int32)
    tally_column = name
    notebook.tally(tally_column, reading, lines)
    for place in np.flatnonzero(reading.marks).tolist():
        notebook.count_marks([(word_of(column[place]), chr(reading.marks[place]), 1)])
    if mapping.scale != 1:
        reading.values *= mapping.scale
    return reading


def _cells(reading: Reading, areas: "np.ndarray[tuple[int], np.dtype[np.int32]]", doubted: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
           lines: "np.ndarray[tuple[int], np.dtype[np.int32]]", one: _Told, notebook: Notebook) -> Cells:  # fmt: skip
    """The cells of one column; an empty cell of a doubted row contradicts a value in the other one."""
    mark = np.where(np.isfinite(reading.values), ord("d"), reading.marks).astype(np.uint8)
    mark = np.where((mark == 0) & doubted, BLANK, mark).astype(np.uint8)
    said = (mark != 0) & (areas >= 0)
    column = np.full(int(said.sum()), notebook.columns.place(one.column), np.int32)
    n = len(column)
    blank = np.full(n, np.nan)
    period = np.full(n, one.period, np.int32)
    return Cells(areas[said], period, reading.values[said], blank, blank, mark[said], lines[said], column)


def _report_doubled(
    told: Sequence[_Told],
    readings: dict[str, Reading],
    notebook: Notebook,
    areas: "np.ndarray[tuple[int], np.dtype[np.int32]]",
) -> None:
    """Columns that tell of the same indicator and period."""
    groups: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for one in told:
        groups[one.indicator, one.period].append(one.column)
    for (indicator, period), columns in groups.items():
        if len(columns) < 2:
            continue
        values = np.array([readings[c].values for c in columns])
        both = (np.isfinite(values).sum(axis=0) > 1) & (areas >= 0)
        torn = both & (np.nanmax(np.where(both, values, 0), axis=0) != np.nanmin(np.where(both, values, 0), axis=0))
        notebook.note(
            "column-doubled", "warning" if torn.any() else "note", column=columns[0], columns=span(columns),
            indicator=notebook.indicators[indicator], period=notebook.periods.names[period],
            count=int(both.sum()), conflicts=int(torn.sum()),
        )  # fmt: skip


def _report_doubted(
    told: Sequence[_Told], readings: dict[str, Reading], mapping: Mapping, notebook: Notebook, sheet: _Sheet,
    areas: "np.ndarray[tuple[int], np.dtype[np.int32]]",
) -> None:  # fmt: skip
    """How far rows that claim the same area agree."""
    place_of = {line: place for place, line in enumerate(sheet.lines)}
    for doubt in mapping.doubted_rows:
        rows = [place_of[row] for row in doubt.rows if row in place_of]
        shown = ", ".join(str(row) for row in doubt.rows)
        if len(rows) < len(doubt.rows) or {int(areas[r]) for r in rows} != {notebook.area(doubt.area)}:
            notebook.others.append(
                Finding("rows-doubted-absent", "warning", {"rows": shown, "area": doubt.area}, line=doubt.rows[0])
            )
            continue
        values = np.array([[readings[t.column].values[r] for t in told] for r in rows])
        marks = np.array([[readings[t.column].marks[r] for t in told] for r in rows])
        same = ((values == values[0]) | (np.isnan(values) & np.isnan(values[0]))) & (marks == marks[0])
        said = (np.isfinite(values) | (marks != 0)).any(axis=0)
        agree = int((same.all(axis=0) & said).sum())
        notebook.note(
            "rows-doubted", "warning", line=doubt.rows[0], rows=shown, area=doubt.area, why=doubt.why,
            agree=agree, conflicts=int(said.sum()) - agree,
        )  # fmt: skip
