"""Whatever stands in a file: an answer or a sentence with the path of the field, never another exception."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.cli.reckon.cost.example import EXAMPLES
from wijk.methods.costing.comparing import compare
from wijk.methods.costing.energy import settle
from wijk.methods.costing.energy_reading import read_contract
from wijk.methods.costing.financing.models import MODELS, finance
from wijk.methods.costing.lifecycle import total_cost
from wijk.methods.costing.messages import SENTENCES
from wijk.methods.costing.reading import read_plan
from wijk.methods.costing.sensitivity import sensitivity
from wijk.methods.saying import Rejected, Says

GARBAGE: list[Any] = [
    None, True, "", "x", "12 years", "€ 1.000", "3 %", "-3 %", "nan %", "1e999 %", -1, 0, 1, 2, 0.005, 10**400, 1e308, 5e-324,
    float("nan"), float("inf"), Decimal("NaN"), Decimal("1e999999"), [], [1], [1, 2], [2, 1], [[30, 0.03]], {}, {"a": 1}, {"a": {"b": []}},
    [{}], date(2027, 1, 1), "2027-01-01", "x" * 10_000, [None], {"real": 0.02}, {"": 1},
]  # fmt: skip


def reckon(name: str, data: dict[str, Any]) -> list[str]:
    """Everything the command would reckon, in sentences."""
    if name in ("total", "she"):
        plan = read_plan(data)
        result = total_cost(plan)
        comparisons = compare(result, plan.decide_on)
        sensitivity(plan, plan.variants[-1].id)
        return [*map(str, result.explain()), *(str(said) for one in comparisons for said in one.explain(result))]
    result_of = settle(read_contract(data)) if name == "energy" else finance(data)
    return [str(said) for said in result_of.explain()]


def example(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)


FILES = sorted(EXAMPLES.glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_example_is_good(file: Path) -> None:
    assert all("{" not in said for said in reckon(file.stem, example(file)))


def test_there_is_an_example_of_every_model() -> None:
    assert {*MODELS, "total", "energy", "finance"} <= {file.stem for file in FILES} | {"third-party"}


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything inside."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


def put(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(FILES))
def test_one_or_two_wrong_fields_get_a_sentence(data: st.DataObject, file: Path) -> None:
    plan = example(file)
    for _ in range(data.draw(st.integers(1, 2))):
        own = list(places(plan))
        path, value = data.draw(st.sampled_from(own)), data.draw(st.sampled_from(GARBAGE))
        put(plan, path, copy.deepcopy(value))
    refused: tuple[Says, ...] = ()
    told: list[str] = []
    try:
        told = reckon(file.stem, plan)
    except Rejected as fault:
        refused = fault.says
    told += map(str, refused)
    assert {one.code for one in refused} <= set(SENTENCES)
    assert told
    assert all(len(one) < 2000 for one in told)


@settings(max_examples=50, deadline=None)
@given(st.data(), st.sampled_from(FILES))
def test_a_misspelt_field_is_named(data: st.DataObject, file: Path) -> None:
    plan = example(file)
    own = [path for path in places(plan) if isinstance(path[-1], str) and len(path[-1]) > 3]
    own = [
        path
        for path in own
        if path[0] not in ("model", "variant", "carrier", "value", "growth", "range") or len(path) > 2
    ]
    own = [path for path in own if "growth" not in path[:-1] and path[-2:-1] not in (("measured",), ("index",))]
    path = data.draw(st.sampled_from(own))
    inner: Any = plan
    for key in path[:-1]:
        inner = inner[key]
    wrong = path[-1][:-1] + "qq"
    inner[wrong] = inner.pop(path[-1])
    with pytest.raises(Rejected) as refused:
        reckon(file.stem, plan)
    assert any(wrong in str(one) for one in refused.value.says)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("every", "12 years", 'variant.b.replacement[2].every holds "12 years", which is not a number.'),
        ("every", 0, "variant.b.replacement[2].every is 0; it may not be below 1."),
        ("every", 1.5, "variant.b.replacement[2].every is 1.5, and a whole number is expected."),
        ("amount", -5, "variant.b.replacement[2].amount is -5; it may not be below 0."),
        ("amuont", 5, "variant.b.replacement[2].amuont is not known here. Did you mean amount?"),
        ("vat", 6, "variant.b.replacement[2].vat is 6, which means 600 %; at most 100 % can be meant here."),
        ("year", 41, "variant.b.replacement[2].year is year 41, and the reckoning ends with year 40."),
        ("growth", "gas", "variant.b.replacement[2].growth names gas, which is not in [growth]."),
        ("years", [3, 4], "variant.b.replacement[2].every: give either year, or years, or from, to and every."),
        ("range", [9, 12], "variant.b.replacement[2].range: the stated 8 lies outside its own range, 9 to 12."),
    ],
)
def test_the_path_of_the_field_is_said(field: str, value: Any, said: str) -> None:
    good = {"name": "roof", "amount": 8, "every": 20}
    plan = {"title": "t", "years": 40, "prices": "constant", "rate": {"real": 0.03}, "variant": {"a": {}, "b": {}}}
    wrong = {**good, field: value}
    if field == "year":
        del wrong["every"]
    plan["variant"]["b"] = {"replacement": [good, wrong]}  # type: ignore[index]
    with pytest.raises(Rejected) as refused:
        read_plan(plan)
    assert [str(one).startswith(said) for one in refused.value.says][:1] == [True], str(refused.value)


@pytest.mark.parametrize(
    ("terms", "match"),
    [
        ({"prices": "constant", "inflation": 0.02, "rate": {"nominal": 0.0506}}, "rate = { real = 0.03 }"),
        ({"prices": "current", "inflation": 0.02, "rate": {"real": 0.03}}, "rate = { nominal = 0.0506 }"),
        ({"prices": "constant", "rate": {"nominal": 0.05}}, "Add the expected inflation"),
        ({"prices": "current", "rate": {"nominal": 0.05}}, "inflation is missing"),
        ({"prices": "constant", "rate": {"real": 0.03, "nominal": 0.05}}, "Keep the one"),
        ({"prices": "constant", "rate": 0.03}, "rate = { real = 0.03 }"),
    ],
)
def test_real_and_nominal_are_never_mixed(terms: dict[str, Any], match: str) -> None:
    with pytest.raises(Rejected) as refused:
        read_plan({"title": "t", "years": 9, "variant": {"a": {}}, **terms})
    assert match in str(refused.value)


def test_an_empty_value_is_a_gap_and_not_a_zero() -> None:
    row = {"unit": "t", "source": "the region", "place": "Brussels", "price_year": 2020}
    effect = {"name": "emissions", "heading": "greenhouse gas", "value": "carbon", "quantity": 9}
    plan = {
        "title": "t", "years": 9, "prices": "constant", "rate": {"real": 0}, "price_year": 2026,
        "value": {"carbon": row}, "variant": {"a": {"externality": [effect]}},
    }  # fmt: skip
    result = total_cost(read_plan(plan))
    assert result.variants[0].extended == 0
    assert "greenhouse gas" in result.variants[0].effects_absent
    assert any("that is a gap, not a zero" in str(said) for said in result.explain())
    with pytest.raises(Rejected, match="Give index"):
        read_plan({**plan, "value": {"carbon": {**row, "amount": 50}}})
    counted = {**plan, "value": {"carbon": {**row, "amount": 50, "index": 1.2}}}
    assert total_cost(read_plan(counted)).variants[0].extended == pytest.approx(9 * 9 * 60)
