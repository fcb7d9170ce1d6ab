"""What the tests of figures share."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.support.deliver import data_folder, town

__all__ = ["data_folder", "town"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared in the language in which they are written."""
    with translation.override("en"):
        yield
