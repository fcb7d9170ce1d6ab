"""Cut faces until there are enough, always the heaviest one: small where people live close together, large at the edge."""

import heapq
import math
from collections.abc import Callable, Iterable

import numpy as np

from wijk.demo.generate.mesh import WIDER_THAN_ROUND, Mesh, Point

Weigh = Callable[[int], float]


def cut_until(mesh: Mesh, faces: Iterable[int], goal: int, weigh: Weigh, rng: np.random.Generator) -> list[int]:
    """Cut among `faces` until `goal` of them exist; returns their numbers, the given ones first."""
    found = list(faces)
    heap = [(-weigh(face), face) for face in found]
    heapq.heapify(heap)
    while heap and len(found) < goal:
        _, face = heapq.heappop(heap)
        fresh = cut_once(mesh, face, rng)
        if fresh < 0:
            continue
        found.append(fresh)
        heapq.heappush(heap, (-weigh(face), face))
        heapq.heappush(heap, (-weigh(fresh), fresh))
    return found


def cut_once(mesh: Mesh, face: int, rng: np.random.Generator) -> int:
    """Cut one face across its long side, not quite in the middle and not quite square; -1 when it will not be cut."""
    long, stretch = mesh.axis(face)
    size = math.sqrt(max(mesh.area[face], 1.0))
    if stretch < WIDER_THAN_ROUND and rng.random() < 0.5:
        long += math.pi / 2
    for attempt in range(4):
        across = long + math.pi / 2 + rng.normal(0, 0.13 + 0.3 * attempt)
        along = rng.uniform(-0.11, 0.11) * size * math.sqrt(stretch)
        fresh = mesh.cut(face, across, (math.cos(long) * along, math.sin(long) * along))
        if fresh >= 0:
            return fresh
    return -1


def distance(a: Point, b: Point) -> float:
    """Metres between two points."""
    return math.hypot(a[0] - b[0], a[1] - b[1])
