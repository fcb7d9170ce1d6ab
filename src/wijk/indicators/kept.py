"""Where are the files of deliveries? `<data>/deliveries/<key>/`, kept for ever; on their way in under `.incoming`.

A delivery's files are complete and on the disk before its row is committed, and move to their place right after. A
process that dies in between leaves a folder in `.incoming`, which `sweep` puts right.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

CHUNK = 1 << 20
LEFT_BEHIND = 6 * 3600  #: seconds after which a folder without a delivery was surely abandoned


def home() -> Path:
    """The folder of all deliveries."""
    return Path(settings.WIJK_FOLDER) / "deliveries"


def incoming(key: str) -> Path:
    """Where a delivery is while its transaction is open."""
    return home() / ".incoming" / key


def folder(key: str) -> Path:
    """Where the files of a delivery are now."""
    passing = incoming(key)
    return passing if passing.is_dir() else home() / key


def part_path(key: str, indicator: str, area_set: str) -> Path:
    """The normalised Parquet of one indicator on one area set ("sectors/2022")."""
    name = f"{quote(indicator, safe='')}@{quote(area_set.replace('/', '@'), safe='@')}.parquet"
    return folder(key) / "parts" / name


def original(key: str) -> Path | None:
    """The file as it was delivered; None when it is gone."""
    return next(iter(sorted(folder(key).glob("original.*"))), None)


def sha256(path: Path) -> str:
    """The digest of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def open_incoming(key: str) -> Path:
    """A fresh, empty folder for a delivery that comes in."""
    place = incoming(key)
    shutil.rmtree(place, ignore_errors=True)
    (place / "parts").mkdir(parents=True)
    return place


def flush(place: Path) -> None:
    """Make sure that everything in a folder is on the disk, not only on its way there."""
    for path in _everything(place):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _everything(place: Path) -> Iterator[Path]:
    yield from sorted(p for p in place.rglob("*"))
    yield place


def settle(key: str) -> None:
    """Move a delivery to its place; does nothing when it is there already."""
    # Another process may put it right at the same moment; then it is gone from here already.
    with suppress(FileNotFoundError):
        incoming(key).rename(home() / key)


def drop(key: str) -> None:
    """Forget what came in for a delivery that was not kept."""
    shutil.rmtree(incoming(key), ignore_errors=True)


def sweep(known: Callable[[str], bool], older_than: float = LEFT_BEHIND) -> int:
    """Put right what an interrupted process left: known deliveries move to their place, old strangers go. How many."""
    done = 0
    root = home() / ".incoming"
    for place in sorted(root.iterdir()) if root.is_dir() else ():
        if known(place.name):
            settle(place.name)
        elif time.time() - place.stat().st_mtime >= older_than:
            shutil.rmtree(place, ignore_errors=True)
        else:
            continue
        done += 1
    return done
