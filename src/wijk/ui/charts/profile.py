"""Where do a few areas stand on several indicators at once?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wijk.ui.charts.ground import MOST_SERIES, mark, series_key, tidy
from wijk.ui.figures import Reading, quantity
from wijk.ui.markup import esc, safe


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator of a profile: lowest, quartiles and highest of all areas, and the reading of each compared area."""

    label: str
    low: float
    lower: float
    median: float
    upper: float
    high: float
    readings: Sequence[Reading]
    href: str = ""


def profile_chart(labels: Sequence[str], rows: Sequence[ProfileRow]) -> SafeString:
    """Two to six areas over several indicators: where each stands between the lowest and the highest of all areas.

    The broad band holds the middle half of all areas, the stroke is the median. Raises `ValueError` above six areas.
    """
    if len(labels) > MOST_SERIES:
        raise ValueError(f"a profile compares {MOST_SERIES} areas, not {len(labels)}")
    drawn = (_profile_row(labels, row) for row in rows)
    return safe(('<div class="chart">', series_key(labels), '<ul class="profile">', *drawn, "</ul></div>"))


def _profile_row(labels: Sequence[str], row: ProfileRow) -> str:
    span = (row.high - row.low) or 1.0

    def across(value: float) -> float:
        return 2 + 96 * min(1.0, max(0.0, (value - row.low) / span))

    unit, decimals = (row.readings[0].unit, row.readings[0].decimals) if row.readings else ("", None)
    name = f'<a href="{esc(row.href)}">{esc(row.label)}</a>' if row.href else esc(row.label)
    said = "; ".join(f"{label}: {reading.text()}" for label, reading in zip(labels, row.readings, strict=False))
    left, right = across(row.lower), across(row.upper)
    parts = [
        f'<li><div class="row-head"><span>{name}</span></div>',
        f'<svg role="img" aria-label="{esc(row.label)}. {esc(said)}" overflow="visible">',
        '<line class="track" x1="2%" x2="98%" y1="16" y2="16"/>',
        f'<rect class="middle" x="{tidy(left)}%" width="{tidy(right - left)}%" y="8" height="16" rx="3"/>',
        f'<line class="mid" x1="{tidy(across(row.median))}%" x2="{tidy(across(row.median))}%" y1="6" y2="26"/>',
    ]
    for n, reading in reversed(list(enumerate(row.readings, start=1))):
        if reading.known and reading.value is not None:
            parts.append(mark(across(reading.value), 16, n))
    low, high = quantity(row.low, unit, decimals), quantity(row.high, unit, decimals)
    missing = [
        f"{esc(label)}: {reading.html()}"
        for label, reading in zip(labels, row.readings, strict=False)
        if not reading.known
    ]
    middle = f"<span>{' · '.join(missing)}</span>" if missing else ""
    parts.append(f'</svg><div class="scale"><span>{esc(low)}</span>{middle}<span>{esc(high)}</span></div></li>')
    return "".join(parts)
