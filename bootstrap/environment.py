"""Make the virtual environment and install what the lock names; take up an interrupted attempt again."""

import os
import re
import shutil
import sys
from pathlib import Path

from .layout import Layout
from .run import probe, python_can, run
from .stamp import Level, write_stamp
from .trouble import Trouble, diagnose, say

# Measured with the locks of this version: what stands at the end, and what passes by on the way (downloads, copies).
ROOM_NEEDED = {Level.RUN: 900_000_000, Level.POSTGRES: 950_000_000, Level.DEV: 1_500_000_000}


def make_environment(layout: Layout, level: Level) -> None:
    """Bring `.venv` to the state that the lock of this level describes; the stamp is written last.

    Raises Trouble with a sentence when it can't be done; whatever was reached is taken up at the next start.
    """
    _look_for_room(layout, level)
    if layout.making.exists():
        say("  The last set-up did not finish; it is begun again (what was downloaded is kept).")
        shutil.rmtree(layout.venv)
    if not _usable(layout):
        _create(layout)
    layout.stamp.unlink(missing_ok=True)
    layout.making.touch()
    install(layout, layout.root / level.lock)
    _show_the_source(layout)
    write_stamp(layout, level)
    # The stamp counts only once this mark is gone.
    layout.making.unlink()


def install(layout: Layout, lock: Path, *, target: Path | None = None) -> None:
    """Install exactly what a lock names, checked against its hashes; by uv where there is one, else by pip."""
    expected = len(re.findall(r"^[a-z0-9].*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    where: list[str | Path] = ["--target", target] if target else []
    ways: list[list[str | Path]] = []
    uv = find_uv(layout)
    if uv:
        ways.append(
            [uv, "pip", "install", "--python", layout.python, "--require-hashes", "--no-deps", *where, "-r", lock]
        )
    pip = _find_pip(layout)
    if pip:
        fixed = ["--disable-pip-version-check", "--no-input", "--only-binary", ":all:", "--progress-bar", "off"]
        ways.append([*pip, "install", *fixed, "--require-hashes", "--no-deps", *where, "-r", lock])
    if not ways:
        raise Trouble(f"Neither pip nor uv was found to install packages with. {_HOW_TO_VENV}")
    said = ""
    for command in ways:
        say(
            f"  Installing {expected} package{'s' if expected > 1 else ''} with {'uv' if command[0] == uv else 'pip'} …"
        )
        good, printed = run(command, log=layout.log, expected=expected, env=_installer_environment())
        if good:
            return
        said += printed
        if command is not ways[-1]:
            say("  uv did not manage; trying pip …")
    raise Trouble(diagnose(said, layout.root, layout.log))


def find_uv(layout: Layout) -> Path | None:
    """An uv on the path, or one that lives in the environment itself."""
    found = shutil.which("uv")
    for candidate in (found, str(layout.venv / "bin" / "uv")):
        if candidate and probe([candidate, "--version"]):
            return Path(candidate)
    return None


def _look_for_room(layout: Layout, level: Level) -> None:
    needed = ROOM_NEEDED[level] if not layout.python.exists() else ROOM_NEEDED[level] // 4
    free = shutil.disk_usage(layout.root).free
    if free < needed:
        raise Trouble(
            f"The disk that holds {layout.root} has {free // 1_000_000} MB free, and about {needed // 1_000_000} MB "
            "are needed. Make room, then start again."
        )


def _usable(layout: Layout) -> bool:
    """Whether a Python that is new enough stands in `.venv` and something can install into it."""
    if not os.access(layout.python, os.X_OK):
        return False
    if not probe([layout.python, "-c", "import sys, pyexpat, sqlite3; sys.exit(sys.version_info < (3, 11))"]):
        return False
    return find_uv(layout) is not None or _find_pip(layout) is not None


def _find_pip(layout: Layout) -> list[str | Path] | None:
    if probe([layout.python, "-m", "pip", "--version"]):
        return [layout.python, "-m", "pip"]
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", layout.python]
    return outside if probe([*outside, "--version"]) else None


_HOW_TO_VENV = (
    "Debian and Ubuntu: sudo apt install python3-venv. Without administrator's rights: "
    "install uv or virtualenv (either works without). Then start again."
)


def _create(layout: Layout) -> None:
    """A new environment, by the first way that works here."""
    say(f"  Making the environment in {layout.venv} …")
    uv = find_uv(layout) if shutil.which("uv") else None
    ways: list[list[str | Path]] = []
    if uv:
        ways.append([uv, "venv", "--quiet", "--python", sys.executable, layout.venv])
    if python_can("venv", "ensurepip"):
        ways.append([sys.executable, "-m", "venv", layout.venv])
    if python_can("virtualenv"):
        ways.append([sys.executable, "-m", "virtualenv", "--quiet", layout.venv])
    if shutil.which("virtualenv"):
        ways.append(["virtualenv", "--quiet", "--python", sys.executable, layout.venv])
    if python_can("venv", "pip"):
        ways.append([sys.executable, "-m", "venv", "--without-pip", layout.venv])
    if not ways:
        raise Trouble(f"This Python comes without its venv module, so no environment can be made. {_HOW_TO_VENV}")
    said = ""
    for command in ways:
        if layout.venv.exists():
            shutil.rmtree(layout.venv)
        good, printed = run(command, log=layout.log)
        if good and _usable(layout):
            return
        said += printed
    raise Trouble(diagnose(said or _HOW_TO_VENV, layout.root, layout.log))


def _show_the_source(layout: Layout) -> None:
    """Let this environment import wijk from the source folder, without building anything."""
    for packages in (layout.venv / "lib").glob("python3.*/site-packages"):
        (packages / "wijk-source.pth").write_text(f"{layout.source}\n", encoding="utf-8")


def _installer_environment() -> dict[str, str]:
    """The environment of this process without what would bend an installer's ways."""
    dropped = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PYTHONUNBUFFERED": "1", "UV_NO_PROGRESS": "1"}
