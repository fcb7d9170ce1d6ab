"""Residential neighbourhood, local centre, or regional or metropolitan centre: two measures and visible thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wijk.methods.indices.frames import Floats
from wijk.methods.indices.messages import say
from wijk.methods.saying import Quantity, Rejected, Saying, Share

METHOD = "indices.centrality/1"

Kind = Literal["residential", "local", "metropolitan", "unknown"]
RESIDENTS = 0.5
"""From this share of residents among all who are there, living predominates and every other function is subordinate."""
WIDE = 0.5
"""From this share of functions that reach beyond the surroundings, functions on a larger scale override living and local functions."""
MARGIN = 0.05


@dataclass(frozen=True)
class Centrality:
    """`weight[i]`: residents ÷ (residents + users); `reach[i]`: (regional + metropolitan) ÷ all functions; NaN where nothing is known."""

    areas: tuple[str, ...]
    kinds: tuple[Kind, ...]
    weight: Floats
    reach: Floats
    metropolitan: Floats
    residents_from: float
    wide_from: float
    margin: float = MARGIN
    method: str = METHOD

    @property
    def close(self) -> tuple[bool, ...]:
        """Whether a small change would give another type."""
        near = np.abs(self.weight - self.residents_from) <= self.margin
        wide = (self.weight < self.residents_from) & (np.abs(self.reach - self.wide_from) <= self.margin)
        return tuple((near | wide).tolist())

    def explain(self) -> tuple[Saying, ...]:
        """The thresholds at work: how many of each type, and why each area is what it is."""
        counts = {kind: self.kinds.count(kind) for kind in ("residential", "local", "metropolitan", "unknown")}
        says = [say("centre_counts", **counts)]
        for i, (area, kind) in enumerate(zip(self.areas, self.kinds, strict=True)):
            says.append(self._why(i, area, kind))
            if self.close[i]:
                says.append(say("centre_close", area=area, margin=Quantity(self.margin, 2)))
        return tuple(says)

    def _why(self, i: int, area: str, kind: Kind) -> Saying:
        weight, threshold = Share(float(self.weight[i])), Share(self.residents_from)
        if kind == "unknown":
            return say("centre_unknown", area=area)
        if kind == "residential":
            return say("centre_residential", area=area, weight=weight, threshold=threshold)
        if np.isnan(self.reach[i]):
            return say("centre_no_functions", area=area, weight=weight, threshold=threshold)
        reach, wide = Share(float(self.reach[i])), Share(self.wide_from)
        return say(f"centre_{kind}", area=area, weight=weight, threshold=threshold, reach=reach, wide=wide)

    def template(self, kind: Kind) -> Saying | None:
        """What kind of process suits a type of neighbourhood."""
        return None if kind == "unknown" else say(f"template_{kind}")


def centrality(
    areas: Sequence[str],
    residents: ArrayLike,
    users: ArrayLike,
    local: ArrayLike,
    regional: ArrayLike,
    metropolitan: ArrayLike,
    *,
    residents_from: float = RESIDENTS,
    wide_from: float = WIDE,
    margin: float = MARGIN,
) -> Centrality:
    """Which neighbourhoods are residential, which a local centre, which a regional or metropolitan one?

    After *De wijk* (regional development commission of Brussels, source 000, section 4a): in a residential one living predominates and all other
    functions are subordinate; a local centre combines living with production, services or trade of fairly local appeal; in a regional
    or metropolitan one living and local functions are overridden by functions on a larger scale. `users` are people (jobs, pupils,
    visitors); `local`, `regional` and `metropolitan` count the functions by how far they reach. All are zero or more.

    >>> found = centrality(["a", "b", "c"], [900, 300, 300], [100, 700, 700], [5, 8, 2], [0, 1, 4], [0, 1, 4])
    >>> found.kinds
    ('residential', 'local', 'metropolitan')
    """
    for name, value in (("residents_from", residents_from), ("wide_from", wide_from), ("margin", margin)):
        if not 0 <= value <= 1:
            raise Rejected(say("threshold_wrong", name=name, value=str(value)))
    if not len(areas):
        raise Rejected(say("no_areas"))
    people, others = _column(areas, "residents", residents), _column(areas, "users", users)
    near, region, wide = (
        _column(areas, name, values)
        for name, values in (("local", local), ("regional", regional), ("metropolitan", metropolitan))
    )
    weight = _share(people, people + others)
    reach = _share(region + wide, near + region + wide)
    kinds = tuple(_kind(w, r, residents_from, wide_from) for w, r in zip(weight.tolist(), reach.tolist(), strict=True))
    top = _share(wide, near + region + wide)
    return Centrality(tuple(areas), kinds, weight, reach, top, residents_from, wide_from, margin)


def _kind(weight: float, reach: float, residents_from: float, wide_from: float) -> Kind:
    if np.isnan(weight):
        return "unknown"
    if weight >= residents_from:
        return "residential"
    return "metropolitan" if reach >= wide_from else "local"


def _share(part: Floats, whole: Floats) -> Floats:
    out = np.full(len(whole), np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out


def _column(areas: Sequence[str], name: str, given: ArrayLike) -> Floats:
    values = np.asarray(given, dtype=np.float64)
    if values.shape != (len(areas),):
        raise Rejected(say("shape_wrong", what=name, found=int(values.size), expected=len(areas)))
    for area, value in zip(areas, values.tolist(), strict=True):
        if not np.isfinite(value):
            raise Rejected(say("not_finite", indicator=name, area=area))
        if value < 0:
            raise Rejected(say("negative", what=name, area=area, value=str(value)))
    return values
