"""Checks a whole bundle and says what was found."""

# ruff: noqa: UP006, UP031, UP035 - an older Python must be able to run this file
from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Callable, Dict, Iterator

from wijk.methods.proof.checker.reading import Files, Finding, folder, parsed, sha

#: What damaged files make Python say, once their hashes are known to be wrong or their maker to have made a mistake.
FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
Kinds = Dict[str, Callable[[Files, Any, argparse.Namespace], Iterator[Finding]]]


def check(files: Files, asked: argparse.Namespace, kinds: Kinds) -> Iterator[Finding]:
    """Check a whole bundle."""
    head, sealed = parsed(files, "bundle.json"), sha(files["bundle.json"]).hex()
    yield (
        files.get("bundle.sha256") == b"%s  bundle.json\n" % sealed.encode(),
        "the fingerprint of the bundle is {hash}",
        {"hash": sealed},
    )
    listed = head["files"]
    for name in sorted({*files, *listed} - {"bundle.json", "bundle.sha256"}):
        if name not in files or sha(files[name]).hex() != listed.get(name):
            yield False, "{name} is in the bundle, as it was listed", {"name": name}
    yield True, "{many} files are listed", {"many": len(listed)}
    known = head["format"] == "wijk-bundle/1" and head["kind"] in kinds
    yield known, "the bundle is of a kind that this program knows: {kind}", {"kind": head["kind"]}
    if known:
        yield from kinds[head["kind"]](files, head["statement"], asked)


def main(kinds: Kinds) -> int:
    """Read what was asked, check, and say so."""
    parser = argparse.ArgumentParser(description="Check an evidence bundle of wijk offline.")
    parser.add_argument(
        "folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)), help="where the bundle is"
    )
    parser.add_argument("--entries", type=argparse.FileType("rb"), help="the auditor's private entries of a draw (CSV)")
    parser.add_argument("--mine", type=argparse.FileType("rb"), help="your own slip of a draw (JSON)")
    parser.add_argument(
        "--every-step", action="store_true", help="recompute every step of a count, however long it takes"
    )
    asked = parser.parse_args()
    asked.entries, asked.mine = asked.entries and asked.entries.read(), asked.mine and asked.mine.read()
    holds = True
    try:
        for good, sentence, values in check(folder(asked.folder), asked, kinds):
            holds = holds and good is not False
            say({True: "yes  ", False: "NO   ", None: "     "}[good] + sentence.format(**values))
    except (OSError, *FAULTS) as fault:
        holds = False
        say("NO   this cannot be checked: %s: %s" % (type(fault).__name__, fault))
    say("Everything holds." if holds else "Something does not hold.")
    return 0 if holds else 1


def say(sentence: str) -> None:
    """Write a line."""
    shown = sys.stdout.encoding or "utf-8"  # a narrow terminal shows a mark for what it cannot write
    sys.stdout.write(sentence.encode(shown, "replace").decode(shown) + "\n")
