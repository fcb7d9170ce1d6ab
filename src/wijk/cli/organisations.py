"""`wijk organisations …`: take a list of organisations in, and write the directory to a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from wijk.actors import actions, queries
from wijk.core.errors import Faulty, Refused
from wijk.core.viewer import Operator
from wijk.methods.formats.exports import write_csv_rows


def register(subparsers: Any) -> None:
    """Add the commands to the command line."""
    top = subparsers.add_parser(
        "organisations", help="take a list of organisations in, or write the directory to a file"
    )
    inner = top.add_subparsers(metavar="ACTION", required=True)
    _import(inner.add_parser("import", help="take a list in, whole or not at all; again brings it up to date"))
    export = inner.add_parser("export", help="write the directory as CSV, which can be taken in again")
    export.add_argument("file", metavar="FILE", type=Path, help="where to write it; - is the terminal")
    export.set_defaults(run=run_export)


def _import(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "file", metavar="FILE", type=Path, help="CSV or Excel; organizations.csv of HSDS is understood too"
    )
    one.add_argument("--source", required=True, metavar="TITLE", help="which guide or list it is")
    one.add_argument("--link", default="", metavar="URL", help="where the list is published")
    one.add_argument("--licence", default="", metavar="TEXT", help="of the list")
    one.add_argument("--elsewhere", action="store_true", help="the list stays where it is kept; entries lead there")
    one.add_argument(
        "--column",
        metavar="FIELD=HEADING",
        action="append",
        default=[],
        help=f"what a column holds: {', '.join(actions.FIELDS)}",
    )
    one.add_argument(
        "--language", choices=["nl", "fr", "en"], default="", help="of names and texts in columns without language"
    )
    one.add_argument("--kind", default="association", metavar="CODE", help="where the list does not say")
    one.add_argument("--level", choices=["micro", "meso", "macro"], default="micro", help="where the list does not say")
    one.add_argument(
        "--area",
        default=None,
        metavar="PLACE",
        help='where the list does not say, such as "neighbourhood/58" or "city"',
    )
    one.add_argument(
        "--look-alikes",
        choices=sorted(actions.CHOICES),
        default=None,
        help="what to do with rows that look like an entry we know",
    )
    one.add_argument("--look", action="store_true", help="only say what would come of it")
    one.set_defaults(run=run_import)


def run_import(args: argparse.Namespace) -> int:
    """`wijk organisations import FILE --source TITLE`."""
    if not args.file.is_file():
        raise Refused("no-file", "There is no file {file}. Check its name.", file=args.file)
    spec = actions.ListSpec(args.source, args.link, args.licence, args.elsewhere)
    try:
        mapped = _mapped(args)
        if args.look:
            return _say(actions.look(Operator(), path=args.file, name=args.file.name, mapped=mapped, spec=spec))
        done = actions.import_organisations(
            Operator(), path=args.file, name=args.file.name, mapped=mapped, spec=spec, otherwise=args.look_alikes
        )
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem, file=sys.stderr)
        print("wijk: nothing was taken in.", file=sys.stderr)
        return 1
    for note in done.notes:
        print(note, file=sys.stderr)
    print(
        f"{done.added} new, {done.changed} changed, {done.filled} filled in, {done.same} the same, {done.skipped} left out."
    )
    return 0


def _mapped(args: argparse.Namespace) -> actions.Mapped:
    """How the list is to be read: guessed from its headings, with what stands on the command line over it."""
    columns = actions.guess(actions.columns_of_file(args.file).columns)
    for word in args.column:
        name, sign, heading = word.partition("=")
        if not sign or name not in actions.FIELDS:
            raise Refused("column-unknown", "--column {word}: write FIELD=HEADING with one of the fields {fields}.",
                          word=word, fields=", ".join(actions.FIELDS))  # fmt: skip
        columns[name] = heading
    areas = () if args.area is None else ("" if args.area == "city" else args.area,)
    return actions.Mapped(columns, args.language, args.kind, args.level, areas)


def _say(outcome: actions.Outcome) -> int:
    for fault in outcome.faults:
        print(fault, file=sys.stderr)
    for row, match in outcome.likes:
        print(f"line {row.line}: {row.facts.title} looks like {match.title} ({match.key})")
    more = f" and {outcome.more_likes} more" if outcome.more_likes else ""
    print(
        f"{outcome.added} would be new, {outcome.changed} were taken from this list before, {len(outcome.likes)}{more} look like an entry we know."
    )
    return 1 if outcome.faults else 0


def run_export(args: argparse.Namespace) -> int:
    """`wijk organisations export FILE`."""
    rows = (queries.cells(one) for one in queries.in_batches(queries.directory(queries.Asked()).iterator(1000)))
    if str(args.file) == "-":
        write_csv_rows(sys.stdout, queries.COLUMNS, rows)
        return 0
    with args.file.open("w", encoding="utf-8", newline="") as file:
        count = write_csv_rows(file, queries.COLUMNS, rows)
    print(f"{count} organisations stand in {args.file}.")
    return 0
