"""`wijk typology`: areas that are alike, with profiles and stability."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.desk import Desk, add_common, seed
from wijk.cli.reckon.index.tables import csv_of, names_of, number_columns, open_table
from wijk.cli.reckon.index.words import say
from wijk.cli.reckon.report import Report
from wijk.methods.indices.frames import MISSING, indicators
from wijk.methods.indices.typology import MOST, Typology, typology
from wijk.methods.saying import Quantity


def register(commands: Any) -> None:
    """Add `wijk typology`."""
    command = commands.add_parser(
        "typology",
        help="sort areas into types, with profiles and stability",
        description="A table with one row for each area and one column for each indicator (CSV, Excel, Parquet). "
        "Without --types the number is sought, and there may be none that is stable.",
    )
    add = command.add_argument
    add("file", metavar="FILE", type=Path, help="the table")
    add("--id", metavar="COLUMN", help="column that names the areas (default: the first)")
    add("--indicators", metavar="A,B", help="columns that count (default: all that hold numbers alone)")
    add("--types", metavar="N", type=int, help="ask for so many types, stable or not")
    add("--most", metavar="N", type=int, default=MOST, help=f"the most types that are tried (default {MOST})")
    add(
        "--missing",
        choices=MISSING,
        default="refuse",
        help="an area without a value: refuse, drop it, or take the mean",
    )
    add("--seed", metavar="N", type=seed, default=0, help="of the samples by which stability is judged (default 0)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, reckon, answer."""
    desk = Desk(options)
    sheet, own, areas = open_table(options.file, options.id)
    columns = number_columns(sheet, names_of(options.indicators), own)
    table = indicators(areas, columns, missing=options.missing)
    found = typology(table, types=options.types, most=options.most, seed=options.seed, progress=desk.progress)
    files = {"types.csv": csv_of({"id": table.areas, "type": [number or None for number in found.type_of]})}
    return desk.answer(_answer(found), _report(found, desk), files)


def _answer(found: Typology) -> dict[str, Any]:
    table = found.indicators
    return {
        "method": found.method,
        "stable": found.stable,
        "seed": found.seed,
        "type_of": {area: number or None for area, number in zip(table.areas, found.type_of, strict=True)},
        "types": [
            {
                "type": one.number,
                "areas": one.areas,
                "stability": one.stability,
                "mean": dict(zip(table.names, one.mean.tolist(), strict=True)),
                "profile": dict(zip(table.names, one.profile.tolist(), strict=True)),
            }
            for one in found.types
        ],
        "choices": [
            {
                "types": c.types,
                "silhouette": c.silhouette,
                "least_stability": c.least_stability,
                "reference": c.reference,
                "holds": c.holds,
            }
            for c in found.choices
        ],
        "missing_dropped": table.dropped,
        "missing_filled": table.filled,
        "notes": [str(one) for one in found.explain()],
    }


def _report(found: Typology, desk: Desk) -> Report:
    report = desk.report().title(say("typology_title")).points(found.explain())
    if found.types:
        report.heading(say("typology_areas")).table(
            [say("typology_type"), say("typology_members")], [[one.number, ", ".join(one.areas)] for one in found.types]
        )
        report.table(
            [say("index_indicator"), *(say("type_number", number=one.number) for one in found.types)],
            [
                [name, *(Quantity(float(one.mean[i]), 3) for one in found.types)]
                for i, name in enumerate(found.indicators.names)
            ],
        )
    if found.choices:
        report.heading(say("typology_tried")).table(
            [say("typology_types"), say("typology_silhouette"), say("typology_reference"), say("typology_least"), say("typology_holds")],
            [
                [
                    c.types, Quantity(c.silhouette, 3), Quantity(c.reference, 3), Quantity(c.least_stability, 2),
                    say("typology_yes" if c.holds else "typology_no"),
                ]
                for c in found.choices
            ],
        )  # fmt: skip
    return report
