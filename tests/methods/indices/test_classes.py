"""Class breaks: every value in exactly one class, whatever the values."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wijk.methods.indices.classes import Method, breaks, classify, ranks, summary

METHODS: list[Method] = ["quantile", "jenks", "equal", "diverging"]
figures = st.one_of(
    st.floats(-1e12, 1e12, allow_nan=False),
    st.integers(-5, 5).map(float),
    st.floats(0, 1, width=16),
    st.just(math.nan),
)


@pytest.mark.parametrize("method", METHODS)
@given(values=st.lists(figures, max_size=60), k=st.integers(1, 7))
@example(values=[4.386111754981115e-216, -1.0], k=1)  # where the sum of floats falls short of the highest value
def test_classes_hold_every_value_exactly_once(method: Method, values: list[float], k: int) -> None:
    made = breaks(values, k, method)
    finite = [value for value in values if math.isfinite(value)]
    assert sum(made.counts) == len(finite)
    assert len(made) <= min(5, k)
    if not finite:
        assert made.edges == ()
        return
    assert len(made.edges) == len(made.counts) + 1
    placed = classify(values, made.edges)
    for value, place in zip(values, placed, strict=True):
        if math.isnan(value):
            assert place == -1
            continue
        low, high = made.edges[place], made.edges[place + 1]
        last = place == len(made) - 1
        assert low <= value
        assert value < high or (last and value <= high)


@pytest.mark.parametrize("method", METHODS)
@given(values=st.lists(figures, min_size=1, max_size=60), seed=st.integers(0, 100))
def test_the_order_of_values_does_not_matter(method: Method, values: list[float], seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(np.array(values))
    assert breaks(values, 5, method) == breaks(shuffled, 5, method)


@pytest.mark.parametrize("method", ["quantile", "jenks"])
@given(values=st.lists(figures.filter(math.isfinite), min_size=1, max_size=60))
def test_no_class_is_empty_and_edges_rise(method: Method, values: list[float]) -> None:
    made = breaks(values, 5, method)
    assert min(made.counts) > 0
    if len(set(values)) > 1:
        assert (np.diff(made.edges[:-1]) > 0).all()
        assert made.edges[-1] >= made.edges[-2]


def spread(values: np.ndarray, starts: tuple[int, ...]) -> float:
    return sum(float(((part - part.mean()) ** 2).sum()) for part in np.split(values, starts))


@given(st.lists(st.integers(0, 1000), min_size=6, max_size=11, unique=True), st.integers(2, 4))
def test_natural_breaks_are_the_best_there_are(numbers: list[int], k: int) -> None:
    values = np.sort(np.array(numbers, dtype=float))
    best = min(spread(values, starts) for starts in combinations(range(1, len(values)), k - 1))
    made = breaks(values, k, "jenks")
    starts = tuple(np.cumsum(made.counts)[:-1].tolist())
    assert spread(values, starts) == pytest.approx(best, abs=1e-6)


def test_natural_breaks_of_very_many_values_stay_close_to_the_best() -> None:
    values = np.concatenate([np.random.default_rng(1).normal(centre, 1, 4000) for centre in (0, 50, 100)])
    made = breaks(values, 3, "jenks")
    assert made.counts == (4000, 4000, 4000)


def test_quantiles_hold_as_many_each() -> None:
    assert breaks(range(100), 5, "quantile").counts == (20, 20, 20, 20, 20)


def test_ties_are_never_divided() -> None:
    made = breaks([0] * 70 + list(range(1, 31)), 5, "quantile")
    assert made.counts[0] >= 70
    assert sum(made.counts) == 100


def test_few_different_values_give_few_classes() -> None:
    for method in ("quantile", "jenks", "equal"):
        assert breaks([1, 1, 2, 2, 2, 3], 5, method).counts == (2, 3, 1)
    assert breaks([4, 4, 4]).counts == (3,)


def test_edges_are_round() -> None:
    made = breaks([12.3456, 17.891, 23.4567, 28.9, 34.56, 41.2, 55.55, 61.23, 70.1, 88.88], 5, "quantile")
    assert all(edge == round(edge, 1) for edge in made.edges)
    assert all(edge == round(edge) for edge in made.edges[1:-1])


def test_equal_classes_are_equally_wide() -> None:
    made = breaks(np.linspace(3.1, 97.3, 200), 5, "equal")
    widths = np.diff(made.edges)
    assert widths.max() / widths.min() < 1.2


def test_diverging_classes_lie_around_their_centre() -> None:
    made = breaks([-8, -3, 0, 2, 20], 5, "diverging", centre=0)
    assert made.centre == 0
    assert np.allclose(np.array(made.edges) + np.array(made.edges)[::-1], 0)
    even = breaks([-8, -3, 0, 2, 20], 4, "diverging", centre=0)
    assert 0 in even.edges
    assert len(made) == 5


def test_the_choice_explains_itself() -> None:
    assert breaks([1, 2, 3, 4, 5, 6, 7]).explain() == ("classes_quantile", {"classes": 5, "values": 7})
    assert breaks([]).explain() == ("classes_none", {})
    assert breaks([1, 2], 4, "diverging", 1.5).explain()[1]["centre"] == 1.5


def test_values_beyond_the_edges_fall_into_the_outer_classes() -> None:
    assert classify([-5, 0, 1, 2, 99, math.inf], (0, 1, 2)).tolist() == [0, 0, 1, 1, 1, -1]
    assert classify([1.0], ()).tolist() == [-1]


def test_a_summary_leaves_out_what_is_unknown() -> None:
    found = summary([4, math.nan, 1, 3, 2])
    assert (found.n, found.lowest, found.highest, found.mean) == (4, 1, 4, 2.5)
    assert (found.first_quartile, found.median, found.third_quartile) == (1.75, 2.5, 3.25)
    assert summary([math.nan]).n == 0
    assert math.isnan(summary([]).median)


@given(st.lists(figures, max_size=40), st.sampled_from([1, -1]))
def test_ranks_count_those_who_are_better(values: list[float], direction: int) -> None:
    places = ranks(values, direction)
    for value, place in zip(values, places, strict=True):
        if math.isnan(value):
            assert place == 0
        else:
            better = sum(other > value if direction > 0 else other < value for other in values)
            assert place == better + 1
