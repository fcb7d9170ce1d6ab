"""Commands on an installation. `main` finds the data folder first, because the settings live in it."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import django
from django.db import DatabaseError
from django.utils import translation

from wijk import __version__
from wijk.cli.reckon import RECKONERS
from wijk.core.errors import Refused

#: The modules that register commands, in the order of the help. Imported after the data folder is known.
COMMANDS = (
    "demo",
    "serve",
    "packs",
    "deliveries",
    "trail",
    "accounts",
    "organisations",
    "meetings",
    "conversations",
    "voices",
    "plan",
    "mail",
    "keeping",
    "reference",
)


def parser() -> argparse.ArgumentParser:
    """The whole command line; each module of COMMANDS adds its commands with `register(subparsers)`.

    The reckoning commands are there by name only, so that their libraries stay where they are; `reckoning_parser` has them whole.
    """
    top = argparse.ArgumentParser(prog="wijk", description="A city that takes the neighbourhood as its base scale.")
    top.add_argument("--version", action="version", version=f"wijk {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"wijk.cli.{name}").register(commands)
    _add_data(top)
    for name, (_module, words) in RECKONERS.items():
        commands.add_parser(name, help=words)  # `wijk.cli.main` has taken such a command before it comes here
    return top


def reckoning_parser() -> argparse.ArgumentParser:
    """The command line of all commands that reckon on one's own files, for the reference and for tests."""
    top = argparse.ArgumentParser(prog="wijk")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for module, _words in RECKONERS.values():
        import_module(f"wijk.cli.reckon.{module}").register(commands)
    return top


def _add_data(top: argparse.ArgumentParser) -> None:
    """Give every command, however deep, the option --data."""
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in {id(p): p for p in action.choices.values()}.values():
                if not any("--data" in a.option_strings for a in command._actions):
                    command.add_argument(
                        "--data",
                        metavar="DIR",
                        help="the folder of the installation (default: $WIJK_DATA, else wijk-data)",
                    )
                _add_data(command)


def _find_data(argv: Sequence[str]) -> list[str]:
    """Take `--data DIR` out of `argv`, wherever it stands, and put it into the environment."""
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--data":
            os.environ["WIJK_DATA"] = next(words, "") or sys.exit("wijk: --data needs a folder: --data DIR")
        elif word.startswith("--data="):
            os.environ["WIJK_DATA"] = word.removeprefix("--data=")
        else:
            rest.append(word)
    return rest


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused or faulty input, 2 wrong words, 130 interrupted."""
    rest = _find_data(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.config.settings")
    where = Path(os.environ.get("WIJK_DATA") or "wijk-data").absolute()
    try:
        django.setup()
        translation.activate("en")  # a terminal speaks English, whatever the city's pages speak
        options = parser().parse_args(rest)
        return int(options.run(options) or 0)
    except Refused as fault:
        print(f"wijk: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nwijk: interrupted; nothing half-written was kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        print(f"wijk: {_plain(fault, where)}", file=sys.stderr)
        return 1
    except DatabaseError as fault:
        print(
            f"wijk: the database in {where} does not answer as it should ({fault}). If it was never made, run `wijk upgrade`.",
            file=sys.stderr,
        )
        return 1


def _plain(fault: OSError, where: Path) -> str:
    """An operating system's fault in a sentence that says what to do."""
    if fault.errno == 28:
        return f"the disk is full. Make room on the disk of {where} and start again; nothing was half-written."
    if fault.errno in (13, 30, 1):
        return f"may not write to {fault.filename or where}. Choose another folder with --data DIR, or ask for the right to write there."
    if fault.errno in (2, 20) and str(where) in (str(fault.filename), *map(str, Path(str(fault.filename)).parents)):
        return f"the folder {where} cannot be made there. Choose another one with --data DIR."
    return f"{fault.strerror or fault}{f': {fault.filename}' if fault.filename else ''}"
