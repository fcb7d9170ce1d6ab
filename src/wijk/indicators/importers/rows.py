"""The long shape (a row a cell) and the wide shape (a row an area, a column an indicator)."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.cells import ABSENT, Cells
from wijk.indicators.importers.chunk import Chunk
from wijk.indicators.importers.chunks import chunks
from wijk.indicators.importers.columns import Column, Reading, Words, evidence, numbers, word_of, words
from wijk.indicators.importers.notebook import Notebook
from wijk.indicators.importers.sink import Sink
from wijk.indicators.importers.words import from_problem
from wijk.indicators.mapping import MEANINGS, ValueColumns
from wijk.indicators.mapping import Mapping as FileMapping
from wijk.methods.formats.numbers import DecimalEvidence
from wijk.methods.formats.sdmx import MISSING_MARKS, code_of
from wijk.methods.formats.table import Table

#: What the codes of SDMX say about an observation; "" is an ordinary one.
_SDMX = dict.fromkeys("ABDEFGINPSUV", "") | dict.fromkeys("HLMO", "n") | {"Q": "s"}


def read_rows(table: Table, mapping: FileMapping, notebook: Notebook, sink: Sink) -> None:
    """Read the whole table into the sink; what is not understood goes into the notebook."""
    marks = dict.fromkeys(MISSING_MARKS, "n") | dict(mapping.marks)
    reader = _Reader(table, mapping, notebook, marks)
    left_out = 0
    for whole in chunks(table, mapping.used_columns()):
        chunk = _asked_for(whole, mapping)
        left_out += len(whole) - len(chunk)
        if not len(chunk):
            continue
        area, period = reader.areas(chunk), reader.periods(chunk)
        if mapping.shape == "wide":
            for code, columns in mapping.values.items():
                reader.one_indicator(chunk, area, period, columns, notebook.indicator(code), sink)
        else:
            reader.many_indicators(chunk, area, period, sink)
    if left_out:
        condition = "; ".join(f"{name} = {' / '.join(values)}" for name, values in mapping.where.items())
        notebook.note("rows-left-out", "note", count=left_out, condition=condition)
    if reader.empty:
        notebook.note("rows-empty", "note", count=reader.empty)


def _asked_for(chunk: Chunk, mapping: FileMapping) -> Chunk:
    keep = np.ones(len(chunk), bool)
    for name, values in mapping.where.items():
        keep &= words(chunk.columns[name]).mapped(lambda word, wanted=values: int(word in wanted)) == 1  # type: ignore[misc]
    return chunk if keep.all() else chunk.only(np.flatnonzero(keep))


class _Reader:
    """Reads the chunks of one table under one description."""

    def __init__(self, table: Table, mapping: FileMapping, notebook: Notebook, marks: Mapping[str, str]) -> None:
        self.mapping, self.notebook, self.marks = mapping, notebook, marks
        self.decimals = _decimals(table, mapping, notebook, marks)
        self.empty = 0

    def areas(self, chunk: Chunk) -> tuple[NDArray[np.int32], Words]:
        """The place of each row's area."""
        found = words(chunk.columns[self.mapping.column("area")])
        return found.mapped(lambda word: self.notebook.area(code_of(word) if self._labelled(word) else word)), found

    def _labelled(self, word: str) -> bool:
        return ": " in word and word not in self.notebook.area_places

    def periods(self, chunk: Chunk) -> NDArray[np.int32]:
        """The place of each row's period."""
        column = self.mapping.column("period")
        if not column:
            return np.full(len(chunk), self.notebook.period(self.mapping.period), np.int32)
        found = words(chunk.columns[column])
        places = found.mapped(self.notebook.period)
        self.notebook.miss("period", found.names, places, found.places, chunk.lines, column)
        return places

    def many_indicators(
        self, chunk: Chunk, area: tuple[NDArray[np.int32], Words], period: NDArray[np.int32], sink: Sink
    ) -> None:
        """The long shape."""
        mapping, column = self.mapping, self.mapping.column("indicator")
        columns = _long_columns(mapping)
        if not column:
            self.one_indicator(
                chunk, area, period, columns, self.notebook.indicator(mapping.indicator), sink, explicit=True
            )
            return
        found = words(chunk.columns[column])
        places = found.mapped(lambda word: self.notebook.indicator(code_of(word) if ": " in word else word))
        self.notebook.miss("indicator", found.names, places, found.places, chunk.lines, column)
        cells, said = self._cells(chunk, area, period, columns, explicit=True)
        good = said & (places >= 0)
        sink.add(places[good], cells.take(good))

    def one_indicator(
        self, chunk: Chunk, area: tuple[NDArray[np.int32], Words], period: NDArray[np.int32], columns: ValueColumns,
        indicator: int, sink: Sink, *, explicit: bool = False,
    ) -> None:  # fmt: skip
        """Some columns that tell of one indicator."""
        cells, said = self._cells(chunk, area, period, columns, explicit=explicit)
        sink.add(indicator, cells.take(said))

    def _cells(
        self, chunk: Chunk, area: tuple[NDArray[np.int32], Words], period: NDArray[np.int32], columns: ValueColumns,
        *, explicit: bool,
    ) -> tuple[Cells, NDArray[np.bool_]]:  # fmt: skip
        """The cells of all rows and which of them say something. `explicit`: an empty row says "not available"."""
        n = len(chunk)
        read = {r: self._numbers(chunk, getattr(columns, r)) for r in ("value", "numerator", "denominator")}
        blank = np.full(n, np.nan)
        value, numerator, denominator = (r.values if r else blank for r in read.values())
        if columns.scale != 1:
            value, numerator = (
                (value * columns.scale, numerator) if read["value"] else (value, numerator * columns.scale)
            )
        known = np.isfinite(value) | (np.isfinite(numerator) & np.isfinite(denominator))
        mark = np.where(known, ord("d"), 0).astype(np.uint8)
        for reading in read.values():
            if reading is not None:
                mark = np.where(
                    (mark == 0) | (reading is read["value"]) & (reading.marks != 0),
                    np.where(reading.marks != 0, reading.marks, mark),
                    mark,
                )
        status = self._status(chunk, columns.status)
        mark = np.where(status != 0, status, mark)
        refused = np.zeros(n, bool)
        for reading in read.values():
            if reading is not None and reading.refused:
                refused[list(reading.refused)] = True
        places, found = area
        spoken = mark != 0
        if spoken.any():
            self.notebook.miss(
                "area", found.names, np.where(spoken, places, 0), found.places, chunk.lines, self.mapping.column("area")
            )
        if explicit:
            silent = (mark == 0) & ~refused & (places >= 0)
            self.empty += int(silent.sum())
            mark = np.where(silent, ABSENT, mark).astype(np.uint8)
        hidden = mark != ord("d")
        value, numerator, denominator = (np.where(hidden, np.nan, c) for c in (value, numerator, denominator))
        name = columns.value or columns.numerator
        column = np.full(n, self.notebook.columns.place(name), np.int32)
        cells = Cells(places, period, value, numerator, denominator, mark.astype(np.uint8), chunk.lines, column)
        return cells, (mark != 0) & (places >= 0) & (period >= 0)

    def _numbers(self, chunk: Chunk, name: str) -> Reading | None:
        if not name:
            return None
        column = chunk.columns[name]
        reading = numbers(column, self.marks, self.decimals.get(name, "."))
        self.notebook.tally(name, reading, chunk.lines)
        if reading.marks.any():
            self.notebook.count_marks(_marks_in(column, reading, self.marks))
        return reading

    def _status(self, chunk: Chunk, name: str) -> NDArray[np.uint8]:
        if not name:
            return np.zeros(len(chunk), np.uint8)
        found = words(chunk.columns[name])
        places = found.mapped(lambda word: self._letter(code_of(word)))
        self.notebook.miss(
            "status", found.names, np.where(found.places < 0, 0, places), found.places, chunk.lines, name
        )
        return np.where(places > 0, places, 0).astype(np.uint8)

    def _letter(self, word: str) -> int:
        for meanings in (self.mapping.marks, MEANINGS, _SDMX):
            if word in meanings:
                return ord(meanings[word]) if meanings[word] else 0
        return -2


