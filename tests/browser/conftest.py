"""What the browser tests share: Kleinstad with its people, served and thrown away with each test."""

import pytest
from django.core.cache import cache

from tests.support.smalltown import Smalltown, build_smalltown
from tests.support.stage import Stage, set_stage


@pytest.fixture
def town(transactional_db: None) -> Smalltown:
    """The town without people of the office."""
    cache.clear()
    return build_smalltown()


@pytest.fixture
def played(transactional_db: None) -> Stage:
    """The town with everybody in it."""
    cache.clear()
    return set_stage()
