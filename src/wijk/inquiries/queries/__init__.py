"""The questions one asks of inquiries: those of everybody (`reading`), those of the office (`desk`)."""

from wijk.inquiries.queries.desk import (
    STANDS,
    Wanted,
    kept,
    neighbours,
    owed,
    owed_in,
    owing,
    redactions,
    table,
    themes_counted,
    waiting,
)
from wijk.inquiries.queries.reading import of_contribution

__all__ = [
    "STANDS",
    "Wanted",
    "kept",
    "neighbours",
    "of_contribution",
    "owed",
    "owed_in",
    "owing",
    "redactions",
    "table",
    "themes_counted",
    "waiting",
]
