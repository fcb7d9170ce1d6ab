"""Places, origins and candidates out of a table with positions or a map."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.reach.words import say
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.methods.formats.crs import LONLAT, find_crs, transformation
from wijk.methods.formats.geodata import read_features
from wijk.methods.formats.kinds import CSV, PARQUET, XLSX, kind_of
from wijk.methods.formats.limits import DEFAULT
from wijk.methods.formats.networks import NetworkFile
from wijk.methods.formats.problems import Unreadable
from wijk.methods.formats.table import in_short
from wijk.methods.saying import Quantity, Saying

LON, LAT = ("lon", "lng", "longitude", "x"), ("lat", "latitude", "y")
FAR = 50_000
"""Metres between points and network that only a wrong coordinate system explains."""


@dataclass(frozen=True)
class Points:
    """The rows of a file with their positions on the map of a network."""

    sheet: Sheet
    at: NDArray[np.float64]
    says: tuple[Saying, ...] = ()

    def __len__(self) -> int:
        return len(self.at)

    def column(self, name: str | None, *usual: str) -> str | None:
        """The column that was named (which must be there), or the first usual one that is."""
        if name is not None and name not in self.sheet.columns:
            present = in_short(list(self.sheet.columns))
            raise Complaint(say("reach_no_column", file=self.sheet.path.name, name=name, present=present))
        return name or next((one for one in usual if one in self.sheet.columns), None)

    def names(self, name: str | None) -> list[str]:
        """What each row is called: its id, or else its number."""
        column = self.column(name, "id", "code", "name")
        if column is None:
            return [str(i + 1) for i in range(len(self))]
        found = self.sheet.text(column)
        return (
            self.sheet.ids(column) if name or len(set(found)) == len(found) else [str(i + 1) for i in range(len(self))]
        )


def read_points(path: Path, network: NetworkFile, crs: str | None) -> Points:
    """The points of a file on the map of a network. Raises Unreadable or Complaint."""
    sheet, points, says = _from_table(path, crs) if _is_table(path) else _from_map(path, crs)
    at = shapely.get_coordinates(network.place(points)).reshape(-1, 2)
    _refuse_elsewhere(at, network, path)
    return Points(sheet, at, says)


def read_polygons(path: Path, network: NetworkFile, crs: str | None) -> tuple[Sheet, NDArray[np.object_]]:
    """Areas on the map of a network, with their columns."""
    layer = read_features(path, kind="areas", crs=crs)
    if layer.problems:
        raise Unreadable(layer.problems.all())
    return Sheet(path, dict(layer.columns), layer.lines), network.place(layer.geometries)


def _is_table(path: Path) -> bool:
    kind = kind_of(path, DEFAULT)
    if kind != PARQUET:
        return kind in (CSV, XLSX)
    try:
        read_features(path)
    except Unreadable as error:
        return error.problems[0].code == "no_geometry"
    return False


def _from_table(path: Path, crs: str | None) -> tuple[Sheet, NDArray[np.object_], tuple[Saying, ...]]:
    sheet = read_sheet(path)
    lowered = {name.strip().lower(): name for name in sheet.columns}
    x, y = (next((lowered[name] for name in names if name in lowered), None) for names in (LON, LAT))
    if x is None or y is None:
        raise Complaint(say("reach_no_position", file=path.name, present=in_short(list(sheet.columns))))
    at = np.column_stack([sheet.numbers(x), sheet.numbers(y)])
    if crs is None and len(at) and (np.abs(at).max(axis=0) > (180, 90)).any():
        raise Complaint(say("reach_crs_needed", file=path.name, x=float(at[0, 0]), y=float(at[0, 1])))
    return sheet, np.asarray(shapely.points(_lonlat(at, crs)), dtype=object), ()


def _lonlat(at: NDArray[np.float64], crs: str | None) -> NDArray[np.float64]:
    if crs is None or not len(at):
        return at
    try:
        return transformation(find_crs(crs), LONLAT)(at)
    except ValueError:
        raise Complaint(say("reach_crs_unknown", crs=crs)) from None


def _from_map(path: Path, crs: str | None) -> tuple[Sheet, NDArray[np.object_], tuple[Saying, ...]]:
    layer = read_features(path, crs=crs)
    if layer.problems:
        raise Unreadable(layer.problems.all())
    found = layer.geometries
    points = np.where(shapely.get_type_id(found) == 0, found, shapely.point_on_surface(found))
    extended = int((shapely.get_type_id(found) != 0).sum())
    told = (say("reach_surface", count=extended, file=path.name),) if extended else ()
    return Sheet(path, dict(layer.columns), layer.lines), np.asarray(points, dtype=object), told


def _refuse_elsewhere(at: NDArray[np.float64], network: NetworkFile, path: Path) -> None:
    if not len(at):
        return
    away = np.hypot(*(np.median(at, axis=0) - np.median(network.xy, axis=0))) if np.isfinite(at).all() else np.inf
    if not away < FAR + float(np.ptp(network.xy, axis=0).max()):
        raise Complaint(say("reach_off_map", file=path.name, kilometres=Quantity(min(away / 1000, 40_000), 0)))
