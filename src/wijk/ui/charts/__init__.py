"""Server-drawn charts; the page sets a table beside each."""

from wijk.ui.charts.bars import Bar, bar_chart
from wijk.ui.charts.ground import MOST_SERIES, Point, nice_ticks, series_key
from wijk.ui.charts.intervals import Interval, interval_chart
from wijk.ui.charts.lines import LineChart, Series, line_chart, sparkline
from wijk.ui.charts.profile import ProfileRow, profile_chart
from wijk.ui.charts.spread import Spread, spread_chart

__all__ = [
    "MOST_SERIES",
    "Bar",
    "Interval",
    "LineChart",
    "Point",
    "ProfileRow",
    "Series",
    "Spread",
    "bar_chart",
    "interval_chart",
    "line_chart",
    "nice_ticks",
    "profile_chart",
    "series_key",
    "sparkline",
    "spread_chart",
]
