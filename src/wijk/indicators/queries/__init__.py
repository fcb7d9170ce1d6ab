"""What is known of each area? Questions to the published figures, for pages, maps, tables and the API alike.

One query, many faces: whatever a page shows, the download beside it comes from the same function. Areas are given by their
primary key (`territory.queries` finds them), indicators by their card, periods as they are written ("2024"). Nothing here writes.

The usual way through:

    card = queries.indicator("share-under-18")
    choice = queries.coverages(card.id).choose(level="neighbourhood")
    drawn = queries.map_of(card, choice.area_set, choice.period)
"""

from wijk.indicators.queries.catalogue import (
    SIGNS,
    IndicatorCard,
    Shelf,
    SourceCard,
    ThemeCard,
    card_of,
    catalogue,
    indicator,
    sheet,
    source,
    sources,
)
from wijk.indicators.queries.cells import Cell, Line, reading, shown, writer_of
from wijk.indicators.queries.kept_files import published_files
from wijk.indicators.queries.maps import Mapped, Row, counts_of, map_of, table_of
from wijk.indicators.queries.profiles import Chapter, Figure, Profile, compare, profile, trend_of
from wijk.indicators.queries.published import LEVELS, Choice, Coverages, Covered, Summary, coverages, spreads, summary
from wijk.indicators.queries.words import counted, direction, level_name, level_names, measure, note, reason

__all__ = [
    "LEVELS",
    "SIGNS",
    "Cell",
    "Chapter",
    "Choice",
    "Coverages",
    "Covered",
    "Figure",
    "IndicatorCard",
    "Line",
    "Mapped",
    "Profile",
    "Row",
    "Shelf",
    "SourceCard",
    "Summary",
    "ThemeCard",
    "card_of",
    "catalogue",
    "compare",
    "counted",
    "counts_of",
    "coverages",
    "direction",
    "indicator",
    "level_name",
    "level_names",
    "map_of",
    "measure",
    "note",
    "profile",
    "published_files",
    "reading",
    "reason",
    "sheet",
    "shown",
    "source",
    "sources",
    "spreads",
    "summary",
    "table_of",
    "trend_of",
    "writer_of",
]
