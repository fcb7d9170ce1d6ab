"""A conversation that was held with Polis: which statements and votes are in its files, and where do they not hold?"""

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from wijk.core.errors import Faulty, Refused
from wijk.methods.formats.exports import unguarded
from wijk.methods.formats.limits import Limits
from wijk.methods.formats.polis import Conversation, read_polis
from wijk.methods.formats.problems import Unreadable
from wijk.ui.plain import clean

#: A file in a ZIP, all of them together, and how many there may be.
LARGEST_FILE, LARGEST, MOST_FILES = 200 << 20, 300 << 20, 20
LONGEST_STATEMENT = 2000
WORDS = "translations.csv"
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of the files."""

    id: str
    text: str
    language: str = ""
    meta: bool = False
    out: bool = False
    translations: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)  #: language → (words, how, by)


@dataclass(frozen=True, eq=False)
class Held:
    """What is in the files: of repeated votes the last one counts."""

    statements: tuple[Told, ...]
    voices: int
    row: Ints
    column: Ints
    vote: NDArray[np.int8]
    title: str
    intro: str
    notes: tuple[str, ...] = ()


def read_folder(folder: Path) -> Held:
    """A folder, or one file of votes. Faulty says what does not hold, by file, line and column."""
    try:
        found = read_polis(folder, limits=Limits())
    except Unreadable as fault:
        raise Faulty([_sentence(one) for one in fault.says], code="polis-faulty") from fault
    return _held(found, _words(folder / WORDS) if folder.is_dir() else {})


def read_zip(content: bytes) -> Held:
    """The same files in a ZIP. Refused for what is none, and for one that unpacks to more than it should."""
    with TemporaryDirectory(prefix="wijk-polis-") as scratch:
        _unpack(content, Path(scratch))
        return read_folder(Path(scratch))


def _unpack(content: bytes, folder: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [
                one
                for one in packed.infolist()
                if not one.is_dir() and one.filename.lower().endswith((".csv", ".json"))
            ]
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > LARGEST:
                raise Refused(
                    "zip-too-large",
                    _("This ZIP unpacks to more than fits. Put the four files of one conversation into it."),
                )
            for one in members:
                name = PurePosixPath(one.filename.replace("\\", "/")).name
                if name.startswith("."):
                    continue
                with packed.open(one) as source:
                    said = source.read(LARGEST_FILE + 1)
                if len(said) > min(LARGEST_FILE, one.file_size):
                    raise Refused(
                        "zip-too-large",
                        _("This ZIP unpacks to more than fits. Put the four files of one conversation into it."),
                    )
                (folder / name).write_bytes(said)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise Refused(
            "zip-broken",
            _("This is no ZIP that can be read. Pack the files of the conversation anew, without a password."),
        ) from fault


def _held(found: Conversation, words: Mapping[str, Mapping[str, tuple[str, str, str]]]) -> Held:
    last = _last(found)
    statements = []
    faults: list[str] = []
    for one in found.statements:
        said = words.get(one.id, {})
        original = next((code for code, (_text, how, _by) in said.items() if how == "original"), "")
        text = _clean(one.text, one.id, faults) or (said[original][0] if original else "")
        others = {code: told for code, told in said.items() if code != original}
        statements.append(
            Told(
                one.id,
                text or _("Statement {id}").format(id=one.id[:40]),
                original,
                one.meta,
                one.moderated < 0,
                others,
            )
        )
    if faults:
        raise Faulty(faults[:20], code="polis-faulty")
    return Held(
        tuple(statements), len(found.people), found.row[last], found.column[last], found.vote[last], found.summary.get("topic", ""),
        found.summary.get("conversation-description", ""), tuple(_sentence(note) for note in found.notes),
    )  # fmt: skip


def _last(found: Conversation) -> Ints:
    """The places of the votes that count: of each voice and statement the last."""
    pair = found.row.astype(np.int64) * max(1, len(found.statements)) + found.column
    _values, first = np.unique(pair[::-1], return_index=True)
    return np.sort(len(pair) - 1 - first)


def _clean(text: str, name: str, faults: list[str]) -> str:
    try:
        return clean(unguarded(text), longest=LONGEST_STATEMENT)
    except Refused as fault:
        faults.append(_("comments.csv, statement {id}: {why}").format(id=name[:40], why=fault))
        return ""


def _words(file: Path) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Our own file beside those of Polis: statement → language → words, how ("original", "person", "machine"), by whom."""
    if not file.is_file():
        return {}
    found: dict[str, dict[str, tuple[str, str, str]]] = {}
    faults: list[str] = []
    try:
        rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Faulty([_("{file}: this is no CSV in UTF-8.").format(file=WORDS)], code="polis-faulty") from fault
    for number, row in enumerate(rows, 2):
        name, language, how = (str(row.get(column) or "").strip() for column in ("comment-id", "language", "origin"))
        if not name or not 2 <= len(language) <= 8 or how not in ("original", "person", "machine", "file"):
            faults.append(
                _("{file}, line {line}: give comment-id, language and origin.").format(file=WORDS, line=number)
            )
            continue
        text = _clean(str(row.get("text") or ""), name, faults)
        if text:
            found.setdefault(name, {})[language] = (text, how, str(row.get("by") or "").strip()[:80])
    if faults:
        raise Faulty(faults[:20], code="polis-faulty")
    return found


def _sentence(problem: object) -> str:
    """A problem in the language of the page, with its file, line and column."""
    place, sentence = getattr(problem, "place", None), getattr(problem, "sentence", None)
    if place is None or sentence is None:
        return str(problem)
    where = place(_)
    return f"{where}: {sentence(_)}" if where else str(sentence(_))
