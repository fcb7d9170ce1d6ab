"""What does `city.toml` say? The whole pack as frozen descriptions, or every problem at once with its line."""

import difflib
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wijk.packs.files import CITY_FILE, locate
from wijk.packs.rules import Wrong
from wijk.packs.schema import ALL, CATEGORY, CITY, DERIVE, KIND_BY_CODE, Schema
from wijk.territory.actions import (
    AreasSpec,
    Category,
    CitySpec,
    DataFile,
    Derive,
    KindRange,
    NowhereSpec,
    PerimeterSpec,
    PlacesSpec,
    StreetsSpec,
)

#: A city.toml is written by people; more than this is no city.toml.
LARGEST = 8 << 20
_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


@dataclass(slots=True)
class Reading:
    """A pack as far as it could be read. `rows` are catalogue entries by table; `observations` are (file, mapping, label)."""

    folder: Path
    source: Path | None
    problems: list[str] = field(default_factory=list)
    city: CitySpec | None = None
    areas: list[AreasSpec] = field(default_factory=list)
    nowhere: list[NowhereSpec] = field(default_factory=list)
    places: list[PlacesSpec] = field(default_factory=list)
    streets: list[StreetsSpec] = field(default_factory=list)
    perimeters: list[PerimeterSpec] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"source": [], "theme": [], "indicator": []})
    observations: list[tuple[DataFile, dict[str, Any], str]] = field(default_factory=list)
    tables: dict[str, DataFile] = field(default_factory=dict)
    categories: dict[str, dict[str, Any]] = field(default_factory=dict)  #: of places, from a table of their own
    files: dict[str, DataFile] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)  #: which table of its name tells of a code
    named: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  #: codes by table, also of faulty entries

    def problem(self, sentence: str, table: str = "", number: int = 0, key: str = "") -> None:
        """Keep one problem with its line: of the key when it is found, else of the table."""
        line = self.line(table, number, key) if table else None
        place = f"{CITY_FILE}, {_('line {line}').format(line=line)}" if line else CITY_FILE
        self.problems.append(f"{place}: {sentence}")

    def line(self, table: str, number: int, key: str = "") -> int | None:
        """The line of the `number`-th table of this name (from 0), or of a key inside it."""
        start = self._start(table, number)
        if start is None or not key:
            return start
        wanted = re.compile(rf"(^|[{{,]\s*|^\s*){re.escape(key)}\s*[.=]")
        for offset, text in enumerate(self.lines[start:], start + 1):
            if _HEADER.match(text):
                break
            if wanted.search(text.strip()):
                return offset
        return start

    def _start(self, table: str, number: int) -> int | None:
        seen = -1
        for offset, text in enumerate(self.lines, 1):
            match = _HEADER.match(text)
            if match and match[2] == table:
                seen += 1
                if seen == number:
                    return offset
        return None


def read(folder: Path, source: Path | None) -> Reading:
    """Everything that the pack in `folder` declares. What is wrong stands in `problems`; data files are located but not opened."""
    reading = Reading(folder, source)
    told = _toml(reading)
    if told is None:
        return reading
    _unknown(reading, told, ALL, _("There is no table “{key}” in a pack.{hint}"), lambda key: (key, 0, ""))
    for table, (schema, several) in ALL.items():
        raw = told.get(table)
        if raw is None:
            continue
        rows = raw if several else [raw]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            begin = f"[[{table}]]" if several else f"[{table}]"
            reading.problem(
                _("“{table}” is written in the wrong way. Begin it with {begin}.").format(table=table, begin=begin),
                table,
            )
            continue
        for number, row in enumerate(rows):
            reading.named[table] |= {str(row[key]) for key in ("code", "key") if key in row}
            reading.named[table] |= {f"{row['key']}/{row['version']}"} if {"key", "version"} <= set(row) else set()
            _take(reading, table, number, judged(reading, schema, row, table, number))
    if "city" not in told:
        reading.problem(_("The table [city] is missing. It gives the city's code, name and coordinate system."))
    return reading


def _toml(reading: Reading) -> dict[str, Any] | None:
    path = reading.folder / CITY_FILE
    try:
        found = locate(CITY_FILE, reading.folder, None)
        if found.path.stat().st_size > LARGEST:
            reading.problem(_("The file is too large. Put long lists into tables beside it ([tables])."))
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except Wrong:
        reading.problems.append(
            _("There is no file city.toml in {folder}. Name the folder of a pack.").format(folder=reading.folder.name)
        )
        return None
    except UnicodeDecodeError as error:
        reading.problem(
            _("The text is not written as UTF-8 (byte {position}). Save it as UTF-8.").format(position=error.start)
        )
        return None
    reading.lines = text.splitlines()
    reading.files[CITY_FILE] = found
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT_LINE.search(str(error))
        line = at[1] if at and at[1] else str(len(reading.lines))
        what = _AT_LINE.sub("", str(error)).strip()
        sentence = _("This is not TOML ({what}). Look for a missing quotation mark, bracket or equals sign.").format(
            what=what
        )
        reading.problems.append(f"{CITY_FILE}, {_('line {line}').format(line=line)}: {sentence}")
        return None


def _unknown(
    reading: Reading,
    told: Mapping[str, Any],
    known: Mapping[str, Any],
    sentence: str,
    place: Callable[[str], tuple[str, int, str]],
) -> None:
    for key in told:
        if key not in known:
            near = difflib.get_close_matches(key, list(known), 1, 0.6)
            hint = " " + _("Did you mean “{near}”?").format(near=near[0]) if near else ""
            reading.problem(sentence.format(key=key, hint=hint), *place(key))


