"""Points of actors: the rule, and the fewest moves against trying everything."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.opinions.actors import CONVERGE, DIVERGE, RECONCILE, UNKNOWN, place_points
from wijk.methods.saying import Rejected

NONE = np.nan


@pytest.mark.parametrize(
    ("stance", "basin"),
    [
        ([2, 1, 0], CONVERGE),
        ([-2, -1, -1], CONVERGE),
        ([2, 0, 0], RECONCILE),
        ([2, 1, -1], RECONCILE),
        ([1, 1, -1], RECONCILE),
        ([0, 0, 0], RECONCILE),
        ([2, -2, NONE], DIVERGE),
        ([2, -2, 0], DIVERGE),
        ([2, NONE, NONE], UNKNOWN),
        ([NONE, NONE, NONE], UNKNOWN),
        ([2, 2, NONE], CONVERGE),
    ],
)
def test_the_rule(stance: list[float], basin: str) -> None:
    found = place_points(np.array([stance]).T, firm=2).points[0]
    assert found.basin == basin
    assert found.open == (NONE in stance and basin != DIVERGE)


def test_without_degrees_for_and_against_are_firm() -> None:
    assert place_points([[1], [-1], [0]]).points[0].basin == DIVERGE


def test_weights_decide_how_much_half_is() -> None:
    assert place_points([[2], [0], [0]], weight=[2, 1, 1]).points[0].basin == CONVERGE
    assert place_points([[2], [0], [0]]).points[0].basin == RECONCILE


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([-2, -1, 0, 1, 2, NONE]), min_size=1, max_size=4), st.integers(0, 2))
def test_the_moves_are_the_fewest(stance: list[float], unequal: int) -> None:
    weight = [1.0 + unequal * (i % 2) for i in range(len(stance))]
    found = place_points(np.array([stance], dtype=float).T, weight=weight, firm=2, spoken=0)
    point = found.points[0]
    if point.basin not in (RECONCILE, DIVERGE):
        assert point.moves == ()
        return
    moved = np.array(stance, dtype=float)
    for move in point.moves:
        assert moved[move.actor] == move.given
        moved[move.actor] = move.to
    assert place_points(moved[:, None], weight=weight, firm=2, spoken=0).points[0].basin == CONVERGE
    places = [[s] if np.isnan(s) else [-2, -1, 0, 1, 2] for s in stance]
    tries = [
        (sum(a != b for a, b in zip(stance, other, strict=True) if not np.isnan(a)),
         sum(abs(a - b) for a, b in zip(stance, other, strict=True) if not np.isnan(a)))
        for other in product(*places)
        if place_points(np.array([other], dtype=float).T, weight=weight, firm=2, spoken=0).points[0].basin == CONVERGE
    ]  # fmt: skip
    assert len(point.moves) == min(tries)[0]
    assert sum(abs(move.to - move.given) for move in point.moves) == min(tries)[1]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_actors_and_points_makes_no_difference(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stance = rng.choice([-2, -1, 0, 1, 2, NONE], (6, 4))
    rows, columns = rng.permutation(6), rng.permutation(4)
    one, two = place_points(stance), place_points(stance[rows][:, columns])
    assert [one.points[j].basin for j in columns] == [point.basin for point in two.points]
    assert [len(one.points[j].moves) for j in columns] == [len(point.moves) for point in two.points]


@pytest.mark.parametrize("stance", [[[3]], [[0.5]], [[np.inf]], [["x"]], [], [1, 2], [[[1]]]])
def test_positions_that_mean_nothing_are_refused(stance: object) -> None:
    with pytest.raises(Rejected):
        place_points(stance)  # type: ignore[arg-type]


@pytest.mark.parametrize("weight", [[1], [-1, 2], [0, 0], [np.nan, 1]])
def test_weights_that_mean_nothing_are_refused(weight: list[float]) -> None:
    with pytest.raises(Rejected):
        place_points([[1], [1]], weight=weight)


def test_no_points_is_no_fault() -> None:
    assert place_points(np.zeros((2, 0))).points == ()
