"""How is a sheet that somebody saved as CSV read, so that every fault is told by line and column?"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

#: (column, must it be there, what stands in it).
Columns = Sequence[tuple[str, bool, Any]]
LARGEST, MOST_ROWS, MOST_PROBLEMS = 5 << 20, 20_000, 200
YES, NO = frozenset({"yes", "ja", "oui", "1", "true"}), frozenset({"no", "nee", "non", "0", "false"})


class Problems(list[str]):
    """Sentences that say line, column and what to do; only the first of them are kept."""

    def at(self, line: int, column: str, sentence: str) -> None:
        """One more fault."""
        if len(self) < MOST_PROBLEMS:
            self.append(
                _("Line {line}, column {column}: {sentence}").format(line=line, column=column, sentence=sentence)
            )


def lines(content: bytes, columns: Columns, problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file as (line, cells by column). What is wrong goes into `problems`; a faulty head yields nothing."""
    if len(content) > LARGEST:
        problems.append(_("The file is larger than {most} MB. Divide it.").format(most=LARGEST >> 20))
        return
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        problems.append(_("Line {line} is not in UTF-8. Save the file again as “CSV UTF-8”.").format(line=line))
        return
    if "\0" in words:
        problems.append(_("This is no text file. Save the sheet as “CSV UTF-8”."))
        return
    head = words.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(words, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True
    )
    try:
        yield from _told(reader, columns, problems)
    except csv.Error:
        problems.append(
            _(
                "Line {line} cannot be read: a quotation mark is missing or misplaced. Save the sheet again as CSV."
            ).format(line=reader.line_num)
        )


def _told(reader: Any, columns: Columns, problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
    before = len(problems)
    names = [name.strip().lower() for name in next(reader, [])]
    known = {name for name, _must, _words in columns}
    for name in names:
        if name not in known:
            problems.at(
                1,
                name or "–",
                _("No such column is known. The columns are: {columns}.").format(
                    columns=", ".join(n for n, _m, _w in columns)
                ),
            )
        elif names.count(name) > 1:
            problems.at(1, name, _("This column stands there twice. Keep one."))
    for name, must, _words in columns:
        if must and name not in names:
            problems.at(1, name, _("This column is missing. Add it."))
    if len(problems) > before:
        return
    for count, cells in enumerate(reader, 1):
        line = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if count > MOST_ROWS:
            problems.append(_("The file has more than {most} rows. Divide it.").format(most=MOST_ROWS))
            return
        if len(cells) > len(names):
            problems.at(
                line,
                str(len(names) + 1),
                _("There are more cells than columns. Put texts with a comma between quotation marks."),
            )
            continue
        yield line, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}


def yes(words: str) -> bool | None:
    """Yes or no in three languages; None where it is neither.

    >>> yes("Ja"), yes("non"), yes("perhaps")
    (True, False, None)
    """
    found = words.strip().casefold()
    return True if found in YES else False if found in NO else None


def day(words: str, *, since: int = 1900) -> date:
    """A day as sheets write it, from the year `since` to 2199; ValueError where it is none.

    >>> day("29/03/2026") == day("2026-03-29") == date(2026, 3, 29)
    True
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        if since <= found.year <= 2199:
            return found
    raise ValueError(words)
