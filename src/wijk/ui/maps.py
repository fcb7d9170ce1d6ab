"""What does the city look like? Server-drawn SVG maps: every area a link, no script, good on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijk.ui.figures import Status, number, quantity, status_word
from wijk.ui.markup import esc, safe

#: No page draws more than this; it shows the coarser level or one parent's children instead.
MOST_AREAS = 1000
PLAIN = "p"
#: Ground on which hardly anybody lives, by its kind: a quiet tint of the plain ground.
GROUNDS = {"green": "kg", "industry": "ki", "cemetery": "kc"}
CLASSES = frozenset(("p", "zone", *GROUNDS.values(), "c0", "c1", "c2", "c3", "c4", "d0", "d1", "d2", "d3", "d4"))


class MapArea(NamedTuple):
    """One area: `path` is SVG path data in the units of the view box, `klass` one of c0–c4, d0–d4, p (plain), zone (see-through) or of `GROUNDS`.

    `href` is escaped already where it is marked safe.
    """

    code: str
    path: str
    href: str
    title: str
    klass: str = PLAIN
    status: Status = Status.KNOWN
    selected: bool = False


@dataclass(frozen=True, slots=True)
class MapSpec:
    """A map to draw. `context_paths` are outlines of a coarser level; `base` is cut off the beginning of every href.

    `id` must be unique on the page: the patterns of the map are named after it.
    """

    areas: Sequence[MapArea]
    view_box: str
    title: str
    description: str = ""
    context_paths: Sequence[str] = ()
    id: str = "map"
    base: str = ""


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One class of a map: its colour class, its bounds in words, and how many areas lie in it."""

    klass: str
    label: str
    count: int | None = None


def choropleth(spec: MapSpec) -> SafeString:
    """The map as SVG. Areas are links in the order given; the selected ones are drawn last, on a light edge.

    Raises `ValueError` for a class that does not exist and for more than `MOST_AREAS` areas.
    """
    if len(spec.areas) > MOST_AREAS:
        raise ValueError(f"a map draws at most {MOST_AREAS} areas, not {len(spec.areas)}: take a coarser level")
    kinds = {(a.status, a.klass, a.selected): a for a in spec.areas}
    fills = {kind: _fill(spec.id, a) for kind, a in kinds.items()}
    patterns = sorted({(s, k if s.has_value else "") for s, k, _picked in fills if s is not Status.KNOWN})
    head = f'<svg class="map" viewBox="{esc(spec.view_box)}" role="group" aria-label="{esc(spec.title)}">'
    parts = [head]
    if spec.description:
        parts.append(f"<desc>{esc(spec.description)}</desc>")
    if patterns:
        tile = _tile(spec.view_box)
        parts.append(f"<defs>{''.join(_pattern(spec.id, s, k, tile) for s, k in patterns)}</defs>")
    picked = [a for a in spec.areas if a.selected]
    parts.extend(_area(a, fills[a.status, a.klass, a.selected], spec.base) for a in spec.areas if not a.selected)
    parts.extend(f'<path class="context" d="{_data(path)}"/>' for path in spec.context_paths)
    parts.extend(f'<path class="halo" d="{_data(a.path)}"/>' for a in picked)
    parts.extend(_area(a, fills[a.status, a.klass, a.selected], spec.base) for a in picked)
    parts.append("</svg>")
    return safe(parts)


def _area(area: MapArea, fill: str, base: str) -> str:
    href = area.href[len(base) :] or "./" if base and area.href.startswith(base) else area.href
    pick = ' aria-current="true"' if area.selected else ""
    return f'<a href="{esc(href)}"{pick}><title>{esc(area.title)}</title><path {fill} d="{_data(area.path)}"/></a>'


#: Path data, escaped once: the same outlines are drawn on every page.
_data = lru_cache(maxsize=8192)(esc)


def _fill(map_id: str, area: MapArea) -> str:
    if area.klass not in CLASSES:
        raise ValueError(f"{area.klass!r} is no class of a map; use one of {', '.join(sorted(CLASSES))}")
    pick = "pick" if area.selected else ""
    if area.status is Status.KNOWN:
        return f'class="{area.klass} {pick}"' if pick else f'class="{area.klass}"'
    fill = f'fill="url(#{_pattern_id(map_id, area.status, area.klass)})"'
    return f'class="{pick}" {fill}' if pick else fill


def _pattern_id(map_id: str, status: Status, klass: str) -> str:
    return f"{esc(map_id)}-{status}{f'-{klass}' if status.has_value else ''}"


