"""Class breaks for maps, summaries and ranks of one column of figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Method = Literal["quantile", "jenks", "equal", "diverging"]
Floats = NDArray[np.float64]

MOST_CLASSES = 5
MOST_UNIQUE = 2_000
"""Above so many different values, natural breaks are sought among as many quantiles."""
NO_CLASS = -1
ROUNDING = 0.05
"""Outer edges and equal steps may be rounded by this part of a class."""


@dataclass(frozen=True)
class Classes:
    """Consecutive classes: the i-th holds values from `edges[i]` up to, not including, `edges[i + 1]`.

    The last one includes its upper edge. `edges` has one entry more than there are classes, and none when there
    are no values.
    """

    edges: tuple[float, ...]
    method: Method
    counts: tuple[int, ...]
    centre: float | None = None

    def __len__(self) -> int:
        return len(self.counts)

    def explain(self) -> tuple[str, Mapping[str, str | int | float]]:
        """A code that names the method and its parameters, for a sentence."""
        if not self.counts:
            return "classes_none", {}
        params: dict[str, str | int | float] = {"classes": len(self.counts), "values": sum(self.counts)}
        if self.centre is not None:
            params["centre"] = self.centre
        return f"classes_{self.method}", params


@dataclass(frozen=True)
class Summary:
    """How values are spread; all but `n` are NaN when there are none."""

    n: int
    lowest: float
    first_quartile: float
    median: float
    third_quartile: float
    highest: float
    mean: float


def breaks(values: ArrayLike, k: int = 5, method: Method = "quantile", centre: float | None = None) -> Classes:
    """Into which classes do these values fall on a map?

    At most five classes, fewer when there are few different values; NaN is left out. Edges are rounded as far as
    no value changes its class. Methods: `quantile` (as many values in each), `jenks` (least spread within classes:
    Fisher 1958, exact up to 2,000 different values), `equal` (the same width), `diverging` (always `k` equal steps
    around `centre`, or the median, so that a colour always means the same distance). The same values give the same
    classes in any order.

    >>> breaks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).edges
    (1.0, 3.0, 5.0, 7.0, 9.0, 10.0)
    >>> breaks([5.0, 5.0, float("nan")]).counts
    (2,)
    """
    found = np.sort(_finite(values))
    if not len(found):
        return Classes((), method, (), centre)
    k = max(1, min(k, MOST_CLASSES))
    unique, times = np.unique(found, return_counts=True)
    if method == "diverging":
        centre = float(np.median(found)) if centre is None else float(centre)
        edges = _diverging_edges(unique, k, centre)
    elif method == "equal" and len(unique) > k:
        edges = _equal_edges(unique, k)
    else:
        edges = _edges(unique, _starts(unique, times, k, method))
    counts = np.bincount(classify(found, edges), minlength=len(edges) - 1)
    return Classes(edges, method, tuple(int(count) for count in counts), centre)


def _finite(values: ArrayLike) -> Floats:
    given = np.asarray(values, dtype=np.float64).ravel()
    return given[np.isfinite(given)]


def _starts(unique: Floats, times: NDArray[np.int64], k: int, method: Method) -> list[int]:
    """The indexes, into the different values, at which a class begins (the first, 0, left out)."""
    if len(unique) <= k:
        return list(range(1, len(unique)))
    return _jenks_starts(unique, times, k) if method == "jenks" else _quantile_starts(times, k)


def _quantile_starts(times: NDArray[np.int64], k: int) -> list[int]:
    """Cuts between different values, as near as can be to equal shares; ties are never divided."""
    before = np.concatenate([[0], np.cumsum(times)])
    total = int(before[-1])
    starts: list[int] = []
    for share in range(1, k):
        wanted = total * share / k
        place = int(np.argmin(np.abs(before - wanted)))
        if 0 < place < len(times) and place not in starts:
            starts.append(place)
    return sorted(starts)


def _equal_edges(unique: Floats, k: int) -> tuple[float, ...]:
    """Classes of one width, their inner edges rounded a little; some may hold no value."""
    low, high = float(unique[0]), float(unique[-1])
    width = (high - low) / k
    inner = []
    for cut in (low + width * step for step in range(1, k)):
        place = int(np.searchsorted(unique, cut, side="left"))
        below, above = float(unique[place - 1]), float(unique[place])
        inner.append(_roundest(max(below, cut - ROUNDING * width), min(above, cut + ROUNDING * width)))
    return _with_ends(low, inner, high)


def _diverging_edges(unique: Floats, k: int, centre: float) -> tuple[float, ...]:
    """Steps of one round width on both sides of the centre; an odd k has a class around it, an even k an edge at it."""
    reach = max(abs(float(unique[0]) - centre), abs(float(unique[-1]) - centre))
    width = -_roundest(-2 * reach / k * (1 + ROUNDING), -2 * reach / k) if reach else 1.0
    edges = [centre + width * (step - k / 2) for step in range(k + 1)]
    edges[0], edges[-1] = (
        min(edges[0], float(unique[0])),
        max(edges[-1], float(unique[-1])),
    )  # a sum of floats may fall short
    return tuple(edges)


def _jenks_starts(unique: Floats, times: NDArray[np.int64], k: int) -> list[int]:
    """Fisher's exact optimum: least sum of squares within classes, by dynamic programming over columns."""
    if len(unique) > MOST_UNIQUE:
        places = np.unique(np.linspace(0, len(unique) - 1, MOST_UNIQUE).round().astype(int))
        totals = np.add.reduceat(times, places)
        rough = [int(places[start]) for start in _jenks_starts(unique[places], totals, k)]
        return _refined(unique, times, rough, reach=2 * len(unique) // MOST_UNIQUE + 1)
    scaled = (unique - unique.mean()) / (unique.std() or 1.0)
    weight = np.concatenate([[0.0], np.cumsum(times, dtype=float)])
    first = np.concatenate([[0.0], np.cumsum(times * scaled)])
    second = np.concatenate([[0.0], np.cumsum(times * scaled**2)])
    size = len(unique)
    best = second[1:] - first[1:] ** 2 / weight[1:]
    back = np.zeros((k, size), dtype=int)
    for level in range(1, k):
        following = np.full(size, math.inf)
        for end in range(level, size):
            begin = np.arange(level, end + 1)
            mass, total = weight[end + 1] - weight[begin], first[end + 1] - first[begin]
            cost = best[begin - 1] + (second[end + 1] - second[begin]) - total**2 / mass
            place = int(np.argmin(cost))
            following[end], back[level, end] = cost[place], begin[place]
        best = following
    starts, end = [], size - 1
    for level in range(k - 1, 0, -1):
        start = int(back[level, end])
        starts.append(start)
        end = start - 1
    return starts[::-1]


def _refined(unique: Floats, times: NDArray[np.int64], starts: list[int], reach: int) -> list[int]:
    """Starts of classes, each moved within `reach` to where the two classes beside it spread least."""
    scaled = (unique - unique.mean()) / (unique.std() or 1.0)
    weight = np.concatenate([[0.0], np.cumsum(times, dtype=float)])
    first = np.concatenate([[0.0], np.cumsum(times * scaled)])
    bounds = [0, *starts, len(unique)]
    for place in range(1, len(bounds) - 1):
        left, right = bounds[place - 1], bounds[place + 1]
        tried = np.arange(max(left + 1, bounds[place] - reach), min(right - 1, bounds[place] + reach) + 1)
        below = (first[tried] - first[left]) ** 2 / (weight[tried] - weight[left])
        above = (first[right] - first[tried]) ** 2 / (weight[right] - weight[tried])
        bounds[place] = int(tried[np.argmax(below + above)])
    return bounds[1:-1]


def _edges(unique: Floats, starts: list[int]) -> tuple[float, ...]:
    """Edges as round as can be: each lies above the last value of a class and at most at the first of the next."""
    inner = [_roundest(float(unique[start - 1]), float(unique[start])) for start in starts]
    return _with_ends(float(unique[0]), inner, float(unique[-1]))


def _with_ends(low: float, inner: list[float], high: float) -> tuple[float, ...]:
    """The edges with the outer ones rounded outwards, by a small part of the outer class."""
    first, last = (inner[0], inner[-1]) if inner else (high, low)
    down = _roundest(low - ROUNDING * (first - low), low)
    up = -_roundest(-high - ROUNDING * (high - last), -high)
    return (down, *inner, up)


def _roundest(below: float, above: float) -> float:
    """The number with the fewest digits that is greater than `below` and at most `above`."""
    gap = above - below
    if not gap > 0 or not math.isfinite(gap):
        return above + 0.0
    largest = max(abs(above), abs(below), gap)
    for exponent in range(min(math.floor(math.log10(largest)) + 1, 300), -300, -1):
        for step in (5, 2, 1):
            rounded = _multiple(above, step, exponent)
            if below < rounded <= above:
                return rounded + 0.0
        if 10.0**exponent < gap * 1e-3:
            break
    return above


def _multiple(value: float, step: int, exponent: int) -> float:
    """The largest multiple of step × 10**exponent that is at most `value`."""
    if exponent >= 0:
        unit = float(step * 10**exponent)
        return math.floor(value / unit) * unit
    scale = float(10**-exponent)
    scaled = value * scale / step
    return math.floor(scaled) * step / scale if math.isfinite(scaled) else math.inf


def classify(values: ArrayLike, edges: tuple[float, ...]) -> NDArray[np.int64]:
    """Which class holds each value? -1 for NaN and without classes; values beyond the edges go to the outer class.

    >>> classify([1, 2.5, 4, float("nan")], (1, 2, 4)).tolist()
    [0, 1, 1, -1]
    """
    given = np.asarray(values, dtype=np.float64)
    if len(edges) < 2:
        return np.full(given.shape, NO_CLASS, dtype=np.int64)
    placed = np.searchsorted(np.asarray(edges[1:-1], dtype=np.float64), given, side="right")
    return np.where(np.isfinite(given), placed, NO_CLASS).astype(np.int64)


def summary(values: ArrayLike) -> Summary:
    """How are these values spread? NaN is left out; quartiles by linear interpolation (type 7).

    >>> summary([1, 2, 3, 4, float("nan")]).median
    2.5
    """
    found = _finite(values)
    if not len(found):
        return Summary(0, math.nan, math.nan, math.nan, math.nan, math.nan, math.nan)
    lowest, first, median, third, highest = np.quantile(found, [0, 0.25, 0.5, 0.75, 1]).tolist()
    return Summary(len(found), lowest, first, median, third, highest, float(found.mean()))


def ranks(values: ArrayLike, direction: int = 1) -> NDArray[np.int64]:
    """Which place does each value take? The first is the highest; with direction -1 the lowest; equal values share a place.

    After two that share place 1 comes place 3. NaN has place 0.

    >>> ranks([10, 30, 30, float("nan"), 20]).tolist(), ranks([10, 30, 20], direction=-1).tolist()
    ([4, 1, 1, 0, 3], [1, 3, 2])
    """
    given = np.asarray(values, dtype=np.float64)
    oriented = -given if direction >= 0 else given
    ordered = np.sort(oriented[np.isfinite(oriented)])
    places = np.searchsorted(ordered, oriented, side="left") + 1
    return np.where(np.isfinite(oriented), places, 0).astype(np.int64)
