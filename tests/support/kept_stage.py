"""The stage, built once for the whole run and put back wherever it is asked for: the rows, the files, and what Python holds of it.

On PostgreSQL nothing is kept: there a copy of a database takes longer than to build the stage anew.
"""

import contextlib
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings

from tests.support.embedded import in_folder
from tests.support.own_database import URL
from wijk.core import city
from wijk.territory import drawing


@dataclass(frozen=True, slots=True)
class Kept:
    """A database in memory on which nobody works, the files by their path in the folder of data, and the stage in bytes."""

    rows: sqlite3.Connection
    files: Mapping[Path, bytes]
    stage: bytes


def keep(build: Callable[[], object], empty_home: Path, folder: Path) -> Kept | None:
    """Build it in a database and a folder of its own; nothing is kept on PostgreSQL."""
    if URL:
        return None
    home, data = folder / "home", folder / "data"
    shutil.copytree(empty_home, home)
    data.mkdir()
    cache.clear()
    with in_folder(home), override_settings(WIJK_FOLDER=data):
        with transaction.atomic():
            stage = pickle.dumps(build())
        rows = _copy()
    files = {path.relative_to(data): path.read_bytes() for path in data.rglob("*") if path.is_file()}
    return Kept(rows, files, stage)


def put(kept: Kept) -> Any:
    """Let it be what stands in the database now; the stage as nobody has touched it."""
    kept.rows.backup(_database())
    for name, content in kept.files.items():
        path = Path(settings.WIJK_FOLDER) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _forget()
    return pickle.loads(kept.stage)


@contextlib.contextmanager
def stands(kept: Kept) -> Iterator[Any]:
    """It stands in the database of the tests, and afterwards what stood there before."""
    before = _copy()
    stage = put(kept)
    try:
        with transaction.atomic():
            yield stage
            transaction.set_rollback(True)
    finally:
        before.backup(_database())
        before.close()
        _forget()


def _database() -> Any:
    """The connection that lies under Django's."""
    return connection.cursor().connection


def _copy() -> sqlite3.Connection:
    rows = sqlite3.connect(":memory:", check_same_thread=False)
    _database().backup(rows)
    return rows


def _forget() -> None:
    """What was remembered of another database."""
    cache.clear()
    city.forget()
    drawing.forget()
