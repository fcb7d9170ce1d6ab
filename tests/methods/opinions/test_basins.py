"""Basins keep their promise on simulated truth, and each number is reckoned again in another way."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.opinions.crowds import camps, of_matrix, shuffled
from wijk.methods.opinions.basins import CONVERGE, DIVERGE, RECONCILE, UNKNOWN, interval, place_in_basins, tail
from wijk.methods.opinions.bridging import FACTOR, INTERCEPT, bridging
from wijk.methods.opinions.represent import representative
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Rejected


def crowd(
    shares: np.ndarray, sizes: tuple[int, ...], rng: np.random.Generator, shared: float = 0.0
) -> tuple[Votes, np.ndarray]:
    """People who agree with a statement as often as their group does; `shared` of a person's luck is the same on all statements."""
    member = np.repeat(np.arange(len(sizes)), sizes)
    luck = rng.random((len(member), len(shares)))
    same = rng.random((len(member), 1))
    luck = np.where(rng.random(luck.shape) < shared, same, luck)
    return of_matrix(np.where(luck < shares[:, member].T, 1, -1)), member


@pytest.mark.parametrize("dependence", ["any", "positive"])
@pytest.mark.parametrize("shared", [0.0, 0.5])
def test_false_claims_stay_within_the_level(dependence: str, shared: float) -> None:
    """Truth: half of the statements lie exactly on the edge, where a claim of converging or diverging is false."""
    rng = np.random.default_rng(11)
    edge = np.array([[0.5, 0.9], [0.5, 0.1], [0.9, 0.5], [0.5, 0.5]] * 8)
    clear = np.array([[0.8, 0.85], [0.2, 0.1], [0.85, 0.15], [0.2, 0.8]] * 4)
    shares = np.concatenate([edge, clear])
    wrong, power = [], []
    for _ in range(150):
        votes, member = crowd(shares, (60, 40), rng, shared)
        found = place_in_basins(votes, member, 2, level=0.1, dependence=dependence)  # type: ignore[arg-type]
        claims = np.array([one in (CONVERGE, DIVERGE) for one in found.basin])
        wrong.append(claims[: len(edge)].sum() / max(claims.sum(), 1))
        power.append(claims[len(edge) :].mean())
    assert np.mean(wrong) <= 0.1
    assert np.mean(wrong) > 0 or dependence == "any"  # the edge is really tried
    assert np.mean(power) > 0.9


def test_clear_statements_land_where_they_belong() -> None:
    shares = np.array([[0.95, 0.9], [0.05, 0.1], [0.95, 0.05], [0.95, 0.5]])
    votes, member = crowd(shares, (80, 80), np.random.default_rng(2))
    found = place_in_basins(votes, member, 2)
    assert found.basin == (CONVERGE, CONVERGE, DIVERGE, RECONCILE)
    assert found.side.tolist() == [1, -1, 0, 0]
    assert (found.low <= found.share()).all()
    assert (found.high >= found.share()).all()


def test_a_basin_is_what_the_intervals_show() -> None:
    rng = np.random.default_rng(3)
    votes, member = crowd(rng.random((200, 3)), (50, 40, 30), rng)
    found = place_in_basins(votes, member, 3)
    above, below = found.low > 0.5, found.high < 0.5
    for j, basin in enumerate(found.basin):
        converges = bool(above[j].all() or below[j].all())
        diverges = bool(above[j].any() and below[j].any())
        assert basin == (DIVERGE if diverges else CONVERGE if converges else RECONCILE)


def test_passes_take_no_side() -> None:
    votes = of_matrix(np.array([[1, 1]] * 9 + [[0, 1]] * 40))
    found = place_in_basins(votes, enough=10)
    assert found.basin == (UNKNOWN, CONVERGE)
    assert found.passed[:, 0].tolist() == [40, 0]


def test_one_crowd_cannot_diverge() -> None:
    votes = of_matrix(np.array([[1, 1]] * 30 + [[-1, 1]] * 30))
    assert place_in_basins(votes).basin == (RECONCILE, CONVERGE)


