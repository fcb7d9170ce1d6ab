"""Tables written: CSV that no spreadsheet mistakes for formulas, and Parquet."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from wijk.methods.formats.values import Value

Kind = Literal["text", "number", "integer"]

_ARROW: Mapping[Kind, pa.DataType] = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64()}
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?")


def guarded(value: Value) -> Value:
    """The value as it may stand in a CSV that people open in a spreadsheet.

    Text that begins like a formula gets an apostrophe in front; numbers stay. `unguarded` undoes exactly this.

    >>> guarded("=1+1"), guarded("-5"), guarded("- Zavel"), guarded("'=x"), guarded(-2.5)
    ("'=1+1", '-5', "'- Zavel", "''=x", -2.5)
    """
    if isinstance(value, str) and _DANGEROUS.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def unguarded(value: str) -> str:
    """The text before `guarded` put an apostrophe in front.

    >>> unguarded("'=1+1"), unguarded("''=x"), unguarded("'t Zand")
    ('=1+1', "'=x", "'t Zand")
    """
    if value[:1] == "'" and _DANGEROUS.match(value):
        return value[1:]
    return value


def write_csv_rows(
    file: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ","
) -> int:
    """Write a header and rows to an open text file (RFC 4180 line ends); returns the number of rows."""
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in columns])
    count = 0
    for row in rows:
        writer.writerow([guarded(value) for value in row])
        count += 1
    return count


def write_csv(
    path: Path | str, columns: Mapping[str, Sequence[Value]], *, delimiter: str = ",", bom: bool = False
) -> int:
    """Write columns of equal length as UTF-8 CSV; returns the number of rows. `bom` tells Excel that it is UTF-8."""
    encoding = "utf-8-sig" if bom else "utf-8"
    with Path(path).open("w", encoding=encoding, newline="") as file:
        return write_csv_rows(file, list(columns), zip(*columns.values(), strict=True), delimiter=delimiter)


def arrow_column(values: Sequence[Value]) -> pa.Array:
    """A column as Arrow: whole numbers, numbers, or text (everything as text where kinds are mixed).

    >>> arrow_column([1, None]).type, arrow_column([1, 2.5]).type, arrow_column(["a", 1]).to_pylist()
    (DataType(int64), DataType(double), ['a', '1'])
    """
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int} and all(-(2**63) <= value < 2**63 for value in values if isinstance(value, int)):
        return pa.array(values, type=pa.int64() if kinds else pa.string())
    if kinds <= {int, float}:
        return pa.array([None if value is None else float(value) for value in values], type=pa.float64())
    return pa.array([None if value is None else str(value) for value in values], type=pa.string())


def write_parquet(path: Path | str, columns: Mapping[str, Sequence[Value]]) -> None:
    """Write columns of equal length as Parquet."""
    pq.write_table(pa.table({name: arrow_column(values) for name, values in columns.items()}), path, compression="zstd")


def write_parquet_batches(
    path: Path | str, kinds: Mapping[str, Kind], batches: Iterable[Mapping[str, Sequence[Value]]]
) -> int:
    """Write batches of columns as Parquet in bounded memory; `kinds` names each column and what it holds.

    Returns the number of rows.
    """
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in kinds.items()])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            arrays = [pa.array(batch[name], type=_ARROW[kind], from_pandas=True) for name, kind in kinds.items()]
            writer.write_table(pa.table(arrays, schema=schema))
            count += len(arrays[0]) if arrays else 0
    return count
