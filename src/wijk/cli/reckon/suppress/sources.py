"""The files of a protection: tables, hierarchies, and what their columns say about each cell."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.cli.reckon.suppress.messages import say
from wijk.methods.disclosure.messages import say as say_method
from wijk.methods.disclosure.rules import Rule
from wijk.methods.disclosure.table import Floats, Hierarchy, Key, Table, tabulate
from wijk.methods.saying import Rejected

HIDDEN, PUBLISHED = "hidden", "published"
_YES, _NO = {"yes", "y", "true", "1", "ja", "oui", "x"}, {"", "no", "n", "false", "0", "nee", "non"}
_STATUS = {HIDDEN: True, PUBLISHED: False, "": False}


@dataclass(frozen=True, eq=False)
class Given:
    """All tables as one: what each cell is and counts, and which cells came from which file."""

    table: Table
    files: tuple[tuple[Path, Key, tuple[int, ...]], ...]
    hidden: NDArray[np.bool_]
    unpublished: NDArray[np.bool_]
    told: tuple[str, ...] | None = None
    contributors: Floats | None = None
    largest: tuple[tuple[float, ...], ...] | None = None
    marked: NDArray[np.bool_] | None = None
    weights: Floats | None = None

    @property
    def name(self) -> str:
        """The files, for a title."""
        return ", ".join(path.name for path, _, _ in self.files)


def given(paths: Sequence[Path], options: argparse.Namespace, *, published: bool = False) -> Given:
    """Read tables and hierarchies; `published` ones have a status, and their hidden cells no value."""
    sheets = [read_sheet(path, options.count) for path in paths]
    special = _special(options)
    columns = [_dimensions(sheet, options, special, published) for sheet in sheets]
    dimensions = tuple(dict.fromkeys(name for one in columns for name in one))
    trees = _hierarchies(options.hierarchy, dimensions[0])
    cells: dict[Key, int] = {}
    parts: list[tuple[Sheet, tuple[int, ...]]] = []
    shown: list[float] = []
    dark: list[bool] = []
    for sheet, own in zip(sheets, columns, strict=True):
        keys = _keys(sheet, own, dimensions, trees)
        values, hidden = _values(sheet, options, published)
        if len(set(keys)) < len(keys):
            twice = next(key for at, key in enumerate(keys) if key in keys[:at])
            raise Rejected(say_method("cell_twice", cell=" · ".join(twice)))
        for key, value, gone in zip(keys, values.tolist(), hidden.tolist(), strict=True):
            if key not in cells:
                cells[key] = len(cells)
                shown.append(value)
                dark.append(gone)
            elif not (gone and dark[cells[key]]) and shown[cells[key]] != value:
                first, second = str(shown[cells[key]]), str(value)
                raise Rejected(say_method("cell_differs", cell=" · ".join(key), first=first, second=second))
        parts.append((sheet, tuple(cells[key] for key in keys)))
    hidden_cells = np.array(dark, dtype=bool)
    table = tabulate(dimensions, list(cells), shown, trees, hidden=hidden_cells if published else None)
    files = tuple((sheet.path, own, at) for (sheet, at), own in zip(parts, columns, strict=True))
    return _extras(Given(table, files, hidden_cells, np.zeros(len(cells), dtype=bool)), parts, options)


def rule_of(options: argparse.Namespace) -> Rule:
    """The rule that was asked for."""
    dominance = None
    if options.dominance:
        found = re.fullmatch(r"\s*(\d+)\s*,\s*(\d+(?:\.\d+)?)\s*%?\s*", options.dominance)
        if not found:
            raise Complaint(say("pair_wrong", text=options.dominance))
        dominance = (int(found[1]), float(found[2]))
    return Rule(options.threshold, options.zeros, dominance, options.percent, options.margin, options.reasons)


def _special(options: argparse.Namespace) -> dict[str, str]:
    """Columns with a meaning of their own, by that meaning; the optional ones count only where they are there."""
    return {
        "count": options.count,
        "contributors": options.contributors or "contributors",
        "largest": options.largest or "largest",
        "publish": options.publish or "publish",
        "mark": options.mark or "",
        "weight": options.weight or "",
        "status": "status",
        "reason": "reason",
    }


def _dimensions(sheet: Sheet, options: argparse.Namespace, special: dict[str, str], published: bool) -> Key:
    for name in (options.contributors, options.largest, options.publish, options.mark, options.weight):
        if name and name not in sheet.columns and not published:
            raise Complaint(say("column_unknown", file=sheet.path.name, column=name, present=tuple(sheet.columns)))
    asked = tuple(one.strip() for one in (options.dimensions or "").split(",") if one.strip())
    unknown = [one for one in asked if one not in sheet.columns]
    if unknown and len(unknown) == len(asked):
        raise Complaint(say("column_unknown", file=sheet.path.name, column=unknown[0], present=tuple(sheet.columns)))
    own = tuple(one for one in asked if one in sheet.columns) or tuple(
        one for one in sheet.columns if one not in special.values()
    )
    if not own:
        raise Complaint(say("no_dimension", file=sheet.path.name, present=tuple(sheet.columns)))
    return own


def _hierarchies(texts: Sequence[str], first: str) -> list[Hierarchy]:
    trees = []
    for text in texts:
        column, equals, name = text.partition("=")
        path = Path(name if equals else text)
        if not str(path) or (equals and not column):
            raise Complaint(say("hierarchy_wrong", text=text))
        sheet = read_sheet(path, "child", "parent")
        children, parents = sheet.text("child", empty=False), sheet.text("parent", empty=False)
        trees.append(Hierarchy(column if equals else first, tuple(zip(children, parents, strict=True)), path.stem))
    return trees


def _keys(sheet: Sheet, own: Key, dimensions: Key, trees: Sequence[Hierarchy]) -> list[Key]:
    """What each row is about; a column that this table lacks has the top of its hierarchies throughout."""
    columns = []
    for name in dimensions:
        if name in own:
            columns.append(sheet.text(name, empty=False))
            continue
        pairs = [pair for tree in trees if tree.dimension == name for pair in tree.pairs]
        tops = {parent for _, parent in pairs} - {child for child, _ in pairs}
        if len(tops) != 1:
            raise Complaint(say("root_unknown", file=sheet.path.name, dimension=name))
        columns.append([next(iter(tops))] * len(sheet))
    return [tuple(row) for row in zip(*columns, strict=True)]


def _values(sheet: Sheet, options: argparse.Namespace, published: bool) -> tuple[Floats, NDArray[np.bool_]]:
    values = sheet.numbers(options.count, missing=np.nan if published else None)
    if not published:
        return values, np.zeros(len(sheet), dtype=bool)
    if "status" not in sheet.columns:
        return values, np.isnan(values)
    names = [one.lower() for one in sheet.text("status")]
    says = [say_method("status_unknown", cell=_row(sheet, at), status=one) for at, one in enumerate(names) if one not in _STATUS]  # fmt: skip
    hidden = np.array([_STATUS.get(one, False) for one in names], dtype=bool)
    says += [
        say_method("hidden_value", cell=_row(sheet, at)) for at in np.flatnonzero(hidden & ~np.isnan(values)).tolist()
    ]
    if says:
        raise Rejected(says[:20])
    return values, hidden


def _row(sheet: Sheet, at: int) -> str:
    return " · ".join(str(values[at]) for values in sheet.columns.values() if values[at] is not None)


def _extras(found: Given, parts: Sequence[tuple[Sheet, tuple[int, ...]]], options: argparse.Namespace) -> Given:
    special = _special(options)
    size = len(found.table)
    unpublished = np.zeros(size, dtype=bool)
    marked = np.zeros(size, dtype=bool)
    contributors, weights = np.full(size, np.inf), found.table.values + 1.0
    largest: list[tuple[float, ...]] = [()] * size
    reasons = [""] * size
    seen: set[str] = set()
    for sheet, at in parts:
        cells = np.array(at, dtype=np.int64)
        there = {meaning for meaning, name in special.items() if name and name in sheet.columns}
        seen |= there
        if "publish" in there:
            unpublished[cells] |= ~_flags(sheet, special["publish"], default=True)
        if "mark" in there:
            marked[cells] |= _flags(sheet, special["mark"], default=False)
        if "contributors" in there:
            contributors[cells] = sheet.numbers(special["contributors"])
        if "weight" in there:
            weights[cells] = sheet.numbers(special["weight"])
        if "largest" in there:
            for cell, text in zip(at, sheet.text(special["largest"]), strict=True):
                largest[cell] = _parts(text, special["largest"])
        if "reason" in there:
            for cell, text in zip(at, sheet.text("reason"), strict=True):
                reasons[cell] = text
    return Given(
        found.table, found.files, found.hidden, unpublished, tuple(reasons) if "reason" in seen else None,
        contributors if "contributors" in seen else None, tuple(largest) if "largest" in seen else None,
        marked if "mark" in seen else None, weights if "weight" in seen else None,
    )  # fmt: skip


def _flags(sheet: Sheet, column: str, *, default: bool) -> NDArray[np.bool_]:
    found = []
    for text in sheet.text(column):
        word = text.lower()
        if word not in _YES | _NO:
            raise Complaint(say("flag_wrong", value=text, column=column))
        found.append(default if word == "" else word in _YES)
    return np.array(found, dtype=bool)


def _parts(text: str, column: str) -> tuple[float, ...]:
    try:
        parts = tuple(float(one) for one in text.split())
    except ValueError:
        raise Complaint(say("part_wrong", value=text, column=column)) from None
    if not all(np.isfinite(one) and one >= 0 for one in parts):
        raise Complaint(say("part_wrong", value=text, column=column))
    return parts
