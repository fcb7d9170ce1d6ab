"""What an installation may choose of moderation: within bounds, and held to."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.support.leaflets import leaflet
from tests.support.scenes.moderation import entered
from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.config.moderating import BOUNDS, moderation
from wijk.core import clock, installation
from wijk.core.errors import Refused
from wijk.core.viewer import Passerby
from wijk.moderation import actions, queries
from wijk.moderation.access import Guard
from wijk.moderation.guarding import TOKEN, WORK
from wijk.moderation.models import Item, Verdict

PURPOSE = "test.limits"


def chosen(**told: Any) -> dict[str, int]:
    """What holds where the file says this."""
    return moderation(replace(installation.read(), moderation=told))


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let this installation choose otherwise."""
    return lambda **told: monkeypatch.setattr(settings, "WIJK_MODERATION", chosen(**told))


def test_without_a_word_the_usual_numbers_hold() -> None:
    assert chosen() == {name: usual for name, (usual, _least, _most) in BOUNDS.items()}
    assert all(least <= usual <= most for usual, least, most in BOUNDS.values())


@given(st.sampled_from(sorted(BOUNDS)), st.integers(-10, 200_000))
def test_a_number_holds_within_its_bounds_and_nowhere_else(name: str, number: int) -> None:
    _usual, least, most = BOUNDS[name]
    if least <= number <= most:
        assert chosen(**{name: number})[name] == number
    else:
        with pytest.raises(Refused) as caught:
            chosen(**{name: number})
        assert f"{least} to {most}" in str(caught.value)


@pytest.mark.parametrize("told", [{"pace": 3}, {"work_bits": "13"}, {"work_bits": True}, {"appeal_days": 20.5}])
def test_a_word_that_is_none_stops_the_start_with_a_sentence(told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        chosen(**told)


@pytest.mark.django_db
def test_forms_of_one_hand_are_counted_to_what_was_chosen(choose: Any) -> None:
    choose(forms_per_hour=5)
    for _each in range(5):
        Guard.check(Guard.passed(PURPOSE), PURPOSE, hand="one")
    with pytest.raises(Refused) as caught:
        Guard.check(Guard.passed(PURPOSE), PURPOSE, hand="one")
    assert caught.value.code == "guard-pace"
    Guard.check(Guard.passed(PURPOSE), PURPOSE, hand="another")


def _bits(token: str, tried: str) -> int:
    """How many zero bits this piece of work begins with."""
    return 256 - int.from_bytes(hashlib.sha256(f"{token}:{tried}".encode()).digest()).bit_length()


@pytest.mark.django_db
def test_more_work_is_asked_where_more_was_chosen(choose: Any) -> None:
    assert Guard.issue(PURPOSE).bits == 13
    choose(work_bits=16)
    assert Guard.issue(PURPOSE).bits == 16
    sent = Guard.passed(PURPOSE)
    easy = next(str(n) for n in range(10_000) if _bits(sent[TOKEN], str(n)) in (8, 9, 10))
    with pytest.raises(Refused):
        Guard.check({**sent, WORK: easy}, PURPOSE, hand="")
    Guard.check(sent, PURPOSE, hand="")


def test_so_many_readers_must_report_before_it_waits(stage: Stage, choose: Any) -> None:
    choose(reports_needed=3)
    reason = queries.reasons(reported=True)[0].code
    needs = []
    for reader in ("a", "b", "b", "c", "d"):
        actions.report(Passerby(), subject=leaflet("shown"), reason=reason, once=reader)
        needs.append(Item.objects.get(subject=str(leaflet("shown"))).need)
    assert needs == ["", "", "", "reports", "reports"]


def test_an_appeal_comes_in_time_or_is_told_that_it_is_late(stage: Stage, choose: Any) -> None:
    choose(appeal_days=14)
    item = entered("quarrel", "You are a fool.", before=True)
    clerk = stage.everywhere["clerk"].viewer
    verdict = actions.hide(clerk, item=item, reason=queries.reasons()[0].code, seen=item.version)
    Verdict.objects.filter(pk=verdict.pk).update(at=clock.now() - timedelta(days=15))
    verdict.refresh_from_db()
    item.refresh_from_db()
    with pytest.raises(Refused) as caught:
        actions.appeal(Passerby(), item=item, verdict=verdict, words="Not so.")
    assert caught.value.code == "appeal-late"
    choose(appeal_days=16)
    assert actions.appeal(Passerby(), item=item, verdict=verdict, words="Not so.").words == "Not so."
