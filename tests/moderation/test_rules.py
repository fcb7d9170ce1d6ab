"""What the rules see in a text, and what they do not hold against anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.core.text import LANGUAGES
from wijk.moderation import rules, words

GENTLE = [
    "Er is te weinig licht in de straat, en de bank is kapot. Kan dat hersteld worden?",
    "Il n’y a pas assez de lumière dans la rue.",
    "Нам нужны скамейки в парке, пожалуйста. Здесь живут пожилые люди.",
    "نحتاج إلى مقاعد في الحديقة من فضلكم",
    "see https://example.org/plan and www.example.org",
    "STIB, MIVB and BRAL met in the GC Nekkersdal.",
    "Help! Help! Help!",
    "κάτι για το πάρκο",
    "",
]


def codes(text: str, blocked: frozenset[str] = frozenset()) -> set[str]:
    return {sign.code for sign in rules.signs(text, blocked)}


@pytest.mark.parametrize("text", GENTLE)
def test_who_speaks_in_any_language_is_not_suspected(text: str) -> None:
    assert not codes(text)


@pytest.mark.parametrize(
    ("text", "code", "waits"),
    [
        ("www.a.be www.b.be www.c.be", "links", True),
        ("buy buy buy buy buy buy buy buy buy buy buy buy now", "repeated", True),
        ("\n".join(["The same line again"] * 4), "repeated", True),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaa", "repeated", False),
        ("THE MAYOR MUST LISTEN TO US NOW", "shouting", False),
        ("сheap саsino here", "lookalikes", True),
        ("write to jan@example.org", "contact", False),
        ("call 0470 12 34 56 tonight", "contact", False),
        ("Win in our CASINÖ", "blocked", True),
        ("win in our саsinо", "blocked", True),
    ],
)
def test_what_is_seen(text: str, code: str, waits: bool) -> None:
    found = rules.signs(text, frozenset({"casino"}))
    assert code in {sign.code for sign in found}
    assert (rules.score(found) >= rules.ENOUGH) is waits


def test_a_blocked_word_inside_another_is_no_blocked_word() -> None:
    assert "blocked" not in codes("The casinos of the coast", frozenset({"casino"}))


@given(st.text(max_size=3000))
def test_any_text_at_all_is_read(text: str) -> None:
    for sign in rules.signs(text, frozenset({"casino"})):
        assert sign.weight > 0
        said = words.sign(sign.plain())
        assert said
        assert "{" not in said.replace("{", "", text.count("{"))
    assert isinstance(rules.essence(text), str)


@pytest.mark.parametrize("part", ["a", "a ", "1 ", "@.", "www.", "-'", "a@", "0/"])
def test_of_a_megabyte_only_the_beginning_is_weighed(part: str) -> None:
    whole, beginning = part * (1_000_000 // len(part)), part * (rules.LONGEST // len(part))
    assert rules.signs(whole) == rules.signs(beginning)
    assert rules.essence(whole) == rules.essence(beginning)
    assert rules.score(rules.signs(whole)) < 20


@given(st.text(alphabet="abc dé", min_size=1, max_size=60))
def test_spaces_capitals_and_accents_do_not_make_another_text(text: str) -> None:
    assert (
        rules.essence(text) == rules.essence(f"  {text.upper()} ".replace(" ", "\n "))
        or not rules.essence(text).strip()
    )


def test_every_sign_has_its_sentence_in_every_language() -> None:
    for sign in words.SIGNS:
        said = words.in_all(words.SIGNS[sign], count=3, words="x")
        assert all(said.said(language) for language in LANGUAGES)
