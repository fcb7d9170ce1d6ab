"""A composite index says what its formula says, whatever the order of areas and indicators."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from wijk.methods.indices.composite import (
    AGGREGATES,
    STANDARDS,
    Aggregate,
    Index,
    Recipe,
    Standard,
    composite,
    ranks,
)  # fmt: skip
from wijk.methods.indices.frames import Indicators, indicators
from wijk.methods.indices.sensitivity import WAYS, sensitivity
from wijk.methods.saying import Rejected

NAN = float("nan")
RECIPES = [
    Recipe(standard, aggregate, weighting)
    for standard in STANDARDS
    for aggregate in AGGREGATES
    for weighting in ("equal", "pca")
    if not (standard == "z" and aggregate == "geometric")
]


def table(values: list[list[float]] | NDArray[np.float64]) -> Indicators:
    given_ = np.asarray(values, dtype=float)
    columns = {f"i{c}": given_[:, c] for c in range(given_.shape[1])}
    return indicators([f"a{r:03}" for r in range(len(given_))], columns)


# The example of the OECD handbook's steps, by hand: three areas, two indicators, of which the second is reversed.
#   x = 2, 4, 9: mean 5, squared deviations 9 + 1 + 16 = 26, standard deviation √(26 ÷ 3) = 2.94392
#   y = 10, 40, 10 (reversed −10, −40, −10): mean −20, deviations 10, −20, 10, standard deviation √(600 ÷ 3) = 14.14214
HAND = {"x": [2.0, 4.0, 9.0], "y": [10.0, 40.0, 10.0]}


def by_hand(standard: Standard, aggregate: Aggregate, **more: object) -> Index:
    made = indicators(["p", "q", "r"], HAND)
    return composite(made, Recipe(standard, aggregate, reversed=frozenset({"y"}), **more))  # type: ignore[arg-type]


def test_z_scores_by_hand() -> None:
    found = by_hand("z", "mean")
    x = [-3 / 2.943920, -1 / 2.943920, 4 / 2.943920]
    y = [10 / 14.142136, -20 / 14.142136, 10 / 14.142136]
    assert found.score == pytest.approx([(a + b) / 2 for a, b in zip(x, y, strict=True)], abs=1e-6)
    assert found.rank.tolist() == [2, 3, 1]


def test_minmax_by_hand() -> None:
    assert by_hand("minmax", "mean").score == pytest.approx([(0 + 1) / 2, (2 / 7 + 0) / 2, (1 + 1) / 2])


def test_given_weights_by_hand() -> None:
    found = by_hand("minmax", "mean", weighting="given", weights=(("x", 3.0), ("y", 1.0)))
    assert found.weights.tolist() == [0.75, 0.25]
    assert found.score == pytest.approx([0.25, 0.75 * 2 / 7, 1.0])


def test_ranks_and_percentiles_by_hand() -> None:
    assert by_hand("rank", "mean").score == pytest.approx([(1 + 2.5) / 2, (2 + 1) / 2, (3 + 2.5) / 2])
    assert by_hand("percentile", "mean").standardised[:, 0] == pytest.approx([1 / 6, 3 / 6, 5 / 6])
    assert by_hand("z", "rank").score == pytest.approx([1.75, 1.5, 2.75])


def test_the_geometric_mean_by_hand() -> None:
    """Standardised values are moved to 0.01 … 1, so that the lowest does not make the index 0."""
    found = by_hand("minmax", "geometric")
    x, y = 0.01 + 0.99 * np.array([0, 2 / 7, 1]), np.array([1, 0.01, 1])
    assert found.score == pytest.approx(np.sqrt(x * y))


def test_weights_by_component_are_those_of_a_decomposition_by_hand() -> None:
    """Two indicators with correlation r have loadings of equal size, and the first component holds (1 + |r|) ÷ 2."""
    found = composite(table([[1.0, 2.0], [2.0, 1.0], [3.0, 5.0], [4.0, 4.0]]), Recipe(weighting="pca"))
    r = float(np.corrcoef([1, 2, 3, 4], [2, 1, 5, 4])[0, 1])
    assert found.weights == pytest.approx([0.5, 0.5])
    assert found.share == pytest.approx((1 + r) / 2)
    assert found.against == ()


def test_an_indicator_that_points_against_the_others_is_told() -> None:
    values = np.array([[1, 1.1, -1], [2, 2.2, -2], [3, 2.9, -3.2], [4, 4.3, -4]])
    found = composite(table(values), Recipe(weighting="pca"))
    assert found.against == ("i2",)
    assert "i2 points against" in " ".join(map(str, found.explain()))


values = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).choice(
        [0.0, 1.0, 2.5, 1e6, -3.0, 0.1], size=(np.random.default_rng(seed).integers(1, 12), 3)
    )
)


@given(values, st.sampled_from(RECIPES), st.integers(0, 1000))
@settings(max_examples=150, deadline=None)
def test_the_order_of_areas_and_indicators_changes_no_place(
    given_: NDArray[np.float64], recipe: Recipe, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(given_)), rng.permutation(3)
    one = composite(table(given_), recipe)
    names = [f"a{r:03}" for r in rows]
    other = composite(indicators(names, {f"i{c}": given_[rows, c] for c in columns}), recipe)
    assert other.rank.tolist() == one.rank[rows].tolist()
    assert other.score == pytest.approx(one.score[rows], rel=1e-9, abs=1e-9)


@given(values, st.sampled_from(RECIPES))
@settings(max_examples=60, deadline=None)
def test_units_do_not_matter(given_: NDArray[np.float64], recipe: Recipe) -> None:
    other = composite(table(given_ * [2, 0.5, 1024]), recipe)
    assert other.score == pytest.approx(composite(table(given_), recipe).score, rel=1e-9, abs=1e-9)


@given(values, st.integers(0, 100))
@settings(max_examples=25, deadline=None)
def test_sensitivity_does_not_depend_on_the_order(given_: NDArray[np.float64], seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(given_)), rng.permutation(3)
    one = sensitivity(composite(table(given_)), runs=40, seed=3)
    mixed = indicators([f"a{r:03}" for r in rows], {f"i{c}": given_[rows, c] for c in columns})
    other = sensitivity(composite(mixed), runs=40, seed=3)
    assert other.low.tolist() == one.low[rows].tolist()
    assert other.worst.tolist() == one.worst[rows].tolist()
    assert {k: v.tolist() for k, v in other.without.items()} == {k: v[rows].tolist() for k, v in one.without.items()}


def test_an_area_that_is_first_in_everything_is_first_in_every_run() -> None:
    found = sensitivity(composite(table([[9, 9, 9], [5, 1, 3], [1, 5, 2], [2, 2, 4]])), runs=200, seed=1)
    assert (found.best[0], found.worst[0], found.first_share[0]) == (1, 1, 1.0)
    assert found.worst[1] > found.best[1]
    assert set(found.without) == {"i0", "i1", "i2"}


def test_leaving_one_out_is_the_index_without_it() -> None:
    values_ = [[1, 9, 4], [5, 1, 3], [1, 5, 2], [2, 2, 8]]
    found = sensitivity(composite(table(np.array(values_))), runs=5)
    alone = indicators([f"a{r:03}" for r in range(4)], {"i0": [1, 5, 1, 2], "i2": [4, 3, 2, 8]})
    assert found.without["i1"].tolist() == composite(alone).rank.tolist()


def test_another_seed_draws_other_weights_and_the_same_seed_the_same() -> None:
    made = composite(table(np.random.default_rng(5).normal(size=(30, 4))))
    one, same, other = (sensitivity(made, runs=100, seed=seed) for seed in (1, 1, 2))
    assert one.median.tolist() == same.median.tolist()
    assert one.first_share.tolist() == same.first_share.tolist()
    assert one.first_share.tolist() != other.first_share.tolist()
    assert len(WAYS) == 5


def test_a_constant_indicator_is_left_out_and_told() -> None:
    found = composite(table([[1, 7], [2, 7], [3, 7]]))
    assert (found.constant, found.used) == (("i1",), ("i0",))
    assert "i1 is the same everywhere" in " ".join(map(str, found.explain()))


@pytest.mark.parametrize("recipe", RECIPES)
def test_areas_that_are_all_alike_share_the_first_place(recipe: Recipe) -> None:
    found = composite(table([[1, 7], [1, 7], [1, 7]]), recipe)
    assert found.rank.tolist() == [1, 1, 1]
    assert sensitivity(found, runs=10).worst.tolist() == [1, 1, 1]


@pytest.mark.parametrize("recipe", RECIPES)
def test_one_area_has_the_first_place(recipe: Recipe) -> None:
    assert composite(table([[3, 4]]), recipe).rank.tolist() == [1]


def test_equals_share_the_better_place() -> None:
    assert ranks(np.array([0.1 + 0.2, 0.3, 0.5])).tolist() == [2, 2, 1]


def test_missing_values_are_refused_dropped_or_filled_and_told() -> None:
    columns = {"x": [1.0, NAN, 3.0], "y": [4.0, 5.0, 9.0]}
    with pytest.raises(Rejected, match="x has no value for q"):
        indicators(["p", "q", "r"], columns)
    dropped = indicators(["p", "q", "r"], columns, missing="drop")
    assert (dropped.areas, dropped.dropped) == (("p", "r"), ("q",))
    assert "have no index: q" in " ".join(map(str, composite(dropped).explain()))
    filled = indicators(["p", "q", "r"], columns, missing="mean")
    assert filled.values[1].tolist() == [2.0, 5.0]
    assert "took the mean" in " ".join(map(str, composite(filled).explain()))


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"x": [1.0, float("inf")]}, "x for b is not a finite number"),
        ({"x": [NAN, NAN]}, "x has no value at all"),
        ({}, "There are no indicators"),
        ({"x": [1.0]}, "x has 1 entries where 2"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_its_place(columns: dict[str, list[float]], says: str) -> None:
    with pytest.raises(Rejected, match=says):
        indicators(["a", "b"], columns, missing="drop")


def test_every_area_with_a_gap_leaves_none() -> None:
    with pytest.raises(Rejected, match="none is left"):
        indicators(["a", "b"], {"x": [1.0, NAN], "y": [NAN, 1.0]}, missing="drop")


@pytest.mark.parametrize(
    ("recipe", "says"),
    [
        (Recipe("z", "geometric"), "above zero"),
        (Recipe(reversed=frozenset({"nothing"})), "“nothing” is not among"),
        (Recipe(weighting="given", weights=(("i0", -1.0),)), "The weight of i0"),
        (Recipe(weighting="given", weights=(("i0", 0.0),)), "All weights are zero"),
        (Recipe(weighting="given", weights=(("i0", NAN),)), "The weight of i0"),
        (Recipe("log"), "“log” is not known for standard"),  # type: ignore[arg-type]
    ],
)
def test_recipes_that_make_no_sense_are_refused(recipe: Recipe, says: str) -> None:
    with pytest.raises(Rejected, match=says):
        composite(table([[1, 7], [2, 8]]), recipe)


def test_runs_have_bounds() -> None:
    with pytest.raises(Rejected, match="0 runs"):
        sensitivity(composite(table([[1, 7], [2, 8]])), runs=0)
