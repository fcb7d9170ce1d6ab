"""Catalogue entries that stand in tables of their own: a column a key, `name.nl` for languages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from wijk.methods.formats.messages import in_words, place_in_words
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.tables import read_table
from wijk.packs import rules
from wijk.packs.reading import Reading
from wijk.packs.schema import CATEGORY, INDICATOR, SOURCE, THEME, Schema
from wijk.territory.actions import DataFile

SCHEMAS: Mapping[str, tuple[str, Schema]] = {
    "sources": ("source", SOURCE),
    "themes": ("theme", THEME),
    "indicators": ("indicator", INDICATOR),
}


def take_tables(reading: Reading) -> None:
    """Add the rows of `[tables]` to what `city.toml` itself declares."""
    for key, file in reading.tables.items():
        if key in SCHEMAS:
            table, schema = SCHEMAS[key]
            rows = _rows(file, schema, reading)
            reading.named[table] |= {row["code"] for row in rows}
            reading.rows[table].extend(rows)
        elif key == "categories":
            for row in _rows(file, {**CATEGORY, "value": rules.Rule(rules.plain, required=True)}, reading):
                reading.categories[row.pop("value")] = row


#: The columns of the plain form, where a pack names none.
PLAIN = ("area", "indicator", "period", "value", "numerator", "denominator", "status")


def name_columns(reading: Reading) -> None:
    """The plain form needs no description: its columns are called after what they hold, and only those that are there count."""
    for file, mapping, _label in reading.observations:
        if mapping.get("shape", "long") != "long" or mapping.get("columns"):
            continue
        try:
            present = read_table(file.path, sheet=mapping.get("sheet"), header_row=mapping.get("header_row", 1)).columns
        except Unreadable as unreadable:
            reading.problems.extend(said(problem, file.name) for problem in unreadable.problems)
            continue
        mapping["columns"] = {role: role for role in PLAIN if role in present and not mapping.get(role)}


def said(problem: Problem, name: str) -> str:
    """A problem of `methods` as people read it, with its place."""
    place = place_in_words(name, problem.sheet, problem.line, problem.column, problem.field, gettext)
    return f"{place}: {in_words(problem.code, problem.params, gettext)}"


def _rows(file: DataFile, schema: Schema, reading: Reading) -> list[dict[str, Any]]:
    try:
        table = read_table(file.path)
        told = list(table.rows())
    except Unreadable as unreadable:
        reading.problems.extend(said(problem, file.name) for problem in unreadable.problems)
        return []
    reading.problems.extend(said(problem, file.name) for problem in table.problems.all())
    for column in table.columns:
        if column.partition(".")[0] not in schema:
            reading.problems.append(
                f"{file.name}: " + _("The column “{column}” means nothing here.").format(column=column)
            )
    return [row for line, raw in told if (row := _row(file, line, raw, schema, reading))]


def _row(file: DataFile, line: int, raw: Mapping[str, Any], schema: Schema, reading: Reading) -> dict[str, Any]:
    told = _nested(raw)
    good: dict[str, Any] = {}
    complete = True
    for key, rule in schema.items():
        place = f"{file.name}, {_('line {line}').format(line=line)}, {_('column {column}').format(column=key)}"
        if key not in told:
            if rule.required:
                complete = False
                reading.problems.append(f"{place}: " + _("This cell is empty and may not be."))
            continue
        try:
            good[rule.name or key] = rule.judge(_typed(told[key], rule.judge))
        except rules.Wrong as wrong:
            complete = False
            reading.problems.append(f"{place}: {wrong}")
    return good if complete else {}


def _nested(raw: Mapping[str, Any]) -> dict[str, Any]:
    """`name.nl` and `name.fr` become one table; empty cells are left out."""
    told: dict[str, Any] = {}
    for column, value in raw.items():
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        key, dot, language = column.partition(".")
        if dot:
            inner = told.setdefault(key, {})
            if isinstance(inner, dict):
                inner[language] = str(value)
        else:
            told[key] = value
    return told


def _typed(value: Any, judge: rules.Judge) -> Any:
    """A cell as the rule wants it: a table only knows texts and numbers."""
    if judge is rules.yes_no:
        return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(
            _text(value).lower(), value
        )
    if judge is rules.number and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    if judge is rules.day and isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            return value
    if judge in (rules.codes, rules.texts):
        return [part for part in _text(value).replace(",", " ").replace(";", " ").split() if part]
    if judge in (rules.slug, rules.plain, rules.code_text):
        return _text(value)
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
