"""What a division scores on each criterion, reckoned from the units alone: nothing here knows how the division was found."""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wijk.methods.areas.delineation.units import Floats, Ints, Units, Weights
from wijk.methods.areas.delineation.weighing import scaled, share_of, standardised


@dataclass(frozen=True)
class Scores:
    """Each criterion from 0 (worst) to 1 (best); None where there is nothing to measure. `total` is their weighted mean."""

    homogeneity: float | None
    """Share of the variance of the standardised attributes that lies between regions (R²)."""
    compactness: float | None
    """Mean over regions of 4π · area / perimeter² (Polsby and Popper 1991); without geometry, the share of the length of borders inside regions."""
    balance: float | None
    """Mean over regions of their share to an equal share, or the inverse when it is larger."""
    barriers: float | None
    """Share of the length of barriers that does not run through a region."""
    start: float | None
    """Share of pairs of neighbouring units that are together or apart as today."""
    total: float

    def as_mapping(self) -> dict[str, float | None]:
        """By name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def scores(units: Units, labels: Ints, weights: Weights, alone: Ints | None = None) -> Scores:
    """Score a division; `labels` number the regions of the units from 0, `alone` lists units that stand alone."""
    weights = scaled(units, weights)
    borders = units.borders
    inside = labels[borders.one] == labels[borders.other]
    start = None
    if units.start is not None and len(borders):
        names = np.unique(np.asarray(units.start, dtype=str), return_inverse=True)[1]
        start = float(np.mean((names[borders.one] == names[borders.other]) == inside))
    barriers = None
    if borders.barrier is not None and (whole := float(borders.barrier.sum())) > 0:
        barriers = 1 - float(borders.barrier[inside].sum()) / whole
    found: Mapping[str, float | None] = {
        "homogeneity": homogeneity(units, labels), "compactness": compactness(units, labels),
        "balance": balance(units, labels, alone), "barriers": barriers, "start": start,
    }  # fmt: skip
    total = math.fsum(getattr(weights, name) * value for name, value in found.items() if value is not None)
    return Scores(**found, total=total)


def homogeneity(units: Units, labels: Ints) -> float | None:
    """One minus the sum of squares inside regions over the sum of squares in all; every unit counts once."""
    values = standardised(units)
    total = float((values**2).sum())
    if total <= 0:
        return None
    count = np.bincount(labels)
    means = np.column_stack([np.bincount(labels, column) for column in values.T]) / np.maximum(count, 1)[:, None]
    return 1 - float(((values - means[labels]) ** 2).sum()) / total


def polsby_popper(units: Units, labels: Ints) -> Floats | None:
    """Of each region 4π · area / perimeter²; None for units without geometry."""
    if units.area is None or units.perimeter is None:
        return None
    borders, regions = units.borders, int(labels.max()) + 1
    inside = labels[borders.one] == labels[borders.other]
    shared = np.bincount(labels[borders.one[inside]], borders.length[inside], regions)
    perimeter = np.bincount(labels, units.perimeter, regions) - 2 * shared
    return np.asarray(4 * math.pi * np.bincount(labels, units.area, regions) / perimeter**2, dtype=np.float64)


def compactness(units: Units, labels: Ints) -> float | None:
    """Mean Polsby–Popper, or the share of the length of borders inside regions where there is no geometry."""
    each = polsby_popper(units, labels)
    if each is not None:
        return float(each.mean())
    whole = float(units.borders.length.sum())
    inside = labels[units.borders.one] == labels[units.borders.other]
    return float(units.borders.length[inside].sum()) / whole if whole > 0 else None


def balance(units: Units, labels: Ints, alone: Ints | None = None) -> float | None:
    """How near regions come to equal shares, half by surface and half by people; those that stand alone do not count."""
    free = np.ones(len(units), dtype=bool)
    if alone is not None:
        free[alone] = False
    if not free.any() or (units.area is None and float(units.population[free].sum()) <= 0):
        return None
    regions = np.unique(labels[free])
    share = np.bincount(labels, share_of(units, free))[regions] * len(regions)
    return float(np.mean(np.minimum(share, 1 / np.maximum(share, 1e-300))))


def pieces_of(units: Units, labels: Ints) -> Ints:
    """Of each region in how many parts it lies, walking over every border with the same region on both sides."""
    around: list[list[int]] = [[] for _ in range(len(units))]
    for i, j in zip(units.borders.one.tolist(), units.borders.other.tolist(), strict=True):
        if labels[i] == labels[j]:
            around[i].append(j)
            around[j].append(i)
    parts, seen = np.zeros(int(labels.max()) + 1, dtype=np.int64), [False] * len(units)
    for first in range(len(units)):
        if seen[first]:
            continue
        parts[labels[first]] += 1
        seen[first] = True
        queue = deque([first])
        while queue:
            for j in around[queue.popleft()]:
                if not seen[j]:
                    seen[j] = True
                    queue.append(j)
    return parts
