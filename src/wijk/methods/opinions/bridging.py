"""A score of common ground that needs no groups: what would somebody in the middle of the main difference think?"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wijk.methods.opinions.canonical import Canonical, canonical
from wijk.methods.opinions.kernels import Floats, Ints, Marks, Places
from wijk.methods.opinions.messages import say
from wijk.methods.opinions.spectrum import spectrum
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Quantity, Saying

METHOD = "opinions.bridging/1"
INTERCEPT, FACTOR = 0.15, 0.03
ROUNDS = 15


@dataclass(frozen=True, eq=False)
class Bridging:
    """Of each statement the agreement (0 to 1) expected of a person in the middle, and on which side of the main difference it lies."""

    score: NDArray[np.float64]
    slope: NDArray[np.float64]
    overall: float
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """What the score means."""
        return (say("bridging", overall=Quantity(self.overall, 2)),)


def bridging(votes: Votes, *, order: Canonical | None = None) -> Bridging:
    """How far does agreement with a statement reach across the main difference?

    A vote (agree 1, disagree 0, passes left out) is fitted as overall + person + statement + person's factor × statement's factor;
    what the one factor explains does not count, so the statement's own term is agreement across it. The factorisation of
    Community Notes (Wojcik et al. 2022, arXiv:2210.15723) with its penalties of 0.15 on terms and 0.03 on factors, weighted by
    the number of votes (Zhou et al. 2008) and solved by alternating least squares from the first axis of the votes, without chance.
    NaN for a statement nobody took a side on. `order` saves putting the votes in canonical order again.

    >>> votes = Votes.gather(list("abcd"), ["all", "half"], [0, 1, 2, 3] * 2, [0] * 4 + [1] * 4, [1, 1, 1, 1, 1, 1, -1, -1])
    >>> bool(bridging(votes).score[0] > bridging(votes).score[1])
    True
    """
    order = order or canonical(votes)
    sides = votes.tally[:, 0] + votes.tally[:, 2]
    if not sides.sum():
        nothing = np.full(len(votes.statements), np.nan)
        return Bridging(nothing, nothing, float("nan"))
    overall = float(votes.tally[:, 2].sum() / sides.sum())
    slope = spectrum(order, turns=4).axes[:, 0].copy() * np.sqrt(order.statements)
    term = np.zeros(order.statements)
    for _ in range(ROUNDS):
        _round(order.start, order.col, order.vote, overall, term, slope, INTERCEPT, FACTOR)
    score, slopes = np.empty(len(term)), np.empty(len(term))
    score[order.statement], slopes[order.statement] = overall + term, slope
    score[sides == 0] = slopes[sides == 0] = np.nan
    return Bridging(score, slopes, overall)


@njit(cache=True, nogil=True)
def _solve(n: float, f: float, ff: float, y: float, fy: float, on_term: float, on_factor: float) -> tuple[float, float]:
    """The term and factor with the least penalised squares, out of sums over n votes."""
    a, b, c = n * (1 + on_term), f, ff + n * on_factor
    determinant = a * c - b * b
    if determinant <= 1e-12:
        return (y / a if a > 0 else 0.0), 0.0
    return (c * y - b * fy) / determinant, (a * fy - b * y) / determinant


@njit(cache=True, nogil=True)
def _round(
    start: Ints, col: Places, vote: Marks, overall: float, term: Floats, slope: Floats, on_term: float, on_factor: float
) -> None:
    """First every person given the statements, then every statement given the persons; in place."""
    sums = np.zeros((len(term), 5))
    for i in range(len(start) - 1):
        n = f = ff = y = fy = 0.0
        for e in range(start[i], start[i + 1]):
            if vote[e] != 0:
                j = col[e]
                rest = (1.0 if vote[e] > 0 else 0.0) - overall - term[j]
                n += 1
                f += slope[j]
                ff += slope[j] ** 2
                y += rest
                fy += slope[j] * rest
        own, factor = _solve(n, f, ff, y, fy, on_term, on_factor)
        for e in range(start[i], start[i + 1]):
            if vote[e] != 0:
                j = col[e]
                rest = (1.0 if vote[e] > 0 else 0.0) - overall - own
                sums[j, 0] += 1
                sums[j, 1] += factor
                sums[j, 2] += factor**2
                sums[j, 3] += rest
                sums[j, 4] += factor * rest
    for j in range(len(term)):
        term[j], slope[j] = _solve(sums[j, 0], sums[j, 1], sums[j, 2], sums[j, 3], sums[j, 4], on_term, on_factor)
