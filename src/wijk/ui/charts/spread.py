"""How is a figure spread over the areas? Every area a dot along one scale."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from wijk.ui.charts.ground import Scale, chart_head, tidy
from wijk.ui.figures import quantity
from wijk.ui.markup import esc, safe


@dataclass(frozen=True, slots=True)
class Spread:
    """How an indicator is spread over the areas: (value, class) pairs, the bounds of the classes, the areas set off."""

    title: str
    values: Sequence[tuple[float, str]]
    bounds: Sequence[float] = ()
    picked: Sequence[tuple[str, float]] = ()
    description: str = ""
    unit: str = ""
    decimals: int | None = None


def spread_chart(spread: Spread) -> SafeString:
    """Every area as a dot along one scale, in the colours of the map; class bounds below, the areas set off above."""
    values = [(v, k) for v, k in spread.values if math.isfinite(v)]
    if not values:
        return safe(())
    every = [v for v, _k in values] + [v for _l, v in spread.picked] + list(spread.bounds)
    low, high = min(every), max(every)
    size = (high - low) or 1.0

    def across(value: float) -> float:
        return 50.0 if high == low else 2 + 96 * (value - low) / size

    stacks: dict[int, int] = defaultdict(int)
    dots: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for value, klass in sorted(values):
        slot = round(across(value) / 2)
        dots[klass].append((slot * 2.0, stacks[slot]))
        stacks[slot] += 1
    step = min(7.5, 120 / max(stacks.values()))
    lift = 22.0 * len(spread.picked)
    floor = lift + 12 + step * max(stacks.values())
    height = math.ceil(floor + 34)
    parts = [chart_head("spread", spread.title, spread.description, height)]
    parts.append(f'<svg width="100%" height="{height}" viewBox="0 0 100 {height}" preserveAspectRatio="none">')
    for klass, places in dots.items():
        d = "".join(f"M{tidy(x)} {tidy(floor - 5 - n * step)}h0" for x, n in places)
        parts.append(f'<path class="dots rim" stroke-width="{tidy(min(8.2, step + 1.4))}" d="{d}"/>')
        parts.append(f'<path class="dots {esc(klass)}" stroke-width="{tidy(min(6.4, step))}" d="{d}"/>')
    parts.append("</svg>")
    parts.extend(_band(spread, across, floor))
    for n, (label, value) in enumerate(spread.picked):
        x, y = across(value), 14 + 22 * n
        anchor, shift = ("end", -7) if x > 55 else ("start", 7)
        text = f"{label}: {quantity(value, spread.unit, spread.decimals)}"
        parts.append(f'<line class="pick" x1="{tidy(x)}%" x2="{tidy(x)}%" y1="{y - 10}" y2="{tidy(floor + 10)}"/>')
        parts.append(
            f'<text class="picked-label" x="{tidy(x)}%" dx="{shift}" y="{y}" text-anchor="{anchor}">{esc(text)}</text>'
        )
    parts.append("</svg></div></div>")
    return safe(parts)


def _band(spread: Spread, across: Scale, floor: float) -> list[str]:
    """The scale under the dots: the classes in their colours with their bounds, else lowest and highest value."""
    bounds = list(spread.bounds) or [min(v for v, _k in spread.values), max(v for v, _k in spread.values)]
    classes = sorted({k for _v, k in spread.values})
    family = "d" if classes and classes[0].startswith("d") else "c"
    parts = []
    for i, (low, high) in enumerate(pairwise(bounds)):
        x, width = across(low), across(high) - across(low)
        css = f"{family}{i}" if spread.bounds and i < 5 else "p"
        parts.append(f'<rect class="{css}" x="{tidy(x)}%" width="{tidy(width)}%" y="{tidy(floor + 1)}" height="8"/>')
    labels = [
        quantity(b, spread.unit if i in (0, len(bounds) - 1) else "", spread.decimals) for i, b in enumerate(bounds)
    ]
    for i in _room_for(labels, [across(b) for b in bounds]):
        anchor = "start" if i == 0 else "end" if i == len(bounds) - 1 else "middle"
        at = f'x="{tidy(across(bounds[i]))}%" y="{tidy(floor + 26)}"'
        parts.append(f'<text {at} text-anchor="{anchor}">{esc(labels[i])}</text>')
    return parts


def _room_for(labels: Sequence[str], places: Sequence[float]) -> list[int]:
    """Which labels fit side by side also on a phone: the first and the last, and those between that touch no other."""
    wide = [2.2 * len(label) for label in labels]
    last = len(labels) - 1
    edge = places[0] + wide[0] + 1.5
    fitting = [0]
    for i in range(1, last):
        left, right = places[i] - wide[i] / 2, places[i] + wide[i] / 2
        if left >= edge and right + 1.5 <= places[last] - wide[last]:
            fitting.append(i)
            edge = right + 1.5
    return [*fitting, last] if last else fitting
