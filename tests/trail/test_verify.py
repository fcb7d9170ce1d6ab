"""Finding what was changed, and where; whoever has the database may have changed anything in it."""

import random
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.trail.conftest import Write
from wijk.core import clock
from wijk.core.subject import CITY
from wijk.core.viewer import Operator
from wijk.methods import proof
from wijk.trail import actions, compute
from wijk.trail.models import Checkpoint, Entry, Head

pytestmark = pytest.mark.django_db


def codes(verdict: actions.Verdict) -> list[tuple[str, int, int]]:
    return [(f.code, f.first, f.last) for f in verdict.findings]


def rehash(first: int) -> None:
    """What a thorough forger does: reckon all leaves, nodes and the head anew from `first` on."""
    frontier, last = proof.Frontier(), ""
    for entry in Entry.objects.order_by("index"):
        entry.previous = last
        leaf = compute.leaf(entry)
        frontier = frontier.append(leaf)
        last = leaf.hex()
        nodes = [node.hex() for node in frontier.completed]
        Entry.objects.filter(pk=entry.pk).update(previous=entry.previous, leaf=last, nodes=nodes)
    Head.objects.update(size=frontier.size, last=last, peaks=[peak.hex() for peak in frontier.peaks])


def test_an_empty_trail_holds() -> None:
    assert actions.verify().holds


def test_an_untouched_trail_holds(write: Write) -> None:
    entries = write(20)
    verdict = actions.verify()
    assert verdict.holds
    assert verdict.size == 20
    assert verdict.root == proof.root(proof.canonical(compute.content(e)) for e in entries).hex()


CHANGES = [{"verb": "x.y"}, {"actor": "other"}, {"area": "sector/1"}, {"subject": "9"}, {"data": {"what": 8}}]


