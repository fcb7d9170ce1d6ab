"""Counts are recomputed from the ballots: compared with a count reckoned voter by voter, and every bent ledger is found."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.methods.proof.making import (
    OWN,
    Ballot,
    count,
    count_files,
    parsed_head,
    repacked,
    slow_fill,
    slow_shares,
    tie_order,
    votes,
)
from wijk.methods.proof.bundles import check, pack
from wijk.methods.proof.canonical import canonical
from wijk.methods.proof.checker import counts
from wijk.methods.proof.checker.counts import Election

ONE = Fraction(1)
STOPS = ("first-exhaustive", "largest-feasible")
SATISFACTIONS = ("cost", "cardinality", "points", "cost-points")


def wrong(files: dict[str, bytes], every_step: bool = False) -> list[str]:
    verdict = check(files, every_step=every_step)
    return [found.saying.code for found in verdict.findings if found.holds is False]


@st.composite
def elections(draw: st.DrawFn) -> tuple[list[int], list[Ballot], int]:
    cost = draw(st.lists(st.integers(1, 30).map(lambda c: 10 * c), min_size=1, max_size=5))
    points = st.sampled_from([ONE, Fraction(2), Fraction(1, 3), Fraction(5, 2)])
    ballot = st.dictionaries(st.integers(0, len(cost) - 1), points, max_size=4)
    ballots: list[Ballot] = list(draw(st.lists(ballot, min_size=1, max_size=8)))
    return cost, ballots, draw(st.integers(10, 700))


@settings(deadline=None, max_examples=80)
@given(election=elections(), satisfaction=st.sampled_from(SATISFACTIONS))
def test_equal_shares_agrees_with_a_count_voter_by_voter(
    election: tuple[list[int], list[Ballot], int], satisfaction: str
) -> None:
    cost, ballots, budget = election
    affordable = [c if c <= budget else budget for c in cost]
    assert wrong(count(affordable, ballots, budget, satisfaction)) == []


@settings(deadline=None, max_examples=30)
@given(
    election=elections(),
    stop=st.sampled_from(STOPS),
    satisfaction=st.sampled_from(SATISFACTIONS),
)
def test_raising_agrees_with_a_count_voter_by_voter(
    election: tuple[list[int], list[Ballot], int], stop: str, satisfaction: str
) -> None:
    cost, ballots, budget = election
    affordable = [c if c <= budget else budget for c in cost]
    rules: dict[str, Any] = {"increase": {"step": 7, "stop": stop}, "fill": "votes-per-cost"}
    files = count(affordable, ballots, budget, satisfaction, rules)
    assert wrong(files) == []


def test_where_raising_stops_is_checked() -> None:
    rules: dict[str, Any] = {"increase": {"step": 100, "stop": "largest-feasible"}}
    files = count(rules=rules)
    ledger = parsed(files, "ledger.json")
    share = Fraction(ledger["virtual"])
    for bent in (share - 100, share + 100, share + 50, Fraction(160000, 4) - 100):
        runs = slow_shares(COST, BALLOTS, bent, "cost", tie_order(COST, BALLOTS, "s"))
        told: dict[str, Any] = {
            "virtual": str(bent), "rounds": [{"project": p, "rate": str(r)} for p, r in runs], "filled": [],
            "selected": [f"id {p}" for p, _ in runs], "cost": sum(COST[p] for p, _ in runs),
        }  # fmt: skip
        assert "raised" in wrong(repacked(files, ledger_json=canonical(told))), bent


COST: Sequence[int] = (90000, 30000, 40000, 50000)
BALLOTS: Sequence[Ballot] = ({0: ONE}, {1: ONE, 2: ONE}, {1: ONE}, {3: ONE})


def parsed(files: dict[str, bytes], name: str) -> Any:
    return parsed_head({"bundle.json": files[name]})


def test_the_two_ways_of_stopping_differ_and_each_is_checked() -> None:
    """Projects of 60, 50 and 40 with a budget of 100: one outcome is exhaustive early, and going on is not yet too dear."""
    cost, ballots = (60, 50, 40), ({0: ONE}, {0: ONE}, {1: ONE}, {1: ONE, 2: ONE}, {2: ONE})
    made = {
        stop: count(cost, ballots, 100, "cost", {"increase": {"step": 1, "stop": stop}})
        for stop in ("first-exhaustive", "largest-feasible")
    }
    ledgers = {stop: parsed(files, "ledger.json") for stop, files in made.items()}
    assert ledgers["first-exhaustive"]["virtual"] != ledgers["largest-feasible"]["virtual"]
    for stop, files in made.items():
        other = next(one for one in made if one != stop)
        assert wrong(files, every_step=True) == []
        assert "raised" in wrong(repacked(files, ledger_json=made[other]["ledger.json"])), stop


def test_a_stop_long_before_the_last_is_found_where_every_step_is_recomputed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An outcome that is exhaustive at first, and no more when raised further: the last steps say nothing of it."""
    cost, ballots = (60, 50, 40), ({0: ONE}, {0: ONE}, {1: ONE}, {1: ONE, 2: ONE}, {2: ONE})
    first, files = (count(cost, ballots, 100, "cost", {"increase": {"step": 1, "stop": stop}}) for stop in STOPS)
    assert Fraction(parsed(files, "ledger.json")["virtual"]) - Fraction(parsed(first, "ledger.json")["virtual"]) > 2
    rules = parsed(files, "rules.json")
    rules["increase"]["stop"] = "first-exhaustive"
    bent = repacked(files, rules_json=canonical(rules))
    assert "raised" in wrong(bent)
    monkeypatch.setattr(counts, "QUICK", 0)
    assert "raised_part" in [found.saying.code for found in check(bent).findings]
    assert "raised" in wrong(bent, every_step=True)


