"""What `bench.mutation` found that no other test noticed."""

import pytest

from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.rules import Rules
from wijk.methods.saying import Rejected


def test_a_refused_ballot_is_named_by_its_place_from_one() -> None:
    projects = [Project("bench", 100), Project("tree", 200)]
    with pytest.raises(Rejected) as refused:
        Election.of(projects, 1000, [["bench"], ["swing"], ["bench"]])
    assert refused.value.says[0].params["ballot"] == 2
    with pytest.raises(Rejected) as refused:
        Election.of(projects, 1000, [["bench"], ["tree"]], counts=[1, 0])
    assert refused.value.says[0].params["ballot"] == 2
    with pytest.raises(Rejected) as refused:
        Election.of(projects, 1000, [["bench"], ["tree", "tree"]])
    assert refused.value.says[0].params["ballot"] == 2


def test_as_many_points_as_the_rules_ask_for_are_enough() -> None:
    election = Election.of([Project("bench", 100), Project("tree", 100)], 200, [["bench"], ["bench"], ["tree"]])
    found = count(election, Rules("greedy", minimum_points=2))
    assert found.selected == ("bench",)
    assert count(election, Rules("greedy", minimum_points=3)).selected == ()


def test_what_is_filled_up_is_numbered_on_from_what_was_certain_and_bought() -> None:
    projects = [Project("path", 100), Project("bench", 100), Project("tree", 150)]
    election = Election.of(projects, 400, [["bench"], ["bench"], ["bench"], ["tree"]])
    found = count(election, Rules("equal-shares", completion="utilitarian-greedy", pinned=("path",)))
    assert [(one.number, one.project) for one in found.rounds] == [(1, "path"), (2, "bench"), (3, "tree")]
