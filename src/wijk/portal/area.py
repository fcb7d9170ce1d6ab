"""Page: one area, on any of the four levels; the neighbourhood page is this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijk.contributions.queries import glance
from wijk.core.errors import Absent
from wijk.core.viewer import viewer_of
from wijk.indicators import queries
from wijk.portal import board
from wijk.portal.ground import Ground, ground_of
from wijk.portal.now import now_in
from wijk.portal.sentences import Beside
from wijk.portal.words import kind_of, kinds_drawn, lies_in, titled, why_empty
from wijk.territory.models import Area
from wijk.territory.queries import Atlas, Drawing, Larger, Version, atlas, larger, streetmap, versions
from wijk.ui.addresses import addresses
from wijk.ui.maps import GROUNDS, PLAIN, MapArea, MapSpec
from wijk.ui.markup import esc, safe, sayer
from wijk.ui.open_pages import open_page

#: What is drawn and listed inside an area of each level.
INSIDE: Mapping[str, str] = {"neighbourhood": "sector", "municipality": "neighbourhood", "region": "municipality"}


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page."""

    label: str
    url: str = ""


@open_page
def area_page(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Everything that is known of one area, beside its municipality and region."""
    here, others = _open(level, code)
    book, above = atlas(), larger(here.id)
    place = _place(here, above)
    homes = {here.id: here.area_set} | {p.id: p.area_set for p in above}
    wanted = [place.id, *(b.area for b in place.beside)]
    found = queries.profile(wanted, homes={key: homes[key] for key in wanted}, mark=book.mark)
    inside = _inside(here, above, book)
    context: dict[str, Any] = {
        "area": here,
        "level": level,
        "place": _head(here, above, place),
        "crumbs": _crumbs(here, above, book),
        "lies_in": lies_in(above),
        "why_empty": why_empty(here.kind) if level == "neighbourhood" else "",
        "sentences": board.sentences(found, place),
        "cards": board.cards(found, place),
        "boards": board.boards(found, place, book.mark),
        "inside": inside,
        "inside_map": _map(inside, here) if inside else None,
        "inside_kinds": kinds_drawn(inside) if inside and inside.level == "neighbourhood" else (),
        "inside_list": _list(inside, here) if inside else "",
        "inside_names": queries.level_names(inside.level) if inside else "",
        "beside": place.beside,
        "others": _other_versions(others),
        "ground": _ground(request, here, book),
        "voices": glance(f"{level}/{code}") if here.current and level != "sector" else None,
        "now": now_in(f"{level}/{code}", viewer_of(request)),
        "downloads": _downloads(here),
    }
    return render(request, "portal/area.html", context)


def _open(level: str, code: str) -> tuple[Version, list[Version]]:
    """The area in force with its outline (else the newest version), and its other versions; one query. Raises `Absent`."""
    if level not in queries.LEVELS or len(code) > 40:
        raise Absent(code)
    found = versions(level, code)
    if not found:
        raise Absent(code)
    return found[0], found[1:]


def _place(here: Version, above: Sequence[Larger]) -> board.Place:
    """The area with its leading municipality and its region beside it."""
    wanted = {"sector": ("neighbourhood", "municipality", "region"), "neighbourhood": ("municipality", "region")}
    levels = wanted.get(here.level, ("region",))
    beside = [Beside(p.id, str(p.name)) for p in above if p.lead and p.level in levels]
    return board.Place(here.id, here.level, here.code, str(here.name), tuple(beside))


def _head(here: Version, above: Sequence[Larger], place: board.Place) -> dict[str, Any]:
    """What stands large above the page."""
    level = here.level
    towns = [str(p.name) for p in above if p.level == "municipality" and p.share > 0.005]
    about = " · ".join([kind_of(level, here.kind), *towns])
    return {
        "name": place.name,
        "language": here.name.language(),
        "about": about[:1].upper() + about[1:],
        "path": here.path or "",
        "view_box": _room_around(here.box or ""),
        "ref": place.ref,
    }


def _room_around(box: str) -> str:
    """The box of a shape, square and with some room, so that its outline is not cut."""
    numbers = [float(n) for n in box.split()]
    if len(numbers) != 4:
        return "0 0 1 1"
    x, y, width, height = numbers
    side = max(width, height, 1)
    room = 0.04 * side
    left, top = x - (side - width) / 2 - room, y - (side - height) / 2 - room
    return f"{left:.0f} {top:.0f} {side + 2 * room:.0f} {side + 2 * room:.0f}"


def _crumbs(here: Version, above: Sequence[Larger], book: Atlas) -> list[Crumb]:
    """From the city to here."""
    steps = [p for p in reversed(above) if p.lead]
    crumbs = [Crumb(str(a.name), reverse("portal:area", args=[a.level, a.code])) for a in steps]
    return [*crumbs, Crumb(str(here.name))]


def _inside(here: Version, above: Sequence[Larger], book: Atlas) -> Drawing | None:
    """What lies in the area, one level down; a sector is shown among those of its neighbourhood."""
    if not here.current:
        return None
    level = here.level
    home = next((p.id for p in above if p.lead and p.level == "neighbourhood"), None)
    if level == "sector":
        drawing = book.drawing(here.area_set, home) if home else None
    else:
        drawing = book.level(INSIDE[level], None if level == "region" else here.id)
    return drawing if drawing and drawing.outlines else None


def _map(drawing: Drawing, here: Version) -> MapSpec:
    way, language = addresses("portal:area", drawing.level), get_language()
    areas = [
        MapArea(
            o.code,
            o.path,
            way(o.code),
            f"{o.name.to(language)} ({o.code})" if drawing.level == "sector" else titled(o, language),
            GROUNDS.get(o.kind, PLAIN) if drawing.level == "neighbourhood" else PLAIN,
            selected=o.id == here.id,
        )
        for o in drawing.outlines
        if o.path
    ]
    return MapSpec(areas, drawing.view_box, queries.level_names(drawing.level), id="inside")


def _list(drawing: Drawing, here: Version) -> SafeString:
    """The same areas as a list."""
    way, say, coded = addresses("portal:area", drawing.level), sayer(), drawing.level == "sector"
    parts = []
    for o in drawing.outlines:
        current = ' aria-current="page"' if o.id == here.id else ""
        code = f' <span class="soft">{esc(o.code)}</span>' if coded else ""
        parts.append(f'<li><a href="{esc(way(o.code))}"{current}>{say(o.name)}</a>{code}</li>')
    return safe(parts)


def _other_versions(others: Sequence[Version]) -> list[tuple[str, str]]:
    """Earlier and later versions of the same area, as (version, address of its geometry)."""
    return [(a.version, f"/ogc/collections/{a.key}-{a.version}/items/".lower() + a.code) for a in others]


def _ground(request: HttpRequest, here: Version, book: Atlas) -> Ground | None:
    return ground_of(request, here, bool(book.city.get("streets_complete")))


def _downloads(here: Version) -> dict[str, str]:
    ref = f"/api/v1/areas/{here.level}/{here.code}/profile"
    home = f"{here.key}-{here.version}".lower()
    return {"csv": f"{ref}.csv", "json": f"{ref}.json", "geojson": f"/ogc/collections/{home}/items/{here.code}"}


@open_page
def streets_and_places(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """What the street map draws, as GeoJSON: `?part=ground` is what lies around (streets, sectors), else the area and its places."""
    here, _others = _open(level, code)
    if level not in ("neighbourhood", "sector"):
        raise Http404
    area = Area.objects.select_related("area_set").get(pk=here.id)
    told = streetmap(area, get_language() or "")
    around = {"sector", "street"} if request.GET.get("part") == "ground" else {"outline", "place"}
    told["features"] = [_shown(f) for f in told["features"] if f["properties"]["role"] in around]
    return JsonResponse(told, content_type="application/geo+json")


def _shown(feature: dict[str, Any]) -> dict[str, Any]:
    """A feature with the words that its little window shows."""
    held = feature["properties"]
    if held["role"] == "place":
        held["kind"] = held.get("category_name", "")
    if held["role"] == "sector":
        held["href"] = reverse("portal:area", args=["sector", held["code"]])
    return feature
