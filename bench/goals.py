"""What was promised, and what peers were measured at (one quiet two-core machine)."""

from collections.abc import Mapping

SIZES = ("village", "city", "metropolis", "country")
QUERIES = 12  #: on every public page, in every size
ALONE, EACH = (
    10,
    2,
)  #: on the front door and the page of an area: by itself, and for each room that tells there what goes on
FINDING = 3  #: on the search of the whole site, by itself
JOINED = ("front door", "sector page", "neighbourhood page", "municipality page", "region page")
PAGE_MS = 15.0  #: processor time, warm, on `city`
GROWTH = 1.5  #: the largest size may take so many times what `city` takes
WIRE_KB = 100.0  #: the neighbourhood page with map, styles, fonts and first script
MAP_KB = 25.0  #: the city map of 145 neighbourhoods, compressed
LOAD_MB = 1_000.0  #: memory while loading, in every size

#: (page, milliseconds, queries)
PEERS = (
    ("Kerrokantasi, public list (50 of 1,000)", 47.0, 8),
    ("adhocracy+, list of ideas (15 of 1,000)", 121.0, 105),
    ("adhocracy+, map list (1,000)", 2_500.0, 3_048),
)


def queries_allowed(page: str, joined: Mapping[str, int]) -> int:
    """How many questions a page with this name in our tables may ask of the database, where so many rooms join in."""
    if page.startswith("search"):
        return max(QUERIES, FINDING + EACH * joined["finds"])
    return ALONE + EACH * joined["goes_on"] if page.endswith(JOINED) else QUERIES
