"""Roles in an area: who may give them, and how far they reach."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from tests.support.cast import Cast, enrol
from wijk.accounts import actions
from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Grant
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Passerby
from wijk.trail.models import Entry

GRANT = "accounts.grant_role"


def test_an_administrator_of_the_city_may_grant_everywhere(cast: Cast) -> None:
    assert cast.dora.viewer.may(GRANT)
    assert cast.dora.viewer.may(GRANT, "neighbourhood/1")


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "fay"])
def test_nobody_else_may_grant(cast: Cast, name: str) -> None:
    viewer = getattr(cast, name).viewer
    assert not viewer.may(GRANT)
    with pytest.raises(NotAllowed):
        actions.grant_role(viewer, person=cast.charlie.person, role="analyst")


def test_a_passer_by_may_nothing(cast: Cast) -> None:
    assert not cast.nobody.may(GRANT)
    with pytest.raises(NotAllowed):
        actions.grant_role(Passerby(), person=cast.charlie.person, role="analyst")


def test_granting_leaves_one_entry_without_anything_personal(cast: Cast) -> None:
    before = Entry.objects.count()
    actions.grant_role(cast.dora.viewer, person=cast.charlie.person, role="auditor")
    entry = Entry.objects.latest("index")
    assert Entry.objects.count() == before + 1
    assert (entry.verb, entry.actor, entry.subject) == (GRANT, cast.dora.key, cast.charlie.key)
    assert "charlie" not in str(entry.data).lower()


def test_granting_twice_keeps_one_grant(cast: Cast) -> None:
    for _ in range(2):
        actions.grant_role(cast.dora.viewer, person=cast.charlie.person, role="auditor")
    assert Grant.objects.filter(person=cast.charlie.person, ended_at=None).count() == 1


def test_a_role_ends_and_can_come_back(cast: Cast) -> None:
    grant = cast.fay.person.grants.get()
    actions.end_role(cast.dora.viewer, grant=grant)
    assert cast.fay.viewer.granted == ()
    actions.grant_role(cast.dora.viewer, person=cast.fay.person, role="facilitator")
    assert cast.fay.viewer.granted == (("facilitator", ""),)


def test_a_role_holds_until_its_day(cast: Cast) -> None:
    soon = clock.advance(timedelta(days=1))
    actions.grant_role(cast.dora.viewer, person=cast.charlie.person, role="auditor", until=soon)
    assert cast.charlie.viewer.granted
    with clock.at(soon):
        assert not cast.charlie.viewer.granted


def test_the_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(Refused, match="last administrator"):
        actions.end_role(cast.dora.viewer, grant=cast.dora.person.grants.get())
    with pytest.raises(Refused, match="last administrator"):
        actions.erase_person(cast.dora.viewer, person=cast.dora.person)
    other = enrol("dina", [("administrator", "")])
    actions.end_role(cast.dora.viewer, grant=cast.dora.person.grants.get())
    assert other.viewer.may(GRANT)
    assert not cast.dora.viewer.may(GRANT)


def test_it_refuses_a_role_and_an_area_that_do_not_exist(cast: Cast) -> None:
    with pytest.raises(Refused, match="no role"):
        actions.grant_role(cast.dora.viewer, person=cast.charlie.person, role="king")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="no area"):
        actions.grant_role(cast.dora.viewer, person=cast.charlie.person, role="analyst", area="neighbourhood/none")


def test_a_person_who_was_put_aside_may_nothing(cast: Cast) -> None:
    cast.dora.person.is_active = False
    cast.dora.person.save()
    assert not cast.dora.viewer.may(GRANT)


def test_a_far_reaching_role_waits_for_a_second_factor(cast: Cast, settings: Settings) -> None:
    fresh = enrol("emma", [("administrator", ""), ("facilitator", "")], second_factor=False)
    assert fresh.viewer.needs_second_factor
    assert not fresh.viewer.may(GRANT)
    assert fresh.viewer.grants == (("facilitator", ""),)
    settings.WIJK_SECOND_FACTOR = False
    assert fresh.viewer.may(GRANT)


def test_an_unknown_verb_is_nobodys(cast: Cast) -> None:
    assert not cast.dora.viewer.may("accounts.dance")


def test_grants_are_asked_once(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    viewer = PersonViewer(cast.fay.person)
    with django_assert_num_queries(2):  # one for the grants, one for what lies around the area
        for _ in range(3):
            viewer.may(GRANT, "neighbourhood/1")
            viewer.may("trail.nothing")
            viewer._ancestors("neighbourhood/2")
