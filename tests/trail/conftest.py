"""A verb to write with, and someone who may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.verbs import Verb
from wijk.core.viewer import Operator
from wijk.trail import actions
from wijk.trail.models import Entry

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
Write = Callable[[int], list[Entry]]


@pytest.fixture(autouse=True)
def verb(monkeypatch: pytest.MonkeyPatch) -> str:
    known = {"trail.test": Verb.by("trail.test", ["analyst"], "Tested {what}.")}
    monkeypatch.setattr(actions, "all_verbs", lambda: known)
    return "trail.test"


@pytest.fixture
def write(verb: str) -> Write:
    """Writes so many entries, a minute apart."""

    def some(count: int) -> list[Entry]:
        made = []
        for _ in range(count):
            n = Entry.objects.count()
            with clock.at(START + timedelta(minutes=n)), transaction.atomic():
                made.append(
                    actions.record(
                        Operator(),
                        verb=verb,
                        subject=Subject("trail.thing", str(n)),
                        area="",
                        data={"what": n, "of": 0.5},
                    )
                )
        return made

    return some
