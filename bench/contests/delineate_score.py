"""Scores a division from its labels and the outlines alone; it knows neither ours nor any peer's code."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

FIGURES = ("inc", "dep", "young")


def floor_of(path: Path, regions: int) -> float:
    """The population floor of the comparison: seven tenths of an equal share."""
    return 0.7 * float(np.sum(pq.read_table(path, columns=["pop"])["pop"].to_numpy())) / regions


def score(path: Path, labels: Any, floor: float) -> dict[str, Any]:
    """Regions, contiguity, regions below the floor, R², mean Polsby–Popper and balance."""
    table = pq.read_table(path)
    cells = shapely.from_wkb(table["geometry"].to_pylist())
    _, label = np.unique(np.asarray(labels), return_inverse=True)
    regions = int(label.max()) + 1
    one, other, shared = rook(cells)
    same = label[one] == label[other]
    graph = csr_matrix((np.ones(int(same.sum())), (one[same], other[same])), shape=(len(cells), len(cells)))
    parts, _ = connected_components(graph, directed=False)
    people, area = (np.bincount(label, column) for column in (table["pop"].to_numpy(), shapely.area(cells)))
    outline = np.bincount(label, shapely.length(cells)) - 2 * np.bincount(label[one[same]], shared[same], regions)
    share = (people / people.sum() + area / area.sum()) / 2 * regions
    return {
        "regions": regions,
        "contiguous": parts == regions,
        "below": int((people < floor).sum()),
        "R2": explained(np.column_stack([table[name].to_numpy() for name in FIGURES]), label),
        "compactness": float((4 * math.pi * area / outline**2).mean()),
        "balance": float(np.minimum(share, 1 / share).mean()),
    }


def rook(cells: Any) -> tuple[Any, Any, Any]:
    """Pairs of cells that share a line, and its length."""
    one, other = shapely.STRtree(cells).query(cells, predicate="intersects")
    one, other = one[one < other], other[one < other]
    rings = shapely.boundary(cells)
    length = shapely.length(shapely.intersection(rings[one], rings[other]))
    return one[length > 1e-6], other[length > 1e-6], length[length > 1e-6]


def explained(figures: Any, label: Any) -> float:
    """One minus the squares within regions over all squares."""
    count = np.bincount(label)
    mean = np.column_stack([np.bincount(label, column) / count for column in figures.T])
    within = ((figures - mean[label]) ** 2).sum()
    return 1 - float(within / ((figures - figures.mean(0)) ** 2).sum())
