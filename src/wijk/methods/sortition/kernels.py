"""Compiled loops over panels of counts per cell: exchanges inside a panel, and between the totals of many panels."""

import numpy as np
from numba import njit

from wijk.methods.sortition.cells import Floats, Ints


@njit(cache=True, nogil=True)
def _excess(count: int, low: int, high: int) -> int:
    """How far a count lies outside its quota."""
    return max(0, low - count, count - high)


@njit(cache=True, nogil=True)
def improve(
    panel: Ints,
    worth: Floats,
    features: Ints,
    low: Ints,
    high: Ints,
    room: Ints,
    klass: Ints,
    penalty: float,
    steps: int,
) -> int:
    """Exchange one member for another as long as `worth` · panel, less a penalty for what quotas miss, rises; gives what they still miss."""
    cells, categories = features.shape
    counts = np.zeros(len(low), np.int64)
    taken = np.zeros(klass.max() + 1, np.int64)
    for c in range(cells):
        taken[klass[c]] += panel[c]
        for k in range(categories):
            counts[features[c, k]] += panel[c]
    more, less = np.zeros(len(low)), np.zeros(len(low))
    for _ in range(steps):
        for f in range(len(low)):
            now = _excess(counts[f], low[f], high[f])
            more[f] = penalty * (_excess(counts[f] + 1, low[f], high[f]) - now)
            less[f] = penalty * (_excess(counts[f] - 1, low[f], high[f]) - now)
        best, leaves, joins = 1e-9, -1, -1
        for out in range(cells):
            if panel[out] == 0:
                continue
            for new in range(cells):
                if new == out or taken[klass[new]] - (klass[new] == klass[out]) >= room[new]:
                    continue
                gain = worth[new] - worth[out]
                if gain + penalty * 2 * categories <= best:
                    continue
                for k in range(categories):
                    if features[out, k] != features[new, k]:
                        gain -= more[features[new, k]] + less[features[out, k]]
                if gain > best:
                    best, leaves, joins = gain, out, new
        if leaves < 0:
            break
        panel[leaves] -= 1
        panel[joins] += 1
        taken[klass[leaves]] -= 1
        taken[klass[joins]] += 1
        for k in range(categories):
            counts[features[leaves, k]] -= 1
            counts[features[joins, k]] += 1
    missed = 0
    for f in range(len(low)):
        missed += _excess(counts[f], low[f], high[f])
    return missed


@njit(cache=True, nogil=True)
def _fits(counts: Ints, features: Ints, out: int, new: int, low: Ints, high: Ints) -> bool:
    """Whether the quotas of a panel with these counts hold after one member of cell `out` makes place for one of cell `new`."""
    for k in range(features.shape[1]):
        a, b = features[out, k], features[new, k]
        if a != b and (
            counts[a] - 1 < low[a] or counts[b] + 1 > high[b] or counts[a] - 1 > high[a] or counts[b] + 1 < low[b]
        ):
            return False
    return True


@njit(cache=True, nogil=True)
def _move(panel: Ints, counts: Ints, taken: Ints, off: Floats, features: Ints, klass: Ints, out: int, new: int) -> None:
    """Carry one exchange into all books."""
    panel[out] -= 1
    panel[new] += 1
    taken[klass[out]] -= 1
    taken[klass[new]] += 1
    off[out] -= 1
    off[new] += 1
    for k in range(features.shape[1]):
        counts[features[out, k]] -= 1
        counts[features[new, k]] += 1


