"""Page: one indicator, as map, table, spread and trend, with all that is known of how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.indicators import queries
from wijk.indicators.models import Indicator
from wijk.indicators.public.focus import Focus, focus_on
from wijk.indicators.public.listing import listing
from wijk.indicators.public.mapping import Drawn, drawn, held
from wijk.indicators.public.trends import trend_chart, trend_rows
from wijk.indicators.queries import Choice, Coverages, IndicatorCard, Line
from wijk.territory.queries import Atlas, Drawing, Outline, atlas
from wijk.ui.figures import number
from wijk.ui.markup import esc, options, safe
from wijk.ui.open_pages import asked, open_page


@dataclass(frozen=True)
class View:
    """What the address asks for, brought to what there is."""

    told: Indicator
    card: IndicatorCard
    covered: Coverages
    choice: Choice | None
    wished: str  #: the level that was asked for, also when it has no figures
    atlas: Atlas
    focus: Focus | None
    parent: Outline | None  #: draw only what lies in it
    drawing: Drawing | None

    def href(self, **changes: str) -> str:
        """This page with some parameters changed; "" removes one."""
        held = {"level": self.level, "period": self.period}
        held |= {"within": self.parent.code if self.parent else "", "in": self.focus.area.code if self.focus else ""}
        return "?" + urlencode({k: v for k, v in (held | changes).items() if v})

    @property
    def level(self) -> str:
        """The level that is shown."""
        return self.choice.covered.level if self.choice else self.wished or "neighbourhood"

    @property
    def period(self) -> str:
        """The period that is shown."""
        return self.choice.period if self.choice else ""

    @cached_property
    def municipalities(self) -> tuple[Outline, ...]:
        """The areas in which one may look closer."""
        if self.level not in ("sector", "neighbourhood"):
            return ()
        drawing = self.atlas.level("municipality")
        return drawing.outlines if drawing and len(drawing.outlines) > 1 else ()


@open_page
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator on one level in one period; what the address leaves out or gets wrong falls back to the nearest there is."""
    book = atlas()
    told = queries.sheet(code, book.mark)
    if other := asked(request, "show"):
        return _elsewhere(request, other)
    view = _view(request, told, book)
    shown = _drawn(view)
    context = {
        "view": view,
        "told": told,
        "card": view.card,
        "choices": _choices(view),
        "shown": shown,
        "downloads": _downloads(view),
        "missing": _missing(view),
        "instead": _instead(view),
        "notes": [said for n in _notes(view) if (said := queries.note(n))],
        "map_title": f"{view.card.name}, {view.period}",
        "about": {"measure": queries.measure(view.card.measure), "direction": queries.direction(view.card.direction)},
    }
    if shown and view.choice:
        context |= {"table": listing(request, view.card, view.choice, view.drawing, shown, view.atlas)}
        context |= _trend(view) | _picked(view, shown)
    return render(request, "indicators/indicator.html", context)


def _drawn(view: View) -> Drawn | None:
    if view.choice is None or view.drawing is None:
        return None
    hold = held(view.atlas, view.choice, view.drawing, view.focus)
    towns = view.atlas.level("municipality") if view.level in ("sector", "neighbourhood") else None
    return drawn(view.card, view.choice, view.drawing, hold, towns, view.href)


def _view(request: HttpRequest, told: Indicator, map_book: Atlas) -> View:
    card, covered = queries.card_of(told), queries.coverages(told.id, map_book.mark)
    wished = asked(request, "level")
    wished = wished if wished in queries.LEVELS else ""
    choice = covered.choose(wished, asked(request, "period"))
    focus = focus_on(asked(request, "in"))
    parent, drawing = (None, None) if choice is None else _ground(map_book, choice, asked(request, "within"), focus)
    return View(told, card, covered, choice, wished, map_book, focus, parent, drawing)


def _ground(map_book: Atlas, choice: Choice, within: str, focus: Focus | None) -> tuple[Outline | None, Drawing | None]:
    """The area within which to draw, and what is drawn: all of a level, or what lies in one municipality where that is too much."""
    towns = map_book.level("municipality") if choice.covered.level in ("sector", "neighbourhood") else None
    parent = towns.by_code.get(within) if towns else None
    drawing = map_book.drawing(choice.area_set, parent.id if parent else None)
    if drawing is None and towns and towns.outlines:
        home = focus.at("municipality") if focus else None
        parent = (towns.by_id.get(home.id) if home else None) or towns.outlines[0]
        drawing = map_book.drawing(choice.area_set, parent.id)
    return parent, drawing


