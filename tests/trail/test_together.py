"""Many who write at once: no gap, no double, and the trail verifies."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import close_old_connections, connection, connections, transaction
from pytest_django import DjangoDbBlocker

from wijk.config.database import database
from wijk.core.subject import CITY
from wijk.core.viewer import Operator
from wijk.trail import actions
from wijk.trail.models import Checkpoint, Entry, Head

WRITERS, EACH = 4, 12


def write_at_once() -> list[BaseException]:
    """Several threads append, each with its own connection; what went wrong."""
    faults: list[BaseException] = []
    start = threading.Barrier(WRITERS)

    def one(number: int) -> None:
        try:
            start.wait()
            for n in range(EACH):
                with transaction.atomic():
                    actions.record(Operator(), verb="trail.test", subject=CITY, data={"writer": number, "n": n})
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def gapless() -> None:
    """What must hold after all have written."""
    assert list(Entry.objects.order_by("index").values_list("index", flat=True)) == list(range(WRITERS * EACH))
    verdict = actions.verify()
    assert verdict.holds, [str(finding) for finding in verdict.findings]
    for number in range(WRITERS):
        mine = Entry.objects.filter(data__writer=number).order_by("index")
        assert [entry.data["n"] for entry in mine] == list(range(EACH))


@pytest.fixture
def file_database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The trail in a file, as an installation has it: the database in memory that tests use would not show the locks."""
    told = connections.settings["default"]
    fresh = {**told, **database("", tmp_path)}
    with django_db_blocker.unblock():
        before = connections["default"]
        connections.settings["default"] = fresh
        del connections["default"]
        try:
            with connections["default"].schema_editor() as editor:
                for model in (Entry, Head, Checkpoint):
                    editor.create_model(model)
            yield
        finally:
            connections["default"].close()
            connections.settings["default"] = told
            connections["default"] = before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded database")
def test_many_writers_leave_no_gap_in_a_file(file_database: None) -> None:
    assert connections["default"].settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert write_at_once() == []
    gapless()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL server")
@pytest.mark.django_db(transaction=True)
def test_many_writers_leave_no_gap_on_postgresql() -> None:
    close_old_connections()
    assert write_at_once() == []
    gapless()
