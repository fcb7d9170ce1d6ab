"""What fits, why something is left, and what bad entries get."""

from dataclasses import replace
from datetime import date

import pytest

from wijk.methods.exchange.entries import Entry
from wijk.methods.exchange.matching import match
from wijk.methods.exchange.messages import SENTENCES
from wijk.methods.exchange.values import LEVELS, VALUES, value_of
from wijk.methods.saying import Rejected

FIRM = Entry("o", "offer", "law firm", "material", 2, "meeting room", "room", "North", 150_000.0, 170_000.0)
HOME = Entry("n", "need", "association", "material", 2, "a room", "room", "North", 150_300.0, 170_400.0)


def test_the_law_firm_and_the_association() -> None:
    """The example of the source: rooms one way, meaning the other."""
    back = Entry("o2", "offer", "association", "general interest", 1, "what we see every day", area="North")
    wish = Entry("n2", "need", "law firm", "general interest", 1, "a purpose", area="North")
    found = match([FIRM, HOME, back, wish])
    assert [(one.offer.id, one.need.id, one.units, one.metres) for one in found.matches] == [
        ("o", "n", 2, 500.0),
        ("o2", "n2", 1, 0.0),
    ]
    assert found.both_ways == (("association", "law firm"),)
    assert not found.left
    told = " ".join(map(str, found.matches[0].explain()))
    assert told == (
        "law firm gives association 2 × meeting room (o to n): financial and material; 500 m apart; no end to the time together. "
        "It is choice 1 of 1 for the need, and 1 of 1 for the offer."
    )


@pytest.mark.parametrize(
    ("other", "code", "words"),
    [
        (replace(HOME, reach=499.0), "reason_far", "500 m apart, and at most 499 m is accepted"),
        (replace(HOME, x=None, y=None, area="South", reach=10.0), "reason_unknown", "the distance is unknown"),
        (replace(HOME, kind="money"), "reason_kind", "is not"),
        (replace(HOME, actor="law firm"), "reason_actor", "same actor"),
        (replace(HOME, demands=frozenset({"lift"})), "reason_demands", "not met: lift"),
        (replace(HOME, begins=date(2027, 3, 2)), "reason_period", "days between the two periods: 1"),
    ],
)
def test_what_stands_between_is_said(other: Entry, code: str, words: str) -> None:
    offer = replace(FIRM, ends=date(2027, 3, 1)) if code == "reason_period" else FIRM
    found = match([offer, other])
    assert not found.matches
    assert [one.why.code for one in found.left] == ["why_none_fits", "why_none_fits"]
    assert [[said.code for said in one.reasons] for one in found.left] == [[code], [code]]
    assert words in str(found.left[0].why)


def test_a_last_day_together_is_enough() -> None:
    found = match([replace(FIRM, ends=date(2027, 3, 1)), replace(HOME, begins=date(2027, 3, 1), ends=date(2028, 1, 1))])
    assert [one.days for one in found.matches] == [1]


def test_nobody_and_enough() -> None:
    found = match([FIRM, replace(HOME, quantity=1), replace(HOME, id="k", value="knowledge")])
    assert {one.entry.id: (one.units, one.why.code) for one in found.left} == {
        "o": (1, "why_needed_enough"),
        "k": (1 + 1, "why_no_offer"),
    }


def test_a_need_that_lost_learns_what_went_elsewhere() -> None:
    near = replace(HOME, id="near", actor="choir", x=150_010.0, y=170_000.0)
    found = match([FIRM, HOME, near])
    assert [(one.need.id, one.units) for one in found.matches] == [("near", 2)]
    [left] = found.left
    assert left.why.code == "why_given_elsewhere"
    assert "o" in str(left.why)


def test_nearness_or_length_comes_first_as_asked() -> None:
    from_far = replace(HOME, id="far", actor="choir", x=151_900.0)
    short = replace(HOME, begins=date(2027, 1, 1), ends=date(2027, 1, 9))
    offer = replace(FIRM, begins=date(2027, 1, 1), ends=date(2027, 12, 31))
    assert match([offer, from_far, short]).matches[0].need.id == "n"
    longest = match([offer, from_far, short], match([offer, short]).order.__class__("long"))
    assert [one.need.id for one in longest.matches] == ["far"]


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([], "none"),
        ([FIRM, FIRM], "id_twice"),
        ([replace(FIRM, quantity=0)], "quantity"),
        ([replace(FIRM, quantity=10**30)], "quantity"),
        ([replace(FIRM, begins=date(2027, 2, 1), ends=date(2027, 1, 1))], "period"),
        ([replace(FIRM, x=None)], "place"),
        ([replace(FIRM, x=float("nan"))], "place"),
        ([replace(FIRM, reach=float("inf"))], "reach"),
        ([replace(FIRM, reach=-1.0)], "reach"),
        ([replace(FIRM, x=4.35, y=50.8), replace(HOME, x=4.36, y=50.9)], "degrees"),
    ],
)
def test_bad_entries_are_refused(entries: list[Entry], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        match(entries)
    assert refused.value.code == code
    assert "{" not in str(refused.value)


def test_only_offers_is_an_answer() -> None:
    found = match([FIRM])
    assert (found.units, found.best_units, found.left[0].why.code) == (0, 0, "why_no_need")
    assert all("{" not in str(said) for said in found.explain())


def test_there_are_seven_values_on_three_levels_in_three_languages() -> None:
    assert len(VALUES) == 7
    assert [list(LEVELS.values()).count(level) for level in ("material", "immaterial", "universal")] == [2, 3, 2]
    assert value_of("Emoties") == value_of("émotions") == value_of("Emotion") == "emotion"
    assert {f"value_{value}" for value in VALUES} <= set(SENTENCES)