def _tile(view_box: str) -> float:
    """Width of a pattern's tile in the map's units: about seventy to the width of the map."""
    numbers = [float(part) for part in view_box.replace(",", " ").split()]
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        raise ValueError(f"a view box has four numbers and a size, not {view_box!r}")
    return max(numbers[2], numbers[3]) / 72


#: What is drawn on a tile of 8 × 8: hatching, dots, dashes, a grid; and, over the colour of a class, waves or rings.
_TILES = {
    Status.NOT_AVAILABLE: '<path class="pl" d="M-2 2 2-2M-2 10 10-2M6 10l4-4"/>',
    Status.SUPPRESSED: '<circle class="pd" cx="2" cy="2" r="1.4"/><circle class="pd" cx="6" cy="6" r="1.4"/>',
    Status.NO_RESIDENTS: '<path class="pl" d="M0 2h3.5M4 6h3.5"/>',
    Status.SET_ASIDE: '<path class="pl" d="M0 0l8 8M8 0 0 8"/>',
    Status.ESTIMATED: '<path class="po" d="M-2 2 2-2M-2 10 10-2M6 10l4-4"/>',
    Status.PROVISIONAL: '<path class="po" d="M0 4h8"/>',
}


def _pattern(map_id: str, status: Status, klass: str, tile: float) -> str:
    ground = klass if status.has_value else "pb"
    return (
        f'<pattern id="{_pattern_id(map_id, status, klass)}" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({tile / 8:.4g})"><path class="{ground}" stroke="none" d="M-1-1h10v10H-1z"/>'
        f'<g stroke-width="1.2">{_TILES[status]}</g></pattern>'
    )


def legend(classes: Sequence[LegendClass], statuses: Sequence[Status] = (), unit: str = "") -> SafeString:
    """What the colours and patterns of a map mean, in words; `unit` stands above."""
    parts = [f'<p class="legend-head">{esc(unit)}</p>' if unit else "", '<div class="legend"><ul>']
    for item in classes:
        count = ""
        if item.count is not None:
            said = ngettext("%(n)s area", "%(n)s areas", item.count) % {"n": number(item.count)}
            count = f'<span class="n">{esc(said)}</span>'
        parts.append(f"<li>{_swatch(item.klass)}<span>{esc(item.label)}</span>{count}</li>")
    special = [status for status in dict.fromkeys(statuses) if status is not Status.KNOWN]
    if special:
        words = (f"<li>{_swatch('', status)}<span>{esc(status_word(status))}</span></li>" for status in special)
        parts.append(f"</ul><ul>{''.join(words)}")
    parts.append("</ul></div>")
    return safe(parts)


def _swatch(klass: str, status: Status = Status.KNOWN) -> str:
    inside = f'<path class="{klass or ("c2" if status.has_value else "pb")}" d="M0 0h28v18H0z"/>'
    if status is not Status.KNOWN:
        tiles = "".join(
            f'<g transform="translate({x} {y}) scale(.875)">{_TILES[status]}</g>'
            for x, y in ((0, 0), (7, 0), (14, 0), (21, 0), (0, 7), (7, 7), (14, 7), (21, 7))
        )
        inside += f'<svg width="28" height="16" viewBox="0 0 28 14">{tiles}</svg>'
    return (
        f'<svg class="swatch" viewBox="0 0 28 18" aria-hidden="true">{inside}'
        '<path class="frame" d="M.5.5h27v17H.5z"/></svg>'
    )


def class_words(bounds: Sequence[float], unit: str = "", decimals: int | None = None) -> list[str]:
    """The classes between ascending `bounds` (lowest and highest value included) in words, lowest first.

    >>> class_words([0, 10, 20, 55], "%", 0)  # in English
    ['less than 10%', '10% to 20%', '20% or more']
    """
    shown = [quantity(b, unit, decimals) for b in bounds]
    last = len(shown) - 2
    words = []
    for i in range(last + 1):
        if last == 0:
            words.append(_("%(low)s to %(high)s") % {"low": shown[0], "high": shown[1]})
        elif i == 0:
            words.append(_("less than %(high)s") % {"high": shown[1]})
        elif i == last:
            words.append(_("%(low)s or more") % {"low": shown[i]})
        else:
            words.append(_("%(low)s to %(high)s") % {"low": shown[i], "high": shown[i + 1]})
    return words


def outline(path: str, view_box: str, klass: str = "outline") -> SafeString:
    """The outline of one area alone, small beside its name; silent for screen readers."""
    return safe(
        (
            f'<svg class="{esc(klass)}" viewBox="{esc(view_box)}" aria-hidden="true" focusable="false">',
            f'<path d="{esc(path)}"/></svg>',
        )
    )
