"""Which further cells must be hidden so that no sensitive cell can be recomputed from totals?"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from wijk.methods.disclosure.attack import Attacker, Cover, Need, attainable, needs_of
from wijk.methods.disclosure.master import Master
from wijk.methods.disclosure.messages import say
from wijk.methods.disclosure.rules import DOMINANCE, MARKED, THRESHOLD, Sensitive
from wijk.methods.disclosure.table import MOST, Floats, Table, network
from wijk.methods.saying import Rejected, Saying, Share

METHOD = "disclosure.suppress/1"
COMPLEMENT, OVERLAP, UNPUBLISHED = "complementary", "overlap", "unpublished"
Progress = Callable[[float, float, str], None]
ROUNDS = 200
ROUNDING = 1e-6
COARSE = 0.02
"""While covers are still found fast, whole cells need not be the very lightest."""
EPSILON = 1e-3
"""So far a cell that is not hidden is opened when a cover is looked for, so that the cover names every way out."""


@dataclass(frozen=True, eq=False)
class Protected:
    """What is hidden, and why: `reasons[cell]` is "" for a published cell.

    `weight` is that of all cells hidden beyond the sensitive ones, `bound` what no other hiding can go below, `linear` the
    bound of the linear relaxation alone. The intervals in `sensitive` are no wider than hiding everything would make them.
    """

    table: Table
    sensitive: Sensitive
    hidden: NDArray[np.bool_]
    reasons: tuple[str, ...]
    weight: float
    bound: float
    optimal: bool
    linear: float = 0.0
    method: str = METHOD

    @property
    def totals(self) -> tuple[int, ...]:
        """Cells that have parts and had to be hidden although nothing about them is sensitive."""
        wholes = {one.whole for one in self.table.sums}
        return tuple(
            at
            for at in np.flatnonzero(self.hidden).tolist()
            if at in wholes and self.reasons[at] in (COMPLEMENT, OVERLAP)
        )

    @property
    def gap(self) -> float:
        """Which share of the weight hidden a lighter hiding could save at most. The weight itself is a sum over hidden cells: publish it never."""
        return (self.weight - self.bound) / self.weight if self.weight else 0.0

    def explain(self) -> tuple[Saying, ...]:
        """How many cells are hidden for which reason, which totals, and how far from the least possible."""
        primary = len(self.sensitive.cells)
        if not primary:
            return (say("nothing_sensitive"),)
        count = {reason: self.reasons.count(reason) for reason in set(self.reasons)}
        more = count.get(COMPLEMENT, 0) + count.get(OVERLAP, 0)
        told = [say("hidden", primary=primary, cells=len(self.table), more=more)]
        codes = {DOMINANCE: "by_dominance", MARKED: "by_mark", COMPLEMENT: "by_complement", OVERLAP: "by_overlap"}
        if count.get(THRESHOLD):
            told.append(say("by_threshold", count=count[THRESHOLD], threshold=self.sensitive.threshold or 0))
        told += [say(code, count=count[reason]) for reason, code in codes.items() if count.get(reason)]
        if self.totals:
            told.append(say("totals_hidden", count=len(self.totals)))
        if self.optimal:
            told.append(say("optimal"))
        else:
            told.append(say("bounded", gap=Share(self.gap)))
        if (self.sensitive.least > 0).all():
            told.append(say("base_zero"))
        if np.isfinite(self.sensitive.most).any():
            told.append(say("reasons_told"))
        return tuple(told)


def suppress(
    table: Table,
    sensitive: Sensitive,
    *,
    weights: Floats | None = None,
    unpublished: NDArray[np.bool_] | None = None,
    rounds: int = ROUNDS,
    progress: Progress | None = None,
) -> Protected:
    """The lightest hiding after which every sensitive cell may, for all that anybody can tell, be anything in its interval.

    `weights`: what it costs to hide a cell (default: its value + 1). Cells that are `unpublished` are hidden anyway and cost
    nothing. Cutting planes: an attacker looks for a sensitive cell that cannot move far enough and names a cover of which some
    cell must be hidden; HiGHS finds the lightest hiding that meets all covers; and again. The weight of the linear
    relaxation, with all its covers, is a lower bound for every hiding.

    Source: Fischetti and Salazar, "Solving the cell suppression problem on tabular data with linear constraints",
    Management Science 47 (2001).

    >>> from wijk.methods.disclosure.rules import Rule, assess
    >>> from wijk.methods.disclosure.table import Hierarchy, tabulate
    >>> town = Hierarchy("area", (("a", "town"), ("b", "town"), ("c", "town")))
    >>> table = tabulate(["area"], [("a",), ("b",), ("c",), ("town",)], [3, 20, 30, 53], [town])
    >>> found = suppress(table, assess(table, Rule(threshold=5)))
    >>> found.reasons, found.optimal
    (('threshold', 'complementary', '', ''), True)
    """
    cost = _weights(table, weights)
    before = np.zeros(len(table), dtype=bool) if unpublished is None else unpublished
    always = before.copy()
    always[sensitive.cells] = True
    master = Master(cost, always, ~sensitive.may_hide & ~always)
    attacker = Attacker(table, sensitive)
    sensitive, needs = attainable(table, sensitive, attacker, needs_of(table, sensitive), always)
    master.add([cover for need in needs for cover in attacker.singles(need)])
    linear = bound = _linear(master, attacker, needs, progress)
    best, least = np.ones(0, dtype=bool), math.inf
    careful = table.counts and not network(table)
    gap = COARSE
    for turn in range(rounds):
        hidden, proven = master.whole(gap)
        bound = max(bound, proven)
        covers, whole = _mend(attacker, needs, hidden, cost, sensitive.may_hide, careful)
        weight = math.fsum(cost[whole & ~always].tolist())
        if weight < least:
            best, least = whole, weight
        if least <= bound * (1 + ROUNDING) or not (covers or gap):
            break
        gap = gap if covers else 0.0
        master.add(covers)
        if progress:
            progress(turn, rounds, "whole cells")
    optimal = least <= bound * (1 + ROUNDING)
    reasons = _reasons(table, sensitive, best, before)
    return Protected(table, sensitive, best, reasons, least, least if optimal else bound, optimal, linear)


def _weights(table: Table, weights: Floats | None) -> Floats:
    cost = table.values + 1.0 if weights is None else np.asarray(weights, dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(cost) & (cost > 0)))[:MOST].tolist()
    if wrong:
        raise Rejected([say("weight_wrong", cell=table.name(at), weight=float(cost[at])) for at in wrong])
    return cost


def _linear(master: Master, attacker: Attacker, needs: Sequence[Need], progress: Progress | None) -> float:
    """Add covers until the linear relaxation meets every need; its weight. Needs that were met are asked again at the end."""
    degrees, bound = master.linear()
    asked: Sequence[Need] = needs
    for turn in range(ROUNDS):
        open_ones = [(need, cover) for need in asked if (cover := attacker.short(need, degrees)) is not None]
        if not open_ones and len(asked) == len(needs):
            break
        asked = [need for need, _ in open_ones] or needs
        master.add([cover for _, cover in open_ones])
        if open_ones:
            degrees, bound = master.linear()
        if progress:
            progress(turn, ROUNDS, "lower bound")
    return bound


def _mend(
    attacker: Attacker,
    needs: Sequence[Need],
    hidden: NDArray[np.bool_],
    cost: Floats,
    may_hide: NDArray[np.bool_],
    careful: bool,
) -> tuple[list[Cover], NDArray[np.bool_]]:
    """The covers that this hiding violates, and a hiding that meets every need: the cheapest cell of each cover more."""
    whole = hidden.copy()
    covers: list[Cover] = []
    for need in needs:
        while (cover := _violated(attacker, need, whole, may_hide, careful)) is not None:
            covers.append(cover)
            new = ~whole[cover.cells] & may_hide[cover.cells]
            if not new.any():
                break
            cells, values = cover.cells[new], cover.values[new]
            whole[cells[np.argmin(cost[cells] / values)]] = True
    return covers, whole


def _violated(
    attacker: Attacker, need: Need, hidden: NDArray[np.bool_], may_hide: NDArray[np.bool_], careful: bool
) -> Cover | None:
    cover = attacker.short(need, hidden.astype(np.float64))
    if cover is not None:
        wide = attacker.short_of_all(need, np.where(hidden, 1.0, EPSILON))
        if wide is not None and float(wide.values[hidden[wide.cells]].sum()) < wide.least * (1 - ROUNDING):
            return wide
        return cover
    others = np.flatnonzero(may_hide & ~hidden)
    if careful and len(others) and not attacker.in_steps and attacker.short_of_whole(need, hidden):
        return Cover(others, np.ones(len(others)), 1.0)
    return None


def _reasons(
    table: Table, sensitive: Sensitive, hidden: NDArray[np.bool_], before: NDArray[np.bool_]
) -> tuple[str, ...]:
    """A cell that no single hierarchy ties to a sensitive cell, through hidden cells, is hidden because perimeters overlap."""
    primary = np.zeros(len(table), dtype=bool)
    primary[sensitive.cells] = True
    linked = np.zeros(len(table), dtype=bool)
    for name in dict.fromkeys(one.hierarchy for one in table.sums):
        ties = [
            (cells[0], cell)
            for one in table.sums
            if one.hierarchy == name and (cells := [at for at in (one.whole, *one.parts) if hidden[at]])
            for cell in cells
        ]
        a, b = np.array(ties or [(0, 0)]).T
        label = connected_components(coo_array((np.ones(len(a)), (a, b)), shape=(len(table),) * 2), directed=False)[1]
        linked |= np.isin(label, label[primary])
    return tuple(
        sensitive.reasons[at]
        or (UNPUBLISHED if before[at] else (COMPLEMENT if linked[at] else OVERLAP) if hidden[at] else "")
        for at in range(len(table))
    )
