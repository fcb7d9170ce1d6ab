"""The voices of the city, on a list and on a map that say the same; and the tiles of the map."""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijk.contributions.models import Category, Contribution, Kind
from wijk.contributions.queries import Filter, by_hood, overview
from wijk.contributions.queries.glance import street_map
from wijk.contributions.queries.narrowing import Narrowed
from wijk.contributions.queries.tiles import drawn
from wijk.contributions.tiles import MEDIA
from wijk.contributions.views.asking import METRES, Asked, read
from wijk.contributions.words import STATE_LOOKS, STATE_WORDS
from wijk.core.errors import Absent
from wijk.core.kept import Kept
from wijk.territory.models import Level
from wijk.territory.queries import Drawing, atlas
from wijk.trail.queries import mark
from wijk.ui.maps import LegendClass, MapArea, MapSpec
from wijk.ui.markup import options
from wijk.ui.open_pages import asked, open_page

NEIGHBOURHOOD = Level.NEIGHBOURHOOD.value
#: From so many voices in a neighbourhood on, its colour is one step darker.
STEPS = (1, 3, 10, 30, 100)
LANGUAGES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
_hoods: Kept[dict[str, int]] = Kept(200)
_names: Kept[dict[str, str]] = Kept(len(LANGUAGES))
_sorts: Kept[tuple[list[Kind], list[Category]]] = Kept(1)


@open_page
def voices(request: HttpRequest) -> HttpResponse:
    """What people said, filtered and in order, a page at a time; beside it the neighbourhoods by how much was said there."""
    wanted = read(request)
    part, count, found = overview(wanted.filter, after=asked(request, "after"), before=asked(request, "before"))
    book = atlas()
    drawing, now = book.level(NEIGHBOURHOOD), book.mark
    names = _names.get(now, get_language(), lambda: _named(drawing)) if drawing else {}
    context = {
        "items": [card(row, names) for row in part.rows],
        "count": count,
        "wanted": wanted,
        "older": wanted.query(after=part.after) if part.after else "",
        "newer": wanted.query(before=part.before) if part.before else "",
        "filters": _filters(wanted, names, now),
        "more_filters": _more_filters(wanted),
        "orders": options(_orders(wanted), wanted.filter.order),
        "metres": options([(str(m), _("{metres} metres").format(metres=m)) for m in _metres(wanted)], str(wanted.filter.metres or 500)),
        "area_name": names.get(wanted.filter.area, ""),
        "map": _map(drawing, wanted, names, now, found) if drawing else None,
        "street_map": _street_map(wanted, drawing),
        "exports": {form: f"/api/v1/contributions.{form}{wanted.for_machines()}" for form in ("csv", "geojson")}
        | {"json": f"/api/v1/contributions{wanted.for_machines()}"},
    }  # fmt: skip
    return render(request, "contributions/voices.html", context)


def card(row: Contribution, names: Mapping[str, str]) -> dict[str, Any]:
    """One contribution as `ui/contribution.html` shows it in a list. `names` are those of neighbourhoods by their reference."""
    kind = str(row.kind.title)
    state = {"label": STATE_WORDS[row.state], "look": STATE_LOOKS[row.state]}
    tags = [state, *([{"label": str(row.category.title), "look": f"t{row.category.hue}"}] if row.category else [])]
    if row.supports:
        words = ngettext("{n} supporter", "{n} supporters", row.supports)
        tags.append({"label": words.format(n=row.supports), "look": "dashed"})
    if row.comments:
        words = ngettext("{n} comment", "{n} comments", row.comments)
        tags.append({"label": words.format(n=row.comments), "look": "dashed"})
    return {
        "url": reverse("contributions:voice", args=[row.key]),
        "title": row.title,
        "by": _("{kind} by {name}").format(kind=kind, name=row.shown_as) if row.shown_as else kind,
        "where": ", ".join(filter(None, (row.spot, names.get(row.area, "")))),
        "when": date_format(timezone.localtime(row.given_at), "DATE_FORMAT"),
        "text": beginning(" ".join(row.body[:400].split()), 200),
        "language": row.language,
        "tags": tags,
    }


def beginning(words: str, most: int) -> str:
    """The first signs of a text, at most so many with the mark that it goes on; a letter keeps its accents.

    >>> beginning("lang", 4), beginning("langer", 4), beginning("abe\u0301f", 4) == "ab…"
    ('lang', 'lan…', True)
    """
    if len(words) <= most:
        return words
    end = most - 1
    while end and unicodedata.combining(words[end]):
        end -= 1
    return f"{words[:end]}…"


def _named(drawing: Drawing) -> dict[str, str]:
    """The names of the neighbourhoods by their reference, in the order of names."""
    found = [(f"{NEIGHBOURHOOD}/{o.code}", o.name.to()) for o in drawing.outlines]
    return dict(sorted(found, key=lambda pair: pair[1].casefold()))


