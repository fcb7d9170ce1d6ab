"""How sure is a share? A dot with a letter for each group, and the interval around it, on one scale from nobody to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wijk.ui.charts.ground import tidy
from wijk.ui.markup import attrs, esc, safe

#: Height of the lane of one group, and of the air above and below.
LANE, AIR = 22, 3


@dataclass(frozen=True, slots=True)
class Interval:
    """A share from 0 to 1 with its bounds; `letter` stands in the dot, `series` (1–6) picks the tone. Without a share: nothing is drawn."""

    letter: str
    series: int
    share: float | None = None
    low: float = 0.0
    high: float = 1.0


def interval_chart(intervals: Sequence[Interval], words: str) -> SafeString:
    """The intervals below each other, with a line at one half; `words` says the same for who does not see it."""
    height = 2 * AIR + LANE * max(1, len(intervals))
    parts = [f'<svg class="lanes"{attrs(width="100%", height=height, role="img", aria_label=words)}>']
    parts.append(f'<line class="half" x1="50%" x2="50%" y1="0" y2="{height}"/>')
    for n, one in enumerate(intervals):
        y = AIR + LANE * n + LANE // 2
        parts.append(f'<line class="lane" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
        if one.share is None:
            parts.append(f'<text class="gone" x="0" y="{y + 5}">{esc(one.letter)} …</text>')
            continue
        low, high, at = (tidy(100 * x) for x in (one.low, one.high, one.share))
        parts.append(f'<line class="reach s{one.series}" x1="{low}%" x2="{high}%" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="dot s{one.series}" cx="{at}%" cy="{y}" r="9"/>')
        parts.append(f'<text class="letter" x="{at}%" y="{y + 4.5}" text-anchor="middle">{esc(one.letter)}</text>')
    parts.append("</svg>")
    return safe(parts)
