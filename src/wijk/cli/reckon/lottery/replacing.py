"""`wijk lottery replace`: the lottery for the places of those who drop out, to be drawn like the first."""

import argparse
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.lottery.drawing import lottery_files, panel_of
from wijk.cli.reckon.lottery.evidence import evidence_of
from wijk.cli.reckon.lottery.files import Secrets, parse_source
from wijk.cli.reckon.lottery.messages import say
from wijk.cli.reckon.lottery.selecting import add_lottery, answer_of, chances_table, checking
from wijk.methods.proof.checker.reading import parsed
from wijk.methods.proof.randomness import Balls
from wijk.methods.sortition.pools import Pool, Quota
from wijk.methods.sortition.replacement import Replacement, replace_members


def register(steps: Any) -> None:
    """Add the step."""
    step: argparse.ArgumentParser = steps.add_parser("replace", help="make the lottery for the places of drop-outs")
    step.add_argument("folder", metavar="DIR", type=Path, help="the folder of the lottery whose panel was drawn")
    step.add_argument("--drop", metavar="WHO", nargs="+", required=True, help="ids of the members who drop out")
    step.add_argument(
        "--unavailable", metavar="WHO", nargs="+", default=[], help="ids of others who can no longer come"
    )
    step.add_argument("--entries", metavar="FILE", type=Path, help="the private entries (DIR/private/entries.csv)")
    add_lottery(step)
    add_common(step, out="write the new lottery into this new folder, from which lottery draw draws")
    step.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read what was drawn, make the lottery over what can complete it."""
    desk = Desk(options)
    files = lottery_files(options.folder)
    if "draw.json" not in files:
        raise Complaint(say("not_drawn", folder=str(options.folder)))
    rules = parsed(files, "rules.json")
    entries = options.entries or options.folder / "private" / "entries.csv"
    if not entries.is_file():
        raise Complaint(say("no_entries", folder=str(options.folder)))
    rows, stays = _people(entries), _people(entries.with_name("stays.csv"))
    panel = [rows[entry]["id"] for entry in panel_of(files, parsed(files, "draw.json")["index"])]
    panel += [row["id"] for row in stays]
    kept = rules.get("whole") or rules["quotas"]
    quotas = [Quota(one["category"], one["feature"], one["min"], one["max"]) for one in kept]
    hidden = Secrets(options.seed)
    source = parse_source(options.source, options.panels) if options.panels > 0 else Balls(1)
    found = replace_members(
        _pool([*rows, *stays], quotas, households=rules["households"]), quotas, panel, set(options.drop),
        unavailable=options.unavailable, objective=options.objective, panels=options.panels, random=hidden.random,
        progress=desk.progress,
    )  # fmt: skip
    evidence = evidence_of(found.lottery, found.pool, found.quotas, source, hidden, whole=quotas)
    report = desk.report().title(say("report_replace")).points(found.explain()).paragraph(*found.lottery.explain())
    chances_table(report, found.lottery, found.pool, found.quotas)
    checking(report, evidence, source, written=desk.out is not None)
    answer = {**answer_of(found.lottery, evidence), "stays": len(found.stays), "dropped": len(found.dropped)}
    answer["changed"] = [_changed(old, new) for old, new in found.changed]
    stay_file = _stays([*rows, *stays], found)
    return desk.answer(answer, report, {**evidence.files(), "private/stays.csv": stay_file})


def _changed(old: Quota, new: Quota) -> dict[str, Any]:
    was, now = [old.minimum, old.maximum], [new.minimum, new.maximum]
    return {"category": old.category, "feature": old.feature, "from": was, "to": now}


def _people(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def _pool(rows: Sequence[dict[str, str]], quotas: Sequence[Quota], *, households: bool) -> Pool:
    categories = dict.fromkeys(quota.category for quota in quotas)
    return Pool(
        [row["id"] for row in rows],
        {category: [row[category] for row in rows] for category in categories},
        [row["household"] for row in rows] if households else None,
    )


def _stays(rows: Sequence[dict[str, str]], found: Replacement) -> bytes:
    """The members who stay, kept beside the entries so that a later drop-out can be replaced as well."""
    named = {row["id"]: row for row in rows}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**named[one], "entry": "", "salt": ""} for one in found.stays)
    return out.getvalue().encode()
