"""A code can be read from a wet poster, typed with cold fingers, and never leads to another call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.outreach import codes, tokens

BODY = st.text(codes.SIGNS, min_size=codes.LENGTH - 1, max_size=codes.LENGTH - 1)


@given(BODY)
def test_a_code_reads_as_itself_however_it_is_typed(body: str) -> None:
    code = body + codes.check(body)
    for typed in (
        code,
        code.lower(),
        codes.shown(code),
        f" {code[:2]}-{code[2:]}. ",
        code.replace("0", "O").replace("1", "l"),
    ):
        assert codes.read(typed) == code


@given(BODY, st.integers(0, codes.LENGTH - 1), st.sampled_from(codes.SIGNS))
def test_one_wrong_sign_is_always_noticed(body: str, place: int, other: str) -> None:
    code = body + codes.check(body)
    wrong = code[:place] + other + code[place + 1 :]
    assert (codes.read(wrong) is None) == (wrong != code)


@given(BODY, st.integers(0, codes.LENGTH - 2))
def test_two_signs_that_changed_places_are_noticed(body: str, place: int) -> None:
    code = body + codes.check(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (codes.read(swapped) is None) == (swapped != code)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_reading(typed: str) -> None:
    found = codes.read(typed)
    assert found is None or (len(found) == codes.LENGTH and set(found) <= set(codes.SIGNS))


def test_no_letters_that_look_alike() -> None:
    assert not set("BILOSUZ") & set(codes.SIGNS)
    assert len(set(codes.SIGNS)) == 29


def test_fresh_codes_differ() -> None:
    assert len({codes.fresh() for _turn in range(500)}) > 495


def test_a_link_belongs_to_one_call_and_cannot_be_made_up() -> None:
    token = tokens.fresh("call-a")
    assert tokens.mark("call-a", token)
    assert tokens.mark("call-b", token) is None
    assert tokens.mark("call-a", "x" * len(token)) is None
    last = "A" if token[-1] != "A" else "B"
    assert tokens.mark("call-a", token[:-1] + last) is None


@pytest.mark.parametrize("token", ["", "é" * 34, "a", "/" * 34, "\0" * 34])
def test_a_broken_link_is_no_link(token: str) -> None:
    assert tokens.mark("call-a", token) is None


def test_a_reader_has_one_link_which_does_not_tell_who_they_are() -> None:
    first = tokens.of_reader("call-a", "person-key-1")
    assert first == tokens.of_reader("call-a", "person-key-1")
    assert first != tokens.of_reader("call-a", "person-key-2")
    assert "person" not in first
    mark = tokens.mark("call-a", first)
    assert mark
    assert mark not in first
    assert first[:10] not in mark
