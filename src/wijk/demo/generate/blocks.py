"""The faces between the great lines, from which parcels, sectors and streets are cut."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely import Geometry, LineString, MultiLineString, Polygon

from wijk.demo.generate.mesh import Mesh, Point, Tag
from wijk.demo.generate.spines import Line, Spines


def between(spines: Spines, smallest: float) -> Mesh:
    """The mesh of all faces between the great lines; faces under `smallest` m² are joined to a neighbour."""
    lines: list[Geometry] = [spines.outline.exterior, *(line for _, line in spines.lines)]
    faces = _faces(lines, spines.outline)
    for _ in range(4):
        holes = [shapely.Point(ring.coords[0]) for face in faces for ring in face.interiors]
        if not holes:
            break
        reach = spines.outline.length
        lines += [LineString([(p.x, p.y), (p.x + reach, p.y + reach * 0.21)]) for p in holes]
        faces = _faces(lines, spines.outline)
    faces = _without_small(faces, smallest)
    return Mesh.of(faces, _tags(faces, spines))


def _faces(lines: Sequence[Geometry], outline: Polygon) -> list[Polygon]:
    net = shapely.intersection(shapely.unary_union(list(lines), grid_size=0.001), outline)
    net = shapely.unary_union([net, outline.exterior], grid_size=0.001)
    found = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(net))))
    return [face for face in found if face.area > 0]


def _without_small(faces: list[Polygon], smallest: float) -> list[Polygon]:
    """Join every small face to the neighbour with which it shares most border, the smallest first."""
    for _ in range(12):
        owner: dict[tuple[Point, Point], int] = {}
        shared: dict[int, dict[int, float]] = {}
        for i, face in enumerate(faces):
            ring = [(x, y) for x, y in face.exterior.coords]
            for a, b in pairwise(ring):
                key = (min(a, b), max(a, b))
                j = owner.setdefault(key, i)
                if j != i:
                    length = float(np.hypot(a[0] - b[0], a[1] - b[1]))
                    for p, q in ((i, j), (j, i)):
                        shared.setdefault(p, {})[q] = shared.get(p, {}).get(q, 0.0) + length
        order = sorted((face.area, i) for i, face in enumerate(faces) if face.area < smallest or _thin(face))
        joined: dict[int, int] = {}
        for _area, i in order:
            if i in joined or i in joined.values() or not shared.get(i):
                continue
            best = max((length, j) for j, length in shared[i].items())[1]
            if best not in joined and best not in joined.values():
                joined[i] = best
        if not joined:
            break
        faces = _join(faces, joined)
    return faces


def _thin(face: Polygon) -> bool:
    return bool(face.area / face.length**2 < 0.012)


def _join(faces: list[Polygon], joined: dict[int, int]) -> list[Polygon]:
    into = {j: i for i, j in joined.items()}
    out: list[Polygon] = []
    for i, face in enumerate(faces):
        if i in joined:
            continue
        if i in into:
            merged = shapely.unary_union([face, faces[into[i]]])
            if not isinstance(merged, Polygon) or merged.interiors:
                out += [face, faces[into[i]]]
                continue
            out.append(merged)
        else:
            out.append(face)
    return out


def _tags(faces: list[Polygon], spines: Spines) -> dict[tuple[Point, Point], Tag]:
    """Which great line each segment lies on: its number + 1, or 0 for the outline."""
    segments: set[tuple[Point, Point]] = set()
    for face in faces:
        ring = [(round(x, 3), round(y, 3)) for x, y in face.exterior.coords]
        segments.update((min(a, b), max(a, b)) for a, b in pairwise(ring))
    keys = sorted(segments)
    middle = shapely.points(np.array([[(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] for a, b in keys]))
    tree = shapely.STRtree([line for _, line in spines.lines])
    tags = dict.fromkeys(keys, 0)
    for point, line in zip(*tree.query(middle, predicate="dwithin", distance=0.3).tolist(), strict=True):
        tags[keys[point]] = (
            max(tags[keys[point]], line + 1) if _rank(spines, tags[keys[point]]) < 2 else tags[keys[point]]
        )
    return tags


def _rank(spines: Spines, tag: Tag) -> int:
    """Water and rail hold against avenues where they share their ground."""
    order: dict[Line, int] = {"river": 3, "canal": 3, "rail": 2, "ring": 1, "avenue": 1, "outline": 0}
    return order[spines.lines[tag - 1][0]] if tag > 0 else 0


def net_of(spines: Spines) -> MultiLineString:
    """All great lines together, for looking at them."""
    return MultiLineString([line for _, line in spines.lines])
