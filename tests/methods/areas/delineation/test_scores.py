"""The criteria against their definitions, reckoned another way."""

import math
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.smallmap import CRS, cells, grid, random_map
from wijk.methods.areas.delineation.agreement import agreement
from wijk.methods.areas.delineation.delineate import delineate
from wijk.methods.areas.delineation.ground import board_of
from wijk.methods.areas.delineation.problem import problem_of
from wijk.methods.areas.delineation.scores import polsby_popper, scores
from wijk.methods.areas.delineation.shapes import along, units_of
from wijk.methods.areas.delineation.units import Rules, Units, Weights
from wijk.methods.areas.delineation.weighing import ground_of


@settings(max_examples=15, deadline=None)
@given(st.integers(5, 40), st.integers(0, 10_000), st.integers(1, 6))
def test_homogeneity_is_the_share_of_variance_between_regions(count: int, seed: int, regions: int) -> None:
    units = random_map(count, seed, attributes=3)
    label = np.random.default_rng(seed).integers(0, regions, count)
    label[:regions] = np.arange(min(regions, count))
    between = total = 0.0
    for column in units.attributes.values():
        z = (column - np.mean(column)) / np.std(column)
        total += float(np.sum(z**2))
        between += sum(float(np.sum(label == r)) * float(np.mean(z[label == r])) ** 2 for r in set(label.tolist()))
    found = scores(units, np.unique(label, return_inverse=True)[1], Weights()).homogeneity
    assert found == pytest.approx(between / total, abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.integers(16, 40), st.integers(0, 10_000))
def test_compactness_is_that_of_the_merged_outlines(count: int, seed: int) -> None:
    outlines, _ = cells(count, seed)
    units = random_map(count, seed)
    found = delineate(units, Rules(5), effort=0.02)
    ratios = []
    for one in found.regions:
        merged = shapely.union_all(outlines[[label == one.name for label in found.labels]])
        ratios.append(4 * math.pi * merged.area / merged.length**2)
        assert one.compactness == pytest.approx(ratios[-1], rel=1e-6)
        assert one.area == pytest.approx(merged.area)
    assert found.scores.compactness == pytest.approx(np.mean(ratios), rel=1e-6)


def test_the_search_and_the_scores_agree_on_what_a_division_is_worth() -> None:
    units = random_map(40, 3, start=[str(i % 6) for i in range(40)])
    barrier = np.where(np.arange(len(units.borders)) % 7 == 0, units.borders.length, 0.0)
    borders = type(units.borders)(units.borders.one, units.borders.other, units.borders.length, barrier)
    units = Units(
        units.ids, units.population, borders, units.area, units.perimeter, units.attributes, None, units.start
    )
    problem = problem_of(units, Rules(6), Weights(), exhaustive=0)
    ground = ground_of(problem, 6)

    def worth(label: np.ndarray) -> float:
        inside = label[np.repeat(np.arange(40), np.diff(ground.at))] == label[ground.to]
        return float(board_of(ground, label, 6).worth.sum() + ground.bond[inside].sum() / 2)

    rng = np.random.default_rng(1)
    one, other = (np.concatenate([np.arange(6), rng.integers(0, 6, 34)]) for _ in range(2))
    gain = scores(problem.units, one, Weights()).total - scores(problem.units, other, Weights()).total
    assert worth(one) - worth(other) == pytest.approx(gain, abs=1e-12)


def test_a_square_fills_pi_quarters_and_halves_are_even() -> None:
    units = grid(4, 4)
    found = delineate(units, Rules(4, floor=4), Weights(0, 1, 0), effort=0.05)
    assert found.scores.compactness == pytest.approx(math.pi / 4)
    assert found.scores.balance == pytest.approx(1.0)
    shape = polsby_popper(units, np.zeros(16, dtype=np.int64))
    assert shape is not None
    assert shape[0] == pytest.approx(math.pi / 4)


def test_balance_counts_people_and_surface_half_each() -> None:
    units = grid(2, 1, people=[3, 1])
    found = scores(units, np.array([0, 1]), Weights()).balance
    # shares 5/8 and 3/8 of two equal halves: 4/5 and 3/4
    assert found == pytest.approx((4 / 5 + 3 / 4) / 2)


def test_a_border_along_a_barrier_is_known_and_one_that_crosses_it_is_not() -> None:
    outlines = np.array([shapely.box(x, y, x + 500, y + 500) for y in (0, 500) for x in (0, 500)])
    units = units_of(list("abcd"), outlines, np.ones(4), crs=CRS)
    canal = np.array([shapely.LineString([(505, -100), (498, 1100)])])
    borders = along(outlines, units.borders, canal, np.array([2.0]), np.array([True]))
    pairs = {(units.ids[i], units.ids[j]): k for k, (i, j) in enumerate(zip(borders.one, borders.other, strict=True))}
    assert borders.barrier is not None
    assert borders.forbidden is not None
    assert borders.barrier[pairs["a", "b"]] == pytest.approx(1000)
    assert borders.barrier[pairs["a", "c"]] == 0
    assert borders.forbidden.tolist() == [pair in (("a", "b"), ("c", "d")) for pair in pairs]


labellings = st.integers(2, 12).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 3), min_size=n, max_size=n) for _ in range(2)))
)


@settings(max_examples=100, deadline=None)
@given(labellings)
def test_agreement_equals_counting_pairs_and_entropies(both: tuple[list[int], list[int]]) -> None:
    one, other = both
    pairs = list(combinations(range(len(one)), 2))
    together = [(one[i] == one[j], other[i] == other[j]) for i, j in pairs]
    a, b, c, d = (together.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False)))
    down = (a + b) * (b + d) + (a + c) * (c + d)
    found = agreement(one, other)
    assert found.rand == pytest.approx(1.0 if down == 0 else 2 * (a * d - b * c) / down)
    n = len(one)

    def entropy(labels: list[object]) -> float:
        return -sum(labels.count(x) / n * math.log2(labels.count(x) / n) for x in set(labels))

    mutual = entropy(list(one)) + entropy(list(other)) - entropy(list(zip(one, other, strict=True)))
    assert found.information == pytest.approx(entropy(list(one)) + entropy(list(other)) - 2 * mutual, abs=1e-9)