def judged(
    reading: Reading, schema: Schema, told: Mapping[str, Any], table: str, number: int, inside: str = ""
) -> dict[str, Any]:
    """The keys of one table that are right, under the names of the specification; what is wrong becomes a problem."""
    _unknown(
        reading,
        told,
        schema,
        _("There is no key “{key}” here.{hint}"),
        lambda key: (table, number, inside or key),
    )
    good: dict[str, Any] = {}
    for key, rule in schema.items():
        if key not in told:
            if rule.required:
                reading.problem(
                    _("The key “{key}” is missing in [{table}].").format(key=key, table=inside or table),
                    table,
                    number,
                    inside,
                )
            continue
        try:
            good[rule.name or key] = rule.judge(told[key])
        except Wrong as wrong:
            reading.problem(f"{inside + '.' if inside else ''}{key}: {wrong}", table, number, inside or key)
    complete = all(not rule.required or (rule.name or key) in good for key, rule in schema.items())
    return good if complete else {}


def _take(reading: Reading, table: str, number: int, row: dict[str, Any]) -> None:
    if not row:
        return
    label = f"{CITY_FILE}, {_('line {line}').format(line=reading.line(table, number))}"
    if table == "city":
        reading.city = CitySpec(**row)
    elif table in reading.rows:
        reading.numbers[table, row["code"]] = number
        reading.rows[table].append(row)
    elif table == "tables":
        reading.tables = {key: file for key, name in row.items() if (file := _file(reading, table, number, key, name))}
    elif table == "observations":
        name = row.pop("file")
        file = _file(reading, table, number, "file", name)
        if file:
            reading.observations.append((file, row, label))
    else:
        _TAKERS[table](reading, number, {**row, "label": label})


def _file(reading: Reading, table: str, number: int, key: str, name: str) -> DataFile | None:
    try:
        file = locate(name, reading.folder, reading.source)
    except Wrong as wrong:
        reading.problem(str(wrong), table, number, key)
        return None
    reading.files[name] = file
    return file


def _with_files(reading: Reading, table: str, number: int, row: dict[str, Any], *keys: str) -> bool:
    """Replace names by files; False when one of them may not be used."""
    for key in keys:
        if key in row:
            file = _file(reading, table, number, key, row[key])
            if file is None:
                return False
            row[key] = file
    return True


def _areas(reading: Reading, number: int, row: dict[str, Any]) -> None:
    row["kind_by_code"] = tuple(_ranges(reading, number, row.pop("kind_by_code", [])))
    if isinstance(row.get("derive"), dict):
        inner = judged(reading, DERIVE, row["derive"], "areas", number, "derive")
        if not inner:
            return
        row["derive"] = Derive(**inner)
    elif "derive" in row:
        reading.problem(
            _('“{value}” is not a table. Write { key = "value" }.').replace("{value}", "derive"),
            "areas",
            number,
            "derive",
        )
        return
    if not row.get("derive") and "file" not in row:
        sentence = _("The areas “{key}” have neither a file nor “derive”. Name the file with their borders.").format(
            key=row["key"]
        )
        reading.problem(sentence, "areas", number)
        return
    if _with_files(reading, "areas", number, row, "file", "names_file"):
        reading.areas.append(AreasSpec(**row))


def _ranges(reading: Reading, number: int, told: Any) -> Iterator[KindRange]:
    if not isinstance(told, list) or not all(isinstance(item, dict) for item in told):
        reading.problem(
            _("“{key}” is a list of tables. Write [{ … }, { … }].").replace("{key}", "kind_by_code"),
            "areas",
            number,
            "kind_by_code",
        )
        return
    for item in told:
        inner = judged(reading, KIND_BY_CODE, item, "areas", number, "kind_by_code")
        if inner:
            yield KindRange(**inner)


def _nowhere(reading: Reading, number: int, row: dict[str, Any]) -> None:
    if "codes" not in row and "file" not in row:
        reading.problem(_("These units have neither codes nor a file. Give one of the two."), "nowhere", number)
    elif _with_files(reading, "nowhere", number, row, "file"):
        reading.nowhere.append(NowhereSpec(**row))


def _places(reading: Reading, number: int, row: dict[str, Any]) -> None:
    told = row.pop("categories", {})
    categories: dict[str, Category] = {}
    if not isinstance(told, dict) or not all(isinstance(item, dict) for item in told.values()):
        reading.problem(
            _('“{value}” is not a table. Write { key = "value" }.').replace("{value}", "categories"),
            "places",
            number,
            "categories",
        )
        told = {}
    for key, item in told.items():
        inner = judged(reading, CATEGORY, item, "places", number, "categories")
        if inner:
            categories[str(key)] = Category(**inner)
    if "category" not in row and "category_column" not in row:
        reading.problem(
            _("These places have neither “category” nor “category_column”. Say what they are."), "places", number
        )
    elif _with_files(reading, "places", number, row, "file"):
        reading.places.append(PlacesSpec(**row, categories=categories))


def _streets(reading: Reading, number: int, row: dict[str, Any]) -> None:
    if _with_files(reading, "streets", number, row, "file"):
        reading.streets.append(StreetsSpec(**row))


def _perimeters(reading: Reading, number: int, row: dict[str, Any]) -> None:
    if _with_files(reading, "perimeters", number, row, "file"):
        reading.perimeters.append(PerimeterSpec(**row))


_TAKERS: Mapping[str, Callable[[Reading, int, dict[str, Any]], None]] = {
    "areas": _areas,
    "nowhere": _nowhere,
    "places": _places,
    "streets": _streets,
    "perimeters": _perimeters,
}
__all__ = ["CITY", "Reading", "judged", "read"]
