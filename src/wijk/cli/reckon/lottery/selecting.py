"""`wijk lottery select`: the fair lottery over numbered panels, with its evidence."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.lottery.evidence import Evidence, evidence_of
from wijk.cli.reckon.lottery.files import Secrets, parse_source, read_pool, read_quotas
from wijk.cli.reckon.lottery.messages import say
from wijk.cli.reckon.report import Report
from wijk.methods.proof.bundles import fingerprint
from wijk.methods.proof.drand import CHAINS
from wijk.methods.proof.randomness import Balls, Dice, Drand, Source
from wijk.methods.saying import Saying, Share
from wijk.methods.sortition.ideals import OBJECTIVES
from wijk.methods.sortition.lottery import Lottery, select
from wijk.methods.sortition.pools import Pool, Quota


def register(steps: Any) -> None:
    """Add the step."""
    step: argparse.ArgumentParser = steps.add_parser("select", help="make the fairest lottery that the quotas allow")
    step.add_argument("--people", metavar="FILE", type=Path, required=True, help="the volunteers, one a row")
    step.add_argument(
        "--quotas", metavar="FILE", type=Path, required=True, help="category, feature, min, max (CSV or workbook)"
    )
    step.add_argument("--size", metavar="K", type=int, required=True, help="how many members the panel has")
    add_lottery(step)
    step.add_argument("--id", metavar="COLUMN", help="the column that names each person (else the row number does)")
    step.add_argument("--households", metavar="COLUMN", help="never two members with the same value in this column")
    add_common(step, out="write panels, chances, commitment, evidence and report.md into this new folder")
    step.set_defaults(run=run)


def add_lottery(step: argparse.ArgumentParser) -> None:
    """The options of everything that makes a lottery."""
    step.add_argument(
        "--objective", choices=list(OBJECTIVES), default="leximin", help="what fair means here (leximin: see the docs)"
    )
    step.add_argument("--panels", metavar="M", type=int, default=1000, help="how many numbered panels (1000)")
    step.add_argument(
        "--source", metavar="SOURCE", default="balls",
        help="the public randomness of the draw, fixed now: balls, balls:3, dice, dice:12, drand:ROUND or drand:CHAIN:ROUND",
    )  # fmt: skip
    step.add_argument(
        "--seed", metavar="TEXT", help="for rehearsals: makes the run repeatable, and its salts guessable"
    )


def run(options: argparse.Namespace) -> int:
    """Read, reckon, tell."""
    desk = Desk(options)
    quotas = read_quotas(options.quotas)
    pool = read_pool(options.people, quotas, options.id, options.households)
    hidden = Secrets(options.seed)
    # a source that cannot choose among so many panels is refused before the work, a wrong number of panels by the method
    source = parse_source(options.source, options.panels) if options.panels > 0 else Balls(1)
    if options.seed is None:
        refuse_known(source, int(time.time()))
    lottery = select(
        pool, quotas, options.size, objective=options.objective, panels=options.panels, random=hidden.random,
        progress=desk.progress,
    )  # fmt: skip
    evidence = evidence_of(lottery, pool, quotas, source, hidden)
    report = desk.report().title(say("report_select", panels=len(lottery.panels))).paragraph(*lottery.explain())
    chances_table(report, lottery, pool, quotas)
    checking(report, evidence, source, written=desk.out is not None)
    return desk.answer(answer_of(lottery, evidence), report, evidence.files())


def refuse_known(source: Source, now: int) -> None:
    """Refuse a round of drand that is already published at `now` (seconds since 1970): a draw promises what nobody can know yet."""
    chain = CHAINS.get(source.chain) if isinstance(source, Drand) else None
    if chain is not None and isinstance(source, Drand) and chain.time_of(source.round) <= now:
        raise Complaint(say("round_known", round=str(source.round), next=str(chain.round_after(now))))


def answer_of(lottery: Lottery, evidence: Evidence) -> dict[str, Any]:
    """The answer for machines; ideal chances, and those over the numbered panels."""
    many = len(lottery.panels)
    return {
        "method": lottery.method,
        "objective": lottery.objective,
        "people": len(lottery.chances),
        "size": lottery.size,
        "types": lottery.types,
        "panels": many,
        "minimum": lottery.minimum,
        "maximum": lottery.maximum,
        "gini": lottery.gini,
        "bound": lottery.bound,
        "bound_exact": lottery.certificate,
        "bound_by": "exact fractions" if lottery.certified else "integer solver",
        "proven": lottery.proven,
        "short": lottery.short,
        "rounded": {
            "minimum": lottery.chosen.min() / many,
            "maximum": lottery.chosen.max() / many,
            "off": lottery.off,
        },
        "impossible": len(lottery.impossible),
        "households": lottery.households,
        "commitment": evidence.commitment,
        "fingerprint": fingerprint(evidence.bundle),
    }


def chances_table(report: Report, lottery: Lottery, pool: Pool, quotas: Sequence[Quota]) -> None:
    """The mean chance of the people with each feature."""
    header = [say(f"column_{name}") for name in ("feature", "people", "quota", "mean")]
    rows = []
    for quota in quotas:
        has = np.array([answer == quota.feature for answer in pool.answers[quota.category]])
        mean = Share(float(lottery.chances[has].mean()), 2) if has.any() else Share(0.0, 2)
        rows.append((quota.name, int(has.sum()), f"{quota.minimum}–{quota.maximum}", mean))
    report.heading(say("heading_chances")).table(header, rows)


def checking(report: Report, evidence: Evidence, source: Source, *, written: bool) -> None:
    """What a stranger needs."""
    said = [say("commitment", commitment=evidence.commitment), _source(source)]
    if written:
        said += [say("verify"), say("slips"), say("fingerprint", fingerprint=fingerprint(evidence.bundle))]
    report.heading(say("heading_check")).points(said)


def _source(source: Source) -> Saying:
    if isinstance(source, Balls):
        return say("source_balls", digits=source.digits)
    if isinstance(source, Dice):
        return say("source_dice", count=source.count, faces=source.faces)
    return say("source_drand", round=str(source.round), chain=source.chain)
