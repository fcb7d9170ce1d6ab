"""`wijk load`, `wijk pack check`, `wijk pack export`: a city's folder in and out."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import override

from wijk.core.errors import Faulty
from wijk.core.viewer import Operator
from wijk.packs import actions
from wijk.packs.actions import Loaded

#: So many remarks are written out; the others are counted.
MOST_NOTES = 40


def register(subparsers: Any) -> None:
    """Add the commands to the command line."""
    load = subparsers.add_parser("load", help="take in a city's pack, all or nothing; a second time changes nothing")
    _pack(load)
    load.add_argument("--dry-run", action="store_true", help="only say what would change")
    load.set_defaults(run=run_load)
    pack = subparsers.add_parser("pack", help="look at a pack, or write one")
    inner = pack.add_subparsers(metavar="ACTION", required=True)
    check = inner.add_parser("check", help="say what is wrong with a pack and what loading it would change")
    _pack(check)
    check.set_defaults(run=run_check)
    export = inner.add_parser("export", help="write what this installation holds as a pack")
    export.add_argument("folder", metavar="DIR", type=Path, help="a folder that does not exist yet, or is empty")
    export.add_argument("--force", action="store_true", help="replace the pack that stands in DIR")
    export.set_defaults(run=run_export)


def _pack(command: argparse.ArgumentParser) -> None:
    command.add_argument("pack", metavar="PACK", type=Path, help="the folder with city.toml")
    command.add_argument(
        "--source", metavar="DIR", type=Path, help="the folder with the official files that the pack does not carry"
    )


def run_load(args: argparse.Namespace) -> int:
    """`wijk load PACK`."""
    if args.dry_run:
        return run_check(args)
    return _told(
        lambda: actions.load(Operator(), folder=args.pack, source=args.source),
        done="Loaded",
        idle="Nothing changed: everything in the pack is already here.",
    )


def run_check(args: argparse.Namespace) -> int:
    """`wijk pack check PACK`."""
    return _told(
        lambda: actions.check(Operator(), folder=args.pack, source=args.source),
        done="The pack is sound. Loading it would change", idle="The pack is sound. Loading it would change nothing.",
    )  # fmt: skip


def _told(do: Any, *, done: str, idle: str) -> int:
    try:
        with override("en"):  # the terminal speaks one language
            loaded: Loaded = do()
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem, file=sys.stderr)
        count = len(faulty.problems)
        print(f"wijk: {count} problem{'s' if count > 1 else ''}; nothing was changed.", file=sys.stderr)
        return 1
    for note in loaded.notes[:MOST_NOTES]:
        print(f"  note: {note}")
    if len(loaded.notes) > MOST_NOTES:
        print(f"  … and {len(loaded.notes) - MOST_NOTES} more notes")
    if not loaded.changed:
        print(idle)
        return 0
    print(f"{done} {loaded.city}{f' {loaded.version}' if loaded.version else ''}:")
    print(_table(loaded.counts()))
    return 0


def run_export(args: argparse.Namespace) -> int:
    """`wijk pack export DIR`."""
    written = actions.export(folder=args.folder, force=args.force)
    print(f"Written to {args.folder}:")
    print(_table(written))
    return 0


def _table(counts: Mapping[str, int]) -> str:
    return "\n".join(f"  {n:>12,}  {what}".replace(",", " ") for what, n in counts.items())
