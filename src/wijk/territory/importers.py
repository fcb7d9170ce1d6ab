"""Files of the territory: areas, tables of names, points and lines, read through `methods.formats`, with every problem as a sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from wijk.core.text import LANGUAGES, Text
from wijk.methods.formats.crs import Bounds
from wijk.methods.formats.geodata import Layer, read_areas, read_features
from wijk.methods.formats.limits import Limits
from wijk.methods.formats.messages import in_words, place_in_words
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.repair import Kind as Geometry
from wijk.methods.formats.tables import read_table
from wijk.territory.naming import in_capitals_and_small, split_name
from wijk.territory.specs import AreasSpec, DataFile, NowhereSpec, PerimeterSpec, PlacesSpec, StreetsSpec

Where = Mapping[str, str | list[str]]
#: What readers are told of an area whose border did not arrive as it should.
MENDED = {
    "geometry_part_kept": gettext_noop(
        "The source also draws a loose line or point here; it was left out of the border."
    ),
    "geometry_repaired": gettext_noop("The border crosses itself in the source; it was repaired."),
}
NAMELESS = gettext_noop("The source gives this area no name; it is called by its code.")
#: A perimeter that somebody uploads through a page.
SMALL = Limits(file_bytes=20 << 20, unpacked_bytes=60 << 20, json_bytes=20 << 20)


@dataclass(slots=True)
class Report:
    """What was found while reading: `problems` stop the loading, `notes` are worth knowing."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, problems: Iterable[Problem], name: str) -> None:
        """Problems of `methods`, said in the language of the reader, under the name that the pack gives to the file."""
        self.problems.extend(said(problem, name) for problem in problems)

    def at(self, place: str, sentence: str) -> None:
        """One problem of our own."""
        self.problems.append(f"{place}: {sentence}" if place else sentence)


def said(problem: Problem, name: str = "") -> str:
    """A problem of `methods` as people read it, with its place."""
    place = place_in_words(name or problem.file, problem.sheet, problem.line, problem.column, problem.field, gettext)
    sentence = in_words(problem.code, problem.params, gettext)
    return f"{place}: {sentence}" if place else sentence


def plain(value: Any) -> str:
    """A cell as text; a whole number without decimals.

    >>> plain(58.0), plain(None), plain(" 21001 ")
    ('58', '', '21001')
    """
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def sieve(where: Where) -> Callable[[Mapping[str, Any]], bool]:
    """Does a row have what `where` asks? `*` and `?` stand for any letters and any one letter.

    >>> fits = sieve({"code": ["210??ZZZZ", "x"]})
    >>> fits({"code": "21001ZZZZ"}), fits({"code": "2100ZZZZ"}), fits({"code": "x"}), fits({})
    (True, False, True, False)
    """
    tests = [
        (column, [_pattern(wanted)] if isinstance(wanted, str) else [_pattern(one) for one in wanted])
        for column, wanted in where.items()
    ]
    return lambda row: all(any(p.fullmatch(plain(row.get(column))) for p in patterns) for column, patterns in tests)


