"""Rates of discount and of prices: real or nominal, never mixed; and when in a year money moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijk.methods.costing.messages import say
from wijk.methods.saying import Rejected

Convention = Literal["end", "begin", "mid"]
CONVENTIONS: tuple[Convention, ...] = ("end", "begin", "mid")
Floats = NDArray[np.float64]


def nominal(real: float, inflation: float) -> float:
    """The nominal rate that matches a real one (Irving Fisher, *The Theory of Interest*, 1930).

    >>> round(nominal(0.20, 0.03), 12)
    0.236
    """
    return (1 + real) * (1 + inflation) - 1


def real(nominal_rate: float, inflation: float) -> float:
    """The real rate that matches a nominal one.

    >>> round(real(0.236, 0.03), 12)
    0.2
    """
    return (1 + nominal_rate) / (1 + inflation) - 1


def inflation_between(nominal_rate: float, real_rate: float) -> float:
    """The inflation at which a nominal and a real rate say the same.

    >>> round(inflation_between(0.02, 0.01), 14)
    0.00990099009901
    """
    return (1 + nominal_rate) / (1 + real_rate) - 1


@dataclass(frozen=True)
class Steps:
    """A rate that may change with time: `rates[i]` holds up to and including year `until[i]`, the last one for ever.

    >>> green_book = Steps((30, 75, 125), (0.035, 0.03, 0.025))
    >>> [round(float(green_book.factors([year])[0]), 4) for year in (1, 30, 31, 76)]
    [0.9662, 0.3563, 0.3459, 0.0919]
    """

    until: tuple[int, ...]
    rates: tuple[float, ...]

    @classmethod
    def flat(cls, rate: float) -> "Steps":
        """One rate for all years."""
        return cls((0,), (rate,))

    def factors(self, times: ArrayLike, shift: ArrayLike = 0.0) -> Floats:
        """Discount factors at `times` (years from now, shape (T,)); `shift` (shape S) is added to every rate. Shape S + (T,)."""
        at = np.asarray(times, dtype=np.float64)
        moved = np.asarray(shift, dtype=np.float64)[..., None]
        starts = np.concatenate([[0], self.until[:-1]]).astype(np.float64)
        ends = np.concatenate([self.until[:-1], [np.inf]]).astype(np.float64)
        total = np.zeros(np.broadcast_shapes(moved.shape, at.shape))
        for start, end, rate in zip(starts, ends, self.rates, strict=True):
            total = total + np.log1p(rate + moved) * np.clip(at - start, 0, end - start)
        return np.asarray(np.exp(-total), dtype=np.float64)

    def moved(self, shift: float) -> "Steps":
        """The same steps, every rate moved by `shift`."""
        return Steps(self.until, tuple(rate + shift for rate in self.rates))


def moments(years: Sequence[int], convention: Convention) -> Floats:
    """When the money of these years moves, in years from now; year 0 is now whatever the convention.

    >>> moments([0, 1, 2], "end").tolist(), moments([0, 1, 2], "begin").tolist(), moments([0, 1, 2], "mid").tolist()
    ([0.0, 1.0, 2.0], [0.0, 0.0, 1.0], [0.0, 0.5, 1.5])
    """
    back = {"end": 0.0, "begin": 1.0, "mid": 0.5}[convention]
    return np.asarray([float(year) - back if year else 0.0 for year in years], dtype=np.float64)


def present_value(amount: float, rate: float, years: float) -> float:
    """What an amount after so many years is worth now.

    >>> round(present_value(200, 0.03, 1), 12)
    194.174757281553
    """
    require_rate(rate)
    return float(amount * (1 + rate) ** -years)


def annuity_factor(rate: Steps, years: int, convention: Convention = "end") -> float:
    """What one unit in each of so many years is worth now, at the same moments of the year.

    >>> round(annuity_factor(Steps.flat(0.03), 20), 6), annuity_factor(Steps.flat(0.0), 40)
    (14.877475, 40.0)
    """
    return float(rate.factors(moments(range(1, years + 1), convention)).sum())


def require_rate(rate: float) -> None:
    """Refuse a rate at which nothing can be reckoned.

    Raises `Rejected` for a rate of −100 % or less, or one that is no number.
    """
    if not -1 < rate < np.inf:
        raise Rejected(say("rate_impossible", rate=f"{rate:g}"))
