"""The ways of an OpenStreetMap extract (PBF) that may be walked."""

import re
import warnings
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from wijk.methods.formats.networklines import Noded, node_lines
from wijk.methods.formats.problems import Problem, Unreadable

FORBIDDEN = frozenset(
    {
        "motorway", "motorway_link", "construction", "proposed", "abandoned", "razed", "raceway", "bus_guideway", "busway",
        "platform", "rest_area", "services",
    }
)  # fmt: skip
"""Kinds of `highway` on which nobody walks, or which are no way."""
_CLOSED, _OPEN = {"no", "private"}, {"yes", "designated", "permissive", "destination", "official"}
_TAG = re.compile(r'"([^"]+)"=>"([^"]*)"')


def is_pbf(head: bytes) -> bool:
    """Whether a file begins like an OSM PBF."""
    return head[4:15] == b"\x0a\x09OSMHeader"


def read_ways(path: Path) -> Noded:
    """The walkable ways, joined where they share a point, as OpenStreetMap means it. Raises Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, table = pyogrio.raw.read_arrow(str(path.absolute()), layer="lines")
    except (DataSourceError, DataLayerError, pa.ArrowException, ValueError) as error:
        detail = " ".join(str(error).split()).replace(str(path.absolute()), path.name)[:100]
        raise Unreadable(Problem("damaged", {"detail": detail}, file=path.name)) from None
    highway = table.column("highway").to_pylist()
    tags = [dict(_TAG.findall(text or "")) for text in table.column("other_tags").to_pylist()]
    walkable = np.array([may_walk(kind, own) for kind, own in zip(highway, tags, strict=True)], dtype=bool)
    lines = shapely.from_wkb(table.column(meta["geometry_name"] or "wkb_geometry").to_pylist())
    # a one-way sign binds people on foot only where it says so
    way = np.array([_way(own.get("oneway:foot", "no")) for own in tags], dtype=np.int64)
    kept = np.flatnonzero(walkable)
    noded = node_lines(np.asarray(lines, dtype=object)[kept], way[kept])
    closed = int(sum(kind is not None for kind in highway)) - len(kept)
    if closed:
        noded.notes.add(Problem("network_left_out", {"count": closed}, file=path.name))
    return noded


def may_walk(highway: str | None, tags: dict[str, str]) -> bool:
    """May a person on foot use this way? A sign for people on foot rules over one for everybody.

    >>> may_walk("residential", {}), may_walk("motorway", {}), may_walk("service", {"access": "private", "foot": "yes"})
    (True, False, True)
    """
    if not highway or highway in FORBIDDEN:
        return False
    foot = tags.get("foot", "")
    if foot in _CLOSED or foot == "use_sidepath":
        return False
    return foot in _OPEN or tags.get("access", "") not in _CLOSED


def _way(mark: str) -> int:
    return {"yes": 1, "-1": -1}.get(mark, 0)
