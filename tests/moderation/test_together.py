"""Two people at the same moment, each with their own connection: one decides, the other is told; a form is taken once."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from tests.support.leaflets import leaflet, read
from tests.support.scenes.moderation import entered
from wijk.config.database import database
from wijk.core.errors import Refused
from wijk.core.models import Setting
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.moderation import actions
from wijk.moderation.access import Guard
from wijk.moderation.models import Appeal, BlockedWord, Item, Pace, Reason, Report, Salt, Spent, Verdict
from wijk.trail.models import Checkpoint, Entry, Head

MODELS = (Entry, Head, Checkpoint, Setting, Reason, BlockedWord, Item, Verdict, Appeal, Report, Salt, Spent, Pace)
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded database")


@pytest.fixture(autouse=True)
def file_database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file, as an installation has it: the one in memory that tests use would not show the locks."""
    told = connections.settings["default"]
    fresh = {**told, **database("", tmp_path)}
    with django_db_blocker.unblock():
        before = connections["default"]
        connections.settings["default"] = fresh
        del connections["default"]
        try:
            with connections["default"].schema_editor() as editor:
                for model in MODELS:
                    editor.create_model(model)
            Reason.objects.create(code="insult", title=Text.of("Insult"), words=Text.of("Insult"), removes=True)
            yield
        finally:
            connections["default"].close()
            connections.settings["default"] = told
            connections["default"] = before


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Each call in a thread of its own: "done", or the code of its refusal."""
    found: list[str] = []
    start = threading.Barrier(len(calls))

    def one(call: Callable[[], object]) -> None:
        try:
            start.wait()
            call()
            found.append("done")
        except Refused as fault:
            found.append(fault.code)
        except BaseException as fault:
            found.append(repr(fault))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def test_two_decide_at_the_same_moment() -> None:
    row = entered("one", "Words", before=True)
    found = at_once(
        lambda: actions.show(Operator("ann"), item=row, seen=row.version),
        lambda: actions.hide(Operator("ben"), item=row, reason="insult", seen=row.version),
        lambda: actions.propose_removal(Operator("can"), item=row, reason="insult", seen=row.version),
    )
    assert found == ["decided-meanwhile", "decided-meanwhile", "done"]
    assert Verdict.objects.count() == 1
    assert Entry.objects.count() == 1
    row.refresh_from_db()
    assert (row.visibility == "shown") == bool(read(leaflet("one")))


def test_two_take_the_same_item() -> None:
    row = entered("one", "Words", before=True)
    found = at_once(*(lambda who=who: actions.claim(Operator(who), item=row) for who in ("ann", "ben", "can")))
    assert found == ["claimed", "claimed", "done"]


def test_ten_readers_report_at_the_same_moment() -> None:
    entered("one", "Words")
    calls = [
        lambda n=n: actions.report(Passerby(), subject=leaflet("one"), reason="insult", once=f"r{n % 5}")
        for n in range(10)
    ]
    assert at_once(*calls) == ["done"] * 10
    assert Item.objects.get().reports == Report.objects.count() == 5


def test_a_form_that_is_sent_twice_at_once_is_taken_once() -> None:
    sent = Guard.passed("test.form")
    found = at_once(*[lambda: Guard.check(sent, "test.form", hand="hand")] * 4)
    assert found == ["done", "guard-used", "guard-used", "guard-used"]
    assert Pace.objects.get().count == 1
    forms = [Guard.passed("test.form") for _each in range(6)]
    at_once(*(lambda form=form: Guard.check(form, "test.form", hand="hand") for form in forms))
    assert Pace.objects.get().count == 7
