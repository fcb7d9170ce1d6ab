"""CSV and its relatives, read strictly: every line that does not fit is named."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wijk.methods.formats.exports import unguarded
from wijk.methods.formats.kinds import CSV
from wijk.methods.formats.limits import MEGA
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.table import Batch, Options, Table, letter, named_columns
from wijk.methods.formats.text import TextFacts, text_facts
from wijk.methods.formats.values import Value

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 16 * MEGA
PIECE = 1_000
SAMPLE_CHARACTERS = 128 * 1024
SAMPLE_LINES = 60

_SEP = re.compile(r'"?sep=(.)"?\s*')


def open_delimited(path: Path, options: Options) -> Table:
    """The table in a CSV, TSV or similar file. Raises Unreadable when it has no header or cannot be decoded."""
    facts = text_facts(path, options.encoding)
    sample = _sample(path, facts)
    sep = _SEP.fullmatch(sample[0]) if sample else None
    skip = max(options.header_row or 1, 2 if sep else 1)
    delimiter = options.delimiter or (sep[1] if sep else likely_delimiter(sample[skip - 1 :]))
    first, header = _header(path, facts, delimiter, skip, options)

    def read(table: Table, rows: int) -> Iterator[Batch]:
        yield from _batches(table, facts, first, rows)

    table = Table(
        path, CSV, (), read, encoding=facts.encoding, delimiter=delimiter, limits=options.limits,
        notes=ProblemList(options.limits.problems), problems=ProblemList(options.limits.problems),
    )  # fmt: skip
    table.notes.extend(facts.notes)
    if facts.cut:
        table.problems.add(facts.cut)
    if options.header_row is None:
        table.columns = tuple(letter(index) for index in range(len(header)))
    else:
        table.columns = named_columns([unguarded(name) for name in header] if facts.guarded else header, table)
    return table


def _open(path: Path, facts: TextFacts) -> io.TextIOWrapper:
    return path.open(encoding=facts.encoding, newline="", errors="replace" if facts.cut else "strict")


def _sample(path: Path, facts: TextFacts) -> list[str]:
    with _open(path, facts) as file:
        text = file.read(SAMPLE_CHARACTERS)
    lines = text.splitlines()
    return lines[:-1] if len(text) == SAMPLE_CHARACTERS and len(lines) > 1 else lines


def likely_delimiter(lines: Sequence[str]) -> str:
    """Which separator divides these lines most evenly? A comma when none does.

    >>> likely_delimiter(["naam;waarde", "Marollen, Brussel;1,5", "Zavel;2,5"])
    ';'
    """
    best, chosen = (0.0, 0), ","
    filled = [line for line in lines[:SAMPLE_LINES] if line.strip()]
    for delimiter in DELIMITERS:
        counts = Counter(_field_counts(filled, delimiter))
        if not counts:
            continue
        width, times = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = (times / sum(counts.values()), width)
        if width > 1 and (score[0] > best[0] + 0.2 or (score[0] >= best[0] - 0.2 and width > best[1])):
            best, chosen = score, delimiter
    return chosen


def _field_counts(lines: Sequence[str], delimiter: str) -> Iterator[int]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
        if row:
            yield len(row)


def _header(path: Path, facts: TextFacts, delimiter: str, skip: int, options: Options) -> tuple[int, list[str]]:
    """The header (or, without one, the first row) and the line where the rows begin."""
    ignored = ProblemList()
    with _open(path, facts) as file:
        for line, row in _records(file, delimiter, path.name, ignored):
            if line >= skip and any(value.strip() for value in row):
                return (line if options.header_row is None else line + 1), row
    if ignored:
        raise Unreadable(list(ignored))
    if skip > 1:
        raise Unreadable(Problem("header_missing", {"header_row": skip}, file=path.name))
    raise Unreadable(Problem("file_empty", file=path.name))


def _reader(file: io.TextIOWrapper, delimiter: str) -> "Reader":
    return csv.reader(iter(partial(file.readline, LONGEST_LINE), ""), delimiter=delimiter, strict=True)


def _records(
    file: io.TextIOWrapper, delimiter: str, name: str, problems: ProblemList
) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line on which it begins; what cannot be read becomes a problem."""
    reader = _reader(file, delimiter)
    while True:
        before = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem, fatal = _csv_problem(str(error))
            problems.add(problem.at(file=name, line=before + 1))
            if fatal:
                return
            continue
        if row:
            yield before + 1, row


