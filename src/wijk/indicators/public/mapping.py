"""How does one period of an indicator look on the map, in the legend and along a scale?"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.indicators import queries
from wijk.indicators.public.focus import Focus
from wijk.indicators.queries import Cell, Choice, IndicatorCard, Mapped
from wijk.territory.queries import Atlas, Drawing, Outline
from wijk.ui.charts import Spread, spread_chart
from wijk.ui.figures import Status, quantity, status_of, status_word, writer
from wijk.ui.maps import PLAIN, LegendClass, MapArea, MapSpec, class_words
from wijk.ui.markup import esc


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map with its legend, its explanation and the spread of its values."""

    spec: MapSpec
    classes: list[LegendClass]
    statuses: list[Status]
    head: str
    explained: str
    spread: SafeString
    mapped: Mapped
    picked: Outline | None  #: the area of this level that the reader holds on to
    inside: frozenset[int]  #: the areas of this level that lie in what the reader holds on to

    def cell(self, area: int) -> Cell:
        """The value of an area."""
        return self.mapped.cells.get(area, Cell())


@dataclass(frozen=True, slots=True)
class Held:
    """What of a map the reader holds on to: the area itself (or the one above it), or the areas that lie in it."""

    area: Outline | None = None
    inside: frozenset[int] = frozenset()


def held(atlas: Atlas, choice: Choice, drawing: Drawing, focus: Focus | None) -> Held:
    """What the reader's area is on the level that is drawn."""
    if focus is None:
        return Held()
    spot = focus.at(choice.covered.level)
    if spot is not None:
        return Held(drawing.by_id.get(spot.id) or drawing.by_code.get(spot.code))
    parts = atlas.drawing(choice.area_set, focus.area.id) if choice.covered.current else None
    return Held(None, frozenset(parts.by_id) & frozenset(drawing.by_id) if parts else frozenset())


def drawn(
    card: IndicatorCard, choice: Choice, drawing: Drawing, hold: Held, towns: Drawing | None, href: Callable[..., str]
) -> Drawn:
    """The map of one period; every area is a link that holds on to it. The borders of `towns` help to find one's way."""
    # what lies in one area is asked for by key: the database finds forty rows sooner than it joins twenty thousand
    only = None if drawing.within is None else [o.id for o in (*drawing.outlines, *drawing.nowhere)]
    mapped = queries.map_of(card, choice.area_set, choice.period, only=only)
    picked = hold.area
    base, _mark, tail = href(**{"in": "\0"}).partition("%00")
    language = get_language()
    write = writer(card.sign, card.decimals, language)
    areas, statuses, counts = [], set(), [0] * max(len(mapped.breaks) - 1, 1)
    before, behind = esc(base), esc(tail)
    nothing, inner = Cell(), mapped.breaks[1:-1]
    for outline in drawing.outlines:
        cell = mapped.cells.get(outline.id, nothing)
        klass, status = None if cell.value is None else bisect_right(inner, cell.value), status_of(cell.mark)
        if klass is None:
            status = Status.NOT_AVAILABLE if status.has_value else status
        else:
            counts[klass] += 1
        statuses.add(status)
        told = status_word(status) if klass is None or cell.value is None else write(cell.value)
        title = f"{outline.name.to(language)}: {told}"
        klass_name = PLAIN if klass is None else f"c{klass}"
        way = SafeString(f"{before}{esc(outline.code)}{behind}")
        chosen = outline is picked or outline.id in hold.inside
        areas.append(MapArea(outline.code, outline.path, way, title, klass_name, status, chosen))
    words = class_words(mapped.breaks, card.unit if card.unit in ("%", "€") else "", card.decimals)
    return Drawn(
        spec=MapSpec(
            areas, drawing.view_box, f"{card.name}, {choice.period}", context_paths=_borders(drawing, towns), id="map"
        ),
        classes=[LegendClass(f"c{i}", word, counts[i]) for i, word in enumerate(words)],
        statuses=sorted(statuses - {Status.KNOWN}),
        head=card.sign,
        explained=_explained(card, choice, mapped),
        spread=_spread(card, choice, mapped, drawing, picked),
        mapped=mapped,
        picked=picked,
        inside=hold.inside,
    )


def _borders(drawing: Drawing, towns: Drawing | None) -> list[str]:
    """The borders of the municipalities, where smaller areas of the whole city are drawn."""
    if towns is None or drawing.within is not None or len(drawing.outlines) <= len(towns.outlines):
        return []
    return [o.path for o in towns.outlines]


def _explained(card: IndicatorCard, choice: Choice, mapped: Mapped) -> str:
    """How the classes were made, in a sentence."""
    n = sum(cell.value is not None for cell in mapped.cells.values())
    classes = len(mapped.breaks) - 1
    areas = queries.counted(choice.covered.level, n)
    if n == 0:
        return _("There is no value to show in this period.")
    if classes <= 1:
        return _("%(areas)s have the same value, or there is only one.") % {"areas": areas}
    return _(
        "The %(areas)s with a value were put in order and cut into %(classes)s groups with about as many in each (quantiles). "
        "So a colour tells who stands higher or lower, not by how much: the figures in the legend tell that."
    ) % {"areas": areas, "classes": classes}


def _spread(
    card: IndicatorCard, choice: Choice, mapped: Mapped, drawing: Drawing, picked: Outline | None
) -> SafeString:
    """Every area along one scale, the selected one set off."""
    known = [(key, cell.value) for key, cell in mapped.cells.items() if cell.value is not None and key in drawing.by_id]
    if len(known) < 3:
        return SafeString("")
    values = [(value, f"c{mapped.klass(mapped.cells[key]) or 0}") for key, value in known]
    own = mapped.cells.get(picked.id, Cell()).value if picked else None
    sign = card.unit if card.unit in ("%", "€") else ""
    low, high = min(value for _, value in known), max(value for _, value in known)
    about = _("%(areas)s, from %(low)s to %(high)s.") % {
        "areas": queries.counted(choice.covered.level, len(known)),
        "low": quantity(low, sign, card.decimals),
        "high": quantity(high, sign, card.decimals),
    }
    title = _("How %(what)s is spread") % {"what": card.name}
    marks = [(str(picked.name), own)] if picked and own is not None else []
    return spread_chart(Spread(title, values, mapped.breaks, marks, about, sign, card.decimals))
