"""`wijk index`: a composite index out of a table of indicators, with its sensitivity; rates of small numbers are smoothed."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Complaint, Desk, add_common, seed
from wijk.cli.reckon.index.tables import column, csv_of, names_of, number_columns, open_table, pairs_of
from wijk.cli.reckon.index.words import say
from wijk.cli.reckon.reading import Sheet
from wijk.cli.reckon.report import Report
from wijk.methods.indices.composite import AGGREGATES, STANDARDS, Index, Recipe, composite
from wijk.methods.indices.frames import MISSING, indicators
from wijk.methods.indices.messages import say as say_of_indices
from wijk.methods.indices.sensitivity import Sensitivity, sensitivity
from wijk.methods.indices.smoothing import Shrunk, shrink, wilson
from wijk.methods.saying import Quantity, Share, Word

SHOWN = 25
RATE = "NAME=COUNT/POPULATION"


@dataclass(frozen=True)
class Rate:
    """One rate out of counts: what was counted, its interval, and its smoothed value."""

    name: str
    shrunk: Shrunk
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def register(commands: Any) -> None:
    """Add `wijk index`."""
    command = commands.add_parser(
        "index",
        help="compose an index out of indicators, with its sensitivity",
        description="A table with one row for each area and one column for each indicator (CSV, Excel, Parquet). "
        "High values raise the index, unless --reverse says otherwise.",
    )
    add = command.add_argument
    add("file", metavar="FILE", type=Path, help="the table")
    add("--id", metavar="COLUMN", help="column that names the areas (default: the first)")
    add("--indicators", metavar="A,B", help="columns of the index (default: all that hold numbers alone)")
    add("--reverse", metavar="A,B", help="indicators whose low values raise the index")
    add(
        "--weights",
        metavar="A=2,B=1",
        help="weights, or pca for those of the first principal component (default: equal)",
    )
    add("--standard", choices=STANDARDS, default="z", help="how indicators are made comparable (default z)")
    add("--aggregate", choices=AGGREGATES, default="mean", help="how they are put together (default mean)")
    add(
        "--missing",
        choices=MISSING,
        default="refuse",
        help="an area without a value: refuse, drop it, or take the mean",
    )
    add(
        "--rate",
        metavar=RATE,
        action="append",
        default=[],
        help="an indicator out of two columns, smoothed; may be repeated",
    )
    add("--no-smoothing", action="store_true", help="take the rates of --rate as counted")
    add("--runs", metavar="N", type=int, default=1000, help="runs of the sensitivity analysis (default 1000)")
    add("--seed", metavar="N", type=seed, default=0, help="of its random draws (default 0)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, reckon, answer."""
    desk = Desk(options)
    recipe = recipe_of(options)
    sheet, own, areas = open_table(options.file, options.id)
    rates = [_rate(sheet, areas, text) for text in options.rate]
    names = names_of(options.indicators)
    columns = {} if rates and not names else number_columns(sheet, names, own)
    for rate in rates:
        if rate.name in columns:
            raise Complaint(say("index_twice", name=rate.name))
        columns[rate.name] = rate.shrunk.rate if options.no_smoothing else rate.shrunk.shrunk
    index = composite(indicators(areas, columns, missing=options.missing), recipe)
    varied = sensitivity(index, runs=options.runs, seed=options.seed, progress=desk.progress)
    return desk.answer(_answer(index, varied, rates), _report(index, varied, rates, desk), _files(index, varied, rates))


def recipe_of(options: argparse.Namespace) -> Recipe:
    """The recipe that the words of the command ask for."""
    turned = frozenset(names_of(options.reverse))
    if options.weights in (None, "equal", "pca"):
        return Recipe(options.standard, options.aggregate, options.weights or "equal", turned)
    weights = []
    for name, value in pairs_of(options.weights, "A=2,B=1"):
        try:
            weights.append((name, float(value)))
        except ValueError:
            raise Complaint(say("index_pair_wrong", value=f"{name}={value}", form="A=2,B=1")) from None
    return Recipe(options.standard, options.aggregate, "given", turned, tuple(weights))


def _rate(sheet: Sheet, areas: list[str], text: str) -> Rate:
    name, sign, parts = (piece.strip() for piece in text.partition("="))
    count, slash, population = (piece.strip() for piece in parts.partition("/"))
    if not (name and sign and count and slash and population):
        raise Complaint(say("index_pair_wrong", value=text, form=RATE))
    k, n = (sheet.numbers(column(sheet, one)) for one in (count, population))
    low, high = wilson(k, n)
    return Rate(name, shrink(areas, k, n), low, high)


