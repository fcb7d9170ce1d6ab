"""Is what stands here what the locks ask for? Answered from a few small files, so that a start is quick."""

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .layout import Layout


class Level(IntEnum):
    """How much is installed; each level holds the one before it."""

    RUN = 0
    POSTGRES = 1
    DEV = 2

    @property
    def lock(self) -> str:
        return ("requirements.lock", "requirements-postgres.lock", "requirements-dev.lock")[self]


def wanted_level(arguments: Sequence[str], environ: Mapping[str, str]) -> Level:
    """What this start needs: the tools for a test, the PostgreSQL driver where such a database is named.

    >>> wanted_level(["serve"], {"DATABASE_URL": "postgresql://localhost/wijk"}).lock
    'requirements-postgres.lock'
    """
    if arguments and arguments[0] in ("test", "lock", "bench"):
        return Level.DEV
    address = environ.get("DATABASE_URL") or _database_of(data_folder(arguments, environ))
    return Level.POSTGRES if address.startswith("postgres") else Level.RUN


def data_folder(arguments: Sequence[str], environ: Mapping[str, str]) -> Path:
    """The data folder that a command names, as the product itself finds it.

    >>> data_folder(["load", "pack", "--data", "town"], {"WIJK_DATA": "city"})
    PosixPath('town')
    """
    for word, following in zip_longest(arguments, arguments[1:]):
        if word == "--data" and following:
            return Path(following)
        if word.startswith("--data="):
            return Path(word.removeprefix("--data="))
    return Path(environ.get("WIJK_DATA") or "wijk-data").expanduser()


def _database_of(folder: Path) -> str:
    """The `database` in an installation's settings, read without a parser: every start passes here."""
    try:
        text = (folder / "installation.toml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""  # none yet, or not ours to read: the product itself will say so
    found = re.search(r"""^database\s*=\s*["']([^"']*)["']""", text, re.MULTILINE)
    return found[1] if found else ""


def environment_key(layout: Layout, level: Level) -> str:
    """A hash of all that an environment of this level is made from."""
    interpreter = os.path.realpath(layout.python)  # a Python that was replaced below us leaves an empty environment
    lock = (layout.root / level.lock).read_bytes()
    return hashlib.sha256(f"{layout.root}\n{interpreter}\n".encode() + lock).hexdigest()


def installed_level(layout: Layout) -> Level | None:
    """The level of the environment that stands ready and matches its lock; None when there is none."""
    stamp = read_json(layout.stamp)
    if not stamp or layout.making.exists() or not os.access(layout.python, os.X_OK):
        return None
    try:
        level = Level[str(stamp.get("level"))]
    except KeyError:
        return None
    return level if stamp.get("key") == environment_key(layout, level) else None


def previous_level(layout: Layout) -> Level:
    """The level that was installed here last, matching or not: a renewed environment keeps its tools."""
    name = str((read_json(layout.stamp) or {}).get("level"))
    return Level[name] if name in Level.__members__ else Level.RUN


def write_stamp(layout: Layout, level: Level) -> None:
    """Say that the environment is ready. The last step of making one."""
    write_json(layout.stamp, {"level": level.name, "key": environment_key(layout, level)})


def read_json(path: "os.PathLike[str]") -> dict[str, Any] | None:
    """A small JSON object, or None when it is absent or broken."""
    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def write_json(path: "os.PathLike[str]", value: dict[str, Any]) -> None:
    """Write it beside and move it into place, so that a half-written one is never seen."""
    passing = f"{os.fspath(path)}.{os.getpid()}"
    with open(passing, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, sort_keys=True)
        file.write("\n")
    os.replace(passing, path)
