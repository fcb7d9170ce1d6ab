"""The VOTES of a Pabulib file as columns, with ballots that are written alike merged at once."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.problems import Problem, ProblemList, Unreadable

Ints = NDArray[np.int64]

_POINTS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
_WITH_POINTS = ("cumulative", "scoring")


@dataclass(frozen=True, eq=False)
class Ballots:
    """The g-th ballot was cast `count[g]` times; it gives `points[start[g]:start[g + 1]] / scale` to `project[…]`.

    Ballots that are written differently and mean the same (another order of projects) are not merged yet.
    """

    count: Ints
    start: Ints
    project: Ints
    points: Ints
    scale: int


Params = dict[str, str | int | float]


def read_ballots(
    lines: Sequence[str], first: int, last: int, ids: Sequence[str], kind: str, meta: Mapping[str, str],
    problems: ProblemList, notes: ProblemList,
) -> Ballots:  # fmt: skip
    """The ballots in these lines (counted from 0), for projects with these ids; what is wrong is added to `problems`."""
    cast = _Cast.of(lines, first, last, kind, problems)
    start, project = _named(cast, ids, problems)
    if kind == "choose-1":
        for place in np.flatnonzero(np.diff(start) > 1).tolist():
            count = int(start[place + 1] - start[place])
            problems.add(Problem("ballots_one_only", {"count": count}, line=cast.lines[place], column="vote"))
    _refuse_repeated(cast, start, project, ids, problems)
    if problems:
        raise Unreadable(problems.all())
    points, scale = _points(cast, start, kind, meta, problems)
    if problems:
        raise Unreadable(problems.all())
    ballots = Ballots(np.array(cast.count, dtype=np.int64), start, project, points, scale)
    _note_rules(cast, ballots, meta, notes)
    return ballots


@dataclass
class _Cast:
    """The ballots as written: distinct pairs of votes and points, how often, and the line of the first of each."""

    votes: list[str]
    given: list[str]
    count: list[int]
    lines: list[int]
    has_points: bool

    @classmethod
    def of(cls, lines: Sequence[str], first: int, last: int, kind: str, problems: ProblemList) -> "_Cast":
        numbered = ((number + 1, line) for number, line in enumerate(lines[first:last], first) if line.strip("; \t"))
        head_line, head = next(numbered, (first, ""))
        columns = [name.strip().lower() for name in _cells(head, head_line)]
        if "vote" not in columns:
            said: Params = {"name": "vote", "present": ", ".join(columns)}
            raise Unreadable(Problem("column_missing", said, line=head_line))
        vote = columns.index("vote")
        points = columns.index("points") if "points" in columns and kind in (*_WITH_POINTS, "ordinal") else -1
        if points < 0 and kind in _WITH_POINTS:
            raise Unreadable(Problem("ballots_points_missing", {"kind": kind}, line=head_line))
        voter = columns.index("voter_id") if "voter_id" in columns else -1
        count: dict[tuple[str, str], int] = {}
        where: dict[tuple[str, str], int] = {}
        seen: dict[str, int] = {}
        width = len(columns)
        for number, line in numbered:
            cells = line.split(";") if '"' not in line else _cells(line, number)
            if len(cells) != width:
                cells = _fitted(cells, width, vote, points)
                if not cells:
                    found: Params = {"found": line.count(";") + 1, "expected": width}
                    problems.add(Problem("ragged_row", found, line=number))
                    continue
            if voter >= 0 and seen.setdefault(cells[voter], number) != number and cells[voter].strip():
                twice: Params = {"id": cells[voter], "lines": f"{seen[cells[voter]]}, {number}"}
                problems.add(Problem("ballots_voter_twice", twice, line=number, column="voter_id"))
            key = (cells[vote], cells[points] if points >= 0 else "")
            if key in count:
                count[key] += 1
            else:
                count[key], where[key] = 1, number
        return cls(
            [v for v, _ in count], [p for _, p in count], list(count.values()), list(where.values()), points >= 0
        )


def _cells(line: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=";", strict=True), [])
    except csv.Error:
        raise Unreadable(Problem("ballots_quote", line=number)) from None


def _fitted(cells: list[str], width: int, vote: int, points: int) -> list[str]:
    """A row with empty cells too many or too few at its end, as wide as the header; none when that is not what it is."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) > width or len(cells) <= max(vote, points):
        return []
    return cells + [""] * (width - len(cells))


def _split(texts: Sequence[str]) -> tuple[Ints, list[str]]:
    """Lists with commas, all taken apart at once: where each begins, and the parts."""
    lengths = [text.count(",") + 1 if text.strip() else 0 for text in texts]
    whole = ",".join(text for text in texts if text.strip())
    start = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.array(lengths, dtype=np.int64))])
    return start, whole.split(",") if whole else []


