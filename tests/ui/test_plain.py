"""What is left of words that somebody typed?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.core.errors import Refused
from wijk.ui.plain import MARKS, UTMOST, clean, line

HOSTILE = [
    ("\u202eevil\u202c", "evil"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("nul\x00l\x07", "null"),
    ("a\u2066b\u2069", "ab"),
    ("soft\u00adhyphen", "softhyphen"),
    ("blank\u3164\u2800", "blank"),
    ("tab\tand  spaces\u00a0", "tab and spaces"),
    ("de\u0301ja\u0300", "déjà"),
    ("tag\U000e0041\U000e0042", "tag"),
    ("private\ue000", "private"),
    ("a\u200db", "ab"),
]


@pytest.mark.parametrize(("typed", "kept"), HOSTILE)
def test_what_nobody_sees_is_taken_out(typed: str, kept: str) -> None:
    assert clean(typed, longest=100) == kept


def test_joiners_stay_where_they_mean_something() -> None:
    persian, family = "می\u200cخواهم", "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean(persian, longest=100) == persian
    assert clean(family, longest=100) == family


def test_accents_do_not_climb_over_the_lines() -> None:
    assert len(clean("e" + "\u0335" * 50, longest=100)) <= 1 + MARKS


def test_lines_stay_but_not_piles_of_them() -> None:
    assert clean("a\r\nb\u2028c\n\n\n\n\nd", longest=100) == "a\nb\nc\n\nd"
    assert line("a\nb", longest=100) == "a b"


@pytest.mark.parametrize("length", [101, UTMOST + 1, 1_000_000])
def test_too_long_is_refused_and_never_cut(length: int) -> None:
    with pytest.raises(Refused, match="100"):
        clean("x" * length, longest=100)


@given(st.text(max_size=400))
def test_whatever_is_typed_becomes_visible_and_stays_so(typed: str) -> None:
    kept = clean(typed, longest=2_000)
    assert clean(kept, longest=2_000) == kept
    assert kept == kept.strip()
    assert "\n\n\n" not in kept
    assert "  " not in kept
    assert unicodedata.is_normalized("NFC", kept)
    hidden = {c for c in kept if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn")} - {"\n"}
    assert not hidden
