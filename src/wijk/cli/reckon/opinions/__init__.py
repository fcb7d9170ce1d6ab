"""`wijk opinions`: groups of viewpoints and common ground in votes on statements."""

import argparse
from pathlib import Path

from wijk.cli.reckon.desk import Desk, add_common, seed
from wijk.cli.reckon.opinions.analysis import Wishes, analyse
from wijk.cli.reckon.opinions.answer import answer
from wijk.cli.reckon.opinions.people import read_organ
from wijk.cli.reckon.opinions.telling import tell
from wijk.methods.formats.polis import read_polis
from wijk.methods.formats.poliswrite import polis_files


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser(
        "opinions",
        help="find groups of viewpoints and common ground in votes on statements (Polis)",
        description="Find groups of viewpoints, what tells them apart, and on what they converge, can be reconciled or diverge. "
        "“No stable groups” is an answer.",
    )
    command.add_argument(
        "source", type=Path, metavar="FOLDER_OR_FILE", help="a Polis export, or one file of votes (CSV or JSON)"
    )
    command.add_argument(
        "--compatible",
        choices=["polis"],
        help="take the groups as Polis would reckon them, and give Polis' own numbers too",
    )
    command.add_argument(
        "--people",
        type=Path,
        metavar="FILE",
        help="a council or panel: its participants' ids, or its declared positions",
    )
    command.add_argument("--seed", type=seed, default=0, help="of the resampling that measures stability (0)")
    command.add_argument("--resamples", type=int, default=20, metavar="N", help="how often people are drawn anew (20)")
    command.add_argument("--level", type=float, default=0.05, help="share of claims that may be wrong (0.05)")
    command.add_argument(
        "--enough", type=int, default=10, metavar="N", help="people of a group who must have taken a side (10)"
    )
    command.add_argument(
        "--dependence", choices=["any", "positive"], default="any",
        help="between statements: any (Benjamini–Yekutieli) or positive (Benjamini–Hochberg)",
    )  # fmt: skip
    command.add_argument("--keep-moderated", action="store_true", help="count statements that were moderated out, too")
    command.add_argument(
        "--agree-is", type=int, choices=[1, -1], help="what agreeing is in this file, where that is not plain"
    )
    command.add_argument(
        "--export-polis", action="store_true", help="also write the votes as a Polis export, with --out"
    )
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, analyse, answer."""
    desk = Desk(options)
    conversation = read_polis(options.source, agree=options.agree_is)
    wishes = Wishes(
        options.compatible == "polis", options.seed, options.resamples, options.level, options.enough, options.dependence,
        options.keep_moderated,
    )  # fmt: skip
    found = analyse(conversation, wishes, desk.progress)
    organ = read_organ(options.people, found) if options.people else None
    files: dict[str, bytes | str] = {}
    if options.export_polis:
        groups = {
            person: group for person, group in zip(found.votes.people, found.member.tolist(), strict=True) if group >= 0
        }
        files = {f"polis/{name}": text for name, text in polis_files(conversation, groups=groups).items()}
    return desk.answer(answer(found, organ), tell(desk.report(), found, organ), files)
