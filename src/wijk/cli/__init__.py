"""The same verbs and questions at a terminal.

Two kinds of commands: those that reckon on somebody's own files (`wijk.cli.reckon`: no installation, no database), and those that work
on an installation (`wijk.cli.installed`). Only what the command at hand needs is imported.
"""

from collections.abc import Sequence
from importlib import import_module

from wijk.cli.reckon import RECKONERS


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused or faulty input, 2 wrong words, 130 interrupted."""
    first = next((word for word in argv if not word.startswith("-")), "")
    kind = "reckon.running" if first in RECKONERS else "installed"
    return int(import_module(f"wijk.cli.{kind}").main(argv))
