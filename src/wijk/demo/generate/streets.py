"""Streets: the great lines, the cuts that made parcels and sectors, and the finer cuts inside them."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wijk.demo.generate.cutting import cut_once, cut_until
from wijk.demo.generate.ground import Ground, Shapes, bent_lines
from wijk.demo.generate.mesh import Point
from wijk.demo.generate.names import de, words
from wijk.demo.generate.sizes import Words
from wijk.demo.generate.spines import Density
from wijk.demo.generate.words import FIRST, GROUNDS, LAST, STEMS

LIVED_IN = ("inhabited", "industry")
STRAIGHT_ON = math.cos(math.radians(20))


@dataclass(slots=True)
class Streets:
    """Named lines in the city's coordinates; `sort` is avenue, ring, quay, main, local or path."""

    lines: Shapes
    sort: list[str]
    name: list[Words]


def lay(ground: Ground, municipal: list[Words], rng: np.random.Generator) -> Streets:
    """All streets of the city with their names."""
    _cut_blocks(ground, rng)
    great, great_sort = _great(ground)
    local, local_sort = _chains(ground)
    lines = np.concatenate([great, local])
    sort = great_sort + local_sort
    return Streets(lines, sort, _names(sort, shapely.length(lines), municipal, rng))


def _cut_blocks(ground: Ground, rng: np.random.Generator) -> None:
    """Cut sectors into blocks of houses, and draw a few paths through parks and graves."""
    mesh, plan = ground.mesh, ground.plan
    where = ground.kind
    lived_in = [f for i, own in enumerate(ground.faces) if where[i] in LIVED_IN for f in own]
    smallest, density = 2_500.0, Density(ground.spines, 0.1)

    def weigh(face: int) -> float:
        built = density.at(mesh.centre[face])
        return float(mesh.area[face] * built**0.5) if mesh.area[face] > smallest else 0.0

    cut_until(mesh, lived_in, len(lived_in) + round(plan.sectors * plan.streets), weigh, rng)
    for i, own in enumerate(ground.faces):
        if where[i] not in LIVED_IN:
            for face in own:
                if (piece := cut_once(mesh, face, rng)) >= 0:
                    cut_once(mesh, piece, rng)
                    cut_once(mesh, face, rng)


def _great(ground: Ground) -> tuple[Shapes, list[str]]:
    """Avenues and rings in stretches that carry one name, and quays along the water in town."""
    plan = ground.plan
    stretch = plan.core * 0.22
    found: list[Any] = []
    sort: list[str] = []
    bounding = _bounding(ground)
    for number, (kind, line) in enumerate(ground.spines.lines):
        if kind == "rail":
            continue
        wet = kind in ("river", "canal")
        for part in shapely.get_parts(shapely.intersection(line, ground.spines.outline) if wet else bounding[number]):
            if part.geom_type != "LineString" or part.length < 60:
                continue
            pieces = max(1, round(part.length / stretch))
            for k in range(pieces):
                piece = shapely.segmentize(_between(part, k / pieces, (k + 1) / pieces), 70.0)
                bent = shapely.linestrings(ground.place(shapely.get_coordinates(piece)))
                if wet:
                    if np.hypot(*shapely.get_coordinates(piece).mean(axis=0)) < plan.core * 0.6:
                        found += [shapely.offset_curve(bent, side) for side in (-28.0, 28.0)]
                        sort += ["quay", "quay"]
                else:
                    found.append(bent)
                    sort.append(kind)
    keep = [i for i, line in enumerate(found) if line.geom_type == "LineString" and not line.is_empty]
    out = np.empty(len(keep), dtype=object)
    out[:] = [shapely.set_precision(shapely.simplify(found[i], 1.0), 0.1) for i in keep]
    return out, [sort[i] for i in keep]


def _bounding(ground: Ground) -> list[Any]:
    """Of each great line what bounds a face, in whole stretches: its loose ends lead nowhere and are left out."""
    mesh = ground.mesh
    segments: list[list[tuple[Point, Point]]] = [[] for _ in ground.spines.lines]
    for edge, tag in enumerate(mesh.tag):
        if tag > 0 and mesh.twin[edge] < edge:
            segments[tag - 1].append((mesh.points[mesh.origin[edge]], mesh.points[mesh.origin[mesh.follows[edge]]]))
    return [shapely.line_merge(shapely.MultiLineString(own)) if own else shapely.LineString() for own in segments]


def _between(line: shapely.LineString, start: float, end: float) -> shapely.LineString:
    """The part of a line between two shares of its length."""
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))]) / line.length
    inner = (along > start + 1e-9) & (along < end - 1e-9)
    ends = [[np.interp(t, along, xy[:, k]) for k in (0, 1)] for t in (start, end)]
    return shapely.LineString(np.vstack([ends[:1], xy[inner], ends[1:]]))


