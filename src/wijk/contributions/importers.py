"""What did people say elsewhere? Ideas out of a table of ours, or out of Decidim's export of proposals (CSV, Excel, JSON).

Decidim names its columns by their path ("title/fr", "category/name/nl", "latitude"); ours are in the template. What cannot be read
is said by line and column; what is doubtful is taken in with a note.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from wijk.core.errors import Faulty
from wijk.core.text import LANGUAGES
from wijk.methods.formats.exports import unguarded
from wijk.methods.formats.jsonguard import check_json
from wijk.methods.formats.limits import DEFAULT
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.tables import read_table

#: Columns of the template, in their order.
TEMPLATE = (
    "id",
    "kind",
    "title",
    "body",
    "language",
    "category",
    "said_on",
    "longitude",
    "latitude",
    "area",
    "place",
    "state",
)
EXAMPLE = (
    "12",
    "idea",
    "Een bank onder de linde",
    "In de schaduw.",
    "nl",
    "leisure",
    "2026-03-14",
    "4.345",
    "50.857",
    "",
    "op het plein",
    "open",
)
#: Other names of our columns; those of Decidim among them.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "key", "nr", "nummer", "numéro"), "kind": ("kind", "soort", "genre"), "title": ("title", "titel", "titre"),
    "body": ("body", "text", "tekst", "texte", "description", "beschrijving"), "language": ("language", "taal", "langue", "locale"),
    "category": ("category", "category/name", "taxonomies/name", "theme", "thema", "thème", "categorie", "catégorie"),
    "said_on": ("said_on", "published_at", "created_at", "date", "datum"), "longitude": ("longitude", "lon", "lng", "long"),
    "latitude": ("latitude", "lat"), "area": ("area", "gebied", "zone"), "place": ("place", "address", "adres", "adresse", "plek", "lieu"),
    "state": ("state", "status", "staat", "état"),
}  # fmt: skip
#: States of Decidim in our words; "" is left out of the list altogether.
STATES: Mapping[str, str] = {
    "accepted": "accepted", "rejected": "refused", "evaluating": "assigned", "not_answered": "open", "published": "open", "withdrawn": "",
}  # fmt: skip
MOST_FAULTS, MOST_ROWS = 100, 50_000
_TAGS, _ENDS = re.compile(r"<[^>]{0,2000}>"), re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6])>")


@dataclass
class Problems:
    """What is wrong and what is doubtful, by line and column; word for word up to a bound, then counted."""

    file: str
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more: int = 0

    def fault(self, line: int, column: str, sentence: str) -> None:
        """Something that must be corrected first."""
        self._say(self.faults, line, column, sentence)

    def note(self, line: int, column: str, sentence: str) -> None:
        """Something that is taken in all the same."""
        self._say(self.notes, line, column, sentence)

    def _say(self, among: list[str], line: int, column: str, sentence: str) -> None:
        if len(among) >= MOST_FAULTS:
            self.more += 1
            return
        where = [
            self.file,
            _("line {line}").format(line=line),
            *([_("column {column}").format(column=column)] if column else []),
        ]
        among.append(f"{', '.join(where)}: {sentence}")


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution as the file has it. `columns` says which heading held which of our fields."""

    line: int
    id: str
    title: str
    body: str
    language: str
    kind: str = ""
    category: str = ""
    said_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    area: str = ""
    place: str = ""
    state: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def template() -> str:
    """A table to fill in: the headings and one line as an example."""
    return ",".join(TEMPLATE) + "\r\n" + ",".join(EXAMPLE) + "\r\n"


def read(path: Path, name: str, language: str, problems: Problems) -> Iterator[Row]:
    """Every row that can be read. Faulty where the file is no table at all, or holds no column with a title."""
    for line, cells in _cells(path, name):
        heads = {head.strip().lower().lstrip("\ufeff"): head for head in cells}
        told = {
            head: unguarded(str(cells[own])).strip() if cells[own] is not None else "" for head, own in heads.items()
        }
        row = _row(line, told, language, problems)
        if row is not None:
            yield row


