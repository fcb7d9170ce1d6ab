"""Faces that share their edges: a half-edge structure in which a face can be cut in two.

Because a cut puts its ends into the rings on both sides, no gap and no overlap can arise.
"""

import math
from collections.abc import Iterator, Sequence

from shapely import Polygon

#: Tag of an edge: the index of the great line that it lies on (0 or more), or -1 - street for an edge that was cut.
Tag = int
Point = tuple[float, float]
WIDER_THAN_ROUND = 1.25


class Mesh:
    """Half-edges as parallel lists. `twin` is -1 on the outside; a face is named by its number."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.origin: list[int] = []
        self.follows: list[int] = []
        self.twin: list[int] = []
        self.left: list[int] = []
        self.tag: list[Tag] = []
        self.start: list[int] = []  #: of each face, one of its half-edges
        self.area: list[float] = []
        self.centre: list[Point] = []
        self.cuts: list[tuple[Point, Point]] = []  #: of each street that was cut, its two ends

    @classmethod
    def of(cls, polygons: Sequence[Polygon], tags: dict[tuple[Point, Point], Tag]) -> "Mesh":
        """The mesh of polygons that share their vertices; `tags` by segment, its ends in order."""
        mesh = cls()
        known: dict[Point, int] = {}
        open_edges: dict[tuple[int, int], int] = {}
        for polygon in polygons:
            ring = [(round(x, 3), round(y, 3)) for x, y in polygon.exterior.coords[:-1]]
            if not polygon.exterior.is_ccw:
                ring.reverse()
            ids = [known.setdefault(p, len(known)) for p in ring]
            mesh._face(ids, ring, open_edges, tags)
        mesh.points = list(known)
        for face in range(len(mesh.start)):
            mesh._measure(face)
        return mesh

    def _face(
        self,
        ids: list[int],
        ring: list[Point],
        open_edges: dict[tuple[int, int], int],
        tags: dict[tuple[Point, Point], Tag],
    ) -> None:
        first, face = len(self.origin), len(self.start)
        for i, a in enumerate(ids):
            j = (i + 1) % len(ids)
            edge = first + i
            other = open_edges.pop((ids[j], a), -1)
            if other < 0:
                open_edges[(a, ids[j])] = edge
            else:
                self.twin[other] = edge
            self.origin.append(a)
            self.follows.append(first + j)
            self.twin.append(other)
            self.left.append(face)
            self.tag.append(tags.get((min(ring[i], ring[j]), max(ring[i], ring[j])), 0))
        self.start.append(first)
        self.area.append(0.0)
        self.centre.append((0.0, 0.0))

    def ring(self, face: int) -> Iterator[int]:
        """The half-edges around a face."""
        first = edge = self.start[face]
        while True:
            yield edge
            edge = self.follows[edge]
            if edge == first:
                return

    def corners(self, face: int) -> list[Point]:
        """The points around a face, anticlockwise."""
        return [self.points[self.origin[e]] for e in self.ring(face)]

    def _measure(self, face: int) -> None:
        ring = self.corners(face)
        x0, y0 = ring[0]
        double = cx = cy = 0.0
        px, py = 0.0, 0.0
        for x, y in ring[1:]:
            x, y = x - x0, y - y0
            cross = px * y - x * py
            double += cross
            cx += (px + x) * cross
            cy += (py + y) * cross
            px, py = x, y
        self.area[face] = double / 2
        if double > 0:
            self.centre[face] = (x0 + cx / (3 * double), y0 + cy / (3 * double))
        else:
            self.centre[face] = (x0, y0)

    def axis(self, face: int) -> tuple[float, float]:
        """(direction of the long axis in radians, how much longer than wide), from the second moments."""
        x0, y0 = self.centre[face]
        xx = yy = xy = 0.0
        ring = self.corners(face)
        px, py = ring[-1][0] - x0, ring[-1][1] - y0
        for x, y in ring:
            x, y = x - x0, y - y0
            cross = px * y - x * py
            xx += cross * (px * px + px * x + x * x)
            yy += cross * (py * py + py * y + y * y)
            xy += cross * (px * y + 2 * px * py + 2 * x * y + x * py) / 2
            px, py = x, y
        spread = math.hypot(xx - yy, 2 * xy)
        return 0.5 * math.atan2(2 * xy, xx - yy), math.sqrt(max(1.0, (xx + yy + spread) / max(1e-9, xx + yy - spread)))

    def cut(self, face: int, direction: float, shift: Point = (0.0, 0.0)) -> int:
        """Cut a face along a line near its centre; the number of the new face, or -1 where no clean cut is possible.

        An end near a corner moves to that corner where the cut stays inside, so that streets meet at crossings.
        """
        hits = self._hits(face, direction, shift)
        if hits is None:
            return -1
        reach = 0.13 * math.sqrt(max(self.area[face], 0.0))
        for snap in (reach, 1.0):
            ends = [self._near(edge, part, snap) for edge, part in hits]
            if self._clean(face, self._at(*ends[0]), self._at(*ends[1])):
                a, b = (self._vertex(*end) for end in ends)
                return self._chord(face, a, b)
        return -1

    def _near(self, edge: int, part: float, snap: float) -> tuple[int, float]:
        """The same place, or the corner within `snap` metres."""
        p, q = self.points[self.origin[edge]], self.points[self.origin[self.follows[edge]]]
        length = math.hypot(q[0] - p[0], q[1] - p[1])
        if min(part, 1 - part) * length > snap:
            return edge, part
        return (edge, 0.0) if part < 0.5 else (self.follows[edge], 0.0)

    def _at(self, edge: int, part: float) -> Point:
        p, q = self.points[self.origin[edge]], self.points[self.origin[self.follows[edge]]]
        return (p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part)

    def _clean(self, face: int, a: Point, b: Point) -> bool:
        """Does the line from a to b, both on the ring, run inside the face and clear of its other corners?"""
        length = math.hypot(b[0] - a[0], b[1] - a[1])
        if length < 10.0:
            return False
        dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        inside = False
        ring = self.corners(face)
        px, py = ring[-1]
        along_p, side_p = (px - a[0]) * dx + (py - a[1]) * dy, (py - a[1]) * dx - (px - a[0]) * dy
        for x, y in ring:
            along, side = (x - a[0]) * dx + (y - a[1]) * dy, (y - a[1]) * dx - (x - a[0]) * dy
            if abs(side) < 2.0 and 1e-6 < along < length - 1e-6:
                return False
            if (side < 0) != (side_p < 0):
                cross = along_p + (along - along_p) * side_p / (side_p - side)
                if 0.01 < cross < length - 0.01:
                    return False
            if (y > my) != (py > my) and mx < (px - x) * (my - y) / (py - y) + x:
                inside = not inside
            px, py, along_p, side_p = x, y, along, side
        return inside

    def _hits(self, face: int, direction: float, shift: Point) -> list[tuple[int, float]] | None:
        """Where the line enters and leaves the face around its centre: (half-edge, part of its length)."""
        dx, dy = math.cos(direction), math.sin(direction)
        cx, cy = self.centre[face][0] + shift[0], self.centre[face][1] + shift[1]
        found: list[tuple[float, int, float]] = []
        edges = list(self.ring(face))
        sides = [(self.points[self.origin[e]][1] - cy) * dx - (self.points[self.origin[e]][0] - cx) * dy for e in edges]
        for i, edge in enumerate(edges):
            s, t = sides[i], sides[(i + 1) % len(edges)]
            if (s < 0) != (t < 0):
                part = s / (s - t)
                p, q = self.points[self.origin[edge]], self.points[self.origin[self.follows[edge]]]
                x, y = p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part
                found.append(((x - cx) * dx + (y - cy) * dy, edge, part))
        found.sort()
        for (u, e, s), (v, f, t) in zip(found[::2], found[1::2], strict=False):
            if u <= 0 <= v:
                return [(e, s), (f, t)]
        return None

    def _vertex(self, edge: int, part: float) -> int:
        """The half-edge of this ring that begins at the point; made by splitting where it is no corner yet."""
        if part == 0.0:
            return edge
        self.points.append(self._at(edge, part))
        return self._split(edge, len(self.points) - 1)

    def _split(self, edge: int, vertex: int) -> int:
        twin = self.twin[edge]
        fresh = self._new(vertex, self.follows[edge], twin, self.left[edge], self.tag[edge])
        self.follows[edge] = fresh
        if twin >= 0:
            back = self._new(vertex, self.follows[twin], edge, self.left[twin], self.tag[twin])
            self.follows[twin] = back
            self.twin[edge], self.twin[twin] = back, fresh
        return fresh

    def _new(self, origin: int, follows: int, twin: int, left: int, tag: Tag) -> int:
        self.origin.append(origin)
        self.follows.append(follows)
        self.twin.append(twin)
        self.left.append(left)
        self.tag.append(tag)
        return len(self.origin) - 1

    def _chord(self, face: int, a: int, b: int) -> int:
        """Join the origins of half-edges `a` and `b` of one ring."""
        before_a, before_b = -1, -1
        for e in self.ring(face):
            if self.follows[e] == a:
                before_a = e
            if self.follows[e] == b:
                before_b = e
        tag = -1 - len(self.cuts)
        self.cuts.append((self.points[self.origin[a]], self.points[self.origin[b]]))
        fresh = len(self.start)
        there = self._new(self.origin[a], b, -1, face, tag)  # a → b closes the ring b … before_a
        back = self._new(self.origin[b], a, there, fresh, tag)
        self.twin[there] = back
        self.follows[before_a], self.follows[before_b] = there, back
        self.start[face] = there
        self.start.append(back)
        self.area.append(0.0)
        self.centre.append((0.0, 0.0))
        for e in self.ring(fresh):
            self.left[e] = fresh
        self._measure(face)
        self._measure(fresh)
        return fresh
