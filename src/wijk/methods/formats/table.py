"""A table that is read in batches: columns of values with the lines where they stand."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.values import Value

BATCH_ROWS = 50_000


@dataclass(frozen=True)
class Options:
    """How a table is to be read, where the file itself does not say."""

    sheet: str | None = None
    """Sheet of a workbook, or layer of a geodata file."""
    header_row: int | None = 1
    """Line with the column names, from 1; None when there is none: columns are then called A, B, C…"""
    encoding: str | None = None
    delimiter: str | None = None
    limits: Limits = DEFAULT


@dataclass(frozen=True)
class Batch:
    """Some rows as columns. `lines[i]` is the line (or row, or feature) of the i-th value of each column."""

    lines: Sequence[int]
    columns: Mapping[str, list[Value]]

    def __len__(self) -> int:
        return len(self.lines)


@dataclass
class Table:
    """One table of a file. `notes` are worth knowing, `problems` must be corrected.

    Both grow while the batches are read; rows that cannot be read are left out and have a problem.
    """

    path: Path
    kind: str
    columns: tuple[str, ...]
    read: Callable[["Table", int], Iterator[Batch]]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    limits: Limits = DEFAULT
    notes: ProblemList = field(default_factory=ProblemList)
    problems: ProblemList = field(default_factory=ProblemList)
    _opening: tuple[tuple[Problem, ...], tuple[Problem, ...]] | None = None

    def batches(self, rows: int = BATCH_ROWS) -> Iterator[Batch]:
        """All rows, at most `rows` at a time; memory does not grow with the file. Can be read again from the start."""
        if self._opening is None:
            self._opening = (tuple(self.notes), tuple(self.problems))
        self.notes.restart(self._opening[0])
        self.problems.restart(self._opening[1])
        size = max(1, min(rows, self.limits.batch_cells // max(1, len(self.columns))))
        total = 0
        for batch in self.read(self, size):
            total += len(batch)
            if len(batch):
                yield batch
        if not total and not self.problems:
            self.problem("header_only")

    def rows(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Every row with its line, one at a time: for small tables."""
        for batch in self.batches():
            names = list(batch.columns)
            values = zip(*batch.columns.values(), strict=True)
            for line, row in zip(batch.lines, values, strict=True):
                yield line, dict(zip(names, row, strict=True))

    def require(self, *columns: str) -> None:
        """Raise Unreadable, with one problem each, when a column is not there."""
        missing = [name for name in columns if name not in self.columns]
        if missing:
            present = in_short(self.columns)
            found = [Problem("column_missing", {"name": name, "present": present}) for name in missing]
            raise Unreadable([problem.at(file=self.path.name, sheet=self.sheet) for problem in found])

    def note(self, code: str, line: int | None = None, column: str = "", **params: str | int | float) -> None:
        """Something worth knowing about this table."""
        self.notes.add(Problem(code, params, self.path.name, self.sheet, line, column))

    def problem(self, code: str, line: int | None = None, column: str = "", **params: str | int | float) -> None:
        """Something wrong with this table."""
        self.problems.add(Problem(code, params, self.path.name, self.sheet, line, column))


def in_short(names: Sequence[str], most: int = 12) -> str:
    """A list of names for a sentence.

    >>> in_short(["a", "b", "c"], most=2)
    'a, b … (3)'
    """
    shown = ", ".join(name[:40] for name in names[:most])
    return shown if len(names) <= most else f"{shown} … ({len(names)})"


def letter(index: int) -> str:
    """The name that a spreadsheet gives to a column, from 0.

    >>> letter(0), letter(25), letter(26), letter(701), letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def named_columns(header: Sequence[Value], table: Table) -> tuple[str, ...]:
    """Distinct names for the columns of a header; unnamed and doubled ones are reported.

    Raises Unreadable when there are more columns than the limits allow.
    """
    if len(header) > table.limits.columns:
        params = {"count": len(header), "limit": table.limits.columns}
        raise Unreadable(Problem("too_many_columns", params, table.path.name, table.sheet))
    names: list[str] = []
    raw = [_column_name(value) for value in header]
    for name, count in Counter(raw).items():
        if name and count > 1:
            table.problem("column_twice", column=name, name=name, count=count)
    seen: set[str] = {name for name in raw if name}
    times: Counter[str] = Counter()
    for index, name in enumerate(raw):
        times[name] += 1
        chosen = name
        if not name:
            chosen = _free(letter(index), seen)
            table.note("column_unnamed", column=letter(index), name=chosen)
        elif times[name] > 1:
            chosen = _free(f"{name} ({times[name]})", seen)
        seen.add(chosen)
        names.append(chosen)
    return tuple(names)


def _column_name(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).replace("\ufeff", "").split())


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    return name
