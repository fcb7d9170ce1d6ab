"""What did the checking of a delivery find? A code with parameters, a place, a severity and how often; and its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Self

Severity = Literal["error", "warning", "note"]

# ruff: noqa: E501 - one sentence on each line, so that they can be compared

#: Code → plain English template. A page translates the template before it is filled in, so none is built from pieces.
SENTENCES: Mapping[str, str] = {
    # mapping
    "mapping-shape": "The shape “{shape}” is not known. Choose long, wide or crossed.",
    "mapping-key": "The description of the file lacks “{key}”. Add it.",
    "mapping-key-unknown": "The description of the file holds “{key}”, which means nothing here. Remove it or correct it.",
    "mapping-value": "“{key}” cannot be “{value}”. Expected: {expected}.",
    "area-set-unknown": "There is no area set “{value}”. There are: {present}.",
    "source-unknown": "There is no source “{value}” in the catalogue. Add it first, or correct the code.",
    "indicator-unknown": "There is no indicator “{value}” in the catalogue. Add it first, or correct the code.",
    # rows and columns
    "area-unknown": "The code “{value}” is no area of {areas}. Correct it, or choose the version of the areas it was made for.",
    "area-unknown-guess": "The code “{value}” is no area of {areas}; it was probably “{proposed}”. Store codes as text.",
    "area-other-version": "The code “{value}” is no area of {areas}, but it is one of {other}. Choose that version.",
    "area-missing": "This line has values and no area code. Add the code or remove the line.",
    "indicator-missing": "This line has no indicator. Add its code or remove the line.",
    "period-missing": "This line has no period. Add it or remove the line.",
    "status-unknown": "The status “{value}” is not known. Use suppressed, not-available or no-residents, or explain it under marks.",
    "value-not-number": "“{value}” stands where a number should; the cell is left out. Correct it at the source.",
    "column-not-numbers": "{count} of the {total} values in this column are not numbers, such as “{value}”. Check that it is the right column, and its decimal sign.",
    "rows-empty": "{count} lines give no value and no reason for it; they arrive as not available.",
    "marks-found": "{count} cells hold “{value}”; they arrive as {meaning}.",
    "rows-left-out": "{count} lines were left out, because they are not asked for ({condition}).",
    "nothing-left": "Nothing is left to take in. Check the columns and the conditions.",
    # crossed sheets
    "heading-unknown": "The heading “{value}” belongs to no indicator of the catalogue; its {count} columns are left out.",
    "heading-ignored": "The {count} columns under “{value}” are left out: {why}",
    "heading-absent": "The heading “{value}” was expected and is not in the sheet.",
    "column-without-period": "Columns {columns} have the heading “{value}” and no period; they hold {count} values and are left out.",
    "column-doubled": "Columns {columns} both give {indicator} for {period}; {count} areas have a value in both, and {conflicts} contradict each other.",
    "row-surplus": "Row {row} is left out: {why}. It holds {count} values.",
    "rows-doubted": "Rows {rows} both claim area {area}: {why}. {agree} values agree and are kept, {conflicts} are set aside for a person to decide.",
    "rows-doubted-absent": "Rows {rows} were expected to claim area {area}, and do not. Check the description of the file.",
    # cells
    "cell-doubled": "{count} cells stand more than once with the same value; each counts once.",
    "cell-conflict": "{indicator} in {area} for {period} stands {count} times with different values ({values}); it is set aside for a person to decide.",
    "cell-conflicts": "{count} cells of {indicator} stand more than once with different values; they are set aside for a person to decide.",
    "too-many-conflicts": "{count} cells contradict each other. This is not a slip but a wrong file or a wrong description: check the columns.",
    # values
    "value-too-low": "{indicator} is {value} in {area} for {period}; it cannot be below {limit}.",
    "value-too-high": "{indicator} is {value} in {area} for {period}; it cannot be above {limit}.",
    "count-negative": "{indicator} counts {value} in {area} for {period}; a count cannot be below zero.",
    "count-not-whole": "{indicator} counts {value} in {area} for {period}; a count of persons is a whole number.",
    "share-above-whole": "{indicator} in {area} for {period}: the numerator {numerator} is larger than the denominator {denominator}.",
    "share-contradicts": "{indicator} in {area} for {period} is given as {value}, but its counts give {reckoned}.",
    "part-sum": "{indicator} in {area} for {period} is {value}, but its parts ({parts}) add up to {sum}.",
    "parent-sum": "{indicator} in {area} for {period} is {value}, but the areas inside it add up to {sum}.",
    "would-reveal": "{indicator} in {area} for {period} would give away the one figure that is suppressed inside it ({inside}).",
    "jump": "{indicator} in {area} went from {before} in {earlier} to {value} in {period}.",
    "magnitude": "{indicator}: values for {period} are about {times} times those of {earlier}. A decimal sign or a unit may have changed.",
    "areas-missing": "{indicator} for {period} lacks {count} areas that had a value for {earlier}: {areas}.",
    "period-again": "{indicator} for {period} is already published: {changed} values change, {same} stay the same, {gone} are not in this delivery and stay as they are.",
    "nothing-new": "Everything in this delivery is already published with the same values.",
    "counts-absent": "{indicator} has values without counts: levels above cannot be recomputed.",
}  # fmt: skip

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, as it is kept in `Delivery.findings`. `count` says how often it occurs in all."""

    code: str
    severity: Severity
    params: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    line: int | None = None
    column: str = ""
    count: int = 1

    def at(self, *, file: str, sheet: str = "") -> "Finding":
        """The same finding with file and sheet filled in where it had none."""
        return replace(self, file=self.file or file, sheet=self.sheet or sheet)

    def as_json(self) -> dict[str, Any]:
        """What the database keeps."""
        told = asdict(self)
        told["params"] = dict(self.params)
        return told

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The finding that `as_json` wrote.

        >>> Finding.of(Finding("nothing-left", "error").as_json()).severity
        'error'
        """
        return cls(**{**told, "params": dict(told.get("params", {}))})


def grouped(found: Iterable[Finding], most: int = 20) -> list[Finding]:
    """The findings by severity and code, at most `most` of each written out; the last of them says how many there were.

    Keeps the order in which codes first came. A file with a million equal faults must not become a million rows.
    """
    kept: dict[tuple[Severity, str], list[Finding]] = {}
    totals: dict[tuple[Severity, str], int] = {}
    for finding in found:
        group = (finding.severity, finding.code)
        totals[group] = totals.get(group, 0) + finding.count
        rows = kept.setdefault(group, [])
        if len(rows) < most:
            rows.append(finding)
    answer: list[Finding] = []
    for severity in SEVERITIES:
        for group, rows in kept.items():
            if group[0] == severity:
                shown = sum(row.count for row in rows)
                rows[-1] = replace(rows[-1], count=rows[-1].count + totals[group] - shown)
                answer.extend(rows)
    return answer


def of_severity(found: Iterable[Finding], severity: Severity) -> list[Finding]:
    """The findings of one severity."""
    return [finding for finding in found if finding.severity == severity]
