"""One organisation, the names of some, those of a place, and how kinds, languages and areas are called."""

from collections.abc import Iterable, Mapping
from math import cos, hypot, radians

from wijk.actors.kinds import LANGUAGE_NAMES, STANDING
from wijk.actors.models import Organisation, Sector
from wijk.actors.queries.directory import in_order
from wijk.core.errors import Absent
from wijk.core.text import Text
from wijk.territory.queries import place_names

METRES_PER_DEGREE = 111_195.0
#: So many organisations near a point are weighed.
MOST_NEAR = 2_000
#: A list of choices holds no more.
MOST_OPTIONS = 5_000


def organisation(key: str) -> Organisation:
    """The organisation with this key, with the list that it was taken from. Raises Absent; a closed one is still told of."""
    found = Organisation.objects.select_related("listing").filter(key=key).first()
    if found is None:
        raise Absent("organisation")
    return found


def names(keys: Iterable[str]) -> dict[str, Text]:
    """The names of these organisations by key; one query. Who is not there is left out."""
    wanted = list(dict.fromkeys(k for k in keys if k))
    return dict(Organisation.objects.filter(key__in=wanted).values_list("key", "title")) if wanted else {}


def options() -> list[tuple[str, str]]:
    """Organisations that stand, as (key, name in the language of the page), to choose from; one query."""
    rows = Organisation.objects.standing().order_by(in_order(), "key").values_list("key", "title")[:MOST_OPTIONS]
    return [(key, title.to()) for key, title in rows]


def in_area(area: str, limit: int = 6) -> list[Organisation]:
    """Organisations that are active in an area ("neighbourhood/58"; "" is the whole city); those last confirmed first. One query."""
    found = Organisation.objects.standing()
    found = found.touching(area) if area else found
    return list(found.select_related("listing").order_by("level", "-confirmed_on", "folded", "key")[:limit])


def near(lon: float, lat: float, metres: float, limit: int = 20) -> list[tuple[float, Organisation]]:
    """Organisations whose seat lies within so many metres of a point, the nearest first, each with its distance; one query."""
    up = metres / METRES_PER_DEGREE
    aside = up / max(0.01, cos(radians(lat)))
    box = Organisation.objects.standing().filter(
        lat__gte=lat - up, lat__lte=lat + up, lon__gte=lon - aside, lon__lte=lon + aside
    )
    measured = [
        (hypot((o.lat - lat) * METRES_PER_DEGREE, (o.lon - lon) * METRES_PER_DEGREE * cos(radians(lat))), o)
        for o in box.select_related("listing").order_by("pk")[:MOST_NEAR]
        if o.lat is not None and o.lon is not None
    ]
    within = [pair for pair in measured if pair[0] <= metres]
    return sorted(within, key=lambda pair: (pair[0], pair[1].folded, pair[1].key))[:limit]


def kinds() -> dict[str, Text]:
    """Every kind of organisation by code, in the order in which a list offers them; one query."""
    order = {code: number * 10 for number, code in enumerate(STANDING)}
    titles = dict(STANDING)
    for row in Sector.objects.order_by("order", "code"):
        titles[row.code] = row.title
        order.setdefault(row.code, row.order)
    return {code: titles[code] for code in sorted(titles, key=lambda c: (order[c], c))}


def kind_title(known: Mapping[str, Text], code: str) -> Text:
    """What a kind is called; its code where nobody says."""
    return known.get(code) or Text.of(code)


def language_options() -> list[tuple[str, str]]:
    """Languages to choose from: those of the pages first, the others by their name in the language of the page."""
    first = [(code, str(LANGUAGE_NAMES[code])) for code in ("nl", "fr", "en")]
    rest = sorted(
        ((code, str(words)) for code, words in LANGUAGE_NAMES.items() if code not in ("nl", "fr", "en")),
        key=lambda pair: pair[1].casefold(),
    )
    return first + rest


def language_labels(codes: Iterable[str]) -> list[str]:
    """How languages are called in the language of the page."""
    return [str(LANGUAGE_NAMES.get(code, code)) for code in codes]


def area_labels(refs: Iterable[str]) -> dict[str, Text]:
    """How places are called: areas in force, perimeters, and "" as the whole city; two queries at most."""
    return place_names(refs)
