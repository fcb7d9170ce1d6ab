"""Clock, subjects, viewers, errors, verbs."""

from datetime import UTC, datetime

import pytest

from wijk.core import clock
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.verbs import ROLES, all_verbs
from wijk.core.viewer import Operator, Passerby, Viewer


def test_the_clock_can_be_set_and_goes_back() -> None:
    with clock.at(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)):
        assert clock.today().isoformat() == "2026-03-01"
    assert clock.now().year >= 2026


def test_the_clock_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001  # the naive one is the point
        pass


def test_a_subject_survives_being_written() -> None:
    subject = Subject("territory.area", "neighbourhood/58:x")
    assert Subject.parse(str(subject)) == subject
    with pytest.raises(ValueError, match="not a subject"):
        Subject.parse("nothing")


def test_a_passer_by_may_nothing_and_an_operator_everything() -> None:
    assert isinstance(Passerby(), Viewer)
    assert not Passerby().may("indicators.publish_delivery")
    assert Operator().may("indicators.publish_delivery", "neighbourhood/58")


def test_errors_read_as_sentences() -> None:
    assert str(Refused("port", "port {port} is taken", port=8000)) == "port 8000 is taken"
    assert "trail.record" in str(NotAllowed("trail.record"))
    assert str(Faulty(["line 3: no code", "line 4: {odd}"])) == "line 3: no code\nline 4: {odd}"


def test_every_verb_is_known_once_and_names_known_roles() -> None:
    for name, verb in all_verbs().items():
        assert name == verb.name
        assert name.count(".") == 1
        assert verb.roles <= set(ROLES)
        assert str(verb.sentence)