@pytest.mark.parametrize("change", [*CHANGES, {"at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_it_finds_a_changed_entry(write: Write, change: dict[str, object]) -> None:
    write(9)
    Entry.objects.filter(index=4).update(**change)
    assert codes(actions.verify()) == [("changed", 4, 4)]


def test_it_finds_a_missing_entry(write: Write) -> None:
    write(9)
    Entry.objects.filter(index=4).delete()
    assert codes(actions.verify()) == [("missing", 4, 4)]


def test_it_finds_a_gap(write: Write) -> None:
    write(12)
    Entry.objects.filter(index__in=[3, 4, 5]).delete()
    assert ("missing", 3, 5) in codes(actions.verify())


def test_it_finds_that_the_first_is_missing(write: Write) -> None:
    write(5)
    Entry.objects.filter(index=0).delete()
    assert ("missing", 0, 0) in codes(actions.verify())


def test_it_finds_that_the_last_is_missing(write: Write) -> None:
    write(5)
    Entry.objects.filter(index=4).delete()
    assert ("missing", 4, 4) in codes(actions.verify())


def test_it_finds_two_that_changed_places(write: Write) -> None:
    write(9)
    Entry.objects.filter(index=3).update(index=100)
    Entry.objects.filter(index=4).update(index=3)
    Entry.objects.filter(index=100).update(index=4)
    found = codes(actions.verify())
    assert ("changed", 3, 4) in found
    assert ("order", 3, 3) in found


def test_it_finds_an_inserted_entry(write: Write) -> None:
    write(6)
    for index in (5, 4, 3):
        Entry.objects.filter(index=index).update(index=index + 1)
    forged = Entry(index=3, verb="trail.test", kind="trail.thing", previous=Entry.objects.get(index=2).leaf)
    forged.leaf = compute.leaf(forged).hex()
    forged.save(force_insert=True)
    found = codes(actions.verify())
    assert ("changed", 4, 6) in found
    assert ("order", 4, 4) in found


def test_it_finds_an_appended_entry(write: Write) -> None:
    write(3)
    forged = Entry(index=3, verb="trail.test", kind="trail.thing", previous=Entry.objects.get(index=2).leaf)
    forged.leaf = compute.leaf(forged).hex()
    forged.save(force_insert=True)
    assert {code for code, _, _ in codes(actions.verify())} == {"head", "nodes"}


def test_a_thorough_forger_is_caught_by_the_checkpoint(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "EVERY", 4)
    write(10)
    Entry.objects.filter(index=5).update(data={"what": "else"})
    rehash(5)
    assert codes(actions.verify()) == [("mismatch", 4, 7)]


def test_a_forger_without_the_key_cannot_make_a_checkpoint(write: Write) -> None:
    write(4)
    Entry.objects.filter(index=0).update(data={"what": "else"})
    rehash(0)
    at, root = datetime(2026, 3, 1, 8, tzinfo=UTC), compute.leaf(Entry.objects.get(index=0))
    note = proof.sign(proof.Note(compute.origin(), 1, root, compute.moment(at)), bytes(32))
    Checkpoint.objects.update(root=root.hex(), note=note.text(), key=note.key.hex(), at=at)
    assert [code for code, _, _ in codes(actions.verify())] == ["unsigned"]


@pytest.mark.parametrize(
    "change", [{"root": "00" * 32}, {"note": "nonsense"}, {"at": datetime(2020, 1, 1, tzinfo=UTC)}]
)
def test_it_finds_a_changed_checkpoint(write: Write, change: dict[str, object]) -> None:
    write(2)
    Checkpoint.objects.update(**change)
    assert [code for code, _, _ in codes(actions.verify())] == ["unsigned"]


def test_a_checkpoint_from_elsewhere_shows_what_was_cut_off(write: Write) -> None:
    write(8)
    kept = compute.parse(actions.checkpoint().note)
    assert actions.verify(against=[kept]).holds
    Checkpoint.objects.filter(size__gt=5).delete()
    Entry.objects.filter(index__gte=5).delete()
    rehash(0)
    assert actions.verify().holds
    assert codes(actions.verify(against=[kept])) == [("truncated", 0, 5)]


def test_a_checkpoint_from_elsewhere_shows_what_was_rewritten(write: Write) -> None:
    write(8)
    kept = compute.parse(actions.checkpoint().note)
    Entry.objects.filter(index=6).update(data={"what": "else"})
    Checkpoint.objects.filter(size=8).delete()
    rehash(0)
    assert actions.verify().holds
    assert codes(actions.verify(against=[kept])) == [("mismatch", 0, 7)]


def test_a_checkpoint_of_a_stranger_is_said_to_be_one(write: Write) -> None:
    write(2)
    strange = proof.sign(proof.Note(compute.origin(), 2, bytes(32), "2026-01-01T00:00:00Z"), bytes(32))
    assert codes(actions.verify(against=[strange])) == [("stranger", 0, 0)]


def test_hashes_that_are_no_hashes_are_found(write: Write) -> None:
    write(5)
    Entry.objects.filter(index=2).update(leaf="not hex", nodes=["x"])
    assert ("changed", 2, 2) in codes(actions.verify())


def test_findings_say_where_in_words(write: Write) -> None:
    write(3)
    Entry.objects.filter(index=1).update(verb="x")
    assert "1" in str(actions.verify().findings[0])


def test_it_tells_how_far_it_is(write: Write) -> None:
    write(3)
    told: list[tuple[int, int]] = []
    actions.verify(lambda done, size: told.append((done, size)))
    assert told == [(0, 3)]


class AnyTampering(TestCase):
    """One arbitrary change to one arbitrary entry is always found at its place."""

    @settings(max_examples=25)
    @given(st.integers(1, 30), st.randoms(use_true_random=False))
    def test_one_change_is_found_where_it_is(self, size: int, chance: random.Random) -> None:
        with pytest.MonkeyPatch.context() as patch, clock.at(datetime(2026, 3, 1, 8, tzinfo=UTC)):
            patch.setattr(actions, "all_verbs", lambda: {"trail.test": None})
            for n in range(size):
                actions.record(Operator(), verb="trail.test", subject=CITY, data={"n": n})
        index = chance.randrange(size)
        field = chance.choice(["verb", "actor", "kind", "subject", "area", "leaf"])
        Entry.objects.filter(index=index).update(**{field: "tampered"})
        assert ("changed", index, index) in codes(actions.verify())
        assert connection.in_atomic_block
