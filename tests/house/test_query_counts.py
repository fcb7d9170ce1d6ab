"""A page costs a handful of questions to the database, and as many in a town ten times as large."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from tests.support.routes import SAMPLES, routes
from tests.support.stage import Stage, set_stage
from wijk.config.doors import DOORS
from wijk.config.rooms import PROVIDERS
from wijk.core import city
from wijk.core.verbs import ROLES, Role, all_verbs

MOST = 12
NAMES = [r.name for r in routes() if r.name in SAMPLES and DOORS[r.name].kind == "open" and not DOORS[r.name].sends]
OFFICE = [r.name for r in routes() if r.name in SAMPLES and DOORS[r.name].kind == "verb" and not DOORS[r.name].sends]
#: Pages that ask all rooms: what they cost by themselves, and two questions for each room that joins them (house rule 8).
JOINED = {
    "portal:home": 2 + 2 * len(PROVIDERS["goes_on"]),
    "portal:area": 10 + 2 * len(PROVIDERS["goes_on"]),
    "processes:keep": 11 + len(PROVIDERS["owes"]),
    "portal:search": 3 + 2 * len(PROVIDERS["finds"]),
}
#: Who is signed in is asked first: session, person, their grants, their second factor.
TO_KNOW_WHO = 5


def counts(stage: Stage) -> dict[str, int]:
    """How many queries each page costs a visitor (the office: an administrator), on warm caches."""
    visitor, keeper = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    found = {}
    for name in [*NAMES, *OFFICE]:
        client = keeper if name in OFFICE else visitor
        if name in OFFICE:
            keeper.force_login(stage.everywhere[role_for(name)].person)
        path = SAMPLES[name].address(name, stage)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer: Any = client.get(path)
            if getattr(answer, "streaming", False):
                b"".join(answer.streaming_content)
        assert answer.status_code in SAMPLES[name].answers, f"{name}: {answer.status_code}"
        found[name] = len([q for q in asked if "SAVEPOINT" not in q["sql"]])
    return found


def role_for(name: str) -> Role:
    """One of the roles that the door of a page lets in."""
    return next(role for role in ROLES if role in all_verbs()[DOORS[name].verb].roles)


def counted(times: int) -> dict[str, int]:
    """The counts in a town that is taken down again."""
    city.forget()
    with transaction.atomic():
        found = counts(set_stage(times))
        transaction.set_rollback(True)
    cache.clear()
    return found


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    with django_db_blocker.unblock():
        return counted(1)


@pytest.fixture(scope="module")
def large(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    with django_db_blocker.unblock():
        return counted(10)


@pytest.mark.parametrize("name", NAMES)
def test_an_open_page_costs_little(small: dict[str, int], name: str) -> None:
    assert small[name] <= JOINED.get(name, MOST)


@pytest.mark.parametrize("name", OFFICE)
def test_an_office_page_costs_little(small: dict[str, int], name: str) -> None:
    assert small[name] <= JOINED.get(name, MOST) + TO_KNOW_WHO


@pytest.mark.parametrize("name", [*NAMES, *OFFICE])
def test_a_page_costs_the_same_in_a_larger_town(small: dict[str, int], large: dict[str, int], name: str) -> None:
    assert large[name] <= small[name]
