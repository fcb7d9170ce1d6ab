"""Geodata as GDAL and Arrow hand it over: geometries and attributes, nothing judged yet."""

import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError

from wijk.methods.formats.columnar import arrow_values
from wijk.methods.formats.crs import LONLAT
from wijk.methods.formats.jsonguard import explain_json
from wijk.methods.formats.kinds import CSV, GEOJSON, GPKG, PARQUET, TOPOJSON, XLSX, head_of
from wijk.methods.formats.limits import Limits
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.sources import open_layer
from wijk.methods.formats.values import Value

_WITHOUT_MAP = {CSV, XLSX}


@dataclass(frozen=True)
class Raw:
    """One layer as it stands in the file, in its own coordinates."""

    geometries: NDArray[np.object_]
    columns: dict[str, list[Value]]
    lines: Sequence[int]
    crs: str | None
    """What the file says about its coordinate system."""
    layer: str
    notes: ProblemList
    place: str = ""
    """The layer, where a problem must name it because the kind of file may hold several."""
    supposed: str | None = None
    """The coordinate system that the rules of the format suppose (RFC 7946: longitude and latitude)."""


def read_raw(path: Path, kind: str, *, layer: str | None, encoding: str | None, limits: Limits) -> Raw:
    """All features of one layer. Raises Unreadable for files without a map or that cannot be opened."""
    if kind in _WITHOUT_MAP:
        raise Unreadable(Problem("no_geometry", {"format": kind}, file=path.name))
    notes = ProblemList(limits.problems)
    if kind == PARQUET:
        return _read_geoparquet(path, notes)
    source, name = open_layer(path, kind, layer, limits, notes)
    try:
        raw = _read_ogr(source, path, name, encoding, notes)
        raw = replace(raw, place=name if kind == GPKG else "")
        return raw if _says_crs(path, kind) else replace(raw, crs=None, supposed=LONLAT)
    except (DataSourceError, DataLayerError, pa.ArrowException, shapely.errors.ShapelyError, ValueError) as error:
        if kind in (GEOJSON, TOPOJSON):
            raise Unreadable(explain_json(path)) from None
        detail = " ".join(str(error).split()).replace(str(path.absolute()), path.name)[:100]
        raise Unreadable(Problem("damaged", {"detail": detail}, file=path.name)) from None


def _says_crs(path: Path, kind: str) -> bool:
    """Whether the coordinate system that GDAL reports was said by the file, rather than supposed."""
    return kind not in (GEOJSON, TOPOJSON) or b'"crs"' in head_of(path, 65_536)


def _read_ogr(source: str, path: Path, layer: str, encoding: str | None, notes: ProblemList) -> Raw:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        meta, table = pyogrio.raw.read_arrow(source, layer=layer, encoding=encoding)
    name = meta["geometry_name"] or "wkb_geometry"
    if name not in table.column_names:
        raise Unreadable(Problem("no_geometry", {"format": layer}, file=path.name))
    geometries = _from_wkb(table.column(name), path, layer)
    columns = _attributes(table, {name}, path, layer, notes)
    return Raw(geometries, columns, range(1, len(table) + 1), meta["crs"] or None, layer, notes)


def _attributes(
    table: pa.Table, geometry: set[str], path: Path, layer: str, notes: ProblemList
) -> dict[str, list[Value]]:
    columns: dict[str, list[Value]] = {}
    for name in table.column_names:
        kind = table.schema.field(name).type
        if name in geometry:
            continue
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            params = {"name": name, "kind": str(kind)[:40]}
            notes.add(Problem("column_kind", params, path.name, layer, column=name))
            continue
        columns[name] = arrow_values(table.column(name))
    return columns


def _from_wkb(column: Any, path: Path, layer: str) -> NDArray[np.object_]:
    values = np.array(column.to_pylist(), dtype=object)
    return np.asarray(shapely.from_wkb(values, on_invalid="ignore"), dtype=object)


def _read_geoparquet(path: Path, notes: ProblemList) -> Raw:
    try:
        table = pq.read_table(path)
        meta = json.loads((table.schema.metadata or {}).get(b"geo", b"null"))
    except (pa.ArrowException, OSError, ValueError) as error:
        detail = " ".join(str(error).split()).replace(str(path), path.name)[:100]
        raise Unreadable(Problem("damaged", {"detail": detail}, file=path.name)) from None
    if not isinstance(meta, dict) or meta.get("primary_column") not in table.column_names:
        raise Unreadable(Problem("no_geometry", {"format": PARQUET}, file=path.name))
    primary = meta["primary_column"]
    described = meta.get("columns", {}).get(primary, {})
    crs = described.get("crs", "OGC:CRS84")
    geometries = _from_wkb(table.column(primary), path, "")
    others = set(meta.get("columns", {})) | {primary, "bbox"}
    columns = _attributes(table, others, path, "", notes)
    name = json.dumps(crs) if isinstance(crs, dict) else crs
    return Raw(geometries, columns, range(1, len(table) + 1), name, "", notes)
