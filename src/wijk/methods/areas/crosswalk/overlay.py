"""Which areas of two divisions share ground, and how much of it."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.areas.crosswalk.division import Division, Floats, Geometries, same_system

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pieces:
    """What source `source[i]` and target `target[i]` (positions) share: `size[i]` square metres; by source, then target."""

    source: Places
    target: Places
    size: Floats
    shapes: Geometries | None = None


def overlay(source: Division, target: Division, *, shapes: bool = False) -> Pieces:
    """Which pieces come about when the borders of both divisions are laid over each other?

    A source that a prepared target covers is a piece as it is; only what a border cuts is intersected (GEOS), but for the last
    piece of a source that targets without overlap cover: it is what the others leave. `shapes` keeps the
    geometry of the pieces. Raises Rejected when the coordinate systems differ.

    >>> left, right = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> both = overlay(Division(("whole",), np.array([shapely.box(0, 0, 2, 1)]), "EPSG:31370"),
    ...                Division(("left", "right"), np.array([left, right]), "EPSG:31370"))
    >>> both.target.tolist(), both.size.tolist()
    ([0, 1], [1.0, 1.0])
    """
    same_system(source, target)
    areas, over = source.shapes, target.shapes
    surface = source.surface
    inner_t, inner_s = shapely.STRtree(areas).query(over, predicate="covers")
    apart = bool(shapely.coverage_is_valid(over))
    cut_s, cut_t = _cut(areas, over, inner_s, inner_t, apart)
    measured = np.ones(len(cut_s), dtype=bool)
    if apart and not shapes:
        measured = ~_last_of_covered(areas, over, cut_s)
    common = shapely.intersection(areas[cut_s[measured]], over[cut_t[measured]])
    size = np.zeros(len(cut_s))
    size[measured] = shapely.area(common)
    rest = surface - np.bincount(cut_s, size, len(areas))
    size[~measured] = np.maximum(0.0, rest[cut_s[~measured]])
    s, t = np.concatenate([inner_s, cut_s]), np.concatenate([inner_t, cut_t])
    sizes = np.concatenate([surface[inner_s], size])
    order = np.lexsort((t, s))
    order = order[sizes[order] > 0]
    made = np.concatenate([areas[inner_s], common])[order] if shapes else None
    return Pieces(s[order].astype(np.int64), t[order].astype(np.int64), sizes[order], made)


def _cut(areas: Geometries, over: Geometries, inner_s: Places, inner_t: Places, apart: bool) -> tuple[Places, Places]:
    """Pairs that meet without being covered, by source; where targets lie apart, a covered source is done with."""
    loose = np.ones(len(areas), dtype=bool)
    if apart:
        loose[inner_s] = False
    at = np.flatnonzero(loose)
    near_t, near_s = shapely.STRtree(areas[at]).query(over, predicate="intersects")
    near_s = at[near_s]
    kept = ~np.isin(near_t * len(areas) + near_s, inner_t * len(areas) + inner_s)
    order = np.lexsort((near_t[kept], near_s[kept]))
    return near_s[kept][order], near_t[kept][order]


def _last_of_covered(areas: Geometries, over: Geometries, cut_s: Places) -> NDArray[np.bool_]:
    """The last pair of each source that all targets together cover: what its other pieces leave, so it need not be cut."""
    together = shapely.coverage_union_all(over)
    shapely.prepare(together)
    units, first = np.unique(cut_s, return_index=True)
    last = np.append(first[1:], len(cut_s)) - 1
    found = np.zeros(len(cut_s), dtype=bool)
    found[last[shapely.covers(together, areas[units])]] = True
    return found
