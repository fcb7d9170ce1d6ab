"""Tables of one's own, read whole with the hardened readers: every column asked for is there, and every cell means something."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.numbers import parse_numbers
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.tables import read_table
from wijk.methods.formats.values import Value


@dataclass(frozen=True)
class Sheet:
    """The rows of one file as columns; `lines[i]` is the line of the i-th row, for saying where something is wrong."""

    path: Path
    columns: dict[str, list[Value]]
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, column: str, *, empty: bool = True) -> list[str]:
        """A column as text without outer spaces; with `empty` False an empty cell is refused."""
        values = ["" if value is None else _text(value) for value in self._column(column)]
        if not empty:
            self._refuse(
                [Problem("cell_empty", line=line) for line, v in zip(self.lines, values, strict=True) if not v], column
            )
        return values

    def ids(self, column: str) -> list[str]:
        """A column that names each row: no cell empty, none twice."""
        values = self.text(column, empty=False)
        seen: dict[str, list[int]] = defaultdict(list)
        for line, value in zip(self.lines, values, strict=True):
            seen[value].append(line)
        twice = [(value, lines) for value, lines in seen.items() if len(lines) > 1]
        self._refuse(
            [Problem("id_twice", {"id": v, "lines": ", ".join(map(str, ls))}, line=ls[1]) for v, ls in twice], column
        )
        return values

    def numbers(self, column: str, *, missing: float | None = None) -> NDArray[np.float64]:
        """A column as numbers; an empty cell is refused, or becomes `missing`."""
        read = parse_numbers(self._column(column))
        self._refuse(read.problems(self.lines, column), column)
        empty = np.isnan(read.values)
        if empty.any() and missing is None:
            self._refuse([Problem("cell_empty", line=self.lines[i]) for i in np.flatnonzero(empty).tolist()], column)
        return np.where(empty, np.nan if missing is None else missing, read.values)

    def whole(self, column: str, *, missing: int | None = None) -> NDArray[np.int64]:
        """A column as whole numbers of zero or more."""
        values = self.numbers(column, missing=missing)
        wrong = np.flatnonzero((values != np.floor(values)) | (values < 0) | (values > 2**53)).tolist()
        self._refuse([Problem("not_a_count", {"value": f"{values[i]:g}"}, line=self.lines[i]) for i in wrong], column)
        return values.astype(np.int64)

    def _column(self, column: str) -> list[Value]:
        return self.columns[column]

    def _refuse(self, problems: Sequence[Problem], column: str) -> None:
        if problems:
            found = ProblemList(cap=20)
            found.extend(problem.at(file=self.path.name, column=column) for problem in problems)
            raise Unreadable(found.all())


def read_sheet(path: Path, *required: str, sheet: str | None = None) -> Sheet:
    """Read a whole table (CSV, Excel, Parquet, geodata attributes); rows that cannot be read are refused.

    Raises Unreadable with file, line and column.
    """
    table = read_table(path, sheet=sheet)
    table.require(*required)
    columns: dict[str, list[Value]] = {name: [] for name in table.columns}
    lines: list[int] = []
    for batch in table.batches():
        lines.extend(batch.lines)
        for name, values in batch.columns.items():
            columns[name].extend(values)
    if table.problems:
        raise Unreadable(table.problems.all())
    return Sheet(path, columns, lines)


def _text(value: Value) -> str:
    """A cell as the text that a person would type: a workbook's 7.0 is 7."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