def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(re.escape(wanted).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area as the file tells of it. `geometry` is in longitude and latitude, None where its children make it."""

    code: str
    name: Text
    kind: str
    parents: Mapping[str, str]
    geometry: Any
    line: int
    note: Text = field(default_factory=Text)


def area_rows(spec: AreasSpec, near: Bounds | None, report: Report) -> list[AreaRow]:
    """The areas of one set. A set whose ground comes from its children may be a plain table of codes and names."""
    assert spec.file is not None
    mended: dict[int, Text] = {}
    if spec.dissolve:
        rows = _table(spec.file, None, _columns(spec), report)
        told = [(line, row, None) for line, row in rows]
    else:
        layer = _layer(spec.file, "areas", spec.layer, spec.crs, near, _columns(spec), report)
        told = list(_features(layer)) if layer else []
        mended = _mended(layer, report) if layer else {}
    names = _names(spec, report)
    keep = sieve(spec.where)
    kept = []
    for line, row, geometry in told:
        if not keep(row):
            continue
        code = plain(row.get(spec.code))
        if not code:
            report.at(
                f"{spec.file.name}, {_('line {line}').format(line=line)}",
                _("This area has no code in the column “{column}”. Give it one.").format(column=spec.code),
            )
            continue
        kind = _kind(spec, code, row, line, report)
        kept.append(_area_row(spec, code, row, kind, geometry, line, names.get(code, {}), mended.get(line, Text())))
    return kept


def _area_row(
    spec: AreasSpec,
    code: str,
    row: Mapping[str, Any],
    kind: str,
    geometry: Any,
    line: int,
    better: Mapping[str, str],
    mended: Text,
) -> AreaRow:
    written = in_capitals_and_small if spec.name_case else lambda name: name
    told = {language: written(plain(row.get(column))) for language, column in spec.name_columns.items()}
    name = Text({**told, **better})
    note = Text({language: plain(row.get(column)) for language, column in spec.note_columns.items()}) or mended
    if not name:
        name, note = Text.of(code), note or _in_every_language(NAMELESS)
    parents = {level: plain(row.get(column)) for level, column in spec.parents.items()}
    return AreaRow(code, name, kind, parents, geometry, line, note)


def _mended(layer: Layer, report: Report) -> dict[int, Text]:
    """What a reader of an area should know of its border, by feature: that a part was left out, or that it was repaired."""
    found = {}
    for note in layer.notes:
        if note.code in MENDED and note.line is not None:
            report.notes.append(said(note))
            found[note.line] = _in_every_language(MENDED[note.code])
    return found


def _in_every_language(sentence: str) -> Text:
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = gettext(sentence)
    return Text(words)


def _columns(spec: AreasSpec) -> list[str]:
    wanted = [spec.code, *spec.name_columns.values(), *spec.note_columns.values(), *spec.parents.values(), *spec.where]
    return list(dict.fromkeys([*wanted, spec.kind_column] if spec.kind_column else wanted))


def _kind(spec: AreasSpec, code: str, row: Mapping[str, Any], line: int, report: Report) -> str:
    if spec.kind_column and (found := plain(row.get(spec.kind_column))):
        if found not in ("inhabited", "industry", "green", "cemetery"):
            place = f"{spec.file.name if spec.file else ''}, {_('line {line}').format(line=line)}"
            report.at(
                place,
                _("“{value}” is no kind of area. Write inhabited, industry, green or cemetery.").format(
                    value=found[:40]
                ),
            )
        return found
    if spec.kind_by_code:
        number = int(code) if code.isdigit() else None
        for range_ in spec.kind_by_code:
            if number is not None and range_.first <= number <= range_.last:
                return range_.kind
        if not spec.kind:
            place = f"{spec.file.name if spec.file else ''}, {_('line {line}').format(line=line)}"
            report.at(
                place,
                _(
                    "The code “{code}” lies in none of the ranges of kind_by_code. Add a range, or a “kind” for the others."
                ).format(code=code),
            )
    return spec.kind or "inhabited"


def _names(spec: AreasSpec, report: Report) -> dict[str, dict[str, str]]:
    """Better names by code, from `names_file`: columns `code` and `name.nl`, `name.fr` …"""
    if spec.names_file is None:
        return {}
    found = {}
    for _line, row in _table(spec.names_file, None, ["code"], report):
        said_names = {key.removeprefix("name."): plain(value) for key, value in row.items() if key.startswith("name.")}
        found[plain(row["code"])] = {language: name for language, name in said_names.items() if name}
    return found


def nowhere_rows(spec: NowhereSpec, report: Report) -> list[AreaRow]:
    """Units without ground, listed in the pack or in a table."""
    if spec.file is None:
        return [AreaRow(code, spec.name, "nowhere", dict(spec.parents), None, 0) for code in spec.codes]
    wanted = [spec.code, *spec.name_columns.values(), *spec.parents.values(), *spec.where]
    keep = sieve(spec.where)
    listed = frozenset(spec.codes)
    rows = []
    for line, row in _table(spec.file, spec.sheet, wanted, report):
        code = plain(row.get(spec.code))
        if not code or not keep(row) or (listed and code not in listed):
            continue
        name = Text({language: plain(row.get(column)) for language, column in spec.name_columns.items()})
        parents = {level: plain(row.get(column)) for level, column in spec.parents.items()}
        rows.append(AreaRow(code, Text({**spec.name, **name}), "nowhere", parents, None, line))
    if not rows:
        report.at(
            spec.file.name,
            _("No row fits what is asked for ({condition}). Check the columns and the values.").format(
                condition=", ".join(spec.where)
            ),
        )
    return rows


@dataclass(frozen=True, slots=True)
class Features:
    """Points or lines with what the file tells of them."""

    geometries: NDArray[np.object_]
    rows: Sequence[Mapping[str, Any]]
    lines: Sequence[int]


def features(
    spec: PlacesSpec | StreetsSpec | PerimeterSpec, kind: Geometry, near: Bounds | None, report: Report
) -> Features:
    """The features of a file that `where` keeps; those without geometry are left out, and noted."""
    layer = _layer(spec.file, kind, spec.layer, spec.crs, near, None, report)
    if layer is None:
        return Features(np.array([], dtype=object), [], [])
    keep = sieve(spec.where)
    found = [(line, row, geometry) for line, row, geometry in _features(layer) if geometry is not None and keep(row)]
    shapes = np.empty(len(found), dtype=object)
    shapes[:] = [geometry for _line, _row, geometry in found]
    return Features(shapes, [row for _line, row, _geometry in found], [line for line, _row, _geometry in found])


def uploaded_areas(file: Path, report: Report) -> NDArray[np.object_]:
    """The areas of a small file that somebody gives to a page."""
    try:
        found = read_areas(file, limits=SMALL)
    except Unreadable as unreadable:
        report.take(unreadable.problems, file.name)
        return np.array([], dtype=object)
    report.take(found.problems.all(), file.name)
    return found.geometries


def name_of(row: Mapping[str, Any], spec: PlacesSpec | StreetsSpec) -> Text:
    """The name of a place or street: a column a language, or one column that may hold several languages."""
    written = in_capitals_and_small if isinstance(spec, PlacesSpec) and spec.name_case else lambda name: name
    by_language = {language: written(plain(row.get(column))) for language, column in spec.name_columns.items()}
    if spec.name_column:
        whole = plain(row.get(spec.name_column))
        if isinstance(spec, StreetsSpec):
            one = split_name(whole, spec.name_split, spec.name_order) if whole else Text()
        else:
            one = Text.of(written(whole)) if whole else Text()
        return Text({**one, **{k: v for k, v in by_language.items() if v}})
    return Text(by_language)


def require(columns: Iterable[str], found: Features, file: DataFile, report: Report) -> bool:
    """Are all these columns there? Says which are not."""
    present = set(found.rows[0]) if found.rows else set()
    missing = [column for column in columns if column and column not in present]
    for column in missing if found.rows else ():
        report.at(
            file.name,
            in_words("column_missing", {"name": column, "present": ", ".join(sorted(present))[:200]}, gettext),
        )
    return not missing


def _layer(
    file: DataFile,
    kind: Geometry,
    layer: str | None,
    crs: str | None,
    near: Bounds | None,
    columns: list[str] | None,
    report: Report,
) -> Layer | None:
    try:
        if kind == "areas":
            found = read_areas(file.path, layer=layer, crs=crs, columns=columns, near=near)
        else:
            found = read_features(file.path, kind=kind, layer=layer, crs=crs, columns=columns, near=near, empty="note")
    except Unreadable as unreadable:
        report.take(unreadable.problems, file.name)
        return None
    report.take(found.problems.all(), file.name)
    return found


def _features(layer: Layer) -> Iterator[tuple[int, dict[str, Any], Any]]:
    names = list(layer.columns)
    values = zip(*layer.columns.values(), strict=True) if names else (() for _ in layer.lines)
    for line, row, geometry in zip(layer.lines, values, layer.geometries, strict=True):
        yield line, dict(zip(names, row, strict=True)), geometry


def _table(file: DataFile, sheet: str | None, columns: list[str], report: Report) -> list[tuple[int, dict[str, Any]]]:
    try:
        table = read_table(file.path, sheet=sheet)
        table.require(*columns)
        rows: list[tuple[int, dict[str, Any]]] = list(table.rows())
    except Unreadable as unreadable:
        report.take(unreadable.problems, file.name)
        return []
    report.take(table.problems.all(), file.name)
    return rows
