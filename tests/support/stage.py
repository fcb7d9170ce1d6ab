"""Kleinstad with its people, built once for a whole file of tests; each test gives back what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.support.cast import Cast, Member, enrol, make_cast
from tests.support.smalltown import Smalltown, build_smalltown
from wijk.accounts import actions
from wijk.core.models import Letter
from wijk.core.verbs import ROLES, Role

HERE, ELSEWHERE = "neighbourhood/1", "neighbourhood/3"


@dataclass(frozen=True, slots=True)
class Stage:
    """The town, the cast, a person for each role in the whole city and one for each role in `ELSEWHERE` alone.

    `stranger` has an account and no role; `helper` has one role in `HERE`; `token` opens an invitation.
    """

    town: Smalltown
    cast: Cast
    everywhere: dict[Role, Member]
    elsewhere: dict[Role, Member]
    token: str = ""
    more: dict[str, str] = field(default_factory=dict)  #: keys of things that other rooms put on the stage

    @property
    def stranger(self) -> Member:
        return self.cast.charlie

    @property
    def helper(self) -> Member:
        return self.cast.fay


def set_stage(times: int = 1) -> Stage:
    """Build it all."""
    town, cast = build_smalltown(times), make_cast(HERE)
    everywhere = {role: enrol(f"city-{role}", [(role, "")]) for role in ROLES}
    elsewhere = {role: enrol(f"else-{role}", [(role, ELSEWHERE)]) for role in ROLES}
    site = "http://localhost"
    actions.invite(cast.dora.viewer, email="guest@voorbeeld.be", role="auditor", area=HERE, language="nl", site=site)
    letter = Letter.objects.get(to="guest@voorbeeld.be")
    link = next(word for word in letter.body.split() if "/invitation/" in word)
    return Stage(town, cast, everywhere, elsewhere, token=link.rstrip("/").rpartition("/")[2])


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The stage, for all tests of one file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield set_stage()
        transaction.set_rollback(True)


@pytest.fixture
def stage(standing: Stage) -> Iterator[Stage]:
    """The stage as it stood at first."""
    cache.clear()
    with transaction.atomic():
        yield standing
        transaction.set_rollback(True)
    cache.clear()
