"""How far off may carried figures be? Areas that are known are left out, predicted, and compared."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.areas.crosswalk.carry import Carried
from wijk.methods.areas.crosswalk.division import Floats
from wijk.methods.areas.crosswalk.matrix import Crosswalk
from wijk.methods.areas.crosswalk.messages import say
from wijk.methods.saying import Rejected, Saying, Share

METHOD = "areas.holdout/1"


@dataclass(frozen=True, eq=False)
class Margins:
    """`spread[column]` is the relative error with which left-out areas were predicted (NaN: none could be left out).

    `values[t, j]` is the standard error of figure j in target t that follows from it.
    """

    columns: tuple[str, ...]
    spread: dict[str, float]
    left_out: int
    values: Floats
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """The largest typical error of a column, or that none is known."""
        known = [one for one in self.spread.values() if not math.isnan(one)]
        return (say("holdout", error=Share(max(known), 0)) if known else say("holdout_none"),)


def margins(
    crosswalk: Crosswalk, given: dict[str, Floats], carried: Carried, groups: Sequence[str] | None = None
) -> Margins:
    """What is the standard error of each carried figure?

    Leaving out: the children of a group (default: of the target that holds most of them) are predicted one by one from the rest of
    their parent, mass × (parent − child) ÷ (mass of parent − mass of child); τ² = Σ (true − predicted)² ÷ Σ predicted². The two sides
    of a cut area are taken to differ in density as these children do, so its share p has standard error p(1 − p)·√2·τ, never
    more than √(p(1 − p)), that of an area whose people all live in one spot. Whole areas carry no error.
    A rate takes the error of its denominator, times how far the area's rate is from the target's.

    >>> import shapely
    >>> from wijk.methods.areas.crosswalk.carry import carry
    >>> from wijk.methods.areas.crosswalk.division import Division
    >>> from wijk.methods.areas.crosswalk.matrix import crosswalk
    >>> old = Division(("a", "b"), np.array([shapely.box(0, 0, 4, 1), shapely.box(4, 0, 8, 1)]), "EPSG:31370")
    >>> new = Division(("x", "y"), np.array([shapely.box(0, 0, 6, 1), shapely.box(6, 0, 8, 1)]), "EPSG:31370")
    >>> over, given = crosswalk(old, new), {"people": np.array([40.0, 60.0])}
    >>> found = margins(over, given, carry(over, given), groups=["g", "g"])
    >>> round(found.spread["people"], 3), found.values.round(2).tolist()
    (0.392, [[8.32], [8.32]])
    """
    parents = _parents(crosswalk, groups)
    mass = crosswalk.mass
    spread = {name: _spread(np.asarray(given[name], dtype=np.float64), mass, parents) for name in carried.columns}
    spread = {name: spread[carried.rates.get(name, name)] for name in carried.columns}
    size = np.bincount(parents[parents >= 0])
    errors = np.zeros((len(crosswalk.targets), len(carried.columns)))
    for j, name in enumerate(carried.columns):
        errors[:, j] = _errors(crosswalk, given, carried, name, spread[name])
    return Margins(carried.columns, spread, int(size[size > 1].sum()) if len(size) else 0, errors)


def _parents(crosswalk: Crosswalk, groups: Sequence[str] | None) -> NDArray[np.int64]:
    """The number of each source's parent; -1 where there is none."""
    if groups is not None:
        if len(groups) != len(crosswalk.sources):
            raise Rejected(say("groups_differ", groups=len(groups), units=len(crosswalk.sources)))
        return np.unique(np.array(groups, dtype=str), return_inverse=True)[1].reshape(-1).astype(np.int64)
    matrix = crosswalk.matrix
    units = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, units))
    rows, first = np.unique(units[order], return_index=True)
    parents = np.full(matrix.shape[0], -1, dtype=np.int64)
    parents[rows] = matrix.indices[order][first]
    return parents


def _spread(values: Floats, mass: Floats, parents: NDArray[np.int64]) -> float:
    kept = (parents >= 0) & np.isfinite(values)
    values, mass, parents = values[kept], mass[kept], parents[kept]
    if not len(values):
        return math.nan
    rest_value = np.bincount(parents, values)[parents] - values
    rest_mass = np.bincount(parents, mass)[parents] - mass
    tried = (np.bincount(parents)[parents] > 1) & (rest_mass > 0) & (mass > 0)
    predicted = mass[tried] * rest_value[tried] / rest_mass[tried]
    scale = float(predicted @ predicted)
    return math.sqrt(float(((values[tried] - predicted) ** 2).sum()) / scale) if scale > 0 else math.nan


def _errors(crosswalk: Crosswalk, given: dict[str, Floats], carried: Carried, name: str, spread: float) -> Floats:
    matrix = crosswalk.matrix
    units = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    rest = matrix.data * (1.0 - matrix.data)
    off = np.minimum(rest * math.sqrt(2.0) * spread, np.sqrt(rest))
    base = np.asarray(given[carried.rates.get(name, name)], dtype=np.float64)
    step = off * base[units]
    if name in carried.rates:
        rate = np.where(base > 0, np.asarray(given[name], dtype=np.float64), 0.0)
        step = step * (rate[units] - carried.column(name)[matrix.indices])
    error: Floats = np.sqrt(np.bincount(matrix.indices, np.nan_to_num(step, nan=0.0) ** 2, matrix.shape[1]))
    if math.isnan(spread):
        error[np.bincount(matrix.indices, rest, matrix.shape[1]) > 0] = math.nan
    if name in carried.rates:
        weight: Floats = np.asarray(matrix.T @ base)
        error = np.divide(error, weight, out=np.full(len(weight), math.nan), where=weight > 0)
    return error
