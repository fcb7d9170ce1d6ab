"""The ground plan: sectors with their shapes, and how they nest in neighbourhoods and municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.demo.generate import blocks, kinds, spines
from wijk.demo.generate.cutting import cut_once, cut_until
from wijk.demo.generate.grouping import Graph, Ints, contiguous, group
from wijk.demo.generate.kinds import Special
from wijk.demo.generate.mesh import Mesh, Point
from wijk.demo.generate.noise import Bend, Floats
from wijk.demo.generate.sizes import ORIGIN, Plan
from wijk.demo.generate.spines import Line, Spines

Shapes = NDArray[np.object_]
#: What it takes to cross: an area is rarely on both sides.
BARRIER: dict[Line, float] = {"river": 6.0, "canal": 5.0, "rail": 3.0, "ring": 2.0, "avenue": 1.5, "outline": 1.0}


@dataclass(slots=True)
class Ground:
    """Everything about where; arrays by sector unless said otherwise."""

    plan: Plan
    spines: Spines
    mesh: Mesh
    bend: Bend
    faces: list[list[int]]  #: of each sector
    shapes: Shapes
    xy: Floats  #: middles, unbent
    surface: Floats  #: m²
    kind: list[str]
    what: list[str]  #: finer than kind: forest, park, twin, harbour, works, station, cemetery, "" where people live
    neighbourhood: Ints
    municipality: Ints
    specials: list[Special]
    pairs: dict[tuple[int, int], float]  #: sectors that touch, with the cost of crossing
    earlier: list[list[int]]  #: the faces of each sector of the older version
    earlier_of: list[list[int]]  #: of each older sector, the sectors of today that hold its faces
    earlier_shapes: Shapes
    cuts: tuple[int, int]  #: how many cuts made parcels, and sectors

    def place(self, xy: Floats) -> Floats:
        """From the drawing board to the city's coordinates: bent, moved, in tenths of a metre."""
        return np.round(self.bend.apply(xy) + ORIGIN, 1)


def lay(plan: Plan, rng: np.random.Generator) -> Ground:
    """Draw the ground plan of one city."""
    lines = spines.draw(plan, rng)
    mesh = blocks.between(lines, lines.outline.area / plan.sectors * 0.25)
    density = spines.Density(lines, 0.055 if plan.core > plan.radius * 0.5 else 0.02)

    def weigh(face: int) -> float:
        return float(mesh.area[face] * density.at(mesh.centre[face]) ** 0.95)

    parcels = cut_until(mesh, range(len(mesh.start)), round(plan.neighbourhoods * 2.3), weigh, rng)
    first = len(mesh.cuts)
    specials = kinds.choose(mesh, lines, plan, parcels, rng)
    used = {f for s in specials for f in s.faces}
    lived_in = [f for f in parcels if f not in used]
    lived_in = cut_until(mesh, lived_in, plan.sectors - len(used), weigh, rng)
    faces = [[f] for s in specials for f in s.faces] + [[f] for f in lived_in]
    owner_special = [k for k, s in enumerate(specials) for _ in s.faces]
    second = len(mesh.cuts)
    pairs = _touching(mesh, lines, faces)
    neighbourhood = _neighbourhoods(plan, mesh, faces, pairs, owner_special, len(specials), rng)
    municipality = _municipalities(plan, mesh, faces, pairs, neighbourhood, rng)
    earlier, faces = _redraw(plan, mesh, faces, len(used), neighbourhood, municipality, rng)
    step = 110.0 if plan.core > plan.radius * 0.5 else 260.0
    bend = Bend.draw(rng, (plan.core * 0.45, plan.core * 0.16, 4 * step))
    shaped = _Shaper(mesh, bend, step)
    while not shaped.sound():
        bend = bend.calmer()  # somewhere it folded: rare, and only in large territories
        shaped = _Shaper(mesh, bend, step)
    kind = [specials[k].kind for k in owner_special] + ["inhabited"] * len(lived_in)
    what = [specials[k].what for k in owner_special] + [""] * len(lived_in)
    shapes, surface = shaped.dissolve(faces), np.zeros(len(faces))
    surface[:] = shapely.area(shapes)
    now_of = {f: i for i, own in enumerate(faces) for f in own}
    return Ground(
        plan, lines, mesh, bend, faces, shapes, _middles(mesh, faces), surface, kind, what, neighbourhood, municipality,
        specials, pairs, earlier, [sorted({now_of[f] for f in own}) for own in earlier], shaped.dissolve(earlier),
        (first, second),
    )  # fmt: skip


