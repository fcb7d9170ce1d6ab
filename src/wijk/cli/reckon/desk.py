"""The desk of a reckoning command: its common options, its progress, and its answer as JSON, as text or as a folder."""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from wijk.cli.reckon.language import LANGUAGES, Language
from wijk.cli.reckon.report import Report
from wijk.methods.saying import Saying, speaker

SENTENCES = {
    "out_exists": "The folder {folder} already holds something. Name another one with --out, or empty it first.",
    "written": "Written to {folder}: {files}.",
}
_say = speaker(SENTENCES)


class Complaint(Exception):
    """What was asked cannot be done; the saying tells why and what to do."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying


def add_common(
    command: argparse.ArgumentParser, *, out: str = "write the results and report.md into this new folder"
) -> None:
    """Give a command the options that all reckoning commands share; `out` empty leaves --out to the command."""
    command.add_argument("--json", action="store_true", help="print the answer as JSON and nothing else")
    if out:
        command.add_argument("--out", metavar="DIR", type=Path, help=out)
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the report and the sentences")
    command.add_argument("--quiet", action="store_true", help="show no progress")


def seed(text: str) -> int:
    """The seed of random draws, for argparse: a whole number of zero or more."""
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is no seed: give a whole number of zero or more")
    return int(text)


class Desk:
    """What one run of a command needs to speak: made from its options."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.language = Language.of(options.language)
        self.as_json: bool = options.json
        self.out: Path | None = getattr(options, "out", None)
        self._progress = not options.quiet and sys.stderr.isatty()
        self._told = 0.0
        if self.out is not None:
            refuse_occupied(self.out)

    def report(self) -> Report:
        """An empty report in the language asked for."""
        return Report(self.language)

    def progress(self, done: float, total: float, what: str = "") -> None:
        """Show how far the work is, at most a few times a second; hand this to a method as its `progress`."""
        now = time.monotonic()
        if self._progress and now - self._told > 0.2:
            self._told = now
            part = f"{100 * done / total:3.0f} %" if total else f"{done:,.0f}"
            print(f"\r\033[K  {part} {what}", end="", file=sys.stderr, flush=True)

    def answer(self, answer: Mapping[str, Any], report: Report, files: Mapping[str, bytes | str] | None = None) -> int:
        """Give the answer: a folder when --out was given (with answer.json and report.md), JSON or the report on the terminal."""
        if self._progress and self._told:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        text, told = as_json(answer), report.text()
        if self.out is not None:
            contents = {"answer.json": text, "report.md": told, **(files or {})}
            write_folder(self.out, contents)
            print(
                self.language.say(_say("written", folder=str(self.out), files=_at_the_top(contents))), file=sys.stderr
            )
        print(text if self.as_json else told, end="")
        return 0


def as_json(answer: Mapping[str, Any]) -> str:
    """The answer as JSON: fractions as "p/q", arrays as lists; NaN and infinities become null, for JSON has none."""
    return json.dumps(_plain(answer), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case str() | bool() | int() | None:
            return value
        case Fraction():
            return str(value)
        case np.ndarray() | np.generic():
            return _plain(value.tolist())
        case float():
            return value if np.isfinite(value) else None
        case _:
            return [_plain(one) for one in value]


def refuse_occupied(folder: Path) -> None:
    """Refuse a folder that holds something, before any work is done."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Complaint(_say("out_exists", folder=str(folder)))


def _at_the_top(names: Iterable[str]) -> tuple[str, ...]:
    """What lies in the folder itself; of a folder in it only its name."""
    return tuple(sorted({name.split("/")[0] + "/" * ("/" in name) for name in names}))


def write_folder(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write all files or none: into a neighbour first, which then takes the folder's name."""
    refuse_occupied(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        scratch.chmod(0o777 & ~_umask())
        for name, content in files.items():
            path = scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        if folder.exists():
            folder.rmdir()
        scratch.rename(folder)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
