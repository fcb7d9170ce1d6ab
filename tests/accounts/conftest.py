"""The cast, on verbs of the rooms below only."""

import pytest

from tests.support.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