@pytest.mark.parametrize("change", [
    {"rounds": []}, {"selected": []}, {"cost": 29999}, {"cost": 30001}, {"virtual": "39999"}, {"virtual": "40001"},
    {"filled": [0]}, {"selected": ["id 1", "id 1"]}, {"selected": ["id 2"]}, {"rounds": [{"project": 1, "rate": "1/3"}]},
    {"rounds": [{"project": 2, "rate": "1/2"}]}, {"virtual": "x"}, {"virtual": "1/0"}, {"selected": ["nobody"]},
])  # fmt: skip
def test_a_bent_ledger_is_found(change: dict[str, Any]) -> None:
    files = count()
    assert parsed(files, "ledger.json")["rounds"] == [{"project": 1, "rate": "1/2"}]
    told = parsed(files, "ledger.json") | change
    assert wrong(repacked(files, ledger_json=canonical(told)))


@pytest.mark.parametrize("change", [
    {"budget": 29999}, {"budget": 150000}, {"ties": ["coin"]}, {"satisfaction": "cardinality"}, {"pinned": [0]}, {"pinned": [-1]},
    {"minimum_votes": 3}, {"minimum_points": 3}, {"fill": "votes"}, {"caps": [{"name": "x", "projects": [1], "budget": 29999}]},
    {"increase": {"step": 100, "stop": "largest-feasible"}}, {"increase": {"step": 0, "stop": "largest-feasible"}}, {"rule": "greedy"},
])  # fmt: skip
def test_other_rules_than_those_of_the_ledger_are_found(change: dict[str, Any]) -> None:
    files = count()
    told = parsed(files, "rules.json") | change
    assert wrong(repacked(files, rules_json=canonical(told)))


@pytest.mark.parametrize(("old", "new"), [
    (b"1,0\n1,1\n", b"1,1\n1,0\n"), (b"1,0\n", b"0,0\n"), (b"1,0\n", b"-1,0\n"), (b"1,0\n", b"1,4\n"), (b"1,0\n", b"1,-1\n"),
    (b"1,1 2\n", b"1,2 1\n"), (b"1,1 2\n", b"1,1 1\n"), (b"1,0\n", b"1,0:0\n"), (b"1,0\n", b"1,0:-1\n"), (b"1,0\n", b"1,0:1e3\n"),
    (b"1,0\n", b"1,zero\n"), (b"1,0\n", b"1.5,0\n"), (b"1,0\n", b""),
])  # fmt: skip
def test_ballots_that_are_none_are_found(old: bytes, new: bytes) -> None:
    files = count()
    assert old in files["ballots.csv"]
    assert wrong(repacked(files, ballots_csv=files["ballots.csv"].replace(old, new, 1)))


def test_projects_must_have_a_price_and_a_name_of_their_own() -> None:
    files = count()
    for old, new in ((b"id 2,", b"id 3,"), (b",90000,", b",0,"), (b",90000,", b",-5,")):
        assert "ballots" in wrong(repacked(files, projects_csv=files["projects.csv"].replace(old, new)))


@pytest.mark.parametrize("claim", [{"selected": ["id 2"]}, {"cost": 1}, {"budget": 160001}])
def test_a_statement_that_says_otherwise_is_found(claim: dict[str, Any]) -> None:
    files = {name: content for name, content in count().items() if name not in OWN}
    true: dict[str, Any] = {"selected": ["id 1"], "cost": 30000, "budget": 160000}
    assert wrong(pack("count", "x/1", true, files)) == []
    assert wrong(pack("count", "x/1", true | claim, files)) == ["statement"]


def test_an_empty_ballot_has_its_share_too() -> None:
    assert wrong(count(ballots=({}, {1: ONE}, {1: ONE}, {}))) == []
    assert Election(count(ballots=({}, {1: ONE}, {}))).voters == 3


def greedy(
    rules: dict[str, Any], selected: Sequence[int], cost: Sequence[int], ballots: Sequence[Ballot], budget: int
) -> dict[str, bytes]:
    told = {
        "rule": "greedy",
        "satisfaction": "points",
        "budget": budget,
        "ties": ["lowest-cost", "lot"],
        "seed": "s",
        "skip": True,
        **rules,
    }
    pinned = told.get("pinned", [])
    ledger: dict[str, Any] = {
        "rounds": [{"project": p} for p in selected if p not in pinned], "filled": [], "selected": [f"id {p}" for p in selected],
        "cost": sum(cost[p] for p in selected),
    }  # fmt: skip
    return pack("count", "budgeting.greedy/1", {}, count_files(cost, ballots, told, ledger))


