"""Bringing an installation up to date: a backup first, then the migrations, then the static files; down meanwhile."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wijk.core import backup, installation

#: While this file stands in the data folder, every page answers "down for an upgrade" (see `core.middleware`).
FLAG = "upgrading"


def pending() -> list[str]:
    """The migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    return [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def fresh() -> bool:
    """Has the database never been made?"""
    return "django_migrations" not in connection.introspection.table_names()


@contextmanager
def closed() -> Iterator[None]:
    """The installation answers 503 while this lasts."""
    flag = Path(settings.WIJK_FOLDER) / FLAG
    flag.touch()
    try:
        yield
    finally:
        flag.unlink(missing_ok=True)


def upgrade(say: Callable[[str], object] = print) -> None:
    """Bring the database and the static files up to date; a database with content is backed up first."""
    home = Path(settings.WIJK_FOLDER)
    if not (home / installation.FILE).exists():
        installation.change(home, secret_key=settings.SECRET_KEY, signing_key=settings.WIJK_SIGNING_KEY)
    if pending():
        if not fresh():
            kept = backup.make(home / "backups", label="before-upgrade")
            say(f"Backed up to {kept}")
        with closed():
            say("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
    _collect(say)


def _collect(say: Callable[[str], object]) -> None:
    """Copy and compress the static files when any of them changed."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.parent / "static.stamp"
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    now = digest.hexdigest()
    if stamp.exists() and stamp.read_text() == now and (root / "staticfiles.json").exists():
        return
    say("Preparing styles, fonts and maps …")
    stamp.unlink(missing_ok=True)
    with override_storage():
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


@contextmanager
def override_storage() -> Iterator[None]:
    """Collect with the hashing, compressing storage, whatever serves at the moment."""
    storages = settings.STORAGES
    before = storages["staticfiles"]
    storages["staticfiles"] = {"BACKEND": "wijk.core.static.HashedStatic"}
    try:
        yield
    finally:
        storages["staticfiles"] = before
