"""What must hold for every plan: real and nominal agree, roots are roots, loans repay what was lent, and every year adds up to zero."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wijk.methods.costing.comparing import compare
from wijk.methods.costing.lifecycle import total_cost
from wijk.methods.costing.loans import REPAYMENTS, Repayment, payment, schedule
from wijk.methods.costing.rates import CONVENTIONS, Steps, moments, nominal, real
from wijk.methods.costing.reading import read_plan
from wijk.methods.costing.roots import internal_rates

RATES = st.floats(-0.02, 0.12).map(lambda x: round(x, 4))
AMOUNTS = st.integers(0, 5_000_000)


@st.composite
def items(draw: st.DrawFn, years: int) -> dict[str, Any]:
    """A variant of any kinds of items, without growth of its own."""
    every = draw(st.integers(1, years))
    return {
        "investment": [{"name": "a", "amount": draw(AMOUNTS), "life": draw(st.integers(1, 60)), "vat": 0.06}],
        "operation": [{"name": "b", "amount": draw(AMOUNTS), "growth": draw(RATES)}],
        "replacement": [{"name": "c", "amount": draw(AMOUNTS), "every": every, "residual": True, "subsidy": 0.2}],
        "end_of_life": [{"name": "d", "amount": draw(AMOUNTS)}],
        "income": [{"name": "e", "amount": draw(AMOUNTS), "from": 1, "to": years, "every": draw(st.integers(1, 7))}],
    }


def plan_of(
    variant: dict[str, Any], years: int, convention: str, rate: float, inflation: float | None
) -> dict[str, Any]:
    current = inflation is not None
    return {
        "title": "t",
        "years": years,
        "convention": convention,
        "prices": "current" if current else "constant",
        "rate": {"nominal": nominal(rate, inflation)} if inflation is not None else {"real": rate},
        "area_m2": 250,
        "variant": {"a": variant},
        **({"inflation": inflation} if current else {}),
    }


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 45), st.sampled_from(CONVENTIONS), RATES, RATES.filter(lambda x: x >= 0))
def test_constant_prices_and_current_prices_say_the_same(
    data: st.DataObject, years: int, convention: str, rate: float, inflation: float
) -> None:
    variant = data.draw(items(years))
    risen = {
        kind: [{**one, **({"growth": nominal(one["growth"], inflation)} if "growth" in one else {})} for one in each]
        for kind, each in variant.items()
    }
    constant = total_cost(read_plan(plan_of(variant, years, convention, rate, None))).variants[0]
    current = total_cost(read_plan(plan_of(risen, years, convention, rate, inflation))).variants[0]
    assert constant.direct == pytest.approx(current.direct, rel=1e-9, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 45), st.sampled_from(CONVENTIONS), RATES)
def test_the_total_is_what_its_payments_are_worth(
    data: st.DataObject, years: int, convention: str, rate: float
) -> None:
    """Independent of the product: every item written out payment by payment."""
    variant = data.draw(items(years))
    found = total_cost(read_plan(plan_of(variant, years, convention, rate, None)))
    back = {"end": 0.0, "begin": 1.0, "mid": 0.5}[convention]
    [a], [b], [c], [d], [e] = (variant[k] for k in ("investment", "operation", "replacement", "end_of_life", "income"))

    def worth(amount: float, time: float, growth: float = 0.0) -> float:
        return float(amount * (1 + growth) ** time / (1 + rate) ** time)

    own = a["amount"] * 1.06 - worth(a["amount"] * max(0.0, 1 - years / a["life"]), years)
    own += sum(worth(b["amount"], year - back, b["growth"]) for year in range(1, years + 1))
    for year in range(c["every"], years, c["every"]):
        own += worth(c["amount"] * 0.8, year - back)
        own -= worth(c["amount"] * max(0.0, 1 - (years - year) / c["every"]), years)
    own += worth(d["amount"], years)
    own -= sum(worth(e["amount"], year - back) for year in range(1, years + 1, e["every"]))
    one = found.variants[0]
    assert one.direct == pytest.approx(own, rel=1e-9, abs=1e-3)
    assert sum(line.present for line in one.lines) == pytest.approx(one.extended, rel=1e-12, abs=1e-6)
    assert one.direct_per_area is not None
    assert one.direct_per_area.spread == pytest.approx(own / 250 / years, rel=1e-9, abs=1e-6)
    factor = sum((1 + rate) ** -(year - back) for year in range(1, years + 1))
    assert one.direct_per_area.annuity == pytest.approx(own / factor / 250, rel=1e-9, abs=1e-6)


def test_a_variant_against_itself_saves_nothing() -> None:
    one = {"investment": [{"name": "a", "amount": 900}], "operation": [{"name": "b", "amount": 70}]}
    plan = {**plan_of(one, 10, "mid", 0.03, None), "variant": {"a": one, "b": one}}
    [same] = compare(total_cost(read_plan(plan)), "direct")
    assert (same.net_savings, same.extra_capital, same.payback, same.internal_rates) == (0, 0, 0.0, ())
    assert same.savings_to_investment is None


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_rate_of_return_is_where_both_cost_the_same(convention: str) -> None:
    base = {"operation": [{"name": "energy", "amount": 1000}]}
    better = {"investment": [{"name": "works", "amount": 4000}], "operation": [{"name": "energy", "amount": 300}]}
    plan = {**plan_of(base, 12, convention, 0.03, None), "variant": {"a": base, "b": better}}
    [one] = compare(total_cost(read_plan(plan)), "direct")
    [rate] = one.internal_rates
    again = total_cost(read_plan({**plan, "rate": {"real": rate}}))
    assert again.variants[0].direct == pytest.approx(again.variants[1].direct, rel=1e-9)


@given(RATES, RATES)
def test_fisher_goes_there_and_back(rate: float, inflation: float) -> None:
    assert real(nominal(rate, inflation), inflation) == pytest.approx(rate, abs=1e-12)


@given(st.lists(st.tuples(st.integers(1, 30), RATES), min_size=1, max_size=4), st.integers(0, 120))
def test_steps_multiply_year_by_year(pairs: list[tuple[int, float]], year: int) -> None:
    until = tuple(np.cumsum([length for length, _ in pairs]).tolist())
    rates = tuple(rate for _, rate in pairs)
    own = 1.0
    for y in range(1, year + 1):
        step = next((i for i, end in enumerate(until) if y <= end), len(until) - 1)
        own /= 1 + rates[step]
    assert float(Steps(until, rates).factors([year])[0]) == pytest.approx(own, rel=1e-10)


def test_the_moment_of_a_payment() -> None:
    assert moments([0, 5], "mid").tolist() == [0.0, 4.5]


# roots


def worth_at(flows: Sequence[int], rate: float) -> float:
    return float(sum(flow / (1 + rate) ** t for t, flow in enumerate(flows)))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from([0.02, 0.1, 0.25, 0.5, 1.0, -0.2, -0.5, 3.0, 0.0]), min_size=1, max_size=4, unique=True)
)
def test_every_planted_rate_is_found(rates: list[float]) -> None:
    flows = [Fraction(1)]
    for rate in rates:
        grown = 1 + Fraction(rate).limit_denominator(100)
        flows = [
            (flows[i] if i < len(flows) else 0) - grown * (flows[i - 1] if i else 0) for i in range(len(flows) + 1)
        ]
    assert internal_rates(flows) == pytest.approx(sorted(rates), abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(-500, 500), min_size=2, max_size=9))
def test_the_roots_are_those_that_numpy_finds(flows: list[int]) -> None:
    assume(any(flows))
    trimmed = list(flows)
    while trimmed and trimmed[-1] == 0:
        trimmed.pop()
    while trimmed and trimmed[0] == 0:
        trimmed.pop(0)
    own = internal_rates(flows)
    found = np.roots(trimmed[::-1]) if len(trimmed) > 1 else np.zeros(0)
    near = [x.real for x in found if abs(x.imag) < 1e-9 and x.real > 1e-9]
    for x in near:  # flows are coefficients of x = 1 ÷ (1 + rate), constant term first
        slope = sum(t * flow * x ** (t - 1) for t, flow in enumerate(trimmed))
        assume(abs(slope) > 1e-3)
    rates = sorted(1 / x - 1 for x in near)
    assert own == pytest.approx(rates, rel=1e-5, abs=1e-6)
    for rate in own:
        scale = sum(abs(flow) / (1 + rate) ** t for t, flow in enumerate(flows))
        assert abs(worth_at(flows, rate)) < 1e-9 * scale


def test_a_double_root_counts_once() -> None:
    assert internal_rates([100, -220, 121]) == pytest.approx([0.1], abs=1e-9)


def test_long_rows_have_their_roots() -> None:
    flows = [-1_000_000_00] + [70_000_00] * 60 + [-500_000_00]
    rates = internal_rates(flows)
    assert len(rates) == 2
    assert all(abs(worth_at(flows, rate)) < 1 + 1e-9 * abs(worth_at([abs(f) for f in flows], rate)) for rate in rates)


# loans


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**10), st.integers(0, 2000), st.integers(1, 50), st.sampled_from(REPAYMENTS), st.integers(0, 49)
)
def test_a_loan_repays_exactly_what_was_lent(
    lent: int, basis: int, years: int, repayment: Repayment, free: int
) -> None:
    assume(free < years)
    rate = Fraction(basis, 10_000)
    rows = schedule(lent, rate, years, repayment, free=free)
    assert [one.year for one in rows] == list(range(1, years + 1))
    assert sum(one.principal for one in rows) == lent
    assert rows[-1].left == 0
    left = lent
    for one in rows:
        assert abs(one.interest - left * rate) <= Fraction(1, 2)
        left -= one.principal
        assert one.left == left
        assert one.principal >= 0
    if repayment == "annuity" and lent > 10**6:
        equal = payment(float(rate), years - free, lent)
        # each year up to a cent is rounded away; what is left unpaid bears interest, and the last instalment takes it all
        most = sum((1 + float(rate)) ** year for year in range(years - free)) + 1e-6 * equal
        assert all(abs(one.total - equal) <= most for one in rows[free:])
        assert all(abs(one.total - equal) <= 1 + 1e-6 * equal for one in rows[free:-1] if one.left)
