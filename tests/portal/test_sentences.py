"""How a figure is said."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from wijk.portal.sentences import joined, one_in


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (24.9, "about one in four"),
        (33.1, "about one in three"),
        (50, "about one in two"),
        (75.5, "about three in four"),
        (42, ""),
        (0.3, ""),
        (100, ""),
    ],
)
def test_a_share_in_everyday_words(percent: float, said: str) -> None:
    with override("en"):
        assert one_in(percent) == said


@given(st.floats(min_value=0, max_value=100))
def test_the_words_are_never_far_from_the_number(percent: float) -> None:
    near = {
        "two": 50,
        "three": 100 / 3,
        "four": 25,
        "five": 20,
        "six": 100 / 6,
        "seven": 100 / 7,
        "eight": 12.5,
        "ten": 10,
        "twenty": 5,
    }
    with override("en"):
        said = one_in(percent)
    if said.startswith("about one in"):
        assert abs(near[said.split()[-1]] - percent) <= 0.04 * percent + 0.1


def test_names_in_a_row() -> None:
    with override("en"):
        assert joined([]) == ""
        assert joined(["A"]) == "A"
        assert joined(["A", "B", "C"]) == "A, B and C"
