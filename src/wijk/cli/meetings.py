"""`wijk meetings import FILE`: plan and change meetings from a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from wijk.core.errors import Faulty
from wijk.core.viewer import Operator
from wijk.meetings import actions


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    top = subparsers.add_parser("meetings", help="plan and change meetings from a file")
    inner = top.add_subparsers(metavar="ACTION", required=True)
    one = inner.add_parser("import", help="take a file in, whole or not at all; the same id again changes that meeting")
    one.add_argument("file", metavar="FILE", type=Path, help="CSV in UTF-8; the page of the office lists its columns")
    one.set_defaults(run=run_import)


def run_import(args: argparse.Namespace) -> int:
    """`wijk meetings import FILE`."""
    try:
        done = actions.import_meetings(Operator(), content=args.file.read_bytes())
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem, file=sys.stderr)
        print(f"wijk: {len(faulty.problems)} problems; nothing was changed.", file=sys.stderr)
        return 1
    print(f"{done.added} new, {done.changed} changed, {done.same} as they were.")
    return 0
