"""Write where everything is: areas, streets, places and perimeters as GeoJSON or GeoParquet, names as CSV."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from wijk.demo.generate import places
from wijk.demo.generate.city import City
from wijk.demo.generate.ground import Shapes
from wijk.demo.generate.noise import Floats
from wijk.demo.generate.sizes import CRS, LANGUAGES, Words


def write(city: City, out: Path, digest: Any) -> None:
    """Everything that has a place, into the folder `out`; `digest` sees what is written."""
    laid, codes, told = city.ground, city.codes, city.names
    end = city.plan.files
    hood = [codes["neighbourhood"][n] for n in laid.neighbourhood.tolist()]
    town = [codes["municipality"][n] for n in laid.municipality.tolist()]
    columns = {
        "code": codes["sector"],
        **_said(told["sector"]),
        "kind": laid.kind,
        "neighbourhood": hood,
        "municipality": town,
    }
    _layer(out / f"sectors.{end}", laid.shapes, columns, digest)
    first = [own[0] for own in laid.earlier_of]
    old = {
        "code": codes["earlier"], **_said([told["sector"][i] for i in first]), "kind": [laid.kind[i] for i in first],
        "neighbourhood": [hood[i] for i in first], "municipality": [town[i] for i in first],
    }  # fmt: skip
    _layer(out / f"sectors-2011.{end}", laid.earlier_shapes, old, digest)
    for level, several in (("neighbourhood", "neighbourhoods"), ("municipality", "municipalities")):
        _table(out / f"{several}.csv", {"code": codes[level], **_said(told[level])}, digest)
    units = {
        "code": [f"{c}ZZZZ" for c in codes["municipality"]], "municipality": codes["municipality"],
        "name_nl": [f"{n['nl']}, niet te plaatsen" for n in told["municipality"]],
        "name_fr": [f"{n['fr']}, non localisé" for n in told["municipality"]],
        "name_en": [f"{n['en']}, place unknown" for n in told["municipality"]],
    }  # fmt: skip
    _table(out / "nowhere.csv", units, digest)
    roads = city.streets
    _layer(out / f"streets.{end}", roads.lines, {**_said(roads.name), "sort": roads.sort}, digest)
    spots = city.places
    keys = [f"p{i + 1}" for i in range(len(spots.sort))]
    kinds = [places.SORTS[k].code for k in spots.sort]
    _layer(
        out / f"places.{end}",
        np.asarray(shapely.points(spots.xy), dtype=object),
        {"key": keys, **_said(spots.name), "kind": kinds},
        digest,
    )
    _layer(out / "perimeters.geojson", *_perimeters(city), digest)


def _said(several: Sequence[Words]) -> dict[str, list[str]]:
    return {f"name_{language}": [n[language] for n in several] for language in LANGUAGES}


def _perimeters(city: City) -> tuple[Shapes, dict[str, list[str]]]:
    """A police zone of whole municipalities, a neighbourhood contract across borders, a planning zone along the canal."""
    laid, core = city.ground, city.plan.core
    rank = np.array([int(c) for c in city.codes["municipality"]])[laid.municipality] - 97000
    zone = shapely.coverage_union_all(laid.shapes[np.isin(rank, (1, 2, 4))])
    canal = next(line for kind, line in laid.spines.lines if kind == "canal")
    part = shapely.segmentize(shapely.intersection(canal, laid.spines.outline), 60.0)
    line = shapely.linestrings(laid.place(shapely.get_coordinates(part)))
    all_ground = shapely.coverage_union_all(laid.shapes)
    corridor = shapely.intersection(shapely.buffer(line, core * 0.045), all_ground)
    spot = shapely.line_interpolate_point(line, core * 0.3)
    contract = shapely.intersection(shapely.buffer(spot, core * 0.07, quad_segs=4), all_ground)
    shapes = np.empty(3, dtype=object)
    shapes[:] = [shapely.set_precision(s, 0.1) for s in (zone, contract, corridor)]
    return shapes, {"key": ["police-zone", "neighbourhood-contract", "canal-plan"]}


_TO_WORLD = pyproj.Transformer.from_crs(CRS, "OGC:CRS84", always_xy=True)


def _worldwide(shapes: Shapes) -> Shapes:
    """In longitude and latitude, to about a centimetre."""

    def move(xy: Floats) -> Floats:
        lon, lat = _TO_WORLD.transform(xy[:, 0], xy[:, 1])
        return np.round(np.column_stack([lon, lat]), 7)

    return np.asarray(shapely.transform(shapes, move))


def _layer(path: Path, shapes: Shapes, columns: dict[str, list[str]], digest: Any) -> None:
    """Write features as GeoJSON or GeoParquet; the digest sees coordinates in tenths of a metre and the columns."""
    tenths = np.rint(shapely.get_coordinates(shapes) * 10).astype("<i8")
    digest.update(path.stem.encode() + tenths.tobytes())
    for name, values in columns.items():
        digest.update("\x1f".join([name, *values]).encode())
    world = _worldwide(shapes)
    if path.suffix == ".parquet":
        _geoparquet(path, world, columns)
        return
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[\n')
        names_of = list(columns)
        for i, geometry in enumerate(shapely.to_geojson(world).tolist()):
            told = json.dumps({n: columns[n][i] for n in names_of}, ensure_ascii=False)
            out.write(f'{"," if i else ""}{{"type":"Feature","properties":{told},"geometry":{geometry}}}\n')
        out.write("]}\n")


def _geoparquet(path: Path, world: Shapes, columns: dict[str, list[str]]) -> None:
    kinds = sorted({g.geom_type for g in world.tolist()})
    about = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": kinds}},
    }
    table = pa.table({**columns, "geometry": pa.array(shapely.to_wkb(world).tolist(), pa.binary())})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(about)}), path, compression="zstd")


def _table(path: Path, columns: dict[str, list[str]], digest: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    digest.update(path.read_bytes())
