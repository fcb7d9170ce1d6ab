"""What all tests share: how hypothesis draws, where real data lies, a browser where there is one."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests.support import append_only
from wijk.core import city

pytest_plugins = ["tests.support.browser", "tests.support.files"]

ROOT = Path(__file__).resolve().parent.parent

# Two busy cores must not make a property fail; in continuous integration the same examples are drawn each time.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in tests/browser drives a browser, and one worker does all of it."""
    for item in items:
        if (ROOT / "tests" / "browser") in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit are cleaned up by emptying the database, which the trail's own triggers refuse: take them away."""
    with django_db_blocker.unblock():
        append_only.loosen()


@pytest.fixture(autouse=True)
def _the_city_is_asked_again() -> None:
    """What one test called its city is nothing to the next."""
    city.forget()
