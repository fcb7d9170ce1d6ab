"""What do files with organs and their mandates say? One row each, UTF-8, commas or semicolons; faults and doubts by line and column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wijk.core import csv_files
from wijk.core.csv_files import Columns, Problems, lines
from wijk.core.text import LANGUAGES, Text
from wijk.organs import rules
from wijk.organs.models import ROLES
from wijk.organs.words import ROLE_NAMES, RULE_NAMES

ORGANS: Columns = (
    (
        "id",
        True,
        gettext_lazy("Your own number of the organ, or its key on this site; the same again changes that organ"),
    ),
    *((f"title_{code}", False, gettext_lazy("What the organ is called")) for code in LANGUAGES),
    ("kind", True, gettext_lazy("Kind, by its code or its name, such as steering-committee")),
    (
        "place",
        False,
        gettext_lazy("Name or code of the neighbourhood, such as neighbourhood/58; empty for the whole city"),
    ),
    *((f"purpose_{code}", False, gettext_lazy("What it is for")) for code in LANGUAGES),
    ("parent", False, gettext_lazy("Number or key of the organ that set it up")),
    ("process", False, gettext_lazy("Key of the process that it is part of")),
    ("rule", False, gettext_lazy("Decision rule by its code, such as majority; empty is as usual for its kind")),
    ("share", False, gettext_lazy("For a qualified majority, such as 2/3")),
    ("quorum", False, gettext_lazy("How many people with a vote must be there")),
    ("seats", False, gettext_lazy("How many people with a vote it has when it is complete")),
    ("since", False, gettext_lazy("First day, as 2026-03-29; empty is today")),
    ("until", False, gettext_lazy("Last day; empty where it goes on")),
    ("public", False, gettext_lazy("yes or no; empty means yes")),
)
MANDATES: Columns = (
    ("organ", True, gettext_lazy("Number or key of the organ")),
    ("role", True, gettext_lazy("Role, by its code or its name, such as chair or member")),
    ("name", False, gettext_lazy("Who holds it; empty where only the organisation is known")),
    ("organisation", False, gettext_lazy("Key of the organisation on whose behalf")),
    ("replaces", False, gettext_lazy("For a substitute: the name of whom they replace")),
    ("since", True, gettext_lazy("First day of the term, as 2026-03-29")),
    ("until", False, gettext_lazy("Last day of the term; empty where it goes on")),
    ("named", False, gettext_lazy("yes where they agreed to be named on pages; empty means no")),
)
T = TypeVar("T")


#: How lists of members usually call a role, beside the words of our pages.
_USUAL = {
    "voorzitter": "chair", "voorzitster": "chair", "président": "chair", "présidente": "chair", "chairperson": "chair",
    "secrétaire": "secretary", "plaatsvervanger": "substitute", "suppléant": "substitute", "suppléante": "substitute",
    "waarnemer": "observer", "observateur": "observer", "observatrice": "observer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganRow:
    """One organ of a file, understood; `place` as it was typed."""

    line: int
    id: str
    title: Text
    purpose: Text
    kind: str
    place: str
    parent: str
    process: str
    rule: str
    share: str
    quorum: int | None
    seats: int | None
    since: date | None
    until: date | None
    public: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One mandate of a file, understood."""

    line: int
    organ: str
    role: str
    name: str
    organisation: str
    replaces: str
    since: date
    until: date | None
    named: bool


def read_organs(content: bytes, kinds: Mapping[str, str], problems: Problems) -> list[OrganRow]:
    """The organs of a file. `kinds` leads from codes and names, in small letters, to codes."""
    rows: list[OrganRow] = []
    seen: dict[str, int] = {}
    for line, told in lines(content, ORGANS, problems):
        before = len(problems)
        cell = _Cells(line, told, problems)
        row = OrganRow(
            line, cell.must("id"), cell.text("title", need=True), cell.text("purpose"), cell.known("kind", kinds), cell.words("place"),
            cell.words("parent"), cell.words("process"), cell.known("rule", _RULES, must=False), cell.share("share"), cell.number("quorum"),
            cell.number("seats"), cell.day("since"), cell.day("until"), cell.yes("public", empty=True),
        )  # fmt: skip
        if row.id in seen:
            words = _("“{id}” stands on line {other} already. Give each organ its own number.")
            problems.at(line, "id", words.format(id=row.id, other=seen[row.id]))
        if len(problems) == before:
            seen[row.id] = line
            rows.append(row)
    return rows


