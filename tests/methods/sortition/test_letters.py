"""Letters are enough, as few as possible, whole, and sum to the budget."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.saying import Rejected
from wijk.methods.sortition.letters import Stratum, chance, needed, spread


def at_least(wanted: int, letters: int, response: float) -> float:
    """The binomial distribution, written out."""
    return 1 - sum(comb(letters, k) * response**k * (1 - response) ** (letters - k) for k in range(wanted))


strata = st.lists(st.tuples(st.integers(50, 400), st.floats(0.2, 1.0), st.integers(0, 5)), min_size=1, max_size=5).map(
    lambda rows: [Stratum(str(i), n, r, w) for i, (n, r, w) in enumerate(rows)]
)


@settings(max_examples=60, deadline=None)
@given(strata, st.floats(0.5, 0.99), st.floats(0, 1))
def test_every_stratum_has_enough_and_all_sum_to_the_budget(
    rows: list[Stratum], certainty: float, spare: float
) -> None:
    least = spread(rows, certainty=certainty)
    budget = round(sum(least.letters) + spare * (sum(one.people for one in rows) - sum(least.letters)))
    found = spread(rows, certainty=certainty, budget=budget)
    assert sum(found.letters) == budget
    together = 1.0
    for one, letters, floor, fewest in zip(rows, found.letters, found.floor, least.letters, strict=True):
        assert floor <= letters <= one.people
        assert floor == fewest
        together *= at_least(one.wanted, letters, one.response)
    assert together >= certainty - 1e-9


@given(st.integers(1, 6), st.floats(0.05, 0.9), st.floats(0.5, 0.99))
def test_one_letter_fewer_would_not_do(wanted: int, response: float, certainty: float) -> None:
    one = Stratum("s", 10_000, response, wanted)
    letters = needed(one, certainty)
    assert chance(one, letters) == pytest.approx(at_least(wanted, letters, response), abs=1e-9)
    assert at_least(wanted, letters - 1, response) < certainty + 1e-9


def test_without_wishes_letters_follow_the_register_by_largest_remainders() -> None:
    rows = [Stratum("a", 50, 1.0), Stratum("b", 30, 1.0), Stratum("c", 20, 1.0)]
    assert spread(rows, budget=11).letters == (6, 3, 2)
    assert spread(rows, budget=100).letters == (50, 30, 20)
    assert spread(rows, budget=0).letters == (0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "words", "code"),
    [
        ([], {}, "strata_empty"),
        ([Stratum("a", 1, 0.5), Stratum("a", 1, 0.5)], {}, "stratum_twice"),
        ([Stratum("a", -1, 0.5)], {}, "stratum_count"),
        ([Stratum("a", 1, 0.0)], {}, "response_wrong"),
        ([Stratum("a", 1, float("nan"))], {}, "response_wrong"),
        ([Stratum("a", 1, 0.5, -1)], {}, "wanted_wrong"),
        ([Stratum("a", 1, 0.5)], {"certainty": 1.0}, "certainty_wrong"),
        ([Stratum("a", 1, 0.5)], {"budget": -1}, "budget_wrong"),
        ([Stratum("a", 1, 0.5)], {"budget": 2}, "budget_too_large"),
        ([Stratum("a", 9, 0.1, 5)], {}, "stratum_too_small"),
        ([Stratum("a", 99, 0.1, 5)], {"budget": 3}, "budget_too_small"),
    ],
)
def test_what_cannot_be_is_refused(rows: list[Stratum], words: dict[str, float], code: str) -> None:
    with pytest.raises(Rejected) as fault:
        spread(rows, **words)  # type: ignore[arg-type]
    assert fault.value.code == code
    assert "{" not in str(fault.value)
