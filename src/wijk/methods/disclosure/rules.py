"""Which cells are sensitive, why, and which interval around each must stay open."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.disclosure.messages import say
from wijk.methods.disclosure.table import Floats, Table
from wijk.methods.saying import Rejected

THRESHOLD, DOMINANCE, MARKED = "threshold", "dominance", "marked"


@dataclass(frozen=True)
class Rule:
    """What makes a cell sensitive.

    `threshold`: fewer than so many contributors (or people, where the table counts people); `zeros`: cells of 0 are sensitive, too, and
    may be hidden; `dominance` (n, k): the n largest contributors make up more than k % of the cell; `percent` (the p% rule): the
    second largest can estimate the largest to within p %; `margin`: the part of a cell by which it must stay uncertain on either
    side where it is marked, or has too few contributors; `told`: the reason is published with each hidden cell, so everybody
    knows that a cell hidden by the threshold lies below it, and that every other one does not.

    Sources: Hundepool et al., "Statistical Disclosure Control" (Wiley, 2012), chapter 4.
    """

    threshold: int | None = None
    zeros: bool = False
    dominance: tuple[int, float] | None = None
    percent: float | None = None
    margin: float = 0.3
    told: bool = False


@dataclass(frozen=True, eq=False)
class Sensitive:
    """Of each cell the reason ("" when not sensitive), and the lowest and highest value that must stay possible.

    `least` is what everybody knows to be the least that a hidden cell can be: 1 where cells of 0 are always published.
    `most` is what everybody knows to be the most (infinite, but below the threshold where reasons are told).
    `may_hide` tells which cells may be hidden at all: cells of 0 only when the rule says so.
    """

    reasons: tuple[str, ...]
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    may_hide: NDArray[np.bool_]
    threshold: int | None = None

    @property
    def cells(self) -> NDArray[np.intp]:
        """The sensitive cells."""
        return np.flatnonzero(np.array(self.reasons, dtype=object) != "")


def assess(
    table: Table,
    rule: Rule,
    *,
    contributors: Floats | None = None,
    largest: Sequence[Sequence[float]] | None = None,
    marked: NDArray[np.bool_] | None = None,
    unpublished: NDArray[np.bool_] | None = None,
) -> Sensitive:
    """Which cells of the table are sensitive?

    `contributors`: how many stand behind each cell, where the values are not counts of people themselves; `largest`: the largest
    contributions of each cell, descending; `marked`: sensitive for another reason; `unpublished`: blocks that only tie overlapping
    perimeters together. A count below the threshold must stay possible from `least` up to the threshold itself, so
    nobody can tell that it is small. Raises Rejected for rules that cannot be.

    >>> from wijk.methods.disclosure.table import tabulate
    >>> found = assess(tabulate(["area"], [("a",), ("b",)], [3, 40], []), Rule(threshold=5))
    >>> found.reasons, found.low.tolist(), found.high.tolist()
    (('threshold', ''), [1.0, 40.0], [5.0, 40.0])
    """
    _check(table, rule, contributors, largest, marked)
    x = table.values
    hidden_before = np.zeros(len(table), dtype=bool) if unpublished is None else unpublished
    shown_zeros = table.counts and not rule.zeros
    least = np.where(hidden_before | (not shown_zeros), 0.0, 1.0)
    reasons = np.full(len(table), "", dtype=object)
    low, high = x.copy(), x.copy()
    step = np.maximum(1.0, np.ceil(rule.margin * x)) if table.counts else rule.margin * x
    if marked is not None:
        _widen(reasons, low, high, marked & (rule.zeros | (x > 0)), MARKED, x - step, x + step)
    if rule.dominance is not None or rule.percent is not None:
        need = _dominated(table, rule, largest or [])
        need = np.ceil(need) if table.counts else need
        _widen(reasons, low, high, need > 0, DOMINANCE, x - need, x + need)
    if rule.threshold is not None:
        of = x if contributors is None else np.asarray(contributors, dtype=np.float64)
        few = (of < rule.threshold) & (rule.zeros | (x > 0))
        if contributors is None:
            _widen(reasons, low, high, few, THRESHOLD, least, np.full(len(table), float(rule.threshold)))
        else:
            _widen(reasons, low, high, few, THRESHOLD, x - step, x + step)
    most = np.full(len(table), np.inf)
    if rule.told and rule.threshold is not None and contributors is None:
        few = (reasons == THRESHOLD) & ~hidden_before
        most[few] = rule.threshold - 1.0
        least[(x >= rule.threshold) & ~hidden_before] = rule.threshold
    low, high = np.minimum(x, np.maximum(low, least)), np.minimum(high, most)
    return Sensitive(tuple(map(str, reasons)), low, high, least, most, rule.zeros | (x > 0), rule.threshold)


def _widen(
    reasons: NDArray[np.object_],
    low: Floats,
    high: Floats,
    hit: NDArray[np.bool_],
    reason: str,
    lower: Floats,
    upper: Floats,
) -> None:
    reasons[hit] = reason
    low[hit] = np.minimum(low[hit], lower[hit])
    high[hit] = np.maximum(high[hit], upper[hit])


def _dominated(table: Table, rule: Rule, largest: Sequence[Sequence[float]]) -> Floats:
    """How much above its value each cell must be able to be; 0 where no rule is broken (Hundepool et al., table 4.2)."""
    need = np.zeros(len(table))
    for at, given in enumerate(largest):
        parts, value = sorted(given, reverse=True), float(table.values[at])
        if rule.dominance is not None:
            n, k = rule.dominance
            need[at] = max(need[at], sum(parts[:n]) * 100.0 / k - value)
        if rule.percent is not None and parts:
            need[at] = max(need[at], rule.percent / 100.0 * parts[0] - (value - sum(parts[:2])))
    return need


def _check(
    table: Table,
    rule: Rule,
    contributors: Floats | None,
    largest: Sequence[Sequence[float]] | None,
    marked: NDArray[np.bool_] | None,
) -> None:
    dominating = rule.dominance is not None or rule.percent is not None
    if rule.threshold is None and not dominating and marked is None:
        raise Rejected(say("rule_none"))
    if rule.threshold is not None and rule.threshold < 2:
        raise Rejected(say("threshold_wrong", threshold=rule.threshold))
    if rule.threshold is not None and contributors is None and not table.counts:
        at = int(np.flatnonzero(table.values != np.floor(table.values))[0])
        raise Rejected(say("threshold_fractions", cell=table.name(at), value=float(table.values[at])))
    if rule.dominance is not None and not (rule.dominance[0] >= 1 and 0 < rule.dominance[1] < 100):
        raise Rejected(say("dominance_wrong"))
    if rule.percent is not None and not 0 < rule.percent < 100:
        raise Rejected(say("percent_wrong"))
    if not 0 < rule.margin <= 1:
        raise Rejected(say("margin_wrong"))
    if not dominating:
        return
    if largest is None:
        raise Rejected(say("largest_missing"))
    for at, parts in enumerate(largest[: len(table)]):
        if sum(parts) > float(table.values[at]) * (1 + 1e-9):
            value = float(table.values[at])
            raise Rejected(say("largest_wrong", cell=table.name(at), total=float(sum(parts)), value=value))
