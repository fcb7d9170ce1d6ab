"""Questions about the territory: which areas, how they nest, what is drawn, who is found by a name, what lies where."""

from wijk.territory.drawing import MOST, Atlas, Division, Drawing, Outline, atlas
from wijk.territory.queries.areas import (
    Parent,
    area,
    children,
    city,
    counted,
    neighbours,
    parents,
    siblings,
    what_to_draw,
)
from wijk.territory.queries.finding import RANKS, Hit, find
from wijk.territory.queries.ground import at, categories_in, places_in, streetmap, streets_in

__all__ = [
    "MOST",
    "RANKS",
    "Atlas",
    "Division",
    "Drawing",
    "Hit",
    "Outline",
    "Parent",
    "area",
    "at",
    "atlas",
    "categories_in",
    "children",
    "city",
    "counted",
    "find",
    "neighbours",
    "parents",
    "places_in",
    "siblings",
    "streetmap",
    "streets_in",
    "what_to_draw",
]
