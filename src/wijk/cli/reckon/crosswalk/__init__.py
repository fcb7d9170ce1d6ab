"""`wijk crosswalk`: carry figures from one division of the ground to another."""

import argparse
from pathlib import Path

from wijk.cli.reckon.crosswalk.files import files_of
from wijk.cli.reckon.crosswalk.messages import say
from wijk.cli.reckon.crosswalk.sources import crosswalk_of, division_of, figures_of, rates_of, whole_of
from wijk.cli.reckon.crosswalk.telling import answer_of, report_of
from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.methods.areas.crosswalk.carry import carry
from wijk.methods.areas.crosswalk.coherence import coherence
from wijk.methods.areas.crosswalk.holdout import margins


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser(
        "crosswalk",
        help="carry figures from one division of the ground to another",
        description="Carry figures from the areas of SOURCE to those of TARGET, with every total kept, and tell how well these fit.",
    )
    command.add_argument("source", metavar="SOURCE", type=Path, help="areas with known figures (geodata, in metres)")
    command.add_argument("target", metavar="TARGET", type=Path, help="areas, such as perimeters, that want figures")
    command.add_argument(
        "--values", metavar="FILE", type=Path, help="a table with the name of each source area and its figures"
    )
    command.add_argument("--columns", metavar="A,B", help="the figures to carry, from --values or from SOURCE itself")
    command.add_argument(
        "--rates", metavar="RATE=OF,…", help="figures that are rates, each with the column it is divided by"
    )
    command.add_argument("--whole", metavar="A,B", help="figures that stay whole numbers, such as people")
    command.add_argument(
        "--weights", metavar="PLACES", type=Path, help="divide by these points or areas instead of by surface"
    )
    command.add_argument(
        "--weight", metavar="COLUMN", help="what each place weighs, such as its inhabitants or dwellings"
    )
    command.add_argument(
        "--by", metavar="COLUMN", help="column of SOURCE with larger areas of which a perimeter should be made"
    )
    command.add_argument("--source-id", metavar="COLUMN", help="the column that names the areas of SOURCE")
    command.add_argument("--target-id", metavar="COLUMN", help="the column that names the areas of TARGET")
    command.add_argument(
        "--slivers", metavar="SHARE", type=float, default=0.0, help="give pieces below this share to the rest (0)"
    )
    command.add_argument("--crs", metavar="EPSG", help="the coordinate system of files that do not say theirs")
    command.add_argument("--project", metavar="EPSG", help="bring all files into this system in metres first")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, reckon, tell."""
    desk = Desk(options)
    source, own, named = division_of(options.source, options.source_id, "--source-id", options)
    target, _, _ = division_of(options.target, options.target_id, "--target-id", options)
    desk.progress(1, 4, "divisions")
    over = crosswalk_of(source, target, options)
    desk.progress(2, 4, "crosswalk")
    given = figures_of(source, own, named, options)
    if options.values is not None and not given:
        raise Complaint(say("values_none", file=options.values.name))
    if options.by and options.by not in own.columns:
        raise Complaint(say("column_unknown", column=options.by, present=tuple(own.columns)))
    groups = own.text(options.by, empty=False) if options.by else None
    carried = carry(over, given, rates=rates_of(options.rates), whole=whole_of(options))
    error = margins(over, given, carried, groups) if given else None
    fit = coherence(over, groups=groups)
    desk.progress(3, 4, "figures")
    answer = answer_of(over, carried, error, fit)
    report = report_of(desk.report(), options, over, carried, error, fit)
    files = files_of(over, given, carried, error, fit) if options.out else {}
    return desk.answer(answer, report, files)
