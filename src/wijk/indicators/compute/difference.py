"""What would a delivery change of what is published?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.cells import ASIDE, BLANK, Part
from wijk.indicators.compute.ground import Ground
from wijk.indicators.compute.published import published
from wijk.indicators.compute.sheets import Sheet, in_order, lay
from wijk.indicators.models import Indicator

BIGGEST = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that changes; a value is None where there is none, then the mark says why."""

    area: str
    period: str
    before: float | None
    mark_before: str
    after: float | None
    mark_after: str

    @property
    def by(self) -> float | None:
        """How much the value changes; None where one of the two is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """How many cells are new, changed, the same, published and not in the delivery (they stay), or set aside."""

    new: int
    changed: int
    same: int
    gone: int
    set_aside: int
    biggest: tuple[Change, ...] = ()
    per_period: tuple[tuple[str, int, int, int, int], ...] = ()  #: (period, new, changed, same, gone)

    def totals(self) -> dict[str, int]:
        """The numbers alone, as they are kept with the delivery."""
        return {name: getattr(self, name) for name in ("new", "changed", "same", "gone", "set_aside")}


def difference(part: Part, indicator: Indicator, ground: Ground, before: Sheet | None = None) -> Difference:
    """Compare a part with what is published (read when it is not given) in the periods that the part tells of.

    Figures that were recomputed or estimated count as published: they give way to delivered ones.
    """
    told = Sheet.blank(len(ground), in_order(part.periods[i] for i in np.unique(part.cells.period).tolist()))
    lay(told, part, ground)
    old = before if before is not None else published(indicator.id, ground)
    then = (old or Sheet.blank(len(ground), ())).over(told.periods)
    spoke, speaks = then.marks != BLANK, told.marks != BLANK
    equal = _equal(then, told)
    new, same = speaks & ~spoke, speaks & spoke & equal
    changed, gone = speaks & spoke & ~equal, spoke & ~speaks
    rows = tuple(
        (period, *(int(which[:, i].sum()) for which in (new, changed, same, gone)))
        for i, period in enumerate(told.periods)
    )
    return Difference(
        int(new.sum()), int(changed.sum()), int(same.sum()), int(gone.sum()), int((told.marks == ASIDE).sum()),
        _biggest(then, told, changed, ground), rows,  # type: ignore[arg-type]  # a period and four numbers
    )  # fmt: skip


def _equal(one: Sheet, other: Sheet) -> NDArray[np.bool_]:
    """Equal values, however they came to be, or the same silence."""
    both = one.known & other.known
    close = np.isclose(one.values, other.values, rtol=1e-12, atol=0, equal_nan=True)
    return np.where(both, close, (one.marks == other.marks) & ~one.known)


def _biggest(before: Sheet, after: Sheet, changed: NDArray[np.bool_], ground: Ground) -> tuple[Change, ...]:
    """The cells that change most, those that lose or gain a value first."""
    rows, columns = np.nonzero(changed)
    size = np.abs(after.values[rows, columns] - before.values[rows, columns])
    order = np.argsort(-np.where(np.isnan(size), np.inf, size), kind="stable")[:BIGGEST]
    return tuple(
        Change(
            ground.codes[rows[i]], before.periods[columns[i]], _number(before.values[rows[i], columns[i]]),
            chr(before.marks[rows[i], columns[i]]), _number(after.values[rows[i], columns[i]]),
            chr(after.marks[rows[i], columns[i]]),
        )
        for i in order.tolist()
    )  # fmt: skip


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
