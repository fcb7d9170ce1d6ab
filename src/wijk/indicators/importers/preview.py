"""The first rows of a file, as they stand, for a person who says what its columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wijk.indicators.importers.columns import word_of
from wijk.methods.formats.problems import Unreadable
from wijk.methods.formats.tables import read_table

ROWS = 12
COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """Columns, some rows with their lines, and the sheets there are. `fault` says why there is nothing to see."""

    columns: Sequence[str] = ()
    rows: Sequence[tuple[int, Sequence[str]]] = ()
    sheet: str = ""
    sheets: Sequence[str] = ()
    fault: str = ""

    @property
    def shown_columns(self) -> Sequence[str]:
        """The columns whose cells are in `rows`."""
        return self.columns[:COLUMNS]


def preview(path: Path, *, sheet: str | None = None, header_row: int | None = 1) -> Preview:
    """The first rows of a file; never raises for a faulty one."""
    try:
        table = read_table(path, sheet=sheet, header_row=header_row)
        shown = table.columns[:COLUMNS]
        batch = next(iter(table.batches(ROWS)), None)
        rows = [
            (line, tuple(word_of(batch.columns[name][place])[:60] for name in shown))
            for place, line in enumerate(batch.lines[:ROWS] if batch else ())
            if batch
        ]
        return Preview(table.columns, rows, table.sheet, table.sheets)
    except Unreadable as wrong:
        return Preview(fault="\n".join(str(problem) for problem in wrong.problems))


def row_of(path: Path, number: int, *, sheet: str | None = None) -> list[str]:
    """The cells of one row near the top of a sheet, as words; empty when there is none."""
    try:
        table = read_table(path, sheet=sheet, header_row=None)
        batch = next(iter(table.batches(100)), None)
    except Unreadable:
        return []
    if batch is None or number not in batch.lines:
        return []
    place = list(batch.lines).index(number)
    return [" ".join(word_of(batch.columns[name][place]).split()) for name in table.columns]
