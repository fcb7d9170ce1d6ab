"""Small elections with many ties, for the tests of counting."""

from hypothesis import strategies as st

from tests.methods.budgeting.plain import Town
from wijk.methods.budgeting.election import Project
from wijk.methods.budgeting.rules import COMPLETIONS, RULES, SATISFACTIONS, Rules

NAMES = ("ash", "bench", "court", "ditch", "elm", "fair", "gate")


@st.composite
def towns(draw: st.DrawFn, *, voters: int = 8, projects: int = 6, near: bool = False, points: int = 3) -> Town:
    """A town; with `near` its costs are huge and almost multiples of each other, so that prices nearly tie."""
    size = draw(st.integers(1, projects))
    unit = 10**11 if near else 100
    spread = st.sampled_from([-1, 0, 0, 1]) if near else st.just(0)
    costs = [unit * draw(st.integers(1, 6)) + draw(spread) for _ in range(size)]
    made = [
        Project(
            name, cost, district=draw(st.sampled_from(["", "north", "south"])), themes=("green",) * draw(st.booleans())
        )
        for name, cost in zip(NAMES, costs, strict=False)
    ]
    ballot = st.dictionaries(st.sampled_from([one.id for one in made]), st.integers(1, points), max_size=size)
    ballots = draw(st.lists(ballot, min_size=1, max_size=voters))
    budget = unit * draw(st.integers(1, 2 * size + 2)) + draw(spread)
    return Town(made, budget, ballots)


def rules(town: Town, *, limits: bool = True) -> st.SearchStrategy[Rules]:
    """Any rules for this town."""
    amount = st.integers(0, max(one.cost for one in town.projects) * 2)
    names = [one.id for one in town.projects]
    bounds: dict[str, st.SearchStrategy[object]] = {}
    if limits:
        districts = [d for d in ("north", "south") if any(one.district == d for one in town.projects)]
        bounds["district_budgets"] = st.just({})
        if districts:
            bounds["district_budgets"] = st.dictionaries(st.sampled_from(districts), amount, max_size=2)
        if any(one.themes for one in town.projects):
            bounds["theme_budgets"] = st.dictionaries(st.just("green"), amount, max_size=1)
        bounds["exclusive"] = st.just(())
        if len(names) > 1:
            group = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True).map(tuple)
            bounds["exclusive"] = st.lists(group, max_size=1).map(tuple)
        bounds["pinned"] = st.lists(st.sampled_from(names), max_size=1).map(tuple)
        bounds["minimum_votes"] = st.sampled_from([0, 0, 0, 2])
        bounds["tolerance"] = st.sampled_from([0, 0, 100])
    orders = [("lowest-cost", "most-votes"), ("most-votes", "lowest-cost"), ("lot",), ("most-votes",)]

    def made(rule: str) -> st.SearchStrategy[Rules]:
        completion = st.sampled_from([*COMPLETIONS]) if rule == "equal-shares" else st.just("")
        # some twenty steps at most lead from one share to another that pays for everything
        step = max(100, sum(one.cost for one in town.projects) // 2000 * 100)
        return st.builds(
            Rules, rule=st.just(rule), satisfaction=st.sampled_from([*SATISFACTIONS]), completion=completion,
            ties=st.sampled_from(orders), seed=st.sampled_from(["1", "2"]), step=st.sampled_from([step, step + 7]),
            **bounds,
        )  # fmt: skip

    return st.sampled_from([*RULES, "equal-shares", "equal-shares", "equal-shares"]).flatmap(made)
