"""CSV and its relatives, read strictly: every line that does not fit is named."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from wijk.methods.formats.exports import unguarded
from wijk.methods.formats.kinds import CSV
from wijk.methods.formats.limits import MEGA
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.table import Batch, Options, Table, letter, named_columns
from wijk.methods.formats.text import TextFacts, text_facts
from wijk.methods.formats.values import Value

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 16 * MEGA
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


def _records(
    file: io.TextIOWrapper, delimiter: str, name: str, problems: ProblemList
) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line on which it begins; what cannot be read becomes a problem."""
    lines = iter(partial(file.readline, LONGEST_LINE), "")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
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
    with _open(table.path, facts) as file:
        records = _records(file, table.delimiter, table.path.name, table.problems)
        rows = _fitting(records, table, facts, first)
        while chunk := list(islice(rows, size)):
            lines, values = zip(*chunk, strict=True)
            columns = [_column(column, facts.guarded) for column in zip(*values, strict=True)]
            yield Batch(lines, dict(zip(table.columns, columns, strict=True)))


def _column(values: Sequence[str], guarded: bool) -> list[Value]:
    if guarded:
        return [unguarded(value) or None for value in values]
    return [value or None for value in values]


def _fitting(
    records: Iterator[tuple[int, list[str]]], table: Table, facts: TextFacts, first: int
) -> Iterator[tuple[int, list[str]]]:
    """The rows as wide as the header; others are reported, blank ones skipped."""
    width = len(table.columns)
    short: tuple[int, int] | None = None
    for line, row in records:
        if short:
            table.problem("ragged_row", line=short[0], found=short[1], expected=width)
            short = None
        if line < first:
            continue
        if len(row) == width:
            if any(row):
                yield line, row
        elif len(row) > width and not any(row[width:]):
            yield line, row[:width]
        elif any(row):
            short = (line, len(row))
    if short:
        cut = not facts.ends_with_newline and short[1] < width
        table.problem("cut_short" if cut else "ragged_row", line=short[0], found=short[1], expected=width)
