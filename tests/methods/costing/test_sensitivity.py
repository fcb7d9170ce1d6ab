"""What the outcome hangs on: ends, turning points and draws."""

from typing import Any

import numpy as np
import pytest

from wijk.methods.costing.comparing import compare
from wijk.methods.costing.lifecycle import total_cost
from wijk.methods.costing.plan import Plan
from wijk.methods.costing.reading import read_plan
from wijk.methods.costing.sensitivity import sensitivity
from wijk.methods.saying import Rejected


def plan(**changes: Any) -> Plan:
    return read_plan(
        {
            "title": "t",
            "years": 20,
            "prices": "constant",
            "rate": {"real": 0.03},
            "growth": {"energy": 0.01},
            "range": {"rate": [0.0, 0.2], "growth": {"energy": [-0.05, 0.05]}},
            "variant": {
                "old": {"operation": [{"name": "energy", "amount": 1000, "growth": "energy", "range": [500, 2000]}]},
                "new": {
                    "investment": [{"name": "works", "amount": 9000, "range": [6000, 15000]}],
                    "operation": [{"name": "energy", "amount": 300, "growth": "energy"}],
                },
            },
            **changes,
        }
    )


def net_savings(own: Plan) -> float:
    [one] = compare(total_cost(own), own.decide_on)
    return one.net_savings


def changed(rate: float = 0.03, growth: float = 0.01, works: float = 9000, energy: float = 1000) -> Plan:
    return plan(
        rate={"real": rate},
        growth={"energy": growth},
        range={},
        variant={
            "old": {"operation": [{"name": "energy", "amount": energy, "growth": "energy"}]},
            "new": {
                "investment": [{"name": "works", "amount": works}],
                "operation": [{"name": "energy", "amount": 300, "growth": "energy"}],
            },
        },
    )


def test_the_ends_are_those_of_a_plan_with_that_number() -> None:
    found = sensitivity(plan(), "new")
    ends: dict[tuple[str, str], tuple[float, float]] = {
        (one.unknown.kind, one.unknown.name): (one.at_low, one.at_high) for one in found.swings
    }
    expected = {
        ("rate", ""): (changed(rate=0.0), changed(rate=0.2)),
        ("growth", "energy"): (changed(growth=-0.05), changed(growth=0.05)),
        ("amount", "new: works"): (changed(works=6000), changed(works=15000)),
        ("amount", "old: energy"): (changed(energy=500), changed(energy=2000)),
    }
    assert set(ends) == set(expected)
    for key, (low, high) in expected.items():
        assert ends[key] == pytest.approx((net_savings(low), net_savings(high)), rel=1e-12)
    widths = [one.width for one in found.swings]
    assert widths == sorted(widths, reverse=True)


def test_at_a_turning_point_both_cost_the_same() -> None:
    turns = {one.unknown.kind + one.unknown.name: one.turns for one in sensitivity(plan(), "new").swings}
    [rate] = turns["rate"]
    assert net_savings(changed(rate=rate)) == pytest.approx(0, abs=1e-6)
    [works] = turns["amountnew: works"]
    assert net_savings(changed(works=round(works, 6))) == pytest.approx(0, abs=1e-4)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    first, again, other = (sensitivity(plan(), "new", draws=5000, seed=seed).spread for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_draws_follow_their_distribution() -> None:
    """One uniform unknown: the outcome is linear in it, so its quantiles are known."""
    own = plan(
        range={},
        variant={
            "old": {"operation": [{"name": "energy", "amount": 1000, "range": [500, 2000], "shape": "uniform"}]},
            "new": {"investment": [{"name": "works", "amount": 9000}]},
        },
    )
    spread = sensitivity(own, "new", draws=40_000, seed=1).spread
    assert spread is not None
    factor = sum(1.03**-year for year in range(1, 21))
    for q, value in spread.quantiles.items():
        assert value == pytest.approx((500 + 1500 * q) * factor - 9000, abs=0.02 * 1500 * factor)
    assert spread.positive == pytest.approx((2000 - 9000 / factor) / 1500, abs=0.01)


def test_a_triangle_has_its_mean_and_stays_within() -> None:
    own = plan(range={}, variant={"a": {"investment": [{"name": "works", "amount": 100, "range": [90, 140]}]}})
    spread = sensitivity(own, "a", draws=40_000, seed=2).spread
    assert spread is not None
    assert spread.mean == pytest.approx((90 + 100 + 140) / 3, abs=0.2)
    assert 90 <= min(spread.quantiles.values()) <= max(spread.quantiles.values()) <= 140
    assert list(spread.quantiles.values()) == sorted(spread.quantiles.values())


def test_what_moves_together_cancels_out() -> None:
    same = {"name": "ground", "amount": 100, "range": [50, 150], "together": "ground"}
    own = plan(range={}, variant={"a": {"investment": [same]}, "b": {"investment": [same, {"name": "x", "amount": 1}]}})
    found = sensitivity(own, "b", draws=500)
    assert found.swings == ()
    assert found.spread is not None
    assert np.allclose(list(found.spread.quantiles.values()), -1)


@pytest.mark.parametrize(("variant", "draws"), [("none", 0), ("new", -5), ("new", 99), ("new", 10**7)])
def test_bad_questions_are_refused(variant: str, draws: int) -> None:
    with pytest.raises(Rejected):
        sensitivity(plan(), variant, draws=draws)


def test_a_seed_below_zero_is_refused() -> None:
    with pytest.raises(Rejected, match="zero or more"):
        sensitivity(plan(), "new", draws=500, seed=-1)
