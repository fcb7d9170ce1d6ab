"""What `./wijk` does: see to the environment, then hand over to the product's own commands."""

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .assets import assets_ready, install_assets
from .environment import make_environment
from .layout import Layout, here
from .run import run
from .stamp import Level, installed_level, previous_level, wanted_level
from .trouble import Trouble, diagnose, from_os_error, say

WELCOME = """\
wijk is not set up here yet.

  ./wijk demo     set up, build a city that lives, and open it in the browser
  ./wijk test     set up with the tools of the makers, and run the whole suite
  ./wijk bench    set up with the tools of the makers, and measure beside others
  ./wijk setup    only set up

A set-up takes a few minutes and needs the network once; it writes into this folder only.
Afterwards ./wijk shows all commands.
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code where the process is not replaced by the product's own."""
    layout = here()
    try:
        return _main(layout, list(arguments))
    except Trouble as trouble:
        say(f"wijk: {trouble}")
        return 1
    except KeyboardInterrupt:
        say("\nwijk: interrupted. Start again: it goes on from here.")
        return 130
    except OSError as error:
        say(f"wijk: {from_os_error(error, layout.root, layout.log)}")
        return 1


def _main(layout: Layout, arguments: list[str]) -> int:
    command = arguments[0] if arguments else ""
    level = wanted_level(arguments, os.environ)
    if command in ("", "help", "-h", "--help") and installed_level(layout) is None:
        print(WELCOME, end="")
        return 0
    prepare(layout, level, again=command == "setup")
    if command == "setup":
        say("wijk is set up. Next: ./wijk demo")
        return 0
    if command == "test":
        return _hand_over(layout, ["-m", "bootstrap.suite", *arguments[1:]], with_root=True)
    if command == "bench":
        return _hand_over(layout, ["-m", "bench", *arguments[1:]], with_root=True)
    if command == "lock":
        return _hand_over(layout, ["-m", "bootstrap.lock", *arguments[1:]], with_root=True)
    return _hand_over(layout, ["-m", "wijk", *arguments])


def prepare(layout: Layout, level: Level, *, again: bool = False) -> None:
    """Make what is missing or stale; when all stands, touch nothing and ask nobody.

    `again` also tries once more for front-end files that could not be had before.
    """
    if not again and _all_stands(layout, level):
        return
    with _alone(layout):
        installed = installed_level(layout)
        if installed is None or installed < level:
            level = max(level, previous_level(layout))
            say("Setting up wijk. This needs the network once and takes a few minutes.")
            make_environment(layout, level)
            installed = level
        if not assets_ready(layout, installed, again=again):
            install_assets(layout, installed)
        if not _catalogues_ready(layout):
            compile_catalogues(layout)


def _all_stands(layout: Layout, level: Level) -> bool:
    installed = installed_level(layout)
    return (
        installed is not None and installed >= level and assets_ready(layout, installed) and _catalogues_ready(layout)
    )


def _catalogues_ready(layout: Layout) -> bool:
    for catalogue in layout.locale.glob("*/LC_MESSAGES/*.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            return False
    return True


def compile_catalogues(layout: Layout) -> None:
    """Turn the translations into the form that is read at run time."""
    say("  Compiling the translations …")
    good, printed = run([layout.python, "-m", "wijk.config.catalogue", "compile"], log=layout.log, cwd=layout.root)
    if not good:
        raise Trouble(diagnose(printed, layout.root, layout.log))


@contextmanager
def _alone(layout: Layout) -> Iterator[None]:
    """Only one set-up at a time in a folder. The system lets go of the lock when a process dies."""
    layout.work.mkdir(exist_ok=True)
    with (layout.work / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting up wijk in this folder; waiting until it is done …")
            fcntl.flock(file, fcntl.LOCK_EX)
        layout.log.write_text("", encoding="utf-8")
        yield


def _hand_over(layout: Layout, arguments: list[str], *, with_root: bool = False) -> int:
    """Become the environment's Python. From here on signals and the exit code are the product's own."""
    sys.stdout.flush()
    sys.stderr.flush()
    environment = dict(os.environ)
    environment.pop("PYTHONHOME", None)
    if with_root:
        environment["PYTHONPATH"] = str(layout.root)
    os.execve(layout.python, [str(layout.python), *arguments], environment)
