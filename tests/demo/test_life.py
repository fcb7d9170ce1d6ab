"""Did the invented city live: processes in all states, organs that decided, meetings with minutes, a charter under review?"""

from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.support.smalltown import build_smalltown
from wijk.accounts.actions import enrol
from wijk.charters.models import Remark, Round
from wijk.core.viewer import Operator
from wijk.demo.life import Lived, Scale, live
from wijk.demo.life.texts import words
from wijk.meetings.models import Meeting
from wijk.notices.models import Item, Reader
from wijk.organs.models import Decision, Organ
from wijk.processes.models import Framework, Process
from wijk.trail.models import Entry

Facts = dict[str, Any]


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    with django_db_blocker.unblock(), transaction.atomic():
        build_smalltown()
        person = enrol(
            Operator(), email="bo@voorbeeld.be", name="Bo", password=None, language="fr", roles=[("resident", "")]
        )
        yield {"lived": live(Scale(3, 3, 30), [person], None, lambda _words: None)}
        transaction.set_rollback(True)


def test_nothing_that_was_done_was_refused(city: Facts) -> None:
    lived: Lived = city["lived"]
    assert not lived.refused
    assert lived.errands > 150


def test_processes_stand_in_several_states_with_frameworks_endorsed_by_three(city: Facts) -> None:
    assert {"running", "closed"} <= set(Process.objects.values_list("state", flat=True))
    for framework in Framework.objects.exclude(number=None):
        assert framework.endorsements.count() == 3


def test_organs_met_wrote_it_down_and_decided(city: Facts) -> None:
    assert Organ.objects.count() >= 15
    assert {"approved", "planned"} <= set(Meeting.objects.values_list("state", flat=True))
    assert Decision.objects.exclude(about="").filter(outcome="adopted").exists()


def test_a_charter_is_under_review(city: Facts) -> None:
    assert Round.objects.filter(state="open").count() == 1
    assert Remark.objects.exists()


def test_its_followers_have_something_to_hear(city: Facts) -> None:
    assert Reader.objects.exclude(confirmed_at=None).count() == 30
    assert Item.objects.count() > 20


def test_the_trail_runs_forwards(city: Facts) -> None:
    moments = list(Entry.objects.order_by("index").values_list("at", flat=True))
    late = [b for a, b in pairwise(moments) if b < a]
    assert len(late) <= 2  # where the story begins, two years before the town was loaded, and where it ends


@pytest.mark.parametrize("name", ["processes", "people", "words"])
def test_every_text_is_told_in_three_languages(name: str) -> None:
    def texts(value: Any) -> Any:
        if isinstance(value, dict) and "nl" in value:
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)

    found = list(texts(words(name)))
    assert found
    assert all(set(text) == {"nl", "fr", "en"} and all(text.values()) for text in found)
