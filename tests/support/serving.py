"""A running site for a browser, whose pages ask at the same moment: each has a connection of its own, as in an installation.

The server that Django offers to tests shares one connection between all its threads where the database lies in memory. Two requests
at once, a page and what its script keeps, then begin one transaction within the other's: a failure that no visitor ever has.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.support.embedded import in_folder
from tests.support.own_database import URL


@pytest.fixture(scope="session")
def live_server(empty_home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    """The site, for the whole session. Each request finds the database that stands at that moment: the one of its test, in a file."""
    with django_db_blocker.unblock(), nullcontext() if URL else in_folder(empty_home):
        running = LiveServer("localhost")  # it shares the connections that it sees in memory, and sees none
    yield running
    running.stop()
