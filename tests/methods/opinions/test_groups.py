"""Groups are there when they are there, are not when they are not, and do not depend on how the votes are listed."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.opinions.crowds import camps, noise, of_matrix, shuffled
from tests.support.files import ROOT
from wijk.methods.opinions.canonical import canonical
from wijk.methods.opinions.groups import find_groups
from wijk.methods.opinions.partition import adjusted_rand, partition
from wijk.methods.opinions.spectrum import spectrum
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Rejected


@pytest.mark.parametrize(
    ("sizes", "least"),
    [((30, 30), 0.9), ((100, 12), 0.85), ((60, 40, 20), 0.9), ((40, 40, 40, 40), 0.85)],
)
def test_planted_camps_are_found_however_unequal(sizes: tuple[int, ...], least: float) -> None:
    votes, camp = camps(sizes, 40, seed=1)
    found = find_groups(votes)
    assert found.count == len(sizes)
    inside = found.member >= 0
    assert inside.sum() > 0.95 * len(camp)
    assert adjusted_rand(found.member[inside], camp[inside]) >= least
    assert list(found.size) == sorted(found.size, reverse=True)
    assert min(found.stability) >= 0.75


def test_sparse_votes_still_show_the_camps() -> None:
    votes, camp = camps((400, 300, 100), 200, seed=5, dissent=0.15, cast=0.12)
    found = find_groups(votes)
    inside = found.member >= 0
    assert found.count == 3
    assert adjusted_rand(found.member[inside], camp[inside]) > 0.9


def test_noise_has_no_groups() -> None:
    shapes = [(60, 20, 0.8), (200, 40, 0.3), (30, 12, 0.95)]
    declared = [find_groups(noise(*shapes[seed % 3], seed)).count > 0 for seed in range(45)]
    assert sum(declared) <= 3  # at most 2.5 % are expected: four of 45 would come once in a hundred times


def test_noise_says_why() -> None:
    found = find_groups(noise(60, 20, 0.8, 1))
    assert (found.count, found.why.code) == (0, "by_chance")
    assert (found.member == -1).all()
    assert found.structure.found[0] <= found.structure.by_chance[0]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_people_statements_and_votes_makes_no_difference(seed: int) -> None:
    votes, _ = camps((40, 25, 15), 30, seed=3)
    listed, person, _ = shuffled(votes, seed)
    one, two = find_groups(votes), find_groups(listed)
    assert (one.size, one.stability) == (two.size, two.stability)
    assert (one.member == two.member[person]).all()
    assert (one.person_stability == two.person_stability[person]).all()
    assert (one.chance == two.chance[person]).all()


def test_the_number_of_threads_makes_no_difference() -> None:
    """Here as many as this machine gives; in a process of its own one, or two where one is all there is here."""
    reckon = (
        "from tests.methods.opinions.crowds import camps; from wijk.methods.opinions.groups import find_groups\n"
        "found = find_groups(camps((90, 60, 30), 60, seed=4)[0])\n"
        "print(found.size, found.stability, found.member.tolist(), found.chance.tolist(), found.structure)"
    )
    other = "2" if os.environ.get("OMP_NUM_THREADS") == "1" else "1"
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), other)
    told = subprocess.run(
        [sys.executable, "-c", reckon], env={**os.environ, **threads, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = find_groups(camps((90, 60, 30), 60, seed=4)[0])
    here = (found.size, found.stability, found.member.tolist(), found.chance.tolist(), found.structure)
    assert told.stdout.split("\n")[0] == " ".join(map(str, here))


def test_names_make_no_difference() -> None:
    votes, _ = camps((40, 25), 30, seed=3)
    renamed = Votes([f"x{one}" for one in reversed(votes.people)], [f"z{one[::-1]}" for one in votes.statements],
                    votes.start, votes.statement, votes.vote)  # fmt: skip
    assert (find_groups(votes).member == find_groups(renamed).member).all()


def test_another_seed_moves_stability_and_not_the_groups() -> None:
    votes, _ = camps((40, 25), 30, seed=3)
    one, two = find_groups(votes, seed=1), find_groups(votes, seed=2)
    assert (one.member == two.member).all()
    assert np.allclose(one.stability, two.stability, atol=0.1)


def test_who_voted_little_belongs_to_no_group() -> None:
    votes, _ = camps((40, 40), 30, seed=2)
    row = np.repeat(np.arange(80), votes.cast)
    keep = (row != 0) | (np.arange(len(row)) < 4)
    less = Votes.gather(votes.people, votes.statements, row[keep], votes.statement[keep], votes.vote[keep])
    found = find_groups(less)
    assert (found.count, found.considered, found.member[0]) == (2, 79, -1)


def test_the_axes_are_those_of_the_filled_matrix() -> None:
    votes, _ = camps((30, 20), 25, seed=4, cast=0.5)
    order = canonical(votes)
    full = np.zeros((order.people, order.statements))
    row = np.repeat(np.arange(order.people), np.diff(order.start))
    full[row, order.col] = order.vote - order.mean[order.col]
    _, values, axes = np.linalg.svd(full, full_matrices=False)
    found = spectrum(order)
    assert np.allclose(found.values, values[: len(found.values)], rtol=1e-10)
    assert np.allclose(np.abs((found.axes[:, :2] * axes[:2].T).sum(axis=0)), 1, atol=1e-10)


def test_k_means_is_no_worse_than_the_best_of_many_random_starts() -> None:
    rng = np.random.default_rng(0)
    points = np.concatenate([rng.normal(c, 0.5, (40, 2)) for c in ((0, 0), (3, 0), (0, 3))])
    done = partition(points, np.ones(120), 3)

    def loss(centres: np.ndarray) -> float:
        return float(((points[:, None] - centres[None]) ** 2).sum(axis=2).min(axis=1).sum())

    best = np.inf
    for _ in range(30):
        centres = points[rng.choice(120, 3, replace=False)]
        for _ in range(30):
            label = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
            centres = np.stack(
                [points[label == g].mean(axis=0) if (label == g).any() else centres[g] for g in range(3)]
            )
        best = min(best, loss(centres))
    assert loss(done.centres) <= best * (1 + 1e-9)


VOTE = st.sampled_from([-1, 0, 1])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5), VOTE), max_size=60), st.integers(0, 2))
def test_whatever_few_votes_there_are_an_answer_comes(cast: list[tuple[int, int, int]], copies: int) -> None:
    row = [p + 8 * c for c in range(copies + 1) for p, _, _ in cast]
    column, vote = [s for _, s, _ in cast] * (copies + 1), [v for _, _, v in cast] * (copies + 1)
    votes = Votes.gather([str(i) for i in range(24)], [str(j) for j in range(6)], row, column, vote)
    found = find_groups(votes, resamples=3)
    assert len(found.member) == 24
    assert sum(found.size) == (found.member >= 0).sum()
    assert all(str(one) for one in found.explain())
    assert np.isfinite(found.place).all()


@pytest.mark.parametrize(
    "matrix",
    [np.ones((1, 1)), np.ones((30, 1)), np.ones((1, 30)), np.ones((40, 10)), np.zeros((40, 10)), np.eye(30)],
    ids=["one vote", "one statement", "one person", "all alike", "all pass", "single votes"],
)
def test_a_crowd_without_differences_has_no_groups(matrix: np.ndarray) -> None:
    found = find_groups(of_matrix(matrix.astype(np.int64), matrix > 0 if matrix.shape == (30, 30) else None))
    assert found.count == 0


def test_nobody_has_no_groups() -> None:
    assert find_groups(Votes.gather([], [], [], [], [])).why.code == "too_few"


@pytest.mark.parametrize(
    ("row", "column", "vote", "code"),
    [
        ([0], [0], [2], "vote_unknown"),
        ([0], [0], [np.nan], "vote_unknown"),
        ([0], [0], [0.5], "vote_unknown"),
        ([0], [0], ["agree"], "vote_unknown"),
        ([5], [0], [1], "person_place"),
        ([-1], [0], [1], "person_place"),
        ([0], [9], [1], "statement_place"),
        ([0.5], [0], [1], "places_whole"),
        ([0, 1], [0], [1], "lengths"),
        ([0], [0], [[1]], "vote_unknown"),
    ],
)
def test_votes_that_mean_nothing_are_refused(row: list[int], column: list[int], vote: list[int], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        Votes.gather(["a", "b"], ["s"], row, column, vote)
    assert refused.value.code == code


def test_names_that_occur_twice_are_refused() -> None:
    with pytest.raises(Rejected, match="“a” stands in the list twice"):
        Votes.gather(["a", "a"], ["s"], [], [], [])


def test_of_repeated_votes_the_last_counts() -> None:
    votes = Votes.gather(["a"], ["s", "t"], [0, 0, 0, 0], [0, 1, 0, 0], [1, 0, -1, 0])
    assert (votes.tally.tolist(), votes.repeated) == ([[0, 1, 0], [0, 1, 0]], 2)