def read_mandates(content: bytes, problems: Problems) -> list[SeatRow]:
    """The mandates of a file."""
    rows = []
    roles = _USUAL | _called(dict.fromkeys(ROLES), ROLE_NAMES)
    for line, told in lines(content, MANDATES, problems):
        before = len(problems)
        cell = _Cells(line, told, problems)
        since = cell.day("since", must=True)
        row = SeatRow(
            line, cell.must("organ"), cell.known("role", roles), cell.words("name", 120), cell.words("organisation"),
            cell.words("replaces", 120), since or date.min, cell.day("until"), cell.yes("named", empty=False),
        )  # fmt: skip
        if not row.name and not row.organisation:
            problems.at(line, "name", _("Give the name of a person, or the key of an organisation."))
        if len(problems) == before:
            rows.append(row)
    return rows


def _called(codes: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, str]:
    """From codes and names in each language, in small letters and up to a colon, to codes."""
    found = {code.casefold(): code for code in codes}
    for language in LANGUAGES:
        with override(language):
            found |= {str(names[code]).partition(":")[0].strip().casefold(): code for code in codes}
    return found


_RULES = {rule: rule for rule in rules.RULES} | _called(dict.fromkeys(rules.RULES), RULE_NAMES)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row, read one by one; each fault goes into `problems`."""

    line: int
    told: Mapping[str, str]
    problems: Problems

    def words(self, name: str, most: int = 80) -> str:
        found = self.told.get(name, "")
        if len(found) > most:
            self.problems.at(self.line, name, _("This is longer than {most} signs.").format(most=most))
        return found

    def must(self, name: str) -> str:
        if not (found := self.words(name)):
            self.problems.at(self.line, name, _("Nothing stands here. Fill it in."))
        return found

    def text(self, name: str, *, need: bool = False) -> Text:
        found = Text({code: self.words(f"{name}_{code}", 300 if need else 5000) for code in LANGUAGES})
        if need and not found:
            self.problems.at(self.line, f"{name}_nl", _("Give the organ a name in at least one language."))
        return found

    def known(self, name: str, known: Mapping[str, str], *, must: bool = True) -> str:
        found = self.must(name) if must else self.words(name)
        if found and found.casefold() not in known:
            words = _("“{words}” is not known here. Known are: {known}.")
            codes = ", ".join(sorted(set(known.values())))
            self.problems.at(self.line, name, words.format(words=found[:40], known=codes))
        return known.get(found.casefold(), "")

    def share(self, name: str) -> str:
        found = self.words(name)
        if found and rules.fraction(found) is None:
            words = _("“{share}” is no share. Write it as a fraction, such as 2/3.")
            self.problems.at(self.line, name, words.format(share=found[:20]))
        return found

    def number(self, name: str) -> int | None:
        def read(words: str) -> int:
            found = int(words)
            if not (words.isascii() and 1 <= found <= 10_000):
                raise ValueError
            return found

        return self._as(name, read, _("“{words}” is no number from 1 to 10000."))

    def day(self, name: str, *, must: bool = False) -> date | None:
        if must and not self.must(name):
            return None
        return self._as(name, csv_files.day, _("“{words}” is no day. Write it as 2026-03-29."))

    def yes(self, name: str, *, empty: bool) -> bool:
        words = self.words(name)
        found = csv_files.yes(words) if words else empty
        if found is None:
            self.problems.at(self.line, name, _("Write yes or no."))
        return empty if found is None else found

    def _as(self, name: str, read: Callable[[str], T], sentence: str) -> T | None:
        if not (found := self.words(name)):
            return None
        try:
            return read(found)
        except ValueError:
            self.problems.at(self.line, name, sentence.format(words=found[:40]))
            return None
