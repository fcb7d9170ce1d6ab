"""The largest total that could be exchanged, and with it the shortest ways: what a planner would do, as a measure of what stability costs."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from wijk.methods.exchange.fitting import Pair

Amounts = dict[tuple[int, int], int]


def largest(offers: Sequence[int], needs: Sequence[int], fitting: Sequence[Pair]) -> Amounts:
    """Units by (offer, need): as many as possible, and among these the fewest metres in all.

    Two linear programs (HiGHS, dual simplex): a transportation problem has its corners in whole numbers. Pairs of unknown
    distance count as the farthest known one.

    >>> largest([1, 1], [1, 1], [Pair(0, 0, 10.0, 1), Pair(0, 1, 50.0, 1), Pair(1, 0, 70.0, 1)])
    {(0, 1): 1, (1, 0): 1}
    """
    if not fitting:
        return {}
    columns = np.arange(len(fitting))
    rows = np.concatenate([[p.offer for p in fitting], [len(offers) + p.need for p in fitting]])
    bounds = np.asarray([*offers, *needs], dtype=np.float64)
    limits = csr_array((np.ones(2 * len(fitting)), (rows, np.tile(columns, 2))), shape=(len(bounds), len(fitting)))
    most = linprog(-np.ones(len(fitting)), A_ub=limits, b_ub=bounds, method="highs-ds")
    farthest = max((p.metres for p in fitting if p.metres is not None), default=0.0)
    ways = np.asarray([farthest if p.metres is None else p.metres for p in fitting])
    all_units = csr_array(np.ones((1, len(fitting))))
    total = float(np.round(-most.fun))
    best = linprog(ways, A_ub=limits, b_ub=bounds, A_eq=all_units, b_eq=[total], method="highs-ds")
    units = np.rint(best.x if best.success else most.x).astype(np.int64)
    return {(p.offer, p.need): int(u) for p, u in zip(fitting, units.tolist(), strict=True) if u}


def total_metres(amounts: Mapping[tuple[int, int], int], fitting: Sequence[Pair]) -> float:
    """Units times metres over all matches whose distance is known."""
    known = {(p.offer, p.need): p.metres for p in fitting}
    return sum(units * (known[pair] or 0.0) for pair, units in amounts.items())
