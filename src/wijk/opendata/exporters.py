"""Files out: rows that a spreadsheet may open safely, and whole levels as Parquet with geometry."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from wijk.methods.formats.exports import guarded
from wijk.methods.formats.geoexports import write_geoparquet
from wijk.opendata.answers import Value


def safe(rows: Iterable[Sequence[Value]]) -> Iterator[list[Value]]:
    """The rows with every text that a spreadsheet would run as a formula made harmless."""
    return ([guarded(value) for value in row] for row in rows)


def parquet(columns: Mapping[str, Sequence[Any]], about: dict[str, str]) -> bytes:
    """Columns of equal length as Parquet; `about` (source, licence) goes into the file's metadata."""
    table = pa.table(dict(columns)).replace_schema_metadata(about)
    return _written(table)


def geoparquet(columns: Mapping[str, Sequence[Any]], wkb: Sequence[bytes], about: dict[str, str]) -> bytes:
    """Columns and the geometry of each row (WKB, longitude and latitude) as GeoParquet 1.1."""
    out = io.BytesIO()
    write_geoparquet(out, shapely.from_wkb([bytes(w) for w in wkb]), columns, about)
    return out.getvalue()


def _written(table: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()
