"""What the published deliveries say of one indicator on one area set: a sheet of areas × periods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.indicators import kept
from wijk.indicators.cells import ABSENT, ASIDE, BLANK, DELIVERED, Part, read_part
from wijk.indicators.compute.ground import Ground, Grounds
from wijk.indicators.models import Delivery, DeliveryPart, Indicator, SetAside
from wijk.methods.formats.periods import parse_period

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
KNOWN = tuple(ord(letter) for letter in "dce")


@dataclass
class Sheet:
    """One indicator on one area set; every matrix is areas × periods, NaN where there is no number."""

    periods: tuple[str, ...]
    values: Floats
    numerators: Floats
    denominators: Floats
    marks: Bytes
    shares: Floats | None = None  #: under "e": the part of the weight that was known
    reasons: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    deliveries: tuple[str, ...] = ()

    @classmethod
    def blank(cls, areas: int, periods: Sequence[str]) -> "Sheet":
        """Nothing was ever said."""
        shape = (areas, len(periods))
        value, numerator, denominator = (np.full(shape, np.nan) for _ in range(3))
        return cls(tuple(periods), value, numerator, denominator, np.full(shape, BLANK, np.uint8))

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where a number stands."""
        return np.isin(self.marks, KNOWN)

    def over(self, periods: Sequence[str]) -> "Sheet":
        """The same sheet with these periods, new ones blank."""
        if tuple(periods) == self.periods:
            return self
        wider = Sheet.blank(len(self.values), periods)
        places = {p: i for i, p in enumerate(periods)}
        mine = [i for i, p in enumerate(self.periods) if p in places]
        theirs = [places[self.periods[i]] for i in mine]
        for name in ("values", "numerators", "denominators", "marks"):
            getattr(wider, name)[:, theirs] = getattr(self, name)[:, mine]
        if self.shares is not None:
            wider.shares = np.full(wider.values.shape, np.nan)
            wider.shares[:, theirs] = self.shares[:, mine]
        wider.reasons, wider.notes, wider.deliveries = dict(self.reasons), dict(self.notes), self.deliveries
        return wider


def in_order(periods: Iterable[str]) -> list[str]:
    """Periods by their first and last day."""
    return sorted(set(periods), key=lambda text: (parse_period(text).start, parse_period(text).end, text))


def delivered(indicator: Indicator, grounds: Grounds) -> dict[int, Sheet]:
    """By area set: what the published deliveries say, the last word winning cell by cell."""
    parts = (
        DeliveryPart.objects.filter(indicator=indicator, delivery__status=Delivery.Status.PUBLISHED)
        .select_related("delivery")
        .order_by("delivery__published_order", "delivery_id")
    )
    by_set: defaultdict[int, list[DeliveryPart]] = defaultdict(list)
    for part in parts:
        by_set[part.area_set_id].append(part)
    decided = _decided(indicator)
    return {home: _overlaid(indicator, rows, grounds.ground(home), decided) for home, rows in by_set.items()}


def _overlaid(
    indicator: Indicator, rows: Sequence[DeliveryPart], ground: Ground, decided: Mapping[int, Sequence[SetAside]]
) -> Sheet:
    sheet = Sheet.blank(len(ground), in_order(p for row in rows for p in row.periods))
    for row in rows:
        part = read_part(kept.part_path(row.delivery.key, indicator.code, ground.name))
        lay(sheet, part, ground)
        _decide(sheet, decided.get(row.delivery_id, ()), ground)
    sheet.deliveries = tuple(dict.fromkeys(row.delivery.key for row in rows))
    return sheet


def lay(sheet: Sheet, part: Part, ground: Ground) -> None:
    """Write the cells of a part over those of the sheet."""
    areas = np.array([ground.places.get(code, -1) for code in part.areas], np.int64)
    places = {p: i for i, p in enumerate(sheet.periods)}
    periods = np.array([places.get(p, -1) for p in part.periods], np.int64)
    cells = part.cells
    if not len(cells):
        return
    row, column = areas[cells.area], periods[cells.period]
    good = (row >= 0) & (column >= 0)
    at = (row[good], column[good])
    sheet.values[at], sheet.marks[at] = cells.value[good], cells.mark[good]
    sheet.numerators[at], sheet.denominators[at] = cells.numerator[good], cells.denominator[good]


def _decided(indicator: Indicator) -> dict[int, list[SetAside]]:
    found: defaultdict[int, list[SetAside]] = defaultdict(list)
    rows = SetAside.objects.filter(indicator=indicator, delivery__status=Delivery.Status.PUBLISHED).exclude(
        chosen=None, refused=False
    )
    for row in rows.order_by("id"):
        found[row.delivery_id].append(row)
    return found


def _decide(sheet: Sheet, decided: Sequence[SetAside], ground: Ground) -> None:
    """Put what a person chose in the place of what was set aside."""
    for row in decided:
        area, period = int(np.searchsorted(ground.keys, row.area_id)), sheet.periods.index(row.period)
        if sheet.marks[area, period] != ASIDE:
            continue
        told = {} if row.refused or row.chosen is None else row.candidates[row.chosen]
        letter = told.get("mark", "d") if told else "n"
        sheet.marks[area, period] = ord(letter) if letter != "-" else ABSENT
        for name in ("value", "numerator", "denominator"):
            number = told.get(name) if sheet.marks[area, period] == DELIVERED else None
            getattr(sheet, name + "s")[area, period] = np.nan if number is None else number
