"""Questions about contributions: where one can speak, what was said where, by whom it was supported, what came of it."""

from wijk.contributions.queries.around import Around, around
from wijk.contributions.queries.asked import Filter, Order, Where
from wijk.contributions.queries.glance import Glance, glance
from wijk.contributions.queries.likeness import alike, near
from wijk.contributions.queries.listing import Counted, Part, by_hood, counted, in_batches, in_turn, listed, overview

__all__ = [
    "Around",
    "Counted",
    "Filter",
    "Glance",
    "Order",
    "Part",
    "Where",
    "alike",
    "around",
    "by_hood",
    "counted",
    "glance",
    "in_batches",
    "in_turn",
    "listed",
    "near",
    "overview",
]
