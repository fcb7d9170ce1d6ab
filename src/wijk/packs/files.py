"""Where does a file of a pack lie? Only inside the pack, or inside the folder given with --source; nothing leads out of them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from wijk.packs.rules import Wrong
from wijk.territory.actions import DataFile

CITY_FILE = "city.toml"
FROM_SOURCE = "source:"
CHUNK = 1 << 20


def locate(name: str, folder: Path, source: Path | None) -> DataFile:
    """The file called `name` in a pack; `Wrong` with a sentence when it may not be used."""
    base, rest = folder, name
    if name.startswith(FROM_SOURCE):
        rest = name.removeprefix(FROM_SOURCE)
        if source is None:
            raise Wrong(
                _(
                    "The file “{name}” is not part of the pack. Say where the official files lie with --source DIR."
                ).format(name=name)
            )
        base = source
    inside = PurePosixPath(rest)
    if not rest or "\\" in rest or "\0" in rest or inside.is_absolute() or ".." in inside.parts:
        raise Wrong(
            _(
                "“{name}” leads out of the folder. Name a file inside it, without “..” and without a beginning “/”."
            ).format(name=name)
        )
    path = base.joinpath(*inside.parts)
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        raise Wrong(_("The file “{name}” is not there. Check its name and its folder.").format(name=name)) from None
    if not real.is_relative_to(base.resolve()):
        raise Wrong(_("“{name}” is a link that leads out of the folder. Put the file itself there.").format(name=name))
    if not path.is_file():
        raise Wrong(_("The file “{name}” is not there. Check its name and its folder.").format(name=name))
    return DataFile(real, name)


def fingerprint(files: Iterable[DataFile]) -> str:
    """One hash over names and contents, in the order of the names."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.name):
        inner = hashlib.sha256()
        with file.path.open("rb") as content:
            while chunk := content.read(CHUNK):
                inner.update(chunk)
        total.update(f"{inner.hexdigest()}  {file.name}\n".encode())
    return total.hexdigest()
