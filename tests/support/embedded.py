"""The embedded database in a file, as an installation has it, where tests otherwise have one in memory."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from tests.support.own_database import URL
from wijk.config.database import database


def keep(folder: Path) -> None:
    """Copy the database that stands now into a file of that folder; nothing to do on PostgreSQL, which needs no file."""
    if not URL:
        with contextlib.closing(sqlite3.connect(str(database("", folder)["NAME"]))) as file:
            connections["default"].cursor().connection.backup(file)


@contextlib.contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    """Every thread finds the database of that folder, by a connection of its own."""
    told, before = connections.settings["default"], connections["default"]
    connections.settings["default"] = {**told, **database("", folder)}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = told
        connections["default"] = before