def _middles(mesh: Mesh, faces: Sequence[Sequence[int]]) -> Floats:
    return np.array([mesh.centre[max(own, key=lambda f: (mesh.area[f], f))] for own in faces])


def _touching(mesh: Mesh, lines: Spines, faces: list[list[int]]) -> dict[tuple[int, int], float]:
    """Which sectors share a border of some length, and the cost of crossing it."""
    owner = {f: i for i, own in enumerate(faces) for f in own}
    shared: dict[tuple[int, int], list[float]] = {}
    for edge, twin in enumerate(mesh.twin):
        if twin < edge:
            continue
        i, j = owner[mesh.left[edge]], owner[mesh.left[twin]]
        if i != j:
            p, q = mesh.points[mesh.origin[edge]], mesh.points[mesh.origin[twin]]
            length = float(np.hypot(p[0] - q[0], p[1] - q[1]))
            tag = mesh.tag[edge]
            hold = shared.setdefault((min(i, j), max(i, j)), [0.0, 0.0])
            hold[0] += length
            hold[1] += length * (BARRIER[lines.lines[tag - 1][0]] if tag > 0 else 1.0)
    xy = _middles(mesh, faces)
    size = np.sqrt([sum(mesh.area[f] for f in own) for own in faces])
    out: dict[tuple[int, int], float] = {}
    for (i, j), (length, hard) in shared.items():
        scale = float(size[i] + size[j]) / 2
        if length > 0.06 * scale:
            away = float(np.hypot(*(xy[i] - xy[j])))
            out[(i, j)] = away / scale * (hard / length) * (1 + 0.15 * scale / length)
    return out


def _neighbourhoods(
    plan: Plan,
    mesh: Mesh,
    faces: list[list[int]],
    pairs: dict[tuple[int, int], float],
    special: list[int],
    specials: int,
    rng: np.random.Generator,
) -> Ints:
    """The neighbourhood of each sector: those without dwellings come first, the inhabited ones are grown."""
    off = len(special)
    inner = {(i - off, j - off): c for (i, j), c in pairs.items() if i >= off and j >= off}
    xy = _middles(mesh, faces)[off:]
    grown = group(Graph.of(inner, xy, np.ones(len(xy))), plan.neighbourhoods - specials, rng, uneven=0.3)
    return np.concatenate([np.array(special, dtype=np.int64), grown + specials])


def _municipalities(
    plan: Plan,
    mesh: Mesh,
    faces: list[list[int]],
    pairs: dict[tuple[int, int], float],
    neighbourhood: Ints,
    rng: np.random.Generator,
) -> Ints:
    """Municipalities out of neighbourhoods; then, at about a third of these, the border runs through them."""
    number = int(neighbourhood.max()) + 1
    xy, size = _middles(mesh, faces), np.bincount(neighbourhood, minlength=number)
    middle = np.column_stack([np.bincount(neighbourhood, xy[:, k], number) / size for k in (0, 1)])
    between: dict[tuple[int, int], float] = {}
    for (i, j), cost in pairs.items():
        a, b = sorted((int(neighbourhood[i]), int(neighbourhood[j])))
        if a != b:
            between[(a, b)] = min(between.get((a, b), np.inf), cost)
    grown = group(Graph.of(between, middle, size.astype(float)), plan.municipalities, rng, uneven=0.45)
    return _across(Graph.of(pairs, xy, np.ones(len(xy))), neighbourhood, grown[neighbourhood], rng)


