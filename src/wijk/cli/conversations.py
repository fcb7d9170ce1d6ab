"""`wijk conversation import FOLDER`, `export KEY FOLDER`, `report KEY`: conversations from and to Polis, and their report now."""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from wijk.conversations import actions, queries
from wijk.conversations.actions.reckoning import reckon_now
from wijk.conversations.models import Conversation
from wijk.core.errors import Absent, Faulty, Refused
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Operator


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    top = subparsers.add_parser("conversation", help="take in, give out and reckon conversations on statements")
    inner = top.add_subparsers(metavar="ACTION", required=True)
    one = inner.add_parser("import", help="take in a conversation that was held with Polis, whole or not at all")
    one.add_argument(
        "folder", metavar="FOLDER", type=Path, help="a Polis export: a folder, a ZIP, or one file of votes"
    )
    one.add_argument("--title", default="", help="its title here (that of the files)")
    one.add_argument("--language", default="nl", help="language of the statements, where the files do not say it")
    one.add_argument("--place", default="", help="such as neighbourhood/58 (the whole city)")
    one.set_defaults(run=run_import)
    two = inner.add_parser("export", help="write statements and votes in the format of Polis")
    two.add_argument("key", metavar="KEY", help="the last part of the address of the conversation")
    two.add_argument("folder", metavar="FOLDER", type=Path, help="where the files go")
    two.set_defaults(run=run_export)
    three = inner.add_parser("report", help="reckon the report of a conversation now")
    three.add_argument("key", metavar="KEY", help="the last part of the address of the conversation")
    three.add_argument("--seed", type=int, default=0, help="of the resampling that measures stability (0)")
    three.set_defaults(run=run_report)


def run_import(args: argparse.Namespace) -> int:
    """`wijk conversation import FOLDER`."""
    language = args.language if args.language in LANGUAGES else "nl"
    origin = actions.Origin(
        title=Text.of(args.title, language) if args.title else Text(), language=args.language, place=args.place
    )  # fmt: skip
    try:
        zipped = args.folder.is_file() and args.folder.suffix.lower() == ".zip"
        held = actions.read_zip(args.folder.read_bytes()) if zipped else actions.read_folder(args.folder)
        row = actions.import_conversation(Operator(), held=held, origin=origin)
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem, file=sys.stderr)
        print(f"wijk: {len(faulty.problems)} problems; nothing was changed.", file=sys.stderr)
        return 1
    except (Refused, OSError) as fault:
        print(f"wijk: {fault}", file=sys.stderr)
        return 1
    for note in held.notes:
        print(note, file=sys.stderr)
    print(f"{row.key}: {held.voices} voices, {len(held.vote)} votes, {len(held.statements)} statements.")
    return 0


def run_export(args: argparse.Namespace) -> int:
    """`wijk conversation export KEY FOLDER`."""
    row = Conversation.objects.filter(key=args.key).first()
    if row is None:
        print(f"wijk: there is no conversation {args.key}. Check the last part of its address.", file=sys.stderr)
        return 1
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, text in actions.polis_folder(row).items():
        (args.folder / name).write_bytes(text.encode())
    print(f"{row.key}: written to {args.folder}.")
    return 0


def run_report(args: argparse.Namespace) -> int:
    """`wijk conversation report KEY`."""
    start = time.process_time()
    try:
        reckon_now(key=args.key, seed=args.seed)
        row = Conversation.objects.get(key=args.key)
    except (Absent, Refused) as fault:
        print(f"wijk: {fault}", file=sys.stderr)
        return 1
    found = queries.report(row)
    assert found is not None
    counts = ", ".join(f"{n} {kind}" for kind, n in found.counts().items())
    print(
        f"{len(found.viewpoints)} groups ({found.why}); {counts}; {time.process_time() - start:.1f} s of processor time."
    )
    return 0
