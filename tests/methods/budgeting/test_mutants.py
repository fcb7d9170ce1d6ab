"""What `bench.mutation` found that no other test noticed."""

import pytest

from wijk.methods.budgeting.election import Election, Project
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
