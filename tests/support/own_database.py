"""An installation of its own for a process that a test starts: a folder, and on PostgreSQL a database beside those of the tests.

A copy starts where its original stands now; no test ever writes into the database that `DATABASE_URL` names.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

URL = os.environ.get("DATABASE_URL", "")
if URL:
    import psycopg


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of data; `url` is the address of its database, "" for the embedded one in the folder."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """What a process that works here is told."""
        told = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return told | {"DATABASE_URL": self.url} if self.url else told

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database answers, beside whoever writes in it."""
        if self.url:
            with _server(self.url) as base:
                return list(base.execute(sql))
        with sqlite3.connect(self.folder / "wijk.sqlite3") as base:
            return list(base.execute(sql))


@contextmanager
def home(folder: Path, name: str, like: Home | None = None) -> Iterator[Home]:
    """An empty installation, or a copy of another on which nobody works; its database is gone afterwards."""
    if like is not None:
        shutil.copytree(like.folder, folder)
    if not URL:
        yield Home(folder)
        return
    called = f"wijk_{name}_{os.getpid()}"
    template = f' TEMPLATE "{urlsplit(like.url).path[1:]}"' if like else ""
    with _server(URL) as server:
        server.execute(f'CREATE DATABASE "{called}"{template}')
        try:
            yield Home(folder, urlunsplit(urlsplit(URL)._replace(path=f"/{called}")))
        finally:
            server.execute(f'DROP DATABASE "{called}" WITH (FORCE)')


def _server(url: str) -> Any:
    return psycopg.connect(url, autocommit=True)