TEN = (60, 50, 40, 10)
FIVE: Sequence[Ballot] = ({0: ONE}, {0: ONE, 1: Fraction(5)}, {0: ONE, 2: ONE}, {1: ONE, 3: ONE}, {3: ONE, 2: ONE})


@pytest.mark.parametrize(("rules", "selected"), [
    ({"score": "votes"}, [0, 3]),
    ({"score": "votes", "skip": False}, [0, 3]),
    ({"score": "votes", "skip": False, "ties": ["most-votes", "lowest-cost", "lot"]}, [0, 3]),
    ({"score": "points"}, [1, 3, 2]),
    ({"score": "points", "skip": False}, [1]),
    ({"score": "votes-per-cost"}, [3, 2, 1]),
    ({"score": "points-per-cost"}, [3, 1, 2]),
    ({"score": "votes", "caps": [{"name": "north", "projects": [0, 3], "budget": 69}]}, [0, 2]),
    ({"score": "votes", "caps": [{"name": "north", "projects": [0, 3], "budget": 70}]}, [0, 3]),
    ({"score": "votes", "exclusive": [[0, 3]]}, [0, 2]),
    ({"score": "votes", "minimum_votes": 3}, [0]),
    ({"score": "points", "minimum_points": 6}, [1]),
    ({"score": "votes", "pinned": [2]}, [2, 0]),
    ({"score": "votes", "pinned": [2], "tolerance": 10}, [2, 0, 3]),
])  # fmt: skip
def test_greedy_is_counted_again(rules: dict[str, Any], selected: list[int]) -> None:
    assert wrong(greedy(rules, selected, TEN, FIVE, 100)) == []
    for bent in (
        selected[:-1],
        selected[::-1] if len(selected) > 1 else [],
        [*selected, 2] if 2 not in selected else [0],
    ):
        assert wrong(greedy(rules, bent, TEN, FIVE, 100)), bent


@settings(deadline=None, max_examples=30)
@given(election=elections(), score=st.sampled_from(["votes", "points", "votes-per-cost", "points-per-cost"]))
def test_greedy_agrees_with_one_project_at_a_time(election: tuple[list[int], list[Ballot], int], score: str) -> None:
    cost, ballots, budget = election
    ties = ["lowest-cost", "most-votes", "lot"]
    chosen = slow_fill(cost, ballots, [], budget, score, tie_order(cost, ballots, "s"))
    assert wrong(greedy({"score": score, "ties": ties}, chosen, cost, ballots, budget)) == []


def test_a_comparison_takes_what_more_voters_prefer() -> None:
    """Three of five voters gain more by votes alone, which takes the dear project; two keep theirs by equal shares."""
    cost, ballots = (100, 20, 20), ({0: ONE}, {0: ONE}, {0: ONE}, {1: ONE}, {2: ONE})
    rules = {"compare": "votes"}
    replaced: dict[str, Any] = {"selected": ["id 0"], "cost": 100, "compared": {"ours": 2, "greedy": 3}}
    assert wrong(count(cost, ballots, 100, "cost", rules, replaced)) == []
    assert wrong(count(cost, ballots, 100, "cost", rules, replaced | {"compared": {"ours": 3, "greedy": 3}})) == [
        "compared"
    ]
    assert wrong(count(cost, ballots, 100, "cost", rules, {"compared": {"ours": 2, "greedy": 3}})) == ["selected"]
    even = ({0: ONE}, {0: ONE}, {1: ONE}, {2: ONE})
    assert wrong(count(cost, even, 100, "cost", rules, {"compared": {"ours": 2, "greedy": 2}})) == []


def test_an_unknown_rule_is_said_to_be_unchecked() -> None:
    files = greedy({"rule": "knapsack"}, [0, 2], TEN, FIVE, 100)
    verdict = check(files)
    assert verdict.holds
    assert [one.saying.code for one in verdict.findings if one.holds is None] == ["rule_unknown"]
    assert wrong(greedy({"rule": "knapsack"}, [0, 1], TEN, FIVE, 100)) == ["cost"]


@settings(deadline=None, max_examples=20)
@given(election=elections(), data=st.data())
def test_prices_of_any_length_are_read(election: tuple[list[int], list[Ballot], int], data: st.DataObject) -> None:
    cost, ballots, budget = election
    assume(any(votes(cost, ballots, p) for p in range(len(cost))))
    files = count([min(c, budget) for c in cost], ballots, budget)
    zeros = "0" * data.draw(st.integers(0, 9000))
    told = parsed(files, "ledger.json")
    told["virtual"] = zeros + told["virtual"]
    assert wrong(repacked(files, ledger_json=canonical(told))) == []
