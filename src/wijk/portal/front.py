"""What stands on the front door: the whole city as a map and as a list, and the region in a few sentences."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijk.core.text import Text
from wijk.core.viewer import viewer_of
from wijk.indicators import queries
from wijk.portal import board
from wijk.portal.now import going_on
from wijk.portal.words import kinds_drawn, titled
from wijk.territory.queries import Atlas, Drawing, Outline, atlas
from wijk.ui.addresses import addresses
from wijk.ui.maps import GROUNDS, PLAIN, MapArea, MapSpec
from wijk.ui.markup import esc, options, safe, sayer
from wijk.ui.open_pages import asked


def front(request: HttpRequest) -> dict[str, Any]:
    """The context of the front door; a dozen queries at most, fewer once the outlines are kept."""
    book = atlas()
    towns = book.level("municipality")
    drawing = book.level("neighbourhood")
    within = None
    if (
        drawing is None and towns and towns.outlines
    ):  # more neighbourhoods than one can take in: one municipality at a time
        within = towns.by_code.get(asked(request, "within")) or towns.outlines[0]
        drawing = book.level("neighbourhood", within.id)
    return {
        "city_about": _about(book),
        "loaded": drawing is not None,
        "kinds": kinds_drawn(drawing) if drawing else (),
        "map": _map(drawing, towns, within) if drawing else None,
        "list": _list(drawing, towns) if drawing else "",
        "towns": _choice(towns, within) if towns and within else "",
        "total": len(drawing.outlines) if drawing else 0,
        "region": _region(book),
        "moments": going_on(viewer_of(request)),
    }


def _about(book: Atlas) -> Text:
    return Text(book.city.get("about") or {})


def _map(drawing: Drawing, towns: Drawing | None, within: Outline | None) -> MapSpec:
    to_area, language = addresses("portal:area", "neighbourhood"), get_language()
    here = reverse("portal:home")
    areas = [
        MapArea(o.code, o.path, to_area(o.code), titled(o, language), GROUNDS.get(o.kind, PLAIN))
        for o in drawing.outlines
        if o.path
    ]
    around = [o.path for o in towns.outlines] if towns and within is None else []
    return MapSpec(areas, drawing.view_box, queries.level_names("neighbourhood"), context_paths=around, base=here)


def _choice(towns: Drawing, within: Outline) -> SafeString:
    """The municipalities to choose from, where there are too many neighbourhoods for one map."""
    language = get_language()
    return options([(town.code, town.name.to(language)) for town in towns.outlines], within.code)


def _list(drawing: Drawing, towns: Drawing | None) -> SafeString:
    """The same areas as a list, by the municipality that answers for each."""
    language = get_language()
    names = {o.id: (o.name.to(language), o.code) for o in towns.outlines} if towns else {}
    held: dict[tuple[str, str], list[tuple[Text, str]]] = {}
    for outline in drawing.outlines:
        held.setdefault(names.get(outline.lead or 0, ("", "")), []).append((outline.name, outline.code))
    to_town, to_area = addresses("portal:area", "municipality"), addresses("portal:area", "neighbourhood")
    say, parts = sayer(), []
    for (name, code), areas in sorted(held.items(), key=lambda group: group[0][0].casefold()):
        head = f'<h3><a href="{esc(to_town(code))}">{esc(name)}</a></h3>' if code else ""
        rows = "".join(
            f'<li><a href="{esc(to_area(key))}">{say(said)}</a></li>'
            for said, key in sorted(areas, key=lambda pair: pair[0].to(language).casefold())
        )
        parts.append(f'<div class="group">{head}<ul class="plain">{rows}</ul></div>')
    return safe(parts)


def _region(book: Atlas) -> dict[str, Any] | None:
    """The region in a few sentences."""
    area, division = book.region(), book.current("region")
    if area is None or division is None:
        return None
    found = queries.profile([area.id], homes={area.id: division.id}, key_only=True, mark=book.mark)
    place = board.Place(area.id, "region", area.code, str(area.name), ())
    told = board.sentences(found, place)
    return (
        {"name": place.name, "href": reverse("portal:area", args=["region", area.code]), "sentences": told}
        if told
        else None
    )
