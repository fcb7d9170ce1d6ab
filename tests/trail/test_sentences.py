"""Entries in words."""

from wijk.trail.sentences import tell


def test_a_sentence_has_its_data_in_it() -> None:
    assert tell("Published {what}.", {"what": "age"}) == "Published age."


def test_what_is_not_there_reads_as_dots() -> None:
    assert tell("Published {what}.", {}) == "Published …."


def test_a_translated_text_is_told_in_one_language() -> None:
    assert tell("{place}", {"place": {"nl": "Brussel"}}) == "Brussel"


def test_data_cannot_reach_into_the_house() -> None:
    assert tell("{a}", {"a": "{b}", "b": "secret"}) == "{b}"


def test_a_list_is_told_with_commas() -> None:
    assert tell("{n}", {"n": [1, None, "b"]}) == "1, , b"
