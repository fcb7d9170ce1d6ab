"""What all tests share: how hypothesis draws, where real data lies, a browser where there is one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests.support import append_only, embedded, standing_rows
from wijk.core import city
from wijk.territory import drawing

pytest_plugins = [
    "tests.support.browser",
    "tests.support.files",
    "tests.support.moments",
    "tests.support.serving",
    "tests.support.stage",
]

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
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_blocker: DjangoDbBlocker,
    empty_home: Path,
) -> Iterator[None]:
    """A database for tests, also for those that reach it through a fixture of a whole file, which pytest-django does not see.

    Tests that commit are cleaned up by emptying the database, which the trail's own triggers refuse: they are away. What migrations
    had put there goes, too, and is put back at once.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb, serialized_aliases=set())
        append_only.loosen()
        standing_rows.remember()
        embedded.keep(empty_home)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences are compared in the language in which they are written; what a page spoke in one test is nothing to the next."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _the_city_is_asked_again() -> None:
    """What one test called its city is nothing to the next."""
    city.forget()
    drawing.forget()
