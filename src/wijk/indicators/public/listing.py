"""Which figures stand in the table beside the map? Sorted and paged, with the counts behind them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.indicators import queries
from wijk.indicators.public.mapping import Drawn
from wijk.indicators.queries import Choice, IndicatorCard
from wijk.territory.queries import Atlas, Drawing, Outline
from wijk.ui.addresses import addresses
from wijk.ui.figures import number
from wijk.ui.tables import Cell, Column, Table, TableRow, paginate, read_order, sort_rows


def listing(
    request: HttpRequest,
    card: IndicatorCard,
    choice: Choice,
    drawing: Drawing | None,
    shown: Drawn,
    atlas: Atlas,
) -> Table:
    """The areas of the map as a table. Without a wish of the reader: the highest value first."""
    level = choice.covered.level
    towns = atlas.level("municipality") if level in ("sector", "neighbourhood") else None
    columns = _columns(card, level, towns is not None)
    order = read_order(request, columns, "-value")
    outlines = [*drawing.outlines, *drawing.nowhere] if drawing else []
    rows = sort_rows(outlines, order, _keys(shown, towns))
    page = paginate(rows, request)
    counts = _counts(card, choice, page.items)
    language, way = get_language(), addresses("portal:area", level)
    own = [
        TableRow(
            [
                Cell(_name(level, o, language), way(o.code) if choice.covered.current and o.path else ""),
                *([_town(o, towns)] if towns else []),
                queries.reading(card, shown.cell(o.id), unit=False),
                _rank(shown, o),
                *(
                    number(part, language=language)
                    for part in counts.get(o.id, ())
                    if card.measure in ("share", "ratio")
                ),
            ],
            picked=o is shown.picked or o.id in shown.inside,
        )
        for o in page.items
    ]
    caption = _("%(what)s in %(period)s") % {"what": card.name, "period": choice.period}
    return Table(caption, columns, own, "table", card.sign, order, page, request.GET.urlencode())


def _name(level: str, outline: Outline, language: str | None) -> str:
    name = outline.name.to(language)
    return f"{outline.code} {name}" if level == "sector" else name


def _columns(card: IndicatorCard, level: str, with_town: bool) -> list[Column]:
    columns = [Column(_capital(queries.level_name(level)), sort="name")]
    if with_town:
        columns.append(Column(_("Municipality"), sort="municipality"))
    columns.append(Column(_("Value"), "number", "value"))
    columns.append(Column(_("Rank"), "number", "", _("1 is the highest value of the whole city")))
    if card.measure in ("share", "ratio"):
        columns.append(Column(_capital(str(card.numerator)) or _("Counted"), "number"))
        columns.append(Column(_capital(str(card.denominator)) or _("Out of"), "number"))
    return columns


def _capital(words: str) -> str:
    """With a capital, and nothing else changed."""
    return words[:1].upper() + words[1:]


def _keys(shown: Drawn, towns: Drawing | None) -> dict[str, Callable[[Outline], Any]]:
    language, cells, nothing = get_language(), shown.mapped.cells, queries.Cell()
    return {
        "name": lambda o: o.name.to(language).casefold(),
        "municipality": lambda o: _town(o, towns).casefold() or None,
        "value": lambda o: cells.get(o.id, nothing).value,
    }


def _town(outline: Outline, towns: Drawing | None) -> str:
    town = towns.by_id.get(outline.lead or 0) if towns else None
    return str(town.name) if town else ""


def _rank(shown: Drawn, outline: Outline) -> str:
    rank = shown.cell(outline.id).rank
    return number(rank) if rank else ""


def _counts(card: IndicatorCard, choice: Choice, outlines: Any) -> dict[int, tuple[float | None, float | None]]:
    """Numerator and denominator of the areas on this page of the table."""
    if card.measure not in ("share", "ratio"):
        return {}
    return queries.counts_of(card, choice, [o.id for o in outlines])
