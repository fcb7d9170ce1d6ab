"""Keeping it: the whole installation in one file with the hash of everything inside, and back again.

A backup is a `.tar.gz` with `manifest.json` first (name → SHA-256, size), then the database and the files. It holds the secrets and the personal
data of the installation: keep it as carefully as the installation itself.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from wijk import __version__
from wijk.core import clock, installation
from wijk.core.errors import Refused

#: What is never backed up: it can be made again.
LEFT_OUT = {
    "backups",
    "static",
    "static.stamp",
    "cache",
    "upgrading",
    "wijk.sqlite3",
    "wijk.sqlite3-wal",
    "wijk.sqlite3-shm",
}
MANIFEST = "manifest.json"


def make(folder: Path, *, label: str = "") -> Path:
    """Write a backup into `folder` and return its path; the installation may go on working meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"wijk-{_stamp(clock.now())}{f'-{label}' if label else ''}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch:
        dump = _dump(Path(scratch))
        entries = {dump.name: dump, **dict(_files(Path(settings.WIJK_FOLDER)))}
        manifest = {
            "made_by": f"wijk {__version__}",
            "made_at": clock.now().isoformat(),
            "files": {
                key: {"sha256": sha256(path), "size": path.stat().st_size} for key, path in sorted(entries.items())
            },
        }
        fresh = Path(scratch) / name
        with tarfile.open(fresh, "w:gz", compresslevel=6) as archive:
            _add_text(archive, MANIFEST, json.dumps(manifest, indent=1))
            for key, path in sorted(entries.items()):
                archive.add(path, key, recursive=False)
        os.chmod(fresh, 0o600)
        fresh.replace(folder / name)
    return folder / name


def restore(archive: Path, folder: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put the backup `archive` into `folder`; every hash is checked before anything is moved into place."""
    if _inhabited(folder) and not replace:
        raise Refused(
            "not-empty",
            "{folder} is not empty. Name an empty folder with --data, or add --replace; what is there is then kept beside it.",
            folder=folder,
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restoring-") as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        manifest = _unpack(archive, home)
        for connected in connections.all():
            connected.close()
        kept = None
        if _inhabited(folder):
            kept = folder.with_name(f"{folder.name}-before-{_stamp(clock.now())}")
            folder.replace(kept)
        elif folder.exists():
            shutil.rmtree(folder)
        shutil.move(home, folder)
    if (folder / "database.pgdump").exists():
        _load_postgres(folder / "database.pgdump")
        (folder / "database.pgdump").unlink()
    return {"files": len(manifest["files"]), "made_at": manifest["made_at"], "kept": str(kept) if kept else None}


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _inhabited(folder: Path) -> bool:
    """Does something live in `folder` that must not be lost?"""
    return folder.is_dir() and any(folder.iterdir())


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%S%fZ")


def _dump(scratch: Path) -> Path:
    """The database as one file: an exact copy of SQLite, or PostgreSQL's own dump."""
    if connection.vendor == "sqlite":
        target = scratch / "wijk.sqlite3"
        with (
            sqlite3.connect(
                str(connection.settings_dict["NAME"]), uri=str(connection.settings_dict["NAME"]).startswith("file:")
            ) as live,
            sqlite3.connect(target) as copy,
        ):
            live.backup(copy)
        copy.close()
        live.close()
        return target
    target = scratch / "database.pgdump"
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return target


def _load_postgres(dump: Path) -> None:
    _postgres(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--dbname",
        str(connection.settings_dict["NAME"]),
        str(dump),
    )


def _postgres(program: str, *words: str) -> None:
    """Run one of PostgreSQL's own tools against the installation's database."""
    if not shutil.which(program):
        raise Refused(
            "no-pg-tools",
            "{program} was not found. Install PostgreSQL's client programs and start again.",
            program=program,
        )
    facts = connection.settings_dict
    env = {
        **os.environ,
        "PGHOST": str(facts["HOST"]),
        "PGPORT": str(facts["PORT"] or 5432),
        "PGUSER": str(facts["USER"]),
        "PGPASSWORD": str(facts["PASSWORD"]),
        "PGDATABASE": str(facts["NAME"]),
    }
    done = subprocess.run([program, *words], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused("pg-tool", "{program} says: {said}", program=program, said=done.stderr.strip()[-500:])


def _files(home: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the installation that belongs in a backup."""
    for path in sorted(home.rglob("*")):
        key = path.relative_to(home)
        if (
            path.is_file()
            and not path.is_symlink()
            and key.parts[0] not in LEFT_OUT
            and not key.parts[0].startswith(".")
        ):
            yield key.as_posix(), path


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


def _extract(packed: tarfile.TarFile, home: Path) -> None:
    """Plain files alone, below `home` alone: a link or a way out of the folder is refused. (Early Pythons 3.11 lack tarfile's own filter.)"""
    root = home.resolve()
    for member in packed:
        target = (root / member.name).resolve()
        stream = packed.extractfile(member) if member.isfile() else None
        if stream is None or not target.is_relative_to(root):
            raise ValueError(f"{member.name} does not belong in a backup")
        target.parent.mkdir(parents=True, exist_ok=True)
        with stream, target.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        if target.name == installation.FILE:
            target.chmod(0o600)


def _unpack(archive: Path, home: Path) -> dict[str, Any]:
    """Unpack and check; a backup that is cut, changed or not ours is refused."""
    try:
        with tarfile.open(archive, "r:gz") as packed:
            first = packed.extractfile(MANIFEST)
            manifest: dict[str, Any] = json.loads(first.read()) if first else {}
            _extract(packed, home)
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as fault:
        raise Refused(
            "bad-backup",
            "{file} is not a whole backup of wijk ({why}). Take another copy of it.",
            file=archive,
            why=fault,
        ) from fault
    (home / MANIFEST).unlink(missing_ok=True)
    wrong = [
        k
        for k, facts in manifest.get("files", {}).items()
        if not (home / k).is_file() or sha256(home / k) != facts["sha256"]
    ]
    extra = [
        p.relative_to(home).as_posix()
        for p in home.rglob("*")
        if p.is_file() and p.relative_to(home).as_posix() not in manifest.get("files", {})
    ]
    if wrong or extra or not manifest.get("files"):
        raise Refused(
            "changed-backup",
            "{file} was changed since it was made: {what}. Take another copy of it.",
            file=archive,
            what=", ".join([*wrong, *extra][:5]) or "no files",
        )
    return manifest
