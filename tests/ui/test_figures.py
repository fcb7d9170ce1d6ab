"""Figures are written as the language writes them, and a state is never a number."""

import math

import pytest
from babel.numbers import format_decimal
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wijk.ui.figures import (
    MINUS,
    Beside,
    FigureCard,
    Reading,
    Status,
    difference,
    figure_card,
    number,
    quantity,
    status_mark,
    status_of,
    status_reason,
    status_word,
)


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@given(value=st.integers(-(10**12), 10**12))
def test_whole_numbers_are_written_as_babel_writes_them(language: str, value: int) -> None:
    assert number(value, language=language).replace(MINUS, "-") == format_decimal(value, locale=language)


@pytest.mark.parametrize(
    ("language", "written"), [("nl", "1.234.567,5"), ("fr", "1\u202f234\u202f567,5"), ("en", "1,234,567.5")]
)
def test_each_language_has_its_signs(language: str, written: str) -> None:
    assert number(1234567.5, 1, language) == written


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_dash(value: float | None) -> None:
    assert number(value) == "–"
    assert quantity(value, "%") == "–"
    assert difference(value, "%") == "–"


def test_nothing_is_minus_zero() -> None:
    assert number(-0.04, 1) == "0.0"
    assert difference(0.04, "", 1) == "0.0"


def test_units_stand_where_the_language_puts_them() -> None:
    assert quantity(12, "%", language="fr") == "12\u202f%"
    assert quantity(12, "%", language="nl") == "12%"
    assert [quantity(1800, "€", language=k) for k in ("nl", "fr", "en")] == [
        "€\u00a01.800",
        "1\u202f800\u00a0€",
        "€1,800",
    ]


def test_two_shares_differ_in_percentage_points() -> None:
    assert difference(1.5, "%", 1) == "+1.5\u00a0pp"
    assert difference(-1.5, "%", 1) == f"{MINUS}1.5\u00a0pp"


def test_an_unknown_language_still_gets_a_number() -> None:
    assert number(1234.5, 1, "xx") == "1,234.5"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_state_has_its_own_word_reason_and_drawing(language: str) -> None:
    states = [status for status in Status if status is not Status.KNOWN]
    with translation.override(language):
        assert len({status_word(s) for s in states}) == len(states)
        assert all(status_reason(s) for s in states)
        assert len({status_mark(s) for s in states}) == len(states)
    assert status_mark(Status.KNOWN) == ""


def test_a_mark_that_nobody_knows_says_that_nothing_is_available() -> None:
    assert status_of("s") is Status.SUPPRESSED
    assert status_of("?") is Status.NOT_AVAILABLE


def test_a_suppressed_value_is_never_shown() -> None:
    reading = Reading(3.0, Status.SUPPRESSED, "%", 0)
    assert "3" not in reading.text()
    assert "3%" not in reading.html()
    assert not reading.known


def test_a_missing_value_without_a_reason_is_not_available() -> None:
    assert Reading(None).text() == "not available"


def test_a_card_escapes_what_it_is_given() -> None:
    evil = '<script>"x"</script>'
    card = FigureCard(evil, Reading(1), evil, evil, evil, [Beside(evil, Reading(None))], None, evil, evil)
    html = figure_card(card)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 6
