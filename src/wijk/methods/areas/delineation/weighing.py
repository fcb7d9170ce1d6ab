"""How much each criterion counts on these units, and the arrays in which the loops find it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from wijk.methods.areas.delineation.ground import PERIMETER, Ground
from wijk.methods.areas.delineation.problem import Problem
from wijk.methods.areas.delineation.units import Bools, Floats, Ints, Units, Weights


def ground_of(problem: Problem, regions: int, *, price: float = 0.0) -> Ground:
    """The arrays for the loops, when so many regions (those that stand alone not counted) are to be made."""
    units, weights, pieces = problem.units, scaled(problem.units, problem.weights), problem.pieces
    free = problem.piece >= 0
    piece = problem.piece[free]
    shares = share_of(units, free)
    features = standardised(units)
    area = units.area if units.area is not None else np.zeros(len(units))
    perimeter = units.perimeter if units.perimeter is not None else np.zeros(len(units))
    columns = [np.ones(len(units)), units.population, area, perimeter, shares, (features**2).sum(1), *features.T]
    stuff = np.column_stack([np.bincount(piece, column[free], pieces) for column in columns]).astype(np.float64)
    lengths, bonds = _bonds(problem, weights)
    for (one, other), along in lengths.items():
        if one == other:
            stuff[one, PERIMETER] -= 2 * along
    at, to, length = _rows(pieces, problem.links, lengths)
    _, _, bond = _rows(pieces, problem.links, bonds)
    foe_at, foe, _ = _rows(pieces, problem.foes, {})
    squares = float((features**2).sum())
    total = regions + problem.alone
    compactness = weights.compactness / total if units.area is not None else 0.0
    weight = np.array(
        [
            weights.homogeneity / squares if squares > 0 else 0.0, compactness,
            weights.balance / max(regions, 1), 1 / max(regions, 1), problem.rules.floor, problem.rules.ceiling, price,
        ]
    )  # fmt: skip
    return Ground(stuff, at, to, length, bond, foe_at, foe, weight)


def standardised(units: Units) -> Floats:
    """The attributes (n × k) with mean 0 and standard deviation 1 each; one that never differs counts for nothing."""
    if not units.attributes:
        return np.zeros((len(units), 0))
    values = np.column_stack([np.asarray(v, dtype=np.float64) for v in units.attributes.values()])
    values -= values.mean(0)
    spread = values.std(0)
    tiny = spread <= 1e-12 * np.maximum(np.abs(values).max(0, initial=0.0), 1e-300)
    return np.where(tiny, 0.0, values / np.where(tiny, 1.0, spread))


def share_of(units: Units, free: Bools) -> Floats:
    """Of each free unit its share of the whole: half by people, half by surface (all by people without geometry).

    Regions with equal shares are of comparable surface, and smaller where more people live.
    """
    measures = [units.population] if units.area is None else [units.population, units.area]
    parts = [np.where(free, m, 0.0) / max(float(m[free].sum()), 1e-300) for m in measures]
    return np.asarray(np.mean(parts, axis=0))


def scaled(units: Units, weights: Weights) -> Weights:
    """The weights of the criteria that can be measured on these units, summing to one."""
    borders = units.borders
    barriers = borders.barrier is not None and float(borders.barrier.sum()) > 0
    kept = replace(
        weights,
        homogeneity=weights.homogeneity if standardised(units).any() else 0.0,
        compactness=weights.compactness if units.area is not None or float(borders.length.sum()) > 0 else 0.0,
        balance=weights.balance if float(units.population.sum()) > 0 or units.area is not None else 0.0,
        barriers=weights.barriers if barriers else 0.0,
        start=weights.start if units.start is not None and len(borders) else 0.0,
    )
    total = kept.homogeneity + kept.compactness + kept.balance + kept.barriers + kept.start
    if total <= 0:
        return Weights(0.0, 0.0, 0.0, 0.0, 0.0)
    return Weights(
        *(value / total for value in (kept.homogeneity, kept.compactness, kept.balance, kept.barriers, kept.start))
    )


def _bonds(problem: Problem, weights: Weights) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """Between pieces (and within each): the length of the border, and what the score gains when it lies inside a region."""
    borders, start = problem.units.borders, problem.units.start
    gain = np.zeros(len(borders))
    if weights.compactness and problem.units.area is None:
        gain += weights.compactness * borders.length / borders.length.sum()
    if weights.barriers and borders.barrier is not None:
        gain -= weights.barriers * borders.barrier / borders.barrier.sum()
    if weights.start and start is not None:
        same = np.array([start[i] == start[j] for i, j in zip(borders.one, borders.other, strict=True)])
        gain += weights.start * np.where(same, 1.0, -1.0) / len(borders)
    lengths: dict[tuple[int, int], float] = {}
    bonds: dict[tuple[int, int], float] = {}
    one, other = problem.piece[borders.one].tolist(), problem.piece[borders.other].tolist()
    for i, j, length, bond in zip(one, other, borders.length.tolist(), gain.tolist(), strict=True):
        if i >= 0 and j >= 0:
            pair = (i, j) if i < j else (j, i)
            lengths[pair] = lengths.get(pair, 0.0) + length
            bonds[pair] = bonds.get(pair, 0.0) + bond
    return lengths, bonds


def _rows(
    count: int, pairs: Sequence[tuple[int, int]], values: dict[tuple[int, int], float]
) -> tuple[Ints, Ints, Floats]:
    """Pairs as compressed rows, each pair twice, with their values."""
    given = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    value = np.array([values.get(pair, 0.0) for pair in pairs], dtype=np.float64)
    one, other = np.concatenate([given[:, 0], given[:, 1]]), np.concatenate([given[:, 1], given[:, 0]])
    by = np.lexsort((other, one))
    at = np.searchsorted(one[by], np.arange(count + 1)).astype(np.int64)
    return at, np.ascontiguousarray(other[by]), np.ascontiguousarray(np.concatenate([value, value])[by])
