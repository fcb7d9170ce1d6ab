"""Two people at the same moment, each with their own connection: one form counts once, every voice counts, one change is told of the other."""

from typing import Any

import pytest
from django.db import transaction

from tests.support.moments import at_once
from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.contributions import actions
from wijk.contributions.actions import Terms
from wijk.contributions.models import Contribution, Opening, Support, SupportBatch
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("committing")
SAID = Text.of("De bomen")


def member(number: int = 0) -> PersonViewer:
    return PersonViewer(Person.objects.create_user(f"lid{number}@voorbeeld.be"))


def say(viewer: PersonViewer, once: str = "", title: str = "Een bank") -> Contribution:
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {"kind": "idea", "title": title, "body": "", "language": "nl", "once": once}
    return actions.submit(viewer, opening=city, **told).contribution


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.select_related("opening", "author").get(pk=row.pk)


def test_the_same_form_from_six_tabs_counts_once() -> None:
    me = member()
    assert at_once(*(lambda: say(me, once="one") for _tab in range(6))) == ["done"] * 6
    assert Contribution.objects.count() == 1
    assert Entry.objects.filter(verb="contributions.submit").count() == 1


def test_every_voice_is_counted_and_each_once() -> None:
    row = fresh(say(member()))
    hands = ["a" * 64, "b" * 64, "c" * 64, "a" * 64, "b" * 64, "d" * 64]
    calls = [lambda hand=hand: actions.support(Passerby(), contribution=row, mark=hand) for hand in hands]
    assert at_once(*calls) == ["done"] * 6
    assert fresh(row).supports == Support.objects.count() == 4


def test_of_two_changes_at_once_one_is_told_of_the_other() -> None:
    me = member()
    row = fresh(say(me))
    calls = [
        lambda title=title: actions.edit(me, contribution=row, title=title, body="", revision=1)
        for title in ("Drie", "Vier")
    ]
    assert at_once(*calls) == ["changed", "done"]
    assert fresh(row).revision == 2
    assert fresh(row).wordings.get().title == "Een bank"


def test_two_that_take_each_other_in_do_not_both_vanish() -> None:
    me = member()
    one, other = fresh(say(me)), fresh(say(me, title="Nog een bank"))
    found = at_once(lambda: _merge(one, other), lambda: _merge(other, one))
    assert found == ["done", "merged"]
    assert Contribution.objects.filter(merged_into=None).count() == 1


def _merge(one: Contribution, other: Contribution) -> None:
    with transaction.atomic():
        actions.merge(one, into=other)


def test_an_opening_that_two_change_at_once_is_changed_once() -> None:
    row = actions.open_place(Operator(), terms=Terms(SAID, SAID, SAID, SAID))
    told = Terms(Text.of("Het park"), SAID, SAID, SAID)
    calls = [lambda: actions.change_opening(Operator(), opening=row, terms=told, revision=1) for _time in range(3)]
    assert at_once(*calls) == ["changed", "changed", "done"]


def test_two_workers_seal_no_voice_twice() -> None:
    row = fresh(say(member()))
    for n in range(7):
        actions.support(Passerby(), contribution=row, mark=f"{n:064d}")
    assert at_once(*(lambda: actions.seal_supports(Operator()) for _worker in range(3))) == ["done"] * 3
    assert [batch.count for batch in SupportBatch.objects.all()] == [7]
