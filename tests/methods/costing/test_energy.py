"""Energy performance contracts, to the cent."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.costing.energy import Settlement, settle
from wijk.methods.costing.energy_reading import read_contract
from wijk.methods.saying import Rejected


def contract(**changes: Any) -> dict[str, Any]:
    return {
        "title": "t",
        "base": {"degree_days": 2000},
        "carrier": {"gas": {"unit": "kWh", "baseline": 1000, "price": 1, "guaranteed": "20 %", "weather": 0.5}},
        "sharing": {"bonus": "40 %", "malus": "100 %"},
        "year": [{"begins": date(2027, 1, 1), "measured": {"gas": 700}, "degree_days": 2000}],
        **changes,
    }


def settled(**changes: Any) -> Settlement:
    return settle(read_contract(contract(**changes)))


def year(measured: int, degree_days: int = 2000, **more: Any) -> list[dict[str, Any]]:
    return [{"begins": date(2027, 1, 1), "measured": {"gas": measured}, "degree_days": degree_days, **more}]


@pytest.mark.parametrize(
    ("sharing", "measured", "due"),
    [
        ({}, 700, 4000),  # 300 saved, 200 promised: 40 % of 100
        ({}, 800, 0),
        ({}, 850, -5000),  # 50 short, all of it made up
        ({}, 1100, -30000),  # more used than before: 300 short
        ({"dead_band": "50 %"}, 700, 0),  # 100 is within half of 200
        ({"dead_band": "25 %"}, 700, 2000),  # 40 % of the 50 beyond
        ({"dead_band": "10 %"}, 850, -3000),
        ({"bonus_cap": 15}, 700, 1500),
        ({"malus_cap": 12.34}, 850, -1234),
    ],
)
def test_bonus_and_malus_by_hand(sharing: dict[str, Any], measured: int, due: int) -> None:
    [one] = settled(sharing={"bonus": "40 %", "malus": "100 %", **sharing}, year=year(measured)).years
    assert one.to_provider == due
    assert one.capped is ("bonus_cap" in sharing or "malus_cap" in sharing)


def test_the_baseline_follows_weather_occupancy_and_area() -> None:
    gas = {"unit": "kWh", "baseline": 1000, "price": 1, "guaranteed": 0, "weather": 0.5, "occupancy": 0.2, "area": 0.3}
    [one] = settled(
        base={"degree_days": 2000, "occupancy": 100, "area": 400},
        carrier={"gas": gas},
        year=year(
            0, 2200, occupancy=150, area=300, adjustment=[{"carrier": "gas", "quantity": -25, "reason": "wing closed"}]
        ),
    ).years
    # 1000 × (1 + 0.5 × 0.1 + 0.2 × 0.5 − 0.3 × 0.25) − 25
    assert one.carriers[0].adjusted == 1050


def test_prices_follow_their_index_and_the_fee_its_own() -> None:
    two = [
        *year(700),
        {"begins": date(2028, 1, 1), "measured": {"gas": 700}, "degree_days": 2000, "index": {"gas": 1.5}},
    ]
    first, second = settled(year=two, sharing={"bonus": 0, "malus": 0, "fee": 100, "fee_index": "2 %"}).years
    assert (first.saved_value, second.saved_value) == (30000, 45000)
    assert (first.fee, second.fee) == (10000, 10200)
    assert second.client == 45000 - 10200


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3000),
    st.integers(1500, 2600),
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(1, 9999),
    st.integers(0, 40),
)
def test_client_and_provider_share_exactly_what_was_saved(
    measured: int, degree_days: int, bonus: int, malus: int, price: int, band: int
) -> None:
    gas = {"unit": "kWh", "baseline": 1000, "price": price / 10_000, "guaranteed": "20 %", "weather": 0.7}
    sharing = {"bonus": f"{bonus} %", "malus": f"{malus} %", "dead_band": f"{band} %", "fee": 1.01}
    result = settled(carrier={"gas": gas}, sharing=sharing, year=year(measured, degree_days))
    [one] = result.years
    adjusted = 1000 * (1 + Fraction(7, 10) * (Fraction(degree_days, 2000) - 1))
    assert one.client + one.provider == one.saved_value
    assert abs(one.saved_value - (adjusted - measured) * Fraction(price, 100)) <= Fraction(1, 2)
    assert abs(one.to_provider) <= abs(one.difference)
    assert all("{" not in str(said) for said in result.explain())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"carrier": {}}, "carrier"),
        ({"year": []}, "year"),
        ({"base": {}}, "base.degree_days"),
        ({"year": [{"begins": date(2027, 1, 1), "measured": {}, "degree_days": 1}]}, r"year\[1\].measured.gas"),
        ({"year": [{"begins": date(2027, 1, 1), "measured": {"gas": 1}}]}, r"year\[1\].degree_days"),
        ({"year": [{"begins": "soon", "measured": {"gas": 1}, "degree_days": 1}]}, r"year\[1\].begins"),
        ({"year": year(1, ends=date(2027, 6, 30))}, "must end on 2027-12-31"),
        ({"year": [*year(1), *year(1)]}, "without gap or overlap"),
        ({"year": [{"begins": date(9999, 1, 1), "measured": {"gas": 1}, "degree_days": 1}]}, "too far"),
        ({"year": year(1, adjustment=[{"carrier": "oil", "quantity": 1, "reason": "x"}])}, "adjustment"),
        ({"year": [{**year(1)[0], "measured": {"gas": 1, "gaz": 1}}]}, "Did you mean gas"),
        ({"base": {"degree_days": 0}}, "base.degree_days"),
        ({"sharing": {"bonus": 1.5, "malus": 1}}, "sharing.bonus"),
    ],
)
def test_bad_contracts_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Rejected, match=words):
        settled(**changes)


def test_a_year_may_begin_on_a_leap_day() -> None:
    [one] = settled(year=[{"begins": date(2028, 2, 29), "measured": {"gas": 700}, "degree_days": 2000}]).years
    assert one.ends == date(2029, 2, 28)
