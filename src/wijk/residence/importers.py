"""Which lines does a delivery of the register hold? Each is hashed as it is read; what stands in it is kept nowhere.

A file has a column for each that the city compares by, and `area`. Or it was hashed before it came: then it has `hash` and `area`.
"""

import csv
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from wijk.core.errors import Faulty
from wijk.residence import keys

#: Doubts that are kept with their lines; of the others, how many.
MOST_DOUBTS = 200
#: A cell longer than this is no number of a card.
LONGEST = 80
_HASH = re.compile(r"[0-9a-f]{64}")
#: Columns with names and addresses have no place in this file, and it is not read while they are in it.
FORBIDDEN = frozenset(
    {
        *(
            "name",
            "naam",
            "nom",
            "voornaam",
            "prenom",
            "achternaam",
            "familienaam",
            "first name",
            "last name",
            "surname",
        ),
        *("email", "e-mail", "mail", "phone", "telefoon", "telephone", "gsm", "address", "adres", "adresse"),
    }
)


@dataclass(slots=True)
class Read:
    """What was read: prints with their neighbourhoods, and doubts as (line, code)."""

    lines: dict[str, str] = field(default_factory=dict)
    doubts: list[tuple[int, str]] = field(default_factory=list)

    def doubt(self, line: int, code: str) -> None:
        """A line that is left out."""
        self.doubts.append((line, code))


def normal(kind: str, cell: str) -> str:
    """One cell as it is compared: digits alone, letters and digits without accents, or a day. "" for what is none.

    >>> normal("digits", "85.07.30-033 28"), normal("letters", "Å-12 b"), normal("date", "3/7/1985"), normal("date", "1985-02-31")
    ('85073003328', 'A12B', '1985-07-03', '')
    """
    if len(cell) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKD", cell)
    if kind == "digits":
        return "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
    if kind == "date":
        return _day(plain.strip())
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum()).upper()


def inner(salt: str, fields: Sequence[Mapping[str, str]], cells: Sequence[str]) -> str:
    """The print of a line that a city may make itself: HMAC-SHA256 with the salt, over the cells joined by "|". "" where one is empty."""
    told = [normal(str(one["kind"]), cell) for one, cell in zip(fields, cells, strict=True)]
    if not all(told):
        return ""
    return hmac.new(bytes.fromhex(salt), "|".join(told).encode(), hashlib.sha256).hexdigest()


def read(
    text: Iterable[str], *, fields: Sequence[Mapping[str, str]], salt: str, areas: Mapping[str, str]
) -> Read:  # fmt: skip
    """Read a file line by line. `areas`: what a cell may say (reference, code, name in small letters) → reference.

    Faulty where the columns are not those of the register; a line that is not right is a doubt, and is left out.
    """
    rows = _rows(text)
    _at, heads = next(rows, (0, []))
    columns = {_folded(head): place for place, head in enumerate(heads)}
    if strange := sorted(FORBIDDEN & set(columns)):
        raise Faulty(
            [_("Take the column “{column}” out of the file: nothing of it is needed here.").format(column=strange[0])]
        )
    hashed = "hash" in columns
    wanted = ["hash"] if hashed else [_folded(str(one["code"])) for one in fields]
    if missing := [name for name in [*wanted, "area"] if name not in columns]:
        words = _("There is no column “{column}”. Add it; the first line holds the names of the columns.")
        raise Faulty([words.format(column=missing[0])])
    found = Read()
    doubled: set[str] = set()
    for line, cells in rows:
        told = [cells[columns[name]].strip() if columns[name] < len(cells) else "" for name in [*wanted, "area"]]
        area = areas.get(told[-1].casefold(), "")
        print_ = told[0].lower() if hashed else inner(salt, fields, told[:-1])
        if not print_ or (hashed and not _HASH.fullmatch(print_)):
            found.doubt(line, "unreadable")
        elif not area:
            found.doubt(line, "area")
        else:
            _take(found, doubled, keys.handle("register", print_), area, line)
    if not found.lines and not found.doubts:
        raise Faulty([_("The file holds no lines.")])
    return found


def _take(found: Read, doubled: set[str], handle: str, area: str, line: int) -> None:
    if handle in doubled:
        found.doubt(line, "twice")
    elif (before := found.lines.get(handle)) is None:
        found.lines[handle] = area
    elif before == area:
        found.doubt(line, "again")
    else:  # one person in two neighbourhoods: neither is taken
        del found.lines[handle]
        doubled.add(handle)
        found.doubt(line, "twice")


def _rows(text: Iterable[str]) -> Iterator[tuple[int, Sequence[str]]]:
    stream = iter(text)
    first = next(stream, "")
    if "\0" in first:
        raise Faulty([_("This is not a CSV file. Save the list as CSV from your spreadsheet.")])
    comma = max(";,\t", key=first.count)
    reader = csv.reader(_chained(first.lstrip("\ufeff"), stream), delimiter=comma)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except (csv.Error, UnicodeDecodeError) as fault:
        raise Faulty(
            [_("Line {line}: this cannot be read as CSV. Save the list again as CSV.").format(line=reader.line_num + 1)]
        ) from fault


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _folded(head: str) -> str:
    apart = unicodedata.normalize("NFKD", head.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("_", " ").strip(" .")


def _day(words: str) -> str:
    parts = [part for part in re.split(r"[-/. ]", words) if part]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    year_first = len(parts[0]) == 4
    year, month, day = (int(part) for part in (parts if year_first else reversed(parts)))
    try:
        return date(year, month, day).isoformat() if year >= 1850 else ""
    except ValueError:
        return ""
