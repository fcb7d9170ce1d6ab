"""The definition of leximin, written out: every panel is listed, and persons are raised by linear programmes of scipy."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from wijk.methods.sortition.pools import Pool, Quota


def all_panels(pool: Pool, quotas: Sequence[Quota], size: int) -> NDArray[np.float64]:
    """Every panel [number, person] that holds quotas and household rule."""
    found = []
    for members in combinations(range(len(pool)), size):
        homes = [pool.households[i] for i in members] if pool.households is not None else list(members)
        counts = [sum(pool.answers[q.category][i] == q.feature for i in members) for q in quotas]
        met = all(q.minimum <= count <= q.maximum for q, count in zip(quotas, counts, strict=True))
        if met and len(set(homes)) == size:
            found.append([float(i in members) for i in range(len(pool))])
    return np.array(found).reshape(-1, len(pool))


def leximin(panels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sorted chances: stage by stage the level of the open persons, then those who cannot pass it, each asked by a programme of its own."""
    people = panels.shape[1]
    fixed: dict[int, float] = {}
    while len(fixed) < people:
        open_ones = [i for i in range(people) if i not in fixed]
        level = _highest(panels, fixed, open_ones)
        stuck = [i for i in open_ones if _alone(panels, fixed, open_ones, level, i) < level + 1e-7]
        assert stuck
        fixed |= dict.fromkeys(stuck, level)
    return np.sort(np.array(list(fixed.values())))


def _rows(panels: NDArray[np.float64], fixed: dict[int, float]) -> tuple[list[NDArray[np.float64]], list[float]]:
    return [np.append(-panels[:, i], 0.0) for i in fixed], [-value + 1e-9 for value in fixed.values()]


def _solve(
    panels: NDArray[np.float64], cost: NDArray[np.float64], rows: list[NDArray[np.float64]], limits: list[float]
) -> float:
    one = np.append(np.ones(len(panels)), 0.0)[None, :]
    found = linprog(-cost, np.array(rows), np.array(limits), one, np.ones(1), bounds=[(0, None)] * len(cost))
    assert found.success
    return float(-found.fun)


def _highest(panels: NDArray[np.float64], fixed: dict[int, float], open_ones: list[int]) -> float:
    rows, limits = _rows(panels, fixed)
    rows += [np.append(-panels[:, i], 1.0) for i in open_ones]
    cost = np.append(np.zeros(len(panels)), 1.0)
    return _solve(panels, cost, rows, limits + [0.0] * len(open_ones))


def _alone(panels: NDArray[np.float64], fixed: dict[int, float], open_ones: list[int], level: float, one: int) -> float:
    rows, limits = _rows(panels, fixed | dict.fromkeys(open_ones, level))
    return _solve(panels, np.append(panels[:, one], 0.0), rows, limits)
