"""The published numbers: NIST's E3 and Handbook 135, numpy-financial, the Green Book, and the table of the SHE project."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from wijk.methods.costing import measures
from wijk.methods.costing.comparing import compare
from wijk.methods.costing.lifecycle import TotalCost, total_cost
from wijk.methods.costing.loans import payment, periods_until, principal_part, worth_of_payments
from wijk.methods.costing.rates import Steps, inflation_between, nominal, present_value
from wijk.methods.costing.reading import read_plan


@pytest.fixture(scope="module")
def golden(real_data: Path) -> Any:
    file = real_data / "golden" / "golden.json"
    if not file.is_file():
        pytest.skip("golden.json is not there")
    return json.loads(file.read_text("utf-8"))


def case(golden: Any, part: str, name: str) -> Any:
    return next(one for one in golden[part] if one["id"] == name)


def handbook(own: Mapping[str, Any]) -> dict[str, Any]:
    [(fan_year, fan)] = own["one_off"]
    [(_, left)] = own["residual"]
    electricity, om = own["annual"]
    return {
        "investment": [{"name": "initial", "amount": own["initial"]}],
        "replacement": [{"name": "fan", "amount": fan, "years": [fan_year]}],
        "operation": [{"name": "electricity", "amount": electricity}],
        "maintenance": [{"name": "om", "amount": om}],
        "residual": [{"name": "residual", "amount": left}],
    }


def handbook_result(base: Mapping[str, Any], alt: Mapping[str, Any], rate: float, years: int) -> TotalCost:
    return total_cost(
        read_plan(
            {
                "title": "Handbook 135",
                "years": years,
                "convention": "end",
                "prices": "constant",
                "rate": {"real": rate},
                "area_m2": 1000,
                "variant": {"base": handbook(base), "alt": handbook(alt)},
            }
        )
    )


def test_the_plant_of_handbook_135(golden: Any) -> None:
    given = case(golden, "lcc", "E3-HB135-HVAC")
    result = handbook_result(given["base"], given["alt"], given["real_rate"], given["years"])
    expect = given["expect"]
    base, alt = result.variants
    assert round(base.direct, 2) == expect["lcc_base"]
    assert round(alt.direct, 2) == expect["lcc_alt"]
    for one, wanted in ((base, expect["components_base"]), (alt, expect["components_alt"])):
        assert {line.name: round(line.present, 2) for line in one.lines} == wanted
    areas = [one.direct_per_area for one in (base, alt)]
    wanted = expect["per_m2_year_A1000"]
    assert [round(a.spread, 4) for a in areas if a] == wanted["npc_div_area_div_years"]
    assert [round(a.annuity, 4) for a in areas if a] == wanted["annuity"]
    [against] = compare(result, "direct")
    assert round(against.net_savings, 2) == expect["net_savings"]
    assert against.savings_to_investment == pytest.approx(expect["sir"], abs=5e-7)
    assert against.adjusted_internal_rate == pytest.approx(expect["airr"], abs=5e-7)
    assert len(against.internal_rates) == 1
    assert against.internal_rates[0] == pytest.approx(expect["irr_increment"], abs=5e-8)


def test_discounting(golden: Any) -> None:
    first, second, third = case(golden, "lcc", "E3-discounting")["cases"]
    assert nominal(**first["nominal_from_real"]) == pytest.approx(first["expect"], rel=1e-14)
    given = second["inflation_from"]
    assert inflation_between(given["nominal"], given["real"]) == pytest.approx(second["expect"], rel=1e-12)
    given = third["pv"]
    assert present_value(given["amount"], given["d"], given["t"]) == pytest.approx(third["expect"], rel=1e-14)


def test_measures(golden: Any) -> None:
    for one in case(golden, "lcc", "E3-measures")["cases"]:
        [(name, given)] = [(k, v) for k, v in one.items() if k != "expect"]
        match name:
            case "net_benefits":
                found: float | None = measures.net_benefits(*given)
            case "net_savings":
                found = given[0] - given[1]
            case "bcr_e3":
                found = measures.net_ratio(*given)
            case "sir":
                found = measures.savings_ratio(given[3] - given[1], given[2] - given[0])
            case "airr":
                found = measures.adjusted_rate(given["sir"], given["reinvest"], given["n"])
            case "payback":
                found = measures.payback([b - c for b, c in zip(given["benefits"], given["costs"], strict=True)])
            case _:
                found = sum(given)
        assert found == pytest.approx(one["expect"], rel=5e-9, abs=5e-9), name


def test_finance(golden: Any) -> None:
    def given(name: str) -> Any:
        return case(golden, "finance", f"npf-{name}")

    one = given("npv")
    assert measures.net_present_value(one["cf"], one["rate"]) == pytest.approx(one["expect"], rel=1e-12)
    one = given("mirr")
    found = measures.modified_internal_rate(one["cf"], one["finance"], one["reinvest"])
    assert found == pytest.approx(one["expect"], rel=1e-12)
    one = given("pmt")
    assert -payment(0.08 / 12, one["n"], one["pv"]) == pytest.approx(one["expect"], rel=1e-12)
    one = given("pv")
    assert -worth_of_payments(one["rate"], one["n"], one["pmt"]) == pytest.approx(one["expect"], rel=1e-12)
    one = given("nper")
    assert periods_until(one["rate"], -one["pmt"], one["fv"]) == pytest.approx(one["expect"], abs=5e-8)
    one = given("ppmt")
    assert -principal_part(0.1 / 12, one["per"], one["n"], one["pv"]) == pytest.approx(one["expect"], rel=1e-12)


def test_the_monument(golden: Any) -> None:
    given = case(golden, "cba", "E3-monument")
    plan = read_plan(
        {
            "title": "Monument",
            "years": given["n"],
            "prices": "constant",
            "rate": {"real": given["d"]},
            "price_year": 2020,
            "decide_on": "extended",
            "value": {"v": {"unit": "year", "source": "E3", "place": "USA", "price_year": 2020, "amount": 1}},
            "variant": {
                "nothing": {},
                "monument": {
                    "investment": [{"name": "build", "amount": given["invest"]}],
                    "maintenance": [{"name": "om", "amount": given["om_annual"]}],
                    "income": [{"name": "once", "amount": given["benefit_once_y1"], "year": 1}],
                    "externality": [
                        {
                            "name": "e",
                            "heading": "jobs",
                            "value": "v",
                            "quantity": given["external_annual"],
                            "gain": True,
                        }
                    ],
                },
            },
        }
    )
    result = total_cost(plan)
    expect = given["expect"]
    monument = result.of("monument")
    assert round(-monument.extended, 2) == expect["enpv"]
    gains = -sum(line.present for line in monument.lines if line.present < 0)
    costs = sum(line.present for line in monument.lines if line.present > 0)
    assert measures.gross_ratio(gains, costs) == pytest.approx(expect["classic_bcr"], abs=5e-7)
    assert measures.net_ratio(-monument.extended, given["invest"]) == pytest.approx(
        expect["e3_bcr_net_over_invest"], abs=5e-7
    )


def test_the_declining_rates_of_the_green_book(golden: Any) -> None:
    steps = Steps((30, 75, 125), (0.035, 0.03, 0.025))
    for year, factor in case(golden, "cba", "GreenBook-factors")["expect"].items():
        assert round(float(steps.factors([int(year)])[0]), 4) == factor


def test_she_against_its_reference(golden: Any) -> None:
    given = golden["she"]
    check_she(given["she"], given["reference"], given["expect"])


def test_she_as_the_source_prints_it() -> None:
    check_she(
        {"initial_and_renewal": 91.6, "operation": 19.2},
        {"initial_and_renewal": 82.3, "operation": 29.2},
        {"total_she": 110.8, "total_reference": 111.5, "over_investment_pct": 11.3, "operation_change_pct": -34},
    )


def check_she(she: Mapping[str, float], reference: Mapping[str, float], expect: Mapping[str, float]) -> None:
    """Means per square metre and year, already discounted: entered as yearly amounts at a rate of zero over 40 years."""

    def variant(parts: Mapping[str, float]) -> dict[str, Any]:
        return {
            "investment": [
                {"name": "initial and renewal", "amount": parts["initial_and_renewal"], "years": list(range(1, 41))}
            ],
            "operation": [{"name": "operation", "amount": parts["operation"]}],
        }

    result = total_cost(
        read_plan(
            {
                "title": "SHE",
                "years": 40,
                "prices": "constant",
                "rate": {"real": 0},
                "area_m2": 1,
                "variant": {"reference": variant(reference), "she": variant(she)},
            }
        )
    )
    for name, total in (("she", "total_she"), ("reference", "total_reference")):
        area = result.of(name).direct_per_area
        assert area is not None
        assert round(area.spread, 9) == round(area.annuity, 9) == expect[total]
    [against] = compare(result, "direct")
    assert against.capital_change is not None
    assert against.running_change is not None
    assert round(100 * against.capital_change, 1) == expect["over_investment_pct"]
    assert round(100 * against.running_change) == expect["operation_change_pct"]


def test_the_same_plant_by_hand() -> None:
    """Without the file: present values written out as sums."""
    base = {"initial": 103000, "one_off": [[12, 12000]], "annual": [30000, 7000], "residual": [[20, 3500]]}
    alt = {"initial": 130000, "one_off": [[12, 12500]], "annual": [24000, 8000], "residual": [[20, 3700]]}
    result = handbook_result(base, alt, 0.03, 20)

    def by_hand(initial: float, fan: float, yearly: float, left: float) -> float:
        return initial + fan / 1.03**12 + sum(yearly / 1.03**year for year in range(1, 21)) - left / 1.03**20

    assert result.of("base").direct == pytest.approx(by_hand(103000, 12000, 37000, 3500), rel=1e-13)
    assert result.of("alt").direct == pytest.approx(by_hand(130000, 12500, 32000, 3700), rel=1e-13)
