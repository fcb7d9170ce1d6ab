"""A cell of a sheet says yes, no or a day, as people write it; anything else is none of these."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.core import csv_files


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_in_both_ways_of_writing(day: date) -> None:
    assert csv_files.day(day.isoformat()) == csv_files.day(f"{day.day:02}/{day.month:02}/{day.year:04}") == day


@pytest.mark.parametrize(
    "words", ["", "29-03-2026", "2026-02-30", "31/04/2026", "1899-12-31", "2200-01-01", "tomorrow"]
)
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=words or "^$"):
        csv_files.day(words)


def test_a_list_may_begin_later() -> None:
    assert csv_files.day("1970-01-01", since=1970).year == 1970
    with pytest.raises(ValueError, match="1969"):
        csv_files.day("1969-12-31", since=1970)


@pytest.mark.parametrize(("words", "said"), [("JA", True), (" oui ", True), ("Nee", False), ("0", False), ("", None), ("ja?", None)])  # fmt: skip
def test_yes_and_no_in_three_languages(words: str, said: bool | None) -> None:
    assert csv_files.yes(words) is said
