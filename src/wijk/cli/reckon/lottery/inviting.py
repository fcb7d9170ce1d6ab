"""`wijk lottery letters`: how many letters go to which strata of a register, and to whom, drawn so that anybody can check it."""

import argparse
import csv
import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.lottery.files import need, parse_randomness
from wijk.cli.reckon.lottery.messages import say
from wijk.cli.reckon.reading import read_sheet
from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.randomness import Stream, seed_of
from wijk.methods.saying import Share
from wijk.methods.sortition.letters import Letters, Stratum, spread


def register(steps: Any) -> None:
    """Add the step."""
    step: argparse.ArgumentParser = steps.add_parser("letters", help="spread the letters of the first stage")
    step.add_argument(
        "--strata", metavar="FILE", type=Path, help="a table with stratum, people, and where known response and wanted"
    )
    step.add_argument("--register", metavar="FILE", type=Path, help="everybody who may be written to, one a row")
    step.add_argument(
        "--stratum", metavar="COLUMN", default="stratum", help="the register's column of strata (stratum)"
    )
    step.add_argument("--response", metavar="R", type=float, help="expected response where the strata name none: 0.05")
    step.add_argument("--wanted", metavar="N", type=int, help="volunteers wanted of each stratum that names none")
    step.add_argument(
        "--certainty", metavar="P", type=float, default=0.95, help="that all strata give what is wanted (0.95)"
    )
    step.add_argument(
        "--budget", metavar="N", type=int, help="the number of letters (else as few as the certainty asks)"
    )
    step.add_argument(
        "--randomness", metavar="WHAT", help="with a register: dice:…, balls:… or a drand round; draws whom to write to"
    )
    add_common(step)
    step.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Reckon, and with a register draw."""
    desk = Desk(options)
    if options.register and not options.randomness:
        raise Complaint(say("randomness_needed"))
    if options.register and desk.out is None:
        raise Complaint(say("out_needed"))
    listed = _register(options) if options.register else None
    letters = spread(_strata(options, listed), certainty=options.certainty, budget=options.budget)
    report = desk.report().title(say("report_letters")).paragraph(*letters.explain())
    header = [say(f"column_{name}") for name in ("stratum", "people", "wanted", "letters", "certainty")]
    rows = [
        (one.name, one.people, one.wanted, count, Share(sure))
        for one, count, sure in zip(letters.strata, letters.letters, letters.certainty, strict=True)
    ]
    report.heading(say("heading_strata")).table(header, rows)
    answer = _answer(letters)
    files: dict[str, bytes | str] = {}
    if listed is not None:
        source, outcome = parse_randomness(options.randomness, None)
        seed, seal = seed_of(source, outcome), sha256(options.register.read_bytes()).hexdigest()
        files["private/letters.csv"] = _drawn(letters, listed, seed, seal)
        told: dict[str, JSON] = {"source": source.as_json(), "outcome": outcome.as_json(), "register": seal}
        files["randomness.json"] = canonical(told)
        answer |= told
        report.paragraph(say("letters_drawn", register=seal, source=str(source.as_json()["kind"])))
    return desk.answer(answer, report, files)


def _answer(letters: Letters) -> dict[str, Any]:
    rows = zip(letters.strata, letters.letters, letters.floor, letters.certainty, strict=True)
    strata = [
        {"stratum": one.name, "people": one.people, "wanted": one.wanted, "letters": n, "floor": f, "certainty": c}
        for one, n, f, c in rows
    ]
    return {"method": letters.method, "letters": sum(letters.letters), "certainty": letters.asked, "strata": strata}


def _register(options: argparse.Namespace) -> dict[str, list[int]]:
    """Stratum → rows of the register (from 1), in its order."""
    sheet = read_sheet(options.register)
    rows: dict[str, list[int]] = defaultdict(list)
    for i, stratum in enumerate(sheet.text(need(sheet, options.stratum), empty=False)):
        rows[stratum].append(i + 1)
    return dict(rows)


def _strata(options: argparse.Namespace, listed: dict[str, list[int]] | None) -> list[Stratum]:
    counts = Counter({name: len(rows) for name, rows in (listed or {}).items()})
    if options.strata is None:
        if listed is None:
            raise Complaint(say("register_needed"))
        names, responses, wanted = list(listed), [options.response] * len(listed), [options.wanted] * len(listed)
    else:
        sheet = read_sheet(options.strata, "stratum")
        names = sheet.ids("stratum")
        if listed is None:
            counts = Counter(dict(zip(names, sheet.whole(need(sheet, "people")).tolist(), strict=True)))
        responses = (
            sheet.numbers("response").tolist() if "response" in sheet.columns else [options.response] * len(names)
        )
        wanted = sheet.whole("wanted").tolist() if "wanted" in sheet.columns else [options.wanted] * len(names)
        for stranger in counts.keys() - set(names):
            raise Complaint(say("strata_unlike", stratum=stranger))
    if None in wanted and options.budget is None:
        raise Complaint(say("wanted_or_budget"))
    if None in responses and any(wanted):
        raise Complaint(say("response_needed"))
    filled = zip(names, responses, wanted, strict=True)
    return [Stratum(name, counts[name], 1.0 if r is None else float(r), int(w or 0)) for name, r, w in filled]


def _drawn(letters: Letters, listed: dict[str, list[int]], seed: bytes, seal: str) -> bytes:
    """Which rows of the register get a letter: of each stratum a sample by its own stream, in the order drawn."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("stratum", "row"))
    for one, count in zip(letters.strata, letters.letters, strict=True):
        rows: Sequence[int] = listed.get(one.name, ())
        label = f"letters/{seal}/{one.name}".encode()
        writer.writerows((one.name, rows[i]) for i in Stream(seed, label).sample(len(rows), count))
    return out.getvalue().encode()