def _long_columns(mapping: FileMapping) -> ValueColumns:
    value, numerator, denominator, status = (mapping.column(r) for r in ("value", "numerator", "denominator", "status"))
    return ValueColumns(value, numerator, denominator, status, mapping.scale)


def _marks_in(column: Column, reading: Reading, marks: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    rows = np.flatnonzero(reading.marks)
    values = column.take(rows).to_pylist() if hasattr(column, "take") else [column[i] for i in rows.tolist()]
    for word, n in Counter(word_of(value) for value in values).items():
        yield word, marks.get(word, ""), n


def _decimals(table: Table, mapping: FileMapping, notebook: Notebook, marks: Mapping[str, str]) -> dict[str, str]:
    """The decimal sign of each column of numbers: as declared, else as all of its values say."""
    groups = mapping.values.values() if mapping.shape == "wide" else [_long_columns(mapping)]
    names = list(dict.fromkeys(n for g in groups for n in (g.value, g.numerator, g.denominator) if n))
    if mapping.decimal:
        return dict.fromkeys(names, mapping.decimal)
    found = dict.fromkeys(names, DecimalEvidence())
    for chunk in chunks(table, names):
        for name in names:
            found[name] += evidence(chunk.columns[name], marks)
        if not any(_may_be_text(chunk.columns[name]) for name in names):
            break
    signs: dict[str, str] = {}
    for name, told in found.items():
        if problem := told.problem():
            notebook.others.append(from_problem(problem.at(column=name, sheet=table.sheet), "error"))
        if note := told.note():
            notebook.others.append(from_problem(note.at(column=name, sheet=table.sheet), "warning"))
        signs[name] = told.decide() or "."
    return signs


def _may_be_text(column: Column) -> bool:
    kind = str(getattr(column, "type", "list"))
    return "string" in kind or kind == "list"
