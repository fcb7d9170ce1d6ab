"""Conversations as Polis exports them: a folder of tables, or one file of votes."""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.jsonguard import check_json
from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.polisvotes import Gathered, gather_long, gather_records, gather_wide, is_wide
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.table import Table
from wijk.methods.formats.tables import read_table
from wijk.methods.formats.values import Value

MODERATION = {"-1": -1, "0": 0, "1": 1, "": 0}
TRUE = frozenset({"1", "true", "t", "yes"})


@dataclass(frozen=True)
class Statement:
    """One statement: its words, and whether it was moderated in (1), out (-1) or not at all (0); `meta` marks one about the talk itself."""

    id: str
    text: str = ""
    moderated: int = 0
    meta: bool = False
    author: str = ""


@dataclass(frozen=True, eq=False)
class Conversation:
    """Votes as parallel arrays, in the order in which they were cast: 1 agree, 0 pass, -1 disagree.

    `row[v]` is the place in `people`, `column[v]` that in `statements`. Repeated votes are all there; the last counts. `groups`
    holds the group that Polis gave a person, where the file says so. `notes` are worth knowing.
    """

    people: tuple[str, ...]
    statements: tuple[Statement, ...]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    vote: NDArray[np.int8]
    groups: Mapping[str, int] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


def read_polis(path: Path | str, *, agree: int | None = None, limits: Limits = DEFAULT) -> Conversation:
    """Which votes does this folder or file hold?

    A folder holds `votes.csv` or `participants-votes.csv`, and may hold `comments.csv` and `summary.csv`; a file is one of the
    former two, or JSON with one record a vote. In files agreeing is 1; records of the programming interface (with `pid` and `tid`)
    say -1, and are turned round. `agree` overrules what is assumed.

    Raises Unreadable, with file, line and column, for what cannot be read: nothing is skipped in silence.
    """
    path = Path(path)
    if not path.is_dir():
        gathered, notes = _votes_of(path, agree, limits)
        return _conversation(gathered, {}, {}, notes)
    names = _named(path)
    notes = ProblemList(limits.problems)
    texts = _comments(names["comments"], notes, limits) if "comments" in names else {}
    summary = _summary(names["summary"], limits) if "summary" in names else {}
    which = names.get("votes") or names.get("wide")
    if which is None:
        raise Unreadable(Problem("polis_no_votes", file=path.name))
    gathered, found = _votes_of(which, agree, limits)
    notes.extend(found)
    if "votes" in names and "wide" in names:
        gathered.groups.update(_groups(names["wide"], limits))
    return _conversation(gathered, texts, summary, notes)


def _named(folder: Path) -> dict[str, Path]:
    """The files of an export, also when their names have something in front."""
    ends = {
        "wide": ("participants-votes.csv", "participant-votes.csv"),
        "comments": ("comments.csv",),
        "summary": ("summary.csv",),
        "votes": ("votes.csv", "votes.json"),
    }
    found: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        kind = next((kind for kind, last in ends.items() if file.name.lower().endswith(last)), None)
        if kind is None or file.name.startswith(".") or not file.is_file():
            continue
        if kind in found:
            raise Unreadable(Problem("polis_two_files", {"first": found[kind].name, "second": file.name}))
        found[kind] = file
    return found


def _votes_of(path: Path, agree: int | None, limits: Limits) -> tuple[Gathered, ProblemList]:
    if path.suffix.lower() == ".json":
        return _json_votes(path, agree, limits)
    table = read_table(path, limits=limits)
    gathered = gather_wide(table, agree or 1) if is_wide(table.columns) else gather_long(table, agree or 1)
    if table.problems:
        raise Unreadable(table.problems.all())
    if not gathered.vote:
        raise Unreadable(Problem("polis_empty", file=path.name))
    return gathered, table.notes


def _json_votes(path: Path, agree: int | None, limits: Limits) -> tuple[Gathered, ProblemList]:
    if not path.is_file():
        raise Unreadable(Problem("file_missing", file=path.name))
    check_json(path, limits)
    try:
        records = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise Unreadable(Problem("polis_json", file=path.name)) from fault
    if isinstance(records, dict):
        records = records.get("votes")
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise Unreadable(Problem("polis_json", file=path.name))
    problems = ProblemList(limits.problems)
    gathered = gather_records(records, agree, problems)
    if problems:
        raise Unreadable([one.at(file=path.name) for one in problems.all()])
    if not gathered.vote:
        raise Unreadable(Problem("polis_empty", file=path.name))
    return gathered, ProblemList(limits.problems)


def _comments(path: Path, notes: ProblemList, limits: Limits) -> dict[str, Statement]:
    table = read_table(path, limits=limits)
    table.require("comment-id")
    found: dict[str, Statement] = {}
    for line, row in _rows(table):
        cells = {name: _text(value) for name, value in row.items()}
        name = cells["comment-id"]
        moderated = MODERATION.get(cells.get("moderated", ""))
        if not name:
            table.problem("cell_empty", line, "comment-id")
        elif moderated is None:
            table.problem("polis_moderation", line, "moderated", value=cells["moderated"][:40])
        elif name in found:
            table.problem("polis_statement_twice", line, "comment-id", id=name[:40])
        else:
            meta = (cells.get("is-meta") or cells.get("is_meta") or "").lower() in TRUE
            found[name] = Statement(name, cells.get("comment-body", ""), moderated, meta, cells.get("author-id", ""))
    if table.problems.codes() - {"header_only"}:
        raise Unreadable(table.problems.all())
    notes.extend(table.notes)
    return found


def _summary(path: Path, limits: Limits) -> dict[str, str]:
    """Rows of a name and a value, without a header."""
    table = read_table(path, header_row=None, limits=limits)
    pairs = {_text(row.get("A")): _text(row.get("B")) for _, row in _rows(table)}
    return {name: value for name, value in pairs.items() if name}


def _groups(path: Path, limits: Limits) -> dict[str, int]:
    table = read_table(path, limits=limits)
    return gather_wide(table, 1, only_groups=True).groups


def _rows(table: Table) -> list[tuple[int, dict[str, Value]]]:
    return list(table.rows())


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _conversation(
    gathered: Gathered, texts: Mapping[str, Statement], summary: Mapping[str, str], notes: ProblemList
) -> Conversation:
    names, column = _sorted(gathered.statements, gathered.column)
    people, row = _sorted(gathered.people, gathered.row)
    unknown = [name for name in names if name not in texts] if texts else []
    if unknown:
        some = ", ".join(name[:20] for name in unknown[:5])
        notes.add(Problem("polis_unknown_statements", {"count": len(unknown), "some": some}))
    statements = [texts.get(name, Statement(name)) for name in names]
    statements += [one for name, one in texts.items() if name not in gathered.statements]
    order = gathered.in_time()
    return Conversation(
        tuple(people), tuple(statements), row[order], column[order], np.array(gathered.vote, dtype=np.int8)[order],
        gathered.groups, summary, notes.all(),
    )  # fmt: skip


def _sorted(names: Mapping[str, int], places: "array[int]") -> tuple[list[str], NDArray[np.int64]]:
    """Names in their own order, numbers as numbers, whatever order the file lists them in; and the places in that order."""
    ordered = sorted(
        names, key=lambda name: (0, int(name), "") if name.isdecimal() and len(name) < 19 else (1, 0, name)
    )
    to = np.zeros(len(names), dtype=np.int64)
    to[[names[name] for name in ordered]] = np.arange(len(ordered))
    return ordered, to[np.array(places, dtype=np.int64)]
