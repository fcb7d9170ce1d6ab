"""The great lines of the territory: its outline, the river, the canal, rails, rings and avenues.

Everything else is cut out of what lies between them, so that borders follow water, rail and streets.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely
from shapely import LineString, Polygon

from wijk.demo.generate.noise import Field, Floats
from wijk.demo.generate.sizes import Plan

Line = Literal["river", "canal", "rail", "ring", "avenue", "outline"]


@dataclass(frozen=True, slots=True)
class Town:
    """A place where people gathered early."""

    x: float
    y: float
    weight: float
    reach: float  #: metres over which density falls by a factor e


@dataclass(frozen=True, slots=True)
class Spines:
    """Outline, towns and lines by kind, before bending."""

    outline: Polygon
    towns: tuple[Town, ...]
    lines: tuple[tuple[Line, LineString], ...]
    forest: float  #: the direction (radians) in which the forest lies

    def density(self, xy: Floats, floor: float) -> Floats:
        """How densely built it is at points (n, 2), 1 in the middle of the old centre."""
        out = np.full(len(xy), floor)
        for town in self.towns:
            out += town.weight * np.exp(-np.hypot(xy[:, 0] - town.x, xy[:, 1] - town.y) / town.reach)
        return out


class Density:
    """The density at one point at a time, quick for thousands of questions."""

    def __init__(self, spines: Spines, floor: float) -> None:
        self.table = np.array([[t.x, t.y, t.weight, t.reach] for t in spines.towns]).T
        self.floor = floor

    def at(self, point: tuple[float, float]) -> float:
        """As `Spines.density`."""
        x, y, weight, reach = self.table
        return self.floor + float(weight @ np.exp(-np.hypot(x - point[0], y - point[1]) / reach))


def draw(plan: Plan, rng: np.random.Generator) -> Spines:
    """The great lines for one plan."""
    outline = _outline(plan, rng)
    towns = _towns(plan, outline, rng)
    course = rng.uniform(0.25, 0.6)  # the river comes from the south-west
    river = _river(plan, course, rng)
    lines: list[tuple[Line, LineString]] = [("river", river), ("canal", _canal(plan, course, river, rng))]
    lines += _rails(plan, course, rng)
    lines += _rings(plan, rng)
    lines += _avenues(plan, rng)
    lines += _roads_between(plan, towns)
    lines += _small_rings(plan, towns, rng)
    return Spines(outline, towns, tuple(lines), float(course - 1.25))


def _polar(angle: Floats, radius: Floats | float) -> Floats:
    return np.column_stack([np.cos(angle) * radius, np.sin(angle) * radius])


def _outline(plan: Plan, rng: np.random.Generator) -> Polygon:
    """A rounded territory with bays and capes."""
    angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = np.ones(len(angle))
    for k in range(2, 9):
        radius += 0.16 / k * rng.normal(0, 1) * np.cos(k * angle + rng.uniform(0, 2 * np.pi))
    fine = Field.draw(rng, plan.radius * 0.22).at(_polar(angle, plan.radius))
    shape = Polygon(_polar(angle, plan.radius * radius * (1 + 0.022 * fine)))
    return Polygon(shapely.simplify(shape, plan.radius * 0.008).exterior)


def _towns(plan: Plan, outline: Polygon, rng: np.random.Generator) -> tuple[Town, ...]:
    """The old centre, and smaller ones at a distance from each other; sizes fall by rank as sizes of towns do."""
    towns = [Town(0.0, 0.0, 1.0, plan.core * 0.36)]
    inside = shapely.buffer(outline, -plan.radius * 0.05)
    apart = plan.radius * 1.25 / np.sqrt(plan.towns + 1)
    for _ in range(plan.towns * 60):
        if len(towns) > plan.towns:
            break
        x, y = rng.uniform(-plan.radius, plan.radius, 2)
        near = min(np.hypot(x - t.x, y - t.y) - (plan.core * 0.3 if t is towns[0] else 0) for t in towns)
        if near > apart and shapely.contains_xy(inside, x, y):
            rank = len(towns)
            towns.append(Town(float(x), float(y), 0.55 / (1 + rank) ** 0.35, plan.core * 0.2 / (1 + rank) ** 0.2))
    return tuple(towns)


def _river(plan: Plan, course: float, rng: np.random.Generator) -> LineString:
    """Through the old centre and out on the other side, winding."""
    far = plan.radius * 1.5
    along = np.linspace(-far, far, int(24 * plan.radius / plan.core) + 220)
    aside = np.zeros(len(along))
    for share, swing in ((0.95, 0.085), (0.4, 0.05), (0.17, 0.02)):
        wave = plan.core * share
        aside += plan.core * swing * np.sin(2 * np.pi * along / wave + rng.uniform(0, 2 * np.pi))
    calm = 1 - 0.75 * np.exp(-((along / (plan.core * 0.25)) ** 2))  # embanked in the centre
    aside = aside * calm + plan.core * 0.02
    return LineString(_turned(along, aside, course))


def _turned(along: Floats, aside: Floats, course: float) -> Floats:
    c, s = np.cos(course), np.sin(course)
    return np.column_stack([along * c - aside * s, along * s + aside * c])


def _canal(plan: Plan, course: float, river: LineString, rng: np.random.Generator) -> LineString:
    """Dug, so straight with a few bends: leaves the river at the old centre and runs north."""
    start = shapely.line_interpolate_point(
        river, shapely.line_locate_point(river, shapely.Point(0, 0)) + plan.core * 0.1
    )
    out = course + np.pi / 2 + rng.uniform(-0.1, 0.1)
    steps = np.array([0.0, 0.22, 0.5, 0.95, 1.6, 1.6 + plan.radius / plan.core])
    points = [[start.x, start.y]]
    for a, b in pairwise(steps.tolist()):
        turn = out + rng.uniform(-0.22, 0.22)
        points.append(
            [points[-1][0] + np.cos(turn) * (b - a) * plan.core, points[-1][1] + np.sin(turn) * (b - a) * plan.core]
        )
    back = [start.x - np.cos(out) * 40, start.y - np.sin(out) * 40]  # so that it crosses the river
    return LineString([back, *points])


def _rails(plan: Plan, course: float, rng: np.random.Generator) -> list[tuple[Line, LineString]]:
    """One line through the town past its centre, and a branch."""
    far = plan.radius * 1.5
    along = np.linspace(-far, far, 60)
    bow = plan.core * (0.11 + 0.05 * np.sin(2 * np.pi * along / (plan.core * 2.3) + rng.uniform(0, 6)))
    direction = course + 1.05 + rng.uniform(-0.1, 0.1)
    main = _turned(along, bow, direction)
    at = int(np.argmin(np.abs(along + plan.core * 0.45)))
    off = direction + np.pi - 0.75
    steps = np.linspace(0, far, 25)
    branch = main[at] + np.column_stack([np.cos(off) * steps, np.sin(off) * steps])
    branch += np.outer(np.sin(steps / plan.core * 2.2) * plan.core * 0.08, [-np.sin(off), np.cos(off)])
    return [("rail", LineString(main)), ("rail", LineString(np.vstack([main[at - 1], branch])))]


def _rings(plan: Plan, rng: np.random.Generator) -> list[tuple[Line, LineString]]:
    """The line of the old walls, and one or two boulevards further out."""
    found: list[tuple[Line, LineString]] = []
    for share, corners in ((0.16, 7), (0.44, 11), (0.76, 14)):
        angle = (
            np.linspace(0, 2 * np.pi, corners, endpoint=False) + rng.uniform(-0.12, 0.12, corners) + rng.uniform(0, 1)
        )
        radius = plan.core * share * (1 + rng.normal(0, 0.07, corners))
        found.append(("ring", LineString(_smooth(_polar(angle, radius), 4 if share > 0.2 else 1))))
    return found


def _smooth(points: Floats, steps: int) -> Floats:
    """A closed line through the points; Catmull-Rom between them."""
    if steps == 1:
        return np.vstack([points, points[:1]])
    before, after, later = np.roll(points, 1, 0), np.roll(points, -1, 0), np.roll(points, -2, 0)
    t = (np.arange(steps) / steps)[:, None, None]
    curve = 0.5 * (
        2 * points + (after - before) * t + (2 * before - 5 * points + 4 * after - later) * t**2
        + (3 * points - before - 3 * after + later) * t**3
    )  # fmt: skip
    line = curve.transpose(1, 0, 2).reshape(-1, 2)
    return np.vstack([line, line[:1]])


def _avenues(plan: Plan, rng: np.random.Generator) -> list[tuple[Line, LineString]]:
    """Radials from the old walls outward, and three old streets that cross in the middle."""
    number = 9
    angle = np.arange(number) * 2 * np.pi / number + rng.uniform(-0.17, 0.17, number)
    found: list[tuple[Line, LineString]] = []
    for i, a in enumerate(angle):
        start = 0.12 if i % 3 else 0.3
        steps = np.linspace(plan.core * start, plan.radius * 1.5, 16)
        turn = a + 0.16 * np.sin(steps / plan.core * 2.6 + rng.uniform(0, 6)) * np.minimum(1, steps / plan.core)
        found.append(("avenue", LineString(_polar(turn, steps))))
    heart = rng.normal(0, plan.core * 0.02, 2)
    for a in rng.uniform(0, 0.5) + np.array([0.0, 1.1, 2.2]):
        ends = np.array([[np.cos(a), np.sin(a)], [-np.cos(a + 0.25), -np.sin(a + 0.25)]]) * plan.core * 0.2
        found.append(("avenue", LineString([ends[0], heart, ends[1]])))
    return found


def _roads_between(plan: Plan, towns: tuple[Town, ...]) -> list[tuple[Line, LineString]]:
    """Each town to its nearest neighbours (those with no third town between them)."""
    xy = np.array([[t.x, t.y] for t in towns])
    gap = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    found: list[tuple[Line, LineString]] = []
    for i in range(1, len(towns)):
        for j in range(1, i):
            if np.all(np.delete(np.maximum(gap[i], gap[j]), [i, j]) > gap[i, j]):  # relative neighbourhood graph
                side = np.array([xy[j, 1] - xy[i, 1], xy[i, 0] - xy[j, 0]]) * 0.06 * (-1) ** (i + j)
                found.append(("avenue", LineString([xy[i], (xy[i] + xy[j]) / 2 + side, xy[j]])))
        if plan.core > plan.radius * 0.7:
            continue
        out = xy[i] / np.hypot(*xy[i])
        found.append(("avenue", LineString([xy[i] - out * plan.core * 0.5, xy[i], xy[i] + out * plan.core])))
    return found


def _small_rings(plan: Plan, towns: tuple[Town, ...], rng: np.random.Generator) -> list[tuple[Line, LineString]]:
    """Larger towns elsewhere have walls and a few radials of their own."""
    found: list[tuple[Line, LineString]] = []
    if plan.towns < 20:
        return found
    for town in towns[1:]:
        corners, here = int(rng.integers(5, 9)), np.array([town.x, town.y])
        angle = np.linspace(0, 2 * np.pi, corners, endpoint=False) + rng.uniform(0, 6)
        ring = _polar(angle, town.reach * 0.5 * (1 + rng.normal(0, 0.1, corners)))
        found.append(("ring", LineString(np.vstack([ring, ring[:1]]) + here)))
        for a in rng.uniform(0, 6) + np.arange(2) * 1.5 + rng.uniform(-0.3, 0.3, 2):
            across = np.array([np.cos(a), np.sin(a)]) * town.reach * 2.2
            found.append(("avenue", LineString([here - across, here + across])))
    return found
