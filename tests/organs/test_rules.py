"""The decision rules by themselves: what more support, another order or one more abstention may and may not change."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from wijk.organs.rules import (
    RULES,
    Rule,
    Tally,
    Vote,
    Way,
    fraction,
    largest_share,
    needed,
    outcome,
    parity_kept,
    tallied,
)  # fmt: skip

votes = st.lists(st.sampled_from(["for", "against", "abstain"]), max_size=40)
counting: st.SearchStrategy[Rule] = st.sampled_from(["majority", "absolute", "qualified"])
shares = st.fractions(min_value=Fraction(1, 20), max_value=1, max_denominator=20)
ways = st.builds(Way, counting, shares, st.booleans(), st.booleans())
any_way = st.builds(Way, st.sampled_from(RULES), shares, st.booleans(), st.booleans())


def tally_of(held: list[Vote], more: int = 0, chair: Vote | None = None) -> Tally:
    return tallied(held, members=len(held) + more, chair=chair)


@given(votes)
def test_every_vote_is_counted_once(held: list[Vote]) -> None:
    tally = tally_of(held)
    assert tally.voted == len(held) == tally.in_favour + tally.against + tally.abstained


@given(any_way, votes, st.integers(), st.sampled_from([None, "for", "against"]))
def test_the_order_of_votes_does_not_matter(way: Way, held: list[Vote], seed: int, chair: Vote | None) -> None:
    turned = list(held)
    Random(seed).shuffle(turned)
    assert outcome(way, tally_of(held, 3, chair)) == outcome(way, tally_of(turned, 3, chair))


@given(ways, votes, st.integers(0, 5))
def test_one_more_in_favour_never_rejects(way: Way, held: list[Vote], more: int) -> None:
    if outcome(way, tally_of(held, more)) == "adopted":
        for i, vote in enumerate(held):
            if vote != "for":
                assert outcome(way, tally_of([*held[:i], "for", *held[i + 1 :]], more)) == "adopted"


@given(ways, votes, st.integers(0, 5))
def test_one_more_against_never_adopts(way: Way, held: list[Vote], more: int) -> None:
    if outcome(way, tally_of(held, more)) == "rejected":
        for i, vote in enumerate(held):
            if vote != "against":
                assert outcome(way, tally_of([*held[:i], "against", *held[i + 1 :]], more)) == "rejected"


@given(counting, shares, votes, st.integers(0, 9))
def test_abstentions_do_not_count_among_the_votes_cast(
    rule: Rule, share: Fraction, held: list[Vote], more: int
) -> None:
    idle: list[Vote] = ["abstain"] * more
    assert outcome(Way(rule, share), tally_of(held)) == outcome(Way(rule, share), tally_of([*held, *idle]))


@given(votes, st.integers(0, 5))
def test_a_stricter_rule_adopts_nothing_that_a_milder_one_rejects(held: list[Vote], more: int) -> None:
    tally = tally_of(held, more)
    of_members, of_cast = Way("absolute", of_members=True), Way("absolute")
    if outcome(of_members, tally) == "adopted":
        assert outcome(of_cast, tally) == "adopted"
    assert outcome(of_cast, tally) == outcome(Way("majority"), tally)
    if outcome(Way("qualified", Fraction(3, 4)), tally) == "adopted":
        assert outcome(Way("qualified", Fraction(2, 3)), tally) == "adopted"


@given(any_way)
def test_where_nobody_says_anything_no_vote_adopts(way: Way) -> None:
    found = outcome(way, Tally(members=7))
    assert found == {"advice": "noted", "consensus": "adopted", "consent": "adopted"}.get(way.rule, "rejected")


def test_two_thirds_are_exact() -> None:
    way = Way("qualified", Fraction(2, 3))
    assert outcome(way, Tally(2, 1)) == "adopted"
    assert outcome(way, Tally(200_000_000_000_000_000, 100_000_000_000_000_001)) == "rejected"


def test_a_tie_is_rejected_unless_the_chair_may_break_it() -> None:
    tie = Tally(3, 3, chair="for")
    assert outcome(Way("majority"), tie) == "rejected"
    assert outcome(Way("majority", chair_breaks_ties=True), tie) == "adopted"
    assert outcome(Way("majority", chair_breaks_ties=True), Tally(3, 3, chair="against")) == "rejected"
    assert outcome(Way("majority", chair_breaks_ties=True), Tally(3, 4, chair="for")) == "rejected"


def test_consent_asks_for_a_reason_and_consensus_does_not() -> None:
    silent, spoken = Tally(5, unreasoned=1), Tally(5, reasoned=1)
    assert [outcome(Way("consent"), t) for t in (silent, spoken)] == ["adopted", "rejected"]
    assert [outcome(Way("consensus"), t) for t in (silent, spoken)] == ["rejected", "rejected"]
    assert outcome(Way("consensus"), Tally(5, 1)) == "rejected"


@given(st.integers(1, 200), shares)
def test_a_quorum_by_share_can_always_be_met(members: int, share: Fraction) -> None:
    wanted = needed(None, share, members)
    assert 1 <= wanted <= members
    assert wanted > share * members or wanted == members


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=30), shares)
def test_parity_does_not_depend_on_who_says_it_first(groups: list[str], most: Fraction) -> None:
    assert parity_kept(groups, most) == parity_kept(sorted(groups), most)
    if any(groups):
        assert parity_kept(groups, Fraction(1)) is True


def test_parity_says_nothing_where_nobody_declared_anything() -> None:
    assert parity_kept(["", ""], Fraction(2, 3)) is None
    assert parity_kept(["a", "a", "b"], Fraction(2, 3)) is True
    assert parity_kept(["a", "a", "a", "b"], Fraction(2, 3)) is False
    assert largest_share({}) == 0


@given(st.text(max_size=12))
def test_a_share_is_read_or_refused_and_never_breaks(words: str) -> None:
    found = fraction(words)
    assert found is None or 0 < found <= 1
