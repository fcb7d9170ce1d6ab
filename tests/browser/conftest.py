"""What the browser tests share: Kleinstad with its people, served and thrown away with each test."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.support.kept_stage import Kept, put
from tests.support.smalltown import Smalltown, build_smalltown
from tests.support.stage import Stage, set_stage


@pytest.fixture(autouse=True)
def _of_its_own(committing: None) -> None:
    """What is asked at the same moment is asked by connections of their own."""


@pytest.fixture
def town() -> Smalltown:
    """The town without people of the office."""
    cache.clear()
    with transaction.atomic():
        return build_smalltown()


@pytest.fixture
def played(kept_stage: Kept | None) -> Stage:
    """The town with everybody in it."""
    if kept_stage:
        stage: Stage = put(kept_stage)
        return stage
    cache.clear()
    with transaction.atomic():
        return set_stage()


@pytest.fixture
def demo(settings: Settings, live_server: LiveServer, tmp_path: Path) -> str:
    """The address of a demo, whose post lies in a folder that one can open in the browser."""
    settings.WIJK_DEMO, settings.WIJK_POST = True, True
    settings.WIJK_FOLDER = str(tmp_path)
    settings.WIJK_SITE = live_server.url
    settings.EMAIL_BACKEND = "wijk.core.mailbox.Backend"
    return live_server.url
