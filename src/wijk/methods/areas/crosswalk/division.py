"""A division of the ground: named areas in one projected coordinate system."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.methods.areas.crosswalk.messages import say
from wijk.methods.areas.metres import metric_crs
from wijk.methods.saying import Rejected, Saying

Geometries = NDArray[np.object_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Division:
    """Areas with their names, in the metres of `crs` (such as "EPSG:31370").

    Raises Rejected for a system in degrees, names that stand twice, and shapes that are missing, broken or without surface.

    >>> Division(("a",), np.array([shapely.box(0, 0, 2, 3)]), "EPSG:31370").surface
    array([6.])
    >>> Division(("a",), np.array([shapely.box(0, 0, 2, 3)]), "EPSG:4326", "sectors")
    Traceback (most recent call last):
      ...
    wijk.methods.saying.Rejected: The coordinate system “EPSG:4326” of “sectors” does not count in metres. Projected coordinates only: convert the file first.
    """  # noqa: E501 - the sentence stands on one line

    ids: tuple[str, ...]
    shapes: Geometries
    crs: str
    name: str = "areas"

    def __post_init__(self) -> None:
        wrong = _system(self) or _names(self) or _shapes(self)
        if wrong:
            raise Rejected(wrong)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def surface(self) -> Floats:
        """Square metres."""
        return np.asarray(shapely.area(self.shapes))


def same_system(first: Division, second: Division) -> None:
    """Raises Rejected when two divisions are in different coordinate systems."""
    if first.crs != second.crs and metric_crs(first.crs) != metric_crs(second.crs):
        raise Rejected(
            say("crs_differ", first=first.name, first_crs=first.crs, second=second.name, second_crs=second.crs)
        )


def _system(division: Division) -> list[Saying]:
    try:
        metric_crs(division.crs)
    except ValueError:
        return [say("not_metres", crs=division.crs[:60], name=division.name)]
    return []


def _names(division: Division) -> list[Saying]:
    ids, name = division.ids, division.name
    if not ids:
        return [say("no_areas", name=name)]
    if len(ids) != len(division.shapes):
        return [say("count_differs", name=name, ids=len(ids), shapes=len(division.shapes))]
    if len(set(ids)) == len(ids):
        return []
    return [say("id_twice", name=name, id=one) for one, times in Counter(ids).items() if times > 1][:20]


def _shapes(division: Division) -> list[Saying]:
    ids, shapes, name = division.ids, division.shapes, division.name
    nothing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    broken = ~nothing & ~shapely.is_valid(shapes)
    flat = ~nothing & ~broken & ~(shapely.area(shapes) > 0)
    found = [say("shape_missing", id=ids[i], name=name) for i in np.flatnonzero(nothing)[:20]]
    found += [
        say("shape_broken", id=ids[i], name=name, detail=str(shapely.is_valid_reason(shapes[i])))
        for i in np.flatnonzero(broken)[:20]
    ]
    return found + [say("shape_flat", id=ids[i], name=name) for i in np.flatnonzero(flat)[:20]]
