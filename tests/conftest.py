"""What all tests share: how hypothesis draws, where real data lies, a browser where there is one."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests.support import append_only, embedded, standing_rows
from tests.support.spreading import FIRST, Together
from wijk.conversations.queries import listing
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


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Everything in tests/browser drives a browser, which is said before tests are chosen; once they are, the longest goes first."""
    for item in items:
        if lies_in(item, "browser"):
            item.add_marker(pytest.mark.browser)
    yield
    items.sort(key=lambda item: next((n for n, place in enumerate(FIRST) if lies_in(item, place)), len(FIRST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """Two workers, as `./wijk test` asks for them."""
    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


def lies_in(item: pytest.Item, place: str) -> bool:
    """Is the file of this test that one, or in that folder of `tests`?"""
    return item.path.is_relative_to(ROOT / "tests" / place)


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
    """What one test called its city, or asked in a conversation, is nothing to the next."""
    city.forget()
    drawing.forget()
    listing.forget()
