"""Which parcels are parks, forest, works, stations and cemeteries?"""

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from wijk.demo.generate.cutting import distance
from wijk.demo.generate.mesh import Mesh
from wijk.demo.generate.sizes import Plan
from wijk.demo.generate.spines import Spines


@dataclass(slots=True)
class Special:
    """A neighbourhood without dwellings: its kind, what it is, and its parcels (faces)."""

    kind: str
    what: str  #: forest | park | twin | harbour | works | station | cemetery
    faces: list[int]


@dataclass(slots=True)
class _Picker:
    mesh: Mesh
    spines: Spines
    plan: Plan
    faces: list[int]
    rng: np.random.Generator
    taken: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)

    def lines_of(self, face: int) -> set[str]:
        """The kinds of the great lines that bound a face."""
        return {
            self.spines.lines[t - 1][0] if t > 0 else "outline"
            for e in self.mesh.ring(face)
            if (t := self.mesh.tag[e]) >= 0
        }

    def out(self, face: int) -> float:
        """How far out, 1 at the radius of the territory."""
        return math.hypot(*self.mesh.centre[face]) / self.plan.radius

    def neighbours(self, face: int) -> Iterator[int]:
        """Faces across an edge."""
        return (self.mesh.left[t] for e in self.mesh.ring(face) if (t := self.mesh.twin[e]) >= 0)

    def clear(self, face: int) -> bool:
        """Neither taken nor beside something taken."""
        return face not in self.blocked

    def take(self, kind: str, what: str, faces: list[int]) -> Special:
        """Mark faces as used."""
        self.use(faces)
        return Special(kind, what, faces)

    def use(self, faces: list[int]) -> None:
        """These faces are taken, and their neighbours are no longer clear."""
        self.taken.update(faces)
        self.blocked.update(faces, *(self.neighbours(f) for f in faces))

    def spread(self, kind: str, what: str, candidates: Iterable[int], number: int, apart: float) -> list[Special]:
        """Take up to `number` single faces that keep a distance from each other and touch nothing taken."""
        found: list[Special] = []
        for face in candidates:
            if len(found) >= number:
                break
            centre = self.mesh.centre[face]
            if self.clear(face) and all(distance(centre, self.mesh.centre[s.faces[0]]) > apart for s in found):
                found.append(self.take(kind, what, [face]))
        return found


def choose(mesh: Mesh, spines: Spines, plan: Plan, faces: list[int], rng: np.random.Generator) -> list[Special]:
    """The neighbourhoods without dwellings among parcels `faces`."""
    pick = _Picker(mesh, spines, plan, faces, rng)
    total = plan.neighbourhoods
    green, works, graves = max(1, round(total * 0.12)), max(1, round(total * 0.055)), max(1, round(total * 0.024))
    found = _forest(pick, max(1, green // 6)) if total > 20 else []
    found += _works(pick, works)
    found += _cemeteries(pick, graves)
    return found + _parks(pick, green - sum(1 for s in found if s.kind == "green"))


def _forest(pick: _Picker, number: int) -> list[Special]:
    """Outer parcels in one direction, grown together, as `number` neighbourhoods of a few parcels each."""
    mesh, direction = pick.mesh, pick.spines.forest
    edge = (math.cos(direction) * pick.plan.radius * 0.95, math.sin(direction) * pick.plan.radius * 0.95)
    outer = [f for f in pick.faces if "outline" in pick.lines_of(f)]
    seed = min(outer, key=lambda f: (distance(mesh.centre[f], edge), f))
    grown, queue, wanted = [seed], deque([seed]), number * 3
    allowed = set(pick.faces)
    while queue and len(grown) < wanted:
        near = sorted(set(pick.neighbours(queue.popleft())) & allowed - set(grown), key=lambda f: (-pick.out(f), f))
        for face in near[: wanted - len(grown)]:
            if pick.out(face) > 0.5:
                grown.append(face)
                queue.append(face)
    grown.sort(key=lambda f: math.atan2(mesh.centre[f][1], mesh.centre[f][0]))
    parts = np.array_split(np.array(grown), number)
    return [pick.take("green", "forest", [int(f) for f in part]) for part in parts if len(part)]


def _works(pick: _Picker, number: int) -> list[Special]:
    """Works along the canal outside the centre, and the stations."""
    canal = sorted(
        (f for f in pick.faces if "canal" in pick.lines_of(f) and pick.out(f) > 0.18 and f not in pick.taken),
        key=lambda f: (pick.out(f), f),
    )
    rail = [f for f in pick.faces if "rail" in pick.lines_of(f) and pick.out(f) < 0.75]
    rail.sort(key=lambda f: (abs(pick.out(f) - 0.16), f))
    stations = pick.spread("industry", "station", rail, max(1, number // 3), pick.plan.radius * 0.3)
    along = canal[1::2] if len(canal) > number else canal
    found = pick.spread("industry", "harbour", along, number - len(stations), pick.plan.radius * 0.05)
    lacking = number - len(stations) - len(found)
    further = sorted((f for f in rail if pick.out(f) > 0.3), key=lambda f: (-pick.mesh.area[f], f))
    return stations + found + pick.spread("industry", "works", further, lacking, pick.plan.radius / 12)


def _cemeteries(pick: _Picker, number: int) -> list[Special]:
    """Out of town when they were laid out, in the middle of it now."""
    where = sorted((f for f in pick.faces if 0.4 < pick.out(f) < 0.85), key=lambda f: (_round(pick, f), f))
    return pick.spread("cemetery", "cemetery", where, number, pick.plan.radius * 0.9 / math.sqrt(number + 1))


def _round(pick: _Picker, face: int) -> float:
    """Small and round first."""
    return pick.mesh.axis(face)[1] * math.sqrt(pick.mesh.area[face])


def _parks(pick: _Picker, number: int) -> list[Special]:
    """From the old centre to the edge, each the nearest free parcel to a chosen spot; some in two pieces."""
    found: list[Special] = []
    reach = np.sqrt((np.arange(number) + 0.4) / number) * 0.9
    turn = np.arange(number) * 2.39996 + pick.rng.uniform(0, 6.28)
    for out, angle in zip(reach, turn, strict=True):
        spot = (math.cos(angle) * out * pick.plan.radius, math.sin(angle) * out * pick.plan.radius)
        free = [f for f in pick.faces if pick.clear(f) and distance(pick.mesh.centre[f], spot) < pick.plan.radius * 0.4]
        if free:
            best = min(
                free, key=lambda f: (distance(pick.mesh.centre[f], spot) + 0.4 * math.sqrt(pick.mesh.area[f]), f)
            )
            found.append(pick.take("green", "park", [best]))
    for special in found[3::6]:
        _second_piece(pick, special)
    return found


def _second_piece(pick: _Picker, special: Special) -> None:
    centre = pick.mesh.centre[special.faces[0]]
    near = sorted((distance(pick.mesh.centre[f], centre), f) for f in pick.faces if pick.clear(f))
    if near:
        special.faces.append(near[0][1])
        special.what = "twin"
        pick.use([near[0][1]])
