"""A street network as it was given: positions and lengths in metres."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from wijk.methods.proximity.messages import say
from wijk.methods.saying import Quantity, Rejected

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shapes = NDArray[np.object_]

STEP = 2.0**-22
"""Lengths lie on a grid of a quarter of a micrometre, so that doubles add them without rounding and every order of adding gives the same sum."""

LONGEST = 2.0**30
"""More metres than this in all, and sums would no longer be exact."""


@dataclass(frozen=True)
class Streets:
    """Nodes and edges. `shapes[i]` is the line of edge i from its tail to its head in metres, or None for a straight one.

    An edge may be walked from tail to head where `forward`, from head to tail where `backward`.
    """

    xy: Floats
    tail: Ints
    head: Ints
    length: Floats
    forward: Flags
    backward: Flags
    shapes: Shapes | None = None

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.xy)

    def __len__(self) -> int:
        return len(self.tail)

    def lines(self) -> Shapes:
        """Each edge as a line."""
        ends = np.stack([self.xy[self.tail], self.xy[self.head]], axis=1)
        straight = np.asarray(shapely.linestrings(ends), dtype=object)
        return straight if self.shapes is None else np.where(self.shapes == None, straight, self.shapes)  # noqa: E711

    def both_ways(self) -> "Streets":
        """The same streets for people on foot, who need not heed one-way signs."""
        everywhere = np.ones(len(self), dtype=bool)
        return replace(self, forward=everywhere, backward=everywhere)

    def once(self) -> "Streets":
        """The same streets with each that was drawn once a direction as one edge that leads in both."""
        first, edge = _twins(self)
        if len(first) == len(self):
            return self
        along = self.tail == self.tail[first[edge]]
        ahead, against = np.where(along, self.forward, self.backward), np.where(along, self.backward, self.forward)
        forward, backward = np.zeros(len(first), dtype=bool), np.zeros(len(first), dtype=bool)
        np.logical_or.at(forward, edge, ahead)
        np.logical_or.at(backward, edge, against)
        shapes = None if self.shapes is None else self.shapes[first]
        return Streets(self.xy, self.tail[first], self.head[first], self.length[first], forward, backward, shapes)


def make_streets(
    xy: ArrayLike,
    edges: ArrayLike,
    length: ArrayLike | None = None,
    *,
    forward: ArrayLike | None = None,
    backward: ArrayLike | None = None,
    shapes: Sequence[object] | Shapes | None = None,
) -> Streets:
    """A checked network: nodes (n × 2, metres), edges (m × 2, node numbers), lengths in metres.

    Without `length` the shape or the straight line is measured. Dead ends, loops, parallel and zero-length edges and parts that
    do not touch are kept. Raises Rejected for what cannot be a network in metres.

    >>> make_streets([[0, 0], [300, 0], [300, 400]], [[0, 1], [1, 2]]).length.tolist()
    [300.0, 400.0]
    """
    at = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    ends = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    if not len(ends):
        raise Rejected(say("no_streets"))
    wrong = np.flatnonzero(~np.isfinite(at).all(axis=1))
    if len(wrong):
        raise Rejected(say("node_position", row=int(wrong[0])))
    outside = np.argwhere((ends < 0) | (ends >= len(at)))
    if len(outside):
        row, side = outside[0].tolist()
        raise Rejected(say("edge_end", row=row, value=int(ends[row, side])))
    drawn = None if shapes is None else np.asarray(shapes, dtype=object)
    everywhere = np.ones(len(ends), dtype=bool)
    made = Streets(
        at,
        ends[:, 0].copy(),
        ends[:, 1].copy(),
        np.zeros(len(ends)),
        everywhere if forward is None else _column("forward", forward, len(ends)).astype(bool),
        everywhere if backward is None else _column("backward", backward, len(ends)).astype(bool),
        drawn,
    )
    measured = shapely.length(made.lines()) if length is None else _column("length", length, len(ends))
    return replace(made, length=_on_grid(made, np.asarray(measured, dtype=np.float64)))


def on_grid(metres: Floats) -> Floats:
    """Lengths on the grid on which sums are exact."""
    return np.asarray(np.rint(metres / STEP) * STEP)


def _on_grid(streets: Streets, length: Floats) -> Floats:
    wrong = np.flatnonzero(~(np.isfinite(length) & (length >= 0)))
    if len(wrong):
        raise Rejected(say("edge_length", row=int(wrong[0]), value=str(length[wrong[0]])))
    total = float(length.sum())
    if total > LONGEST:
        raise Rejected(say("network_too_long", kilometres=Quantity(total / 1000, 0)))
    _refuse_degrees(streets, length)
    return on_grid(length)


def _refuse_degrees(streets: Streets, length: Floats) -> None:
    """Positions within ±180 and ±90 whose streets are far longer than drawn, or drawn shorter than a step, are degrees."""
    bounds = np.abs(streets.xy).max(axis=0)
    if bounds[0] > 180 or bounds[1] > 90:
        return
    straight = np.hypot(*(streets.xy[streets.head] - streets.xy[streets.tail]).T)
    drawn, said = float(np.median(straight)), float(np.median(length))
    if drawn > 0 and (said > 1000 * drawn or float(straight.max()) < 0.05):
        span = float(np.ptp(streets.xy, axis=0).max())
        raise Rejected(say("in_degrees", span=Quantity(span, 3), length=Quantity(said, 3)))


def _twins(streets: Streets) -> tuple[Ints, Ints]:
    """The first of all edges with the same ends, length and course in either direction, and for each edge which of these it is."""
    low, high = np.minimum(streets.tail, streets.head), np.maximum(streets.tail, streets.head)
    course = np.zeros((len(streets), 3))
    if streets.shapes is not None:
        points, edge = shapely.get_coordinates(streets.shapes, return_index=True)
        course[:, 0] = np.bincount(edge, minlength=len(streets))
        for axis in (0, 1):
            course[:, 1 + axis] = np.bincount(edge, points[:, axis], minlength=len(streets))
    key = np.column_stack([low, high, np.rint(streets.length * 1000), course[:, 0], np.rint(course[:, 1:] * 10)])
    _, first, edge = np.unique(key, axis=0, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.sort(first), rank[edge.reshape(-1)]


def _column(name: str, values: ArrayLike, expected: int) -> NDArray[np.float64]:
    column = np.asarray(values, dtype=np.float64)
    if column.shape != (expected,):
        raise Rejected(say("lengths_differ", what=name, found=int(column.size), expected=expected))
    return column