def _across(graph: Graph, neighbourhood: Ints, municipality: Ints, rng: np.random.Generator) -> Ints:
    """Move sectors at the border to the next municipality until a third of the neighbourhoods lie in two."""
    out = municipality.copy()
    members: dict[int, list[int]] = {}
    for sector, n in enumerate(neighbourhood.tolist()):
        members.setdefault(n, []).append(sector)
    wanted, crossing = round(len(members) * 0.33), 0
    held: dict[int, set[int]] = {}
    for sector, m in enumerate(out.tolist()):
        held.setdefault(m, set()).add(sector)
    for n in rng.permutation(len(members)).tolist():
        if crossing >= wanted:
            break
        moved = 0
        for sector in members[n]:
            home = int(out[sector])
            there = [int(out[o]) for o, _ in graph.near[sector] if out[o] != home and neighbourhood[o] != n]
            if not there or moved >= max(1, len(members[n]) // 3) or len(members[n]) < 3 or len(held[home]) < 3:
                continue
            if not contiguous(graph, held[home] - {sector}):
                continue
            held[home].discard(sector)
            held[there[0]].add(sector)
            out[sector] = there[0]
            moved += 1
        crossing += moved > 0
    return out


def _redraw(
    plan: Plan,
    mesh: Mesh,
    faces: list[list[int]],
    first: int,
    neighbourhood: Ints,
    municipality: Ints,
    rng: np.random.Generator,
) -> tuple[list[list[int]], list[list[int]]]:
    """The older sectors: some were split since, some joined, some borders moved. Returns (older faces, today's faces)."""
    owner = {f: i for i, own in enumerate(faces) for f in own}
    now = [list(own) for own in faces]
    old: list[list[int]] = [list(own) for own in faces]
    touched: set[int] = set()
    chosen = first + rng.permutation(len(faces) - first)[: max(4, plan.sectors // 18)]
    for turn, sector in enumerate(chosen.tolist()):
        mates = [
            owner[mesh.left[t]] for e in mesh.ring(faces[sector][0]) if (t := mesh.twin[e]) >= 0
            if mesh.left[t] in owner
        ]  # fmt: skip
        mates = [
            m for m in mates
            if m != sector and neighbourhood[m] == neighbourhood[sector] and municipality[m] == municipality[sector]
        ]  # fmt: skip
        if sector in touched or not mates or mates[0] in touched:
            continue
        mate = mates[0]
        touched.update((sector, mate))
        if turn % 3 == 0:  # one sector became two
            old[sector], old[mate] = [*old[sector], *old[mate]], []
            continue
        piece = cut_once(mesh, now[sector][0], rng)
        if piece < 0:
            continue
        now[sector].append(piece)
        if turn % 3 == 1:  # two became one
            old.append([piece])
        else:  # the border moved
            beside = {mesh.left[t] for e in mesh.ring(piece) if (t := mesh.twin[e]) >= 0}
            part = piece if now[mate][0] in beside else now[sector][0]
            rest = now[sector][0] if part == piece else piece
            old[sector], old[mate] = [rest], [*old[mate], part]
    _second_pieces(plan, mesh, now, old, first, touched, neighbourhood, municipality, rng)
    return [own for own in old if own], now


def _second_pieces(
    plan: Plan,
    mesh: Mesh,
    now: list[list[int]],
    old: list[list[int]],
    first: int,
    touched: set[int],
    neighbourhood: Ints,
    municipality: Ints,
    rng: np.random.Generator,
) -> None:
    """A few sectors own a piece on the far side of a neighbour, as borders that grew do."""
    owner = {f: i for i, own in enumerate(now) for f in own}
    wanted = plan.sectors // 300
    for sector in (first + rng.permutation(len(now) - first)).tolist():
        if wanted <= 0:
            return
        beside = _around(mesh, owner, now[sector])
        for mate in sorted(beside - touched - {sector}):
            near = neighbourhood[mate] == neighbourhood[sector] and municipality[mate] == municipality[sector]
            free = near and sector not in touched and len(now[mate]) == 1
            if not free or (piece := cut_once(mesh, now[mate][0], rng)) < 0:
                continue
            owner[piece] = mate
            part = next((f for f in (piece, now[mate][0]) if sector not in _around(mesh, owner, [f])), -1)
            rest = now[mate][0] if part == piece else piece
            now[mate], old[mate] = ([rest], [rest]) if part >= 0 else ([*now[mate], piece], [*old[mate], piece])
            if part >= 0:
                now[sector], old[sector] = [*now[sector], part], [*old[sector], part]
                touched.update((sector, mate))
                wanted -= 1
                break


def _around(mesh: Mesh, owner: dict[int, int], faces: list[int]) -> set[int]:
    """The sectors across the edges of these faces."""
    edges = (e for f in faces for e in mesh.ring(f))
    return {owner[mesh.left[t]] for e in edges if (t := mesh.twin[e]) >= 0 and mesh.left[t] in owner}


class _Shaper:
    """Turns faces into bent polygons; every edge is bent once, so that neighbours share each vertex."""

    def __init__(self, mesh: Mesh, bend: Bend, step: float) -> None:
        self.mesh = mesh
        edges = [e for e, twin in enumerate(mesh.twin) if twin < e]
        ends = np.array([[*mesh.points[mesh.origin[e]], *mesh.points[mesh.origin[mesh.follows[e]]]] for e in edges])
        lines = bent_lines(ends, bend, step)
        coords, index = shapely.get_coordinates(lines, return_index=True)
        stops = np.searchsorted(index, np.arange(len(edges) + 1))
        self.points = coords.tolist()
        self.slices = {e: (int(stops[i]), int(stops[i + 1])) for i, e in enumerate(edges)}

    def ring(self, face: int) -> list[list[float]]:
        out: list[list[float]] = []
        for e in self.mesh.ring(face):
            if e in self.slices:
                a, b = self.slices[e]
                out += self.points[a : b - 1]
            else:
                a, b = self.slices[self.mesh.twin[e]]
                out += self.points[b - 1 : a : -1]
        return out

    def sound(self) -> bool:
        """Is every face valid, and do they cover the ground without gap or overlap?"""
        shapes = self.dissolve([[f] for f in range(len(self.mesh.start))])
        return bool(shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes))

    def dissolve(self, groups: Sequence[Sequence[int]]) -> Shapes:
        """One polygon (or several) for each group of faces."""
        rings = [self.ring(f) for own in groups for f in own]
        sizes = [len(r) + 1 for r in rings]
        flat = np.array([p for r in rings for p in (*r, r[0])])
        loops = shapely.linearrings(flat, indices=np.repeat(np.arange(len(rings)), sizes))
        polygons = np.asarray(shapely.polygons(loops), dtype=object)
        out, at = np.empty(len(groups), dtype=object), 0
        for i, own in enumerate(groups):
            part = polygons[at : at + len(own)]
            out[i] = part[0] if len(own) == 1 else shapely.coverage_union_all(part)
            at += len(own)
        return out


def bent_lines(ends: Floats, bend: Bend, step: float) -> Shapes:
    """Straight lines (x0, y0, x1, y1) bent, in the city's coordinates, with no more points than the bend needs."""
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    pieces = np.maximum(1, np.round(length / step)).astype(int)
    index = np.repeat(np.arange(len(ends)), pieces + 1)
    part = np.arange(len(index)) - np.repeat(np.cumsum(pieces + 1) - (pieces + 1), pieces + 1)
    share = (part / pieces[index])[:, None]
    xy = ends[index, :2] * (1 - share) + ends[index, 2:] * share
    bent = np.round(bend.apply(xy) + ORIGIN, 1)
    return np.asarray(shapely.simplify(shapely.linestrings(bent, indices=index), 1.0, preserve_topology=False))


__all__ = ["Ground", "Point", "bent_lines", "lay"]
