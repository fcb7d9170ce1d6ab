"""What does each row of a list say, and what is wrong with it? Read in pieces, whatever the length of the list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wijk.actors.facts import Facts, harmless, link, tidied, wrongs
from wijk.actors.folding import core, host
from wijk.actors.importers.columns import Mapped
from wijk.actors.kinds import LANGUAGE_NAMES
from wijk.actors.locating import Ground
from wijk.core.errors import Faulty, Refused
from wijk.core.text import LANGUAGES, Text
from wijk.core.themes import THEMES
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.table import Table
from wijk.methods.formats.tables import read_table
from wijk.territory.queries import fold

#: So many faults are told word for word.
MOST_FAULTS = 100
_PARTS = re.compile(r"[;|\n]")
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


@dataclass
class Problems:
    """What is wrong and what is worth knowing, word for word up to a bound; the rest is counted."""

    file: str
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more: int = 0

    def fault(self, line: int | None, column: str, sentence: str) -> None:
        """Something that must be corrected."""
        if len(self.faults) >= MOST_FAULTS:
            self.more += 1
        else:
            self.faults.append(self._placed(line, column, sentence))

    def note(self, line: int | None, column: str, sentence: str) -> None:
        """Something worth knowing."""
        if len(self.notes) < MOST_FAULTS:
            self.notes.append(self._placed(line, column, sentence))

    def _placed(self, line: int | None, column: str, sentence: str) -> str:
        where = [self.file]
        if line:
            where.append(_("line {line}").format(line=line))
        if column:
            where.append(_("column {column}").format(column=column))
        return f"{', '.join(where)}: {sentence}"

    def told(self) -> list[str]:
        """Every fault, and how many more there are."""
        more = (
            [_("And {count} more. Correct those above first and try again.").format(count=self.more)]
            if self.more
            else []
        )
        return [*self.faults, *more]


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation of the list. `given` are the facts that the list says something of."""

    line: int
    facts: Facts
    outside_id: str
    link: str
    confirmed_on: date | None
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """The first rows of a list, as they stand, for who says what the columns mean."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def opened(path: Path, name: str) -> Table:
    """The table in a file. Faulty with a sentence where there is none."""
    try:
        return read_table(path)
    except Unreadable as wrong:
        raise Faulty([_said(problem, name) for problem in wrong.problems], code="list-unreadable") from None


def _said(problem: Problem, name: str) -> str:
    place = problem.at(file=name).place(_).replace(problem.file, name) if problem.file else name
    return f"{place}: {problem.sentence(_)}"


def columns_of(path: Path, name: str, rows: int = 5) -> Seen:
    """The headings of a list and its first rows."""
    table = opened(path, name)
    batch = next(iter(table.batches(rows)), None)
    lines = list(zip(*batch.columns.values(), strict=True))[:rows] if batch else []
    return Seen(table.columns, [[_word(cell)[:80] for cell in line] for line in lines])


def read(path: Path, mapped: Mapped, kinds: Mapping[str, Text], ground: Ground, problems: Problems) -> Iterator[Row]:
    """Every row that says something whole; what is wrong with the others gathers in `problems`."""
    table = opened(path, problems.file)
    columns = {name: heading for name, heading in mapped.columns.items() if heading}
    for name, heading in columns.items():
        if heading not in table.columns:
            sentence = _("There is no such column. Choose one of: {columns}.").format(
                columns=", ".join(table.columns[:20])
            )
            problems.fault(None, f"{name}={heading}", sentence)
    if not any(name.startswith("title") for name in columns):
        problems.fault(None, "", _("No column holds the name. Say which one does."))
    if problems.faults:
        return
    reader = _Reader(mapped, columns, kinds, ground, problems)
    for batch in table.batches(2_000):
        picked = {name: batch.columns[heading] for name, heading in columns.items()}
        for i, line in enumerate(batch.lines):
            row = reader.row(line, {name: _word(cells[i]) for name, cells in picked.items()})
            if row is not None:
                yield row
    for problem in table.problems.all():
        problems.fault(problem.line, problem.column, problem.sentence(_))


def _word(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell).strip()


class _Reader:
    """Turns cells into facts; remembers what words of a list mean."""

    def __init__(
        self, mapped: Mapped, columns: Mapping[str, str], kinds: Mapping[str, Text], ground: Ground, problems: Problems
    ) -> None:
        self.mapped, self.columns, self.ground, self.problems, self.kinds = mapped, columns, ground, problems, kinds
        said = [(code, code) for code in kinds] + [
            (fold(w), code) for code, title in kinds.items() for w in title.values()
        ]
        self.kind_words = dict(said)
        self.codes = {"themes": dict.fromkeys(THEMES), "languages": dict.fromkeys(LANGUAGE_NAMES)}
        self.words = {what: {fold(str(names[c])): c for c in names} | {c: c for c in names}
                      for what, names in (("themes", THEMES), ("languages", LANGUAGE_NAMES))}  # fmt: skip
        self.places: dict[str, tuple[str, ...] | Refused] = {}

    def row(self, line: int, cells: Mapping[str, str]) -> Row | None:
        """One row; None and a fault where something is wrong."""
        before = len(self.problems.faults) + self.problems.more
        facts = tidied(self._facts(line, cells))
        for name, _code, sentence, params in wrongs(facts, self.kinds):
            self.problems.fault(line, self._heading(name), str(sentence).format(**params))
        outside = link(cells.get("link", ""))
        if outside and not harmless(outside):
            self.problems.fault(
                line,
                self._heading("link"),
                _("This is no link to a page. Write it as https://www.example.be, or leave it out."),
            )
        if len(self.problems.faults) + self.problems.more > before:
            return None
        own = cells.get("id", "")[:100]
        known = own or f"~{core(facts.title.to('nl'))[:60]}~{host(facts.website)[:50]}"
        given = {name.partition("_")[0] if name[:5] in ("title", "does_") else name for name in cells if cells[name]}
        places = {"places"} if facts.places else set()
        return Row(line, facts, known, outside, self._day(line, cells), frozenset(given | places))

    def _heading(self, name: str) -> str:
        for known in (name, *(f"{name}_{language}" for language in LANGUAGES)):
            if known in self.columns:
                return self.columns[known]
        return self.columns.get(name, "")

    def _facts(self, line: int, cells: Mapping[str, str]) -> Facts:
        return Facts(
            title=self._text("title", cells), kind=self._kind(line, cells), does=self._text("does", cells),
            themes=self._codes("themes", line, cells), languages=self._codes("languages", line, cells),
            places=self._places(line, cells), seat=cells.get("seat", ""),
            lon=self._degrees("lon", line, cells), lat=self._degrees("lat", line, cells),
            website=cells.get("website", ""), phone=cells.get("phone", ""), email=cells.get("email", ""),
            level=cells.get("level", "").lower() or self.mapped.level,
        )  # fmt: skip

    def _text(self, name: str, cells: Mapping[str, str]) -> Text:
        whole = cells.get(name, "")
        common = Text.of(whole, *([self.mapped.language] if self.mapped.language else [])) if whole else Text()
        return Text({**common, **{k: w for k in LANGUAGES if (w := cells.get(f"{name}_{k}", ""))}})

    def _kind(self, line: int, cells: Mapping[str, str]) -> str:
        words = cells.get("kind", "")
        found = self.kind_words.get(words) or self.kind_words.get(fold(words))
        if words and found is None:
            sentence = _("“{words}” is no kind that we know; it becomes “{kind}”.")
            self.problems.note(
                line, self._heading("kind"), sentence.format(words=words[:60], kind=self.kinds[self.mapped.kind])
            )
        return found or self.mapped.kind

    def _codes(self, what: str, line: int, cells: Mapping[str, str]) -> tuple[str, ...]:
        found = []
        for words in re.split(r"[;|,\n]", cells.get(what, "")):
            if not (bare := words.strip()):
                continue
            code = self.words[what].get(bare) or self.words[what].get(fold(bare))
            if code is None:
                sentence = _("“{words}” is not in our list and is left out.")
                self.problems.note(line, self._heading(what), sentence.format(words=bare[:60]))
            else:
                found.append(code)
        return tuple(found)

    def _places(self, line: int, cells: Mapping[str, str]) -> tuple[str, ...]:
        words = cells.get("areas", "")
        if not words:
            return self.mapped.areas
        if words not in self.places:
            try:
                self.places[words] = tuple(self.ground.named(w) for w in _PARTS.split(words) if w.strip())
            except Refused as fault:
                self.places[words] = fault
        found = self.places[words]
        if isinstance(found, Refused):
            self.problems.fault(line, self._heading("areas"), str(found))
            return ()
        return found

    def _degrees(self, name: str, line: int, cells: Mapping[str, str]) -> float | None:
        words = cells.get(name, "").replace(",", ".")
        if not words:
            return None
        try:
            return float(words)
        except ValueError:
            self.problems.fault(line, self._heading(name), _("This is no number of degrees, such as 4.35."))
            return None

    def _day(self, line: int, cells: Mapping[str, str]) -> date | None:
        words = cells.get("confirmed_on", "")[:10]
        for form in _DATES if words else ():
            try:
                return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
        if words:
            self.problems.note(
                line, self._heading("confirmed_on"), _("“{words}” is no day and is left out.").format(words=words)
            )
        return None
