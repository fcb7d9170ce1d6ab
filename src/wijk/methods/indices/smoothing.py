"""Rates of small numbers: intervals that hold, and shrinkage towards the common rate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm

from wijk.methods.indices.frames import Floats
from wijk.methods.indices.messages import say
from wijk.methods.saying import Quantity, Rejected, Saying, Share

METHOD = "indices.shrinkage/1"


@dataclass(frozen=True)
class Shrunk:
    """Rates drawn towards the common rate: `rate` is what was counted, `shrunk` the estimate, `weight` how much of its own it keeps."""

    areas: tuple[str, ...]
    rate: Floats
    shrunk: Floats
    weight: Floats
    common: float
    variance: float
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """The common rate, and which area moves most."""
        if self.variance <= 0:
            return (say("no_spread", rate=Share(self.common, 2)),)
        far = np.nan_to_num(np.abs(self.shrunk - self.rate))
        most = min(np.flatnonzero(far == far.max()).tolist(), key=lambda i: self.areas[i])
        old, new = Share(float(self.rate[most]), 2), Share(float(self.shrunk[most]), 2)
        return (say("shrunk", rate=Share(self.common, 2), area=self.areas[most], old=old, new=new),)


def wilson(count: ArrayLike, population: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Between which shares does the true share lie? Wilson's score interval (E. B. Wilson, JASA 22, 1927, 209–212).

    Counts are whole people out of whole populations; 0 of n and n of n have honest intervals too. NaN where the population is 0.

    >>> low, high = wilson([81], [263])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553], [0.3662])
    """
    k, n = _counts(count, population)
    z = float(norm.ppf(0.5 + _level(level) / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = k / n
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        low, high = np.where(k == 0, 0.0, middle - half), np.where(k == n, 1.0, middle + half)
    unknown = n == 0
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def poisson(count: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Between which expected counts does the true one lie? The exact interval (F. Garwood, Biometrika 28, 1936, 437–442).

    >>> low, high = poisson([0, 10])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 4.795], [3.689, 18.39])
    """
    k = np.asarray(count, dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(k) & (k >= 0)))
    if len(wrong):
        raise Rejected(say("count_wrong", area=str(wrong[0] + 1), value=str(k[wrong[0]])))
    tail = (1 - _level(level)) / 2
    low = np.where(k > 0, chi2.ppf(tail, 2 * np.maximum(k, 1e-9)) / 2, 0.0)
    return low, np.asarray(chi2.ppf(1 - tail, 2 * (k + 1)) / 2)


def shrink(areas: Sequence[str], count: ArrayLike, population: ArrayLike) -> Shrunk:
    """What is the rate of an area likely to be, given its own count and those of all others?

    Empirical Bayes by moments: R. J. Marshall, Applied Statistics 40, 1991, 283–294, with the variance of a share, v = m (1 − m), where
    Marshall has that of a rare event, m. Each area keeps the part A ÷ (A + v ÷ n_i) of its own deviation, with m the common rate, n_i its
    population and A the spread that chance does not explain. Where chance explains all, everyone is given m. An area without
    population has the common rate.

    >>> found = shrink(["a", "b", "c"], [1, 20, 60], [10, 400, 400])
    >>> found.shrunk.round(3).tolist()
    [0.1, 0.055, 0.145]
    """
    k, n = _counts(count, population, areas)
    if not len(k):
        raise Rejected(say("no_areas"))
    total = float(n.sum())
    common = float(k.sum()) / total if total else 0.0
    rate = np.divide(k, n, out=np.full(len(k), np.nan), where=n > 0)
    known = n > 0
    spread = float((n[known] * (rate[known] - common) ** 2).sum()) / total if total else 0.0
    alone = common * (1 - common)
    variance = max(0.0, spread - alone / (total / max(int(known.sum()), 1))) if total else 0.0
    chance = np.divide(alone, n, out=np.full(len(k), np.inf), where=known)
    weight = variance / (variance + chance) if variance > 0 else np.zeros(len(k))
    shrunk = common + np.where(known, weight * (np.where(known, rate, 0.0) - common), 0.0)
    return Shrunk(tuple(areas), rate, shrunk, weight, common, variance)


def _counts(count: ArrayLike, population: ArrayLike, areas: Sequence[str] | None = None) -> tuple[Floats, Floats]:
    k, n = np.atleast_1d(np.asarray(count, dtype=np.float64)), np.atleast_1d(np.asarray(population, dtype=np.float64))
    if k.shape != n.shape or (areas is not None and len(areas) != len(k)):
        expected = len(areas) if areas is not None else len(k)
        raise Rejected(say("shape_wrong", what="population", found=len(n), expected=expected))
    named = areas if areas is not None else [str(i + 1) for i in range(len(k))]
    for i in range(len(k)):
        if not (np.isfinite(k[i]) and k[i] >= 0):
            raise Rejected(say("count_wrong", area=named[i], value=str(k[i])))
        if not (np.isfinite(n[i]) and n[i] >= 0):
            raise Rejected(say("population_wrong", area=named[i], value=str(n[i])))
        if k[i] > n[i]:
            raise Rejected(say("count_over", area=named[i], count=Quantity(k[i]), population=Quantity(n[i])))
    return k, n


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise Rejected(say("level_wrong", value=str(level)))
    return level
