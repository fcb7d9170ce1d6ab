"""What was hidden, rounded or audited: as JSON, as a report, and as files to publish and files for the office."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wijk.cli.reckon.report import Report
from wijk.cli.reckon.suppress.messages import say
from wijk.cli.reckon.suppress.sources import HIDDEN, PUBLISHED, Given
from wijk.methods.disclosure.audit import SAFE, Audit
from wijk.methods.disclosure.rounding import Rounded
from wijk.methods.disclosure.suppress import UNPUBLISHED, Protected
from wijk.methods.saying import Quantity

ROWS = 40


def answer_of(found: Given, protected: Protected, checked: Audit, told: bool) -> Mapping[str, Any]:
    """For machines; the reason of each cell only where reasons are published."""
    reasons = protected.reasons
    shown = (protected.hidden & ~found.unpublished).nonzero()[0].tolist()
    return {
        "method": protected.method,
        "cells": len(found.table),
        "sensitive": len(protected.sensitive.cells),
        "hidden": [
            {"cell": list(found.table.keys[at]), "status": HIDDEN, **({"reason": reasons[at]} if told else {})}
            for at in shown
        ],
        "reasons": dict(Counter(one for one in reasons if one)),
        "totals_hidden": len(protected.totals),
        "optimal": protected.optimal,
        "gap": 0.0 if protected.optimal else protected.gap,
        "audit": _summary(checked),
    }


def report_of(report: Report, found: Given, protected: Protected, checked: Audit) -> Report:
    """For the minutes: nothing in it tells more than the published table."""
    report.title(say("title", table=found.name)).points(protected.explain())
    count = Counter(one for one in protected.reasons if one)
    if count:
        rows = [(say(f"reason_{reason}"), number) for reason, number in sorted(count.items())]
        report.heading(say("reasons")).table([say("column_reason"), say("column_cells")], rows)
    report.heading(say("audit")).points(checked.explain())
    return report.paragraph(say("office_only")) if count else report


def files_of(found: Given, protected: Protected, checked: Audit, told: bool) -> dict[str, str]:
    """Each table as it may be published, and the office's own list of reasons and intervals."""
    reasons = protected.reasons
    header = ("status", "reason") if told else ("status",)

    def cells(at: int) -> tuple[str, ...] | None:
        if found.unpublished[at]:
            return ("", HIDDEN, *((UNPUBLISHED,) if told else ()))
        value = "" if protected.hidden[at] else _number(float(found.table.values[at]))
        status = HIDDEN if protected.hidden[at] else PUBLISHED
        return (value, status, *((reasons[at],) if told else ()))

    rows = [
        (*found.table.keys[one.cell], reasons[one.cell], _number(one.low), _number(one.high))
        for one in checked.findings
    ]
    office = _csv((*found.table.dimensions, "reason", "at_least", "at_most"), rows)
    weight = _csv(("weight", "lower_bound"), [(_number(protected.weight), _number(protected.bound))])
    return {**_tables(found, "protected", header, cells), "office/reasons.csv": office, "office/weight.csv": weight}


def audit_answer(checked: Audit) -> Mapping[str, Any]:
    """Every hidden cell with what was found."""
    return {
        "method": checked.method,
        "audit": _summary(checked),
        "findings": [
            {"cell": list(checked.table.keys[one.cell]), "low": one.low, "high": one.high, "verdict": one.verdict}
            for one in checked.findings
        ],
    }


def audit_report(report: Report, found: Given, checked: Audit) -> Report:
    """The verdict, and the cells: those that are not safe first."""
    report.title(say("audit_title", table=found.name)).points(checked.explain())
    order = sorted(checked.findings, key=lambda one: (one.verdict == SAFE, one.high - one.low, one.cell))
    rows = [
        (checked.table.name(one.cell), Quantity(one.low), _most(one.high), say(f"verdict_{one.verdict}"))
        for one in order[:ROWS]
    ]
    if not rows:
        return report
    header = [say(f"column_{name}") for name in ("cell", "low", "high", "found")]
    return report.heading(say("hidden_cells")).table(header, rows)


def rounded_answer(rounded: Rounded) -> Mapping[str, Any]:
    """Every cell, rounded."""
    keys, values = rounded.table.keys, rounded.values.tolist()
    return {
        "method": rounded.method,
        "base": rounded.base,
        "reach": rounded.reach,
        "cells": [{"cell": list(key), "value": int(value)} for key, value in zip(keys, values, strict=True)],
    }


def rounded_report(report: Report, found: Given, rounded: Rounded) -> Report:
    """How far cells moved."""
    return report.title(say("title", table=found.name)).points(rounded.explain())


def rounded_files(found: Given, rounded: Rounded) -> dict[str, str]:
    """Each table, rounded; blocks that are never published stay out."""
    return _tables(
        found, "rounded", (), lambda at: None if found.unpublished[at] else (_number(float(rounded.values[at])),)
    )


def _tables(
    found: Given, name: str, header: Sequence[str], cells: Callable[[int], tuple[str, ...] | None]
) -> dict[str, str]:
    files = {}
    for path, own, at in found.files:
        places = [found.table.dimensions.index(one) for one in own]
        rows = [
            (*(found.table.keys[cell][place] for place in places), *told)
            for cell in at
            if (told := cells(cell)) is not None
        ]
        files[f"{name}.csv" if len(found.files) == 1 else f"{name}-{path.stem}.csv"] = _csv(
            (*own, "count", *header), rows
        )
    return files


def _summary(checked: Audit) -> Mapping[str, Any]:
    count = Counter(one.verdict for one in checked.findings)
    return {"hidden": len(checked.findings), "unsafe": len(checked.unsafe), **count}


def _most(value: float) -> Quantity | str:
    return "∞" if value == float("inf") else Quantity(value)


def _number(value: float) -> str:
    if value == float("inf"):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _csv(header: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
