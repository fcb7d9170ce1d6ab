"""Questions about the territory: which areas, how they nest, what is drawn, who is found by a name, what lies where."""

from wijk.territory.drawing import MOST, Atlas, Division, Drawing, Outline, atlas
from wijk.territory.naming import fold
from wijk.territory.queries.areas import (
    Larger,
    Parent,
    Version,
    area,
    children,
    city,
    counted,
    larger,
    neighbours,
    parents,
    siblings,
    versions,
    what_to_draw,
)
from wijk.territory.queries.finding import RANKS, Hit, find
from wijk.territory.queries.ground import (
    Counted,
    Ground,
    at,
    categories_at,
    categories_in,
    places_in,
    places_listed,
    streetmap,
    streets_in,
    streets_named,
)
from wijk.territory.queries.places import place_link, place_names, place_options
from wijk.territory.queries.touching import touched

__all__ = [
    "MOST",
    "RANKS",
    "Atlas",
    "Counted",
    "Division",
    "Drawing",
    "Ground",
    "Hit",
    "Larger",
    "Outline",
    "Parent",
    "Version",
    "area",
    "at",
    "atlas",
    "categories_at",
    "categories_in",
    "children",
    "city",
    "counted",
    "find",
    "fold",
    "larger",
    "neighbours",
    "parents",
    "place_link",
    "place_names",
    "place_options",
    "places_in",
    "places_listed",
    "siblings",
    "streetmap",
    "streets_in",
    "streets_named",
    "touched",
    "versions",
    "what_to_draw",
]
