"""What is one indicator worth in every area of a level, in one period?"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Substr

from wijk.core.standing import Standing
from wijk.core.text import Text
from wijk.indicators.columns import At, Member
from wijk.indicators.models import Coverage, Series
from wijk.indicators.queries.catalogue import IndicatorCard
from wijk.indicators.queries.cells import Cell
from wijk.indicators.queries.published import Choice
from wijk.territory.models import Area


@dataclass(frozen=True, slots=True)
class Mapped:
    """The values of one indicator in one period over an area set, by area, and the classes in which a map shows them."""

    indicator: IndicatorCard
    area_set: int
    period: str
    cells: Mapping[int, Cell]
    breaks: tuple[
        float, ...
    ]  #: ascending, from the lowest to the highest value of the set; one class fewer than numbers

    def klass(self, cell: Cell) -> int | None:
        """The class of a value, 0 for the lowest; None without value."""
        if cell.value is None:
            return None
        return bisect_right(self.breaks, cell.value, 1, len(self.breaks) - 1) - 1 if len(self.breaks) > 1 else 0


_BREAKS = Standing(
    lambda period, *, indicator, area_set: Coverage.objects.filter(
        indicator_id=indicator, area_set_id=area_set
    ).values_list("periods", Member("summaries", period))
)
_COLUMN = Standing(
    lambda i, counts, **wanted: Series.objects.filter(**wanted).values_list(
        "area_id",
        At("values", i),
        Substr("marks", i + 1, 1),
        At("ranks", i),
        *((At("numerators", i), At("denominators", i)) if counts else ()),
    )
)


def map_of(
    card: IndicatorCard,
    area_set: int,
    period: str,
    *,
    within: int | None = None,
    only: Collection[int] | None = None,
    counts: bool = False,
) -> Mapped:
    """The values of one period on an area set, by area: what a map is drawn from; two queries.

    `within` keeps the children of one parent area (primary key), `only` these areas; `counts` adds numerators and denominators.
    Classes are those of the whole area set, made when the figures were published (docs/methods/classes.md), so that the map of
    one municipality colours the same value as the map of all.
    """
    periods, summary = (_BREAKS.ask(period, indicator=card.id, area_set=area_set) or [([], None)])[0]
    cells = dict(_column(card, area_set, period, within=within, only=only, periods=periods, counts=counts))
    return Mapped(card, area_set, period, cells, tuple((summary or {}).get("breaks") or ()))


def counts_of(
    card: IndicatorCard, choice: Choice, areas: Collection[int]
) -> dict[int, tuple[float | None, float | None]]:
    """Numerator and denominator of some areas in the period of a choice; one query."""
    rows = dict(_column(card, choice.area_set, choice.period, only=areas, periods=choice.covered.periods, counts=True))
    return {area: (rows[area].numerator, rows[area].denominator) if area in rows else (None, None) for area in areas}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: an area and its value."""

    area: int
    code: str
    name: Text
    kind: str
    cell: Cell


def table_of(
    card: IndicatorCard,
    area_set: int,
    period: str,
    *,
    within: int | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """The values of one period on an area set with the names of the areas and their counts, by code; two queries.

    The units without ground stay in the list: their people are in the totals.
    """
    rows = dict(_column(card, area_set, period, within=within, counts=True))
    named = Area.objects.filter(area_set_id=area_set)
    if within is not None:
        named = named.filter(parent_links__parent_id=within)
    told = named.order_by("code").values_list("id", "code", "name", "kind")
    wanted = told[offset : offset + limit] if limit is not None else told[offset:]
    return [Row(key, code, name, kind, rows.get(key, Cell())) for key, code, name, kind in wanted]


def _column(
    card: IndicatorCard,
    area_set: int,
    period: str,
    *,
    within: int | None = None,
    only: Collection[int] | None = None,
    periods: Sequence[str] | None = None,
    counts: bool = False,
) -> Iterable[tuple[int, Cell]]:
    """(area, cell) of one period. The database reads one member of each list, so that long histories cost nothing."""
    if periods is None:
        found = Coverage.objects.filter(indicator_id=card.id, area_set_id=area_set)
        periods = found.values_list("periods", flat=True).first() or []
    if period not in periods:
        return []
    i = periods.index(period)
    wanted: dict[str, Any] = {"indicator_id": card.id}
    if (
        only is not None
    ):  # an area lies in one set: without naming it the database goes by area, not through the whole set
        wanted["area_id__in"] = only
    else:
        wanted["area_set_id"] = area_set
    if within is not None:
        wanted["area__parent_links__parent_id"] = within
    rows = _COLUMN.ask(i, counts, **wanted)
    return [
        (area, Cell(value, mark, None if rank is None else int(rank), *rest)) for area, value, mark, rank, *rest in rows
    ]
