"""`wijk lottery draw`: one panel out of a committed lottery, pointed at by public randomness."""

import argparse
import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.lottery.files import parse_randomness
from wijk.cli.reckon.lottery.messages import say
from wijk.methods.proof.bundles import OWN, check, fingerprint, pack
from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.checker.reading import Refusal, folder, parsed
from wijk.methods.proof.drand import CHAINS, DrandUnavailable, verify_drand
from wijk.methods.proof.randomness import Beacon, Drand, Outcome, Source, draw_index, source_of
from wijk.methods.saying import Saying


def register(steps: Any) -> None:
    """Add the step."""
    step: argparse.ArgumentParser = steps.add_parser("draw", help="draw one panel with the public randomness promised")
    step.add_argument("folder", metavar="DIR", type=Path, help="the folder that lottery select wrote")
    step.add_argument(
        "--randomness", metavar="WHAT", required=True,
        help="dice:3,5,1 or balls:4,0,7 or drand:ROUND:SIGNATURE, or the JSON file of a drand round",
    )  # fmt: skip
    step.add_argument(
        "--entries", metavar="FILE", type=Path, help="the private entries: the answer then names the members' ids"
    )
    add_common(step, out="")
    step.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the bundle, draw, write it into the bundle."""
    desk = Desk(options)
    files = lottery_files(options.folder)
    told = parsed(files, "bundle.json")
    if "draw.json" in files:
        raise Complaint(say("drawn_already", panel=str(parsed(files, "draw.json")["index"])))
    claim = told["statement"]
    source, outcome = parse_randomness(options.randomness, source_of(parsed(files, "source.json")))
    index = draw_index(source, outcome, bytes.fromhex(claim["commitment"]), claim["panels"])
    signature = _signature(source, outcome)
    members = panel_of(files, index)
    drawn: dict[str, JSON] = {"index": index, "members": members}
    own = {name: content for name, content in files.items() if name not in OWN}
    contents = {**own, "outcome.json": canonical(outcome.as_json()), "draw.json": canonical(drawn)}
    bundle = pack("draw", told["method"]["id"], claim, contents, told["method"]["version"])
    ids = ids_of(options.entries.read_bytes()) if options.entries else None
    report = desk.report().title(say("report_draw"))
    report.paragraph(say("drawn", panel=str(index), panels=claim["panels"]), *signature)
    report.paragraph(say("fingerprint", fingerprint=fingerprint(bundle)))
    header = [say("column_entry"), *([say("column_id")] if ids else [])]
    rows = [(str(entry), *([ids[entry]] if ids else [])) for entry in members]
    report.heading(say("heading_members")).table(header, rows)
    _exchange(_place(options.folder), bundle)
    answer: dict[str, Any] = {"panel": index, "panels": claim["panels"], "members": members}
    answer |= {"ids": [ids[entry] for entry in members]} if ids else {}
    answer |= {"source": source.as_json(), "outcome": outcome.as_json(), "commitment": claim["commitment"]}
    return desk.answer({**answer, "fingerprint": fingerprint(bundle)}, report)


def lottery_files(place: Path) -> dict[str, bytes]:
    """The bundle of a lottery, when it holds."""
    try:
        files = folder(str(place))
        kind = parsed(files, "bundle.json").get("kind")
    except (Refusal, OSError, AttributeError) as fault:
        raise Complaint(say("not_a_draw", folder=str(place))) from fault
    if kind != "draw":
        raise Complaint(say("not_a_draw", folder=str(place)))
    verdict = check(files)
    wrong = [found for found in verdict.findings if found.holds is False]
    if wrong or not verdict.holds:
        raise Complaint(say("broken", folder=str(place), finding=str(wrong[0].saying) if wrong else ""))
    return files


def panel_of(files: Mapping[str, bytes], index: int) -> list[int]:
    """The members of one numbered panel, as entries."""
    for row in csv.DictReader(io.StringIO(files["panels.csv"].decode())):
        if row["panel"] == str(index):
            return [int(word) for word in row["members"].split(" ")]
    raise AssertionError("a checked bundle has all its panels")


def ids_of(entries: bytes) -> list[str]:
    """Entry → id."""
    return [row["id"] for row in csv.DictReader(io.StringIO(entries.decode("utf-8-sig")))]


def _signature(source: Source, outcome: Outcome) -> list[Saying]:
    """Whether drand's signature holds; refused when it does not, said when it cannot be checked here."""
    if not isinstance(source, Drand) or not isinstance(outcome, Beacon):
        return []
    words = {"round": str(source.round), "chain": source.chain}
    if source.chain not in CHAINS:
        return [
            say("drand_unchecked", round=str(source.round), why=str(say("drand_chain_unknown", chain=source.chain)))
        ]
    try:
        holds = verify_drand(CHAINS[source.chain], outcome)
    except DrandUnavailable:
        return [say("drand_unchecked", round=words["round"]), say("drand_chain_unknown", chain=source.chain)]
    try:
        holds = verify_drand(CHAINS[source.chain], outcome)
    except DrandUnavailable as absent:
        return [say("drand_unchecked", round=words["round"]), *(one for one in absent.says if isinstance(one, Saying))]
    if not holds:
        raise Complaint(say("drand_wrong", **words))
    return [say("drand_holds", **words)]


def _place(given: Path) -> Path:
    """The bundle's own folder."""
    return given if (given / "bundle.json").is_file() else given / "bundle"


def _exchange(place: Path, bundle: Mapping[str, bytes]) -> None:
    """Write the new bundle beside the old one, then let it take its place."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        fresh.chmod(place.stat().st_mode & 0o777)
        for name, content in bundle.items():
            (fresh / name).write_bytes(content)
        old = fresh.with_name(fresh.name + "-old")
        os.rename(place, old)
        os.rename(fresh, place)
        shutil.rmtree(old)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
