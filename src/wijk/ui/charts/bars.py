"""How do a few readings compare? Horizontal bars as a list that reads by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wijk.ui.charts.ground import tidy
from wijk.ui.figures import Reading
from wijk.ui.markup import attrs, esc, safe


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a reading with its label; `series` 1–6 picks a tone, `picked` sets it off from the others."""

    label: str
    reading: Reading
    href: str = ""
    picked: bool = False
    series: int = 0


def bar_chart(bars: Sequence[Bar], label: str = "") -> SafeString:
    """Horizontal bars as a list that reads by itself: name, value, bar. Bars below zero run to the left of a line."""
    numbers = [b.reading.value for b in bars if b.reading.known and b.reading.value is not None]
    low, high = min(0.0, *numbers, 0.0), max(0.0, *numbers, 0.0)
    span = (high - low) or 1.0
    zero = 100 * -low / span
    set_off = any(b.picked for b in bars)
    parts = [f"<ol{attrs(class_='bars', aria_label=label or None)}>"]
    for bar in bars:
        name = f'<a href="{esc(bar.href)}">{esc(bar.label)}</a>' if bar.href else esc(bar.label)
        parts.append(f"<li{' class=picked' if bar.picked else ''}><span>{name}</span>")
        parts.append(f'<span class="num">{bar.reading.html()}</span><svg aria-hidden="true">')
        parts.append('<rect class="track" width="100%" height="100%" rx="3"/>')
        if bar.reading.known and bar.reading.value is not None:
            size = 100 * abs(bar.reading.value) / span
            start = zero if bar.reading.value >= 0 else zero - size
            css = f"bar s{bar.series}" if bar.series else "bar mute" if set_off else "bar"
            parts.append(f'<rect class="{css}" x="{tidy(start)}%" width="{tidy(size)}%" height="100%" rx="3"/>')
        parts.append("</svg></li>")
    parts.append("</ol>")
    return safe(parts)
