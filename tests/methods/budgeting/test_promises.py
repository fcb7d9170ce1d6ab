"""What equal shares promise groups of voters holds, and what cannot be counted is refused."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.budgeting.plain import Town
from tests.methods.budgeting.towns import towns
from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.knapsack import knapsack
from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.rules import Rules
from wijk.methods.saying import Rejected


@settings(deadline=None, max_examples=120)
@given(towns(voters=6, projects=5, points=1), st.sampled_from(["none", "utilitarian-greedy", "add1-largest-feasible"]))
def test_no_group_that_agrees_and_could_pay_is_left_behind(town: Town, completion: str) -> None:
    """Extended justified representation for equal-sized votes: each group that agrees on projects it could pay for with its
    own shares has a member with as many chosen projects (cardinality; Peters, Pierczyński and Skowron 2021)."""
    chosen = set(count(town.election(), Rules(satisfaction="cardinality", completion=completion, step=500)).selected)
    share = Fraction(town.budget, len(town.ballots))
    costs = {project.id: project.cost for project in town.projects}
    for size in range(1, len(town.ballots) + 1):
        for group in combinations(town.ballots, size):
            common = set(group[0]).intersection(*group)
            for many in range(1, len(common) + 1):
                for some in combinations(sorted(common), many):
                    if sum(costs[p] for p in some) <= share * size:
                        assert any(len(chosen & set(ballot)) >= many for ballot in group)


@settings(deadline=None, max_examples=120)
@given(towns(voters=6, projects=5, points=1))
def test_by_cost_no_group_lacks_more_than_one_project(town: Town) -> None:
    """EJR up to one project, by cost: some member reaches the group's claim when one of its projects is added."""
    chosen = set(count(town.election(), Rules(completion="none")).selected)
    share = Fraction(town.budget, len(town.ballots))
    costs = {project.id: project.cost for project in town.projects}
    for size in range(1, len(town.ballots) + 1):
        for group in combinations(town.ballots, size):
            common = set(group[0]).intersection(*group)
            for many in range(1, len(common) + 1):
                for some in combinations(sorted(common), many):
                    claim = sum(costs[p] for p in some)
                    if claim <= share * size and not set(some) <= chosen:
                        reached = [sum(costs[p] for p in chosen & set(ballot)) for ballot in group]
                        extra = max(costs[p] for p in some if p not in chosen)
                        assert max(reached) + extra > claim or max(reached) >= claim


def test_a_knapsack_with_a_hundred_projects_is_proven() -> None:
    projects = [Project(f"p{k}", 1000 + 37 * (k * k % 101)) for k in range(100)]
    ballots = [[f"p{(7 * k + j * j) % 100}" for j in range(5)] for k in range(60)]
    election = Election.of(projects, 60_000, [list(dict.fromkeys(one)) for one in ballots])
    chosen = knapsack(Terms(election, Rules("knapsack")))
    worth = sum(int(election.votes[p]) for p in chosen)
    # by another way: the best worth for each amount of money
    best = [0] * 60_001
    for project, votes in zip(projects, election.votes.tolist(), strict=True):
        for money in range(60_000, project.cost - 1, -1):
            best[money] = max(best[money], best[money - project.cost] + votes)
    assert worth == best[-1]
    assert sum(projects[p].cost for p in chosen) <= 60_000


ONE = [Project("a", 100)]


@pytest.mark.parametrize(
    ("projects", "budget", "ballots", "code"),
    [
        ([], 100, [[]], "no_projects"),
        (ONE, 100, [], "no_voters"),
        (ONE, 0, [["a"]], "budget_wrong"),
        ([Project("a", 0)], 100, [["a"]], "cost_wrong"),
        ([Project("a", -5)], 100, [["a"]], "cost_wrong"),
        ([Project("a", 2**60)], 100, [["a"]], "cost_too_large"),
        ([*ONE, *ONE], 100, [["a"]], "project_twice"),
        (ONE, 100, [["b"]], "ballot_unknown"),
        (ONE, 100, [["a", "a"]], "ballot_twice"),
        (ONE, 100, [{"a": -1}], "points_negative"),
        (ONE, 100, [{"a": float("nan")}], "points_fraction"),
        (ONE, 100, [{"a": float("inf")}], "points_fraction"),
        (ONE, 100, [{"a": 2**60}], "too_large"),
        (ONE, 100, [{"a": 2**70}], "too_large"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    projects: list[Project], budget: int, ballots: list[list[str]], code: str
) -> None:
    with pytest.raises(Rejected) as fault:
        count(Election.of(projects, budget, ballots))
    assert fault.value.code == code
    assert str(fault.value)


@pytest.mark.parametrize("rule", ["equal-shares", "greedy", "greedy-no-skip", "greedy-per-cost", "knapsack"])
def test_the_smallest_elections_are_counted(rule: str) -> None:
    alone = Election.of(ONE, 100, [["a"]])
    assert count(alone, Rules(rule)).selected == ("a",)
    silent = Election.of(ONE, 100, [[], []])
    told = count(silent, Rules(rule))
    assert (told.selected, told.losses[0].why, told.representation.share) == ((), "no-support", 0)
    dear = count(Election.of([Project("a", 101)], 100, [["a"]]), Rules(rule))
    assert (dear.selected, dear.losses[0].why) == ((), "too-dear")


def test_a_cost_that_the_supporters_have_to_the_cent_is_paid() -> None:
    election = Election.of([Project("a", 100), Project("b", 50)], 150, [["a"], ["a"], ["b"]])
    told = count(election, Rules(completion="none"))
    assert told.selected == ("a", "b")
    assert [one.full for one in told.rounds] == [2, 1]
