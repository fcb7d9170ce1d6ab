"""A framework comes back from its JSON as it went in, and nothing else comes in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.support.scenes.processes import said
from wijk.core.errors import Faulty
from wijk.core.text import Text
from wijk.processes.checking import Ground, OrganFacts, PhaseFacts, findings, order_of_phases
from wijk.processes.framing import (
    Contact,
    Content,
    Decider,
    Expert,
    Means,
    Share,
    Topic,
    Training,
    read,
    with_parts,
    written,
)
from wijk.processes.levels import BY_CODE, LEVELS, promise
from wijk.processes.queries import changes
from wijk.processes.sections import SECTIONS, mark

START = date(2026, 3, 1)
WORDS = st.text(max_size=12)
TEXTS = st.dictionaries(st.sampled_from(["nl", "fr", "en"]), WORDS, max_size=3).map(Text)
CODES = st.sampled_from(["a", "b", "c"])
CONTENTS = st.builds(
    Content,
    shares=st.lists(st.builds(Share, CODES, CODES, st.sampled_from(LEVELS), TEXTS), max_size=4).map(tuple),
    topics=st.lists(st.builds(Topic, TEXTS, st.booleans(), TEXTS, TEXTS), max_size=4).map(tuple),
    deciders=st.lists(st.builds(Decider, TEXTS, CODES, CODES, st.just("majority")), max_size=3).map(tuple),
    means=st.lists(st.builds(Means, CODES, st.integers(0, 9999), st.integers(0, 10**9), TEXTS), max_size=3).map(tuple),
    coordinator=st.builds(Contact, TEXTS, TEXTS),
    expert=st.builds(Expert, TEXTS, TEXTS, TEXTS),
    training=st.lists(st.builds(Training, st.just("staff"), TEXTS, st.integers(0, 99)), max_size=2).map(tuple),
    rights=TEXTS,
    living=st.sampled_from(["", "yes", "partly", "no"]),
)


@given(CONTENTS)
def test_what_is_written_is_read_again(content: Content) -> None:
    assert read(written(content)) == content


@given(CONTENTS, CONTENTS)
def test_two_versions_differ_in_exactly_the_sections_that_differ(old: Content, new: Content) -> None:
    with translation.override("en"):
        told = {change.section.code: change.changed for change in changes(old, new)}
    for section in SECTIONS:
        if mark(old, section.code) == mark(new, section.code):
            assert not told[section.code]


def test_a_change_in_one_language_alone_is_seen_in_another() -> None:
    old, new = Content(rights=Text({"nl": "Ja", "en": "Yes"})), Content(rights=Text({"nl": "Nee", "en": "Yes"}))
    with translation.override("en"):
        assert [c.section.code for c in changes(old, new) if c.changed] == ["rights"]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "x",
        {"shares": {}},
        {"shares": [None]},
        {"shares": [{"phase": "a", "actor": "b"}]},
        {"topics": [{"what": {"de": "Nein"}}]},
        {"topics": [{"what": "words"}]},
        {"means": [{"hours": -1}]},
        {"means": [{"hours": True}]},
        {"means": [{"hours": 2**60}]},
        {"living": 3},
        {"surprise": 1},
        {"rights": {"nl": "x" * 20_001}},
        {"topics": [{}] * 401},
    ],
)
def test_what_is_no_framework_is_refused_with_a_place(told: Any) -> None:
    with translation.override("en"), pytest.raises(Faulty) as refused:
        read(told)
    assert all(str(problem).startswith("framework") for problem in refused.value.problems)


def test_a_part_that_no_framework_has_is_refused() -> None:
    with pytest.raises(Faulty):
        with_parts(Content(), {"phase": ()})


def test_each_level_promises_something_in_three_languages() -> None:
    assert tuple(BY_CODE) == LEVELS
    assert [level.number for level in BY_CODE.values()] == [1, 2, 3, 4, 5, 6]
    for level in BY_CODE.values():
        assert not level.promise.missing()
        assert not level.title.missing()
    assert len({level.promise for level in BY_CODE.values()}) == 6


def test_own_words_stand_before_those_of_the_level() -> None:
    told = promise("consult", Text({"fr": "Dites-le nous."}))
    assert told["fr"] == "Dites-le nous."
    assert told["nl"] == BY_CODE["consult"].promise["nl"]


def ground(**more: Any) -> Ground:
    phases = [PhaseFacts("a", said("Een", "Un", "One"), START, START + timedelta(days=9))]
    organs = {
        "council": OrganFacts(said("Raad", "Conseil", "Council"), True),
        "advice": OrganFacts(said("Advies", "Avis", "Advice"), False),
    }
    told: dict[str, Any] = {"phases": phases, "actors": [("street", said("Straat", "Rue", "Street"))], "organs": organs}
    return Ground(**(told | more))


def whole(**more: Any) -> Content:
    words = said("Woorden", "Mots", "Words")
    told: dict[str, Any] = {
        "shares": (Share("a", "street", "negotiate"),),
        "topics": (Topic(words, True, words, words), Topic(words, False, words, words)),
        "deciders": (Decider(words, "", "council", "majority"),),
        "elected": words,
        "means": (Means("", 10, 0),),
        "coordinator": Contact(words),
        "follow_up": Contact(words),
        "expert": Expert(words, words, words),
        "training": (Training("staff", words, 3),),
        "living": "yes",
        "expectations": words,
        "information": words,
        "change": words,
    }
    return Content(**(told | more))


def codes(content: Content, on: Ground | None = None) -> list[tuple[str, bool]]:
    with translation.override("en"):
        return [(finding.code, finding.fatal) for finding in findings(content, on or ground())]


def test_a_whole_framework_has_no_findings() -> None:
    assert codes(whole()) == []


@pytest.mark.parametrize(
    ("more", "code", "fatal"),
    [
        ({"means": ()}, "no-means", True),
        ({"means": (Means("other", 10, 5),)}, "no-means", True),
        ({"means": (Means("a", 0, 0),)}, "no-means", True),
        (
            {"topics": (Topic(said("a", "b", "c"), False, said("a", "b", "c"), said("a", "b", "c")),)},
            "nothing-negotiable",
            True,
        ),
        ({"deciders": ()}, "no-rule", True),
        ({"deciders": (Decider(said("a", "b", "c"), "", "advice", "majority"),)}, "may-not-decide", True),
        ({"deciders": (Decider(said("a", "b", "c"), "", "nobody", "majority"),)}, "no-organ", True),
        ({"shares": ()}, "no-level", True),
        ({"shares": (Share("a", "street", "rule"),)}, "no-level", True),
        ({"expert": Expert(said("a", "b", "c"))}, "expert-without-payer", True),
        ({"follow_up": Contact()}, "no-follow-up", False),
        ({"coordinator": Contact()}, "no-coordinator", False),
        ({"training": ()}, "no-training", False),
        ({"living": ""}, "living-unsaid", False),
        ({"living": "no"}, "nobody-for-future", False),
        ({"expectations": Text()}, "expectations-unsaid", False),
        ({"elected": Text()}, "elected-unsaid", False),
    ],
)
def test_what_is_wrong_or_thin_is_said_once(more: dict[str, Any], code: str, fatal: bool) -> None:
    assert codes(whole(**more)) == [(code, fatal)]


def test_an_organ_that_may_not_decide_may_advise() -> None:
    decider = Decider(said("a", "b", "c"), "", "advice", "advice")
    assert codes(whole(deciders=(decider,))) == []


def test_being_informed_needs_no_means_no_rule_and_nothing_to_negotiate() -> None:
    told = codes(whole(shares=(Share("a", "street", "inform"),), means=(), deciders=(), training=()))
    assert told == []


def test_a_phase_that_is_closed_is_not_asked_for_levels_any_more() -> None:
    closed = PhaseFacts("a", said("Een", "Un", "One"), START, START, "closed")
    assert codes(whole(shares=()), ground(phases=[closed])) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-3, 20)), max_size=6))
def test_phases_are_in_order_exactly_when_none_runs_backwards_or_over_another(spans: list[tuple[int, int]]) -> None:
    phases = [
        PhaseFacts(str(i), Text.of(str(i)), START + timedelta(days=s), START + timedelta(days=s + n))
        for i, (s, n) in enumerate(spans)
    ]
    days = [{s + d for d in range(n + 1)} for s, n in spans]
    wrong = any(n < 0 for _s, n in spans) or any(a & b for i, a in enumerate(days) for b in days[i + 1 :])
    with translation.override("en"):
        assert bool(list(order_of_phases(phases))) == wrong
