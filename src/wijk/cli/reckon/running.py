"""Runs one reckoning command: only its own module is imported, and whatever goes wrong is one clear sentence."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from wijk import __version__
from wijk.cli.reckon import RECKONERS
from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.language import Language
from wijk.methods.saying import Rejected

OWN_FAULT = (
    "wijk: this is a fault of wijk itself, not of your files ({kind}: {words}). Nothing was written. "
    "Please report it with the command that you gave; with WIJK_TRACEBACK=1 before it, it says where."
)


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused or faulty input, 2 wrong words, 130 interrupted."""
    first = next(word for word in argv if not word.startswith("-"))
    language = Language.of(_wanted_language(argv))
    try:
        options = parser(first).parse_args(argv)
        return int(options.run(options) or 0)
    except Complaint as complaint:
        print(f"wijk: {language.say(complaint.saying)}", file=sys.stderr)
    except Rejected as fault:
        for one in fault.says:
            print(f"wijk: {language.problem(one)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nwijk: interrupted; nothing half-written was kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        where = f": {fault.filename}" if fault.filename else ""
        print(f"wijk: {fault.strerror or fault}{where}", file=sys.stderr)
    except MemoryError:
        print(
            "wijk: this machine has too little memory for this input. Split it, or use a larger machine.",
            file=sys.stderr,
        )
    except Exception as fault:
        # no traceback ever reaches a town hall; whoever helps it can ask for one
        if os.environ.get("WIJK_TRACEBACK"):
            raise
        print(OWN_FAULT.format(kind=type(fault).__name__, words=" ".join(str(fault).split())[:200]), file=sys.stderr)
    return 1


def parser(name: str) -> argparse.ArgumentParser:
    """The command line with one reckoning command."""
    top = argparse.ArgumentParser(prog="wijk", description="A city that takes the neighbourhood as its base scale.")
    top.add_argument("--version", action="version", version=f"wijk {__version__}")
    import_module(f"wijk.cli.reckon.{RECKONERS[name][0]}").register(
        top.add_subparsers(metavar="COMMAND", required=True)
    )
    return top


def _wanted_language(argv: Sequence[str]) -> str:
    """The language asked for, found before the words are parsed, so that a complaint speaks it too."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        if word == "--language":
            return following
        if word.startswith("--language="):
            return word.partition("=")[2]
    return "en"
