"""Areas, places and lines out of any common geodata file: in longitude and latitude, or in the file's own metres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from wijk.methods.formats.crs import (
    Bounds,
    choose_crs,
    counts_in_metres,
    find_crs,
    name_of,
    range_problem,
    to_lonlat,
    transformation,
)
from wijk.methods.formats.geosources import Raw, read_raw
from wijk.methods.formats.kinds import extension_note, kind_of
from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.repair import Kind, repair
from wijk.methods.formats.table import in_short
from wijk.methods.formats.values import Value

Empty = Literal["problem", "note"]


@dataclass(frozen=True)
class Layer:
    """The features of one layer, in the order of the file.

    `geometries` are shapely geometries, None where there is none that can be used: in longitude and latitude, but
    in the metres of `crs` when `read_projected` made the layer.
    `columns` hold the attributes; `lines[i]` is the number of the i-th feature in the file, from 1.
    """

    geometries: NDArray[np.object_]
    columns: Mapping[str, list[Value]]
    lines: Sequence[int]
    crs: str
    """The system in which the file was read, such as "EPSG:31370"."""
    layer: str
    kind: str
    notes: ProblemList = field(default_factory=ProblemList)
    problems: ProblemList = field(default_factory=ProblemList)

    def __len__(self) -> int:
        return len(self.geometries)

    def bounds(self) -> Bounds:
        """Lowest longitude and latitude, highest longitude and latitude."""
        left, bottom, right, top = shapely.total_bounds(self.geometries)
        return float(left), float(bottom), float(right), float(top)


def read_areas(
    path: Path | str,
    *,
    layer: str | None = None,
    crs: str | None = None,
    columns: Sequence[str] | None = None,
    near: Bounds | None = None,
    empty: Empty = "problem",
    encoding: str | None = None,
    limits: Limits = DEFAULT,
) -> Layer:
    """Which areas does this file hold?

    GeoJSON, GeoPackage, Shapefile (also zipped), FlatGeobuf, TopoJSON and GeoParquet, recognised by content. A
    declared `crs` rules over what the file says. `near` (degrees: west, south, east, north) is where the areas are
    expected: it reveals swapped coordinates. `empty` says whether a feature without geometry is a problem or a note.

    Raises Unreadable when the file cannot be used at all; single features that cannot be used are in `problems`.
    """
    return read_features(
        path, kind="areas", layer=layer, crs=crs, columns=columns, near=near, empty=empty, encoding=encoding,
        limits=limits,
    )  # fmt: skip


def read_features(
    path: Path | str,
    *,
    kind: Kind = "any",
    layer: str | None = None,
    crs: str | None = None,
    columns: Sequence[str] | None = None,
    near: Bounds | None = None,
    empty: Empty = "problem",
    encoding: str | None = None,
    limits: Limits = DEFAULT,
) -> Layer:
    """The same for `kind` "areas", "points" (places), "lines" (streets) or "any"; see `read_areas`."""
    layer_read, system = _read(path, kind, layer, crs, columns, near, empty, encoding, limits)
    return replace(layer_read, geometries=to_lonlat(layer_read.geometries, system))


def read_projected(
    path: Path | str,
    *,
    kind: Kind = "areas",
    layer: str | None = None,
    crs: str | None = None,
    to: str | None = None,
    columns: Sequence[str] | None = None,
    near: Bounds | None = None,
    empty: Empty = "problem",
    encoding: str | None = None,
    limits: Limits = DEFAULT,
) -> Layer:
    """The same, with coordinates in metres: untouched as they stand in the file, or brought into the system `to`.

    For methods that measure surfaces and lengths. Files in degrees are never converted unasked: name `to`.

    Raises Unreadable also when the system of the file (or `to`) is unknown or does not count in metres.
    """
    found, system = _read(path, kind, layer, crs, columns, near, empty, encoding, limits)
    if to is None:
        if not counts_in_metres(system):
            raise Unreadable(Problem("crs_not_metres", {"crs": found.crs}, Path(path).name, found.layer))
        return found
    try:
        wanted = find_crs(to)
    except ValueError:
        raise Unreadable(Problem("crs_unknown", {"crs": to[:60]})) from None
    if not counts_in_metres(wanted):
        raise Unreadable(Problem("crs_not_metres", {"crs": name_of(wanted)}))
    if wanted == system:
        return found
    moved = shapely.transform(found.geometries, transformation(system, wanted))
    return replace(found, geometries=np.asarray(moved, dtype=object), crs=name_of(wanted))


def _read(
    path: Path | str,
    kind: Kind,
    layer: str | None,
    crs: str | None,
    columns: Sequence[str] | None,
    near: Bounds | None,
    empty: Empty,
    encoding: str | None,
    limits: Limits,
) -> tuple[Layer, CRS]:
    """A layer in the coordinates of its file, and the system these are in."""
    path = Path(path)
    file_kind = kind_of(path, limits)
    raw = read_raw(path, file_kind, layer=layer, encoding=encoding, limits=limits)
    if note := extension_note(path, file_kind):
        raw.notes.add(note)
    chosen = _columns(raw, columns, path)
    problems = ProblemList(limits.problems)
    geometries, system = _usable(raw, crs, near, path, kind, problems, empty)
    found = Layer(geometries, chosen, raw.lines, name_of(system), raw.layer, file_kind, raw.notes, problems)
    return found, system


def _columns(raw: Raw, wanted: Sequence[str] | None, path: Path) -> Mapping[str, list[Value]]:
    if wanted is None:
        return raw.columns
    missing = [name for name in wanted if name not in raw.columns]
    if missing:
        present = in_short(list(raw.columns))
        raise Unreadable(
            [Problem("column_missing", {"name": name, "present": present}, path.name, raw.place) for name in missing]
        )
    return {name: raw.columns[name] for name in wanted}


def _usable(
    raw: Raw, declared: str | None, near: Bounds | None, path: Path, kind: Kind, problems: ProblemList, empty: Empty
) -> tuple[NDArray[np.object_], CRS]:
    """Geometries repaired, and the system they are in."""
    choice = choose_crs(raw.crs, declared, raw.supposed)
    if choice.crs is None:
        raise Unreadable((choice.problem or Problem("crs_missing")).at(file=path.name, sheet=raw.place))
    if choice.note:
        raw.notes.add(choice.note.at(file=path.name, sheet=raw.place))
    found = repair(raw.geometries, kind)
    _tell(found.problems, problems, raw, path)
    _tell(found.notes, raw.notes, raw, path)
    if found.flattened:
        raw.notes.add(Problem("geometry_flattened", file=path.name, sheet=raw.place))
    for index in found.empty:
        missing = Problem("geometry_missing", {}, path.name, raw.place, raw.lines[index])
        (problems if empty == "problem" else raw.notes).add(missing)
    if not len(found.geometries):
        return found.geometries, choice.crs
    left, bottom, right, top = (float(value) for value in shapely.total_bounds(found.geometries))
    wrong = range_problem(choice.crs, (left, bottom, right, top), near)
    if wrong:
        raise Unreadable(wrong.at(file=path.name, sheet=raw.place))
    return found.geometries, choice.crs


def _tell(found: Sequence[tuple[int, Problem]], into: ProblemList, raw: Raw, path: Path) -> None:
    for index, problem in found:
        into.add(problem.at(file=path.name, sheet=raw.place, line=raw.lines[index]))
