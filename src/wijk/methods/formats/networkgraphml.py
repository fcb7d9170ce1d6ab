"""GraphML as graph tools write it: nodes with x and y, edges with length, one-way marks and geometry, read as a stream."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import numpy as np
import shapely
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from numpy.typing import NDArray

from wijk.methods.formats.problems import Problem, Unreadable

_X, _Y = ("x", "lon", "longitude"), ("y", "lat", "latitude")
_NO = ("", "0", "false", "no", "none", "nan")


@dataclass(frozen=True)
class GraphML:
    """Nodes and edges in the coordinates of the file; `length` is NaN and `shapes` None where the file says none."""

    ids: tuple[str, ...]
    xy: NDArray[np.float64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    length: NDArray[np.float64]
    forward: NDArray[np.bool_]
    backward: NDArray[np.bool_]
    shapes: NDArray[np.object_]
    crs: str | None


@dataclass
class _Found:
    file: str
    keys: dict[str, str] = field(default_factory=dict)
    crs: str | None = None
    directed: bool = False
    nodes: dict[str, tuple[float, float]] = field(default_factory=dict)
    edges: list[tuple[str, str, float, int]] = field(default_factory=list)
    shapes: list[str | None] = field(default_factory=list)

    def wrong(self, code: str, **params: str | int | float) -> Unreadable:
        return Unreadable(Problem(code, params, file=self.file))


def read_graphml(path: Path) -> GraphML:
    """The nodes and edges of a GraphML file (http://graphml.graphdrawing.org, Brandes et al. 2002), with OSMnx's names of attributes.

    The document is read as a stream; a document type or entities of its own are refused. Raises Unreadable.
    """
    found = _Found(path.name)
    try:
        with path.open("rb") as file:
            for element, name in _elements(iterparse(file, events=("start", "end"), forbid_dtd=True), found):
                _take(element, name, found)
    except Unreadable:
        raise
    except DefusedXmlException:
        raise found.wrong("xml_forbidden") from None
    except ParseError as error:
        row, at = error.position
        raise found.wrong("xml_syntax", row=row, at=at + 1) from None
    except (ValueError, LookupError):
        raise found.wrong("xml_other") from None
    return _columns(found)


def _elements(events: Iterator[tuple[str, Element]], found: _Found) -> Iterator[tuple[Element, str]]:
    """Each element once it is whole; what is done with is dropped, so that memory stays small."""
    root: Element | None = None
    graph: Element | None = None
    for event, element in events:
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if root is None:
                root = element
                if name != "graphml":
                    raise found.wrong("xml_other")
            if name == "graph":
                graph = element
                found.directed = element.get("edgedefault") == "directed"
            continue
        yield element, name
        if name in ("node", "edge") and graph is not None:
            graph.clear()


def _take(element: Element, name: str, found: _Found) -> None:
    if name == "key":
        found.keys[element.get("id", "")] = element.get("attr.name", element.get("id", ""))
    elif name == "node":
        _take_node(element, found)
    elif name == "edge":
        _take_edge(element, found)
    elif name == "data" and found.keys.get(element.get("key", "")) == "crs":
        found.crs = (element.text or "").strip() or None


def _take_node(element: Element, found: _Found) -> None:
    own = element.get("id", "")
    if own in found.nodes:
        raise found.wrong("network_twice", id=own[:60])
    data = _data(element, found)
    x, y = (_number(next((data[key] for key in keys if key in data), "")) for keys in (_X, _Y))
    if not (math.isfinite(x) and math.isfinite(y)):
        raise found.wrong("network_position", id=own[:60])
    found.nodes[own] = x, y


def _take_edge(element: Element, found: _Found) -> None:
    data = _data(element, found)
    length = _number(data["length"]) if data.get("length") else math.nan
    if data.get("length") and not (math.isfinite(length) and length >= 0):
        raise found.wrong("network_length", number=len(found.edges) + 1, value=data["length"][:60])
    directed = {"true": True, "false": False}.get(element.get("directed", ""), found.directed)
    one_way = data.get("oneway", "").lower()
    way = 1 if directed or one_way not in _NO else 0
    way = -1 if not directed and one_way in ("-1", "reverse") else way
    found.edges.append((element.get("source", ""), element.get("target", ""), length, way))
    found.shapes.append(data.get("geometry") or None)


def _data(element: Element, found: _Found) -> dict[str, str]:
    return {
        found.keys.get(one.get("key", ""), one.get("key", "")): (one.text or "").strip()
        for one in element
        if one.tag.rpartition("}")[2] == "data"
    }


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _columns(found: _Found) -> GraphML:
    number = {own: i for i, own in enumerate(found.nodes)}
    ends = np.zeros((len(found.edges), 2), dtype=np.int64)
    for i, (tail, head, _, _) in enumerate(found.edges):
        for side, own in enumerate((tail, head)):
            if own not in number:
                raise found.wrong("network_end", number=i + 1, id=own[:60])
            ends[i, side] = number[own]
    way = np.array([edge[3] for edge in found.edges], dtype=np.int64)
    return GraphML(
        tuple(found.nodes),
        np.array(list(found.nodes.values()), dtype=np.float64).reshape(-1, 2),
        ends[:, 0],
        ends[:, 1],
        np.array([edge[2] for edge in found.edges], dtype=np.float64),
        way >= 0,
        way <= 0,
        _shapes(found, ends),
        found.crs,
    )


def _shapes(found: _Found, ends: NDArray[np.int64]) -> NDArray[Any]:
    shapes: NDArray[np.object_] = np.full(len(found.shapes), None, dtype=object)
    drawn = [i for i, text in enumerate(found.shapes) if text]
    if drawn:
        shapes[drawn] = shapely.from_wkt([found.shapes[i] for i in drawn], on_invalid="ignore")
    at = np.array(list(found.nodes.values()), dtype=np.float64).reshape(-1, 2)
    for i in drawn:
        shape = shapes[i]
        if shape is None or shape.geom_type != "LineString" or shape.is_empty:
            raise found.wrong("network_shape", number=i + 1)
        first, last = (np.array(shape.coords[k][:2]) for k in (0, -1))
        tail, head = at[ends[i]]
        if np.hypot(*(first - head)) + np.hypot(*(last - tail)) < np.hypot(*(first - tail)) + np.hypot(*(last - head)):
            shapes[i] = shape.reverse()  # some tools write the line of a return in the direction of the way there
    return np.asarray(shapely.force_2d(shapes), dtype=object)
