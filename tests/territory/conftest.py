"""What the tests of the territory share: the small pack, loaded once for each file."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from tests.support.smallpack import write_smallpack
from wijk.core.viewer import Operator
from wijk.packs import actions


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The small town, for all tests of one file; the folder with its pack."""
    with tempfile.TemporaryDirectory() as name, override_settings(WIJK_FOLDER=Path(name) / "data"), override("en"):
        pack = write_smallpack(Path(name) / "smalltown")
        with django_db_blocker.unblock(), transaction.atomic():
            actions.load(Operator(), folder=pack)
            yield pack
            transaction.set_rollback(True)


@pytest.fixture
def town(small: Path) -> Iterator[Path]:
    """The small town as it stood at first."""
    with transaction.atomic(), override("en"):
        yield small
        transaction.set_rollback(True)
