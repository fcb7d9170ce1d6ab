"""Indicators side by side: areas × indicators, checked, with a policy for what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijk.methods.indices.messages import say
from wijk.methods.saying import Rejected

Floats = NDArray[np.float64]
Missing = Literal["refuse", "drop", "mean"]
MISSING: tuple[Missing, ...] = ("refuse", "drop", "mean")


@dataclass(frozen=True)
class Indicators:
    """Values (areas × indicators) without gaps; `dropped` areas lacked a value, `filled` ones took a mean."""

    areas: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats
    dropped: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    gaps: int = 0

    def without(self, name: str) -> "Indicators":
        """The same without one indicator."""
        kept = [i for i, own in enumerate(self.names) if own != name]
        names = tuple(self.names[i] for i in kept)
        return Indicators(self.areas, names, self.values[:, kept], self.dropped, self.filled, self.gaps)


def indicators(areas: Sequence[str], columns: Mapping[str, ArrayLike], *, missing: Missing = "refuse") -> Indicators:
    """Check a table of indicators. NaN is a missing value: refused, its area dropped, or given the mean of the indicator.

    Infinite values are refused, with the area and the indicator. Raises Rejected.

    >>> indicators(["a", "b"], {"income": [1.0, float("nan")]}, missing="mean").values.tolist()
    [[1.0], [1.0]]
    """
    one_of("missing", missing, MISSING)
    if not len(areas):
        raise Rejected(say("no_areas"))
    if not columns:
        raise Rejected(say("no_indicators"))
    values = np.empty((len(areas), len(columns)))
    for i, (name, given) in enumerate(columns.items()):
        column = np.asarray(given, dtype=np.float64)
        if column.shape != (len(areas),):
            raise Rejected(say("shape_wrong", what=name, found=int(column.size), expected=len(areas)))
        values[:, i] = column
    names = tuple(columns)
    wrong = np.argwhere(np.isinf(values))
    if len(wrong):
        raise Rejected([say("not_finite", indicator=names[c], area=areas[r]) for r, c in wrong[:20].tolist()])
    return _filled(tuple(areas), names, values, missing)


def _filled(areas: tuple[str, ...], names: tuple[str, ...], values: Floats, missing: Missing) -> Indicators:
    gaps = np.isnan(values)
    if not gaps.any():
        return Indicators(areas, names, values)
    empty = np.flatnonzero(gaps.all(axis=0))
    if len(empty):
        raise Rejected([say("all_missing", indicator=names[c]) for c in empty.tolist()])
    if missing == "refuse":
        raise Rejected(
            [say("missing_refused", indicator=names[c], area=areas[r]) for r, c in np.argwhere(gaps)[:20].tolist()]
        )
    touched = [bool(row.any()) for row in gaps]
    told = tuple(area for area, gap in zip(areas, touched, strict=True) if gap)
    if missing == "mean":
        return Indicators(areas, names, np.where(gaps, np.nanmean(values, axis=0), values), (), told, int(gaps.sum()))
    if all(touched):
        raise Rejected(say("nothing_left"))
    kept = tuple(area for area, gap in zip(areas, touched, strict=True) if not gap)
    return Indicators(kept, names, values[~np.asarray(touched)], told, (), int(gaps.sum()))


def one_of(what: str, value: str, known: Sequence[str]) -> None:
    """Refuse an option that is not known."""
    if value not in known:
        raise Rejected(say("option_unknown", what=what, value=value, known=tuple(known)))
