"""Groups of rows without chance: Ward's tree gives the start, k-means refines it, and the order of rows changes nothing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import cdist

from wijk.methods.indices.frames import Floats

Labels = NDArray[np.int64]

MOST_ROWS = 1_500
"""With more rows, tree and silhouette are made of so many of them, evenly spaced in canonical order."""
ROUNDS = 100


def canonical(values: Floats) -> NDArray[np.int64]:
    """An order of rows that depends on their values alone."""
    return np.asarray(np.lexsort(values.T[::-1])) if values.size else np.arange(len(values))


def tree(values: Floats) -> Floats:
    """Ward's tree (J. H. Ward, JASA 58, 1963, 236–244) of the rows, or of an even sample of them."""
    return np.asarray(linkage(_sample(values), "ward"))


def cut(values: Floats, ward: Floats, k: int) -> Labels:
    """k groups of rows: the tree cut at k, then k-means (S. P. Lloyd 1982) from its centres until nothing moves.

    Groups are numbered by falling size, then by centre.
    """
    sample = _sample(values)
    start = fcluster(ward, k, "maxclust")
    centres = np.array([sample[start == one].mean(axis=0) for one in np.unique(start)])
    labels = np.full(len(values), -1, dtype=np.int64)
    for _ in range(ROUNDS):
        new = np.argmin(cdist(values, centres, "sqeuclidean"), axis=1)
        if np.array_equal(new, labels):
            break
        labels = new
        kept = np.unique(labels)
        centres = np.array([values[labels == one].mean(axis=0) for one in kept])
        labels = np.searchsorted(kept, labels)
    return _renumbered(values, labels)


def silhouette(values: Floats, labels: Labels) -> float:
    """How much nearer rows lie to their own group than to the next, on average (P. J. Rousseeuw, J. Comput. Appl. Math. 20, 1987, 53–65)."""
    rows, own = _sample(values), _sample(labels)
    groups = np.unique(own)
    if len(groups) < 2:
        return 0.0
    distance = cdist(rows, rows)
    size = np.array([(own == g).sum() for g in groups])
    mean = np.stack([distance[:, own == g].sum(axis=1) for g in groups], axis=1)
    at = np.searchsorted(groups, own)
    inside = mean[np.arange(len(rows)), at] / np.maximum(size[at] - 1, 1)
    outside = mean / size
    outside[np.arange(len(rows)), at] = np.inf
    nearest = outside.min(axis=1)
    top = np.maximum(inside, nearest)
    width = np.divide(nearest - inside, top, out=np.zeros(len(rows)), where=(top > 0) & (size[at] > 1))
    return float(np.sort(width).mean())


def agreement(one: Labels, other: Labels) -> Floats:
    """For each group of `one` the largest Jaccard similarity with a group of `other` (same rows); NaN where it has no rows."""
    out = np.full(int(one.max()) + 1, np.nan)
    for group in np.unique(one).tolist():
        here = one == group
        inside = np.bincount(other[here], minlength=int(other.max()) + 1)
        union = here.sum() + np.bincount(other, minlength=len(inside)) - inside
        out[group] = (inside / np.maximum(union, 1)).max()
    return out


def _renumbered(values: Floats, labels: Labels) -> Labels:
    groups = np.unique(labels).tolist()
    key = [(-int((labels == g).sum()), tuple(values[labels == g].mean(axis=0).tolist())) for g in groups]
    order = sorted(range(len(groups)), key=lambda i: key[i])
    number = np.zeros(int(labels.max()) + 1, dtype=np.int64)
    for new, i in enumerate(order):
        number[groups[i]] = new
    return number[labels]


def _sample(rows: NDArray[Any]) -> NDArray[Any]:
    if len(rows) <= MOST_ROWS:
        return rows
    return rows[np.linspace(0, len(rows) - 1, MOST_ROWS).round().astype(np.int64)]
