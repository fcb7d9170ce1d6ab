"""Which database? SQLite in the data folder, or PostgreSQL by address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wijk.core.errors import Refused

#: Votes and entries of the trail must survive a power cut: write-ahead log, and every commit reaches the disk.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for `url` ("postgresql://user:password@host:port/name"), or for the embedded database when it is empty.

    >>> database("postgresql://u:p%40@h:5433/n", Path("."))["PORT"]
    5433
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "wijk.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
            "CONN_MAX_AGE": 600,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Refused(
            "database-address",
            "the address of the database begins with “{scheme}”; wijk knows postgresql:// and, without an address, its own SQLite.",
            scheme=parts.scheme,
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