@njit(cache=True, nogil=True)
def _mends(
    panel: Ints,
    counts: Ints,
    taken: Ints,
    off: Floats,
    weight: Floats,
    features: Ints,
    low: Ints,
    high: Ints,
    room: Ints,
    klass: Ints,
) -> tuple[float, int, int]:
    """The exchange after which all quotas of the panel hold and the totals lose least; -1, -1 when there is none."""
    cells, categories = features.shape
    best, leaves, joins = 1e18, -1, -1
    for out in range(cells):
        if panel[out] == 0:
            continue
        # every category that is broken must be touched on its broken feature
        for new in range(cells):
            change = weight[out] * (1 - 2 * off[out]) + weight[new] * (1 + 2 * off[new])
            if change >= best or new == out or taken[klass[new]] - (klass[new] == klass[out]) >= room[new]:
                continue
            whole = True
            for k in range(categories):
                a, b = features[out, k], features[new, k]
                if a != b and (counts[a] - 1 < low[a] or counts[b] + 1 > high[b]):
                    whole = False
                    break
            if not whole:
                continue
            counts_hold = True
            for f in range(len(low)):
                now = counts[f]
                for k in range(categories):
                    if features[out, k] == f:
                        now -= 1
                    if features[new, k] == f:
                        now += 1
                if now < low[f] or now > high[f]:
                    counts_hold = False
                    break
            if counts_hold:
                best, leaves, joins = change, out, new
    return best, leaves, joins


@njit(cache=True, nogil=True)
def _pick(off: Floats, sign: int) -> int:
    """A random cell, the likelier the more its total is above (sign 1) or below (sign -1) what is wanted; -1 when none is."""
    total = 0.0
    for c in range(len(off)):
        total += max(0.0, sign * off[c]) ** 2
    if total <= 0:
        return -1
    left = np.random.random() * total
    for c in range(len(off)):
        left -= max(0.0, sign * off[c]) ** 2
        if left < 0:
            return c
    return -1


@njit(cache=True, nogil=True)
def level(
    panels: Ints,
    wanted: Floats,
    weight: Floats,
    features: Ints,
    low: Ints,
    high: Ints,
    room: Ints,
    klass: Ints,
    tries: int,
    seed: int,
) -> float:
    """Exchange members inside single panels, quotas kept, until the totals per cell come as near to `wanted` as may be.

    Each try takes a cell with too many places and one with too few, and looks for a panel in which one can make place for the other, alone
    or together with a second exchange; kept is what lessens Σ weight · (total − wanted)², and that sum is given back.
    """
    np.random.seed(seed)
    many, cells = panels.shape
    off = -wanted.copy()
    counts = np.zeros((many, len(low)), np.int64)
    taken = np.zeros((many, klass.max() + 1), np.int64)
    for j in range(many):
        for c in range(cells):
            off[c] += panels[j, c]
            taken[j, klass[c]] += panels[j, c]
            for k in range(features.shape[1]):
                counts[j, features[c, k]] += panels[j, c]
    for _ in range(tries):
        out, new = _pick(off, 1), _pick(off, -1)
        if out < 0 or new < 0:
            break
        gain = weight[out] * (1 - 2 * off[out]) + weight[new] * (1 + 2 * off[new])
        first, doubles = np.random.randint(many), 0
        for step in range(many):
            j = (first + step) % many
            if panels[j, out] == 0 or taken[j, klass[new]] - (klass[new] == klass[out]) >= room[new]:
                continue
            if gain < -1e-9 and _fits(counts[j], features, out, new, low, high):
                _move(panels[j], counts[j], taken[j], off, features, klass, out, new)
                break
            if doubles < 2 and step > many // 2:
                doubles += 1
                _move(panels[j], counts[j], taken[j], off, features, klass, out, new)
                more, leaves, joins = _mends(
                    panels[j], counts[j], taken[j], off, weight, features, low, high, room, klass
                )
                if leaves >= 0 and gain + more < -1e-9:
                    _move(panels[j], counts[j], taken[j], off, features, klass, leaves, joins)
                    break
                _move(panels[j], counts[j], taken[j], off, features, klass, new, out)
    total = 0.0
    for c in range(cells):
        total += weight[c] * off[c] * off[c]
    return total


@njit(cache=True, nogil=True)
def herd(columns: Floats, wanted: Floats, weight: Floats, many: int) -> Ints:
    """Which columns, `many` in all, have totals near many · wanted? Each next one leans most towards what is still owed."""
    owed = np.zeros(len(wanted))
    chosen = np.empty(many, np.int64)
    for j in range(many):
        owed += wanted
        chosen[j] = np.argmax(columns @ (weight * owed))
        owed -= columns[chosen[j]]
    return chosen
