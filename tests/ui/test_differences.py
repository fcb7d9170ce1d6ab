"""Differences between texts: nothing is lost, nothing is invented, and the work stays bounded whatever comes."""

from itertools import pairwise

from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.core.text import Text
from wijk.ui.differences import STEPS, Piece, _Budget, _kept, differences

WORDY = st.text(alphabet="ab .\n", max_size=60) | st.text(max_size=40)


def old_of(pieces: list[Piece]) -> str:
    return "".join(p.text for p in pieces if p.kind != "added")


def new_of(pieces: list[Piece]) -> str:
    return "".join(p.text for p in pieces if p.kind != "removed")


@given(WORDY, WORDY)
@settings(max_examples=300, deadline=None)
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)
    assert all(p.text for p in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


@given(WORDY)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert [p.kind for p in differences(text, text)] == (["same"] if text else [])


@given(WORDY, WORDY, st.integers(0, 40))
def test_without_steps_left_the_pieces_are_still_right(old: str, new: str, steps: int) -> None:
    pieces = differences(old, new, steps)
    assert (old_of(pieces), new_of(pieces)) == (old, new)


def test_a_changed_word_in_a_long_text_is_found_alone() -> None:
    old = "\n".join(f"Line {n} says what holds in the garden." for n in range(20_000))
    new = old.replace("Line 9876 says", "Line 9876 tells")
    assert [(p.kind, p.text) for p in differences(old, new) if p.kind != "same"] == [
        ("removed", "says"),
        ("added", "tells"),
    ]


def test_texts_with_nothing_in_common_stop_at_the_budget() -> None:
    old, new = ["a", "b"] * 50_000, ["b", "c", "a"] * 50_000
    budget = _Budget(STEPS)
    assert _kept(old, new, budget) == []
    assert budget.left > -len(old)
    pieces = differences("x " * 500_000, "y " * 500_000)
    assert [p.kind for p in pieces] == ["removed", "added", "same"]


def test_words_between_two_changes_stay_and_lone_spaces_do_not() -> None:
    told = [(p.kind, p.text) for p in differences("The big garden is open", "The small park is open")]
    assert told == [("same", "The "), ("removed", "big garden"), ("added", "small park"), ("same", " is open")]


def test_a_page_says_changes_in_words_and_escapes_them() -> None:
    shown = Template("{% load wijk_ui %}{% differences old new %}")
    with translation.override("en"):
        page = shown.render(Context({"old": "a <b> c", "new": "a <i> c"}))
    assert '<del><span class="vh">[removed: </span>b<span' in page
    assert '<ins><span class="vh">[added: </span>i<span' in page
    assert "&lt;" in page
    assert "<i>" not in page


def test_a_text_in_another_language_is_marked() -> None:
    shown = Template("{% load wijk_ui %}{% differences old new %}")
    with translation.override("en"):
        page = shown.render(Context({"old": Text({"nl": "De tuin"}), "new": Text({"nl": "De hof"})}))
    assert 'lang="nl"' in page
    assert "<del>" in page
