"""Public randomness: known answers, the boundary of rejection, evenness, and sources that say what is missing."""

from collections import Counter
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.proof.making import QUICKNET, ROUND_1000, SOURCES
from wijk.methods.proof import randomness
from wijk.methods.proof.canonical import canonical
from wijk.methods.proof.randomness import (
    Balls,
    Beacon,
    Dice,
    Drand,
    Stream,
    Thrown,
    draw_index,
    enough,
    outcome_of,
    seed_of,
    source_of,
)
from wijk.methods.saying import Rejected

SEVEN = Drand(QUICKNET, 7)


def block(seed: bytes, label: bytes, count: int) -> int:
    told = b"wijk/stream/1" + len(label).to_bytes(8, "big") + label + seed + count.to_bytes(8, "big")
    return int.from_bytes(sha256(told).digest(), "big")


def test_known_answers() -> None:
    """Written down once: a later version must draw the same."""
    stream = Stream(sha256(b"wijk").digest(), b"panel")
    assert [stream.below(1000) for _ in range(6)] == [286, 562, 76, 479, 137, 562]
    assert Stream(b"", b"").below(2**256) == 0xEE3F13EB26EC83C56DA7D40C0A608F754C145F206B43B5213BC53D9DA65584E9
    assert Stream(bytes(32)).shuffle(8) == (5, 6, 1, 4, 3, 0, 2, 7)


@settings(deadline=None, max_examples=60)
@given(seed=st.binary(max_size=40), label=st.binary(max_size=40), n=st.integers(1, 2**256))
def test_a_number_is_the_first_block_below_the_limit(seed: bytes, label: bytes, n: int) -> None:
    count = 0
    while block(seed, label, count) >= n * (2**256 // n):
        count += 1
    assert Stream(seed, label).below(n) == block(seed, label, count) % n


@pytest.mark.parametrize(
    ("first", "second", "n", "drawn"), [(11, 0, 12, 11), (12, 5, 12, 5), (15, 7, 12, 7), (12, 3, 4, 0), (15, 3, 4, 3)]
)
def test_the_uneven_rest_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, first: int, second: int, n: int, drawn: int
) -> None:
    """With blocks of 16 values and twelve to choose among, 12 to 15 are passed over; with four to choose among none is."""
    stream, blocks = Stream(b""), iter([first, second])
    monkeypatch.setattr(randomness, "BLOCK", 16)
    monkeypatch.setattr(Stream, "_block", lambda self: next(blocks))
    assert stream.below(n) == drawn


def test_every_order_comes_up_alike() -> None:
    """Chi-square over the 24 orders of four, 4,800 shuffles: 49.7 is the 0.1 % point for 23 degrees of freedom."""
    found = Counter(Stream(b"%d" % i).shuffle(4) for i in range(4800))
    assert len(found) == 24
    assert sum((many - 200) ** 2 / 200 for many in found.values()) < 49.7


