"""The answer for machines, the report for the minutes, and the files."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wijk.cli.reckon.delineate.asking import Asked
from wijk.cli.reckon.delineate.words import say
from wijk.cli.reckon.report import Report
from wijk.methods.areas.delineation.agreement import Agreement
from wijk.methods.areas.delineation.delineate import Delineation
from wijk.methods.areas.delineation.front import Point
from wijk.methods.areas.delineation.messages import say as tell
from wijk.methods.formats.crs import find_crs, to_lonlat
from wijk.methods.formats.geoexports import geojson_text, write_geopackage, write_geoparquet
from wijk.methods.formats.values import Value
from wijk.methods.saying import Quantity, Saying

ROWS = 200
"""So many regions or changes stand in the report; the files hold all."""


def answer_of(given: Asked, result: Delineation, agreed: Agreement | None, points: Sequence[Point]) -> dict[str, Any]:
    """Everything as JSON."""
    proof = result.certificate
    answer: dict[str, Any] = {
        "method": result.method,
        "regions": len(result.regions),
        "units": result.units,
        "contiguous": result.contiguous,
        "below_floor": result.below_floor,
        "above_ceiling": result.above_ceiling,
        "floor": result.rules.floor,
        "ceiling": result.rules.ceiling,
        "scores": result.scores.as_mapping(),
        "weights": vars(result.weights),
        "labels": dict(zip(map(str, given.units.ids), result.labels, strict=True)),
        "table": [vars(one) for one in result.regions],
        "certificate": {**vars(proof), "holds": proof.holds},
        "taken_along": result.taken,
    }
    if given.units.start is not None:
        answer["changes"] = [vars(one) for one in result.changes]
        answer["stayed"] = result.stayed
    if agreed is not None:
        answer["agreement"] = {
            "column": given.compare_name, "adjusted_rand": agreed.rand, "variation_of_information": agreed.information,
        }  # fmt: skip
    if given.notes:
        answer["notes"] = [str(note) for note in given.notes]
    if points:
        answer["front"] = [{"weights": vars(one.weights), "scores": one.result.scores.as_mapping()} for one in points]
    return answer


def report_of(
    report: Report, given: Asked, result: Delineation, agreed: Agreement | None, points: Sequence[Point]
) -> Report:
    """The minutes."""
    report.title(say("title", units=result.units)).points(result.explain())
    report.heading(say("criteria")).table((say("criterion"), say("weight"), say("score")), _criteria(result))
    if agreed is not None:
        report.heading(say("compared", name=given.compare_name))
        report.paragraph(
            tell(
                "agreement", name=given.compare_name, rand=Quantity(agreed.rand, 3),
                information=Quantity(agreed.information, 3),
            )
        )  # fmt: skip
    if result.changes:
        report.heading(say("changes")).paragraph(say("changes_price"))
        rows = [(one.unit, one.before, one.after, _known(one.price, 6)) for one in result.changes]
        _cut(report, (say("unit"), say("before"), say("after"), say("price")), rows)
    if points:
        report.heading(say("front")).paragraph(say("front_word"))
        shape = "compactness" if result.regions[0].compactness is not None else "cut"
        trades = [tuple(Quantity(value, 3) for value in one.criteria) for one in points]
        report.table((say("homogeneity"), say(shape), say("balance")), trades)
    report.heading(say("regions"))
    _cut(report, (say("region"), say("units"), say("population"), say("area"), say("fills"), ""), _regions(result))
    if given.notes:
        report.heading(say("notes")).points(
            Saying("note", "{note}", {"note": report.language.problem(one)}) for one in given.notes
        )
    return report


def _criteria(result: Delineation) -> Iterator[tuple[Any, ...]]:
    found = result.scores.as_mapping()
    for name, value in found.items():
        if value is None:
            continue
        shown = "cut" if name == "compactness" and result.regions[0].compactness is None else name
        weight = 1.0 if name == "total" else getattr(result.weights, name)
        yield say(shown), Quantity(weight, 3), Quantity(value, 4)


def _known(value: float | None, decimals: int) -> Any:
    return "" if value is None else Quantity(value, decimals)


def _regions(result: Delineation) -> list[tuple[Any, ...]]:
    return [
        (
            one.name, one.units, Quantity(one.population), _known(None if one.area is None else one.area / 1e4, 1),
            _known(one.compactness, 3), say("stands_alone") if one.alone else "",
        )
        for one in result.regions
    ]  # fmt: skip


def _cut(report: Report, header: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> None:
    report.table(header, rows[:ROWS])
    if len(rows) > ROWS:
        report.paragraph(say("more_rows", shown=ROWS, all=len(rows)))


def files_of(given: Asked, result: Delineation) -> dict[str, bytes | str]:
    """Labels, regions and changes as tables, and the map of the regions."""
    files: dict[str, bytes | str] = {
        "labels.csv": labels_csv(given, result),
        "regions.csv": _csv(("region", "units", "population", "area", "compactness", "alone"), _plain(result)),
    }
    if result.changes:
        rows = [(one.unit, one.before, one.after, one.price) for one in result.changes]
        files["changes.csv"] = _csv(("unit", "today", "now", "price"), rows)
    if given.outlines is not None:
        shapes, columns = outlines_of(given, result)
        files["regions.geojson"] = "".join(geojson_text(shapes, columns))
    return files


def labels_csv(given: Asked, result: Delineation) -> str:
    """Unit and region, one line a unit."""
    return _csv(("unit", "region"), zip(given.units.ids, result.labels, strict=True))


def _plain(result: Delineation) -> list[tuple[Any, ...]]:
    return [(o.name, o.units, o.population, o.area, o.compactness, int(o.alone)) for o in result.regions]


def _csv(header: Sequence[str], rows: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue()


def outlines_of(given: Asked, result: Delineation) -> tuple[Any, Mapping[str, Sequence[Value]]]:
    """The regions as shapes in longitude and latitude, with their figures."""
    assert given.outlines is not None
    place = {one.name: i for i, one in enumerate(result.regions)}
    label = np.array([place[name] for name in result.labels])
    order = np.argsort(label, kind="stable")
    parts = np.split(np.asarray(given.outlines, dtype=object)[order], np.flatnonzero(np.diff(label[order])) + 1)
    shapes = np.array([shapely.union_all(part) for part in parts], dtype=object)
    columns: dict[str, Sequence[Value]] = {
        "region": [one.name for one in result.regions],
        "units": [one.units for one in result.regions],
        "population": [one.population for one in result.regions],
        "area_m2": [one.area for one in result.regions],
        "compactness": [one.compactness for one in result.regions],
    }
    return to_lonlat(shapes, find_crs(given.crs)), columns


def write_one(path: Path, given: Asked, result: Delineation) -> None:
    """One file: labels as CSV, or the regions as a map."""
    suffix = path.suffix.lower()
    content = labels_csv(given, result).encode() if suffix == ".csv" else _map(suffix, given, result)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)


def _map(suffix: str, given: Asked, result: Delineation) -> bytes:
    shapes, columns = outlines_of(given, result)
    if suffix == ".geojson":
        return "".join(geojson_text(shapes, columns)).encode()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / f"regions{suffix}"
        if suffix == ".gpkg":
            write_geopackage(scratch, shapes, columns, layer="regions")
        else:
            write_geoparquet(scratch, shapes, columns)
        return scratch.read_bytes()
