"""What was asked: units out of a map or a graph, barriers, pins and weights out of their files."""

import argparse
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.delineate.words import say
from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.reading import Sheet
from wijk.methods.areas.delineation.shapes import along, units_of
from wijk.methods.areas.delineation.units import Borders, Pins, Rules, Units, Weights
from wijk.methods.formats.geodata import Layer, read_projected
from wijk.methods.formats.jsonguard import check_json, explain_json
from wijk.methods.formats.kinds import check_file, head_of
from wijk.methods.formats.limits import DEFAULT
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.values import Value


@dataclass(frozen=True)
class Asked:
    """Everything that the method takes, and what the telling needs besides."""

    units: Units
    rules: Rules
    weights: Weights
    effort: float
    outlines: NDArray[np.object_] | None
    """In the metres of `crs`."""
    crs: str
    compare: list[str] | None
    compare_name: str
    notes: tuple[Problem, ...]


def asked(options: argparse.Namespace) -> Asked:
    """Read every file that the options name. Raises Complaint and Rejected."""
    if not 0 < options.effort <= 1000:
        raise Complaint(say("effort_wrong", effort=options.effort))
    if options.seed < 0:
        raise Complaint(say("seed_wrong", seed=options.seed))
    if not 0 <= options.near < math.inf:
        raise Complaint(say("near_wrong", near=options.near))
    weights = Weights.of(_flat(_toml(options.weights), "weights")) if options.weights else Weights()
    ceiling = math.inf if options.ceiling is None else options.ceiling
    pins = pins_of(_toml(options.pin), options.pin.name) if options.pin else Pins()
    rules = Rules(options.regions, options.floor, ceiling, pins)
    names = [one.strip() for one in options.attributes.split(",") if one.strip()]
    sheet, layer, borders = _graph(options.units) if is_graph(options.units) else _map(options)
    wanted = [options.population, options.id, options.within, options.start, options.compare, *names]
    _require(sheet, [one for one in wanted if one])
    identity = options.id or next(iter(sheet.columns))
    ids, people = sheet.ids(identity), sheet.numbers(options.population)
    columns = {name: sheet.numbers(name) for name in names}
    within, start, compare = (
        sheet.text(one, empty=False) if one else None for one in (options.within, options.start, options.compare)
    )
    if layer is None:
        units = _without_map(sheet, ids, people, columns, borders, within, start, options)
        return Asked(units, rules, weights, options.effort, None, "", compare, options.compare or "", ())
    units = units_of(ids, layer.geometries, people, crs=layer.crs, attributes=columns, within=within, start=start)
    if options.barriers:
        units = _barred(units, layer, options)
    notes = tuple(layer.notes.all())
    return Asked(
        units, rules, weights, options.effort, layer.geometries, layer.crs, compare, options.compare or "", notes
    )


def _map(options: argparse.Namespace) -> tuple[Sheet, Layer, list[Mapping[str, Any]]]:
    layer = read_projected(options.units, layer=options.layer, crs=options.crs, to=options.metres)
    if layer.problems:
        raise Unreadable(layer.problems.all())
    if not len(layer):
        raise Unreadable(Problem("header_only", file=options.units.name))
    return Sheet(options.units, dict(layer.columns), layer.lines), layer, []


def _require(sheet: Sheet, names: Sequence[str]) -> None:
    present = ", ".join(list(sheet.columns)[:12])
    missing = [
        Problem("column_missing", {"name": one, "present": present}, sheet.path.name)
        for one in dict.fromkeys(names)
        if one not in sheet.columns
    ]
    if missing or not sheet.columns:
        raise Unreadable(missing or [Problem("header_only", file=sheet.path.name)])


def _barred(units: Units, layer: Layer, options: argparse.Namespace) -> Units:
    lines = read_projected(options.barriers, kind="lines", to=layer.crs, empty="note")
    if lines.problems:
        raise Unreadable(lines.problems.all())
    sheet = Sheet(options.barriers, dict(lines.columns), lines.lines)
    weight = sheet.numbers("weight", missing=1.0) if "weight" in sheet.columns else np.ones(len(lines))
    if (weight < 0).any():
        raise Complaint(
            say("barrier_weight", file=options.barriers.name, line=int(lines.lines[int(np.argmin(weight))]))
        )
    shut = np.full(len(lines), options.forbid_crossing)
    if "forbidden" in sheet.columns:
        shut |= np.array([_yes(one) for one in sheet.text("forbidden")], dtype=bool)
    there = np.array([one is not None for one in lines.geometries], dtype=bool)
    borders = along(
        layer.geometries, units.borders, lines.geometries[there], weight[there], shut[there], near=options.near
    )
    return Units(
        units.ids, units.population, borders, units.area, units.perimeter, units.attributes, units.within, units.start
    )


def _yes(text: str) -> bool:
    return text.lower() in ("1", "1.0", "true", "yes", "ja", "oui", "t", "y", "j", "o")


