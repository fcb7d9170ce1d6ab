"""Parquet, and the attributes of geodata files, read as Arrow batches."""

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from wijk.methods.formats.kinds import PARQUET
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.sources import open_layer
from wijk.methods.formats.table import Batch, Options, Table, named_columns
from wijk.methods.formats.values import Value


def open_parquet(path: Path, options: Options) -> Table:
    """The table in a Parquet file; columns that hold no plain values (geometry, lists) are left out with a note."""
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(path, error) from None

    def read(table: Table, rows: int) -> Iterator[Batch]:
        try:
            with pq.ParquetFile(path) as file:
                plain = [name for name in names if names[name] in table.columns]
                yield from _numbered(file.iter_batches(batch_size=rows, columns=plain), names, 1)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(path, error) from None

    table = _table(path, PARQUET, read, options)
    names = _plain_columns(schema, table)
    return table


def open_attributes(path: Path, kind: str, options: Options) -> Table:
    """The attributes of a geodata file as a table, without its geometry. Lines are feature numbers, from 1."""
    notes = ProblemList(options.limits.problems)
    source, layer = open_layer(path, kind, options.sheet, options.limits, notes)
    driver_options = {"layer": layer, "read_geometry": False, "encoding": options.encoding}
    try:
        with pyogrio.open_arrow(source, use_pyarrow=True, **driver_options) as (_, reader):
            schema = reader.schema
    except (DataSourceError, DataLayerError, pa.ArrowException, ValueError) as error:
        raise _damaged(path, error) from None

    def read(table: Table, rows: int) -> Iterator[Batch]:
        try:
            with pyogrio.open_arrow(source, use_pyarrow=True, batch_size=rows, **driver_options) as (_, reader):
                yield from _numbered(reader, names, 1)
        except (DataSourceError, DataLayerError, pa.ArrowException, ValueError) as error:
            raise _damaged(path, error) from None

    table = _table(path, kind, read, options)
    table.notes.extend(notes)
    table.sheet = layer
    names = _plain_columns(schema, table)
    return table


def _table(path: Path, kind: str, read: Any, options: Options) -> Table:
    cap = options.limits.problems
    return Table(path, kind, (), read, limits=options.limits, notes=ProblemList(cap), problems=ProblemList(cap))


def _damaged(path: Path, error: Exception) -> Unreadable:
    detail = " ".join(str(error).split()).replace(str(path), path.name)[:100]
    return Unreadable(Problem("damaged", {"detail": detail or type(error).__name__}, file=path.name))


def _plain_columns(schema: pa.Schema, table: Table) -> dict[str, str]:
    """Column in the file → name in the table, for columns that hold plain values."""
    fields = []
    for field in schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if pa.types.is_nested(kind) or _is_bytes(kind):
            table.note("column_kind", column=field.name, name=field.name, kind=str(kind)[:40])
        else:
            fields.append(field.name)
    table.columns = named_columns(fields, table)
    return dict(zip(fields, table.columns, strict=True))


def _is_bytes(kind: pa.DataType) -> bool:
    types = pa.types
    return bool(types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind))


def _numbered(batches: Iterable[pa.RecordBatch], names: dict[str, str], first: int) -> Iterator[Batch]:
    for batch in batches:
        columns = {name: arrow_values(batch.column(batch.schema.get_field_index(raw))) for raw, name in names.items()}
        yield Batch(range(first, first + batch.num_rows), columns)
        first += batch.num_rows


def arrow_values(column: pa.Array) -> list[Value]:
    """An Arrow column as text and numbers; days as 2020-01-31, NaN and null as None.

    >>> arrow_values(pa.array([1.5, None, float("nan")])), arrow_values(pa.array([date(2020, 1, 31)]))
    ([1.5, None, None], ['2020-01-31'])
    """
    values = column.to_pylist()
    kind = column.type
    if pa.types.is_integer(kind):
        return list(values)
    if pa.types.is_floating(kind):
        return [None if value is None or math.isnan(value) else value for value in values]
    return [_plain(value) for value in values]


def _plain(value: Any) -> Value:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return str(value)
