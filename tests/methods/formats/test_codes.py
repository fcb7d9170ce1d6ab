"""Codes that a spreadsheet has damaged find their way home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.methods.formats.codes import looks_like_lost_zeros

KNOWN = ["01001", "21001", "21001A00-", "21001E12", "0021", "BU0363AA01"]


@pytest.mark.parametrize(
    ("given_code", "proposed", "reason"),
    [
        ("1001", "01001", "code_lost_zeros"),
        ("21", "0021", "code_lost_zeros"),
        ("21001.0", "21001", "code_excel_float"),
        ("1001.0", "01001", "code_lost_zeros"),
        ("21001A00", "21001A00-", "code_lost_hyphen"),
        ("2.1001E+16", "21001E12", "code_scientific"),
        ("2,1001E+16", "21001E12", "code_scientific"),
        (" 21001 ", "21001", "code_spaces"),
        ("bu0363aa01", "BU0363AA01", "code_case"),
    ],
)
def test_it_proposes_the_code_that_was_meant(given_code: str, proposed: str, reason: str) -> None:
    (guess,) = looks_like_lost_zeros([given_code], KNOWN)
    assert (guess.proposed, guess.reason) == (proposed, reason)
    assert proposed in str(guess.problem())


def test_it_says_nothing_about_known_and_strange_codes() -> None:
    assert looks_like_lost_zeros(["21001", "99999", ""], KNOWN) == ()


def test_it_does_not_choose_between_two() -> None:
    assert looks_like_lost_zeros(["7"], ["07", "007"]) == ()


@given(st.lists(st.from_regex(r"[0-9]{5}", fullmatch=True), unique=True, min_size=1))
def test_stripped_zeros_are_found_again_or_doubtful(codes: list[str]) -> None:
    stripped = [code.lstrip("0") or "0" for code in codes]
    for guess in looks_like_lost_zeros(stripped, codes):
        assert guess.proposed.lstrip("0") == guess.given.lstrip("0")
