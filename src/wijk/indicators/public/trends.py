"""How does a figure run through time, as a chart and as a table?"""

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijk.indicators import queries
from wijk.indicators.queries import IndicatorCard, Line
from wijk.ui.charts import LineChart, Series, line_chart
from wijk.ui.figures import Reading


def trend_chart(card: IndicatorCard, lines: Mapping[int, Line], names: Mapping[int, str]) -> SafeString:
    """The lines of some areas; each known period is a point."""
    periods = sorted({p for line in lines.values() for p in line.periods})
    place = positions(periods)
    series = [
        Series(names[key], [(place[p], v) for p, v in zip(line.periods, line.values, strict=True)])
        for key, line in lines.items()
    ]
    ticks = [] if all(p.isdigit() for p in periods) else [(place[p], p) for p in (periods[0], periods[-1])]
    title = _("%(what)s through time") % {"what": card.name}
    sign = card.unit if card.unit in ("%", "€") else ""
    return line_chart(LineChart(title, series, unit=sign, decimals=card.decimals, ticks=ticks))


def positions(periods: list[str]) -> dict[str, float]:
    """Where each period stands along a chart: years at their number, other periods one after the other."""
    if all(p.isdigit() and len(p) == 4 for p in periods):
        return {p: float(p) for p in periods}
    return {p: float(i) for i, p in enumerate(periods)}


def trend_rows(card: IndicatorCard, lines: Mapping[int, Line]) -> list[tuple[str, list[Reading]]]:
    """The same as rows: period, then the reading of each area; the newest first."""
    periods = sorted({p for line in lines.values() for p in line.periods}, reverse=True)
    return [
        (period, [queries.reading(card, line.at(period), unit=False) for line in lines.values()]) for period in periods
    ]
