"""What the tests of inquiries have in common."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.support.scenes.inquiries import Scene
from tests.support.stage import Stage, stage, standing
from wijk.core.verbs import Role

__all__ = ["stage", "standing"]


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """What stands in the test town for inquiries."""
    found: Scene = stage.scenes["inquiries"]
    return found


@pytest.fixture
def signed_in(stage: Stage) -> Callable[[Role], Client]:
    """A browser of somebody with this role in the whole city."""

    def client(role: Role) -> Client:
        browser = Client(headers={"host": "localhost"})
        browser.force_login(stage.everywhere[role].person)
        return browser

    return client