@settings(deadline=None, max_examples=60)
@given(n=st.integers(0, 300), data=st.data())
def test_a_sample_holds_nobody_twice_and_begins_the_shuffle(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    drawn = Stream(b"x").sample(n, k)
    assert len(set(drawn)) == k
    assert set(drawn) <= set(range(n))
    assert Stream(b"x").shuffle(n)[:k] == drawn


def test_a_label_makes_another_stream() -> None:
    assert Stream(b"ab", b"c").below(2**256) != Stream(b"b", b"ca").below(2**256)
    assert Stream(b"s", b"one").below(2**256) != Stream(b"s", b"two").below(2**256)


@pytest.mark.parametrize(
    "ask", [lambda s: s.below(0), lambda s: s.below(-3), lambda s: s.sample(3, 4), lambda s: s.sample(3, -1)]
)
def test_nothing_cannot_be_chosen(ask: Any) -> None:
    with pytest.raises(Rejected):
        ask(Stream(b""))


def test_the_seed_of_a_round_is_its_randomness() -> None:
    """As drand published it for quicknet's round 1000."""
    source = Drand(QUICKNET, 1000)
    assert seed_of(source, ROUND_1000).hex() == "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"


def test_the_seed_of_dice_is_the_hash_of_what_fell() -> None:
    told = b'{"source":{"count":2,"faces":6,"kind":"dice"},"values":[3,5]}'
    assert seed_of(Dice(6, 2), Thrown((3, 5))) == sha256(told).digest()


@pytest.mark.parametrize("kind", SOURCES)
def test_sources_and_outcomes_travel_as_json(kind: str) -> None:
    source, outcome = SOURCES[kind]
    assert source_of(source.as_json()) == source
    assert outcome_of(source, outcome.as_json()) == outcome
    canonical({"source": source.as_json(), "outcome": outcome.as_json()})


def test_the_answer_of_a_drand_server_is_read() -> None:
    told = {
        "round": 1000,
        "randomness": sha256(ROUND_1000.signature).hexdigest(),
        "signature": ROUND_1000.signature.hex(),
    }
    assert outcome_of(Drand(QUICKNET, 1000), told) == ROUND_1000
    chained = outcome_of(Drand(QUICKNET, 1000), told | {"previous_signature": "ab"})
    assert isinstance(chained, Beacon)
    assert chained.previous_signature == b"\xab"
    with pytest.raises(Rejected, match="not the hash"):
        outcome_of(Drand(QUICKNET, 1000), told | {"randomness": "00" * 32})


@pytest.mark.parametrize(
    ("values", "m", "index"),
    [
        ((0, 4, 2), 1000, 42),
        ((9, 9, 9), 1000, 999),
        ((9, 9, 8), 999, 998),
        ((7, 9, 9), 400, 399),
        ((0, 0, 0), 7, 0),
        ((9, 9, 3), 7, 6),
    ],
)
def test_balls_say_the_panel_aloud(values: tuple[int, ...], m: int, index: int) -> None:
    assert draw_index(Balls(3), Thrown(values), b"any", m) == index


@pytest.mark.parametrize(("values", "m"), [((9, 9, 9), 999), ((8, 0, 0), 800), ((9, 9, 4), 7), ((6, 0, 0), 600)])
def test_balls_of_the_uneven_rest_are_drawn_again(values: tuple[int, ...], m: int) -> None:
    with pytest.raises(Rejected, match="Draw all balls again"):
        draw_index(Balls(3), Thrown(values), b"", m)


@pytest.mark.parametrize("kind", ["drand", "dice"])
def test_the_commitment_labels_the_stream(kind: str) -> None:
    source, outcome = SOURCES[kind]
    drawn = [draw_index(source, outcome, bytes([i]) * 32, 1000) for i in range(20)]
    assert drawn == [block(seed_of(source, outcome), bytes([i]) * 32, 0) % 1000 for i in range(20)]
    assert len(set(drawn)) > 15


@pytest.mark.parametrize(("source", "m", "fair"), [
    (Dice(6, 12), 1000, True), (Dice(6, 11), 1000, False), (Dice(2, 30), 1024, True), (Dice(2, 29), 1024, False),
    (Balls(3), 1000, True), (Balls(3), 1001, False), (Balls(1), 1, True), (Drand(QUICKNET, 1), 10**6, True),
])  # fmt: skip
def test_a_source_must_be_able_to_choose_evenly(source: Any, m: int, fair: bool) -> None:
    if fair:
        enough(source, m)
    else:
        with pytest.raises(Rejected, match=r"Throw at least 1?\d|Draw \d balls|Throw at least 30"):
            enough(source, m)
    with pytest.raises(Rejected):
        enough(source, 0)


@pytest.mark.parametrize("told", [
    {}, {"kind": "coin"}, {"kind": "drand", "chain": QUICKNET}, {"kind": "drand", "chain": "ab", "round": 1},
    {"kind": "drand", "chain": 5, "round": 1}, {"kind": "drand", "chain": QUICKNET, "round": 0},
    {"kind": "drand", "chain": QUICKNET, "round": True}, {"kind": "drand", "chain": QUICKNET, "round": 2**53},
    {"kind": "dice", "faces": 1, "count": 3}, {"kind": "dice", "faces": 6, "count": 0}, {"kind": "dice", "faces": 6, "count": 1001},
    {"kind": "dice", "faces": 6.0, "count": 3}, {"kind": "balls", "digits": 0}, {"kind": "balls", "digits": "3"},
    {"kind": "balls", "digits": 1001}, {"kind": ["drand"]},
])  # fmt: skip
def test_a_source_that_is_none_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        source_of(told)


@pytest.mark.parametrize(("source", "told"), [
    (SEVEN, {}), (SEVEN, {"round": 8, "signature": "ab"}), (SEVEN, {"round": "7", "signature": "ab"}),
    (SEVEN, {"round": 7}), (SEVEN, {"round": 7, "signature": "xyz"}), (SEVEN, {"round": 7, "signature": "a b"}),
    (SEVEN, {"round": 7, "signature": "ab", "previous_signature": "zz"}),
    (Dice(6, 2), {"values": [1]}), (Dice(6, 2), {"values": [0, 1]}), (Dice(6, 2), {"values": [1, 7]}), (Dice(6, 2), {"values": [1, True]}),
    (Dice(6, 2), {"values": "12"}), (Dice(6, 2), {}),
    (Balls(2), {"values": [1, 10]}), (Balls(2), {"values": [-1, 1]}), (Balls(2), {"values": [1, 2, 3]}),
])  # fmt: skip
def test_an_outcome_that_cannot_be_is_refused(source: Any, told: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as refused:
        outcome_of(source, told)
    assert refused.value.code.startswith("outcome_")


def test_the_lowest_and_highest_values_are_taken() -> None:
    assert outcome_of(Dice(6, 2), {"values": [1, 6]}) == Thrown((1, 6))
    assert outcome_of(Balls(2), {"values": (0, 9)}) == Thrown((0, 9))
