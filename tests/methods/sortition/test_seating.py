"""Places become persons: nobody twice on a panel, no household twice, turns even; and the parts of the search on their own."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from wijk.methods.sortition.cells import Cells, cells_of
from wijk.methods.sortition.certificates import bound_on_minimum, gini, upward
from wijk.methods.sortition.kernels import herd, improve, level
from wijk.methods.sortition.mixtures import tilt
from wijk.methods.sortition.pools import Pool, Quota
from wijk.methods.sortition.seating import seat

Panels = NDArray[np.int64]


@st.composite
def shared_households(draw: st.DrawFn) -> tuple[Cells, Pool, Panels]:
    """Households of two kinds of people in one class and singles beside them, and random panels within the household rule."""
    homes, singles, size = draw(st.integers(2, 6)), draw(st.integers(0, 4)), 2
    answers = ["a", "b", "b"] * homes + ["a"] * singles
    addresses = [str(i // 3) for i in range(3 * homes)] + [f"s{i}" for i in range(singles)]
    pool = Pool([str(i) for i in range(len(answers))], {"k": answers}, addresses)
    cells = cells_of(pool, [Quota("k", "a", 0, size), Quota("k", "b", 0, size)], size)
    random = np.random.default_rng(draw(st.integers(0, 999)))
    panels = []
    for _ in range(draw(st.integers(1, 40))):
        while True:
            panel = np.bincount(random.integers(0, len(cells), size), minlength=len(cells)).astype(np.int64)
            if cells.holds(panel):
                break
        panels.append(panel)
    return cells, pool, np.array(panels)


@settings(max_examples=60, deadline=None)
@given(shared_households())
def test_households_take_turns_evenly_and_never_together(case: tuple[Cells, Pool, Panels]) -> None:
    cells, pool, panels = case
    seated = seat(cells, panels, np.random.default_rng(1))
    chosen = np.bincount(seated.ravel(), minlength=len(pool))
    assert pool.households is not None
    for panel, counts in zip(seated.tolist(), panels, strict=True):
        assert len({pool.households[i] for i in panel}) == cells.size
        for households, count in zip(cells.members, counts.tolist(), strict=True):
            assert sum(i in home for i in panel for home in households) == count
    for households in cells.members:
        persons = [i for home in households for i in home]
        assert np.ptp(chosen[persons]) <= 1


def test_an_exchange_mends_quotas_before_it_seeks_worth() -> None:
    pool = Pool(list("abcd"), {"k": ["x", "x", "y", "y"]})
    cells = cells_of(pool, [Quota("k", "x", 1, 1), Quota("k", "y", 1, 1)], 2)
    panel = np.array([2, 0])
    worth = np.array([1.0, 0.0])
    missed = improve(panel, worth, cells.features, cells.low, cells.high, cells.room, cells.klass, 9.0, 100)
    assert missed == 0
    assert panel.tolist() == [1, 1]


def test_herding_keeps_its_totals_near_what_is_owed() -> None:
    columns = np.array([[1.0, 0.0], [0.0, 1.0]])
    chosen = herd(columns, np.array([0.3, 0.7]), np.ones(2), 100)
    assert np.bincount(chosen).tolist() == [30, 70]


def test_levelling_brings_totals_to_what_is_wanted() -> None:
    pool = Pool([str(i) for i in range(20)], {"k": ["x", "y"] * 10})
    cells = cells_of(pool, [Quota("k", "x", 0, 4), Quota("k", "y", 0, 4)], 4)
    panels = np.tile(np.array([4, 0]), (10, 1))
    left = level(
        panels,
        np.array([23.0, 17.0]),
        np.ones(2),
        cells.features,
        cells.low,
        cells.high,
        cells.room,
        cells.klass,
        500,
        1,
    )
    assert left == pytest.approx(0)
    assert panels.sum(axis=0).tolist() == [23, 17]
    assert all(cells.holds(panel) for panel in panels)


def test_tilted_weights_reach_the_target_inside_and_own_up_outside() -> None:
    columns = np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
    weights, missed = tilt(columns, np.array([0.5, 1.5]), 1e-10)
    assert missed < 1e-10
    assert weights @ columns == pytest.approx([0.5, 1.5], abs=1e-9)
    assert weights.min() >= 0
    assert tilt(columns, np.array([0.5, 2.0]), 1e-10)[1] > 0.01


def test_the_bound_is_right_whatever_prices_are_proposed() -> None:
    pool = Pool([str(i) for i in range(8)], {"k": ["x"] * 6 + ["y"] * 2})
    cells = cells_of(pool, [Quota("k", "x", 1, 2), Quota("k", "y", 0, 2)], 3)
    random = np.random.default_rng(1)
    best = 1 / 3
    for _ in range(200):
        bound = bound_on_minimum(cells, random.random(2), random.normal(size=2), float(random.normal()))
        assert bound >= best - 1e-12
    assert float(bound_on_minimum(cells, np.array([1.0, 0.0]), np.array([1.0, 0.0]), 0.0)) == pytest.approx(best)


def test_small_figures() -> None:
    assert gini(np.array([1.0, 3.0])) == pytest.approx(0.25)
    assert gini(np.zeros(3)) == 0
    assert all(Fraction(upward(Fraction(1, k))) >= Fraction(1, k) for k in range(1, 50))
