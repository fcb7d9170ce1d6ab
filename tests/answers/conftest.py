"""What the tests of answers have in common."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.support.scenes.answers import Scene, say
from tests.support.stage import Stage, stage, standing
from wijk.accounts.access import PersonViewer
from wijk.answers.models import Request
from wijk.core.verbs import Role

__all__ = ["stage", "standing"]


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """What stands in the test town for answers."""
    found: Scene = stage.scenes["answers"]
    return found


@pytest.fixture
def service(stage: Stage) -> PersonViewer:
    """Somebody with the role of a service in the whole city."""
    return stage.everywhere["service"].viewer


@pytest.fixture
def asked(stage: Stage) -> Callable[..., Request]:
    """Somebody says something in the first neighbourhood."""

    def made(title: str = "Iets anders", **more: Any) -> Request:
        return Request.objects.select_related("contribution", "service").get(pk=say(stage, title, **more).pk)

    return made


@pytest.fixture
def signed_in(stage: Stage) -> Callable[[Role], Client]:
    """A browser of somebody with this role in the whole city."""

    def client(role: Role) -> Client:
        browser = Client(headers={"host": "localhost"})
        browser.force_login(stage.everywhere[role].person)
        return browser

    return client
