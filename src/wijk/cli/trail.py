"""`wijk trail verify`, `wijk trail checkpoint`, `wijk trail bundle`: check the trail, vouch for it, take evidence out."""

import argparse
import sys
from pathlib import Path
from typing import Any

from wijk.core.errors import Absent, Refused
from wijk.trail import actions, queries


def register(commands: Any) -> None:
    """Add the commands of the trail."""
    trail = commands.add_parser("trail", help="check the trail, vouch for it, take evidence out")
    verbs = trail.add_subparsers(metavar="COMMAND", required=True)
    check = verbs.add_parser("verify", help="find any changed, missing, inserted or reordered entry")
    check.add_argument(
        "--checkpoint", metavar="FILE", type=Path, action="append", default=[],
        help="also compare with a checkpoint that was kept elsewhere (may be given more than once)",
    )  # fmt: skip
    check.set_defaults(run=verify)
    made = verbs.add_parser("checkpoint", help="sign the trail as it is now, and print the checkpoint")
    made.add_argument("--out", metavar="FILE", type=Path, help="write it into this file instead")
    made.set_defaults(run=checkpoint)
    taken = verbs.add_parser("bundle", help="write the evidence of one entry, to be checked offline")
    taken.add_argument("index", metavar="INDEX", type=int, help="number of the entry, as its page shows it")
    taken.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write")
    taken.set_defaults(run=bundle)


def verify(options: argparse.Namespace) -> int:
    """Check everything; 1 when anything is not as it was written."""
    kept = [_read(path) for path in options.checkpoint]
    verdict = actions.verify(_progress if sys.stderr.isatty() else None, against=kept)
    for finding in verdict.findings:
        print(f"  {finding}")
    if verdict.holds:
        print(f"The trail holds: {verdict.size} entries, {verdict.checkpoints} checkpoints, root {verdict.root}")
        return 0
    print(f"The trail does not hold: {len(verdict.findings)} findings in {verdict.size} entries.")
    return 1


def _progress(done: int, size: int) -> None:
    print(f"\r  {done} of {size}", end="", file=sys.stderr, flush=True)


def _read(path: Path) -> actions.Signed:
    try:
        return actions.parse(path.read_text("utf-8"))
    except (ValueError, UnicodeDecodeError) as fault:
        raise Refused("checkpoint", "{path}: {why}.", path=path, why=fault) from fault


def checkpoint(options: argparse.Namespace) -> int:
    """Sign what is there."""
    note = actions.checkpoint().note
    if options.out:
        options.out.write_text(note, "utf-8")
        print(f"Wrote {options.out}. Keep it where nobody who keeps this installation can change it.")
    else:
        print(note, end="")
    return 0


def bundle(options: argparse.Namespace) -> int:
    """Write the evidence of one entry."""
    found = queries.entry(options.index)
    if found is None:
        raise Absent(str(options.index))
    options.out.write_text(actions.bundle(actions.evidence(found)), "utf-8")
    print(f"Wrote {options.out}. Check it with check_bundle.py, which the page of the trail offers.")
    return 0
