"""Excel workbooks (.xlsx), with their hazards named: hidden sheets, formulas, errors, formats that change the value."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from wijk.methods.formats.kinds import XLSX, checked_zip_entries
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.sheets import SheetFacts, has_telling_formats, sheet_facts
from wijk.methods.formats.table import Batch, Options, Table, in_short, letter, named_columns
from wijk.methods.formats.values import Value

ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
FORMULAS_NAMED = 20
"""So many formula cells are named one by one, the others are counted."""

_ZEROS = re.compile(r"0{2,}")


class Cell(Protocol):
    """What is used of a cell of openpyxl."""

    @property
    def value(self) -> Any: ...
    @property
    def number_format(self) -> str: ...


@dataclass(frozen=True)
class Plan:
    """How one sheet is read."""

    sheet: str
    facts: SheetFacts
    formats: bool
    """Whether the format of a cell may change what it shows, so that it must be looked at."""
    first: int
    """The row where the values begin, from 1."""


def open_workbook(path: Path, options: Options) -> Table:
    """The table in one sheet of a workbook. Raises Unreadable for bombs, damaged files and missing sheets."""
    checked_zip_entries(path, options.limits)
    problems, notes = ProblemList(options.limits.problems), ProblemList(options.limits.problems)
    with _opened(path) as book:
        sheets = tuple(book.sheetnames)
        name = _choose(book, path, options.sheet, notes)
        header_line, header = _header(book, path, name, options)
    facts = sheet_facts(path, name)
    plan = Plan(name, facts, has_telling_formats(path), header_line + (options.header_row is not None))

    def read(table: Table, rows: int) -> Iterator[Batch]:
        yield from _batches(table, plan, rows)

    table = Table(
        path, XLSX, (), read, sheet=name, sheets=sheets, limits=options.limits,
        notes=notes, problems=problems,
    )  # fmt: skip
    _note_facts(table, facts)
    if options.header_row is None:
        table.columns = tuple(letter(index) for index in range(len(header)))
    else:
        table.columns = named_columns(header, table)
    return table


@contextmanager
def _opened(path: Path, sheet: str = "", *, data_only: bool = True) -> Iterator[Workbook]:
    """The workbook, closed at the end; whatever openpyxl stumbles over becomes a sentence.

    It is opened as a stream, since openpyxl judges a path by its name.
    """
    with path.open("rb") as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)
            yield book
        except Unreadable:
            raise
        except (zipfile.BadZipFile, EOFError, OSError):
            raise Unreadable(Problem("archive_broken", file=path.name)) from None
        except Exception as error:  # openpyxl lets errors of every kind through when the XML inside is wrong
            detail = " ".join(str(error).split())[:80] or type(error).__name__
            raise Unreadable(Problem("damaged", {"detail": detail}, path.name, sheet)) from None


def _choose(book: Workbook, path: Path, wanted: str | None, notes: ProblemList) -> str:
    """The sheet that was asked for, or the first visible one that holds something."""
    sheets = list(book.worksheets)
    names = [sheet.title for sheet in sheets]
    if wanted is not None:
        match = next((sheet for sheet in sheets if sheet.title.strip() == wanted.strip()), None)
        if match is None:
            raise Unreadable(Problem("sheet_missing", {"name": wanted, "present": in_short(names)}, file=path.name))
        if match.sheet_state != "visible":
            notes.add(Problem("sheet_hidden_asked", {"name": match.title}, path.name, match.title))
        return str(match.title)
    filled = [sheet for sheet in sheets if _holds_something(sheet)]
    notes.extend(
        Problem("sheet_hidden", {"name": s.title}, path.name, s.title) for s in filled if s.sheet_state != "visible"
    )
    visible = [str(sheet.title) for sheet in filled if sheet.sheet_state == "visible"]
    if not visible:
        raise Unreadable([*notes, Problem("no_visible_sheet", file=path.name)])
    if len(visible) > 1:
        params = {"name": visible[0], "others": in_short(visible[1:])}
        notes.add(Problem("sheet_chosen", params, path.name, visible[0]))
    return visible[0]


def _holds_something(sheet: Any) -> bool:
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(values_only=True), 200)
    return any(value is not None for row in rows for value in row)


def _header(book: Workbook, path: Path, name: str, options: Options) -> tuple[int, list[Value]]:
    """The header row and its number; without a header, a row as wide as the widest."""
    sheet = book[name]
    sheet.reset_dimensions()
    wanted = options.header_row or 1
    widest = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        filled = _trimmed(row)
        widest = max(widest, len(filled))
        if options.header_row is not None and number >= wanted and filled:
            return number, [plain(value) for value in filled]
    if options.header_row is None and widest:
        return 1, [None] * widest
    raise Unreadable(Problem("header_missing", {"header_row": wanted}, path.name, name))


def _trimmed(row: Sequence[Any]) -> Sequence[Any]:
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return row[:end]


def _note_facts(table: Table, facts: SheetFacts) -> None:
    if facts.merged:
        table.note("merged_cells", count=facts.merged)
    if facts.hidden:
        table.note("hidden_rows")
    if facts.macros:
        table.note("macros")


def plain(value: Any) -> Value:
    """A cell's value as text or number: days as 2020-01-31, yes and no as TRUE and FALSE.

    >>> plain(datetime(2020, 1, 31)), plain(True), plain(2.5), plain(" x ")
    ('2020-01-31', 'TRUE', 2.5, ' x ')
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return str(value)


