"""The bar of the office leads nobody to a page that stays closed, and everybody to where they work, by a role or by belonging there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.cast import Member
from tests.support.scenes.helping import terms
from tests.support.stage import Stage
from wijk.answers.models import Service
from wijk.core.verbs import ROLES, Role
from wijk.helping import actions as helping
from wijk.helping.models import Membership
from wijk.ui.context_processors import office


@pytest.mark.parametrize("where", ["everywhere", "elsewhere"])
@pytest.mark.parametrize("role", ROLES)
def test_each_entry_opens_for_who_sees_it(stage: Stage, role: Role, where: str) -> None:
    member = getattr(stage, where)[role]
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    shown = office(member.viewer, "/en/")
    answers = {link.label: client.get(link.url).status_code for link in shown}
    assert set(answers.values()) <= {200}, answers
    if role in ("manager", "facilitator"):
        assert "Organisations" in answers


def test_a_clerk_of_one_place_is_not_shown_the_letters_of_the_whole_city(stage: Stage) -> None:
    labels = {
        where: {link.label for link in office(getattr(stage, where)["clerk"].viewer, "/en/")}
        for where in ("everywhere", "elsewhere")
    }
    assert "Letters" in labels["everywhere"]
    assert "Letters" not in labels["elsewhere"]


def shown_to(member: Member) -> dict[str, str]:
    """The entries of their bar, with the answer of each page."""
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    return {link.url: str(client.get(link.url).status_code) for link in office(member.viewer, "/en/")}


def test_who_is_in_a_service_or_a_team_finds_their_desk_without_any_role(stage: Stage) -> None:
    mate, stranger = stage.scenes["helping"].team.mate, stage.stranger
    assert shown_to(stranger) == {}
    assert shown_to(mate) == {"/en/office/cases/": "200"}
    Service.objects.get(key="roads").members.add(mate.person)
    assert shown_to(mate) == {"/en/office/cases/": "200", "/en/office/answers/": "200"}
    client = Client(headers={"host": "localhost"})
    client.force_login(mate.person)
    assert 'class="office-bar"' in client.get("/en/office/answers/").content.decode()


def test_who_left_no_longer_finds_it(stage: Stage) -> None:
    mate = stage.scenes["helping"].team.mate
    Service.objects.get(key="roads").members.add(mate.person)
    Service.objects.filter(key="roads").update(active=False)
    helping.end_membership(mate.viewer, membership=Membership.objects.get(person=mate.person, ended_at=None))
    assert shown_to(mate) == {}


@pytest.mark.parametrize(("days", "there"), [(0.0, True), (0.03, True), (0.1, False), (-1.0, True), (-1.2, False)])
def test_the_host_of_a_stop_finds_the_form_while_it_lasts(stage: Stage, days: float, there: bool) -> None:
    scene = stage.scenes["helping"]
    facilitator = stage.everywhere["facilitator"].viewer
    helping.set_stop(facilitator, tour=scene.tour, terms=terms(days, hosts=[stage.stranger.person]))
    assert shown_to(stage.stranger) == ({"/en/office/helping/write/": "200"} if there else {})


def test_desks_cost_no_question_more_than_roles(stage: Stage) -> None:
    mate = stage.scenes["helping"].team.mate
    viewer = mate.viewer
    with CaptureQueriesContext(connection) as asked:
        assert viewer.desks == {"helping:cases"}
        assert viewer.grants == ()
        assert len(office(viewer, "/en/")) == 1
    assert len(asked) == 1


def test_a_desk_opens_nothing_by_itself(stage: Stage) -> None:
    mate = stage.scenes["helping"].team.mate.viewer
    assert not mate.places("helping.give_receipt")
    assert not mate.may("helping.give_receipt", "neighbourhood/1")
    assert not mate.may("answers.answer")