def _answer(index: Index, varied: Sensitivity, rates: list[Rate]) -> dict[str, Any]:
    return {
        "method": index.method,
        "recipe": {
            "standard": index.recipe.standard, "aggregate": index.recipe.aggregate, "weighting": index.recipe.weighting,
            "reversed": sorted(index.recipe.reversed), "missing_dropped": index.indicators.dropped,
            "missing_filled": index.indicators.filled, "constant": index.constant,
        },
        "weights": dict(zip(index.used, index.weights.tolist(), strict=True)),
        "areas": [
            {
                "id": area, "score": float(index.score[i]), "rank": int(index.rank[i]),
                "standardised": dict(zip(index.used, index.standardised[i].tolist(), strict=True)),
                "rank_low": int(varied.low[i]), "rank_median": int(varied.median[i]), "rank_high": int(varied.high[i]),
                "rank_best": int(varied.best[i]), "rank_worst": int(varied.worst[i]),
                "share_of_runs_in_first_tenth": float(varied.first_share[i]),
            }
            for i, area in enumerate(index.indicators.areas)
        ],
        "sensitivity": {
            "method": varied.method, "runs": varied.runs, "seed": varied.seed, "concentration": varied.concentration,
            "median_shift": varied.shift,
            "without": {name: dict(zip(varied.areas, rank.astype(int).tolist(), strict=True)) for name, rank in varied.without.items()},
        },
        "rates": {
            rate.name: [
                {"id": area, "rate": own, "low": low, "high": high, "smoothed": smooth}
                for area, own, low, high, smooth in zip(
                    rate.shrunk.areas, rate.shrunk.rate.tolist(), rate.low.tolist(), rate.high.tolist(),
                    rate.shrunk.shrunk.tolist(), strict=True,
                )
            ]
            for rate in rates
        },
        "notes": [str(one) for one in (*index.explain(), *varied.explain())],
    }  # fmt: skip


def _order(index: Index) -> list[int]:
    return sorted(range(len(index.score)), key=lambda i: (index.rank[i], index.indicators.areas[i]))


def _report(index: Index, varied: Sensitivity, rates: list[Rate], desk: Desk) -> Report:
    report = desk.report().title(say("index_title")).heading(say("index_steps")).points(index.explain())
    report.heading(say("index_indicators")).table(
        [say("index_indicator"), say("index_weight"), say("index_direction")],
        [
            [name, Share(float(weight)), say("index_lower" if name in index.recipe.reversed else "index_raise")]
            for name, weight in zip(index.used, index.weights, strict=True)
        ],
    )
    report.heading(say("index_ranking"))
    order = _order(index)
    if len(order) > SHOWN:
        report.paragraph(say("index_first_areas", count=SHOWN, total=len(order)))
    report.table(
        [say("index_rank"), say("index_area"), say("index_score"), say("index_range")],
        [
            [
                int(index.rank[i]), index.indicators.areas[i], Quantity(float(index.score[i]), 3),
                say("index_places", low=int(varied.low[i]), high=int(varied.high[i])),
            ]
            for i in order[:SHOWN]
        ],
    )  # fmt: skip
    report.heading(say("index_sensitivity")).points(varied.explain())
    if rates:
        _tell_rates(report, rates)
    return report


def _tell_rates(report: Report, rates: list[Rate]) -> None:
    report.heading(say("index_small")).points([say_of_indices("wilson_told", level=Share(0.95, 0))])
    for rate in rates:
        found = rate.shrunk
        report.points(found.explain())
        widest = np.argsort(-(rate.high - rate.low), kind="stable")[:SHOWN].tolist()
        rows: list[list[Word]] = [
            [
                found.areas[i], _share(found.rate[i]), "–" if np.isnan(rate.low[i]) else f"{100 * rate.low[i]:.1f}–{100 * rate.high[i]:.1f} %",
                _share(found.shrunk[i]),
            ]
            for i in widest
        ]  # fmt: skip
        report.table([rate.name, say("index_rate"), say("index_interval"), say("index_estimate")], rows)


def _share(value: float) -> Word:
    return "–" if np.isnan(value) else Share(float(value))


def _files(index: Index, varied: Sensitivity, rates: list[Rate]) -> dict[str, bytes | str]:
    columns: dict[str, Any] = {
        "id": index.indicators.areas, "rank": index.rank.astype(int).tolist(), "score": index.score.tolist(),
        "rank low": varied.low.astype(int).tolist(), "rank high": varied.high.astype(int).tolist(),
    }  # fmt: skip
    columns |= {f"{name} standardised": index.standardised[:, i].tolist() for i, name in enumerate(index.used)}
    columns |= {f"rank without {name}": rank.astype(int).tolist() for name, rank in varied.without.items()}
    files: dict[str, bytes | str] = {"index.csv": csv_of(columns)}
    if rates:
        table: dict[str, Any] = {"id": rates[0].shrunk.areas}
        for rate in rates:
            table |= {
                rate.name: rate.shrunk.rate.tolist(), f"{rate.name} low": rate.low.tolist(),
                f"{rate.name} high": rate.high.tolist(), f"{rate.name} smoothed": rate.shrunk.shrunk.tolist(),
            }  # fmt: skip
        files["rates.csv"] = csv_of(table)
    return files
