"""The cast, and rate limits that forget between two tests."""

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.support.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def forgetful(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
