"""The crosswalk by places: an area is divided as its inhabitants, dwellings or places are, not as its surface is."""

from dataclasses import replace

import numpy as np
import shapely

from wijk.methods.areas.crosswalk.division import Division, Floats, Geometries, same_system
from wijk.methods.areas.crosswalk.matrix import Crosswalk, from_pieces, refuse_overlap
from wijk.methods.areas.crosswalk.messages import say
from wijk.methods.areas.crosswalk.overlay import Pieces, Places, overlay
from wijk.methods.saying import Rejected


def by_points(
    source: Division, target: Division, points: Geometries, weights: Floats | None = None, *, slivers: float = 0.0
) -> Crosswalk:
    """Which share of the weight of the points in each source area lies in each target?

    `points` are in the coordinate system of `source`; without `weights` each counts for one. A point on a border counts for every
    area that it touches, in equal parts. A source without weight is divided by surface. Raises Rejected when targets
    overlap, a weight is negative or not finite, or no point lies in the source.

    >>> town = Division(("t",), np.array([shapely.box(0, 0, 2, 1)]), "EPSG:31370")
    >>> zones = Division(("x", "y"), np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]), "EPSG:31370")
    >>> by_points(town, zones, shapely.points([(0.5, 0.5), (1.5, 0.5)]), np.array([3.0, 1.0])).matrix.toarray().tolist()
    [[0.75, 0.25]]
    """
    same_system(source, target)
    weight = _weights(len(points), weights)
    surface = overlay(source, target)
    refuse_overlap(source, target, surface, source.surface)
    in_source, s = _touched(source.shapes, points)
    in_target, t = _touched(target.shapes, points)
    part = weight / np.maximum(1, np.bincount(in_source, minlength=len(points)))
    first, second = _join(in_source, in_target, len(points))
    shared = part[in_source[first]] / np.bincount(in_target, minlength=len(points))[in_source[first]]
    held = _sum(s, part[in_source], len(source))
    pieces = _gathered(s[first], t[second], shared, len(target))
    return _with_fallback(source, target, pieces, held, surface, slivers)


def by_areas(
    source: Division, target: Division, places: Division, weights: Floats, *, slivers: float = 0.0
) -> Crosswalk:
    """The same for weights known of areas (blocks, grid cells): each spread evenly over its own surface."""
    same_system(source, places)
    weight = _weights(len(places), weights)
    surface = overlay(source, target, shapes=True)
    refuse_overlap(source, target, surface, source.surface)
    density = weight / places.surface
    held_by = overlay(source, places)
    held = _sum(held_by.source, held_by.size * density[held_by.target], len(source))
    if surface.shapes is None or not len(surface.shapes):
        return _with_fallback(source, target, surface, held * 0, surface, slivers)
    parts = Division(tuple(map(str, range(len(surface.shapes)))), surface.shapes, source.crs)
    found = overlay(parts, places)
    mass = _sum(found.source, found.size * density[found.target], len(parts))
    kept = mass > 0
    return _with_fallback(
        source, target, Pieces(surface.source[kept], surface.target[kept], mass[kept]), held, surface, slivers
    )


def _with_fallback(
    source: Division, target: Division, pieces: Pieces, held: Floats, surface: Pieces, slivers: float
) -> Crosswalk:
    """Pieces by weight, and by surface for the sources that hold no weight (whose mass stays zero)."""
    if not held.any():
        raise Rejected(say("places_none", name=source.name))
    empty = held <= 0
    extra = empty[surface.source]
    s = np.concatenate([pieces.source[~empty[pieces.source]], surface.source[extra]])
    t = np.concatenate([pieces.target[~empty[pieces.source]], surface.target[extra]])
    size = np.concatenate([pieces.size[~empty[pieces.source]], surface.size[extra]])
    order = np.lexsort((t, s))
    whole = np.where(empty, source.surface, held)
    made = from_pieces(source.ids, target.ids, Pieces(s[order], t[order], size[order]), whole, slivers=slivers)
    return replace(made, by="places", mass=held, fallback=int(empty.sum()))


def _weights(places: int, weights: Floats | None) -> Floats:
    weight = np.ones(places) if weights is None else np.asarray(weights, dtype=np.float64)
    if len(weight) != places:
        raise Rejected(say("places_differ", places=places, weights=len(weight)))
    wrong = np.flatnonzero(~(np.isfinite(weight) & (weight >= 0)))[:20].tolist()
    if wrong:
        raise Rejected([say("weight_wrong", number=at + 1, weight=str(weight[at])) for at in wrong])
    return weight


def _touched(areas: Geometries, points: Geometries) -> tuple[Places, Places]:
    """Pairs (point, area) that touch, by point; a missing point touches nothing."""
    point, area = shapely.STRtree(areas).query(points, predicate="intersects")
    order = np.lexsort((area, point))
    return point[order].astype(np.int64), area[order].astype(np.int64)


def _join(first: Places, second: Places, points: int) -> tuple[Places, Places]:
    """Positions in both lists, sorted by point, of every pair with the same point."""
    starts = np.searchsorted(second, np.arange(points + 1))
    times = np.diff(starts)[first]
    left = np.repeat(np.arange(len(first)), times)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(times) - times, times)
    return left, starts[first[left]] + offset


def _gathered(s: Places, t: Places, weight: Floats, targets: int) -> Pieces:
    """One piece a pair of areas."""
    pairs, at = np.unique(s * targets + t, return_inverse=True)
    mass = _sum(at.reshape(-1), weight, len(pairs))
    kept = mass > 0
    return Pieces(pairs[kept] // targets, pairs[kept] % targets, mass[kept])


def _sum(at: Places, weight: Floats, count: int) -> Floats:
    return np.bincount(at, weight, count).astype(np.float64)
