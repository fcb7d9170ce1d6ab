"""What all charts share: scales, marks, keys.

Positions across are percentages and heights are pixels, so that a chart fills a phone or a desk and its text keeps its size.
Series differ by colour (classes s1–s6), by dash and by the shape of their marks: never by colour alone.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString

from wijk.ui.markup import esc, safe

MOST_SERIES = 6
#: Shapes of the marks of the six series, around the origin, about 9 px wide.
SHAPES = (
    "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0",
    "M-4-4h8v8h-8z",
    "M0-5.5 5.2 4H-5.2z",
    "M0-5.8 5.8 0 0 5.8-5.8 0z",
    "M0 5.5 5.2-4H-5.2z",
    "M-1.8-5.2h3.6v3.4h3.4v3.6h-3.4v3.4h-3.6v-3.4h-3.4v-3.6h3.4z",
)

Point = tuple[float, float | None]
Scale = Callable[[float], float]


@lru_cache(maxsize=8192)
def tidy(value: float) -> str:
    """Two digits behind the point at most; no "-0", no needless zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` round values that enclose `low` to `high`.

    >>> nice_ticks(3, 47)
    [0.0, 20.0, 40.0, 60.0]
    """
    if high - low <= max(1e-8, 1e-9 * abs(low), 1e-9 * abs(high)):
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    raw = (high - low) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            break
    return [round(i * step, 10) for i in range(first, last + 1)]


def known_points(points: Sequence[Point]) -> list[tuple[float, float]]:
    """The points whose value is a finite number."""
    return [(x, y) for x, y in points if y is not None and math.isfinite(y)]


def runs_of(points: Sequence[Point]) -> list[list[tuple[float, float]]]:
    """The points cut where a value is missing."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is None or not math.isfinite(y):
            runs.append([])
        else:
            runs[-1].append((x, y))
    return [run for run in runs if run]


def path_through(points: Sequence[tuple[float, float]]) -> str:
    """SVG path data of the straight line through the points."""
    return "M" + "L".join(f"{tidy(x)} {tidy(y)}" for x, y in points)


def chart_head(css: str, title: str, description: str, height: int, before: str = "") -> str:
    """The opening of a chart: its box, and the title and description that a screen reader says instead of the drawing."""
    desc = f"<desc>{esc(description)}</desc>" if description else ""
    return (
        f'<div class="chart {css}">{before}<div class="run"><svg class="box" role="img" width="100%" height="{height}">'
        f"<title>{esc(title)}</title>{desc}"
    )


def mark(x: float, y: float, n: int) -> str:
    """The mark of series `n` (1–6) at `x` per cent across and `y` pixels down."""
    return f'<svg x="{tidy(x)}%" y="{tidy(y)}" overflow="visible"><path class="mk s{n}" d="{SHAPES[n - 1]}"/></svg>'


def series_key(labels: Sequence[str]) -> SafeString:
    """Which line or mark is whose: colour, dash and shape beside each name."""
    items = "".join(
        f'<li><svg viewBox="0 0 28 16" aria-hidden="true"><path class="ln s{n}" d="M0 8h28"/>'
        f'<path class="mk s{n}" transform="translate(14 8)" d="{SHAPES[n - 1]}"/></svg>{esc(label)}</li>'
        for n, label in enumerate(labels[:MOST_SERIES], start=1)
    )
    return safe((f'<ul class="key">{items}</ul>',))