def _csv_problem(error: str) -> tuple[Problem, bool]:
    """The sentence for an error of the csv module, and whether reading on makes no sense."""
    if "end of data" in error:
        return Problem("quote_open"), True
    if "field limit" in error:
        return Problem("cell_too_long", {"limit": csv.field_size_limit()}), True
    return Problem("quote_wrong"), False


def _batches(table: Table, facts: TextFacts, first: int, size: int) -> Iterator[Batch]:
    """Rows become columns in small pieces, so that few short-lived lists burden the garbage collector (2 × faster)."""
    piece = min(PIECE, size)
    lines: list[int] = []
    columns: list[list[Value]] = [[] for _ in table.columns]
    with _open(table.path, facts) as file:
        for some, rows in _pieces(file, table, facts, first, piece):
            lines += some
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(_cells(values, facts.guarded))
            if len(lines) + piece > size:
                yield Batch(lines, dict(zip(table.columns, columns, strict=True)))
                lines, columns = [], [[] for _ in table.columns]
    if lines:
        yield Batch(lines, dict(zip(table.columns, columns, strict=True)))


def _cells(values: Sequence[str], guarded: bool) -> list[Value]:
    if guarded:
        return [unguarded(value) or None for value in values]
    return [value or None for value in values]


def _pieces(
    file: io.TextIOWrapper, table: Table, facts: TextFacts, first: int, size: int
) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Rows as wide as the header with their lines, `size` at a time; others are reported, blank ones skipped.

    One plain loop, since millions of rows pass through it.
    """
    reader = _reader(file, table.delimiter)
    width, misfits = len(table.columns), _Misfits(table)
    lines: list[int] = []
    rows: list[list[str]] = []
    line, done, reading = 0, 0, True
    while reading:
        reading = False
        try:
            for row in reader:
                line, done = done + 1, reader.line_num
                if line < first:
                    continue
                if len(row) != width:
                    row = misfits.fitted(line, row)
                if any(row):
                    lines.append(line)
                    rows.append(row)
                    if len(rows) >= size:
                        yield lines, rows
                        lines, rows = [], []
        except csv.Error as error:
            problem, fatal = _csv_problem(str(error))
            table.problems.add(problem.at(file=table.path.name, line=done + 1))
            done, reading = reader.line_num, not fatal
    if rows:
        yield lines, rows
    misfits.end(line, cut=not facts.ends_with_newline)


class _Misfits:
    """Rows that are not as wide as the header. The last is held back: it may be where the file was cut off."""

    def __init__(self, table: Table) -> None:
        self.table, self.width = table, len(table.columns)
        self.held: tuple[int, int] | None = None

    def fitted(self, line: int, row: list[str]) -> list[str]:
        """The row without empty values too many; nothing of it, and a problem, when it cannot fit."""
        if len(row) > self.width and not any(row[self.width :]):
            return row[: self.width]
        if any(row):
            self._tell("ragged_row")
            self.held = (line, len(row))
        return []

    def end(self, last: int, *, cut: bool) -> None:
        """All rows were seen; `last` is the line where the last one began."""
        held = self.held
        short = held is not None and held[0] == last and held[1] < self.width
        self._tell("cut_short" if cut and short else "ragged_row")

    def _tell(self, code: str) -> None:
        if self.held:
            self.table.problem(code, line=self.held[0], found=self.held[1], expected=self.width)
