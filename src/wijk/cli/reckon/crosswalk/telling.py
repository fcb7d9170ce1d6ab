"""The answer of a crosswalk as JSON, and as a report for the minutes."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from wijk.cli.reckon.crosswalk.messages import say
from wijk.cli.reckon.report import Report
from wijk.methods.areas.crosswalk.carry import Carried
from wijk.methods.areas.crosswalk.coherence import Coherence
from wijk.methods.areas.crosswalk.holdout import Margins
from wijk.methods.areas.crosswalk.matrix import Crosswalk
from wijk.methods.saying import Quantity, Saying, Share, Word

ROWS = 40


def answer_of(over: Crosswalk, carried: Carried, error: Margins | None, fit: Coherence) -> Mapping[str, Any]:
    """Everything, for machines."""
    return {
        "method": over.method,
        "by": over.by,
        "sources": len(over.sources),
        "targets": len(over.targets),
        "fallback": over.fallback,
        "matrix": list(triples(over)),
        "nowhere": {over.sources[at]: float(over.nowhere[at]) for at in np.flatnonzero(over.nowhere).tolist()},
        "values": {name: dict(zip(over.targets, carried.column(name), strict=True)) for name in carried.columns},
        "values_nowhere": dict(zip(carried.columns, carried.nowhere, strict=True)),
        "errors": {
            name: dict(zip(over.targets, error.values[:, j], strict=True))
            for j, name in enumerate(carried.columns if error else ())
            if error
        },
        "spread": error.spread if error else {},
        "coherence": [
            {"target": one.target, "mass": one.mass, "within": one.within, "cut": one.cut, "entropy": one.entropy}
            for one in fit.fits
        ],
        "moves": [
            {"unit": one.unit, "from": one.origin or None, "to": one.target or None, "mass": one.mass}
            for one in fit.moves
        ],
    }


def triples(over: Crosswalk) -> Iterable[tuple[str, str, float]]:
    """Source, target and share, by source and target."""
    matrix = over.matrix
    units = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    for s, t, share in zip(units.tolist(), matrix.indices.tolist(), matrix.data.tolist(), strict=True):
        yield over.sources[s], over.targets[t], share


def report_of(
    report: Report,
    options: argparse.Namespace,
    over: Crosswalk,
    carried: Carried,
    error: Margins | None,
    fit: Coherence,
) -> Report:
    """What a council reads."""
    report.title(say("title", source=options.source.name, target=options.target.name)).points(over.explain())
    if carried.columns and error:
        report.heading(say("values")).paragraph(*error.explain())
        _values(report, over, carried, error)
    report.heading(say("coherence"))
    header = [say(f"column_{name}") for name in ("target", "mass", "within", "cut", "entropy")]
    worst = sorted(fit.fits, key=lambda one: (one.within, one.target))
    rows = [(one.target, Quantity(one.mass, 0), Share(one.within), one.cut, Quantity(one.entropy, 2)) for one in worst]
    _table(report, header, rows, "coherence.csv")
    if fit.moves:
        report.heading(say("moves")).paragraph(say("moves_lead"))
        header = [say(f"column_{name}") for name in ("unit", "from", "to", "mass")]
        away: Word | Saying = say("nowhere")
        moved = [(one.unit, one.origin or away, one.target or away, Quantity(one.mass, 0)) for one in fit.moves]
        _table(report, header, moved, "moves.csv")
    return report


def _values(report: Report, over: Crosswalk, carried: Carried, error: Margins) -> None:
    header: list[Saying | str] = [say("column_target")]
    for name in carried.columns:
        header += [name, say("column_error", column=name)]
    rows: list[Sequence[Word | Saying]] = []
    for t, target in enumerate(over.targets):
        cells: list[Word | Saying] = [target]
        for j, name in enumerate(carried.columns):
            decimals = 0 if name in carried.whole else 2
            cells += [_number(carried.values[t, j], decimals), _number(error.values[t, j], 1)]
        rows.append(cells)
    if over.nowhere.any():
        away = [part for value in carried.nowhere for part in (_number(value, 2), "")]
        rows.append([say("nowhere"), *away])
    _table(report, header, rows, "values.csv")


def _number(value: float, decimals: int) -> Word:
    return "" if np.isnan(value) else Quantity(float(value), decimals)


def _table(report: Report, header: Sequence[Saying | str], rows: Sequence[Sequence[Word | Saying]], file: str) -> None:
    report.table(header, rows[:ROWS])
    if len(rows) > ROWS:
        report.paragraph(say("more_rows", count=len(rows) - ROWS, file=file))
