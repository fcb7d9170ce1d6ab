"""What is noted while a file is read: which codes, periods and columns occurred, and everything that was not understood."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.findings import Finding, Severity
from wijk.indicators.importers.columns import Reading, refusal
from wijk.indicators.importers.known import Known
from wijk.indicators.mapping import Mapping
from wijk.methods.formats.periods import PeriodError, parse_period

SHARE_OF_REFUSED = 0.05  #: a column with more cells than this that are no numbers is the wrong column
FEW = 3  #: so few refused cells are slips in any column
NAMED = 20  #: refused cells that are named one by one


@dataclass
class Names:
    """Distinct names in the order in which they came, each with its place."""

    names: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def place(self, name: str) -> int:
        """The place of a name, a new one where it is new."""
        if name not in self.places:
            self.places[name] = len(self.names)
            self.names.append(name)
        return self.places[name]


@dataclass
class _Seen:
    """How often something was seen, and where first."""

    count: int = 0
    line: int | None = None
    column: str = ""


@dataclass
class _Tally:
    """How many cells of a column were filled and how many of them refused."""

    filled: int = 0
    refused: int = 0
    first: list[tuple[str, int]] = field(default_factory=list)


class Notebook:
    """Turns words into places in lists and remembers the first line of whatever has no place."""

    def __init__(self, mapping: Mapping, known: Known, sheet: str) -> None:
        self.mapping, self.known, self.sheet = mapping, known, sheet
        self.area_codes = known.codes(mapping.areas)
        self.area_places = {code: i for i, code in enumerate(self.area_codes)}
        self.indicators: list[str] = list(known.indicators)
        self.indicator_places = {code: i for i, code in enumerate(self.indicators)}
        self.periods, self.columns = Names(), Names()
        self.marks_seen: Counter[tuple[str, str]] = Counter()
        self.unknown: dict[tuple[str, str], _Seen] = {}
        self.tallies: dict[str, _Tally] = {}
        self.others: list[Finding] = []

    # --- words into places ---

    def area(self, code: str) -> int:
        """The place of an area code; -2 where there is none."""
        return self.area_places.get(code, -2)

    def indicator(self, code: str) -> int:
        """The place of an indicator; -2 where there is none."""
        return self.indicator_places.get(code, -2)

    def period(self, text: str) -> int:
        """The place of a period; -2 where the text is none."""
        try:
            return self.periods.place(parse_period(text).text)
        except PeriodError as wrong:
            self.unknown.setdefault((f"period:{wrong.problem.code}", text), _Seen())
            return -2

    # --- what was not understood ---

    def miss(self, kind: str, words: Sequence[str], places: NDArray[np.int32], raw: NDArray[np.int32],
             lines: NDArray[np.int32], column: str) -> None:  # fmt: skip
        """Remember the words that found no place (-2), and the cells that were empty (-1) under ""."""
        for miss, words_of in ((-2, raw), (-1, None)):
            rows = np.flatnonzero(places == miss)
            if not len(rows):
                continue
            if words_of is None:
                self.see(kind, "", len(rows), int(lines[rows[0]]), column)
                continue
            ids, first, counts = np.unique(words_of[rows], return_index=True, return_counts=True)
            for word, at, n in zip(ids.tolist(), first.tolist(), counts.tolist(), strict=True):
                self.see(kind, words[word], n, int(lines[rows[at]]), column)

    def see(self, kind: str, word: str, count: int, line: int | None, column: str) -> None:
        """Remember a word that was not understood, with the first line on which it stood."""
        if kind == "period" and word:
            kind = next((k for k, w in self.unknown if w == word and k.startswith("period:")), "period:not_a_period")
        seen = self.unknown.setdefault((kind, word), _Seen())
        seen.count += count
        seen.column = seen.column or column
        seen.line = line if seen.line is None else seen.line

    def tally(self, column: str, reading: Reading, lines: NDArray[np.int32]) -> None:
        """Remember how a column of numbers was read."""
        tally = self.tallies.setdefault(column, _Tally())
        tally.filled += reading.texts
        tally.refused += len(reading.refused)
        for place, text in reading.refused.items():
            if len(tally.first) >= NAMED:
                break
            tally.first.append((text[:80], int(lines[place])))

    def count_marks(self, words: Iterable[tuple[str, str, int]]) -> None:
        """Remember how often words stood in a value's place."""
        for word, letter, n in words:
            self.marks_seen[word, letter] += n

    def note(
        self,
        code: str,
        severity: Severity,
        *,
        line: int | None = None,
        column: str = "",
        **params: object,
    ) -> None:
        """Something else worth saying."""
        self.others.append(Finding(code, severity, params, "", self.sheet, line, column))

    # --- at the end ---

    def findings(self) -> list[Finding]:
        """Everything that was noted."""
        return [*self.others, *self._unknown_words(), *self._refused_numbers()]

    def _unknown_words(self) -> Iterable[Finding]:
        strangers = [word for kind, word in self.unknown if kind == "area" and word]
        guesses = self.known.guesses(strangers, self.mapping.areas) if strangers else {}
        for number, ((kind, word), seen) in enumerate(self.unknown.items()):
            if kind == "area" and word:
                code, params = self._stranger(word, guesses.get(word, ""), look=number < NAMED)
            elif word:
                code = {"indicator": "indicator-unknown", "status": "status-unknown"}.get(
                    kind, kind.removeprefix("period:")
                )
                params = {"value": word[:60]}
            else:
                code, params = f"{kind}-missing", {}
            yield Finding(code, "error", params, "", self.sheet, seen.line, seen.column, max(seen.count, 1))

    def _stranger(self, word: str, guess: str, *, look: bool) -> tuple[str, dict[str, str]]:
        params = {"value": word[:60], "areas": self.mapping.areas}
        if guess:
            return "area-unknown-guess", {**params, "proposed": guess}
        other = self.known.elsewhere(word, self.mapping.areas) if look else ""
        return ("area-other-version", {**params, "other": other}) if other else ("area-unknown", params)

    def _refused_numbers(self) -> Iterable[Finding]:
        for column, tally in self.tallies.items():
            if not tally.refused:
                continue
            if tally.refused > FEW and tally.refused > SHARE_OF_REFUSED * tally.filled:
                text, line = tally.first[0]
                params: dict[str, object] = {"count": tally.refused, "total": tally.filled, "value": text}
                yield Finding("column-not-numbers", "error", params, "", self.sheet, line, column, tally.refused)
                continue
            for text, line in tally.first:
                yield self._refused(text, line, column)

    def _refused(self, text: str, line: int, column: str) -> Finding:
        why = refusal(text, self.mapping.decimal)
        code = "value-not-number" if why == "not_a_number" else why
        params = {"value": text, "decimal": self.mapping.decimal or "."}
        severity: Severity = "warning" if code == "value-not-number" else "error"
        return Finding(code, severity, params, "", self.sheet, line, column)
