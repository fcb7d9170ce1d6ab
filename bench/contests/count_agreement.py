"""Random small elections and the shared files, as cases for a peer; and whether its winners are ours.

`make CASES.json N` writes the cases, `compare CASES.json WINNERS.json` counts them and compares.
"""

import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.race import ROOT
from bench.stopwatch import tell
from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.rules import COMPLETIONS, Rules
from wijk.methods.formats.pabulib import Pabulib, read_pabulib

#: From so many voters on pabutools needs minutes for each completion with add1: then one of them, or none.
LARGE, HUGE = 3_000, 20_000


def small(source: random.Random, seed: int) -> dict[str, Any]:
    """A small election with many ties, and a rule."""
    budget, size = source.randint(10, 60), source.randint(2, 7)
    projects = [[f"p{i}", source.randint(1, min(budget, 20))] for i in range(size)]
    ballots: list[dict[str, int]] = [
        {name: source.randint(1, 3) for name, _ in projects if source.random() < 0.5}
        for _ in range(source.randint(2, 12))
    ]
    for name, _ in projects:  # pabutools takes projects without votes, ours never does
        if not any(name in ballot for ballot in ballots):
            source.choice(ballots)[name] = 1
    rule = source.choice(["equal-shares"] * 8 + ["greedy", "greedy-per-cost", "knapsack"])
    satisfaction = source.choice(["cost", "cardinality", "points"])
    if rule == "greedy-per-cost" and satisfaction == "cost":
        satisfaction = "cardinality"
    completion = source.choice([*COMPLETIONS]) if rule == "equal-shares" else ""
    return {
        "name": f"random {seed}", "projects": projects, "budget": budget, "ballots": ballots, "seed": str(seed),
        "rule": rule, "satisfaction": satisfaction, "completion": completion,
    }  # fmt: skip


def shared(file: Pabulib, name: str) -> list[dict[str, Any]]:
    """The cases of one real election."""
    ids, ends = [project.id for project in file.projects], file.ballots.start.tolist()
    named, points = file.ballots.project.tolist(), file.ballots.points.tolist()
    ballots = []
    for g, times in enumerate(file.ballots.count.tolist()):
        one = {ids[named[e]]: points[e] for e in range(ends[g], ends[g + 1])}
        ballots += [one] * times
    voted = {name for one in ballots for name in one}
    whole = {
        "name": name, "projects": [[p.id, p.cost // 100] for p in file.projects if p.id in voted],
        "budget": file.budget // 100, "ballots": ballots, "seed": "1",
    }  # fmt: skip
    kinds = ["cost", "cardinality"] + (["points"] if set(points) != {1} else [])
    rules = [("equal-shares", kind, completion) for kind in kinds for completion in COMPLETIONS]
    rules += [("greedy", kind, "") for kind in kinds] + [("greedy-per-cost", kind, "") for kind in kinds[1:]]
    if len(ballots) > LARGE:
        one_with_add1 = () if len(ballots) > HUGE else (("equal-shares", "cost", "add1-largest-feasible"),)
        rules = [one for one in rules if one[2] in ("", "none", "utilitarian-greedy") or one in one_with_add1]
    return [{**whole, "rule": r, "satisfaction": s, "completion": c} for r, s, c in rules]


def make(path: Path, many: int) -> None:
    """Write the cases."""
    source = random.Random(11)
    cases = [small(source, k) for k in range(many)]
    folder = Path(os.environ.get("WIJK_REAL_DATA") or ROOT.parent / "shared" / "data") / "methods" / "pabulib"
    for file in sorted(folder.glob("*.pb")):
        cases += shared(read_pabulib(file), file.stem)
    path.write_text(json.dumps(cases), "utf-8")
    tell(0.0, cases=len(cases))


def election_of(case: dict[str, Any]) -> Election:
    """A case as ours."""
    projects = [Project(name, 100 * cost) for name, cost in case["projects"]]
    return Election.of(projects, 100 * case["budget"], case["ballots"])


def compare(path: Path, found: Path) -> None:
    """Count every case and compare the winners; a knapsack is compared by what it is worth."""
    start = time.process_time()
    differ: Counter[str] = Counter()
    cases, winners = json.loads(path.read_text("utf-8")), json.loads(found.read_text("utf-8"))
    elections: dict[str, Election] = {}
    for case, theirs in zip(cases, winners, strict=True):
        election = elections.setdefault(case["name"], election_of(case))
        rules = Rules(case["rule"], case["satisfaction"], case["completion"], seed=case["seed"])
        ours = sorted(count(election, rules).selected)
        if ours != theirs and not (case["rule"] == "knapsack" and _worth(case, ours) == _worth(case, theirs)):
            differ[f"{case['name']}: {case['rule']} {case['satisfaction']} {case['completion']}"] += 1
    for name in differ:
        print(name, file=sys.stderr)
    cpu = time.process_time() - start
    tell(cpu, cases=len(cases), agree=len(cases) - differ.total(), differ=differ.total(), which=list(differ)[:20])


def _worth(case: dict[str, Any], chosen: list[str]) -> int:
    costs = dict(case["projects"])
    each = {"cost": lambda p, v: costs[p], "cardinality": lambda p, v: 1, "points": lambda p, v: v}[
        case["satisfaction"]
    ]
    return sum(each(p, v) for ballot in case["ballots"] for p, v in ballot.items() if p in chosen)


if sys.argv[1] == "make":
    make(Path(sys.argv[2]), int(sys.argv[3]))
else:
    compare(Path(sys.argv[2]), Path(sys.argv[3]))
