"""Two people at the same moment, each with their own connection: one decides, the other is told; a form is taken once."""

import pytest

from tests.support.leaflets import leaflet, read, stick
from tests.support.moments import at_once
from tests.support.scenes.moderation import entered
from wijk.core.viewer import Operator, Passerby
from wijk.moderation import actions
from wijk.moderation.access import Guard
from wijk.moderation.models import Item, Pace, Report, Verdict
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("committing")


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


def test_ten_readers_are_the_first_to_report_what_nobody_looked_at() -> None:
    """What came before there was any moderation has no item yet: the first of ten makes it, and all are counted on it."""
    about = stick("old", "Words")
    calls = [
        lambda n=n: actions.report(Passerby(), subject=about, reason="insult", once=f"r{n % 5}") for n in range(10)
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
