"""Which places and streets lie in an area, as lists beside the street map?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijk.core.text import Text
from wijk.territory.queries import Counted, Version, categories_at, places_listed, streets_named
from wijk.ui.figures import number
from wijk.ui.markup import esc, safe, sayer
from wijk.ui.open_pages import asked
from wijk.ui.tables import Page, paginate, query_with

PLACES, STREETS, MOST = 25, 60, 2000


@dataclass(frozen=True, slots=True)
class Ground:
    """Places by category with one page of them, and the streets; the lists are long, so they are written here."""

    sorts: SafeString  #: each category with its number, as a link that lists it alone
    places: Page[tuple[Text, Text]]
    place_list: SafeString
    all_href: str
    streets: SafeString
    more_streets: str  #: address that lists all of them; "" when they are all here
    streets_complete: bool
    map_src: str
    map_ground: str


class _Places:
    """The places of an area, whose number is known without asking again."""

    def __init__(self, here: Version, category: str, total: int) -> None:
        self.here, self.category, self.total = here, category, total

    def count(self) -> int:
        """How many there are."""
        return self.total

    def __getitem__(self, key: slice, /) -> Any:
        return places_listed(self.here.level, self.here.id, self.category, key.start, key.stop)


def ground_of(request: HttpRequest, here: Version, streets_complete: bool) -> Ground | None:
    """What lies in a neighbourhood or sector; None for larger areas, whose lists would tell nothing. Three queries."""
    level = here.level
    if level not in ("neighbourhood", "sector"):
        return None
    counted = categories_at(level, here.id)
    known = {c.category.code: c.places for c in counted}
    chosen = asked(request, "places")
    chosen = chosen if chosen in known else ""
    total = known[chosen] if chosen else sum(known.values())
    page = paginate(_Places(here, chosen, total), request, PLACES) if total else Page([], 1, PLACES, 0)
    streets, more = _streets(request, here) if level == "neighbourhood" else (safe(()), "")
    src = reverse("portal:streetmap", args=[level, here.code])
    return Ground(
        sorts=_sorts(request, counted, chosen),
        places=page,
        place_list=_place_list(page.items),
        all_href=query_with(request, places=None, page=None) if chosen else "",
        streets=streets,
        more_streets=more,
        streets_complete=streets_complete,
        map_src=src,
        map_ground=f"{src}?part=ground",
    )


def _sorts(request: HttpRequest, counted: Sequence[Counted], chosen: str) -> SafeString:
    parts = []
    for one in counted:
        code = one.category.code
        href = esc(query_with(request, places=code, page=None))
        css, current = (" info", ' aria-current="true"') if code == chosen else ("", "")
        told = f'{esc(one.category.name.to())} <span class="soft">{number(one.places)}</span>'
        parts.append(f'<li><a class="tag{css}" href="{href}#places"{current}>{told}</a></li>')
    return safe(parts)


def _place_list(places: Sequence[tuple[Text, Text]]) -> SafeString:
    say = sayer()
    return safe(
        f'<li>{say(name)} <span class="soft">{say(kind)}</span></li>' if name else f"<li>{say(kind)}</li>"
        for name, kind in places
    )


def _streets(request: HttpRequest, here: Version) -> tuple[SafeString, str]:
    """The streets by name; the first ones unless all are asked for."""
    language, say = get_language(), sayer()
    names = sorted(streets_named(here.id, MOST), key=lambda name: name.to(language).casefold())
    every = asked(request, "streets") == "all" or len(names) <= STREETS
    more = "" if every else query_with(request, streets="all")
    return safe(f"<li>{say(name)}</li>" for name in (names if every else names[:STREETS])), more
