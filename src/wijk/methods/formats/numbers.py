"""Numbers as people and programs write them, with the decimal sign decided per column, never per cell."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.problems import Problem
from wijk.methods.formats.values import Value

Decimal = Literal[".", ","]
POINT: Decimal = "."
COMMA: Decimal = ","

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+")
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "－": "-", "‐": "-"})
_SPACES = "[ \u00a0\u202f\u2009\u2007]"
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity|∞)", re.IGNORECASE)


def _grammar(decimal: Decimal, other: str) -> re.Pattern[str]:
    groups = rf"[0-9]{{1,3}}(?:(?P<sep>{_SPACES}|['’]|{re.escape(other)})[0-9]{{3}})(?:(?P=sep)[0-9]{{3}})*"
    point = re.escape(decimal)
    return re.compile(
        rf"(?P<sign>[+-]?){_SPACES}?(?P<whole>{groups}|[0-9]*)"
        rf"(?:{point}(?P<part>[0-9]*))?(?P<power>[eE][+-]?[0-9]{{1,4}})?{_SPACES}?(?P<percent>%?)"
    )


_GRAMMARS: Mapping[Decimal, re.Pattern[str]] = {POINT: _grammar(POINT, COMMA), COMMA: _grammar(COMMA, POINT)}


def _read(text: str, decimal: Decimal) -> float | None:
    """The number under one decimal sign, or None; may be infinite when it is too large."""
    match = _GRAMMARS[decimal].fullmatch(text)
    if not match:
        return None
    whole = re.sub(r"[^0-9]", "", match["whole"])
    part = match["part"] or ""
    if not whole and not part:
        return None
    return float(f"{match['sign']}{whole or '0'}.{part or '0'}{match['power'] or ''}")


def parse_number(text: str, decimal: Decimal | None = None) -> float | None:
    """Which number is this? None when it is none, is not finite, or can be read in two ways.

    Understands thousands (space, no-break spaces, apostrophe, point, comma), a percent sign, every minus sign.

    >>> parse_number("1 234,5"), parse_number("−3.2 %"), parse_number("1.234"), parse_number("1.234", ",")
    (1234.5, -3.2, None, 1234.0)
    """
    cleaned = text.strip().translate(_MINUS)
    signs: tuple[Decimal, ...] = (decimal,) if decimal else (POINT, COMMA)
    readings = {value for value in (_read(cleaned, sign) for sign in signs) if value is not None}
    if len(readings) != 1:
        return None
    value = readings.pop()
    return value if math.isfinite(value) else None


def why_not(text: str, decimal: Decimal | None = None) -> Problem:
    """Why `parse_number` gave None for this text."""
    cleaned = text.strip().translate(_MINUS)
    shown = {"value": text.strip()[:40]}
    if _NOT_FINITE.fullmatch(cleaned):
        return Problem("not_finite", shown)
    readings = [value for value in (_read(cleaned, sign) for sign in (POINT, COMMA)) if value is not None]
    if any(math.isinf(value) for value in readings):
        return Problem("number_too_large", shown)
    if decimal and readings:
        return Problem("wrong_decimal_sign", {**shown, "decimal": decimal})
    return Problem("ambiguous_number" if readings else "not_a_number", shown)


@dataclass(frozen=True)
class DecimalEvidence:
    """What the values of one column say about its decimal sign; add up the evidence of its batches.

    >>> (decimal_evidence(["1.234"]) + decimal_evidence(["0,5"])).decide()
    ','
    """

    point: str = ""
    """A value that can only be read with a decimal point."""
    comma: str = ""
    ambiguous_point: str = ""
    """A value such as 1.234, which is 1.234 or 1234."""
    ambiguous_comma: str = ""

    def __add__(self, later: "DecimalEvidence") -> "DecimalEvidence":
        return DecimalEvidence(
            self.point or later.point,
            self.comma or later.comma,
            self.ambiguous_point or later.ambiguous_point,
            self.ambiguous_comma or later.ambiguous_comma,
        )

    def decide(self) -> Decimal | None:
        """The decimal sign of the column; None when the values contradict each other or leave it open."""
        if self.point and self.comma:
            return None
        if self.point or self.comma:
            return POINT if self.point else COMMA
        return None if self.ambiguous_comma else POINT

    def problem(self) -> Problem | None:
        """Why there is no decision."""
        if self.point and self.comma:
            return Problem("mixed_decimal_signs", {"point": self.point, "comma": self.comma})
        if self.decide() is None:
            return Problem("ambiguous_number", {"value": self.ambiguous_comma})
        return None

    def note(self) -> Problem | None:
        """That the decision was a guess."""
        if self.ambiguous_point and self.decide() == POINT and not self.point:
            return Problem("decimal_guessed", {"value": self.ambiguous_point})
        return None


def decimal_evidence(values: Iterable[Value]) -> DecimalEvidence:
    """What do these values say about the decimal sign of their column?"""
    found = DecimalEvidence()
    for value in values:
        if not isinstance(value, str) or not value or _WHOLE.fullmatch(value):
            continue
        found = _weigh(value.strip().translate(_MINUS), found)
        if found.point and found.comma:
            break
    return found


def _weigh(text: str, found: DecimalEvidence) -> DecimalEvidence:
    as_point, as_comma = _read(text, POINT), _read(text, COMMA)
    if as_point == as_comma:
        return found
    if as_comma is None:
        return found if found.point else replace(found, point=text[:40])
    if as_point is None:
        return found if found.comma else replace(found, comma=text[:40])
    if "," in text:
        return found if found.ambiguous_comma else replace(found, ambiguous_comma=text[:40])
    return found if found.ambiguous_point else replace(found, ambiguous_point=text[:40])


@dataclass(frozen=True)
class Numbers:
    """One column (or batch of it) as numbers, in the order in which it came.

    `values` is NaN where a cell is empty, holds a token (`tokens`: index → token) or is refused (`refused`:
    index → why). `problem` and `notes` are about the column as a whole: what must be corrected, what is worth knowing.
    """

    values: NDArray[np.float64]
    decimal: Decimal
    tokens: Mapping[int, str] = field(default_factory=dict)
    refused: Mapping[int, Problem] = field(default_factory=dict)
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()

    def problems(self, lines: Sequence[int], column: str) -> list[Problem]:
        """What is wrong with the column, then the refused cells with their lines."""
        whole = [self.problem.at(column=column)] if self.problem else []
        cells = [problem.at(line=lines[index], column=column) for index, problem in self.refused.items()]
        return whole + [problem for problem in cells if not self.problem or problem.code != self.problem.code]


def parse_numbers(
    values: Sequence[Value], *, decimal: Decimal | None = None, tokens: frozenset[str] = frozenset()
) -> Numbers:
    """Which numbers are these? `tokens` are texts with a meaning of their own, such as VS or ND.

    Without a declared decimal sign it is decided from all values given (for a table read in batches: add up the
    `decimal_evidence` of all batches first and pass its decision). When they contradict each other `problem` says
    so, and every cell that can be read in two ways is refused.

    >>> read = parse_numbers(["1,5", "VS", None, "2.000,25"], tokens=frozenset({"VS"}))
    >>> read.values.tolist(), read.decimal, dict(read.tokens)
    ([1.5, nan, nan, 2000.25], ',', {1: 'VS'})
    """
    evidence = DecimalEvidence() if decimal else decimal_evidence(v for v in values if v not in tokens)
    sign = decimal or evidence.decide()
    out = np.full(len(values), np.nan)
    found: dict[int, str] = {}
    refused: dict[int, Problem] = {}
    percent = 0
    for index, value in enumerate(values):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            if value in tokens or value.strip() in tokens:
                found[index] = value.strip()
                continue
            number = float(value) if sign == POINT and _PLAIN.fullmatch(value) else parse_number(value, sign)
            percent += value.endswith("%")
        else:
            number = float(value) if math.isfinite(value) else None
        if number is None or not math.isfinite(number):
            if not isinstance(value, str) or value.strip():
                refused[index] = _refusal(value, sign)
            continue
        out[index] = number
    notes = [note] if (note := evidence.note()) else []
    if percent:
        notes.append(Problem("percent_signs", {"count": percent}))
    return Numbers(out, sign or POINT, found, refused, evidence.problem(), tuple(notes))


def _refusal(value: Value, sign: Decimal | None) -> Problem:
    if not isinstance(value, str):
        return Problem("not_finite", {"value": str(value)})
    return why_not(value, sign)
