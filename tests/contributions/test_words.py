"""Words are found without their accents, in the plural, and with a slip of the pen."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.contributions.crowd import Crowd
from tests.contributions.test_reading import people as people
from wijk.contributions.queries.searching import likest, turns_of
from wijk.contributions.wording import FORGIVING, near, plain, root, slipped, slips, words
from wijk.core.text import LANGUAGES

few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONG = st.sampled_from(
    ["fietspad", "speelplein", "trottoir", "playground", "graffiti", "zebrapad", "fontein", "poubelle"]
)


def spoilt(word: str, way: str, at: int, letter: str) -> str:
    """The word with one slip."""
    at %= len(word)
    match way:
        case "missing":
            return word[:at] + word[at + 1 :]
        case "more":
            return word[:at] + letter + word[at:]
        case "wrong":
            return word[:at] + letter + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@few
@given(
    word=LONG,
    way=st.sampled_from(("missing", "more", "wrong", "swapped")),
    at=st.integers(0, 9),
    letter=st.sampled_from(LETTERS),
)
def test_one_slip_finds_all_that_the_word_finds(people: Crowd, word: str, way: str, at: int, letter: str) -> None:
    wanted = turns_of(word)
    assert wanted
    typed = spoilt(word, way, at, letter)
    assume(
        len(plain(typed)) >= len(plain(word)) - 1
    )  # a wrong letter that doubles its neighbour takes two away at once
    assert set(wanted) <= set(turns_of(typed) or ())


@few
@given(st.text(LETTERS, min_size=1, max_size=14), st.text(LETTERS, min_size=1, max_size=14))
def test_what_is_near_meets_in_a_form(one: str, other: str) -> None:
    if near(one, other) and min(len(one), len(other)) > FORGIVING and len(one) == len(other):
        assert slips(one) & slipped(other)


@given(st.text(max_size=300))
def test_any_text_has_words_that_can_be_kept(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= 40
        assert root(word)
        assert plain(word) == word


def test_accents_and_plurals_are_forgiven(people: Crowd) -> None:
    assert set(turns_of("velo") or ()) == set(turns_of("VÉLO") or ()) != set()
    assert set(turns_of("straat") or ()) == set(turns_of("straten") or ()) != set()
    assert set(turns_of("oeuvre") or ()) == set(turns_of("œuvre") or ()) != set()


def test_all_words_must_stand_there_and_small_ones_count_for_nothing(people: Crowd) -> None:
    both = set(turns_of("fietspad arbre") or ())
    assert both == set(turns_of("fietspad") or ()) & set(turns_of("arbre") or ())
    assert both == set(turns_of("het fietspad of de arbre") or ())
    assert turns_of("de het een") is None
    assert turns_of("fietspad onbestaandwoord") == []


def test_what_is_most_like_a_text_comes_first(people: Crowd) -> None:
    row = people.rows[0]
    shown = next(r for r in people.rows if r.is_shown and r.merged_into_id is None)
    found = likest(f"{shown.title} {shown.body}", 5)
    assert found
    assert found[0] >> 24 == int(shown.given_at.timestamp())
    assert not likest("xyzzy plugh", 5)
    assert row.language in LANGUAGES
