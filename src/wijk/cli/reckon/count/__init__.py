"""`wijk count`: count the ballots of a neighbourhood budget, exactly, and explain every project."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.count.asking import election_of, rules_of
from wijk.cli.reckon.count.evidence import bundle_of
from wijk.cli.reckon.count.telling import answer_of, report_of
from wijk.cli.reckon.count.words import say
from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.rules import ALIASES, COMPLETIONS, RULES, SATISFACTIONS, TIES
from wijk.methods.formats.pabulib import read_pabulib
from wijk.methods.formats.pabulib_writer import anonymised
from wijk.methods.proof.bundles import fingerprint


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "count",
        help="count the ballots of a neighbourhood budget (Pabulib)",
        description="The outcome is exact and depends neither on the order of the ballots nor on that of the projects. "
        "Rules: " + "; ".join(f"{name}: {what}" for name, what in RULES.items()) + ". "
        "Completions of equal-shares: " + "; ".join(f"{name}: {what}" for name, what in COMPLETIONS.items()) + ".",
    )
    command.add_argument("file", metavar="FILE.pb", type=Path, help="projects and ballots in the format of pabulib.org")
    command.add_argument("--rule", choices=tuple(RULES), default="equal-shares", help="how to count (equal-shares)")
    command.add_argument(
        "--satisfaction", choices=tuple(SATISFACTIONS),
        help="what a chosen project is worth to its supporters (equal-shares: cost; other rules: points)",
    )  # fmt: skip
    command.add_argument(
        "--completion", choices=(*COMPLETIONS, *ALIASES),
        help="what equal-shares does with money that is left (add1, which is add1-largest-feasible)",
    )  # fmt: skip
    command.add_argument(
        "--ties", metavar="A,B,…", default=",".join(TIES),
        help=f"how ties are broken, in this order: {', '.join(TIES)}; the lot always comes last",
    )  # fmt: skip
    command.add_argument(
        "--seed", metavar="TEXT", default="", help="what the lot is drawn from (the hash of the election itself)"
    )
    command.add_argument("--step", metavar="AMOUNT", default="1", help="by how much add1 raises each share (1)")
    _add_limits(command)
    command.add_argument(
        "--anonymise", metavar="OUT.pb", type=Path,
        help="also write the ballots for publication: choices only, without id, time, age, sex or place",
    )  # fmt: skip
    add_common(command)
    command.set_defaults(run=run)


def _add_limits(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--district-budget", metavar="NAME=AMOUNT", action="append", default=[],
        help="at most so much for the projects of a district; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--theme-budget", metavar="NAME=AMOUNT", action="append", default=[],
        help="at most so much for the projects of a theme; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--ignore-limits", action="store_true", help="leave out the budgets per district and theme that the file gives"
    )
    command.add_argument("--minimum-votes", metavar="N", type=int, default=0, help="a project needs so many voters")
    command.add_argument("--minimum-points", metavar="N", type=int, default=0, help="a project needs so many points")
    command.add_argument(
        "--exclusive", metavar="A,B,…", action="append", default=[],
        help="of these projects at most one is chosen; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--pin", metavar="ID", action="append", default=[],
        help="this project is certain and is paid first; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--tolerance", metavar="AMOUNT", default="0", help="by how much the outcome may pass the budget (0)"
    )


def run(options: argparse.Namespace) -> int:
    """Read, count, tell."""
    desk = Desk(options)
    if options.anonymise and options.anonymise.exists():
        raise Complaint(say("file_there", file=str(options.anonymise)))
    desk.progress(0, 0, options.file.name)
    file = read_pabulib(options.file)
    election, rules = election_of(file), rules_of(options, file)
    raised = desk.language.say(say("raised"))
    result = count(election, rules, lambda done, total, what: desk.progress(done, total, what or raised))
    if options.anonymise:
        options.anonymise.write_text(anonymised(file), encoding="utf-8")
    files: dict[str, bytes | str] = {}
    seal = ""
    if desk.out is not None:
        bundle = bundle_of(result)
        seal = fingerprint(bundle)
        files = {f"bundle/{name}": content for name, content in bundle.items()}
    report = report_of(desk.report(), result, file, seal)
    return desk.answer(answer_of(result, file, desk.report()), report, files)
