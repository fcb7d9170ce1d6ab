"""Weighted by places: each goes with the ground that it stands on, and areas without any are divided by surface."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.areas.crosswalk.ground import CRS, SIDE, dense, strips, voronoi
from wijk.methods.areas.crosswalk.division import Division
from wijk.methods.areas.crosswalk.matrix import crosswalk
from wijk.methods.areas.crosswalk.places import by_areas, by_points
from wijk.methods.saying import Rejected


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 20), st.integers(2, 8), st.integers(0, 10**6))
def test_points_agree_with_counting_them(sources: int, targets: int, seed: int) -> None:
    source, target = voronoi(sources, seed), voronoi(targets, seed + 1, "t")
    generator = np.random.default_rng(seed)
    spots = np.asarray(shapely.points(generator.uniform(0, SIDE, (200, 2))))
    weight = generator.integers(0, 9, 200).astype(float)
    over = by_points(source, target, spots, weight)
    inside_s = shapely.covers(source.shapes[:, None], spots[None, :]).astype(float)
    inside_t = shapely.covers(target.shapes[:, None], spots[None, :]).astype(float)
    counted = (inside_s * weight) @ inside_t.T
    held = counted.sum(axis=1)
    areal = dense(crosswalk(source, target).matrix)
    expected = np.where(held[:, None] > 0, counted / np.maximum(held, 1e-300)[:, None], areal)
    assert dense(over.matrix) == pytest.approx(expected, abs=1e-9)
    assert over.fallback == int((held == 0).sum())
    assert all(math.fsum([*row, gone]) == 1.0 for row, gone in zip(dense(over.matrix), over.nowhere, strict=True))


def test_a_place_on_a_border_counts_for_both_in_equal_parts() -> None:
    over = by_points(strips([0, 20]), strips([0, 10, 20], "t"), shapely.points([(10, 5), (15, 5)]))
    assert dense(over.matrix).tolist() == [[0.25, 0.75]]


def test_a_place_outside_all_targets_is_nowhere() -> None:
    over = by_points(strips([0, 20]), strips([0, 10], "t"), shapely.points([(5, 5), (15, 5)]), np.array([1.0, 3.0]))
    assert dense(over.matrix).tolist() == [[0.25]]
    assert over.nowhere.tolist() == [0.75]


def test_blocks_carry_their_weight_over_their_own_surface() -> None:
    blocks = Division(("b", "c"), np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 5)]), CRS)
    over = by_areas(strips([0, 20]), strips([0, 5, 20], "t"), blocks, np.array([8.0, 2.0]))
    assert dense(over.matrix) == pytest.approx(np.array([[0.4, 0.6]]))
    assert over.mass.tolist() == [10.0]


def test_weights_that_cannot_be_are_refused() -> None:
    source, target, spots = strips([0, 20]), strips([0, 10, 20], "t"), shapely.points([(5, 5), (15, 5)])
    for weights, code in (([1.0], "places_differ"), ([1.0, -1.0], "weight_wrong"), ([1.0, np.nan], "weight_wrong"), ([0.0, 0.0], "places_none")):  # fmt: skip # noqa: E501
        with pytest.raises(Rejected) as fault:
            by_points(source, target, spots, np.array(weights))
        assert fault.value.code == code
    with pytest.raises(Rejected) as fault:
        by_points(source, target, shapely.points([(500.0, 500.0)]))
    assert fault.value.code == "places_none"
    far = Division(("b",), np.array([shapely.box(500, 0, 510, 10)]), CRS)
    with pytest.raises(Rejected) as fault:
        by_areas(source, target, far, np.array([1.0]))
    assert fault.value.code == "places_none"
