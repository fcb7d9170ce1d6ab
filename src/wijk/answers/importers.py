"""Which services and routes stand in a file? CSV as a spreadsheet writes it, every fault with its line."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from wijk.core.errors import Faulty, Refused
from wijk.core.text import LANGUAGES, Text

Row = TypeVar("Row")
MOST_BYTES, MOST_ROWS, MOST_FAULTS = 2_000_000, 5_000, 20
SERVICES = ("key", "title_nl", "title_fr", "title_en", "days", "working", "place")
ROUTES = ("service", "opening", "area", "kind", "category", "days")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service as its line says it."""

    line: int
    key: str
    title: Text
    days: int
    working: bool
    place: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route as its line says it."""

    line: int
    service: str
    opening: str
    area: str
    kind: str
    category: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells: services or routes, by its first line."""

    services: tuple[ServiceRow, ...] = ()
    routes: tuple[RouteRow, ...] = ()


def read(content: bytes) -> Told:
    """Services (columns key, title_nl, title_fr, title_en, days, working, place) or routes (service, opening, area, kind, category,
    days), with commas or semicolons. Faulty with every fault and its line."""
    if len(content) > MOST_BYTES:
        raise Refused("too-large", _("This file is too large: {most} bytes at most."), most=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty([_("This file is not UTF-8. Save it as “CSV UTF-8”.")]) from None
    if "\0" in text:
        raise Faulty([_("This file holds signs that are no text. Save it as “CSV UTF-8”.")])
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        columns = {(name or "").strip().lower() for name in rows.fieldnames or ()}
        lines = [
            (
                rows.line_num,
                {(k or "").strip().lower(): (v or "").strip() for k, v in row.items() if isinstance(v, str | None)},
            )
            for row in rows
        ]
    except csv.Error as fault:
        raise Faulty([_("This is no table that we can read: {fault}").format(fault=fault)]) from None
    if len(lines) > MOST_ROWS:
        raise Faulty([_("At most {most} lines fit in one file.").format(most=MOST_ROWS)])
    if {"key", "days"} <= columns and columns & set(SERVICES[1:4]):
        return Told(services=_services(lines))
    if "service" in columns:
        return Told(routes=_routes(lines))
    raise Faulty(
        [
            _("The first line names the columns: {services}; or {routes}.").format(
                services=", ".join(SERVICES), routes=", ".join(ROUTES)
            )
        ]
    )


_Lines = Sequence[tuple[int, Mapping[str, str]]]


def _services(lines: _Lines) -> tuple[ServiceRow, ...]:
    found, faults, seen = [], list[str](), set[str]()
    for line, row in lines:
        title = Text({language: row.get(f"title_{language}", "") for language in LANGUAGES})
        days = _whole(row.get("days", ""))
        key = row.get("key", "")
        if not key or not title or days is None:
            faults.append(_("Line {line}: key, a title and days are needed, days as a whole number.").format(line=line))
        elif key in seen:
            faults.append(_("Line {line}: “{key}” stands in this file twice.").format(line=line, key=key))
        else:
            working = row.get("working", "").lower() not in ("no", "false", "0", "nee", "non")
            found.append(ServiceRow(line, key, title, days, working, row.get("place", "")))
        seen.add(key)
    return _done(found, faults)


def _routes(lines: _Lines) -> tuple[RouteRow, ...]:
    found, faults = [], list[str]()
    for line, row in lines:
        days = _whole(row["days"]) if row.get("days") else None
        if not row.get("service") or (row.get("days") and days is None):
            faults.append(
                _("Line {line}: the service is needed, and days as a whole number or empty.").format(line=line)
            )
            continue
        asked = [row.get(name, "") for name in ROUTES[1:5]]
        found.append(RouteRow(line, row["service"], asked[0], asked[1], asked[2], asked[3], days))
    return _done(found, faults)


def _done(found: list[Row], faults: list[str]) -> tuple[Row, ...]:
    if faults:
        raise Faulty(faults[:MOST_FAULTS])
    if not found:
        raise Faulty([_("This file has no lines below its first one.")])
    return tuple(found)


def _whole(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else None