def test_the_least_movement_really_converges_and_one_less_does_not() -> None:
    rng = np.random.default_rng(5)
    votes, member = crowd(np.array([[0.9, 0.55], [0.45, 0.6], [0.7, 0.5]]), (40, 40), rng)
    found = place_in_basins(votes, member, 2)
    for j in found.rank.tolist():
        side = (found.agree if found.toward[j] > 0 else found.disagree)[j]
        other = found.expressed[j] - side
        need = [next(n for n in range(s, s + o + 1) if tail(np.array(n), np.array(s + o - n)) <= found.error) - s
                for s, o in zip(side.tolist(), other.tolist(), strict=True)]  # fmt: skip
        assert sum(need) == found.moves[j]
    shares = found.moves[found.rank] / found.expressed.sum(axis=1)[found.rank]
    assert (np.diff(shares) >= 0).all()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_the_tail_is_that_of_the_coin(agree: int, disagree: int) -> None:
    many = agree + disagree
    exact = sum(comb(many, k) for k in range(agree, many + 1)) / 2**many
    assert tail(np.array(agree), np.array(disagree)) == pytest.approx(exact, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.001, 0.025, 0.1]))
def test_each_bound_of_the_interval_errs_as_often_as_it_says(agree: int, disagree: int, error: float) -> None:
    low, high = (float(bound) for bound in interval(np.array(agree), np.array(disagree), error))
    many = agree + disagree

    def at_least(share: float) -> float:
        return sum(comb(many, k) * share**k * (1 - share) ** (many - k) for k in range(agree, many + 1))

    def at_most(share: float) -> float:
        return sum(comb(many, k) * share**k * (1 - share) ** (many - k) for k in range(agree + 1))

    assert low == 0 if agree == 0 else at_least(low) == pytest.approx(error, rel=1e-6)
    assert high == 1 if disagree == 0 else at_most(high) == pytest.approx(error, rel=1e-6)


def test_bridging_solves_what_it_says() -> None:
    """At the end neither a statement's term nor its slope can be bettered: the gradient of the penalised squares is nearly zero."""
    votes, _ = camps((30, 30), 20, seed=1)
    found = bridging(votes)
    matrix = np.full((60, 20), np.nan)
    matrix[np.repeat(np.arange(60), votes.cast), votes.statement] = (votes.vote > 0).astype(float)
    term, slope = found.score - found.overall, found.slope
    people = []
    for row in matrix:
        seen = ~np.isnan(row)
        design = np.column_stack([np.ones(seen.sum()), slope[seen]])
        penalty = np.diag([INTERCEPT, FACTOR]) * seen.sum()
        people.append(np.linalg.solve(design.T @ design + penalty, design.T @ (row[seen] - found.overall - term[seen])))
    own, factor = np.array(people).T
    for j in range(20):
        seen = ~np.isnan(matrix[:, j])
        rest = matrix[seen, j] - found.overall - own[seen] - term[j] - factor[seen] * slope[j]
        assert abs(rest.sum() - INTERCEPT * seen.sum() * term[j]) < 0.02 * seen.sum()
        assert abs((rest * factor[seen]).sum() - FACTOR * seen.sum() * slope[j]) < 0.02 * seen.sum()


def test_bridging_prefers_what_both_camps_like() -> None:
    rng = np.random.default_rng(7)
    shares = np.array([[0.9, 0.9]] * 3 + [[0.95, 0.05], [0.05, 0.95]] * 8 + [[0.1, 0.1]] * 3)
    votes, _ = crowd(shares, (70, 30), rng)
    score = bridging(votes).score
    assert score[:3].min() > score[3:-3].max() > score[3:-3].min() > score[-3:].max()
    listed, _, statement = shuffled(votes, 1)
    assert np.allclose(bridging(listed).score[statement], score, atol=1e-12)


def test_bridging_of_nothing_is_unknown() -> None:
    assert np.isnan(bridging(of_matrix(np.zeros((5, 3), dtype=np.int64))).score).all()


def test_representative_statements_tell_apart() -> None:
    votes, member = crowd(np.array([[0.9, 0.9], [0.9, 0.2], [0.5, 0.5]]), (50, 50), np.random.default_rng(1))
    first, second = representative(votes, member, 2)
    assert [(one.statement, one.side) for one in first] == [(1, 1)]
    assert [(one.statement, one.side) for one in second] == [(1, -1)]
    assert first[0].low < first[0].effect < first[0].high


@pytest.mark.parametrize("options", [{"level": 0.0}, {"level": float("nan")}, {"enough": 0}, {"dependence": "some"}])
def test_options_that_mean_nothing_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(Rejected):
        place_in_basins(of_matrix(np.ones((2, 2), dtype=np.int64)), **options)  # type: ignore[arg-type]
