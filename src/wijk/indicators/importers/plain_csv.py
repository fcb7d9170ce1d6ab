"""A large text file whose lines are all of one form is read by Arrow, many times faster than line by line.

Anything unusual (a line with too many or too few values, a value over two lines, another encoding) is left to the careful
reader, which says what is wrong where.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from wijk.indicators.importers.chunk import Chunk
from wijk.methods.formats.kinds import CSV
from wijk.methods.formats.table import Table

LARGE = 2_000_000  #: bytes from which it is worth the trouble
BLOCK = 8_000_000
_GUARD = r"^'([=+\-@\t\r])"

_judged: dict[tuple[str, int, int], bool] = {}


def large_and_plain(table: Table) -> bool:
    """Is this a large UTF-8 text whose lines all have as many values as the header? Reads it once to know."""
    if table.kind != CSV or table.encoding not in ("utf-8", "utf-8-sig") or len(table.delimiter) != 1:
        return False
    facts = table.path.stat()
    if facts.st_size < LARGE:
        return False
    key = (str(table.path), facts.st_size, facts.st_mtime_ns)
    if key not in _judged:
        _judged.clear()
        _judged[key] = _fits(table)
    return _judged[key]


def _fits(table: Table) -> bool:
    try:
        for _chunk in read_plainly(table, table.columns[:1]):
            pass
    except (pa.ArrowInvalid, pa.ArrowException):
        return False
    return True


def read_plainly(table: Table, names: Sequence[str]) -> Iterator[Chunk]:
    """The columns as text, block by block. Raises ArrowInvalid where a line has another form."""
    head = next(iter(table.batches(1)), None)
    if head is None:
        return
    line = head.lines[0]
    reader = csv.open_csv(
        table.path,
        read_options=csv.ReadOptions(column_names=list(table.columns), skip_rows=line - 1, block_size=BLOCK),
        parse_options=csv.ParseOptions(delimiter=table.delimiter, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(table.columns, pa.string()), include_columns=list(names), strings_can_be_null=True,
            null_values=[""],
        ),
    )  # fmt: skip
    with reader:
        for batch in reader:
            lines = np.arange(line, line + batch.num_rows, dtype=np.int32)
            yield Chunk(lines, {name: _unguarded(batch.column(name)) for name in names})
            line += batch.num_rows


def _unguarded(column: pa.Array) -> pa.Array:
    """Without the apostrophe that keeps a spreadsheet from taking a value for a formula."""
    if pc.any(pc.starts_with(column, "'")).as_py():
        return pc.replace_substring_regex(column, _GUARD, r"\1")
    return column
