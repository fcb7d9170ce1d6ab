"""What is published now, read back as a sheet: what a new delivery is compared with."""

import numpy as np

from wijk.indicators.cells import BLANK
from wijk.indicators.compute.ground import Ground
from wijk.indicators.compute.sheets import Sheet
from wijk.indicators.models import Coverage, Series


def published(indicator_id: int, ground: Ground) -> Sheet | None:
    """The published series of an indicator on an area set; None where there are none. Two queries."""
    periods = (
        Coverage.objects.filter(indicator_id=indicator_id, area_set_id=ground.id)
        .values_list("periods", flat=True)
        .first()
    )
    if not periods:
        return None
    sheet = Sheet.blank(len(ground), periods)
    rows = Series.objects.filter(indicator_id=indicator_id, area_set_id=ground.id).values_list(
        "area_id", "values", "marks"
    )
    for area, values, marks in rows.iterator(chunk_size=2000):
        place = int(np.searchsorted(ground.keys, area))
        sheet.values[place] = [np.nan if value is None else value for value in values]
        sheet.marks[place] = np.frombuffer(marks.encode("ascii"), np.uint8)
    return sheet


def said_in(sheet: Sheet) -> list[str]:
    """The periods in which a sheet says something."""
    said = (sheet.marks != BLANK).any(axis=0).tolist()
    return [p for p, any_ in zip(sheet.periods, said, strict=True) if any_]