def _named(cast: _Cast, ids: Sequence[str], problems: ProblemList) -> tuple[Ints, Ints]:
    """Which projects each ballot names, as places in the list."""
    start, names = _split(cast.votes)
    index = {name: place for place, name in enumerate(ids)}
    places = [index.get(name, -1) for name in names]
    for entry, place in enumerate(places):
        if place < 0:
            name = names[entry].strip().strip('"')
            places[entry] = index.get(name, 0)
            if name not in index:
                line = cast.lines[int(np.searchsorted(start, entry, side="right")) - 1]
                code = "ballots_unknown" if name else "ballots_gap"
                problems.add(Problem(code, {"id": name[:40]} if name else {}, line=line, column="vote"))
    return start, np.array(places, dtype=np.int64)


def _refuse_repeated(cast: _Cast, start: Ints, project: Ints, ids: Sequence[str], problems: ProblemList) -> None:
    row = np.repeat(np.arange(len(cast.votes)), np.diff(start))
    order = np.lexsort((project, row))
    same = (np.diff(row[order]) == 0) & (np.diff(project[order]) == 0)
    if problems:
        return  # an unknown project would be taken for the first one
    for entry in np.flatnonzero(same).tolist():
        place = int(order[entry])
        named: Params = {"id": ids[int(project[place])]}
        problems.add(Problem("ballots_repeated", named, line=cast.lines[int(row[place])], column="vote"))


def _points(cast: _Cast, start: Ints, kind: str, meta: Mapping[str, str], problems: ProblemList) -> tuple[Ints, int]:
    """The points of every entry and their scale: one each, those in the file, or by position."""
    size = int(start[-1])
    if not cast.has_points:
        if kind != "ordinal":
            return np.ones(size, dtype=np.int64), 1
        lengths = np.diff(start)
        declared = meta.get("max_length", "")
        longest = max(int(declared) if declared.isdecimal() else 0, int(lengths.max(initial=0)))
        position = np.arange(size) - np.repeat(start[:-1], lengths)
        return (longest - position).astype(np.int64), 1
    ends, parts = _split(cast.given)
    for place in np.flatnonzero(np.diff(ends) != np.diff(start)).tolist():
        found: Params = {"projects": int(start[place + 1] - start[place]), "points": int(ends[place + 1] - ends[place])}
        problems.add(Problem("ballots_points_count", found, line=cast.lines[place], column="points"))
    if problems:
        return np.zeros(size, dtype=np.int64), 1
    try:
        whole = np.array(list(map(int, parts)), dtype=np.int64)
        if whole.min(initial=0) >= 0 and whole.max(initial=0) < 2**40:
            return whole, 1
    except (ValueError, OverflowError):
        pass
    return _exact_points(cast, ends, parts, problems)


def _exact_points(cast: _Cast, ends: Ints, parts: Sequence[str], problems: ProblemList) -> tuple[Ints, int]:
    """Points with decimals, as whole numbers of the smallest part that occurs."""
    values = []
    for entry, part in enumerate(parts):
        if not _POINTS.fullmatch(part.strip()):
            line = cast.lines[int(np.searchsorted(ends, entry, side="right")) - 1]
            problems.add(Problem("ballots_points", {"value": part.strip()[:40]}, line=line, column="points"))
            continue
        values.append(Fraction(part.strip()))
    scale = lcm(1, *(value.denominator for value in values))
    if problems or max((value * scale for value in values), default=0) >= 2**40:
        for value in values:
            if value * scale >= 2**40:
                problems.add(Problem("number_too_large", {"value": str(value)}, column="points"))
                break
        return np.zeros(len(parts), dtype=np.int64), 1
    return np.array([int(value * scale) for value in values], dtype=np.int64), scale


def _note_rules(cast: _Cast, ballots: Ballots, meta: Mapping[str, str], notes: ProblemList) -> None:
    """Note empty ballots and those that break the rules in META; all count as they are."""
    lengths = np.diff(ballots.start)
    empty = int(ballots.count[lengths == 0].sum())
    if empty:
        notes.add(Problem("ballots_empty", {"count": empty}))
    sums = np.concatenate([[0], np.cumsum(ballots.points)])
    totals = (sums[ballots.start[1:]] - sums[ballots.start[:-1]]) / ballots.scale
    checks: dict[str, NDArray[np.float64] | Ints] = {"min_length": -lengths, "max_length": lengths}
    if cast.has_points:
        checks["max_sum_points"] = totals
    for key, measured in checks.items():
        limit = meta.get(key, "")
        if not limit.isdecimal():
            continue
        wrong = (measured > -int(limit)) & (lengths > 0) if key == "min_length" else measured > int(limit)
        if wrong.any():
            line = min(cast.lines[place] for place in np.flatnonzero(wrong).tolist())
            said: Params = {"count": int(ballots.count[wrong].sum()), "key": key, "limit": int(limit), "row": line}
            notes.add(Problem("ballots_outside", said))
    if meta.get("default_score", "0").strip() not in ("", "0", "0.0") and cast.has_points:
        notes.add(Problem("ballots_default", {"value": meta["default_score"][:40]}))
