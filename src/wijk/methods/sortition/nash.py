"""Which chances have the largest product? Nash's objective over cells, by an interior-point method.

Source: Nash 1950 for the product; Boyd and Vandenberghe, "Convex Optimization", section 11.7, for primal–dual interior points.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from wijk.methods.sortition.cells import Cells, Floats
from wijk.methods.sortition.programmes import panel_rows
from wijk.methods.sortition.targets import Target, leximin

_STEPS = 200
_CLOSE = 1e-10


def nash(cells: Cells) -> Target:
    """The chances with the largest product, among people who can be on a panel at all."""
    plain = leximin(cells)
    counts = np.zeros(len(cells))
    able = ~plain.impossible
    counts[able] = _largest_product(cells, able, plain.chances * cells.people)
    return Target(counts / cells.people, plain.bound, plain.impossible)


def _largest_product(cells: Cells, able: NDArray[np.bool_], start: Floats) -> Floats:
    """Counts y of the able cells that maximise Σ people · log y within the rows."""
    people, room, y = cells.people[able].astype(float), cells.room[able].astype(float), start[able].copy()
    matrix, lower, upper = panel_rows(cells)
    matrix = matrix[:, np.flatnonzero(able)]
    equal = upper - lower < 0.5
    low = ~equal & (lower > 0)
    above = sparse.vstack([matrix[~equal], -matrix[low], sparse.identity(len(y))]).tocsr()
    limits = np.concatenate([upper[~equal], -lower[low], room])
    even = matrix[equal].toarray()
    return _interior(people, above, limits, _independent(even), y)


def _independent(rows: Floats) -> Floats:
    """As many rows as there are independent ones (sums over a category repeat the size), orthonormal."""
    _, sizes, directions = linalg.svd(rows, full_matrices=False)
    return np.asarray(directions[sizes > 1e-9 * sizes[0]])


def _interior(people: Floats, above: sparse.csr_matrix, limits: Floats, even: Floats, start: Floats) -> Floats:
    wanted = even @ start
    y = np.maximum(start, 1e-6)
    slack = np.maximum(limits - above @ y, 1e-2)
    price = people.sum() / len(people) / slack
    equal_price = np.zeros(len(even))
    for _ in range(_STEPS):
        gap = float(slack @ price) / len(slack)
        gradient = -people / y + above.T @ price + even.T @ equal_price
        off, uneven = above @ y + slack - limits, even @ y - wanted
        worst = max(gap, *(float(np.abs(one).max(initial=0)) for one in (off, uneven, gradient * y)))
        if worst < _CLOSE:
            break
        centre = 0.1 * gap
        ratio = price / slack
        hessian = (above.T @ sparse.diags(ratio) @ above).toarray()
        hessian[np.diag_indices(len(y))] += people / y**2
        right = -gradient - above.T @ (ratio * off + centre / slack - price)
        try:
            factor = linalg.cho_factor(hessian)
        except linalg.LinAlgError:  # as near as these floats can come
            break
        cross = linalg.cho_solve(factor, even.T)
        plain = linalg.cho_solve(factor, right)
        step_equal = linalg.solve(even @ cross + 1e-16 * np.eye(len(even)), even @ plain + uneven, assume_a="pos")
        step = plain - cross @ step_equal
        step_slack = -off - above @ step
        step_price = (centre - price * step_slack) / slack - price
        length = min(_longest(y, step), _longest(slack, step_slack), _longest(price, step_price))
        y, slack, price = y + length * step, slack + length * step_slack, price + length * step_price
        equal_price = equal_price + length * step_equal
    return y


def _longest(value: Floats, step: Floats) -> float:
    """How far one may go before anything reaches zero."""
    falling = step < 0
    return min(1.0, 0.99 * float((-value[falling] / step[falling]).min(initial=np.inf)))
