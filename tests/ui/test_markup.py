"""Words of content: escaped, and marked with their language where it is not that of the page."""

import pytest
from django.utils.translation import override

from wijk.core.text import Text
from wijk.ui.markup import say


def test_words_in_the_language_of_the_page_stand_alone() -> None:
    with override("fr"):
        assert say(Text({"nl": "Brug", "fr": "Pont & quai"})) == "Pont &amp; quai"


def test_words_in_another_language_say_which() -> None:
    with override("fr"):
        assert say(Text({"nl": "Brug"})) == '<span lang="nl">Brug</span>'


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_words_written_from_the_right_turn_round(language: str) -> None:
    with override(language):
        assert say(Text({"ar": "حديقة"})) == '<span lang="ar" dir="rtl">حديقة</span>'


def test_on_a_page_written_from_the_right_ours_turn_round() -> None:
    with override("ar"):
        assert say(Text({"nl": "Brug"})) == '<span lang="nl" dir="ltr">Brug</span>'


def test_what_is_no_text_is_escaped_and_nothing_is_nothing() -> None:
    assert say("<b>") == "&lt;b&gt;"
    assert say(None) == say(Text()) == ""
