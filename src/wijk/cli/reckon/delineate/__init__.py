"""`wijk delineate`: join units (sectors, blocks, cells) into neighbourhoods that keep the rules and score well."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.delineate.asking import Asked, asked, is_graph
from wijk.cli.reckon.delineate.telling import answer_of, files_of, report_of, write_one
from wijk.cli.reckon.delineate.words import say
from wijk.cli.reckon.desk import Complaint, Desk, add_common, seed
from wijk.methods.areas.delineation.agreement import agreement
from wijk.methods.areas.delineation.delineate import delineate
from wijk.methods.areas.delineation.front import Point, front

SINGLE = (".csv", ".geojson", ".gpkg", ".parquet")


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "delineate",
        help="join units into neighbourhoods",
        description="Every region is in one piece, within floor and ceiling, inside one area of --within, and respects pins and "
        "barriers that may not be crossed; among such divisions the weighted score is high.",
    )
    command.add_argument(
        "units",
        metavar="UNITS",
        type=Path,
        help="areas with their columns (GeoPackage, GeoParquet, GeoJSON, …) or a graph (JSON)",
    )
    command.add_argument("--population", metavar="COLUMN", required=True, help="people in each unit")
    command.add_argument("--id", metavar="COLUMN", help="what names each unit (the first column)")
    command.add_argument(
        "--regions", metavar="P", type=int, help="so many regions; without it as many as the floor allows"
    )
    command.add_argument("--floor", metavar="N", type=float, default=0.0, help="a region has at least so many people")
    command.add_argument("--ceiling", metavar="N", type=float, help="a region has at most so many people")
    command.add_argument("--within", metavar="COLUMN", help="no region crosses this larger area")
    command.add_argument(
        "--attributes", metavar="A,B", default="", help="columns in which the units of a region are to be alike"
    )
    command.add_argument(
        "--barriers", metavar="FILE", type=Path, help="lines; their columns weight and forbidden are heeded"
    )
    command.add_argument("--forbid-crossing", action="store_true", help="no barrier may be crossed at all")
    command.add_argument(
        "--near", metavar="METRES", type=float, default=15.0, help="a border so near a barrier lies along it (15)"
    )
    command.add_argument(
        "--pin", metavar="FILE", type=Path, help="TOML: together, apart, alone, and units of a named [region]"
    )
    command.add_argument(
        "--weights", metavar="FILE", type=Path, help="TOML: homogeneity, compactness, balance, barriers, start"
    )
    command.add_argument("--start", metavar="COLUMN", help="today's regions: begin there and change only what gains")
    command.add_argument("--compare", metavar="COLUMN", help="say how far the result agrees with this division")
    command.add_argument("--front", action="store_true", help="also show what other weights would give")
    command.add_argument("--effort", metavar="X", type=float, default=1.0, help="so many times as long a search (1)")
    command.add_argument("--seed", metavar="N", type=seed, default=0, help="another seed, another search (0)")
    command.add_argument("--layer", metavar="NAME", help="the layer of a file with several")
    command.add_argument(
        "--crs", metavar="EPSG", help="the coordinate system of the file, where the file is silent or wrong"
    )
    command.add_argument("--metres", metavar="EPSG", help="measure in this system: for files in degrees")
    command.add_argument(
        "--out",
        metavar="PATH",
        type=Path,
        help="a new folder for everything, or one file: labels (.csv) or regions (.geojson, .gpkg, .parquet)",
    )
    add_common(command, out="")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, divide, tell."""
    single = options.out if options.out is not None and options.out.suffix.lower() in SINGLE else None
    if single is not None:
        options.out = None
        check_single(single, options.units)
    desk = Desk(options)
    given: Asked = asked(options)
    result = delineate(
        given.units, given.rules, given.weights, seed=options.seed, effort=given.effort, progress=desk.progress
    )
    points: tuple[Point, ...] = ()
    if options.front:
        points = front(
            given.units, given.rules, given.weights, seed=options.seed, effort=given.effort / 2, progress=desk.progress
        )
    agreed = agreement(result.labels, given.compare) if given.compare is not None else None
    answer = answer_of(given, result, agreed, points)
    report = report_of(desk.report(), given, result, agreed, points)
    files = files_of(given, result) if desk.out is not None else None
    if single is not None:
        write_one(single, given, result)
    return desk.answer(answer, report, files)


def check_single(path: Path, units: Path) -> None:
    """Refuse a file that is there, and a map of what has none, before any work is done."""
    if path.exists():
        raise Complaint(say("file_there", file=str(path)))
    if path.suffix.lower() != ".csv" and units.exists() and is_graph(units):
        raise Complaint(say("graph_map", file=str(path)))
