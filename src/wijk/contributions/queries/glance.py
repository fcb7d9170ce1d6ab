"""How do the voices of an area stand on its page? The newest three, how many in each state, the map, and one tap to speak."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from wijk.contributions.models import Contribution
from wijk.contributions.queries.around import Around, around
from wijk.contributions.queries.tiles import DEEPEST
from wijk.contributions.words import STATE_LOOKS, STATE_WORDS
from wijk.territory.models import Level
from wijk.territory.queries import atlas

#: Levels on whose page the voices stand, each drawn with what lies around it.
CLOSE = (Level.NEIGHBOURHOOD.value, Level.SECTOR.value)


@dataclass(frozen=True, slots=True)
class State:
    """So many are in this state; a link leads to them."""

    label: str
    look: str
    href: str


@dataclass(frozen=True, slots=True)
class Glance:
    """What `contributions/_glance.html` shows."""

    items: Sequence[dict[str, Any]]
    states: Sequence[State]
    total: int
    more: bool
    all_href: str
    say_href: str
    street_map: dict[str, Any]

    def __bool__(self) -> bool:
        return bool(self.items)


def glance(area: str) -> Glance:
    """The voices of an area ("neighbourhood/58"); two queries, one where nothing was said."""
    found = around(area)
    home, place = reverse("contributions:voices"), f"?area={quote(area)}"
    states = [
        State(f"{STATE_WORDS[code]} · {n}", STATE_LOOKS[code], f"{home}{place}&state={code}")
        for code, n in sorted(found.states.items(), key=lambda pair: list(STATE_WORDS).index(pair[0]))
    ]
    return Glance(
        [_item(row) for row in found.newest], states, found.total, found.more, f"{home}{place}",
        f"{reverse('contributions:say')}{place}", _map(found),
    )  # fmt: skip


def _item(row: Contribution) -> dict[str, Any]:
    voiced = [
        (row.supports, ngettext("{n} supporter", "{n} supporters", row.supports)),
        (row.comments, ngettext("{n} comment", "{n} comments", row.comments)),
    ]
    return {
        "url": reverse("contributions:voice", args=[row.key]), "title": row.title, "by": str(row.kind.title), "where": row.spot,
        "when": date_format(timezone.localtime(row.given_at), "DATE_FORMAT"), "language": row.language,
        "tags": [{"label": STATE_WORDS[row.state], "look": STATE_LOOKS[row.state]}]
        + [{"label": words.format(n=n), "look": "dashed"} for n, words in voiced if n],
    }  # fmt: skip


def _map(found: Around) -> dict[str, Any]:
    level, _slash, code = found.area.partition("/")
    return street_map(level, code, f"?area={quote(found.area)}")


def street_map(level: str, code: str, query: str) -> dict[str, Any]:
    """What the script of the street map is told: where tiles and ground are, and the words of its little windows."""
    if level in CLOSE and code:
        home = reverse("portal:streetmap", args=[level, code])
        ground = [f"{home}?part=ground", home]
    else:
        division = atlas().current(Level.NEIGHBOURHOOD)
        ground = [f"/ogc/collections/{division.key}-{division.version}/items?limit=1000".lower()] if division else []
    return {
        "tiles": f"/voices/tiles/{{z}}/{{x}}/{{y}}.mvt{query}",
        "ground": " ".join(ground),
        "voice": reverse("contributions:voice", args=["0" * 10]),
        "deepest": DEEPEST,
        "list": reverse("contributions:voices"),
        "states": json.dumps({code: str(word) for code, word in STATE_WORDS.items()}, ensure_ascii=False),
    }