def is_graph(path: Path) -> bool:
    """Whether this is a graph of nodes and edges rather than a map."""
    check_file(path, DEFAULT)
    head = head_of(path).lstrip(b"\xef\xbb\xbf \r\n\t")
    return (
        head.startswith(b"{")
        and b'"FeatureCollection"' not in head
        and b'"Topology"' not in head
        and b'"nodes"' in head
    )


def _graph(path: Path) -> tuple[Sheet, None, list[Mapping[str, Any]]]:
    """Nodes as a sheet, and the edges as they stand."""
    check_json(path, DEFAULT)
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable(explain_json(path)) from None
    nodes, edges = data.get("nodes"), data.get("edges", data.get("links"))
    for name, rows in (("nodes", nodes), ("edges", edges)):
        if (
            not isinstance(rows, list)
            or not all(isinstance(row, dict) for row in rows)
            or (name == "nodes" and not rows)
        ):
            raise Complaint(say("graph_wrong", file=path.name, what=name))
    names = dict.fromkeys(["id", *(key for row in nodes for key in row)])
    columns = {name: [_cell(row.get(name)) for row in nodes] for name in names}
    return Sheet(path, columns, range(1, len(nodes) + 1)), None, edges


def _cell(value: Any) -> Value:
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _without_map(
    sheet: Sheet,
    ids: list[str],
    people: NDArray[np.float64],
    columns: dict[str, NDArray[np.float64]],
    edges: Sequence[Mapping[str, Any]],
    within: list[str] | None,
    start: list[str] | None,
    options: argparse.Namespace,
) -> Units:
    if options.barriers:
        raise Complaint(say("graph_barriers"))
    place = {one: i for i, one in enumerate(ids)}
    rows: dict[tuple[int, int], tuple[float, float, bool]] = {}
    for at, edge in enumerate(edges, 1):
        ends = [_end(edge, names, place, sheet.path, at) for names in (("a", "source"), ("b", "target"))]
        row = tuple(_length(edge, name, sheet.path, at) for name in ("length", "barrier"))
        known = (row[0], row[1], options.forbid_crossing if "forbidden" not in edge else bool(edge["forbidden"]))
        pair = (min(ends), max(ends))
        if rows.setdefault(pair, known) != known:
            raise Complaint(say("edge_differs", one=ids[pair[0]], other=ids[pair[1]], edge=at))
    pairs = np.array(list(rows), dtype=np.int64).reshape(-1, 2)
    length, barrier, forbidden = (np.array([row[k] for row in rows.values()]) for k in range(3))
    borders = Borders(pairs[:, 0], pairs[:, 1], length.astype(float), barrier.astype(float), forbidden.astype(bool))
    measured = {"area", "perimeter"} <= set(sheet.columns)
    area, perimeter = (sheet.numbers(one) if measured else None for one in ("area", "perimeter"))
    return Units(ids, people, borders, area, perimeter, columns, within, start)


def _end(edge: Mapping[str, Any], names: tuple[str, str], place: Mapping[str, int], path: Path, at: int) -> int:
    value = next((edge[name] for name in names if name in edge), None)
    key = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if key not in place:
        raise Complaint(say("edge_end", file=path.name, edge=at, unit=key[:60]))
    return place[key]


def _length(edge: Mapping[str, Any], name: str, path: Path, at: int) -> float:
    value = edge.get(name, 0.0 if name == "barrier" else 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise Complaint(say("edge_length", file=path.name, edge=at, name=name))
    return float(value)


def _toml(path: Path) -> dict[str, Any]:
    check_file(path, DEFAULT)
    if path.stat().st_size > 2**24:
        raise Complaint(say("toml_large", file=path.name))
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise Complaint(say("toml_broken", file=path.name, detail=" ".join(str(fault).split())[:120])) from None


def _flat(found: dict[str, Any], table: str) -> dict[str, Any]:
    inner = found.get(table)
    return inner if isinstance(inner, dict) and len(found) == 1 else found


def pins_of(found: Mapping[str, Any], file: str) -> Pins:
    """Pins out of a TOML table; raises Complaint when it is not made as it should be."""
    known = ("together", "apart", "alone", "region")
    for name in found:
        if name not in known:
            raise Complaint(say("pin_key", file=file, name=str(name)[:60], known=known))
    together, apart = (_lists(found.get(name, []), file, name) for name in ("together", "apart"))
    regions = found.get("region", {})
    if not isinstance(regions, dict):
        raise Complaint(say("pin_shape", file=file, name="region"))
    named = {str(name): _list(units, file, f"region.{name}") for name, units in regions.items()}
    alone = found.get("alone", [])
    if not isinstance(alone, list):
        raise Complaint(say("pin_shape", file=file, name="alone"))
    return Pins(
        together, apart, named, tuple(_list(one if isinstance(one, list) else [one], file, "alone") for one in alone)
    )


def _lists(value: Any, file: str, name: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise Complaint(say("pin_shape", file=file, name=name))
    return tuple(_list(one, file, name) for one in value)


def _list(value: Any, file: str, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(one, str | int) and not isinstance(one, bool) for one in value
    ):
        raise Complaint(say("pin_shape", file=file, name=name))
    return tuple(str(one) for one in value)
