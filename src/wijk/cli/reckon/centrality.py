"""`wijk centrality`: residential, local centre, or regional or metropolitan centre, by weight of residents and reach of functions."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Desk, add_common
from wijk.cli.reckon.index.tables import column, csv_of, names_of, open_table
from wijk.cli.reckon.index.words import say
from wijk.cli.reckon.reading import Sheet
from wijk.cli.reckon.report import Report
from wijk.methods.indices.centrality import MARGIN, RESIDENTS, WIDE, Centrality, Kind, centrality
from wijk.methods.saying import Share, Word

KINDS: tuple[Kind, ...] = ("residential", "local", "metropolitan")


def register(commands: Any) -> None:
    """Add `wijk centrality`."""
    command = commands.add_parser(
        "centrality",
        help="find centres by weight of users and reach of functions",
        description="A table with one row for each neighbourhood: residents, users (jobs, pupils, visitors), and functions "
        "counted by how far they reach. Several columns between commas are added up.",
    )
    add = command.add_argument
    add("file", metavar="FILE", type=Path, help="the table")
    add("--id", metavar="COLUMN", help="column that names the neighbourhoods (default: the first)")
    add("--residents", metavar="COLUMN", required=True, help="people who live there")
    add("--users", metavar="A,B", required=True, help="people who come there: jobs, pupils, visitors")
    add("--local", metavar="A,B", required=True, help="functions for the neighbourhood and those next to it")
    add("--regional", metavar="A,B", default="", help="functions for the region")
    add("--metropolitan", metavar="A,B", default="", help="functions for the metropolis and beyond")
    add(
        "--residents-from",
        metavar="SHARE",
        type=float,
        default=RESIDENTS,
        help="residential from this share of residents (0.5)",
    )
    add(
        "--wide-from",
        metavar="SHARE",
        type=float,
        default=WIDE,
        help="metropolitan from this share of wide functions (0.5)",
    )
    add("--margin", metavar="SHARE", type=float, default=MARGIN, help="so near a threshold a type is not firm (0.05)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, reckon, answer."""
    desk = Desk(options)
    sheet, _, areas = open_table(options.file, options.id)
    given = options.residents, options.users, options.local, options.regional, options.metropolitan
    found = centrality(
        areas, *(_sum(sheet, names) for names in given),
        residents_from=options.residents_from, wide_from=options.wide_from, margin=options.margin,
    )  # fmt: skip
    columns = {
        "id": areas, "type": [kind if kind != "unknown" else None for kind in found.kinds], "weight of residents": found.weight.tolist(),
        "reach": found.reach.tolist(), "metropolitan": found.metropolitan.tolist(), "close": [str(one) for one in found.close],
    }  # fmt: skip
    return desk.answer(_answer(found), _report(found, desk), {"centrality.csv": csv_of(columns)})


def _sum(sheet: Sheet, names: str) -> NDArray[np.float64]:
    columns = [sheet.numbers(column(sheet, name)) for name in names_of(names)]
    return np.sum(columns, axis=0) if columns else np.zeros(len(sheet))


def _answer(found: Centrality) -> dict[str, Any]:
    return {
        "method": found.method,
        "residents_from": found.residents_from,
        "wide_from": found.wide_from,
        "margin": found.margin,
        "areas": [
            {
                "id": area,
                "type": None if kind == "unknown" else kind,
                "weight_of_residents": float(found.weight[i]),
                "reach": float(found.reach[i]),
                "metropolitan": float(found.metropolitan[i]),
                "close": found.close[i],
            }
            for i, (area, kind) in enumerate(zip(found.areas, found.kinds, strict=True))
        ],
        "counts": {kind: found.kinds.count(kind) for kind in (*KINDS, "unknown")},
        "notes": [str(one) for one in found.explain()],
    }


def _report(found: Centrality, desk: Desk) -> Report:
    report = desk.report().title(say("centrality_title")).paragraph(found.explain()[0])
    report.heading(say("centrality_table")).table(
        [say("index_area"), say("centrality_weight"), say("centrality_reach"), say("centrality_kind")],
        [
            [area, _share(found.weight[i]), _share(found.reach[i]), say(f"centrality_{kind}")]
            for i, (area, kind) in enumerate(zip(found.areas, found.kinds, strict=True))
        ],
    )
    report.heading(say("centrality_processes")).table(
        [say("centrality_kind"), say("centrality_processes")],
        [[say(f"centrality_{kind}"), told] for kind in KINDS if (told := found.template(kind)) is not None],
    )
    return report.heading(say("centrality_why")).points(found.explain()[1:])


def _share(value: float) -> Word:
    return "–" if np.isnan(value) else Share(float(value))
