"""Rows → geometries → `methods.areas` → what is stored: ground, nesting, outlines, and what lies where."""

from wijk.territory.compute.ground import (
    Geometries,
    Grounded,
    around,
    derive,
    faulty_crs,
    ground,
    name_derived,
)
from wijk.territory.compute.inside import Link, nest
from wijk.territory.compute.lying import locate, middle, one_line, runs_through, shapes_of, wkb
from wijk.territory.compute.sheet import Drawn, Sheet, frame_of, outlines, perimeter, sheet_from

__all__ = [
    "Drawn",
    "Geometries",
    "Grounded",
    "Link",
    "Sheet",
    "around",
    "derive",
    "faulty_crs",
    "frame_of",
    "ground",
    "locate",
    "middle",
    "name_derived",
    "nest",
    "one_line",
    "outlines",
    "perimeter",
    "runs_through",
    "shapes_of",
    "sheet_from",
    "wkb",
]
