"""Writing the trail."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils.translation import override

from tests.support import append_only
from tests.trail.conftest import Write
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import CITY, Subject
from wijk.core.viewer import Operator, Passerby
from wijk.methods import proof
from wijk.trail import actions, compute
from wijk.trail.models import Checkpoint, Entry, Head


@pytest.mark.django_db
def test_it_counts_from_zero_and_chains(write: Write) -> None:
    first, second, third = write(3)
    assert [first.index, second.index, third.index] == [0, 1, 2]
    assert (first.previous, second.previous, third.previous) == ("", first.leaf, second.leaf)
    assert Head.objects.get().size == 3


@pytest.mark.django_db
def test_the_head_keeps_the_root_of_all_leaves(write: Write) -> None:
    leaves = [proof.canonical(compute.content(entry)) for entry in write(11)]
    assert compute.frontier(Head.objects.get()).root() == proof.root(leaves)


@pytest.mark.django_db
def test_what_is_read_back_is_what_was_hashed(write: Write) -> None:
    write(2)
    with clock.at(datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)):
        actions.record(
            Operator(), verb="trail.test", subject=CITY, data={"a": 1.0, "b": 1e-7, "c": ["é", None, {"d": -0.0}]}
        )
    for entry in Entry.objects.all():
        assert compute.leaf(entry).hex() == entry.leaf


@pytest.mark.django_db
def test_it_refuses_a_verb_that_no_room_knows() -> None:
    with pytest.raises(ValueError, match="no room knows"):
        actions.record(Operator(), verb="trail.juggle", subject=CITY)


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_write_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        actions.record(Operator(), verb="trail.test", subject=CITY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {"name": "x"},
        {"who": {"E-Mail": "x"}},
        {"list": [{"phone": 1}]},
        {"why": "ask jan.peeters@voorbeeld.be for it"},
        {"a@b.be": 1},
    ],
)
def test_it_refuses_what_is_personal(data: dict[str, proof.JSON]) -> None:
    with pytest.raises(ValueError, match=r"personal|e-mail"):
        actions.record(Operator(), verb="trail.test", subject=CITY, data=data)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_it_refuses_an_address_as_subject_or_actor() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        actions.record(Operator(), verb="trail.test", subject=Subject("a.b", "jan@voorbeeld.be"))
    with pytest.raises(ValueError, match="opaque"):
        actions.record(Operator(key="jan@voorbeeld.be"), verb="trail.test", subject=CITY)


@pytest.mark.django_db
def test_it_refuses_what_some_database_would_change() -> None:
    with pytest.raises(ValueError, match="not a JSON number"):
        actions.record(Operator(), verb="trail.test", subject=CITY, data={"x": float("nan")})


@pytest.mark.django_db
def test_a_passer_by_leaves_no_actor() -> None:
    assert actions.record(Passerby(), verb="trail.test", subject=CITY).actor == ""


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_nothing(write: Write) -> None:
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert Head.objects.get().size == Entry.objects.count() == 1
    assert write(1)[0].index == 1


@pytest.mark.django_db
def test_a_checkpoint_opens_each_day_and_closes_each_batch(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "EVERY", 4)
    write(5)
    with clock.at(datetime(2026, 3, 2, tzinfo=UTC)):
        actions.record(Operator(), verb="trail.test", subject=CITY)
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [1, 4, 6]


@pytest.mark.django_db
def test_a_checkpoint_is_signed_and_made_once(write: Write) -> None:
    write(3)
    made = actions.checkpoint()
    assert made.size == 3
    assert actions.checkpoint() == made
    assert compute.vouched(compute.parse(made.note))


@pytest.mark.django_db
def test_an_empty_trail_has_no_checkpoint() -> None:
    with override("en"), pytest.raises(Refused, match="Nothing has been done"):
        actions.checkpoint()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["trail_entry", "trail_checkpoint"])
@pytest.mark.parametrize("act", ["UPDATE {} SET root_or_verb = ''", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_remove(write: Write, table: str, act: str) -> None:
    write(2)
    append_only.guard()
    column = {"trail_entry": "verb", "trail_checkpoint": "root"}[table]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table).replace("root_or_verb", column))
    write(1)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can replace a row while inserting")
def test_the_database_refuses_to_replace(write: Write) -> None:
    write(1)
    append_only.guard()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO trail_entry SELECT * FROM trail_entry")


@pytest.mark.django_db
def test_many_lines_at_once_are_the_same_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "EVERY", 4)
    lines = [actions.Line("trail.test", Subject("trail.thing", str(n)), f"sector/{n}", {"n": n}) for n in range(11)]
    told = []
    for together in (True, False):
        with clock.at(datetime(2026, 3, 2, tzinfo=UTC)), transaction.atomic():
            if together:
                assert actions.record_many(Operator(), []) == []
                actions.record_many(Operator(), lines)
            else:
                for line in lines:
                    actions.record(Operator(), verb=line.verb, subject=line.subject, area=line.area, data=line.data)
            told.append([*Entry.objects.order_by("index").values(), Head.objects.values().get()])
            told[-1] += Checkpoint.objects.order_by("size").values("size", "root", "at", "note", "key")
            transaction.set_rollback(True)
    assert told[0] == told[1]
    assert len(told[0]) == 11 + 1 + 3


@pytest.mark.django_db
def test_one_line_too_many_and_none_is_written() -> None:
    lines = [actions.Line("trail.test", CITY), actions.Line("trail.test", CITY, "", {"name": "Ada"})]
    with pytest.raises(ValueError, match="personal"), transaction.atomic():
        actions.record_many(Operator(), lines)
    assert not Entry.objects.exists()
