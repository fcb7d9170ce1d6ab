"""The files of a crosswalk: divisions, places and figures."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.cli.reckon.crosswalk.messages import say
from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.methods.areas.crosswalk.division import Division
from wijk.methods.areas.crosswalk.matrix import Crosswalk, crosswalk
from wijk.methods.areas.crosswalk.places import by_areas, by_points
from wijk.methods.formats.geodata import Layer, read_projected
from wijk.methods.formats.problems import Unreadable
from wijk.methods.saying import Rejected

Floats = NDArray[np.float64]
Table = dict[str, Floats]


def division_of(
    path: Path, column: str | None, option: str, options: argparse.Namespace
) -> tuple[Division, Sheet, str]:
    """The areas of a file with their attributes, and the column that names them."""
    layer = _layer(path, "areas", options)
    sheet = Sheet(path, dict(layer.columns), layer.lines)
    named = column or _naming(sheet, option)
    if named not in sheet.columns:
        raise Complaint(say("column_unknown", column=named, present=tuple(sheet.columns)))
    return Division(tuple(sheet.ids(named)), layer.geometries, layer.crs, path.name), sheet, named


def crosswalk_of(source: Division, target: Division, options: argparse.Namespace) -> Crosswalk:
    """By surface, or by the places that were given."""
    if not 0 <= options.slivers < 0.5:
        raise Complaint(say("slivers_wrong"))
    if options.weights is None:
        return crosswalk(source, target, slivers=options.slivers)
    layer = _layer(options.weights, "any", options)
    sheet = Sheet(options.weights, dict(layer.columns), layer.lines)
    if options.weight and options.weight not in sheet.columns:
        raise Complaint(say("column_unknown", column=options.weight, present=tuple(sheet.columns)))
    weight = sheet.numbers(options.weight) if options.weight else None
    kinds = set(shapely.get_type_id(layer.geometries).tolist())
    if kinds <= {0, 4}:
        return by_points(source, target, shapely.centroid(layer.geometries), weight, slivers=options.slivers)
    if not kinds <= {3, 6}:
        raise Complaint(say("places_mixed"))
    if weight is None:
        raise Complaint(say("weight_missing"))
    numbers = tuple(str(line) for line in layer.lines)
    places = Division(numbers, layer.geometries, layer.crs, options.weights.name)
    return by_areas(source, target, places, weight, slivers=options.slivers)


def figures_of(source: Division, own: Sheet, named: str, options: argparse.Namespace) -> Table:
    """Column → one number a source area: out of the file of figures, or out of the areas' own attributes."""
    rates = rates_of(options.rates)
    wanted = [*_words(options.columns), *rates, *rates.values(), *_words(options.whole)]
    if options.values is None:
        return _numbers(own, dict.fromkeys(wanted), rates)
    sheet = read_sheet(options.values)
    key = named if named in sheet.columns else next(iter(sheet.columns))
    order = _order(source, sheet.ids(key), options.values.name)
    columns = dict.fromkeys(wanted) if options.columns else dict.fromkeys(one for one in sheet.columns if one != key)
    return {name: values[order] for name, values in _numbers(sheet, columns, rates).items()}


def rates_of(text: str | None) -> dict[str, str]:
    """ "income=people,rent=dwellings" as a mapping."""
    pairs = {}
    for pair in _words(text):
        rate, equals, base = pair.partition("=")
        if not (equals and rate.strip() and base.strip()):
            raise Complaint(say("pair_wrong", text=pair))
        pairs[rate.strip()] = base.strip()
    return pairs


def whole_of(options: argparse.Namespace) -> tuple[str, ...]:
    """The columns that stay whole numbers."""
    return tuple(_words(options.whole))


def _numbers(sheet: Sheet, columns: Mapping[str, None], rates: Mapping[str, str]) -> Table:
    """A rate may be empty where nobody is counted; the method refuses it elsewhere."""
    for name in columns:
        if name not in sheet.columns:
            raise Complaint(say("column_unknown", column=name, present=tuple(sheet.columns)))
    return {name: sheet.numbers(name, missing=np.nan if name in rates else None) for name in columns}


def _order(source: Division, units: Sequence[str], file: str) -> NDArray[np.int64]:
    at = {unit: place for place, unit in enumerate(units)}
    known = set(source.ids)
    says = [say("unit_unknown", file=file, unit=unit, source=source.name) for unit in units if unit not in known]
    says += [say("unit_missing", file=file, unit=unit) for unit in source.ids if unit not in at]
    if says:
        raise Rejected(says[:20])
    return np.array([at[unit] for unit in source.ids], dtype=np.int64)


def _layer(path: Path, kind: str, options: argparse.Namespace) -> Layer:
    layer = read_projected(path, kind="areas" if kind == "areas" else "any", crs=options.crs, to=options.project)
    if layer.problems:
        raise Unreadable(layer.problems.all())
    return layer


def _naming(sheet: Sheet, option: str) -> str:
    """The first column in which every area has a value of its own."""
    for name, values in sheet.columns.items():
        if all(value is not None and value != "" for value in values) and len(set(map(str, values))) == len(values):
            return name
    raise Complaint(say("id_none", file=sheet.path.name, option=option, present=tuple(sheet.columns)))


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]
