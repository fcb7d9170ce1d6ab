"""The compiled count and the plain recount agree on random elections, whatever the rules: two programs, one result."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wijk.cli.reckon.count.evidence import bundle_of
from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.rules import (
    COMPLETIONS,
    EQUAL_SHARES,
    GREEDY,
    GREEDY_NO_SKIP,
    GREEDY_PER_COST,
    NONE,
    SATISFACTIONS,
    Rules,
)  # fmt: skip
from wijk.methods.proof.bundles import check
from wijk.methods.saying import Rejected

POINTS: st.SearchStrategy[int | Fraction] = st.sampled_from([1, 2, 5, Fraction(1, 2), Fraction(7, 3)])


@st.composite
def elections(draw: st.DrawFn) -> Election:
    size = draw(st.integers(1, 6))
    costs = draw(st.lists(st.integers(1, 12).map(lambda c: 500 * c), min_size=size, max_size=size))
    projects = [
        Project(f"p {i}", cost, district="ab"[i % 2], themes=("x",) if i % 3 else ()) for i, cost in enumerate(costs)
    ]
    ids = [project.id for project in projects]
    ballot: st.SearchStrategy[Mapping[str, int | Fraction]] = st.dictionaries(st.sampled_from(ids), POINTS, max_size=4)
    cast = draw(st.lists(ballot, min_size=1, max_size=9))
    ballots: list[Mapping[str, int | Fraction]] = [*cast]
    return Election.of(projects, draw(st.integers(1, 40)) * 500, ballots)


@st.composite
def rules_for(draw: st.DrawFn, election: Election) -> Rules:
    ids = [project.id for project in election.projects]
    rule = draw(st.sampled_from([EQUAL_SHARES, EQUAL_SHARES, EQUAL_SHARES, GREEDY, GREEDY_PER_COST, GREEDY_NO_SKIP]))
    pair = (
        st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True).map(tuple) if len(ids) > 1 else st.nothing()
    )
    return Rules(
        rule=rule,
        satisfaction=draw(st.sampled_from([*SATISFACTIONS])),
        completion=draw(st.sampled_from([*COMPLETIONS])) if rule == EQUAL_SHARES else NONE,
        ties=draw(st.sampled_from([("lowest-cost", "most-votes"), ("most-votes",), ()])),
        step=draw(st.sampled_from([7, 100, 450])),
        seed=draw(st.sampled_from(["", "lot"])),
        district_budgets={"a": 6000} if draw(st.booleans()) else {},
        theme_budgets={"x": 4000} if len(ids) > 1 and draw(st.integers(0, 3)) == 0 else {},
        minimum_votes=draw(st.integers(0, 2)),
        minimum_points=draw(st.integers(0, 2)),
        exclusive=(draw(pair),) if len(ids) > 1 and draw(st.integers(0, 2)) == 0 else (),
        pinned=(ids[0],) if draw(st.integers(0, 4)) == 0 else (),
        tolerance=draw(st.sampled_from([0, 0, 400])),
    )


@settings(deadline=None, max_examples=60)
@given(election=elections(), data=st.data())
def test_the_recount_finds_what_was_counted(election: Election, data: st.DataObject) -> None:
    rules = data.draw(rules_for(election))
    try:
        result = count(election, rules)
    except Rejected:  # what is certain already costs too much
        assume(not rules.pinned)
        raise
    verdict = check(bundle_of(result))
    assert [str(found.saying) for found in verdict.findings if found.holds is False] == []
    assert not [found for found in verdict.findings if found.saying.code in ("rule_unknown", "broken")]
