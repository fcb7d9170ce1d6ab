"""A street network made ready to be searched: nodes renumbered in space, arcs by the node where they start."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from wijk.methods.proximity.kernels import Graph, Work
from wijk.methods.proximity.streets import Floats, Ints, Streets

MOST_BUCKETS = 4096
"""Of a bounded search; beyond that they are made wider."""


@dataclass(frozen=True)
class Network:
    """`out` holds the arcs in the direction of walking, `back` against it; `place[v]` is where node v stands in them.

    `usual` is the mean length of an edge. The renumbering only brings neighbours near each other in memory; no answer shows it.
    """

    out: Graph
    back: Graph
    place: Ints
    usual: float

    @classmethod
    def of(cls, streets: Streets) -> "Network":
        """The network of these streets. O(m log m) time."""
        order = np.argsort(_morton(streets.xy), kind="stable")
        place = np.empty(streets.nodes, dtype=np.int64)
        place[order] = np.arange(streets.nodes)
        real = streets.tail != streets.head  # a loop never shortens a way
        tail, head, length = place[streets.tail[real]], place[streets.head[real]], streets.length[real]
        there, again = streets.forward[real], streets.backward[real]
        both = bool(there.all() and again.all())
        start = np.concatenate([tail[there], head[again]])
        end = np.concatenate([head[there], tail[again]])
        metres = np.concatenate([length[there], length[again]])
        out = _graph(start, end, metres, streets.nodes)
        back = out if both else _graph(end, start, metres, streets.nodes)
        positive = length[length > 0]
        return cls(out, back, place, float(positive.mean()) if len(positive) else 1.0)

    def __len__(self) -> int:
        return len(self.place)

    def work(self, limit: float, room: int = 1024) -> Work:
        """Room for searches up to `limit` metres."""
        width = max(0.8 * self.usual, limit / MOST_BUCKETS, 1e-6)
        buckets = int(limit / width) + 2
        n = len(self)
        return Work(
            width,
            np.empty(n),
            np.zeros(n, np.int32),
            np.empty(n, np.int32),
            np.empty((buckets, room), np.int32),
            np.zeros(buckets, np.int64),
            np.zeros(1, np.int64),
        )


def wider(work: Work) -> Work:
    """The same with twice the room in each bucket."""
    buckets, room = work.buckets.shape
    return work._replace(buckets=np.empty((buckets, 2 * room), np.int32))


def parts(streets: Streets) -> NDArray[np.int32]:
    """In which part of the network does each node lie? Parts do not touch; direction is not heeded."""
    ones = np.ones(len(streets), dtype=np.int8)
    joined = csr_array((ones, (streets.tail, streets.head)), shape=(streets.nodes, streets.nodes))
    return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int32)


def _graph(start: Ints, end: Ints, metres: Floats, nodes: int) -> Graph:
    order = np.argsort(start, kind="stable")
    starts = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(start, minlength=nodes), out=starts[1:])
    return Graph(starts, end[order].astype(np.int32), metres[order])


def _morton(xy: Floats) -> NDArray[np.uint64]:
    """The place of each point on a curve through the plane that keeps neighbours together (Morton 1966)."""
    low = xy.min(axis=0)
    side = max(float((xy.max(axis=0) - low).max()), 1e-9)
    cell = np.minimum((xy - low) / side * 65536, 65535).astype(np.uint64)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        cell = (cell | (cell << np.uint64(shift))) & np.uint64(mask)
    return np.asarray(cell[:, 0] | (cell[:, 1] << np.uint64(1)))
