"""Which addresses does a list hold? Read whole and checked whole: one wrong line, and no letter is made. Nothing is stored."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wijk.core.errors import Faulty
from wijk.core.text import LANGUAGES

LARGEST, MOST_PROBLEMS, LONGEST = 1 << 20, 20, 60
#: Words that head a column, by what the column holds.
HEADS: Mapping[str, frozenset[str]] = {
    "addressee": frozenset({"name", "naam", "nom", "addressee", "geadresseerde", "destinataire"}),
    "street": frozenset({"street", "straat", "rue", "address", "adres", "adresse"}),
    "number": frozenset({"number", "nummer", "numero", "nr", "no", "huisnummer"}),
    "box": frozenset({"box", "bus", "boite", "bte"}),
    "postcode": frozenset({"postcode", "code postal", "codepostal", "cp", "zip", "postal code"}),
    "town": frozenset({"municipality", "gemeente", "commune", "town", "city", "stad", "ville", "plaats", "localite"}),
    "country": frozenset({"country", "land", "pays"}),
    "language": frozenset({"language", "taal", "langue"}),
}
NEEDED = ("street", "postcode", "town")
_HOME = frozenset({"", "be", "belgie", "belgique", "belgium", "belgien"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where one letter goes."""

    street: str
    number: str
    box: str
    postcode: str
    town: str
    addressee: str = ""
    country: str = ""
    language: str = ""

    def lines(self) -> list[str]:
        """As it stands in the window of an envelope."""
        house = " ".join(part for part in (self.street, self.number) if part)
        box = f"{house} / {self.box}" if self.box else house
        return [line for line in (self.addressee, box, f"{self.postcode} {self.town}", self.country.upper()) if line]


def addresses(content: bytes) -> list[Address]:
    """The addresses of a CSV file. Faulty with every fault, by line and column, where there is one."""
    rows, problems = _rows(content), list[str]()
    if not rows:
        raise Faulty([_("The file holds no addresses. Put the names of the columns on the first line.")])
    columns = {_known(head): place for place, head in enumerate(rows[0][1]) if _known(head)}
    problems += [
        _("There is no column “{column}”. Add it; the first line holds the names of the columns.").format(column=name)
        for name in NEEDED
        if name not in columns
    ]
    if problems:
        raise Faulty(problems, code="addresses-faulty")
    found: list[Address] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in rows[1:]:
        told = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        faults = _faults(line, told, len(cells), rows[0][1], columns)
        address = Address(**{"number": "", "box": ""} | told)
        same = tuple(part.casefold() for part in address.lines())
        if not faults and same in seen:
            faults = [_("Line {line}: the same as line {other}. Leave one out.").format(line=line, other=seen[same])]
        seen.setdefault(same, line)
        problems += faults
        found.append(address)
    if not found:
        problems.append(_("The file holds no addresses. Put the names of the columns on the first line."))
    if problems:
        more = len(problems) - MOST_PROBLEMS
        told_more = [_("And {more} more. Correct these first.").format(more=more)] if more > 0 else []
        raise Faulty([*problems[:MOST_PROBLEMS], *told_more], code="addresses-faulty")
    return found


def _faults(
    line: int, told: Mapping[str, str], cells: int, heads: Sequence[str], columns: Mapping[str, int]
) -> list[str]:  # fmt: skip
    """What is wrong with one line, each column by the name that the file itself gives it."""
    own = {name: heads[at].strip() for name, at in columns.items()}
    if cells > len(heads):
        return [
            _("Line {line}: more cells than columns. Put quotation marks around text that holds a comma.").format(
                line=line
            )
        ]
    faults = []
    for name, words in told.items():
        at: dict[str, Any] = {"line": line, "column": own[name]}
        if name in NEEDED and not words:
            faults.append(_("Line {line}, column “{column}”: it is empty. Fill it in.").format(**at))
        elif len(words) > LONGEST:
            faults.append(
                _(
                    "Line {line}, column “{column}”: longer than {most} signs, which no window shows. Shorten it."
                ).format(**at, most=LONGEST)
            )
        elif any(unicodedata.category(sign)[0] == "C" for sign in words):
            faults.append(
                _("Line {line}, column “{column}”: it holds a sign that cannot be printed. Type it again.").format(**at)
            )
    code, home = told["postcode"], _folded(told.get("country", "")) in _HOME
    if code and home and not re.fullmatch(r"(?:B-?)?[1-9][0-9]{3}", code):
        faults.append(
            _(
                "Line {line}, column “{column}”: “{value}” is not a Belgian postcode of four digits. Correct it, or name the country."
            ).format(line=line, column=own["postcode"], value=code[:20])
        )
    if told.get("language", "") and told["language"] not in LANGUAGES:
        faults.append(
            _("Line {line}, column “{column}”: “{value}” is not nl, fr or en.").format(
                line=line, column=own["language"], value=told["language"][:20]
            )
        )
    if not re.search(r"\d", told.get("number", "") + told["street"]):
        faults.append(
            _("Line {line}, column “{column}”: there is no house number. Add it.").format(
                line=line, column=own.get("number", own["street"])
            )
        )
    return faults


def _rows(content: bytes) -> list[tuple[int, Sequence[str]]]:
    """The lines that hold something, with their numbers in the file."""
    if len(content) > LARGEST:
        raise Faulty([_("The file is larger than 1 MB. Divide the list.")], code="addresses-large")
    if b"\0" in content:
        raise Faulty([_("This is not a CSV file. Save the list as CSV from your spreadsheet.")], code="addresses-kind")
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", "replace")
    first = words.partition("\n")[0]
    comma = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=comma)
    found: list[tuple[int, Sequence[str]]] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as fault:
        raise Faulty(
            [_("Line {line}: this cannot be read as CSV. Save the list again as CSV.").format(line=reader.line_num)]
        ) from fault
    return found


def _known(head: str) -> str:
    return next((name for name, heads in HEADS.items() if _folded(head) in heads), "")


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("_", " ").strip(" .")