def _filters(wanted: Asked, names: Mapping[str, str], now: str) -> list[tuple[str, str, SafeString]]:
    """The choices that stand open: (name, label, options); two queries, or none when kept."""
    one, every = wanted.filter, ("", _("all"))
    areas = list(names.items())
    if one.area and one.area not in names:
        areas = [(one.area, one.area), *areas]
    rows = _sorts.get(now, "", lambda: (list(Kind.objects.all()), list(Category.objects.all())))
    kinds, categories = ([(row.code, str(row.title)) for row in sort] for sort in rows)
    return [
        ("area", _("Neighbourhood"), options([every, *areas], one.area)),
        ("kind", _("Kind"), options([every, *kinds], one.kind)),
        ("category", _("Theme"), options([every, *categories], one.category)),
        ("state", _("State"), options([every, *((c, str(w)) for c, w in STATE_WORDS.items())], one.state)),
    ]


def _more_filters(wanted: Asked) -> dict[str, Any]:
    """The choices behind "more": open where one of them is used."""
    one = wanted.filter
    return {
        "open": replace(one, words="", order="newest") != Filter() or bool(wanted.near),
        "languages": options([("", _("all")), *LANGUAGES.items()], one.language),
        "since": one.since.isoformat() if one.since else "",
        "until": one.until.isoformat() if one.until else "",
        "hidden": [(name, getattr(one, name)) for name in ("process", "opening") if getattr(one, name)],
        "point": [] if wanted.near or one.lon is None else [("lon", one.lon), ("lat", one.lat)],
    }


def _metres(wanted: Asked) -> list[int]:
    """Distances to choose from, and the one that was asked for."""
    return sorted({*METRES, *([wanted.filter.metres] if wanted.filter.metres else [])})


def _orders(wanted: Asked) -> list[tuple[str, str]]:
    found = [
        ("newest", _("newest first")), ("oldest", _("oldest first")), ("supported", _("most supported")),
        ("discussed", _("most comments")),
    ]  # fmt: skip
    return [*found, ("near", _("nearest"))] if wanted.filter.lon is not None else found


def _map(
    drawing: Drawing, wanted: Asked, names: Mapping[str, str], now: str, found: Narrowed
) -> dict[str, Any]:  # fmt: skip
    """The neighbourhoods, each a link that shows its voices and darker the more there are."""
    free = replace(wanted.filter, area="", lon=None, lat=None, metres=0, order="newest")
    counts = _hoods.get(now, free, lambda: by_hood(wanted.filter, found))
    home, rest = reverse("contributions:voices"), wanted.query(area="", near="", lon="", lat="", metres="", order="")
    before = f"{home}{rest}&area={NEIGHBOURHOOD}/" if rest else f"{home}?area={NEIGHBOURHOOD}/"
    areas = []
    for o in drawing.outlines:
        if o.path:
            ref = f"{NEIGHBOURHOOD}/{o.code}"
            n = counts.get(ref, 0)
            title = f"{names[ref]}: {n}"
            chosen = ref == wanted.filter.area
            areas.append(MapArea(o.code, o.path, before + quote(o.code), title, _step(n), selected=chosen))
    return {
        "spec": MapSpec(areas, drawing.view_box, _("How much was said in each neighbourhood"), id="hoods", base=home),
        "legend": _legend(),
    }


def _legend() -> list[LegendClass]:
    ends = [f"{low}–{high - 1}" for low, high in pairwise(STEPS)]
    return [LegendClass(f"c{i}", words) for i, words in enumerate([*ends, _("{n} or more").format(n=STEPS[-1])])]


def _step(n: int) -> str:
    reached = bisect_right(STEPS, n)
    return f"c{reached - 1}" if reached else "p"


def _street_map(wanted: Asked, drawing: Drawing | None) -> dict[str, Any]:
    """The street map of what is asked: around the neighbourhood that was chosen, or the whole city."""
    level, _slash, code = wanted.filter.area.partition("/")
    known = level == NEIGHBOURHOOD and drawing is not None and code in drawing.by_code
    return street_map(level if known else "", code if known else "", wanted.for_machines())


@require_safe
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """A tile of the map. It holds what everybody may read; its print changes when something was done in the city."""
    wanted = read(request)
    now = mark()
    etag = f'"{blake2b(f"{now} {wanted.filter} {z} {x} {y}".encode(), digest_size=12).hexdigest()}"' if now else None
    same = get_conditional_response(request, etag=etag) if etag else None
    if same is not None:
        return same
    try:
        answer = HttpResponse(drawn(wanted.filter, z, x, y), content_type=MEDIA)
    except Absent as absent:
        raise Http404(str(absent)) from absent
    if etag:
        answer["ETag"] = etag
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=60)
    return answer
