"""Coverage says which viewpoints lack and nothing about anybody."""

import numpy as np
import pytest

from tests.methods.opinions.crowds import camps, noise
from wijk.methods.opinions.coverage import PRESENT, TOO_FEW, WEAK, coverage, coverage_of_declared
from wijk.methods.opinions.groups import Groups, find_groups
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Rejected


@pytest.fixture(scope="module")
def crowd() -> tuple[Votes, Groups]:
    votes, _ = camps((50, 30), 30, seed=1)
    return votes, find_groups(votes)


def some(found: Groups, counts: tuple[int, ...]) -> list[int]:
    return [int(p) for g, many in enumerate(counts) for p in np.flatnonzero(found.member == g)[:many]]


def test_a_missing_group_and_a_thin_one_look_alike(crowd: tuple[Votes, Groups]) -> None:
    _, found = crowd
    none, thin = (coverage(found, some(found, counts)) for counts in ((13, 0), (11, 2)))
    assert none.state == thin.state == (PRESENT, WEAK)
    assert none.inside == thin.inside == (None, None)
    assert none.known == thin.known == 10
    assert [str(one) for one in none.explain()] == [str(one) for one in thin.explain()]


def test_both_present_gives_counts_in_fives(crowd: tuple[Votes, Groups]) -> None:
    _, found = crowd
    covered = coverage(found, some(found, (13, 8)))
    assert (covered.state, covered.inside, covered.lacking) == ((PRESENT, PRESENT), (10, 5), ())


def test_nothing_is_said_of_few(crowd: tuple[Votes, Groups]) -> None:
    _, found = crowd
    covered = coverage(found, some(found, (5, 4)))
    assert (covered.state, covered.known) == ((TOO_FEW, TOO_FEW), 0)


def test_no_groups_no_coverage() -> None:
    votes = noise(40, 15, 0.9, 1)
    assert coverage(find_groups(votes), [0, 1]).why.code == "coverage_no_groups"


def test_declared_positions_place_people_who_did_not_vote(crowd: tuple[Votes, Groups]) -> None:
    votes, found = crowd
    row = np.repeat(np.arange(len(votes.people)), votes.cast)
    first = np.isin(row, some(found, (12, 0)))
    declared = Votes.gather(
        [f"member {i}" for i in range(len(votes.people))],
        votes.statements,
        row[first],
        votes.statement[first],
        votes.vote[first],
    )
    assert coverage_of_declared(found, votes, declared).state == (PRESENT, WEAK)


@pytest.mark.parametrize("organ", [[0, 0], [-1], [999]])
def test_a_list_that_cannot_be_is_refused(crowd: tuple[Votes, Groups], organ: list[int]) -> None:
    with pytest.raises(Rejected):
        coverage(crowd[1], organ)


def test_declared_positions_on_other_statements_are_refused(crowd: tuple[Votes, Groups]) -> None:
    votes, found = crowd
    with pytest.raises(Rejected):
        coverage_of_declared(found, votes, Votes.gather(["a"], ["other"], [0], [0], [1]))