def _elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    """To another indicator, with the place kept."""
    kept = {name: asked(request, name) for name in ("level", "period", "within", "in")}
    query = urlencode({k: v for k, v in kept.items() if v})
    return redirect(
        reverse("indicators:indicator", args=[queries.indicator(code).code]) + (f"?{query}" if query else "")
    )


def _choices(view: View) -> dict[str, Any]:
    """What the selectors hold."""
    levels, periods = view.covered.levels(), view.covered.periods(view.level) if view.choice else []
    language = get_language()
    towns = [(o.code, o.name.to(language)) for o in view.municipalities]
    groups = (
        f'<optgroup label="{esc(shelf.theme.name.to(language))}">'
        f"{options([(c.code, c.name.to(language)) for c in shelf.indicators], view.card.code)}</optgroup>"
        for shelf in queries.catalogue(mark=view.atlas.mark)
    )
    return {
        "figures": safe(groups),
        "levels": options([(level, queries.level_names(level)) for level in levels], view.level)
        if len(levels) > 1
        else "",
        "periods": options([(p, p) for p in periods], view.period) if len(periods) > 1 else "",
        "towns": options(towns, view.parent.code if view.parent else "") if towns else "",
        "level": queries.level_names(view.level),
    }


def _notes(view: View) -> Sequence[Mapping[str, Any]]:
    return view.choice.covered.notes.get(view.period, ()) if view.choice else ()


def _instead(view: View) -> str:
    """That another level is shown than was asked for, and why; "" where it is the one."""
    if view.choice is None or view.wished in ("", view.level):
        return ""
    shown = _("Shown instead: %(level)s.") % {"level": queries.level_names(view.level)}
    return f"{queries.reason(view.covered.reason(view.wished, view.period))} {shown}"


def _missing(view: View) -> list[tuple[str, str]]:
    """The levels without figures, each with the reason."""
    held = view.covered.levels()
    return [
        (queries.level_names(level), queries.reason(view.covered.reason(level, view.period)))
        for level in queries.LEVELS
        if level not in held and view.atlas.current(level)
    ]


def _downloads(view: View) -> dict[str, str]:
    """Where the same figures stand for machines."""
    if view.choice is None:
        return {}
    query = {"level": view.level, "period": view.period}
    if view.parent:
        query["within"] = f"municipality/{view.parent.code}"
    base = f"/api/v1/indicators/{view.card.code}/figures"
    return {form: f"{base}.{form}?{urlencode(query)}" for form in ("csv", "json", "geojson")}


def _picked(view: View, shown: Drawn) -> dict[str, Any]:
    """What is told of the area that the reader holds on to."""
    if shown.inside and view.focus:
        told = _("%(areas)s in it are marked.") % {"areas": queries.counted(view.level, len(shown.inside))}
        return {"picked_name": view.focus.area.name, "picked_told": told, "let_go": view.href(**{"in": ""})}
    if shown.picked is None or view.choice is None:
        return {}
    cell = shown.cell(shown.picked.id)
    known = sum(c.value is not None for c in shown.mapped.cells.values())
    rank = ""
    if cell.rank and view.parent is None and known > 1:
        areas = queries.counted(view.level, known)
        rank = _("number %(rank)s of %(areas)s, counted from the highest") % {"rank": number(cell.rank), "areas": areas}
    reading = queries.reading(view.card, cell)
    return {
        "picked_name": shown.picked.name,
        "picked_reading": reading,
        "picked_rank": rank,
        "let_go": view.href(**{"in": ""}),
    }


def _trend(view: View) -> dict[str, Any]:
    """The selected area, its municipality and the region through time, as chart and as table."""
    region = view.atlas.region()
    spots = [(s.id, str(s.name)) for s in view.focus.line] if view.focus else []
    if region and region.id not in dict(spots):
        spots.append((region.id, str(region.name)))
    found = queries.trend_of(view.card, [key for key, _name in spots], published=view.covered)
    names = {key: name for key, name in spots if key in found}
    if not any(len([v for v in line.values if v is not None]) > 1 for line in found.values()):
        return {"trend": None}
    return {
        "trend": trend_chart(view.card, found, names),
        "trend_rows": trend_rows(view.card, found),
        "trend_names": list(names.values()),
        "trend_csv": f"/api/v1/indicators/{view.card.code}/trend.csv?area=" + ",".join(_refs(view, found, region)),
    }


def _refs(view: View, found: dict[int, Line], region: Outline | None) -> list[str]:
    spots = {s.id: f"{s.level}/{s.code}" for s in view.focus.line} if view.focus else {}
    if region:
        spots.setdefault(region.id, f"region/{region.code}")
    return [spots[key] for key in found]
