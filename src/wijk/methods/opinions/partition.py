"""Dividing people into k groups, the same for the same votes: fixed starts instead of restarts by chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions import kernels

ROUNDS = 100
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Partition:
    """The group of each point, the centres, and how well the points lie in their groups (silhouette on centres, -1 to 1)."""

    label: Ints
    centres: Floats
    silhouette: float


def partition(points: Floats, weight: Floats, groups: int) -> Partition:
    """Divide weighted points into so many groups by k-means.

    Two starts that hold no chance, of which the one with the smaller sum of squares stays: splitting in two, again and again, the
    group with the most spread across its longest axis (Su and Dy 2007), and taking each next centre as far as can be from those there are.
    The silhouette is the simplified one, on distances to centres (Hruschka 2004). Points must stand in canonical order.

    >>> done = partition(np.array([[0.0], [0.1], [5.0], [5.1]]), np.ones(4), 2)
    >>> done.label.tolist(), round(done.silhouette, 2)
    ([0, 0, 1, 1], 0.99)
    """
    tries = [kernels.lloyd(points, weight, start(points, weight, groups), ROUNDS) for start in (_split, _spread)]
    label, centres, _ = min(tries, key=lambda one: one[2])
    return Partition(label, centres, kernels.silhouette(points, weight, centres, label))


def described(points: Floats, weight: Floats, label: Ints, groups: int) -> Partition:
    """A division that was made elsewhere, with its centres and silhouette among these points."""
    centres = np.stack([_middle(points, weight, label == g) for g in range(groups)])
    return Partition(label, centres, kernels.silhouette(points, weight, centres, label))


def _split(points: Floats, weight: Floats, groups: int) -> Floats:
    label = np.zeros(len(points), dtype=np.int64)
    for fresh in range(1, groups):
        spreads = [_spread_of(points[label == g], weight[label == g]) for g in range(fresh)]
        widest = int(np.argmax(spreads))
        inside = np.flatnonzero(label == widest)
        middle = np.average(points[inside], axis=0, weights=weight[inside])
        off = points[inside] - middle
        _, axes = np.linalg.eigh((off * weight[inside, None]).T @ off)
        along = off @ axes[:, -1]
        along = along if (axes[:, -1] ** 3).sum() >= 0 else -along
        label[inside[along > 0]] = fresh
    return np.stack([_middle(points, weight, label == g) for g in range(groups)])


def _spread_of(points: Floats, weight: Floats) -> float:
    if len(points) < 2:
        return -1.0
    middle = np.average(points, axis=0, weights=weight)
    return float((weight[:, None] * (points - middle) ** 2).sum())


def _middle(points: Floats, weight: Floats, inside: NDArray[np.bool_]) -> Floats:
    inside = inside if inside.any() else np.ones_like(inside)
    return np.asarray(np.average(points[inside], axis=0, weights=weight[inside]), dtype=np.float64)


def _spread(points: Floats, weight: Floats, groups: int) -> Floats:
    """The weight tempers outliers: whoever voted little lies far out by chance alone."""
    middle = np.average(points, axis=0, weights=weight)
    near = weight * ((points - middle) ** 2).sum(axis=1)
    chosen = [int(np.argmax(near))]
    near = weight * ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < groups:
        chosen.append(int(np.argmax(near)))
        near = np.minimum(near, weight * ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen]


def overlap(one: Ints, other: Ints, groups: int, others: int) -> Ints:
    """How many points lie in group g of the one and in group h of the other division: (groups, others)."""
    inside = (one >= 0) & (other >= 0)
    cells = np.bincount(one[inside] * others + other[inside], minlength=groups * others)
    return cells.reshape(groups, others)


def jaccards(shared: Ints) -> tuple[Floats, Ints]:
    """Of each group the best Jaccard similarity with any group of the other division, and which that is.

    >>> value, which = jaccards(np.array([[8, 2], [0, 10]]))
    >>> value.round(2).tolist(), which.tolist()
    ([0.8, 0.83], [0, 1])
    """
    either = shared.sum(axis=1)[:, None] + shared.sum(axis=0)[None, :] - shared
    similar = shared / np.maximum(either, 1)
    which = similar.argmax(axis=1)
    return similar[np.arange(len(shared)), which], which


def adjusted_rand(one: Ints, other: Ints) -> float:
    """How far two divisions of the same points agree beyond chance: 1 alike, 0 as by chance (Hubert and Arabie 1985).

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    shared = overlap(one, other, int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1).astype(np.float64)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, first, second = pairs(shared), pairs(shared.sum(axis=1)), pairs(shared.sum(axis=0))
    every = pairs(np.array([shared.sum()]))
    expected, most = (first * second / every if every else 0.0), (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
