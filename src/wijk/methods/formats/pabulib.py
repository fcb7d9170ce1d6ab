"""Which projects and ballots does a Pabulib file hold? Every line is understood or named (see pabulib.org for the format)."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.kinds import check_file
from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.pabulib_ballots import Ballots, read_ballots
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.text import text_facts

SECTIONS = ("META", "PROJECTS", "VOTES")
KINDS = ("approval", "choose-1", "cumulative", "scoring", "ordinal", "knapsack")
LARGEST = 2**53
"""Amounts in cents from here on could not be added exactly everywhere."""

_SECTION = re.compile(r'\s*"?(META|PROJECTS|VOTES)"?[\s;]*', re.IGNORECASE)
_AMOUNT = re.compile(r"[0-9]{1,18}(?:\.[0-9]+|,(?:[0-9]{1,2}|[0-9]{4,}))?")
_SPACES = re.compile("[ \u00a0\u202f\u2009'’]")


@dataclass(frozen=True)
class PabulibProject:
    """One project; `cost` in cents. `selected` as the file says, None when it does not; `cells` are its values as they stand."""

    id: str
    cost: int
    name: str
    district: str
    themes: tuple[str, ...]
    selected: bool | None
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Pabulib:
    """A whole file. Amounts in cents; `notes` are things worth knowing that stop nothing.

    `district_budgets` and `theme_budgets` are what META says of them.
    """

    meta: Mapping[str, str]
    columns: tuple[str, ...]
    projects: tuple[PabulibProject, ...]
    budget: int
    kind: str
    ballots: Ballots
    district_budgets: Mapping[str, int]
    theme_budgets: Mapping[str, int]
    notes: tuple[Problem, ...]

    @property
    def currency(self) -> str:
        """The currency as META says it, or nothing."""
        return self.meta.get("currency", "")

    @property
    def selected(self) -> tuple[str, ...] | None:
        """The projects that the file says were chosen, in its order; None when it does not say."""
        if all(project.selected is None for project in self.projects):
            return None
        return tuple(project.id for project in self.projects if project.selected)


def cents(text: str) -> int | None:
    """An amount as whole cents, or None when it is none, is finer than a cent, or is not more than zero.

    >>> cents("1250"), cents("12.5"), cents("1 250,75"), cents("0.005"), cents("-3"), cents("1e5"), cents("1,250")
    (125000, 1250, 125075, None, None, None, None)
    """
    plain = _SPACES.sub("", text.strip())
    if not _AMOUNT.fullmatch(plain):
        return None
    value = Decimal(plain.replace(",", ".")) * 100
    whole = int(value)
    return whole if whole == value and 0 < whole < LARGEST else None


def read_pabulib(path: Path | str, limits: Limits = DEFAULT) -> Pabulib:
    """Read a `.pb` file whole. Raises Unreadable with the line and column of everything that is wrong.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "street.pb"
    >>> _ = path.write_text("META\\nkey;value\\nbudget;100\\nvote_type;approval\\nPROJECTS\\nproject_id;cost\\na;60.50\\n"
    ...     "VOTES\\nvoter_id;vote\\n1;a\\n2;\\n")
    >>> file = read_pabulib(path)
    >>> file.projects[0].cost, file.ballots.count.tolist(), file.ballots.project.tolist()
    (6050, [1, 1], [0])
    """
    path = Path(path)
    check_file(path, limits)
    facts = text_facts(path)
    if facts.cut:
        raise Unreadable(facts.cut)
    text = path.read_bytes().decode(facts.encoding)
    reader = _Reader(path.name, text.lstrip("\ufeff"), limits)
    reader.notes.extend(facts.notes)
    try:
        return reader.read()
    except Unreadable as fault:
        raise Unreadable([problem.at(file=path.name) for problem in fault.problems]) from None


class _Reader:
    def __init__(self, name: str, text: str, limits: Limits) -> None:
        self.name = name
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.problems, self.notes = ProblemList(limits.problems), ProblemList(limits.problems)

    def read(self) -> Pabulib:
        places = self._places()
        meta = self._meta(*places["META"])
        kind = meta.get("vote_type", ("approval", 0))[0].strip().lower()
        if kind not in KINDS:
            line = meta["vote_type"][1]
            self.problems.add(Problem("ballots_kind", {"kind": kind, "known": ", ".join(KINDS)}, line=line))
        budget = self._budget(meta)
        columns, projects = self._projects(*places["PROJECTS"])
        values = {key: value for key, (value, _) in meta.items()}
        districts = self._shares(meta, ("neighborhoods", "neighbourhoods"), "budget_per_neighborhood")
        themes = self._shares(meta, ("categories",), "budget_per_category")
        self._stop()
        first, last = places["VOTES"]
        ids = [project.id for project in projects]
        ballots = read_ballots(self.lines, first, last, ids, kind, values, self.problems, self.notes)
        self._stop()
        self._compare(values, columns, projects, ballots)
        notes = tuple(note.at(file=self.name) for note in self.notes.all())
        return Pabulib(values, columns, projects, budget, kind, ballots, districts, themes, notes)

    def _stop(self) -> None:
        if self.problems:
            raise Unreadable(self.problems.all())

    def _places(self) -> dict[str, tuple[int, int]]:
        """Per section its first line and the line after its last, counted from 0."""
        heads: list[tuple[str, int]] = []
        for number, line in enumerate(self.lines):
            if len(line) < 40 and (found := _SECTION.fullmatch(line)):
                heads.append((found[1].upper(), number))
        names = [name for name, _ in heads]
        for section in SECTIONS:
            if section not in names:
                self.problems.add(Problem("ballots_section", {"section": section}))
        for place, (name, number) in enumerate(heads):
            if name in names[:place]:
                self.problems.add(Problem("ballots_section_twice", {"section": name}, line=number + 1))
        before = next((n for n, line in enumerate(self.lines[: heads[0][1] if heads else 0]) if line.strip()), None)
        if before is not None:
            self.problems.add(Problem("ballots_before", line=before + 1))
        self._stop()
        ends = [*(number for _, number in heads[1:]), len(self.lines)]
        return {name: (number + 1, end) for (name, number), end in zip(heads, ends, strict=True)}

    def _rows(self, first: int, last: int) -> list[tuple[int, list[str]]]:
        """The rows of a section that is not long, each with its line, counted from 1."""
        reader = csv.reader((line + "\n" for line in self.lines[first:last]), delimiter=";", strict=True)
        rows, begin = [], first
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    rows.append((begin + 1, [cell.strip() for cell in row]))
                begin = first + reader.line_num
        except csv.Error:
            raise Unreadable(Problem("ballots_quote", line=begin + 1)) from None
        return rows

    def _meta(self, first: int, last: int) -> dict[str, tuple[str, int]]:
        meta = {}
        for line, row in self._rows(first, last):
            key = row[0].lower()
            if key != "key":
                meta[key] = (";".join(row[1:]).rstrip("; "), line)
        return meta

    def _budget(self, meta: Mapping[str, tuple[str, int]]) -> int:
        if "budget" not in meta:
            self.problems.add(Problem("ballots_key_missing", {"key": "budget"}))
            return 1
        value, line = meta["budget"]
        return self._amount(value, line, "budget")

    def _amount(self, value: str, line: int, column: str) -> int:
        amount = cents(value)
        if amount is None:
            self.problems.add(Problem("ballots_amount", {"value": value[:40]}, line=line, column=column))
        return amount or 1

    def _projects(self, first: int, last: int) -> tuple[tuple[str, ...], tuple[PabulibProject, ...]]:
        rows = self._rows(first, last)
        if not rows:
            raise Unreadable(Problem("header_only", line=first))
        head_line, head = rows[0]
        columns = [name.lower() for name in head]
        while columns and not columns[-1]:
            columns.pop()
        for needed in ("project_id", "cost"):
            if needed not in columns:
                said: dict[str, str | int | float] = {"name": needed, "present": ", ".join(columns)}
                raise Unreadable(Problem("column_missing", said, line=head_line))
        projects = [self._project(line, row, columns) for line, row in rows[1:]]
        lines: dict[str, list[int]] = {}
        for (line, _), project in zip(rows[1:], projects, strict=True):
            lines.setdefault(project.id, []).append(line)
        for name, where in lines.items():
            if len(where) > 1:
                told: dict[str, str | int | float] = {"id": name, "lines": ", ".join(map(str, where))}
                self.problems.add(Problem("ballots_project_twice", told, line=where[1], column="project_id"))
        if not projects:
            self.problems.add(Problem("header_only", line=head_line))
        return tuple(columns), tuple(projects)

    def _project(self, line: int, row: list[str], columns: Sequence[str]) -> PabulibProject:
        while len(row) > len(columns) and not row[-1]:
            row.pop()
        if len(row) > len(columns):
            self.problems.add(Problem("ragged_row", {"found": len(row), "expected": len(columns)}, line=line))
        cells = [*row, *[""] * (len(columns) - len(row))][: len(columns)]
        value = dict(zip(columns, cells, strict=True))
        if not value["project_id"]:
            self.problems.add(Problem("cell_empty", line=line, column="project_id"))
        selected = {"1": True, "0": False}.get(value.get("selected", ""))
        return PabulibProject(
            value["project_id"],
            self._amount(value["cost"], line, "cost"),
            " ".join(value.get("name", "").split()),
            next((value[key] for key in ("neighborhood", "neighbourhood", "district") if value.get(key)), ""),
            tuple(dict.fromkeys(theme.strip() for theme in value.get("category", "").split(",") if theme.strip())),
            selected,
            tuple(cells),
        )

    def _shares(self, meta: Mapping[str, tuple[str, int]], keys: Sequence[str], budgets: str) -> dict[str, int]:
        """The budget of each district or theme, when META gives them."""
        key = next((key for key in keys if key in meta), keys[0])
        spelled = next((name for name in (budgets, budgets.replace("bor", "bour")) if name in meta), budgets)
        if spelled not in meta or not meta[spelled][0]:
            return {}
        names = [name.strip() for name in meta.get(key, ("", 0))[0].split(",") if name.strip()]
        amounts, line = meta[spelled]
        parts = amounts.split(",")
        if len(parts) != len(names):
            said: dict[str, str | int | float] = {
                "names": len(names), "key": key, "amounts": len(parts), "budgets": spelled,
            }  # fmt: skip
            self.problems.add(Problem("ballots_shares", said, line=line))
            return {}
        return {name: self._amount(part, line, spelled) for name, part in zip(names, parts, strict=True)}

    def _compare(
        self, meta: Mapping[str, str], columns: Sequence[str], projects: Sequence[PabulibProject], ballots: Ballots
    ) -> None:
        """Note where the file disagrees with itself; what was counted stands."""
        found = {"num_projects": len(projects), "num_votes": int(ballots.count.sum())}
        for key, number in found.items():
            if meta.get(key, str(number)) != str(number):
                said: dict[str, str | int | float] = {"key": key, "declared": meta[key][:40], "found": number}
                self.notes.add(Problem("ballots_declared", said))
        row = np.repeat(np.arange(len(ballots.count)), np.diff(ballots.start))
        many = ballots.count[row]
        for key, weight in (("votes", many), ("score", many * ballots.points)):
            if key in columns:
                self._tallies(key, columns.index(key), projects, ballots, weight)

    def _tallies(
        self, key: str, column: int, projects: Sequence[PabulibProject], ballots: Ballots, weight: NDArray[np.int64]
    ) -> None:
        sums = np.zeros(len(projects), dtype=np.int64)
        np.add.at(sums, ballots.project, weight)
        for project, total in zip(projects, sums.tolist(), strict=True):
            declared = project.cells[column]
            exact = Fraction(total, ballots.scale if key == "score" else 1)
            if declared and declared != str(exact) and _number(declared) != exact:
                said: dict[str, str | int | float] = {
                    "key": key, "declared": declared[:40], "id": project.id, "found": str(exact),
                }  # fmt: skip
                self.notes.add(Problem("ballots_tally", said))


def _number(text: str) -> Fraction | None:
    return Fraction(text) if re.fullmatch(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?", text) else None
