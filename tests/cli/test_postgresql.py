"""The whole way with PostgreSQL: load, back up, restore into another database, and the trail still holds."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.support.smallpack import write_smallpack

psycopg = pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not here")
URL = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.skipif(not URL, reason="no PostgreSQL; name a server in DATABASE_URL"),
    pytest.mark.skipif(not shutil.which("pg_dump"), reason="PostgreSQL's client programs are not here"),
]


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """The addresses of two empty databases."""
    names = [f"wijk_terminal_{os.getpid()}_{letter}" for letter in "ab"]
    with psycopg.connect(URL, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield [urlunsplit(urlsplit(URL)._replace(path=f"/{name}")) for name in names]
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wijk(*words: object, data: Path, url: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment |= {"WIJK_DATA": str(data), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "wijk", *map(str, words)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_backup_comes_back_into_another_database(databases: list[str], tmp_path: Path) -> None:
    here, there = databases
    pack = write_smallpack(tmp_path / "pack")
    wijk("upgrade", data=tmp_path / "one", url=here)
    wijk("load", pack, data=tmp_path / "one", url=here)
    archive = wijk("backup", "--to", tmp_path, data=tmp_path / "one", url=here).splitlines()[0]
    wijk("restore", archive, data=tmp_path / "two", url=there)
    for command in (["trail", "verify"], ["delivery", "list"]):
        assert wijk(*command, data=tmp_path / "two", url=there) == wijk(*command, data=tmp_path / "one", url=here)
    assert "Nothing changed" in wijk("load", pack, data=tmp_path / "two", url=there)
