"""`wijk upgrade`, `wijk backup`, `wijk restore`."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings

from wijk.core import backup, upkeep


def register(commands: Any) -> None:
    """Add the commands that keep an installation."""
    up = commands.add_parser("upgrade", help="bring the database up to date (a backup is made first)")
    up.set_defaults(run=upgrade)
    keep = commands.add_parser("backup", help="write the whole installation into one file")
    keep.add_argument(
        "--to", metavar="DIR", type=Path, help="folder for the backup (default: backups in the data folder)"
    )
    keep.set_defaults(run=make)
    back = commands.add_parser("restore", help="put a backup back")
    back.add_argument("archive", type=Path, metavar="FILE", help="the backup")
    back.add_argument(
        "--replace", action="store_true", help="also when the data folder is not empty; what is there is kept beside it"
    )
    back.set_defaults(run=restore)


def upgrade(options: argparse.Namespace) -> int:
    """Bring the installation up to date."""
    upkeep.upgrade()
    print("Up to date.")
    return 0


def make(options: argparse.Namespace) -> int:
    """Write a backup and say where it is."""
    made = backup.make(options.to or Path(settings.WIJK_FOLDER) / "backups")
    print(f"{made}\n{made.stat().st_size / 1e6:.1f} MB, SHA-256 {backup.sha256(made)}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup back and say what was done."""
    done = backup.restore(options.archive, Path(settings.WIJK_FOLDER), replace=options.replace)
    print(f"{done['files']} files of {done['made_at']} are back in {settings.WIJK_FOLDER}.")
    if done["kept"]:
        print(f"What was there is kept in {done['kept']}.")
    print("Check it with `wijk trail verify`.")
    return 0
