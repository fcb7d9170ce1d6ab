"""Somebody who says things, in a database that commits: what the tests of two at once and of kills have in common."""

from typing import Any

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.answers import actions, queries
from wijk.answers.models import Request
from wijk.contributions import actions as contributions
from wijk.contributions.models import Kind, Opening
from wijk.core.text import Text
from wijk.core.viewer import Operator

ANN, BEN, CAN = Operator("ann"), Operator("ben"), Operator("can")
WORDS = "De ploeg van het plein vult deze put volgende week, als het droog blijft."


def service() -> None:
    """A service to which nothing is routed, and a kind of the city that is owed an answer."""
    Kind.objects.filter(code="idea").update(answered=True, located=False)
    actions.keep_service(ANN, key="roads", title=Text.of("Wegen"), days=10)


def person(name: str) -> PersonViewer:
    """Somebody with an account."""
    return PersonViewer(Person.objects.create_user(f"{name}@voorbeeld.be"))


def asked(viewer: PersonViewer, title: str) -> Request:
    """They say something that is owed an answer."""
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {"kind": "idea", "title": title, "body": "", "language": "nl"}
    found = queries.of(contributions.submit(viewer, opening=city, **told).contribution)
    assert found is not None
    return again(found)


def again(row: Request) -> Request:
    """As it stands now."""
    return Request.objects.select_related("contribution__opening", "service").get(pk=row.pk)
