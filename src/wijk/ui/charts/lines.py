"""How does a figure run over time? Lines with their names, and trends in the size of a word."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wijk.ui.charts.ground import (
    MOST_SERIES,
    Point,
    Scale,
    chart_head,
    known_points,
    mark,
    nice_ticks,
    path_through,
    runs_of,
    series_key,
    tidy,
)
from wijk.ui.figures import quantity
from wijk.ui.markup import esc, safe


@dataclass(frozen=True, slots=True)
class Series:
    """A line: (position, value) pairs, ascending; None where nothing is known leaves a gap."""

    label: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Up to six series over the same axis. `ticks` names positions that are not years."""

    title: str
    series: Sequence[Series]
    description: str = ""
    unit: str = ""
    decimals: int | None = None
    from_zero: bool = True
    height: int = 240
    ticks: Sequence[tuple[float, str]] = ()


def sparkline(points: Sequence[Point], title: str = "") -> SafeString:
    """A trend in the size of a word; empty when fewer than two values are known."""
    known = known_points(points)
    if len(known) < 2:
        return safe(())
    xs, ys = [x for x, _y in known], [y for _x, y in known]
    left, low, high = min(xs), min(ys), max(ys)
    across, up = 88.0 / ((max(xs) - left) or 1), 24.0 / ((high - low) or 1)
    floor = 28.0 if high > low else 16.0
    runs = [[(4 + (x - left) * across, floor - (y - low) * up) for x, y in run] for run in runs_of(points)]
    path = "".join("M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in run]) for run in runs if len(run) > 1)
    x, y = runs[-1][-1]
    said = f'role="img" aria-label="{esc(title)}"' if title else 'aria-hidden="true"'
    return safe(
        (
            f'<svg class="spark" viewBox="0 0 96 32" {said}><path d="{path}"/>',
            f'<circle cx="{tidy(x)}" cy="{tidy(y)}" r="3.5"/></svg>',
        )
    )


def line_chart(chart: LineChart) -> SafeString:
    """Lines over time with their names at the end (beside, or above on a phone). Raises `ValueError` above six series."""
    if len(chart.series) > MOST_SERIES:
        raise ValueError(f"a line chart holds {MOST_SERIES} series, not {len(chart.series)}")
    known = [p for s in chart.series for p in known_points(s.points)]
    if not known:
        return safe(())
    xs, ys = [x for x, _y in known], [y for _x, y in known]
    low = min(0.0, *ys) if chart.from_zero else min(ys)
    ticks = nice_ticks(low, max(ys))
    labels = _labels(ticks, chart)
    top, foot = 18.0, chart.height - 24.0
    left, right = min(xs), max(xs)
    gutter = 2.2 * max(map(len, labels)) + 1.5

    def across(x: float) -> float:
        return 50.0 if right == left else gutter + (98 - gutter) * (x - left) / (right - left)

    def down(y: float) -> float:
        return foot - (foot - top) * (y - ticks[0]) / (ticks[-1] - ticks[0])

    many = len(chart.series) > 1
    key = series_key([s.label for s in chart.series]) if many else ""
    parts = [chart_head("lines many" if many else "lines", chart.title, chart.description, chart.height, key)]
    parts.extend(_grid(ticks, labels, down))
    parts.extend(_years(chart, left, right, across))
    parts.append(
        f'<svg width="100%" height="{chart.height}" viewBox="0 0 100 {chart.height}" preserveAspectRatio="none">'
    )
    ends: list[tuple[float, int]] = []
    marks: list[str] = []
    for n, series in enumerate(chart.series, start=1):
        runs = [[(across(x), down(y)) for x, y in run] for run in runs_of(series.points)]
        parts.append(f'<path class="ln s{n}" d="{"".join(path_through(run) for run in runs)}"/>')
        marks.extend(_marks(runs, n))
        if runs:
            ends.append((runs[-1][-1][1], n))
    parts.append(f"</svg>{''.join(marks)}</svg>")
    parts.append(_ends(ends, chart) if many else "")
    parts.append("</div></div>")
    return safe(parts)


def _labels(ticks: Sequence[float], chart: LineChart) -> list[str]:
    """The values of the grid in words; the unit stands with the topmost."""
    places = max(len(f"{t:.4f}".rstrip("0").partition(".")[2]) for t in ticks)
    return [quantity(t, chart.unit if t == ticks[-1] and chart.unit in ("%", "€") else "", places) for t in ticks]


def _grid(ticks: Sequence[float], labels: Sequence[str], down: Scale) -> list[str]:
    parts = []
    for tick, label in zip(ticks, labels, strict=True):
        y = tidy(down(tick))
        css = "zero" if tick == 0 else "rule"
        parts.append(f'<line class="{css}" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="0" y="{tidy(down(tick) - 4)}">{esc(label)}</text>')
    return parts


def _years(chart: LineChart, left: float, right: float, across: Scale) -> list[str]:
    ticks = list(chart.ticks)
    if not ticks:
        span = right - left
        step = next((s for s in (1, 2, 5, 10, 20, 50) if span / s <= 4), 100)
        between = [float(y) for y in range(math.ceil(left), math.floor(right) + 1) if y % step == 0]
        between = [y for y in between if min(y - left, right - y) > 0.12 * span]
        ticks = [(y, f"{y:.0f}") for y in [left, *between, *([right] if right > left else [])]]
    parts = []
    for i, (x, label) in enumerate(ticks):
        anchor = "middle" if len(ticks) == 1 else "start" if i == 0 else "end" if i == len(ticks) - 1 else "middle"
        at = tidy(across(x))
        parts.append(f'<text x="{at}%" y="{chart.height - 4}" text-anchor="{anchor}">{esc(label)}</text>')
    return parts


def _marks(runs: Sequence[Sequence[tuple[float, float]]], n: int) -> list[str]:
    """A mark on each lonely point and at the end; on every point where there are few."""
    few = sum(len(run) for run in runs) <= 8
    parts = []
    for i, run in enumerate(runs):
        for j, (x, y) in enumerate(run):
            if few or len(run) == 1 or (i == len(runs) - 1 and j == len(run) - 1):
                parts.append(mark(x, y, n))
    return parts


def _ends(ends: list[tuple[float, int]], chart: LineChart) -> str:
    """Names beside the ends of the lines, pushed apart so that none covers another."""
    gap, placed, floor = 17.0, [], 12.0
    for y, n in sorted(ends):
        y = max(y + 4, floor)
        placed.append((y, n))
        floor = y + gap
    over = max(0.0, floor - gap - (chart.height - 4))
    texts = "".join(
        f'<text class="end" y="{tidy(y - over)}">{esc(_short(chart.series[n - 1].label))}</text>' for y, n in placed
    )
    return f'<svg class="ends" height="{chart.height}" aria-hidden="true">{texts}</svg>'


def _short(label: str, most: int = 24) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
