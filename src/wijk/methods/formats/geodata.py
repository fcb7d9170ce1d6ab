"""Areas, places and lines out of any common geodata file, in longitude and latitude."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.formats.crs import Bounds, choose_crs, name_of, range_problem, to_lonlat
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

    `geometries` are shapely geometries in longitude and latitude, None where there is none that can be used.
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
    path = Path(path)
    file_kind = kind_of(path, limits)
    raw = read_raw(path, file_kind, layer=layer, encoding=encoding, limits=limits)
    if note := extension_note(path, file_kind):
        raw.notes.add(note)
    chosen = _columns(raw, columns, path)
    problems = ProblemList(limits.problems)
    placed, name = _placed(raw, crs, near, path, kind, problems, empty)
    return Layer(placed, chosen, raw.lines, name, raw.layer, file_kind, raw.notes, problems)


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


def _placed(
    raw: Raw, declared: str | None, near: Bounds | None, path: Path, kind: Kind, problems: ProblemList, empty: Empty
) -> tuple[NDArray[np.object_], str]:
    """Geometries repaired and in longitude and latitude, and the name of the system they were in."""
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
    left, bottom, right, top = (float(value) for value in shapely.total_bounds(found.geometries))
    wrong = range_problem(choice.crs, (left, bottom, right, top), near)
    if wrong:
        raise Unreadable(wrong.at(file=path.name, sheet=raw.place))
    return to_lonlat(found.geometries, choice.crs), name_of(choice.crs)


def _tell(found: Sequence[tuple[int, Problem]], into: ProblemList, raw: Raw, path: Path) -> None:
    for index, problem in found:
        into.add(problem.at(file=path.name, sheet=raw.place, line=raw.lines[index]))
