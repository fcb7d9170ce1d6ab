"""Intervals are those that were published, and shrinkage draws small numbers most."""

from math import comb, exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.indices.smoothing import poisson, shrink, wilson
from wijk.methods.saying import Rejected


@pytest.mark.parametrize(
    ("count", "population", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_as_published(count: int, population: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17, 1998, 857–872, table I, method 3."""
    found = wilson([count], [population])
    assert (found[0][0], found[1][0]) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.2422, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (50, 37.111, 65.919),
    ],
)
def test_poisson_is_as_published(count: int, low: float, high: float) -> None:
    """The table of exact 95 % limits after Garwood 1936 that vital statistics use."""
    found = poisson([count])
    assert (found[0][0], found[1][0]) == pytest.approx((low, high), abs=6e-4)


@given(st.integers(0, 25))
@settings(max_examples=20, deadline=None)
def test_the_poisson_limits_leave_exactly_their_tails(count: int) -> None:
    low, high = (float(side[0]) for side in poisson([count], 0.9))
    below = sum(exp(-high) * high**k / factorial(k) for k in range(count + 1))
    assert below == pytest.approx(0.05, abs=1e-9)
    if count:
        above = 1 - sum(exp(-low) * low**k / factorial(k) for k in range(count))
        assert above == pytest.approx(0.05, abs=1e-9)


@given(st.integers(1, 60), st.floats(0.02, 0.98))
@settings(max_examples=30, deadline=None)
def test_wilson_holds_the_truth_about_as_often_as_it_says(population: int, truth: float) -> None:
    """Its coverage at 95 % never falls below 83 % (Agresti and Coull 1998), where naive intervals fall to nothing."""
    low, high = wilson(np.arange(population + 1), np.full(population + 1, population))
    chance = [comb(population, k) * truth**k * (1 - truth) ** (population - k) for k in range(population + 1)]
    held = sum(c for c, a, b in zip(chance, low.tolist(), high.tolist(), strict=True) if a <= truth <= b)
    assert held > 0.83


def test_wilson_turns_around_with_its_question() -> None:
    low, high = wilson([3], [10])
    other_low, other_high = wilson([7], [10])
    assert (low[0], high[0]) == pytest.approx((1 - other_high[0], 1 - other_low[0]))


def test_nobody_has_no_interval() -> None:
    assert np.isnan(wilson([0], [0])).all()


def test_shrinkage_by_hand() -> None:
    """Marshall 1991: m = 81 ÷ 810 = 0.1, v = 0.1 · 0.9 = 0.09; s² = (10·0 + 400·0.05² + 400·0.05²) ÷ 810 = 0.00246914;
    A = s² − 0.09 ÷ 270 = 0.00213580; an area of 400 keeps A ÷ (A + 0.09 ÷ 400) = 0.904695 of its deviation of 0.05."""
    found = shrink(["a", "b", "c"], [1, 20, 60], [10, 400, 400])
    assert found.common == pytest.approx(0.1)
    assert found.variance == pytest.approx(0.00213580, abs=1e-8)
    assert found.shrunk == pytest.approx([0.1, 0.1 - 0.05 * 0.904695, 0.1 + 0.05 * 0.904695], abs=1e-6)


def test_an_area_without_people_does_not_hide_who_moves_most() -> None:
    assert "a moves most" in str(shrink(["a", "b", "empty"], [1, 500, 0], [10, 600, 0]).explain()[0])


def test_small_areas_move_most_and_none_leaves_its_side() -> None:
    found = shrink(["small", "large", "other"], [4, 400, 50], [10, 1000, 1000])
    moved = np.abs(found.shrunk - found.rate)
    assert moved[0] > moved[1]
    assert (np.sign(found.shrunk - found.common) * np.sign(found.rate - found.common) >= 0).all()


def test_rates_that_differ_no_more_than_chance_become_one() -> None:
    found = shrink(["a", "b"], [10, 10], [100, 100])
    assert found.shrunk.tolist() == [0.1, 0.1]
    assert "no more than chance" in str(found.explain()[0])


def test_an_area_without_people_has_the_common_rate() -> None:
    found = shrink(["a", "b", "empty"], [1, 60, 0], [100, 100, 0])
    assert found.shrunk[2] == found.common
    assert np.isnan(found.rate[2])


@pytest.mark.parametrize(
    ("count", "population", "says"),
    [
        ([-1], [5], "count of a"),
        ([6], [5], "larger than its population"),
        ([float("nan")], [5], "count of a"),
        ([1], [float("inf")], "population of a"),
    ],
)
def test_counts_that_cannot_be_are_refused(count: list[float], population: list[float], says: str) -> None:
    with pytest.raises(Rejected, match=says):
        shrink(["a"], count, population)


def test_a_level_is_a_share() -> None:
    with pytest.raises(Rejected, match="confidence of 95"):
        wilson([1], [2], 95)
