"""`wijk plan FILE.toml`: method cards, days and means in; a calendar of phases, meetings and tasks out. Nothing is kept."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.utils import translation

from wijk.core.errors import Faulty
from wijk.core.text import LANGUAGES
from wijk.toolbox import actions


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    one = subparsers.add_parser(
        "plan", help="reckon a plan out of method cards: phases, meetings, tasks, and doubts about it"
    )
    one.add_argument(
        "file", metavar="FILE", type=Path, help="TOML: title, start, hours, euro …, and [[cards]] with card and level"
    )
    one.add_argument("--form", choices=("text", "json", "ics"), default="text", help="as what it comes out")
    one.add_argument("--language", choices=LANGUAGES, default="en", help="the language of the words")
    one.add_argument("--out", metavar="FILE", type=Path, help="write it there instead of to the terminal")
    one.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """`wijk plan FILE`."""
    try:
        with translation.override(options.language):
            made = actions.reckon_file(written=options.file.read_bytes(), form=options.form)
    except Faulty as faulty:
        for problem in faulty.problems:
            print(f"{options.file}: {problem}", file=sys.stderr)
        return 1
    if options.out:
        options.out.write_bytes(made)
    else:
        sys.stdout.write(made.decode())
    return 0
