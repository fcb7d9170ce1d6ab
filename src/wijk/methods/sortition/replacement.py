"""Who takes the place of those who drop out? The same lottery, over the completions of the panel that remains (`sortition.replacement/1`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wijk.methods.saying import Rejected, Saying
from wijk.methods.sortition.cells import cells_of
from wijk.methods.sortition.clashes import Relaxation, relaxed
from wijk.methods.sortition.lottery import Clash, Lottery, select
from wijk.methods.sortition.messages import say
from wijk.methods.sortition.mixtures import Progress
from wijk.methods.sortition.pools import Pool, Quota

METHOD = "sortition.replacement/1"


@dataclass(frozen=True)
class Replacement:
    """A lottery over completions: its persons are row numbers of `pool`, the people who may still be drawn."""

    method: str
    lottery: Lottery
    pool: Pool
    quotas: tuple[Quota, ...]
    """what the newcomers must fulfil, after any widening"""
    stays: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[tuple[Quota, Quota], ...]
    """quotas of the whole panel that had to be widened, before and after"""

    def explain(self) -> tuple[Saying, ...]:
        """What was reckoned, in sentences for the minutes."""
        size = len(self.stays) + len(self.dropped)
        many, people = len(self.lottery.panels), len(self.pool)
        first = say("replace_made", count=len(self.dropped), size=size, panels=many, people=people)
        if not self.changed:
            return first, say("replace_kept")
        return first, say("replace_widened"), *Relaxation(size, (), self.changed).changes()


def replace_members(
    pool: Pool,
    quotas: Sequence[Quota],
    panel: Sequence[str],
    dropped: Collection[str],
    *,
    unavailable: Collection[str] = (),
    objective: str = "leximin",
    panels: int = 1000,
    random: np.random.Generator,
    progress: Progress = lambda done, total, what: None,
) -> Replacement:
    """Make the lottery over those who can complete the panel after `dropped` (ids) left it.

    Drop-outs, members who stay, their households, and `unavailable` people are not drawn. Quotas are kept; where that cannot be, they are
    widened by as few places as possible, which the result names. Raises Rejected for ids that are not there, and `Clash` when nobody can
    complete the panel at all.

    >>> pool = Pool(("a", "b", "c", "d"), {"age": ("young", "old", "old", "young")})
    >>> quotas = [Quota("age", "young", 1, 1), Quota("age", "old", 1, 1)]
    >>> found = replace_members(pool, quotas, ("a", "b"), {"b"}, panels=10, random=np.random.default_rng(1))
    >>> [found.pool.ids[i] for i in found.lottery.panels[0]]
    ['c']
    """
    row = {one: i for i, one in enumerate(pool.ids)}
    faults = [say("member_unknown", id=one) for one in panel if one not in row]
    faults += [say("not_a_member", id=one) for one in dropped if one not in set(panel)]
    if not dropped:
        faults.append(say("nobody_drops"))
    if faults:
        raise Rejected(faults)
    stays = tuple(one for one in panel if one not in set(dropped))
    rest = _rest(pool, row, {*panel, *unavailable}, stays)
    have = [sum(pool.answers.get(q.category, [""] * len(pool))[row[one]] == q.feature for one in stays) for q in quotas]
    open_quotas = [
        Quota(q.category, q.feature, max(0, q.minimum - h), max(0, q.maximum - h))
        for q, h in zip(quotas, have, strict=True)
    ]
    cells = cells_of(rest, open_quotas, len(dropped))
    moved = relaxed(cells, open_quotas)
    if moved is None:
        relaxation = Relaxation(len(panel), (say("clash_households"), say("clash_pool")), None)
        raise Clash(relaxation.says(), relaxation)
    widened = dict(moved)
    final = tuple(widened.get(quota, quota) for quota in open_quotas)
    lottery = select(rest, final, len(dropped), objective=objective, panels=panels, random=random, progress=progress)
    changed = tuple(
        (whole, replace(whole, minimum=new.minimum + h if new.minimum < old.minimum else whole.minimum, maximum=max(whole.maximum, new.maximum + h)))
        for whole, old, new, h in zip(quotas, open_quotas, final, have, strict=True)
        if old != new
    )  # fmt: skip
    return Replacement(METHOD, lottery, rest, final, stays, tuple(one for one in panel if one in set(dropped)), changed)


def _rest(pool: Pool, row: dict[str, int], away: set[str], stays: Sequence[str]) -> Pool:
    """The people who may still be drawn."""
    homes = set() if pool.households is None else {pool.households[row[one]] for one in stays}
    kept = [
        i for i, one in enumerate(pool.ids)
        if one not in away and (pool.households is None or pool.households[i] not in homes)
    ]  # fmt: skip
    answers = {category: [values[i] for i in kept] for category, values in pool.answers.items()}
    households = None if pool.households is None else [pool.households[i] for i in kept]
    return Pool([pool.ids[i] for i in kept], answers, households)
