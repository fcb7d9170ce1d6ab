"""What is known of these areas, by theme, with everything that was known before?"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wijk.core.kept import Kept
from wijk.core.standing import Standing
from wijk.indicators.columns import Raw, decoded
from wijk.indicators.models import Coverage, Series
from wijk.indicators.queries.catalogue import IndicatorCard, ThemeCard, every_card
from wijk.indicators.queries.cells import Cell, Line
from wijk.indicators.queries.published import Coverages
from wijk.territory.models import Area

_NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in the first area of a question and in those beside it."""

    indicator: IndicatorCard
    period: str  #: the newest of the first area
    lines: Mapping[int, Line]  #: by area
    cells: Mapping[int, Cell]  #: by area: the value in that period
    known: int  #: how many areas of the first area's set have a value then; 0 when that was not reckoned
    reasons: Mapping[int, str] = field(default_factory=dict)  #: by area: why its level has no figures

    def cell(self, area: int) -> Cell:
        """The value of an area in the figure's period; an empty cell where nothing is told of it."""
        return self.cells.get(area) or _NOTHING


@dataclass(frozen=True, slots=True)
class Chapter:
    """One theme with its figures."""

    theme: ThemeCard
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of some areas: the first is the one that it is about, the others stand beside it."""

    areas: tuple[int, ...]
    chapters: tuple[Chapter, ...]

    def figures(self) -> Iterable[Figure]:
        """Every figure, in the order of the catalogue."""
        return (figure for chapter in self.chapters for figure in chapter.figures)


def profile(
    areas: Sequence[int],
    *,
    only: Collection[str] = (),
    key_only: bool = False,
    counts: bool = False,
    homes: Mapping[int, int] | None = None,
    mark: str = "",
) -> Profile:
    """What is known of these areas? The newest figure of each indicator with all earlier ones; four queries.

    `areas`: primary keys, the one that it is about first, then (as one likes) its municipality, its region, other areas.
    `only` keeps the indicators with these codes, `key_only` the key figures; `counts` adds numerators and denominators;
    `homes` tells the area set of each area, where the asker knows it (saves a query), `mark` how the trail stands (saves two:
    what the catalogue says and which periods there are is kept under it). Indicators of which nothing is
    published for any of the areas are left out.
    """
    cards: Mapping[int, IndicatorCard] = every_card(mark)
    if only or key_only:
        cards = {k: c for k, c in cards.items() if (not only or c.code in only) and (c.key or not key_only)}
    sets = dict(Area.objects.filter(id__in=areas).values_list("id", "area_set_id")) if homes is None else homes
    covered = _covered(set(sets.values()), mark)
    lines = _lines(areas, covered, counts=counts, only=cards if only or key_only else None)
    chapters: dict[str, list[Figure]] = {}
    themes: dict[str, ThemeCard] = {}
    by_area = {a: covered.get(sets.get(a, 0), {}) for a in areas}
    for key, card in cards.items():
        if key in lines:
            figure = _figure(card, lines[key], areas, {a: held.get(key) for a, held in by_area.items()})
            themes[card.theme.code] = card.theme
            chapters.setdefault(card.theme.code, []).append(figure)
    made = tuple(Chapter(themes[code], tuple(figures)) for code, figures in chapters.items())
    return Profile(tuple(areas), made)


def compare(
    areas: Sequence[int], *, only: Collection[str] = (), homes: Mapping[int, int] | None = None, mark: str = ""
) -> Profile:
    """The same question for areas of equal weight: each figure is that of the newest period that most of them have."""
    found = profile(areas, only=only, homes=homes, mark=mark)
    return Profile(found.areas, tuple(Chapter(c.theme, tuple(_shared(f) for f in c.figures)) for c in found.chapters))


def _shared(figure: Figure) -> Figure:
    """The figure in the period that the most areas have a value in, the newest of those."""
    best = _best(figure)
    if best == figure.period:
        return figure
    cells = {area: line.at(best) for area, line in figure.lines.items()}
    return Figure(figure.indicator, best, figure.lines, cells, 0, figure.reasons)


def _best(figure: Figure) -> str:
    lines = figure.lines.values()
    newest = max((line.periods[-1] for line in lines if line.periods), default=figure.period)
    if all(line.periods and line.periods[-1] == newest and line.values[-1] is not None for line in lines):
        return newest  # nearly always: all of them have the newest
    held: dict[str, int] = {}
    for line in lines:
        for period, value in zip(line.periods, line.values, strict=True):
            held[period] = held.get(period, 0) + (value is not None)
    return max(held, key=lambda p: (held[p], p), default=figure.period)


def _figure(
    card: IndicatorCard, lines: Mapping[int, Line], areas: Sequence[int], covered: Mapping[int, "_Held | None"]
) -> Figure:
    first = lines.get(areas[0]) or next(iter(lines.values()))
    period = first.newest()
    held = covered.get(areas[0])
    reasons = {a: h.reason(period) for a, h in covered.items() if a not in lines and h is not None}
    cells = {area: line.at(period) for area, line in lines.items()}
    return Figure(card, period, lines, cells, held.known(period) if held else 0, reasons)


@dataclass(frozen=True, slots=True)
class _Held:
    """The light part of a coverage: enough to read series, without the summaries."""

    periods: tuple[str, ...]
    reasons: Mapping[str, str]
    counts: Sequence[int] = ()

    def reason(self, period: str) -> str:
        return self.reasons.get(period) or next(iter(self.reasons.values()), "")

    def known(self, period: str) -> int:
        return self.counts[self.periods.index(period)] if self.counts and period in self.periods else 0


#: By area set and indicator.
_Published = Mapping[int, Mapping[int, _Held]]
_HELD = Standing(
    lambda *, homes: Coverage.objects.filter(area_set_id__in=homes).values_list(
        "indicator_id", "area_set_id", Raw("periods"), Raw("reasons"), Raw("known")
    )
)
_held: Kept[Mapping[int, _Held]] = Kept(64)


def _covered(homes: Collection[int], mark: str) -> _Published:
    """The periods on these sets; one query, or one for each set that is not kept yet."""
    if mark:
        return {home: _held.get(mark, home, lambda home=home: _read([home])[home]) for home in homes}  # type: ignore[misc]
    return _read(homes)


def _read(homes: Collection[int]) -> dict[int, dict[int, _Held]]:
    found: dict[int, dict[int, _Held]] = {home: {} for home in homes}
    for key, home, periods, reasons, known in _HELD.ask(homes=homes):
        found[home][key] = _Held(tuple(decoded(periods)), decoded(reasons), decoded(known))
    return found


_COUNTED = ("values", "ranks", "numerators", "denominators")
_SERIES = Standing(
    lambda columns, **wanted: Series.objects.filter(**wanted).values_list(
        "indicator_id", "area_id", "area_set_id", "marks", *map(Raw, _COUNTED[:columns])
    )
)


def _lines(
    areas: Collection[int], covered: _Published, *, counts: bool = False, only: Collection[int] | None = None
) -> dict[int, dict[int, Line]]:
    """By indicator and area: all published values. What the rows hold as JSON is read in one go: a page has hundreds of lists."""
    wanted = {"area_id__in": areas} | ({"indicator_id__in": only} if only is not None else {})
    columns = 4 if counts else 2
    rows = _SERIES.ask(columns, **wanted)
    lists = iter(json.loads(f"[{','.join([text for row in rows for text in row[4:]])}]"))
    lines: dict[int, dict[int, Line]] = {}
    for (key, area, home, marks, *_texts), values, ranks, *more in zip(rows, *[lists] * columns, strict=False):
        held = covered.get(home, {}).get(key)
        if held is not None:
            lines.setdefault(key, {})[area] = Line(area, held.periods, values, marks, ranks, *more)
    return lines


def trend_of(
    card: IndicatorCard, areas: Sequence[int], *, counts: bool = False, published: Coverages | None = None
) -> dict[int, Line]:
    """The values of one indicator through time, by area, in the order of `areas`; areas without figures are left out.

    Two queries, or one where the asker knows what is `published`.
    """
    if published is None:
        homes = Area.objects.filter(id__in=areas).values("area_set_id")
        rows = Coverage.objects.filter(area_set_id__in=homes, indicator_id=card.id).values_list(
            "area_set_id", "periods"
        )
        covered = {home: {card.id: _Held(tuple(periods), {})} for home, periods in rows}
    else:
        covered = {c.area_set: {card.id: _Held(c.periods, {})} for c in published.all}
    found = _lines(areas, covered, counts=counts, only=(card.id,)).get(card.id, {})
    return {area: found[area] for area in areas if area in found}
