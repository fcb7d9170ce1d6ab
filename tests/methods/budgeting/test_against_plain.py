"""Every rule and completion gives what the plain reckoning gives, on small elections full of ties and near ties."""

import random
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.methods.budgeting.plain import Plain, Town
from tests.methods.budgeting.towns import rules, towns
from wijk.methods.budgeting.count import Count, count
from wijk.methods.budgeting.election import Election
from wijk.methods.budgeting.rules import EQUAL_SHARES, Rules
from wijk.methods.saying import Rejected

MANY = settings(deadline=None, max_examples=150)
FEW = settings(deadline=None, max_examples=60)


def counted(town: Town, by: Rules) -> Count:
    """The count; a town whose certain projects break its own limits is left aside."""
    try:
        return count(town.election(), by)
    except Rejected as fault:
        assume(fault.code not in ("pinned_cost", "pinned_cap"))
        raise


@MANY
@given(st.data())
def test_every_rule_selects_what_the_plain_reckoning_selects(data: st.DataObject) -> None:
    town = data.draw(towns())
    by = data.draw(rules(town))
    told = counted(town, by)
    expected = Plain(town, by).count()
    if by.rule == "knapsack":
        assert set(told.selected) == set(expected)
    else:
        assert list(told.selected) == expected


@MANY
@given(st.data())
def test_prices_that_nearly_tie_are_told_apart(data: st.DataObject) -> None:
    town = data.draw(towns(near=True, voters=12))
    by = data.draw(rules(town, limits=False))
    assume(by.rule == EQUAL_SHARES)
    assert list(counted(town, by).selected) == Plain(town, by).count()


@MANY
@given(st.data())
def test_payments_are_those_of_the_plain_reckoning_to_the_last_part_of_a_cent(data: st.DataObject) -> None:
    town = data.draw(towns(near=data.draw(st.booleans())))
    satisfaction = data.draw(st.sampled_from(["cost", "cardinality", "points"]))
    by = Rules(completion="none", satisfaction=satisfaction, seed="1")
    told = count(town.election(), by)
    names, prices, payments = Plain(town, by).shares(town.budget)
    assert [(one.project, one.price) for one in told.rounds] == list(zip(names, prices, strict=True))
    assert told.payments is not None
    unit, ballots = told.payments.books.unit, told.election.ballots
    for round_, paid, expected in zip(told.rounds, told.payments.all(), payments, strict=True):
        assert sum(amount * int(ballots.count[g]) for g, amount in paid.items()) == round_.cost * unit
        amounts = sorted(Fraction(amount, unit) for g, amount in paid.items() for _ in range(int(ballots.count[g])))
        assert amounts == sorted(amount for amount in expected.values() if amount)
        assert round_.full + round_.poor == sum(1 for amount in expected.values() if amount)
        assert round_.rate is not None
        by_points = satisfaction == "points"
        weight = sum(
            ballot[round_.project] if by_points else 1
            for i, ballot in enumerate(town.ballots)
            if expected.get(i) and expected[i] == round_.rate * (ballot[round_.project] if by_points else 1)
        )
        assert round_.poor_paid + round_.rate * weight == round_.cost


@MANY
@given(st.data())
def test_what_a_project_lacked_is_what_its_supporters_did_not_have(data: st.DataObject) -> None:
    town = data.draw(towns())
    by = Rules(completion="none", satisfaction=data.draw(st.sampled_from(["cost", "points"])), seed="1")
    told = count(town.election(), by)
    plain = Plain(town, by)
    _, _, payments = plain.shares(town.budget)
    share = Fraction(town.budget, len(town.ballots))
    for loss in told.losses:
        if loss.left is not None:
            left = [
                share - sum(paid.get(i, 0) for paid in payments)
                for i, ballot in enumerate(town.ballots)
                if ballot.get(loss.project)
            ]
            assert loss.left == sum(left)
            assert loss.lacked == loss.cost - loss.left > 0
            assert loss.covered == loss.left / loss.cost


@FEW
@given(st.data())
def test_neither_the_order_of_ballots_nor_that_of_projects_matters(data: st.DataObject) -> None:
    town = data.draw(towns(near=data.draw(st.booleans())))
    by = data.draw(rules(town, limits=False))
    by = Rules(by.rule, by.satisfaction, by.completion, by.ties, seed="", step=by.step)
    shuffler = random.Random(data.draw(st.integers(0, 99)))
    projects, ballots = list(town.projects), [dict(reversed(one.items())) for one in town.ballots]
    shuffler.shuffle(projects)
    shuffler.shuffle(ballots)
    one, other = count(town.election(), by), count(Town(projects, town.budget, ballots).election(), by)
    assert one.selected == other.selected
    assert one.rounds == other.rounds
    assert one.losses == other.losses
    assert one.representation == other.representation


@FEW
@given(st.data())
def test_the_budget_and_every_limit_hold(data: st.DataObject) -> None:
    town = data.draw(towns())
    by = data.draw(rules(town))
    told = counted(town, by)
    plain = Plain(town, by)
    assert told.cost == plain.spent(list(told.selected)) <= town.budget + by.tolerance
    assert plain.allowed(list(told.selected))
    assert len(set(told.selected)) == len(told.selected)
    assert len(told.explain()) == len(town.projects)
    assert all(str(one) for one in (*told.summary(), *told.explain()))


@FEW
@given(towns(), st.integers(2, 5))
def test_merged_ballots_count_like_single_ones(town: Town, times: int) -> None:
    by = Rules(seed="1")
    single = Town(town.projects, town.budget, [ballot for ballot in town.ballots for _ in range(times)])
    merged = Election.of(town.projects, town.budget, town.ballots, counts=[times] * len(town.ballots))
    assert count(merged, by).rounds == count(single.election(), by).rounds
