"""What does a file with meetings say? One row per meeting, UTF-8, commas or semicolons; every fault by line and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijk.core import csv_files
from wijk.core.csv_files import LARGEST, Problems, lines
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES, Text
from wijk.meetings import times

__all__ = ["COLUMNS", "LARGEST", "NEEDED", "Problems", "Row", "read"]

#: What can stand in the file: (column, must it, words). Texts have a column per language, one of which must say something.
COLUMNS: tuple[tuple[str, bool, Any], ...] = (
    ("id", True, gettext_lazy("Your own number of the meeting; the same number again changes that meeting")),
    ("organ", True, gettext_lazy("Key of the organ, as in the address of its page")),
    *((f"title_{code}", False, gettext_lazy("What the meeting is called")) for code in LANGUAGES),
    ("date", True, gettext_lazy("Day, as 2026-03-29")),
    ("start", False, gettext_lazy("From when, as 19:30, in the time of the city; empty for whole days")),
    ("end", False, gettext_lazy("Until when, as 21:30; before the start it is on the next day")),
    ("last_day", False, gettext_lazy("Last day of a meeting of several whole days")),
    *((f"where_{code}", False, gettext_lazy("Where it is")) for code in LANGUAGES),
    ("process", False, gettext_lazy("Key of the process that it belongs to")),
    ("place", False, gettext_lazy("What area it is about, as neighbourhood/58; empty for that of the organ")),
    ("public", False, gettext_lazy("yes or no; empty means yes")),
)
NEEDED = tuple(name for name, must, _words in COLUMNS if must)
_TIME = re.compile(r"(\d{1,2})[:h.](\d{2})")


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting of a file, understood."""

    line: int
    id: str
    organ: str
    title: Text
    moment: times.Moment
    where: Text
    process: str
    place: str
    public: bool


def read(content: bytes, problems: Problems) -> list[Row]:
    """The meetings of a file. What is wrong goes into `problems`; a row with a fault is left out."""
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, told in lines(content, COLUMNS, problems):
        row = _row(line, told, problems)
        if row is None:
            continue
        if row.id in seen:
            problems.at(
                line,
                "id",
                _("“{id}” stands on line {other} already. Give each meeting its own number.").format(
                    id=row.id, other=seen[row.id]
                ),
            )
            continue
        seen[row.id] = line
        rows.append(row)
    if not rows and not problems:
        problems.append(_("There is no meeting in this file. Put one on each line below the names of the columns."))
    return rows


def _row(line: int, told: Mapping[str, str], problems: Problems) -> Row | None:
    before = len(problems)
    for name in NEEDED:
        if not told.get(name):
            problems.at(line, name, _("Nothing stands here. Fill it in."))
    for name, most in (("id", 80), ("organ", 80), ("process", 80), ("place", 80)):
        if len(told.get(name, "")) > most:
            problems.at(line, name, _("This is longer than {most} signs.").format(most=most))
    title, where = _text(told, "title"), _text(told, "where")
    if not title:
        problems.at(line, "title_nl", _("Give the meeting a title in at least one language."))
    if any(len(words) > 300 for words in title.values()):
        problems.at(line, "title_nl", _("This is longer than {most} signs.").format(most=300))
    public = csv_files.yes(told.get("public") or "yes")
    if public is None:
        problems.at(line, "public", _("Write yes or no."))
    moment = _moment(line, told, problems) if len(problems) == before else None
    if moment is None or public is None or len(problems) > before:
        return None
    return Row(
        line, told["id"], told["organ"], title, moment, where, told.get("process", ""), told.get("place", ""), public
    )


def _text(told: Mapping[str, str], name: str) -> Text:
    return Text({code: told.get(f"{name}_{code}", "") for code in LANGUAGES})


def _moment(line: int, told: Mapping[str, str], problems: Problems) -> times.Moment | None:
    day = _day(line, "date", told.get("date", ""), problems)
    last = _day(line, "last_day", told["last_day"], problems) if told.get("last_day") else day
    starts, ends = (_time(line, name, told.get(name, ""), problems) for name in ("start", "end"))
    if bool(told.get("start")) != bool(told.get("end")):
        problems.at(line, "end" if told.get("start") else "start", _("Give both times, or none for whole days."))
        return None
    if day is None or last is None or (told.get("start") and (starts is None or ends is None)):
        return None
    try:
        if starts is None or ends is None:
            return times.whole_days(day, last)
        until = date.fromordinal(day.toordinal() + 1) if ends <= starts and last == day else last
        return times.between(day, starts, ends, until)
    except Refused as fault:
        problems.at(line, "start" if starts else "last_day", str(fault))
        return None


def _day(line: int, column: str, words: str, problems: Problems) -> date | None:
    try:
        return csv_files.day(words, since=1970)
    except ValueError:
        problems.at(line, column, _("“{words}” is no day. Write it as 2026-03-29.").format(words=words[:40]))
        return None


def _time(line: int, column: str, words: str, problems: Problems) -> time | None:
    if not words:
        return None
    found = _TIME.fullmatch(words)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    problems.at(line, column, _("“{words}” is no time. Write it as 19:30.").format(words=words[:40]))
    return None
