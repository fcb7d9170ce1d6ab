"""Every declared rule, satisfaction, completion and way of breaking ties has its worked example here, reckoned by hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.rules import ALIASES, COMPLETIONS, RULES, SATISFACTIONS, TIES, Rules
from wijk.methods.saying import Rejected

EURO = 100


def street(budget: int, costs: dict[str, int], ballots: list[tuple[int, str]]) -> Election:
    """Costs in euros; each ballot is a number of voters and the first letters of their projects."""
    projects = [Project(name, cost * EURO) for name, cost in costs.items()]
    by_letter = {name[0]: name for name in costs}
    return Election.of(
        projects, budget * EURO, [[by_letter[c] for c in letters] for _, letters in ballots],
        "EUR", counts=[many for many, _ in ballots],
    )  # fmt: skip


# Ten voters, 100 euros, so 10 each. Six like bench and lamp, four like tree.
STREET = street(100, {"bench": 60, "lamp": 36, "tree": 40}, [(6, "bl"), (4, "t")])
EXAMPLES: dict[tuple[str, str, str], tuple[Election, list[str]]] = {
    # lamp and bench have 6 votes each and the lamp costs less; 64 are left for the bench (60), and 4 for the tree
    ("greedy", "points", "none"): (STREET, ["lamp", "bench"]),
    # votes per euro: lamp 6/36, bench 6/60, tree 4/40: the last two are level and tree costs less, so it goes first
    ("greedy-per-cost", "points", "none"): (STREET, ["lamp", "tree"]),
    # as greedy, but with 95 euros the bench does not fit after the lamp, and the count stops before the tree
    ("greedy-no-skip", "points", "none"): (
        street(95, {"bench": 60, "lamp": 36, "tree": 40}, [(6, "bl"), (4, "t")]),
        ["lamp"],
    ),
    # votes together: bench and lamp 12, lamp and tree 10, bench and tree 10
    ("knapsack", "cardinality", "none"): (STREET, ["lamp", "bench"]),
    # worth votes times cost: bench and lamp 576, bench and tree 520, lamp and tree 376
    ("knapsack", "cost", "none"): (STREET, ["lamp", "bench"]),
    # bench and lamp are level at 1/6 of their cost each, the lamp costs less and is bought for 6 each; of the 4 left
    # bench has 24 of 60; the tree's four supporters pay 10 each
    ("equal-shares", "cost", "none"): (STREET, ["lamp", "tree"]),
    # the sign has one vote, whose owner has 4 left; 24 of the budget are left and pay for it
    ("equal-shares", "cost", "utilitarian-greedy"): (
        street(100, {"bench": 60, "lamp": 36, "tree": 40, "sign": 20}, [(5, "bl"), (1, "bls"), (4, "t")]),
        ["lamp", "tree", "sign"],
    ),
    # per supporter lamp costs 6, bench and tree 10; after lamp the six have 4 each
    ("equal-shares", "cardinality", "none"): (STREET, ["lamp", "tree"]),
}


@pytest.mark.parametrize("case", EXAMPLES, ids=" ".join)
def test_the_worked_example(case: tuple[str, str, str]) -> None:
    election, expected = EXAMPLES[case]
    rule, satisfaction, completion = case
    told = count(election, Rules(rule, satisfaction, completion if rule == "equal-shares" else ""))
    assert list(told.selected) == expected


def test_prices_by_points_follow_the_points() -> None:
    election = Election.of(
        [Project("well", 60 * EURO), Project("arch", 30 * EURO)], 90 * EURO,
        [{"well": 3}, {"well": 1, "arch": 1}, {"arch": 2}], "EUR",
    )  # fmt: skip
    told = count(election, Rules(satisfaction="points", completion="none"))
    # arch has 3 points: 10 a point, paid 10 and 20; then well has 30 and 20 for 60
    assert list(told.selected) == ["arch"]
    assert told.rounds[0].rate == 10 * EURO
    lost = told.losses[0]
    assert (lost.left, lost.lacked) == (50 * EURO, 10 * EURO)


# Two voters, 10 euros. Ann likes the arch (6), Bob the barn (3) and the court (4). 5 each: barn. One euro more each: arch too,
# 9 in all, and nothing more fits. 7 each: court as well, 13 in all, which is too much.
LADDER = street(10, {"arch": 6, "barn": 3, "court": 4}, [(1, "a"), (1, "bc")])


def test_add1_goes_up_step_by_step() -> None:
    none = count(LADDER, Rules(completion="none"))
    add1 = count(LADDER, Rules(completion="add1"))
    assert (none.selected, none.steps) == (("barn",), 0)
    assert (add1.selected, add1.steps, add1.tried, add1.share) == (("barn", "arch"), 1, 3, 6 * EURO)


# Ann likes the arch (12), Bob the court (3), Cas the arch and the barn (2); 15 euros.
ENDINGS = street(15, {"arch": 12, "barn": 2, "court": 3}, [(1, "a"), (1, "c"), (1, "ab")])


def test_the_two_endings_of_add1_differ() -> None:
    # 5 each: Ann and Cas have 10 for the arch; barn and court are bought, and the 10 that are left do not pay for the arch
    first = count(ENDINGS, Rules(completion="add1-first-exhaustive"))
    assert (set(first.selected), first.share, first.variant) == ({"barn", "court"}, 5 * EURO, "add1-first-exhaustive")
    # 7 each: the arch for 6 each, after which Cas has 1 for the barn; court: 15 in all. 8 each: the barn too, 17 in all
    largest = count(ENDINGS, Rules(completion="add1-largest-feasible"))
    assert (set(largest.selected), largest.share, largest.steps) == ({"arch", "court"}, 7 * EURO, 2)
    assert largest.variant == "add1-largest-feasible"


def test_add1_and_then_filling() -> None:
    election = street(20, {"arch": 12, "barn": 9, "court": 8}, [(2, "a"), (1, "b"), (1, "c")])
    # 5 each; 6 each buys the arch; 8 each the court: 20 in all; 9 each the barn too: 29
    told = count(election, Rules(completion="add1-utilitarian"))
    assert list(told.selected) == ["arch", "court"]
    plain = count(election, Rules(completion="utilitarian-greedy"))
    # nothing can be bought with 5 each; filled by votes: arch, then court (cheaper than barn among equals)
    assert [(one.project, one.how) for one in plain.rounds] == [("arch", "filled"), ("court", "filled")]


def test_the_comparison_takes_what_more_voters_prefer() -> None:
    # five voters, 10 euros; three like hall (9), two like ivy (4): 2 each
    election = street(10, {"hall": 9, "ivy": 4}, [(3, "h"), (2, "i")])
    shares = count(election, Rules(completion="none"))
    compared = count(election, Rules(completion="comparison"))
    assert list(shares.selected) == ["ivy"]
    assert compared.comparison is not None
    # raised by one, the hall's three have 9 and the ivy's two 6: 13 in all, too much; so ivy stands against hall
    assert (compared.comparison.ours, compared.comparison.greedy) == (2, 3)
    assert list(compared.selected) == ["hall"]
    assert [one.how for one in compared.rounds] == ["taken"]


@pytest.mark.parametrize(
    ("ties", "expected", "way"),
    [
        (("lowest-cost",), "elm", "lowest-cost"),
        (("most-votes", "lowest-cost"), "elm", "lowest-cost"),
        (("most-votes",), None, "lot"),
        (("lot",), None, "lot"),
    ],
)
def test_ties_are_broken_in_the_order_of_the_rules_and_recorded(
    ties: tuple[str, ...], expected: str | None, way: str
) -> None:
    election = street(10, {"dam": 8, "elm": 6}, [(5, "de")])
    first = {seed: count(election, Rules(completion="none", ties=ties, seed=seed)) for seed in "abcdef"}
    assert {one.rounds[0].way for one in first.values()} == {way}
    winners = {one.selected[0] for one in first.values()}
    assert winners == ({expected} if expected else {"dam", "elm"})
    assert all(set(one.rounds[0].tied) == {"dam", "elm"} for one in first.values())
    assert all((one.seed == seed) == (way == "lot") for seed, one in first.items())


def test_most_votes_break_a_tie_where_prices_are_level() -> None:
    # by number of projects: 8 for four is 2 each, 6 for three is 2 each
    election = street(14, {"dam": 8, "elm": 6}, [(4, "d"), (3, "e")])
    told = count(election, Rules(satisfaction="cardinality", completion="none", ties=("most-votes",)))
    assert (told.rounds[0].project, told.rounds[0].way) == ("dam", "most-votes")


def test_without_a_seed_the_lot_comes_from_the_ballots() -> None:
    told = count(street(8, {"dam": 8, "elm": 8}, [(5, "de")]), Rules(completion="none"))
    assert len(told.seed) == 64
    assert told.rounds[0].way == "lot"


def test_every_declared_variant_is_worked_out_on_this_page() -> None:
    page = Path(__file__).read_text("utf-8")
    for names in (RULES, SATISFACTIONS, COMPLETIONS, TIES):
        assert [name for name in names if page.count(f'"{name}"') == 0] == []
    assert Rules(completion="add1").variant == ALIASES["add1"] == "add1-largest-feasible"
    assert Rules(completion="add1-comparison").variant == "comparison"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "fair"}, "rule_unknown"),
        ({"satisfaction": "joy"}, "satisfaction_unknown"),
        ({"completion": "add2"}, "completion_unknown"),
        ({"rule": "greedy", "completion": "add1"}, "completion_unfit"),
        ({"ties": ("first-come",)}, "ties_unknown"),
        ({"step": 0}, "step_wrong"),
        ({"tolerance": -1}, "tolerance_wrong"),
        ({"minimum_votes": -1}, "minimum_wrong"),
        ({"district_budgets": {"north": -1}}, "cap_wrong"),
    ],
)
def test_rules_that_do_not_exist_are_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Rejected) as fault:
        Rules(**changes)  # type: ignore[arg-type]
    assert fault.value.code == code


def test_a_share_is_exact() -> None:
    told = count(street(10, {"arch": 3}, [(3, "a")]), Rules(completion="none"))
    assert told.share == Fraction(1000, 3)
    assert told.rounds[0].rate == 100
