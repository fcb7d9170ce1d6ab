"""How does a machine page through a list, and how does it learn what each column means? One way for every list of the API.

A list is `{"total", "limit", "offset", "next", "previous", NAME: […]}`; its CSV has the same columns in full, and a data dictionary beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase

from wijk.core.text import LANGUAGES, Text
from wijk.opendata import exporters
from wijk.opendata.answers import Value, as_csv, as_json, site

Row = TypeVar("Row")
Kind = Literal["text", "code", "codes", "number", "integer", "boolean", "date", "moment", "link", "e-mail"]

#: How many a list shows when nobody says, and at most.
USUAL, MOST = 100, 1000
#: No list is longer; what is asked beyond it is empty.
FAR = 2**31


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table: its name in the file, what kind of value it holds, what it means, and how it is read off a row."""

    name: str
    kind: Kind
    meaning: Text
    of: Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is asked: `of(total)` rows from `offset` on."""

    limit: int
    offset: int

    @classmethod
    def asked(cls, limit: int, offset: int) -> "Slice":
        """What was asked, within bounds."""
        return cls(min(max(limit, 1), MOST), min(max(offset, 0), FAR))

    @property
    def end(self) -> int:
        """The place after the last row."""
        return self.offset + self.limit


def as_list(
    request: HttpRequest, name: str, rows: "QuerySet[Any]", part: Slice, told: Callable[[Sequence[Any]], Sequence[Any]]
) -> HttpResponseBase:
    """One part of a list as JSON, with links to the parts beside it. `told` turns the rows of this part into plain values."""
    total = rows.count()
    head = {
        "total": total, "limit": part.limit, "offset": part.offset,
        "next": _link(request, part, part.end) if part.end < total else None,
        "previous": _link(request, part, max(0, part.offset - part.limit)) if part.offset else None,
    }  # fmt: skip
    return as_json({**head, name: list(told(list(rows[part.offset : part.end])))})


def _link(request: HttpRequest, part: Slice, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(part.limit), str(offset)
    return f"{site(request, request.path)}?{query.urlencode()}"


def as_table(columns: Sequence[Column[Row]], rows: Iterable[Row], name: str) -> HttpResponseBase:
    """All rows as CSV, written while they are read; no cell runs as a formula in a spreadsheet."""
    lines = ([column.of(row) for column in columns] for row in rows)
    return as_csv([column.name for column in columns], exporters.safe(lines), name)


def as_dictionary(columns: Sequence[Column[Any]], form: str, name: str) -> HttpResponseBase:
    """What each column means, in all languages: as JSON, or as CSV named `NAME-dictionary.csv`."""
    if form == "csv":
        head = ["column", "type", *(f"meaning_{language}" for language in LANGUAGES)]
        rows = ([c.name, c.kind, *(c.meaning.said(language) for language in LANGUAGES)] for c in columns)
        return as_csv(head, exporters.safe(rows), f"{name}-dictionary.csv")
    return as_json(
        {"table": name, "columns": [{"name": c.name, "type": c.kind, "meaning": c.meaning} for c in columns]}
    )


def in_parts(rows: "QuerySet[Model]", size: int = 1000) -> Iterable[Any]:
    """The rows of a long answer, read in parts, in memory that does not grow."""
    return rows.iterator(size)


def meaning(nl: str, fr: str, en: str) -> Text:
    """What a column means, in the three languages of the house."""
    return Text({"nl": nl, "fr": fr, "en": en})
