"""Tables of indicators with an id, and tables out."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.index.words import say
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.methods.formats.exports import write_csv_rows
from wijk.methods.formats.numbers import parse_numbers
from wijk.methods.formats.table import in_short
from wijk.methods.formats.values import Value

Floats = NDArray[np.float64]


def names_of(text: str | None) -> list[str]:
    """Names between commas, each once."""
    names = [part.strip() for part in (text or "").split(",") if part.strip()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Complaint(say("index_twice", name=twice))
    return names


def pairs_of(text: str, form: str) -> list[tuple[str, str]]:
    """`a=1,b=2` as pairs."""
    pairs = []
    for part in text.split(","):
        name, sign, value = (piece.strip() for piece in part.rpartition("="))
        if not (name and sign and value):
            raise Complaint(say("index_pair_wrong", value=part.strip(), form=form))
        pairs.append((name, value))
    return pairs


def open_table(path: Path, wanted_id: str | None) -> tuple[Sheet, str, list[str]]:
    """A table, the column that names its rows (the first when none is named), and the names."""
    sheet = read_sheet(path)
    own = wanted_id or next(iter(sheet.columns))
    return sheet, own, sheet.ids(column(sheet, own))


def column(sheet: Sheet, name: str) -> str:
    """The name of a column that is there."""
    if name not in sheet.columns:
        raise Complaint(say("index_no_column", file=sheet.path.name, name=name, present=in_short(list(sheet.columns))))
    return name


def number_columns(sheet: Sheet, names: Sequence[str], but: str) -> dict[str, Floats]:
    """These columns as numbers, an empty cell NaN; without names all that hold numbers alone."""
    chosen = list(names) or [own for own in sheet.columns if own != but and _holds_numbers(sheet, own)]
    if not chosen:
        raise Complaint(say("index_no_numbers", file=sheet.path.name))
    return {name: sheet.numbers(column(sheet, name), missing=np.nan) for name in chosen}


def _holds_numbers(sheet: Sheet, name: str) -> bool:
    values = sheet.columns[name]
    found = parse_numbers(values)
    return not found.problems(sheet.lines, name) and not np.isnan(found.values).all()


def csv_of(columns: Mapping[str, Sequence[Value]]) -> str:
    """Columns as CSV; NaN is an empty cell."""
    text = io.StringIO()
    write_csv_rows(text, list(columns), zip(*(map(_cell, values) for values in columns.values()), strict=True))
    return text.getvalue()


def _cell(value: Value) -> Value:
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, 6)
    return value