def _batches(table: Table, plan: Plan, size: int) -> Iterator[Batch]:
    with ExitStack() as stack:
        book = stack.enter_context(_opened(table.path, plan.sheet))
        formulas = None
        if plan.facts.formulas:
            told = stack.enter_context(_opened(table.path, plan.sheet, data_only=False))
            formulas = _Formulas(table, told[plan.sheet])
        rows = _rows(table, plan, book, formulas)
        while chunk := list(islice(rows, size)):
            lines, values = zip(*chunk, strict=True)
            columns = [list(column) for column in zip(*values, strict=True)]
            yield Batch(lines, dict(zip(table.columns, columns, strict=True)))
        if formulas:
            formulas.report()


def _rows(table: Table, plan: Plan, book: Workbook, formulas: "_Formulas | None") -> Iterator[tuple[int, list[Value]]]:
    sheet = book[plan.sheet]
    sheet.reset_dimensions()
    width = len(table.columns)
    formats = _Formats(table) if plan.formats else None
    source: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=formats is None)
    for number, row in enumerate(source, start=1):
        shown = formulas.next_row() if formulas else ()
        if number < plan.first:
            continue
        values = [formats.shown(cell) for cell in row] if formats else [plain(value) for value in row]
        if formulas and shown:
            formulas.look(number, shown, values)
        if not any(value is not None for value in values):
            continue
        yield number, _fitted(table, number, values, width)
    if formats:
        formats.report()


def _fitted(table: Table, number: int, values: list[Value], width: int) -> list[Value]:
    """The row as wide as the header, with errors taken out."""
    if len(values) > width:
        if any(value is not None for value in values[width:]):
            table.problem("ragged_row", line=number, found=len(_trimmed(values)), expected=width)
        values = values[:width]
    values += [None] * (width - len(values))
    for index, value in enumerate(values):
        if isinstance(value, str) and value[:1] == "#" and value in ERRORS:
            table.problem("error_cell", line=number, column=table.columns[index], value=value)
            values[index] = None
    return values


class _Formats:
    """Values as a person sees them where the format adds leading zeros; percentages are counted."""

    def __init__(self, table: Table) -> None:
        self.table, self.percent, self.zeros, self.example = table, 0, 0, ""

    def shown(self, cell: Cell) -> Value:
        value = plain(cell.value)
        if isinstance(value, str) or value is None:
            return value
        written = cell.number_format
        if _ZEROS.fullmatch(written) and float(value).is_integer() and value >= 0:
            text = f"{int(value):0{len(written)}d}"
            self.zeros += 1
            self.example = self.example or text
            return text
        self.percent += "%" in written
        return value

    def report(self) -> None:
        if self.percent:
            self.table.note("percent_cells", count=self.percent)
        if self.zeros:
            self.table.note("shown_zeros", count=self.zeros, example=self.example)


class _Formulas:
    """Walks the same sheet with formulas instead of stored values, in step with the reading of the values."""

    def __init__(self, table: Table, sheet: Any) -> None:
        self.table, self.count = table, 0
        sheet.reset_dimensions()
        self.source: Iterator[tuple[Any, ...]] = sheet.iter_rows()

    def next_row(self) -> tuple[Any, ...]:
        return next(self.source, ())

    def look(self, number: int, cells: tuple[Any, ...], values: list[Value]) -> None:
        for index, cell in enumerate(cells):
            if getattr(cell, "data_type", "") != "f":
                continue
            self.count += 1
            column = self.table.columns[index] if index < len(self.table.columns) else letter(index)
            value = values[index] if index < len(values) else None
            if value is None:
                self.table.problem("formula_without_value", line=number, column=column)
            elif self.count <= FORMULAS_NAMED:
                self.table.note("formula", line=number, column=column, value=str(value)[:40])

    def report(self) -> None:
        if self.count > FORMULAS_NAMED:
            self.table.note("formulas", count=self.count)
