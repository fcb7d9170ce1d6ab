"""Why is there no panel, and what is the least that would have to give? Irreducible clashes, and the smallest change of the quotas.

A clash is found by leaving out one demand at a time (a deletion filter): what remains cannot hold together, and would if any one of it were
left out. The change is an integer programme that moves minimums down and maximums up by as few places as possible in all.

Source: Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear programs", 1991 (the deletion filter).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from wijk.methods.saying import Saying
from wijk.methods.sortition.cells import Cells
from wijk.methods.sortition.messages import say
from wijk.methods.sortition.pools import Quota
from wijk.methods.sortition.programmes import INF, Programme, panel_programme, panel_rows


@dataclass(frozen=True)
class Relaxation:
    """Which demands clash (in words), and the quotas after the smallest change; no changed quotas: no change within the ranges helps."""

    size: int
    clash: tuple[Saying, ...]
    changed: tuple[tuple[Quota, Quota], ...] | None
    """each changed quota, before and after"""

    def changes(self) -> tuple[Saying, ...]:
        """The smallest change, one saying for each number that moves."""
        said = []
        for old, new in self.changed or ():
            if new.minimum != old.minimum:
                said.append(
                    say("change_minimum", category=old.category, feature=old.feature, new=new.minimum, old=old.minimum)
                )
            if new.maximum != old.maximum:
                said.append(
                    say("change_maximum", category=old.category, feature=old.feature, new=new.maximum, old=old.maximum)
                )
        return tuple(said)

    def says(self) -> tuple[Saying, ...]:
        """Both, as sentences."""
        if self.changed is None:
            return say("clash"), *self.clash, say("change_none", size=self.size)
        return say("clash"), *self.clash, say("resolve"), *self.changes()


def clash_of(cells: Cells, quotas: Sequence[Quota]) -> Relaxation | None:
    """None when a panel exists; else what clashes and what helps."""
    if panel_programme(cells, integer=True).solve():
        return None
    changed = smallest_change(cells, quotas)
    return Relaxation(cells.size, _irreducible(cells, quotas), changed)


def relaxed(cells: Cells, quotas: Sequence[Quota]) -> tuple[tuple[Quota, Quota], ...] | None:
    """The smallest change that makes a panel possible (none when one is), or None when nothing within the ranges does."""
    return () if panel_programme(cells, integer=True).solve() else smallest_change(cells, quotas)


def smallest_change(cells: Cells, quotas: Sequence[Quota]) -> tuple[tuple[Quota, Quota], ...] | None:
    """Which numbers of which quotas must move, by as few places as possible in all; equal changes prefer wide quotas."""
    matrix, lower, upper = panel_rows(cells)
    many, count = len(quotas), len(cells)
    down = [quota.minimum - quota.widest[0] for quota in quotas]
    up = [cells.size if quota.widest[1] is None else quota.widest[1] - quota.maximum for quota in quotas]
    # a place counts a little less where the quota is large, so that small groups keep theirs
    dear = np.array([1 + 1e-3 / (1 + quota.maximum) for quota in quotas])
    give = sparse.vstack([sparse.identity(many), sparse.csr_matrix((len(lower) - many, many))])
    # one row keeps the minimum and one the maximum: count + down ≥ minimum, count − up ≤ maximum
    wide = sparse.vstack([
        sparse.hstack([matrix, give, sparse.csr_matrix(give.shape)]),
        sparse.hstack([matrix[:many], sparse.csr_matrix((many, many)), -sparse.identity(many)]),
    ]).tocsc()  # fmt: skip
    programme = Programme(
        np.concatenate([np.zeros(count), -dear, -dear]), np.zeros(count + 2 * many),
        np.concatenate([cells.room, np.maximum(down, 0), np.maximum(up, 0)]), wide,
        np.concatenate([lower, np.full(many, -INF)]),
        np.concatenate([np.full(many, INF), upper[many:], upper[:many]]), integer=np.ones(count + 2 * many, dtype=bool),
    )  # fmt: skip
    if not programme.solve():
        return None
    moves = np.rint(programme.x[count:]).astype(int).tolist()
    changed = []
    for i, quota in enumerate(quotas):
        less, more = moves[i], moves[many + i]
        if less or more:
            new = Quota(
                quota.category,
                quota.feature,
                quota.minimum - less,
                quota.maximum + more,
                quota.min_flex,
                quota.max_flex,
            )
            changed.append((quota, new))
    return tuple(changed)


def _irreducible(cells: Cells, quotas: Sequence[Quota]) -> tuple[Saying, ...]:
    """Demands that cannot hold together, none of which could be spared."""
    programme = panel_programme(cells, integer=True)
    many, shared = len(quotas), cells.shared
    lower, upper = cells.low.astype(float), cells.high.astype(float)
    parts: list[Saying] = []

    def needed(row: int, low: float, high: float, old: tuple[float, float]) -> bool:
        """Whether the demand on a row must stay for the clash to stay; when not, it is left out for good."""
        programme.set_row(row, low, high)
        if programme.solve():
            programme.set_row(row, *old)
            return True
        return False

    for i, quota in enumerate(quotas):
        names = {"category": quota.category, "feature": quota.feature}
        if needed(i, -INF, float(upper[i]), (float(lower[i]), float(upper[i]))):
            parts.append(say("clash_minimum", **names, minimum=quota.minimum))
        else:
            lower[i] = -INF
        if needed(i, float(lower[i]), INF, (float(lower[i]), float(upper[i]))):
            parts.append(say("clash_maximum", **names, maximum=quota.maximum))
    if needed(many, 0.0, INF, (float(cells.size), float(cells.size))):
        parts.append(say("clash_size", size=cells.size))
    if shared:
        rooms = [float(cells.room[part[0]]) for part in shared]
        for k in range(len(shared)):
            programme.set_row(many + 1 + k, 0.0, INF)
        if programme.solve():
            parts.append(say("clash_households"))
            for k, room in enumerate(rooms):
                programme.set_row(many + 1 + k, 0.0, room)
    return (*parts, say("clash_pool")) if len(parts) < 2 else tuple(parts)
