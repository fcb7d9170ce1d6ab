"""Questions about organisations: which are there, where, what they do, and who keeps what is said of them."""

from wijk.actors.queries.directory import Asked, directory, facets
from wijk.actors.queries.keeping import attention, awaiting, keepers, keeping_now, keeping_of, kept_by
from wijk.actors.queries.reading import (
    area_labels,
    in_area,
    kind_title,
    kinds,
    language_labels,
    language_options,
    names,
    near,
    options,
    organisation,
)
from wijk.actors.queries.table import COLUMNS, Cell, Told, cells, in_batches, told
from wijk.core.themes import theme_labels, theme_options

__all__ = [
    "COLUMNS",
    "Asked",
    "Cell",
    "Told",
    "area_labels",
    "attention",
    "awaiting",
    "cells",
    "directory",
    "facets",
    "in_area",
    "in_batches",
    "keepers",
    "keeping_now",
    "keeping_of",
    "kept_by",
    "kind_title",
    "kinds",
    "language_labels",
    "language_options",
    "names",
    "near",
    "options",
    "organisation",
    "theme_labels",
    "theme_options",
    "told",
]
