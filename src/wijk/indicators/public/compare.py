"""Page: two to six areas side by side, with their municipalities and the region. The address holds the comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.indicators import queries
from wijk.indicators.public.beside import profile_rows, tables, trends
from wijk.indicators.public.focus import Spot, above, find_areas
from wijk.territory.queries import Atlas, Hit, atlas, find
from wijk.ui.markup import esc, options, safe
from wijk.ui.open_pages import all_asked, asked, open_page

MOST = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks to compare, and what had to be left out of it, in sentences."""

    areas: tuple[Spot, ...]
    notes: tuple[str, ...]

    def href(self, refs: Sequence[str]) -> str:
        """The comparison of other areas."""
        return "?" + urlencode([("area", ref) for ref in refs])

    @property
    def refs(self) -> list[str]:
        """The areas as they stand in the address: a neighbourhood by its code alone."""
        return [s.code if s.level == "neighbourhood" else f"{s.level}/{s.code}" for s in self.areas]


@open_page
def compare(request: HttpRequest) -> HttpResponse:
    """Figures, profile, trends and ranks of two to six areas."""
    wish = _wish(all_asked(request, "area", 4 * MOST))
    words = asked(request, "add")
    hits = _hits(words, wish) if words else []
    if len(hits) == 1 and len(wish.areas) < MOST:
        return redirect(reverse("indicators:compare") + wish.href([*wish.refs, hits[0].code]))
    map_book = atlas()
    context = {
        "wish": wish,
        "words": words,
        "hits": [(hit, wish.href([*wish.refs, hit.code])) for hit in hits],
        "chosen": [
            (s, wish.href([r for r in wish.refs if r != ref])) for s, ref in zip(wish.areas, wish.refs, strict=True)
        ],
        "room": len(wish.areas) < MOST,
        "groups": _groups(map_book, wish),
    }
    if wish.areas:
        context |= _comparison(wish.areas, map_book)
    return render(request, "indicators/compare.html", context)


def _wish(refs: Sequence[str]) -> Wish:
    found, notes = find_areas(refs), []
    known = {s.code for s in found} | {f"{s.level}/{s.code}" for s in found}
    if unknown := [ref for ref in refs if ref not in known]:
        notes.append(_("There is no area with this code: %(codes)s.") % {"codes": ", ".join(unknown[:MOST])})
    same = [s for s in found if s.level == found[0].level] if found else []
    if len(same) < len(found):
        notes.append(_("Only areas of the same kind can be compared; the others were left out."))
    if len(same) > MOST:
        notes.append(_("At most %(most)s areas fit beside each other; the first ones are shown.") % {"most": MOST})
    return Wish(tuple(same[:MOST]), tuple(notes))


def _hits(words: str, wish: Wish) -> list[Hit]:
    """What the reader may mean: areas of the level that is compared and not there yet."""
    level = wish.areas[0].level if wish.areas else "neighbourhood"
    held = {s.code for s in wish.areas}
    hits = [h for h in find(words, get_language() or "", limit=30) if h.level == level and h.code not in held]
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.code, hit)
    exact = [h for h in best.values() if h.kind == level and h.label.casefold() == words.casefold()]
    return exact if len(exact) == 1 else list(best.values())[:12]


def _groups(map_book: Atlas, wish: Wish) -> str:
    """All areas to choose from, by municipality, as the inside of a select; "" where they are too many for a list."""
    drawing = map_book.level("neighbourhood")
    towns = map_book.level("municipality")
    if drawing is None or (wish.areas and wish.areas[0].level != "neighbourhood"):
        return ""
    language = get_language()
    names = {o.id: o.name.to(language) for o in towns.outlines} if towns else {}
    held = {s.id for s in wish.areas}
    groups: dict[str, list[tuple[str, str]]] = {}
    for outline in drawing.outlines:
        if outline.id not in held:
            groups.setdefault(names.get(outline.lead or 0, "–"), []).append((outline.code, outline.name.to(language)))
    return safe(
        f'<optgroup label="{esc(name)}">{options(sorted(found, key=_by_name))}</optgroup>'
        for name, found in sorted(groups.items())
    )


def _by_name(pair: tuple[str, object]) -> str:
    return str(pair[1]).casefold()


def _comparison(areas: Sequence[Spot], map_book: Atlas) -> dict[str, Any]:
    parents = above([s.id for s in areas])
    beside = _beside(areas, parents, map_book)
    every = [*areas, *beside]
    found = queries.compare([s.id for s in every], homes={s.id: s.area_set for s in every}, mark=map_book.mark)
    listed = ",".join(f"{s.level}/{s.code}" for s in every)
    return {
        "beside": beside,
        "towns": [(s, parents[s.id].get("municipality")) for s in areas],
        "tables": tables(found, areas, beside),
        "profile": profile_rows(found, areas),
        "labels": [str(s.name) for s in areas],
        "trends": trends(found, areas, beside),
        "csv": f"/api/v1/compare.csv?{urlencode({'area': listed})}",
        "json": f"/api/v1/compare.json?{urlencode({'area': listed})}",
    }


def _beside(areas: Sequence[Spot], parents: Mapping[int, Mapping[str, Spot]], map_book: Atlas) -> list[Spot]:
    """The municipalities of the areas, each once, and the region."""
    found = [p["municipality"] for s in areas if (p := parents[s.id]) and "municipality" in p]
    division = map_book.current("region")
    region = map_book.region()
    if region and division:
        found.append(Spot(region.id, "region", region.code, region.name, division.id, region.kind))
    held = {s.id for s in areas}
    return [spot for spot in dict.fromkeys(found) if spot.id not in held]
