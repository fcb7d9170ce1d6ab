"""Kleinstad with its people, and a room that tells news of perimeters, so that something can happen in it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from tests.support.cast import Cast, make_cast
from tests.support.smalltown import Smalltown, build_smalltown


@dataclass(frozen=True, slots=True)
class Town:
    """The town and the cast."""

    town: Smalltown
    cast: Cast


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """For all tests of one file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Town(build_smalltown(), make_cast("neighbourhood/1"))
        transaction.set_rollback(True)


@pytest.fixture
def town(built: Town, settings: Settings) -> Iterator[Town]:
    """The town as it stood at first; perimeters are news."""
    cache.clear()
    settings.WIJK_PROVIDERS = settings.WIJK_PROVIDERS | {
        "tells": ["tests.support.news.teller"],
        "describes": ["tests.support.news.teller"],
    }
    settings.WIJK_POST = True
    settings.WIJK_SITE = "https://wijk.example"
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def box(settings: Settings) -> Iterator[Path]:
    """The demo's post box in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings.WIJK_FOLDER = folder
        settings.EMAIL_BACKEND = "wijk.core.mailbox.Backend"
        yield Path(folder) / "mail"
