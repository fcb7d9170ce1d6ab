"""Puts points on streets: the foot of each point on the nearest edge, or the nearest node, and the way there."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from wijk.methods.proximity.messages import say
from wijk.methods.proximity.streets import Floats, Ints, Shapes, Streets, on_grid
from wijk.methods.saying import Rejected

OFF = -1
"""The node of a point that is too far from any street."""


@dataclass(frozen=True)
class Feet:
    """Where points come upon the network: `at` metres along `edge`, after `access` metres; edge OFF and NaN where they do not."""

    edge: Ints
    at: Floats
    access: Floats

    def __len__(self) -> int:
        return len(self.edge)


@dataclass(frozen=True)
class Stops:
    """Points on the nodes of a network: `node` (OFF where too far) and `access` metres to it."""

    node: Ints
    access: Floats

    def __len__(self) -> int:
        return len(self.node)

    def __getitem__(self, part: slice) -> "Stops":
        return Stops(self.node[part], self.access[part])

    @property
    def on(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which of them are on the network."""
        return np.asarray(self.node != OFF)


def checked_points(points: ArrayLike, what: str) -> Floats:
    """Positions (n × 2); Rejected when one is not finite."""
    at = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    wrong = np.flatnonzero(~np.isfinite(at).all(axis=1))
    if len(wrong):
        raise Rejected(say("point_position", what=what, row=int(wrong[0])))
    return at


def to_nodes(streets: Streets, points: ArrayLike, maximum: float = np.inf) -> Stops:
    """Each point at the nearest node, at most `maximum` metres away."""
    at = checked_points(points, "point")
    if not len(at):
        return Stops(np.zeros(0, np.int64), np.zeros(0))
    access, node = cKDTree(streets.xy).query(at)
    near = access <= maximum
    return Stops(np.where(near, node, OFF).astype(np.int64), np.where(near, on_grid(access), np.nan))


def to_edges(streets: Streets, points: ArrayLike, maximum: float = np.inf) -> Feet:
    """Each point at its foot on the nearest edge, at most `maximum` metres away.

    Where two edges are equally near, the foot that lies lowest and then leftmost is taken, so the order of streets does not matter.
    """
    at = checked_points(points, "point")
    edge, along, access = np.full(len(at), OFF, np.int64), np.full(len(at), np.nan), np.full(len(at), np.nan)
    if not len(at):
        return Feet(edge, along, access)
    lines, dots = streets.lines(), np.asarray(shapely.points(at), dtype=object)
    (dot, line), distance = shapely.STRtree(lines).query_nearest(dots, return_distance=True)
    chosen = _lowest_foot(dots, dot, lines, line)
    dot, line, distance = dot[chosen], line[chosen], distance[chosen]
    kept = distance <= maximum
    dot, line, distance = dot[kept], line[kept], distance[kept]
    drawn = shapely.length(lines[line])
    share = np.divide(shapely.line_locate_point(lines[line], dots[dot]), drawn, out=np.zeros(len(dot)), where=drawn > 0)
    edge[dot], access[dot] = line, on_grid(distance)
    along[dot] = np.minimum(on_grid(share * streets.length[line]), streets.length[line])
    return Feet(edge, along, access)


def _lowest_foot(dots: Shapes, dot: Ints, lines: Shapes, line: Ints) -> Ints:
    """Of the nearest edges of each point the one whose foot lies lowest, then leftmost, then the first."""
    once = np.r_[True, dot[1:] != dot[:-1]] & np.r_[dot[1:] != dot[:-1], True]
    if once.all():
        return np.arange(len(dot))
    foot = np.zeros((len(dot), 2))
    several = np.flatnonzero(~once)
    on = shapely.line_interpolate_point(
        lines[line[several]], shapely.line_locate_point(lines[line[several]], dots[dot[several]])
    )
    foot[several] = np.round(shapely.get_coordinates(on), 6)
    order = np.lexsort((line, foot[:, 0], foot[:, 1], dot))
    return np.asarray(order[np.r_[True, dot[order][1:] != dot[order][:-1]]])


def join(streets: Streets, *groups: Feet) -> tuple[Streets, tuple[Stops, ...]]:
    """The network with a node at every foot, and for each group of points the node where each stands.

    An edge with feet is divided there; the pieces add up to its length exactly.

    >>> from wijk.methods.proximity.streets import make_streets
    >>> road = make_streets([[0, 0], [1000, 0]], [[0, 1]])
    >>> joined, (stops,) = join(road, to_edges(road, [[300, 40]]))
    >>> joined.length.tolist(), stops.node.tolist(), stops.access.tolist()
    ([300.0, 700.0], [2], [40.0])
    """
    edge = np.concatenate([g.edge for g in groups]) if groups else np.zeros(0, np.int64)
    at = np.concatenate([g.at for g in groups]) if groups else np.zeros(0)
    node = np.full(len(edge), OFF, np.int64)
    on = np.flatnonzero(edge != OFF)
    low, high = at[on] <= 0, at[on] >= streets.length[edge[on]]
    node[on] = np.where(low, streets.tail[edge[on]], np.where(high, streets.head[edge[on]], OFF))
    inner = on[~(low | high)]
    made, back = np.unique(np.column_stack([edge[inner], at[inner]]), axis=0, return_inverse=True)
    node[inner] = streets.nodes + back.reshape(-1)
    divided = _divided(streets, made[:, 0].astype(np.int64), made[:, 1]) if len(made) else streets
    ends = np.cumsum([0, *(len(g) for g in groups)])
    return divided, tuple(
        Stops(node[a:b], g.access) for g, a, b in zip(groups, ends[:-1], ends[1:], strict=True)
    )  # fmt: skip


def _divided(streets: Streets, edge: Ints, at: Floats) -> Streets:
    """The network with new nodes on these edges, given in order of edge and position; shapes are no longer needed."""
    split = np.unique(edge)
    fresh = streets.nodes + np.arange(len(edge))
    lines = streets.lines()[edge]
    share = np.divide(at, streets.length[edge], out=np.zeros(len(at)), where=streets.length[edge] > 0)
    where = shapely.get_coordinates(shapely.line_interpolate_point(lines, share, normalized=True))
    of = np.concatenate([split, edge, split])
    along = np.concatenate([np.zeros(len(split)), at, streets.length[split]])
    node = np.concatenate([streets.tail[split], fresh, streets.head[split]])
    order = np.lexsort((along, np.repeat([0, 1, 2], [len(split), len(edge), len(split)]), of))
    of, along, node = of[order], along[order], node[order]
    piece = of[1:] == of[:-1]
    whole = np.ones(len(streets), dtype=bool)
    whole[split] = False
    origin = of[1:][piece]
    return Streets(
        np.concatenate([streets.xy, where]),
        np.concatenate([streets.tail[whole], node[:-1][piece]]),
        np.concatenate([streets.head[whole], node[1:][piece]]),
        np.concatenate([streets.length[whole], (along[1:] - along[:-1])[piece]]),
        np.concatenate([streets.forward[whole], streets.forward[origin]]),
        np.concatenate([streets.backward[whole], streets.backward[origin]]),
    )
