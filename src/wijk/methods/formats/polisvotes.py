"""The votes in one table or list of records, whatever its columns are called."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.table import Table
from wijk.methods.formats.values import Value

PERSON = ("voter-id", "voter_id", "participant_id", "participant-id", "participant", "person", "pid")
STATEMENT = ("comment-id", "comment_id", "statement_id", "statement-id", "statement", "tid")
VOTE = ("vote", "value")
TIME = ("timestamp", "modified", "created")
#: What Polis writes beside the statements in its table of participants.
BESIDE = frozenset({"group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "xid"})
AGREES = ("1", "1.0", "+1", "agree", "eens", "akkoord", "d'accord", "d’accord")
PASSES = ("0", "0.0", "-0", "pass", "pas", "overslaan", "geen mening", "passer", "sans avis")
DISAGREES = ("-1", "-1.0", "−1", "disagree", "oneens", "niet akkoord", "pas d'accord", "pas d’accord")
CODES: Mapping[str, int] = {
    **dict.fromkeys(AGREES, 1), **dict.fromkeys(PASSES, 0), **dict.fromkeys(DISAGREES, -1),
}  # fmt: skip


@dataclass
class Gathered:
    """Votes as they come in; people and statements get their places at their first vote."""

    people: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    row: "array[int]" = field(default_factory=lambda: array("i"))
    column: "array[int]" = field(default_factory=lambda: array("i"))
    vote: "array[int]" = field(default_factory=lambda: array("b"))
    time: "array[float]" = field(default_factory=lambda: array("d"))
    groups: dict[str, int] = field(default_factory=dict)

    def add(self, person: str, statement: str, vote: int) -> None:
        """One more vote."""
        self.row.append(self.people.setdefault(person, len(self.people)))
        self.column.append(self.statements.setdefault(statement, len(self.statements)))
        self.vote.append(vote)

    def in_time(self) -> NDArray[np.int64]:
        """The order in which the votes were cast; as listed, when not every vote has its time."""
        if len(self.time) != len(self.vote):
            return np.arange(len(self.vote))
        return np.argsort(np.array(self.time), kind="stable")


def is_wide(columns: Sequence[str]) -> bool:
    """Is this a table with a column for each statement?"""
    return not any(name in columns for name in STATEMENT) and any(name in columns for name in PERSON)


def gather_long(table: Table, agree: int) -> Gathered:
    """The votes of a table with one row a vote; what is wrong gathers in the table's problems."""
    person, statement, vote = (_one_of(table, names) for names in (PERSON, STATEMENT, VOTE))
    time = next((name for name in TIME if name in table.columns), None)
    found = Gathered()
    for batch in table.batches():
        rows = zip(batch.lines, batch.columns[person], batch.columns[statement], batch.columns[vote], strict=True)
        for line, who, what, mark in rows:
            cell = _cell(mark)
            code = CODES.get(cell, CODES.get(cell.lower()))
            name, about = _cell(who), _cell(what)
            if not name or not about:
                table.problem("cell_empty", line, statement if name else person)
            elif code is None:
                table.problem("polis_vote", line, vote, value=cell[:40])
            else:
                found.add(name, about, code * agree)
        if time is not None:
            found.time.extend(_moment(value) for value in batch.columns[time])
    if np.isnan(found.time).any():
        found.time = array("d")
    return found


def gather_wide(table: Table, agree: int, *, only_groups: bool = False) -> Gathered:
    """The votes of a table with one row a person; an empty cell is no vote."""
    person = _one_of(table, PERSON)
    names = [name for name in table.columns if name != person and name not in BESIDE]
    found = Gathered(statements={} if only_groups else {name: place for place, name in enumerate(names)})
    seen: set[str] = set()
    for line, row in table.rows():
        who = _cell(row[person])
        if not who or who in seen:
            table.problem(*(("polis_person_twice", line, person) if who else ("cell_empty", line, person)))
            continue
        seen.add(who)
        group = _cell(row.get("group-id"))
        if group.lstrip("-").isdigit():
            found.groups[who] = int(group)
        if only_groups:
            continue
        found.people.setdefault(who, len(found.people))
        for name in names:
            cell = _cell(row[name])
            code = CODES.get(cell, CODES.get(cell.lower()))
            if code is not None:
                found.add(who, name, code * agree)
            elif cell:
                table.problem("polis_vote", line, name, value=cell[:40])
    return found


def gather_records(records: Sequence[Mapping[str, Any]], agree: int | None, problems: ProblemList) -> Gathered:
    """The votes of JSON records; those of the programming interface (`pid`, `tid`) say -1 for agree."""
    found = Gathered()
    for number, record in enumerate(records, start=1):
        person, statement, vote = (_first(record, names) for names in (PERSON, STATEMENT, VOTE))
        if not _is_name(person) or not _is_name(statement):
            problems.add(Problem("polis_record", {"number": number}))
            continue
        code = CODES.get(_cell(vote).lower()) if isinstance(vote, str | int | float) else None
        if code is None or isinstance(vote, bool):
            problems.add(Problem("polis_record_vote", {"number": number, "value": str(vote)[:40]}))
            continue
        sign = agree if agree is not None else (-1 if "tid" in record else 1)
        found.add(_cell(person), _cell(statement), code * sign)
        moment = _first(record, TIME)
        if isinstance(moment, str | int | float):
            found.time.append(_moment(moment))
    if found.time and np.isnan(found.time).any():
        found.time = array("d")
    return found


def _one_of(table: Table, names: Sequence[str]) -> str:
    found = next((name for name in names if name in table.columns), None)
    if found is None:
        params: dict[str, str | int | float] = {"names": ", ".join(names)}
        raise Unreadable(Problem("polis_column", params, file=table.path.name))
    return found


def _is_name(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and bool(_cell(value))


def _first(record: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((record[name] for name in names if name in record), None)


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _moment(value: Value) -> float:
    try:
        return float(value) if value is not None else np.nan
    except ValueError:
        return np.nan
