"""A town to walk through, and somebody without an account."""

import pytest
from django.test import Client

from tests.support.smalltown import Smalltown, build_smalltown


@pytest.fixture
def town(db: None) -> Smalltown:
    """Kleinstad."""
    return build_smalltown()


@pytest.fixture
def visitor() -> Client:
    """A passer-by with a browser."""
    return Client(headers={"host": "localhost"})
