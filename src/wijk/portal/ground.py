"""Which places and streets lie in an area, as lists beside the street map?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from wijk.territory.models import Area, Place, PlaceCategory, Street
from wijk.territory.queries import categories_in, places_in, streets_in
from wijk.ui.open_pages import asked
from wijk.ui.tables import Page, paginate, query_with

PLACES, STREETS = 25, 60


@dataclass(frozen=True, slots=True)
class Sort:
    """A category of places, how many there are, and the address that lists them alone."""

    category: PlaceCategory
    places: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Places by category with one page of them, and the streets."""

    sorts: Sequence[Sort]
    places: Page[Place]
    all_href: str
    streets: Sequence[Street]
    more_streets: str  #: address that lists all of them; "" when they are all here
    streets_complete: bool
    map_src: str
    map_ground: str


class _Counted:
    """A list of places whose number is known without asking again."""

    def __init__(self, rows: Any, total: int) -> None:
        self.rows, self.total = rows, total

    def count(self) -> int:
        """How many there are."""
        return self.total

    def __getitem__(self, key: slice, /) -> Any:
        return self.rows[key]


def ground_of(request: HttpRequest, here: Area, streets_complete: bool) -> Ground | None:
    """What lies in a neighbourhood or sector; None for larger areas, whose lists would tell nothing. Four queries."""
    level = here.area_set.level
    if level not in ("neighbourhood", "sector"):
        return None
    counted = categories_in(here)
    known = {c.category.code: c.places for c in counted}
    chosen = asked(request, "places")
    chosen = chosen if chosen in known else ""
    total = known[chosen] if chosen else sum(known.values())
    page = paginate(_Counted(places_in(here, chosen), total), request, PLACES) if total else Page([], 1, PLACES, 0)
    streets, more = _streets(request, here) if level == "neighbourhood" else ([], "")
    src = reverse("portal:streetmap", args=[level, here.code])
    return Ground(
        sorts=[
            Sort(
                c.category, c.places, query_with(request, places=c.category.code, page=None), c.category.code == chosen
            )
            for c in counted
        ],
        places=page,
        all_href=query_with(request, places=None, page=None) if chosen else "",
        streets=streets,
        more_streets=more,
        streets_complete=streets_complete,
        map_src=src,
        map_ground=f"{src}?part=ground",
    )


def _streets(request: HttpRequest, here: Area) -> tuple[list[Street], str]:
    """The streets by name; the first ones unless all are asked for."""
    rows = sorted(streets_in(here)[:2000], key=lambda s: str(s.name).casefold())
    every = asked(request, "streets") == "all" or len(rows) <= STREETS
    return (rows, "") if every else (rows[:STREETS], query_with(request, streets="all"))
