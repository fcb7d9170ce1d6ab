"""Counts of small areas become counts of large ones, and shares are reckoned again from the sums; never from rates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.cells import ABSENT, ASIDE, BLANK, NOBODY, SUPPRESSED
from wijk.indicators.compute.ground import Ground, Links
from wijk.indicators.compute.sheets import Bytes, Floats, Sheet
from wijk.indicators.models import Indicator

COUNTED = ord("c")

#: Why an area has no figure, the first that applies: code → its number in the matrices below; 0 is "nothing to say".
REASONS = ("", "no-counts", "crosses-borders", "would-reveal", "incomplete", "no-weight")
PLACES = 8  #: decimals that a reckoned value keeps
NO_COUNTS, CROSSES, REVEALS, INCOMPLETE, NO_WEIGHT = range(1, 6)


@dataclass(frozen=True)
class Raised:
    """What the children say of their parents: parents × periods. `why` is a number of REASONS where there is no value."""

    values: Floats
    numerators: Floats
    denominators: Floats
    marks: Bytes
    why: Bytes
    without_nowhere: NDArray[np.bool_]  #: per period: units without ground had no figure and are not in the sums


def spoken(child: Sheet) -> NDArray[np.bool_]:
    """The periods in which the children say anything at all."""
    return np.asarray((child.marks != BLANK).any(axis=0))


def raise_counts(child: Sheet, ground: Ground, links: Links, parents: int, indicator: Indicator) -> Raised:
    """Sum the counts of children over their parents.

    A parent has a figure when all of its children are counted or have no residents, and none of them lies in another parent
    too. One suppressed child alone would be given away by the sum, so the sum is withheld.
    """
    share = indicator.measure != Indicator.Measure.COUNT
    first = child.numerators if share else child.values
    counted = np.isfinite(first) & np.isfinite(child.denominators) if share else np.isfinite(first)
    counted &= child.known & (indicator.measure != Indicator.Measure.DELIVERED)
    void = child.marks == NOBODY
    absent_nowhere = ground.nowhere[:, None] & ~counted & (child.marks == BLANK)
    void |= absent_nowhere
    hidden = child.marks == SUPPRESSED
    valued = child.known & ~counted
    missing = ~(counted | void | hidden)
    crossing = links.crossing(len(ground))[:, None] & ~void

    def per_parent(matrix: NDArray[np.generic]) -> Floats:
        return _sums(matrix, links, parents)

    n_counted, n_void = per_parent(counted), per_parent(void)
    n_hidden, n_missing = per_parent(hidden), per_parent(missing)
    complete = (n_counted > 0) & (n_hidden == 0) & (n_missing == 0) & (per_parent(crossing) == 0)
    one = per_parent(np.where(counted, first, 0.0))
    two = per_parent(np.where(counted, child.denominators, 0.0)) if share else np.full_like(one, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.round(indicator.factor * one / two, PLACES) if share else one
    nobody = (n_counted == 0) & (n_hidden == 0) & (n_missing == 0) & (n_void > 0)
    if share:
        nobody |= complete & (two == 0)
        complete &= two != 0
    why = np.select(
        [
            complete | nobody,
            per_parent(valued) > 0,
            per_parent(crossing & (counted | hidden | missing)) > 0,
            (n_hidden == 1) & (n_missing == 0),
        ],
        [0, NO_COUNTS, CROSSES, REVEALS],
        INCOMPLETE,
    ).astype(np.uint8)
    marks = np.select([complete, nobody], [COUNTED, NOBODY], ABSENT).astype(np.uint8)
    value, one, two = (np.where(complete, matrix, np.nan) for matrix in (value, one, two))
    if not share:
        one, two = np.full_like(value, np.nan), np.full_like(value, np.nan)
    return Raised(value, one, two, marks, why, absent_nowhere.any(axis=0) & complete.any(axis=0))


def _sums(matrix: NDArray[np.generic], links: Links, parents: int) -> Floats:
    """The rows of `matrix` added up over the children of each parent."""
    out = np.zeros((parents, matrix.shape[1]))
    if len(links):
        starts = np.flatnonzero(np.r_[True, links.parent[1:] != links.parent[:-1]])
        out[links.parent[starts]] = np.add.reduceat(matrix[links.child].astype(np.float64), starts, axis=0)
    return out


def take_up(sheet: Sheet, raised: Raised, periods: tuple[str, ...]) -> NDArray[np.uint8]:
    """Write what was raised wherever nothing was said at this level, and return the reasons where nothing could be.

    What was delivered at this level stays, also when it is "not available" or "suppressed".
    """
    places = [sheet.periods.index(p) for p in periods]
    columns = np.array(places, np.int64)
    open_ = sheet.marks[:, columns] == BLANK
    write = open_ & (raised.marks != ABSENT)
    for name in ("values", "numerators", "denominators", "marks"):
        matrix = getattr(sheet, name)
        matrix[:, columns] = np.where(write, getattr(raised, name), matrix[:, columns])
    return np.where(open_ & ~write, raised.why, 0).astype(np.uint8)


__all__ = ["ASIDE", "COUNTED", "REASONS", "Raised", "raise_counts", "spoken", "take_up"]
