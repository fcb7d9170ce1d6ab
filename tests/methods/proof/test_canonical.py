"""Canonical JSON: one value, one sequence of bytes."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.methods.proof import JSON, canonical

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15, allow_nan=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_it_reads_back_as_the_same_value(value: JSON) -> None:
    assert json.loads(canonical(value)) == value


@given(values)
def test_it_stays_the_same_once_read_back(value: JSON) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(text, numbers, max_size=5))
def test_the_order_of_keys_makes_no_difference(value: dict[str, float]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1e15, "1000000000000000"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (1.25e-9, "1.25e-9"),
        (333333333.3333333, "333333333.3333333"),
        ({"€": 1, "\r": 2, "1": 3, "😀": 4, "\ufb33": 5}, '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}'),
        ("\u20ac$\u000f\nA'\"\\", '"€$\\u000f\\nA\'\\"\\\\"'),
    ],
)
def test_it_writes_as_rfc_8785_does(value: JSON, written: str) -> None:
    assert canonical(value).decode() == written


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, 1e300, "\x00", "\ud800", {1: 2}, {"a": b"x"}, {"a": {1}}])
def test_it_refuses_what_some_reader_would_change(value: JSON) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)