def _cells(path: Path, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        yield from _from_json(path) if _is_json(path) else _from_table(path)
    except Unreadable as wrong:
        told = [f"{name}: {problem.sentence(_)}" for problem in wrong.problems]
        raise Faulty(told, code="file-unreadable") from None


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def _from_table(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    table = read_table(path)
    _check_heads(table.columns)
    count = 0
    for batch in table.batches(2_000):
        for i, line in enumerate(batch.lines):
            count += 1
            if count > MOST_ROWS:
                raise Faulty([_("A file holds at most {most} rows. Divide it.").format(most=MOST_ROWS)])
            yield line, {name: batch.columns[name][i] for name in table.columns}


def _from_json(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    check_json(path, DEFAULT)
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Unreadable(Problem("json_broken", {}, file=path.name)) from None
    rows = told if isinstance(told, list) else next((v for v in told.values() if isinstance(v, list)), [])
    flat = [_flat(row) for row in rows[: MOST_ROWS + 1] if isinstance(row, dict)]
    if len(flat) > MOST_ROWS:
        raise Faulty([_("A file holds at most {most} rows. Divide it.").format(most=MOST_ROWS)])
    _check_heads(list(dict.fromkeys(head for row in flat[:50] for head in row)))
    yield from enumerate(flat, 1)


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Nested values by their path: {"title": {"fr": …}} is "title/fr". The first of a list stands for it."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, Mapping):
            found |= _flat(first, f"{before}{name}/")
        else:
            found[f"{before}{name}"] = first if first not in ([], {}) else ""
    return found


def _check_heads(heads: Sequence[str]) -> None:
    plain = {head.strip().lower().lstrip("\ufeff").split("/")[0] for head in heads}
    if not plain & set(NAMES["title"]):
        raise Faulty([_("No column is called title. The template shows how a table can look.")], code="no-title-column")


def _row(line: int, told: Mapping[str, str], usual: str, problems: Problems) -> Row | None:
    language = _language(told, usual)
    taken = {name: _column(name, told, language) for name in NAMES}
    said = {name: told.get(head, "") for name, head in taken.items()}
    if not any(said.values()):
        return None
    state = STATES.get(said["state"], said["state"]) if said["state"] else "open"
    if said["state"] and not state:
        problems.note(line, taken["state"], _("It was withdrawn there and is left out."))
        return None
    moment = _moment(said["said_on"])
    if said["said_on"] and moment is None:
        problems.note(
            line,
            taken["said_on"],
            _("“{words}” is no day; today stands in its place.").format(words=said["said_on"][:40]),
        )
    before = len(problems.faults) + problems.more
    lon, lat = (_degree(said, taken, name, line, problems) for name in ("longitude", "latitude"))
    if len(problems.faults) + problems.more > before:
        return None
    return Row(
        line, said["id"][:100], _plain(said["title"]), _plain(said["body"]), language, said["kind"], _plain(said["category"]), moment,
        lon, lat, said["area"], _plain(said["place"]), state, taken,
    )  # fmt: skip


def _language(told: Mapping[str, str], usual: str) -> str:
    """In which language it was said: by a column, or by the title that is filled in ("title/fr")."""
    for head in NAMES["language"]:
        if told.get(head):
            return told[head][:2].lower()
    filled = [
        head.partition("/")[2]
        for head, words in told.items()
        if words and head.split("/")[0] in NAMES["title"] and "/" in head
    ]
    if not filled or usual in filled:
        return usual
    known = [code for code in LANGUAGES if code in filled]
    return (known or filled)[0][:2]


def _column(name: str, told: Mapping[str, str], language: str) -> str:
    """The heading that holds this field: filled in first, in the language of the row, then in any."""
    for known in NAMES[name]:
        spoken = [
            head for head in (f"{known}/{language}", known, *(f"{known}/{code}" for code in LANGUAGES)) if head in told
        ]
        filled = [head for head in spoken if told[head]]
        if filled or spoken:
            return (filled or spoken)[0]
        if other := next((head for head in told if head.startswith(f"{known}/") and told[head]), ""):
            return other
    return ""


def _plain(words: str) -> str:
    """Words without markup: an export of Decidim holds HTML."""
    if "<" not in words and "&" not in words:
        return words
    return html.unescape(_TAGS.sub("", _ENDS.sub("\n", words))).strip()


def _degree(
    said: Mapping[str, str], taken: Mapping[str, str], name: str, line: int, problems: Problems
) -> float | None:
    words = said[name].replace(",", ".")
    if not words:
        return None
    try:
        return float(words)
    except ValueError:
        problems.fault(line, taken[name], _("This is no number of degrees, such as 4.35."))
        return None


def _moment(words: str) -> datetime | None:
    """A day or a moment; a day is its noon in the city."""
    words = re.sub(r"\s+(UTC|GMT)$", "+00:00", words.strip())
    words = re.sub(r"\s+([+-]\d{4})$", r"\1", words)
    if turned := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", words):
        words = f"{turned[3]}-{int(turned[2]):02d}-{int(turned[1]):02d}"
    try:
        day = parse_date(words)
        moment = datetime(day.year, day.month, day.day, 12) if day else parse_datetime(words)  # noqa: DTZ001 - made aware below
    except ValueError:
        return None
    if moment is None or not 1970 < moment.year < 9000:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
