"""Geometries with their attributes written: GeoJSON, GeoParquet and GeoPackage, all in longitude and latitude."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from numpy.typing import NDArray

from wijk.methods.formats.exports import arrow_column
from wijk.methods.formats.values import Value

Geometries = NDArray[np.object_]
DECIMALS = 6
"""Of a degree: about a tenth of a metre."""

_MULTI = {"Polygon": "MultiPolygon", "LineString": "MultiLineString", "Point": "MultiPoint"}


def geojson_text(
    geometries: Geometries,
    columns: Mapping[str, Sequence[Value]],
    *,
    ids: Sequence[str | int] | None = None,
    decimals: int = DECIMALS,
    extra: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """A GeoJSON FeatureCollection (RFC 7946) piece by piece, one feature a line, for a file or a streamed answer.

    Outer rings run counterclockwise, coordinates have six decimals, unknown figures are null. `extra` adds members
    such as source and licence to the collection.

    >>> "".join(geojson_text(np.array([shapely.Point(4.35, 50.85)]), {"name": ["Zavel"]}, ids=["7"])).count("Zavel")
    1
    """
    head = json.dumps({"type": "FeatureCollection", **(extra or {})}, ensure_ascii=False)
    yield head[:-1] + ', "features": [\n'
    names = list(columns)
    rows: Iterator[tuple[Value, ...]] = zip(*columns.values(), strict=True) if names else iter([()] * len(geometries))
    for index, (shape, row) in enumerate(zip(_written(geometries, decimals), rows, strict=True)):
        properties = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        identity = f'"id": {json.dumps(ids[index], ensure_ascii=False)}, ' if ids is not None else ""
        known = json.dumps(properties, ensure_ascii=False, allow_nan=False)
        comma = ",\n" if index else ""
        yield f'{comma}{{"type": "Feature", {identity}"properties": {known}, "geometry": {shape}}}'
    yield "\n]}\n"


def _written(geometries: Geometries, decimals: int) -> list[str]:
    given = np.asarray(geometries, dtype=object)
    turned = shapely.orient_polygons(shapely.force_2d(given), exterior_cw=False)
    rounded = shapely.transform(turned, lambda points: np.round(points, decimals) + 0.0)
    return [text if text is not None else "null" for text in shapely.to_geojson(rounded)]


def _plain(value: Value) -> Value:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def write_geojson(
    path: Path | str,
    geometries: Geometries,
    columns: Mapping[str, Sequence[Value]],
    *,
    ids: Sequence[str | int] | None = None,
    decimals: int = DECIMALS,
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Write geometries in longitude and latitude as GeoJSON; see `geojson_text`."""
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(geojson_text(geometries, columns, ids=ids, decimals=decimals, extra=extra))


def geoparquet_metadata(geometries: Geometries) -> dict[str, Any]:
    """The "geo" metadata of GeoParquet 1.1 for a WKB column "geometry" in longitude and latitude (OGC:CRS84)."""
    there = geometries[~shapely.is_missing(geometries)]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({str(shape.geom_type) for shape in there}),
        "orientation": "counterclockwise",
        "covering": {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}},
    }
    if len(there):
        column["bbox"] = [float(value) for value in shapely.total_bounds(there)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def write_geoparquet(
    path: Path | str | IO[bytes],
    geometries: Geometries,
    columns: Mapping[str, Sequence[Value]],
    about: Mapping[str, str] | None = None,
) -> None:
    """Write geometries in longitude and latitude as GeoParquet 1.1, with a bounding box column for quick selection.

    `about` (source, licence…) goes into the metadata of the file. Raises ValueError when a column is called "geometry" or "bbox".
    """
    if {"geometry", "bbox"} & set(columns):
        raise ValueError('a column may not be called "geometry" or "bbox"')
    given = np.asarray(shapely.orient_polygons(np.asarray(geometries, dtype=object), exterior_cw=False), dtype=object)
    arrays = [arrow_column(values) for values in columns.values()]
    table = pa.table(
        [*arrays, pa.array(shapely.to_wkb(given).tolist(), type=pa.binary()), _boxes(given)],
        names=[*columns, "geometry", "bbox"],
    )
    metadata = {**(about or {}), "geo": json.dumps(geoparquet_metadata(given))}
    pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")


def _boxes(geometries: Geometries) -> Any:
    bounds = shapely.bounds(geometries)
    missing = np.isnan(bounds[:, 0])
    sides = [pa.array(bounds[:, i], mask=missing) for i in range(4)]
    return pa.StructArray.from_arrays(sides, names=["xmin", "ymin", "xmax", "ymax"], mask=pa.array(missing))


def write_geopackage(
    path: Path | str, geometries: Geometries, columns: Mapping[str, Sequence[Value]], *, layer: str
) -> None:
    """Write geometries in longitude and latitude as one layer of a GeoPackage; an existing file gets one more layer."""
    given = np.asarray(geometries, dtype=object)
    kinds = {str(shape.geom_type) for shape in given if shape is not None}
    several = {_MULTI.get(kind, kind) for kind in kinds}
    kind = several.pop() if len(several) == 1 else "Unknown"
    data, masks = zip(*(_field(values) for values in columns.values()), strict=True) if columns else ((), ())
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(given),
        list(data),
        np.array(list(columns), dtype=object),
        field_mask=list(masks),
        layer=layer,
        driver="GPKG",
        geometry_type=kind,
        crs="EPSG:4326",
        promote_to_multi=kind.startswith("Multi"),
        append=Path(path).exists(),
    )


def _field(values: Sequence[Value]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    column = arrow_column(values)
    missing = np.array([value is None for value in column.to_pylist()], dtype=bool)
    if pa.types.is_integer(column.type):
        return column.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), missing
    if pa.types.is_floating(column.type):
        return column.fill_null(0.0).to_numpy(zero_copy_only=False).astype(np.float64), missing
    return np.array(column.to_pylist(), dtype=object), missing
