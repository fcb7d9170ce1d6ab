"""A made-up city on foot: a shaken grid with diagonals and gaps, and places that cluster."""

from pathlib import Path

import numpy as np

SEED = 20261120
SIZES = {200_250: (450, 445, 20_000), 2_002_000: (1_430, 1_400, 200_000)}
SPACING = 60.0
CATEGORIES = 10


def streets(nodes: int, path: Path) -> Path:
    """Write nodes (x, y), edges (e), lengths (L) and places (px, py, cat), unless they are there; the same numbers give the same city."""
    if path.exists():
        return path
    wide, high, places = SIZES[nodes]
    source = np.random.default_rng(SEED + 4)
    column, row = (grid.ravel() * SPACING for grid in np.meshgrid(np.arange(wide), np.arange(high)))
    x = column + source.uniform(-0.3, 0.3, nodes) * SPACING
    y = row + source.uniform(-0.3, 0.3, nodes) * SPACING
    edges = _edges(np.arange(nodes).reshape(high, wide), source)
    straight = np.hypot(x[edges[:, 0]] - x[edges[:, 1]], y[edges[:, 0]] - y[edges[:, 1]])
    px, py, category = _places(x, y, places)
    np.savez(path, x=x, y=y, e=edges, L=straight * source.uniform(1, 1.3, len(edges)), px=px, py=py, cat=category)
    return path


def _edges(at: np.ndarray, source: np.random.Generator) -> np.ndarray:
    """97 % of the streets of the grid, and a diagonal in 56 % of its squares."""
    east = np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()])
    north = np.column_stack([at[:-1].ravel(), at[1:].ravel()])
    up = np.column_stack([at[:-1, :-1].ravel(), at[1:, 1:].ravel()])
    down = np.column_stack([at[:-1, 1:].ravel(), at[1:, :-1].ravel()])
    east = east[source.random(len(east)) < 0.97]
    north = north[source.random(len(north)) < 0.97]
    pick = source.random(len(up))
    return np.concatenate([east, north, up[pick < 0.28], down[(pick >= 0.28) & (pick < 0.56)]]).astype(np.int64)


def _places(x: np.ndarray, y: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ten categories from common to rare; six places of ten near one of two hundred centres."""
    source = np.random.default_rng(SEED + 5)
    weight = np.linspace(1.9, 0.1, CATEGORIES)
    category = source.choice(CATEGORIES, count, p=weight / weight.sum())
    centre, near, which = source.choice(len(x), 200), source.random(count) < 0.6, source.integers(0, 200, count)
    found = []
    for axis in (x, y):
        low, high = axis.min(), axis.max()
        around = axis[centre[which]] + source.normal(0, 400, count)
        found.append(np.where(near, around, source.uniform(low, high, count)).clip(low, high))
    return found[0], found[1], category
