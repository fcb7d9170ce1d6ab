"""The rows of a file some at a time, with the columns that are needed as Arrow arrays where they hold one kind of value."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wijk.indicators.importers.chunk import Chunk
from wijk.indicators.importers.columns import Column
from wijk.indicators.importers.plain_csv import large_and_plain, read_plainly
from wijk.methods.formats.kinds import PARQUET
from wijk.methods.formats.table import Table
from wijk.methods.formats.values import Value

ROWS = 200_000


def chunks(table: Table, names: Sequence[str]) -> Iterator[Chunk]:
    """All rows with these columns. Memory does not grow with the file."""
    if table.kind == PARQUET:
        plain = _parquet(table, names)
        if plain is not None:
            yield from plain
            return
    if large_and_plain(table):
        yield from read_plainly(table, names)
        return
    for batch in table.batches(ROWS):
        lines = np.asarray(batch.lines, np.int32)
        yield Chunk(lines, {name: _arrow(batch.columns[name]) for name in names})


def _arrow(values: list[Value]) -> Column:
    try:
        return pa.array(values, pa.string())
    except (pa.ArrowException, TypeError):
        return values


def _parquet(table: Table, names: Sequence[str]) -> Iterator[Chunk] | None:
    """The columns straight from the file, without an object per cell; None where a column is of an unusual kind."""
    schema = pq.read_schema(table.path)
    if not set(names) <= set(schema.names) or not all(_simple(schema.field(name).type) for name in names):
        return None
    return _row_groups(table, names)


def _simple(kind: pa.DataType) -> bool:
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    types = pa.types
    return bool(
        types.is_string(plain) or types.is_large_string(plain) or types.is_integer(plain) or types.is_floating(plain)
    )


def _row_groups(table: Table, names: Sequence[str]) -> Iterator[Chunk]:
    first = 1
    with pq.ParquetFile(table.path) as file:
        for batch in file.iter_batches(batch_size=ROWS, columns=list(names)):
            lines = np.arange(first, first + batch.num_rows, dtype=np.int32)
            yield Chunk(lines, {name: batch.column(batch.schema.get_field_index(name)) for name in names})
            first += batch.num_rows
    if first == 1:
        table.problem("header_only")
