"""How do some areas look beside each other: as tables by theme, as a profile, as trends?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.indicators import queries
from wijk.indicators.public.focus import Spot
from wijk.indicators.public.trends import trend_chart
from wijk.indicators.queries import Figure, Profile
from wijk.ui.addresses import addresses
from wijk.ui.charts import ProfileRow
from wijk.ui.figures import number
from wijk.ui.markup import esc, safe
from wijk.ui.tables import Cell, Column, Table, TableRow

#: So many indicators fit on a profile, so many trends on a page.
MOST_ROWS, MOST_TRENDS, MOST_LINES = 14, 6, 6


def tables(found: Profile, areas: Sequence[Spot], beside: Sequence[Spot]) -> list[tuple[int, Table]]:
    """A table for each theme (with its hue): one row an indicator, one column an area."""
    words = Words(get_language() or "", _("%(rank)s of %(known)s"), addresses("indicators:indicator"))
    columns = [Column(_("Figure")), *(Column(str(s.name), "number") for s in (*areas, *beside))]
    return [
        (
            chapter.theme.hue,
            Table(
                str(chapter.theme.name),
                columns,
                [TableRow(_cells(figure, areas, beside, words)) for figure in chapter.figures],
                f"theme-{chapter.theme.code}",
            ),
        )
        for chapter in found.chapters
    ]


@dataclass(frozen=True, slots=True)
class Words:
    """What every row says, looked up once."""

    language: str
    place: str
    to_indicator: Callable[[str], str]


def _cells(figure: Figure, areas: Sequence[Spot], beside: Sequence[Spot], words: Words) -> list[Cell | SafeString]:
    card, write = figure.indicator, queries.writer_of(figure.indicator, words.language)
    sign = "" if card.unit in ("%", "€") else f", {card.sign}"
    name = f"{card.name.to(words.language)} ({figure.period}{sign})"
    query = f"?in={areas[0].code}&period={figure.period}"
    cells: list[Cell | SafeString] = [Cell(name, words.to_indicator(card.code) + query)]
    known = number(figure.known, language=words.language)
    for spot in areas:
        cell = figure.cell(spot.id)
        below = ""
        if cell.rank and figure.known > 1:
            ranked = words.place % {"rank": number(cell.rank, language=words.language), "known": known}
            below = f'<br><span class="soft small">{esc(ranked)}</span>'
        cells.append(safe((queries.shown(cell, write), below)))
    return cells + [queries.shown(figure.cell(spot.id), write) for spot in beside]


def profile_rows(found: Profile, areas: Sequence[Spot]) -> list[ProfileRow]:
    """Where the areas stand among all of their level: the key figures first, and no plain numbers, which only tell of size."""
    figures = sorted((f for f in found.figures() if f.indicator.measure != "count"), key=lambda f: not f.indicator.key)
    wanted = figures[:MOST_ROWS]
    spread = queries.spreads({f.indicator.id: f.period for f in wanted}, areas[0].area_set)
    rows = []
    for figure in wanted:
        told = spread.get(figure.indicator.id)
        if told is None or not told.n:
            continue
        low, lower, median, upper, high = (v or 0.0 for v in (told.lowest, told.q1, told.median, told.q3, told.highest))
        readings = [queries.reading(figure.indicator, figure.cell(s.id), unit=False) for s in areas]
        label = f"{figure.indicator.name} ({figure.period})"
        href = addresses("indicators:indicator")(figure.indicator.code) + f"?in={areas[0].code}"
        rows.append(ProfileRow(label, low, lower, median, upper, high, readings, href))
    return rows


def trends(found: Profile, areas: Sequence[Spot], beside: Sequence[Spot]) -> list[tuple[Figure, SafeString]]:
    """The key figures through time, with the region where there is room."""
    spots = [*areas, *(s for s in beside if s.level == "region")][:MOST_LINES]
    names = {s.id: str(s.name) for s in spots}
    drawn = []
    for figure in sorted(found.figures(), key=lambda f: not f.indicator.key):
        lines = {key: figure.lines[key] for key in names if key in figure.lines}
        if figure.indicator.measure == "count":
            lines = {key: line for key, line in lines.items() if key in {s.id for s in areas}}
        if sum(len([v for v in line.values if v is not None]) > 1 for line in lines.values()) >= 1:
            drawn.append((figure, trend_chart(figure.indicator, lines, names)))
        if len(drawn) == MOST_TRENDS:
            break
    return drawn
