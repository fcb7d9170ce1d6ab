"""No statement starves, no voice meets one twice, and the same voice gets the same order again."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wijk.conversations import routing

TALLIES = st.dictionaries(st.integers(1, 60), st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90)))
MARKS = st.text("abcdef0123456789", min_size=4, max_size=64)


@given(MARKS, st.sets(st.integers(1, 60)), TALLIES, st.integers(0, 30), st.integers(1, 12))
def test_an_order_names_what_is_left_and_nothing_twice(
    mark: str, left: set[int], tallies: dict[int, routing.Tally], before: int, limit: int
) -> None:
    found = routing.order(mark, left, tallies, before=before, limit=limit)
    assert len(found) == min(limit, len(left))
    assert len(set(found)) == len(found)
    assert set(found) <= left
    assert found == routing.order(
        mark, sorted(left, reverse=True), dict(reversed(tallies.items())), before=before, limit=limit
    )


@given(MARKS, st.sets(st.integers(1, 60), min_size=3), TALLIES, st.integers(0, 30))
def test_the_one_with_the_fewest_votes_is_never_further_than_two_votes_away(
    mark: str, left: set[int], tallies: dict[int, routing.Tally], before: int
) -> None:
    least = min(sum(tallies.get(number, routing.NOBODY)) for number in left)
    found = routing.order(mark, left, tallies, before=before, limit=3)
    assert least in [sum(tallies.get(number, routing.NOBODY)) for number in found]


@given(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)))
def test_no_weight_is_zero_and_none_is_more_than_ten_times_another(tally: routing.Tally) -> None:
    assert 1 <= routing.weight(tally) <= 10


def test_new_and_divided_statements_come_sooner() -> None:
    assert routing.weight((0, 0, 0)) > routing.weight((3, 0, 3)) > routing.weight((50, 0, 50))
    assert routing.weight((50, 0, 50)) > routing.weight((1, 0, 99))
    assert routing.weight((50, 0, 50)) > routing.weight((10, 80, 10))


def simulate(statements: int, voices: int, each: int, *, late: int = 0) -> Counter[int]:
    """How many votes each statement gets when every voice gives a few and agrees by chance; `late` ones come at half time."""
    tallies: dict[int, routing.Tally] = {}
    for voice in range(voices):
        there = range(1, statements + 1 - (late if voice < voices / 2 else 0))
        seen: set[int] = set()
        for before in range(each):
            (number,) = routing.order(f"voice {voice}", set(there) - seen, tallies, before=before, limit=1)
            seen.add(number)
            against, passed, favour = tallies.get(number, routing.NOBODY)
            agrees = (voice + number * 7) % 10 < number % 10
            tallies[number] = (against, passed, favour + 1) if agrees else (against + 1, passed, favour)
    return Counter({number: sum(three) for number, three in tallies.items()})


def test_votes_are_spread_over_all_statements() -> None:
    votes = simulate(statements=40, voices=120, each=10)
    fair = 120 * 10 / 40
    assert len(votes) == 40
    assert min(votes.values()) >= 0.6 * fair
    assert max(votes.values()) <= 1.6 * fair


def test_who_comes_late_is_heard_too() -> None:
    votes = simulate(statements=30, voices=120, each=6, late=5)
    late = [votes[number] for number in range(26, 31)]
    assert min(late) >= 0.6 * (120 * 6 / 30)


def test_with_more_statements_than_anybody_reads_each_still_gets_votes() -> None:
    votes = simulate(statements=150, voices=90, each=5)
    assert len(votes) == 150
    assert min(votes.values()) >= 1
