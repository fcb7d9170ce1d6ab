"""How is one published value held, and a row of them through time?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from wijk.indicators.queries.catalogue import IndicatorCard
from wijk.ui.figures import Reading, Status, status_mark, status_of, writer
from wijk.ui.markup import esc, safe


class Cell(NamedTuple):
    """One published value: a number under d, c or e, else the mark that says why there is none."""

    value: float | None = None
    mark: str = "-"
    rank: int | None = None  #: 1 is the highest value of the area set
    numerator: float | None = None
    denominator: float | None = None


class Line(NamedTuple):
    """All published values of one indicator in one area; everything is aligned with `periods`."""

    area: int
    periods: tuple[str, ...]
    values: Sequence[float | None]
    marks: str
    ranks: Sequence[int | None] = ()
    numerators: Sequence[float | None] = ()
    denominators: Sequence[float | None] = ()

    def at(self, period: str) -> Cell:
        """The cell of one period; a cell without anything where the period is unknown."""
        if period not in self.periods:
            return Cell()
        i = self.periods.index(period)
        return Cell(
            self.values[i],
            self.marks[i],
            self.ranks[i] if i < len(self.ranks) else None,
            self.numerators[i] if i < len(self.numerators) else None,
            self.denominators[i] if i < len(self.denominators) else None,
        )

    def newest(self) -> str:
        """The last period with a value, or with a reason of its own (suppressed, no residents, set aside); else ""."""
        for period, mark in zip(reversed(self.periods), reversed(self.marks), strict=True):
            if mark not in "-n":
                return period
        return self.periods[-1] if self.periods else ""

    def change(self, period: str) -> tuple[str, float] | None:
        """The first known period and the relative change since then, where both ends are known and the first is not 0."""
        now = self.at(period).value
        for p, value in zip(self.periods, self.values, strict=True):
            if value is not None:
                return (p, now / value - 1) if now is not None and value and p < period else None
        return None


def reading(card: IndicatorCard, cell: Cell, *, unit: bool = True) -> Reading:
    """A cell as a page shows it: number with unit and state. Without `unit` only "%" and "€" are written behind the number."""
    sign = card.sign if unit or card.unit in ("%", "€") else ""
    return Reading(cell.value, status_of(cell.mark), sign, card.decimals)


def shown(cell: Cell, write: Callable[[float], str]) -> SafeString:
    """A cell in a table with many: the number as `write` writes it, with its state; a stroke where nothing was ever said."""
    if cell.mark in "dc" and cell.value is not None:
        return SafeString(esc(write(cell.value)))
    if cell.mark == "-":
        return safe(("–",))
    status = status_of(cell.mark)
    mark = () if status is Status.KNOWN else (status_mark(status),)
    return safe((esc(write(cell.value)), *((" ", *mark) if mark else ()))) if cell.value is not None else safe(mark)


def writer_of(card: IndicatorCard, language: str | None = None) -> Callable[[float], str]:
    """How the values of an indicator are written in a table: with "%" and "€", without other units."""
    return writer(card.unit if card.unit in ("%", "€") else "", card.decimals, language)
