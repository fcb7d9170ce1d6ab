"""`wijk exchange FILE`: match surpluses and needs over the seven values."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.exchange.entries import read_entries
from wijk.cli.reckon.exchange.telling import answer, report
from wijk.cli.reckon.exchange.words import say
from wijk.methods.exchange.fitting import Order
from wijk.methods.exchange.matching import match

LONGEST_STEP = 1_000_000.0
EXAMPLE = Path(__file__).resolve().parent / "example.csv"


def register(commands: Any) -> None:
    """Add `wijk exchange`."""
    command = commands.add_parser("exchange", help="match surpluses and needs over the seven values")
    command.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="offers and needs, a row each (CSV, Excel, Parquet): id, side, actor, value, quantity, and where wanted what, kind, area, x, y, "
        "from, to, reach, demands, has; --example prints one",
    )
    command.add_argument("--example", action="store_true", help="print a file to start from")
    command.add_argument(
        "--prefer",
        choices=("near", "long"),
        default="near",
        help="what counts first: nearer, or longer together (default: near)",
    )
    command.add_argument(
        "--step",
        metavar="METRES",
        type=float,
        default=100.0,
        help="distances within a step count as equal (default: 100)",
    )
    command.add_argument(
        "--ties", choices=("lot", "id"), default="lot", help="equal fits: by lot from the seed, or by id (default: lot)"
    )
    command.add_argument("--seed", metavar="TEXT", default="0", help="of the lots (default: 0)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Match and answer."""
    if options.example:
        print(EXAMPLE.read_text("utf-8"), end="")
        return 0
    if options.file is None:
        raise Complaint(say("no_file"))
    if not 0 < options.step <= LONGEST_STEP:
        raise Complaint(say("step"))
    desk = Desk(options)
    found = match(read_entries(options.file), Order(options.prefer, options.step, options.ties, options.seed))
    return desk.answer(answer(found), report(desk.report(), found))
