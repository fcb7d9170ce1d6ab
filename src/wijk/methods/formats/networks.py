"""Street networks out of GraphML, drawn lines and OpenStreetMap extracts, in metres."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from wijk.methods.formats.crs import LONLAT, choose_crs, find_crs, range_problem, transformation
from wijk.methods.formats.geodata import read_features
from wijk.methods.formats.kinds import check_file, head_of, kind_of
from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.networkgraphml import GraphML, read_graphml
from wijk.methods.formats.networklines import Noded, loose_ends, node_lines
from wijk.methods.formats.networkosm import is_pbf, read_ways
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Geometries = NDArray[np.object_]

TOUCHING = 0.5
"""Metres within which a loose end is worth a note."""
_ELLIPSOID = Geod(ellps="WGS84")


@dataclass(frozen=True)
class NetworkFile:
    """Nodes and edges in the metres of `crs`, a map made for this network alone (transverse Mercator around its middle).

    `length` is what the file says in metres, or what the line measures on the ellipsoid. `shapes[i]` is None where an edge is
    straight. One-way streets lead `forward` or `backward` only.
    """

    ids: Sequence[str]
    xy: Floats
    tail: Ints
    head: Ints
    length: Floats
    forward: Flags
    backward: Flags
    shapes: Geometries
    crs: str
    notes: ProblemList = field(default_factory=ProblemList)

    def place(self, geometries: Geometries) -> Geometries:
        """Geometries in longitude and latitude on the map of this network."""
        return np.asarray(shapely.transform(geometries, transformation(find_crs(LONLAT), self.crs)), dtype=object)


def read_network(
    path: Path | str, *, crs: str | None = None, layer: str | None = None, limits: Limits = DEFAULT
) -> NetworkFile:
    """Which streets does this file hold, and how are they joined?

    GraphML (nodes with x and y, edges with `length` in metres; the graph names its `crs`, or it is declared), lines in GeoPackage,
    GeoJSON or any other geodata, and OSM PBF (ways with a `highway` that may be walked). Lines are joined where they share a
    point; where they merely cross, as at a bridge, they are not. Degrees are measured on the ellipsoid, never taken for metres.

    Raises Unreadable with the place in the file.
    """
    path = Path(path)
    check_file(path, limits)
    head = head_of(path)
    if is_pbf(head):
        return _of_lines(read_ways(path), path, osm=True)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" and b"<html" not in head[:512].lower():
        return _of_graphml(read_graphml(path), path, crs)
    try:
        kind_of(path, limits)
        found = read_features(path, kind="lines", layer=layer, crs=crs, empty="note", limits=limits)
    except Unreadable as error:
        if error.problems[0].code in ("unknown_format", "no_geometry"):
            raise Unreadable(Problem("network_kind", file=path.name)) from None
        raise
    faults = [problem for problem in found.problems if problem.code != "geometry_collapsed"]
    if faults:
        raise Unreadable(faults)
    kept = np.array([g is not None for g in found.geometries], dtype=bool)
    way = np.array([_way(value) for value in found.columns.get("oneway", [None] * len(found))], dtype=np.int64)
    noded = node_lines(found.geometries[kept], way[kept])
    noded.notes.extend(found.notes)
    return _of_lines(noded, path)


def _way(value: object) -> int:
    """What a one-way mark means: 1 along the line, -1 against it, 0 both ways."""
    text = "" if value is None else str(value).strip().lower()
    if text in ("-1", "reverse"):
        return -1
    return 1 if text in ("yes", "true", "1", "1.0") else 0


def _of_lines(noded: Noded, path: Path, *, osm: bool = False) -> NetworkFile:
    if not len(noded.tail):
        raise Unreadable(Problem("network_empty", file=path.name))
    crs = _map_around(noded.lonlat)
    to_map = transformation(find_crs(LONLAT), crs)
    shapes = np.asarray(shapely.transform(noded.shapes, to_map), dtype=object)
    xy = to_map(noded.lonlat)
    count = 0 if osm else loose_ends(xy, noded.tail, noded.head, shapes, TOUCHING)
    if count:
        noded.notes.add(Problem("network_loose", {"count": count, "metres": TOUCHING}, file=path.name))
    length = _measured(noded.shapes)
    return NetworkFile(
        [str(i) for i in range(len(xy))], xy, noded.tail, noded.head, length,
        noded.way >= 0, noded.way <= 0, shapes, crs, noded.notes,
    )  # fmt: skip


def _of_graphml(found: GraphML, path: Path, declared: str | None) -> NetworkFile:
    if not len(found.tail):
        raise Unreadable(Problem("network_empty", file=path.name))
    choice = choose_crs(found.crs, declared)
    if choice.crs is None:
        raise Unreadable((choice.problem or Problem("crs_missing")).at(file=path.name))
    notes = ProblemList()
    if choice.note:
        notes.add(choice.note.at(file=path.name))
    low, high = found.xy.min(axis=0).tolist(), found.xy.max(axis=0).tolist()
    wrong = range_problem(choice.crs, (low[0], low[1], high[0], high[1]))
    if wrong:
        raise Unreadable(wrong.at(file=path.name))
    to_lonlat = transformation(choice.crs, LONLAT)
    lonlat = to_lonlat(found.xy)
    crs = _map_around(lonlat)
    to_map = transformation(find_crs(LONLAT), crs)
    drawn = np.asarray(shapely.transform(found.shapes, to_lonlat), dtype=object)
    straight = np.asarray(shapely.linestrings(lonlat[np.column_stack([found.tail, found.head])]), dtype=object)
    measured = _measured(np.where(shapely.is_missing(drawn), straight, drawn))
    length = np.where(np.isnan(found.length), measured, found.length)
    shapes = np.asarray(shapely.transform(drawn, to_map), dtype=object)
    return NetworkFile(
        found.ids, to_map(lonlat), found.tail, found.head, length, found.forward, found.backward, shapes, crs, notes
    )


def _measured(lines: Geometries) -> Floats:
    """The length of lines in longitude and latitude, in metres on the ellipsoid."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    same = line[1:] == line[:-1]
    a, b = points[:-1][same], points[1:][same]
    _, _, metres = _ELLIPSOID.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    return np.bincount(line[1:][same], np.asarray(metres), minlength=len(lines)).astype(np.float64)


def _map_around(lonlat: Floats) -> str:
    """A map in metres, true along the meridian through the middle of these points."""
    lon, lat = ((lonlat.min(axis=0) + lonlat.max(axis=0)) / 2).round(4).tolist()
    return f"+proj=tmerc +lat_0={lat} +lon_0={lon} +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs"