def _chains(ground: Ground) -> tuple[Shapes, list[str]]:
    """The cuts; one that runs straight on into another carries the same name."""
    cuts = ground.mesh.cuts
    ends = np.array([[*a, *b] for a, b in cuts])
    lines = bent_lines(ends, ground.bend, 90.0)
    parent = _joined(cuts)
    members: dict[int, list[int]] = {}
    for i, p in enumerate(parent):
        members.setdefault(p, []).append(i)
    out = np.empty(len(members), dtype=object)
    sort: list[str] = []
    green = _in_green(ground, ends)
    first, second = ground.cuts
    for k, own in enumerate(members.values()):
        out[k] = lines[own[0]] if len(own) == 1 else shapely.line_merge(shapely.multilinestrings(lines[own]))
        level = (
            "path"
            if all(green[i] for i in own)
            else "main"
            if own[0] < first
            else "sector"
            if own[0] < second
            else "local"
        )
        sort.append(level)
    return out, sort


def _in_green(ground: Ground, ends: np.ndarray) -> np.ndarray:
    """Does the middle of each cut lie in a park, forest or cemetery?"""
    middle = ground.place((ends[:, :2] + ends[:, 2:]) / 2)
    green = [i for i, kind in enumerate(ground.kind) if kind not in LIVED_IN]
    inside = np.zeros(len(ends), dtype=bool)
    inner = shapely.buffer(ground.shapes[green], -8.0)
    hits = shapely.STRtree(inner).query(shapely.points(middle), predicate="intersects")
    inside[hits[0]] = True
    return inside


def _joined(cuts: list[tuple[Point, Point]]) -> list[int]:
    """For each cut the first of the chain that it belongs to."""
    at: dict[Point, list[tuple[int, float, float]]] = {}
    for i, (a, b) in enumerate(cuts):
        length = math.hypot(b[0] - a[0], b[1] - a[1])
        dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        at.setdefault(a, []).append((i, dx, dy))
        at.setdefault(b, []).append((i, -dx, -dy))
    parent = list(range(len(cuts)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for meeting in at.values():
        used: set[int] = set()
        for p, (i, dx, dy) in enumerate(meeting):
            for q in range(p + 1, len(meeting)):
                j, ex, ey = meeting[q]
                if p not in used and q not in used and -(dx * ex + dy * ey) > STRAIGHT_ON:
                    used.update((p, q))
                    parent[max(root(i), root(j))] = min(root(i), root(j))
    return [root(i) for i in range(len(cuts))]


def _names(sort: list[str], length: np.ndarray, municipal: list[Words], rng: np.random.Generator) -> list[Words]:
    """Names by sort; the same name comes back only when all are used."""
    stocks = {
        "avenue": _cycle(lambda: _avenues(municipal, rng)),
        "ring": _cycle(lambda: _typed(rng, (("laan", "Boulevard"),))),
        "quay": _cycle(lambda: _typed(rng, (("kaai", "Quai"),))),
        "main": _cycle(lambda: _typed(rng, (("laan", "Avenue"), ("baan", "Route"), ("lei", "Allée")))),
        "sector": _cycle(lambda: _people(rng, (("laan", "Avenue"),))),
        "local": _cycle(lambda: _local(rng)),
        "short": _cycle(
            lambda: _typed(rng, (("gang", "Impasse"), ("steeg", "Ruelle"), ("hof", "Clos"), ("erf", "Cour")))
        ),
        "path": _cycle(lambda: _typed(rng, (("dreef", "Drève"), ("pad", "Sentier"), ("wandeling", "Promenade")))),
    }
    kinds = ["short" if s == "local" and n < 110 else s for s, n in zip(sort, length.tolist(), strict=True)]
    return [next(stocks[k]) for k in kinds]


def _cycle(make: Callable[[], Iterator[Words]]) -> Iterator[Words]:
    while True:
        yield from make()


def _shuffled(items: list[Words], rng: np.random.Generator) -> Iterator[Words]:
    return (items[i] for i in rng.permutation(len(items)).tolist())


def _typed(rng: np.random.Generator, types: tuple[tuple[str, str], ...]) -> Iterator[Words]:
    return _shuffled([words(f"{nl}{kind}", f"{rue} {fr}") for nl, fr in STEMS for kind, rue in types], rng)


def _people(rng: np.random.Generator, types: tuple[tuple[str, str], ...]) -> Iterator[Words]:
    return _shuffled(
        [words(f"{f} {n}{kind}", f"{rue} {f} {n}") for f in FIRST for n in LAST for kind, rue in types], rng
    )


def _avenues(municipal: list[Words], rng: np.random.Generator) -> Iterator[Words]:
    """High roads are called after where they lead, the others after nothing in particular."""
    roads = [words(f"Steenweg op {m['nl']}", f"Chaussée {de(m['fr'])}") for m in municipal]
    return _shuffled(roads + [words(f"{nl}singel", f"Cours {fr}") for nl, fr in STEMS[: len(roads)]], rng)


def _local(rng: np.random.Generator) -> Iterator[Words]:
    plain = [words(f"{nl}straat", f"Rue {fr}") for nl, fr in STEMS]
    fields = [
        words(f"{nl}{g}straat", f"Rue du {n} {fr}" if not w else f"Rue de la {n} {fr}")
        for nl, fr in STEMS
        for g, n, w in GROUNDS
    ]
    lanes = [
        words(f"{nl}{g}weg", f"Chemin du {n} {fr}" if not w else f"Chemin de la {n} {fr}")
        for nl, fr in STEMS
        for g, n, w in GROUNDS
    ]
    yield from _shuffled(plain, rng)
    yield from _shuffled(fields + list(_people(rng, (("straat", "Rue"),))) + lanes, rng)
