"""`wijk load-voices FILE`: take over what people said elsewhere."""

import argparse
import sys
from pathlib import Path
from typing import Any

from wijk.contributions import actions
from wijk.core.errors import Faulty, Refused
from wijk.core.viewer import Operator


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    one = subparsers.add_parser(
        "load-voices", help="take over what people said elsewhere, from a table or from Decidim"
    )
    one.add_argument(
        "file", metavar="FILE", type=Path, help="CSV, Excel or JSON: our template, or Decidim's export of proposals"
    )
    one.add_argument(
        "--source", required=True, metavar="TITLE", help="from which list or platform; its numbers count once"
    )
    one.add_argument("--opening", default="city", metavar="KEY", help="the place to speak that it belongs to (city)")
    one.add_argument("--kind", default="idea", metavar="CODE", help="where the file does not say (idea)")
    one.add_argument("--language", choices=["nl", "fr", "en"], default="nl", help="where the file does not say (nl)")
    one.add_argument("--look", action="store_true", help="only say what would come of it")
    one.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """`wijk load-voices FILE --source TITLE`."""
    if not args.file.is_file():
        raise Refused("no-file", "There is no file {file}. Check its name.", file=args.file)
    load = actions.Load(args.source, args.opening, args.kind, args.language)
    verb = actions.look_at_voices if args.look else actions.load_voices
    try:
        done = verb(Operator(), content=args.file.read_bytes(), name=args.file.name, load=load)
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem, file=sys.stderr)
        print("wijk: nothing was taken in.", file=sys.stderr)
        return 1
    for sentence in (*done.faults, *done.notes):
        print(sentence, file=sys.stderr)
    print(f"{done.added} {'would be ' if args.look else ''}new, {done.same} here already, {len(done.notes)} doubts.")
    return 1 if done.faults else 0
