"""Numbers in every way of writing; the decimal sign belongs to the column."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.methods.formats.numbers import COMMA, POINT, Decimal, decimal_evidence, parse_number, parse_numbers, why_not

GROUPS = ("", " ", "\u00a0", "\u202f", "\u2009", "'", "’")


def written(value: float, decimal: str, group: str, places: int) -> str:
    plain = f"{abs(value):,.{places}f}".replace(".", "D").replace(",", "G")
    return ("−" if value < 0 else "") + plain.replace("D", decimal).replace("G", group)


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 6),
    st.sampled_from(GROUPS),
    st.sampled_from([POINT, COMMA]),
)
def test_a_number_is_read_as_it_was_meant_in_every_locale(
    digits: int, places: int, group: str, decimal: Decimal
) -> None:
    value = digits / 10**places
    assert parse_number(written(value, decimal, group, places), decimal) == pytest.approx(value, rel=1e-12, abs=1e-12)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from([POINT, COMMA]))
def test_the_other_sign_may_group_thousands(digits: int, places: int, decimal: Decimal) -> None:
    value = digits / 10**places
    text = written(value, decimal, COMMA if decimal == POINT else POINT, places)
    assert parse_number(text, decimal) == pytest.approx(value)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1))
def test_what_a_program_writes_is_read_exactly(values: list[float]) -> None:
    read = parse_numbers([repr(value) for value in values], decimal=POINT)
    assert not read.refused
    assert read.values.tolist() == values


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1))
def test_the_comma_is_found_by_looking_at_the_column(values: list[object]) -> None:
    texts = [str(value).replace(".", ",") for value in values]
    read = parse_numbers(texts)
    assert read.decimal == COMMA
    assert not read.refused


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    value = parse_number(text)
    assert value is None or math.isfinite(value)
    if value is None:
        assert why_not(text).sentence()


@pytest.mark.parametrize("text", ["NaN", "inf", "-Infinity", "∞"])
def test_it_refuses_what_is_not_finite(text: str) -> None:
    assert parse_number(text) is None
    assert why_not(text).code == "not_finite"


@pytest.mark.parametrize("text", ["1e999", "-1e999"])
def test_it_refuses_what_is_too_large(text: str) -> None:
    assert parse_number(text) is None
    assert why_not(text).code == "number_too_large"


NO_NUMBERS = [
    "",
    " ",
    "-",
    "+",
    ".",
    ",",
    "e5",
    "1_000",
    "0x10",
    "1 2",
    "12 34",
    "1.2.3",
    "1,2,3",
    "(5)",
    "5-",
    "%",
    "٣",
]


@pytest.mark.parametrize("text", [*NO_NUMBERS, "1,00,000"])
def test_it_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_one_value_that_reads_two_ways_is_refused() -> None:
    assert parse_number("1.234") is None
    assert why_not("1.234").code == "ambiguous_number"


def test_a_column_of_points_is_guessed_and_said() -> None:
    read = parse_numbers(["50.851", "4.352"])
    assert read.values.tolist() == [50.851, 4.352]
    assert [note.code for note in read.notes] == ["decimal_guessed"]


def test_a_column_of_commas_that_reads_two_ways_is_refused() -> None:
    read = parse_numbers(["1,234", "5,678"])
    assert set(read.refused) == {0, 1}
    assert read.problem is not None
    assert read.problem.code == "ambiguous_number"


def test_a_column_that_contradicts_itself_is_named() -> None:
    read = parse_numbers(["1.5", "2,5", "1.234"])
    assert read.problem is not None
    assert read.problem.code == "mixed_decimal_signs"
    assert set(read.refused) == {2}


def test_a_wrong_decimal_sign_is_said_with_its_line_and_column() -> None:
    read = parse_numbers(["12.5", "12,5"], decimal=POINT)
    (problem,) = read.problems([2, 3], "rate")
    assert (problem.code, problem.line, problem.column) == ("wrong_decimal_sign", 3, "rate")


def test_evidence_of_batches_adds_up() -> None:
    batches = (["1.234"], ["7"], ["2,5"])
    total = decimal_evidence([])
    for batch in batches:
        total = total + decimal_evidence(batch)
    assert total.decide() == COMMA


def test_tokens_and_empty_cells_are_no_numbers_and_no_mistakes() -> None:
    read = parse_numbers(["VS", None, "", " ", "ND", 3, 2.5], tokens=frozenset({"VS", "ND"}))
    assert dict(read.tokens) == {0: "VS", 4: "ND"}
    assert not read.refused
    assert np.isnan(read.values[:5]).all()
    assert read.values[5:].tolist() == [3.0, 2.5]


def test_percent_signs_are_counted() -> None:
    read = parse_numbers(["12,5 %", "3%", "4"])
    assert read.values.tolist() == [12.5, 3.0, 4.0]
    assert [(note.code, note.params["count"]) for note in read.notes] == [("percent_signs", 2)]


def test_numbers_of_excel_that_are_not_finite_are_refused() -> None:
    assert set(parse_numbers([math.inf, 1.0]).refused) == {0}
