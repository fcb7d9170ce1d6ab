"""Who says what is asked of those who take part? Whoever works where the thing is, and nobody by a right elsewhere."""

from dataclasses import dataclass

import pytest
from django.test import Client

from tests.support.cast import Member, enrol
from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.contributions.models import Opening
from wijk.conversations.models import Conversation
from wijk.core.errors import NotAllowed
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.processes.models import Process
from wijk.residence import access, actions
from wijk.residence.models import Requirement
from wijk.residence.queries.cards import place_of

pytestmark = pytest.mark.django_db
WHY = Text.of("Het gaat over deze straten.")


@dataclass(frozen=True)
class Hands:
    """Two who facilitate, each in their own neighbourhood."""

    here: Member
    there: Member


@pytest.fixture
def hands() -> Hands:
    return Hands(enrol("asks-here", [("facilitator", HERE)]), enrol("asks-there", [("facilitator", ELSEWHERE)]))


@pytest.fixture(params=["process", "conversation", "opening"])
def scope(request: pytest.FixtureRequest, stage: Stage) -> Subject:
    """Something in the first neighbourhood."""
    if request.param == "process":
        row = Process.objects.shown().earliest("pk")
        Process.objects.filter(pk=row.pk).update(place=HERE)
        return Subject("processes.process", row.key)
    if request.param == "conversation":
        Conversation.objects.filter(key=stage.scenes["conversations"].open).update(place=HERE)
        return Subject("conversations.conversation", stage.scenes["conversations"].open)
    Opening.objects.filter(key="square").update(place=HERE)
    return Subject("contributions.opening", "square")


def asks(member: Member, scope: Subject, place: str = "") -> Requirement:
    return actions.require(member.viewer, scope=scope, level="declared", why=WHY, place=place)


def test_who_works_there_asks_it_and_who_works_elsewhere_does_not(hands: Hands, scope: Subject) -> None:
    assert place_of(str(scope)) == HERE
    for place in ("", HERE, ELSEWHERE):
        with pytest.raises(NotAllowed):
            asks(hands.there, scope, place)
    assert asks(hands.here, scope, HERE).place == HERE
    with pytest.raises(NotAllowed):
        asks(hands.there, scope, ELSEWHERE)


def test_its_page_opens_for_who_works_there_alone(hands: Hands, scope: Subject) -> None:
    found = {}
    for member in (hands.here, hands.there):
        client = Client(headers={"host": "localhost"})
        client.force_login(member.person)
        found[member] = client.get(f"/en/office/residence/for/{scope}/").status_code
    assert found == {hands.here: 200, hands.there: 404}


def test_what_nobody_knows_is_asked_by_who_works_in_the_whole_city(stage: Stage, hands: Hands) -> None:
    strange = Subject("somewhere.thing", "x")
    assert not access.keeps(hands.here.viewer, str(strange))
    assert access.keeps(stage.everywhere["facilitator"].viewer, str(strange))
    assert not access.keeps(stage.stranger.viewer, str(strange))
