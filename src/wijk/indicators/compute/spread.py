"""How the values of each period are spread, and which place each area takes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.compute.ground import Ground
from wijk.indicators.compute.sheets import Sheet
from wijk.methods.indices import classes

BINS = 10


def summaries(sheet: Sheet, ground: Ground) -> dict[str, dict[str, Any]]:
    """Period → number of values, quartiles, mean, the classes of a map, a histogram and how many are absent under which mark.

    Units without ground are counted in totals and never compared, so they are left out.
    """
    told: dict[str, dict[str, Any]] = {}
    here = ~ground.nowhere
    known = sheet.known
    for at, period in enumerate(sheet.periods):
        values = sheet.values[here & known[:, at], at]
        found = classes.summary(values)
        marks, counts = np.unique(sheet.marks[here & ~known[:, at], at], return_counts=True)
        absent = {chr(mark): int(n) for mark, n in zip(marks.tolist(), counts.tolist(), strict=True)}
        told[period] = {"n": found.n, "absent": absent}
        if found.n:
            told[period] |= {
                "min": found.lowest, "q1": found.first_quartile, "median": found.median, "q3": found.third_quartile,
                "max": found.highest, "mean": found.mean, "breaks": list(classes.breaks(values).edges),
            } | _histogram(values)  # fmt: skip
    return told


def _histogram(values: NDArray[np.float64]) -> dict[str, Any]:
    lowest, highest = float(values.min()), float(values.max())
    if lowest == highest:
        return {"edges": [lowest, highest], "counts": [len(values)]}
    counts, edges = np.histogram(values, bins=BINS)
    return {"edges": [float(f"{edge:.6g}") for edge in edges.tolist()], "counts": counts.tolist()}


def ranks(sheet: Sheet, ground: Ground) -> NDArray[np.int64]:
    """Place of each area in each period (1 is the highest value); 0 where there is no value."""
    shown = np.where(sheet.known & ~ground.nowhere[:, None], sheet.values, np.nan)
    columns = [classes.ranks(shown[:, at]) for at in range(len(sheet.periods))]
    return np.array(columns, np.int64).T if columns else np.zeros(sheet.values.shape, np.int64)
