"""One installation: the folder that holds its database, files and secrets.

`installation.toml` in that folder is made at the first set-up, readable by its owner alone; what a person changes there holds at
the next start. Reading makes nothing: until the set-up the secrets live in memory only.
"""

import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from wijk.core.errors import Refused

FILE = "installation.toml"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Installation:
    """The settings of one installation; every key stands in `docs/reference/settings.md`."""

    folder: Path
    secret_key: str
    signing_key: str
    demo: bool = False
    hosts: tuple[str, ...] = LOOPBACK
    https: bool = False
    database: str = ""
    mail: dict[str, Any] = field(default_factory=dict)
    openid: tuple[dict[str, Any], ...] = ()
    second_factor: bool = True
    upload_mb: int = 200
    workers: int = 2
    site: str = ""
    push_services: tuple[str, ...] = ()
    moderation: dict[str, Any] = field(default_factory=dict)


def folder() -> Path:
    """The data folder: `WIJK_DATA`, else `wijk-data` where the command was started."""
    return Path(os.environ.get("WIJK_DATA") or "wijk-data").expanduser().resolve()


def read(where: Path | None = None) -> Installation:
    """The installation in `where`; with fresh secrets, not yet written, when there is none."""
    home = where or folder()
    path = home / FILE
    told = _told(path)
    return Installation(
        folder=home,
        secret_key=told["secret_key"],
        signing_key=told["signing_key"],
        demo=bool(told.get("demo", False)),
        hosts=tuple(told.get("hosts", LOOPBACK)),
        https=bool(told.get("https", False)),
        database=os.environ.get("DATABASE_URL", told.get("database", "")),
        mail=told.get("mail", {}),
        openid=tuple(told.get("openid", ())),
        second_factor=bool(told.get("second_factor", not told.get("demo", False))),
        upload_mb=int(told.get("upload_mb", 200)),
        workers=int(told.get("workers", 2)),
        site=str(told.get("site", "")).strip().rstrip("/"),
        push_services=tuple(str(host).lower() for host in told.get("push_services", ())),
        moderation=told.get("moderation", {}),
    )


def change(home: Path, **values: Any) -> None:
    """Write `values` into the installation's file; the others stay."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    _write(path, _told(path) | values)


#: What each key of the file holds.
KINDS: dict[str, type] = {
    "secret_key": str, "signing_key": str, "demo": bool, "hosts": list, "https": bool, "database": str, "mail": dict,
    "openid": list, "second_factor": bool, "upload_mb": int, "workers": int,
    "site": str, "push_services": list, "moderation": dict,
}  # fmt: skip
_WORDS = {str: "text in quotes", bool: "true or false", list: "a list", dict: "a table", int: "a whole number"}


def _told(path: Path) -> dict[str, Any]:
    """What the file says, or fresh secrets where there is none. Refused with a sentence when it cannot be understood."""
    if not path.exists():
        return _secrets()
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused("settings", "{path} cannot be read: {why}.", path=path, why=fault) from fault
    for name, value in told.items():
        if name not in KINDS:
            raise Refused(
                "settings",
                "{path}: there is no setting “{name}”. See docs/reference/settings.md.",
                path=path,
                name=name,
            )
        if type(value) is not KINDS[name]:
            raise Refused("settings", "{path}: {name} is {kind}.", path=path, name=name, kind=_WORDS[KINDS[name]])
    missing = [name for name in ("secret_key", "signing_key") if not told.get(name)]
    if missing:
        raise Refused("settings", "{path} lacks {name}. Put it back from a backup.", path=path, name=missing[0])
    return told


def _secrets() -> dict[str, Any]:
    return {"secret_key": secrets.token_urlsafe(64), "signing_key": secrets.token_hex(32)}


def _write(path: Path, told: dict[str, Any]) -> None:
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        tomli_w.dump(told, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
