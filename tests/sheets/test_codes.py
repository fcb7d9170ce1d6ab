"""A code of a sheet: a slip of the pen never leads to another sheet, and nothing of it stays behind."""

from hypothesis import given
from hypothesis import strategies as st

from wijk.sheets import codes

BODIES = st.text(st.sampled_from(codes.SIGNS), min_size=codes.LENGTH - 1, max_size=codes.LENGTH - 1)


def whole(body: str) -> str:
    return body + codes.check(body)


@given(BODIES, st.integers(0, codes.LENGTH - 1), st.sampled_from(codes.SIGNS))
def test_one_wrong_sign_is_noticed(body: str, at: int, sign: str) -> None:
    code = whole(body)
    wrong = code[:at] + sign + code[at + 1 :]
    assert codes.read(wrong) == (code if wrong == code else None)


@given(BODIES, st.integers(0, codes.LENGTH - 2))
def test_two_that_changed_places_are_noticed(body: str, at: int) -> None:
    code = whole(body)
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert codes.read(swapped) == (code if swapped == code else None)


@given(BODIES)
def test_what_stands_on_paper_is_read_however_it_is_typed(body: str) -> None:
    code = whole(body)
    for typed in (codes.shown(code), code.lower(), f" {code[:3]}-{code[3:]} ", codes.shown(code).replace(" ", "–")):
        assert codes.read(typed) == code


@given(st.text())
def test_anything_may_be_typed(words: str) -> None:
    found = codes.read(words)
    assert found is None or (len(found) == codes.LENGTH and set(found) <= set(codes.SIGNS))


def test_no_two_signs_look_alike() -> None:
    for pair in ("0O", "1I", "1L", "2Z", "5S", "8B", "UV", "6G"):
        assert not set(pair) <= set(codes.SIGNS)
    assert not set("OI") & set(codes.SIGNS)


def test_what_is_kept_of_a_code_does_not_hold_it() -> None:
    code = codes.fresh()
    assert code not in codes.mark(code).upper()
    assert codes.mark(code) == codes.mark(code) != codes.mark(codes.fresh())
