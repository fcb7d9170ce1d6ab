"""Small bundles to check, made without the rooms that make real ones, and a count reckoned the slow way."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from wijk.methods.proof.bundles import pack
from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.commitments import PoolCommitment, commit_pool, draw_commitment
from wijk.methods.proof.randomness import (
    Balls,
    Beacon,
    Dice,
    Drand,
    Outcome,
    Source,
    Thrown,
    draw_index,
)

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
ROUND_1000 = Beacon(
    1000,
    bytes.fromhex("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"),
)
SOURCES: Mapping[str, tuple[Source, Outcome]] = {
    "drand": (Drand(QUICKNET, 1000), ROUND_1000),
    "dice": (Dice(6, 12), Thrown((1, 6, 3, 2, 2, 5, 4, 1, 1, 6, 3, 2))),
    "balls": (Balls(1), Thrown((7,))),
}


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A CSV file as bundles hold it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def pool() -> tuple[PoolCommitment, bytes]:
    """Twelve volunteers: the commitment and the auditor's file."""
    entries: list[dict[str, JSON]] = []
    rows = []
    for i in range(12):
        answers = {"gender": "f" if i % 2 else "m", "âge": "jong" if i < 6 else "oud, of ouder"}
        household = "rue Haute 1" if i in (0, 9) else ""
        entries.append({"entry": i, "id": f"p{i}", "household": household, "answers": answers})
        rows.append([i, f"p{i}", sha256(b"salt%d" % i).hexdigest(), household, *answers.values()])
    salts = [sha256(b"salt%d" % i).digest() for i in range(12)]
    return commit_pool(entries, salts), table(["entry", "id", "salt", "household", "gender", "âge"], rows)


PANELS = [[i % 6, (i + 1) % 6, 6 + i % 6, 6 + (i + 1) % 6] for i in range(10)]
QUOTAS: list[JSON] = [
    {"category": "gender", "feature": "f", "min": 2, "max": 2},
    {"category": "âge", "feature": "oud, of ouder", "min": 1, "max": 2},
]


def draw(
    kind: str = "balls",
    held: bool = True,
    panels: Sequence[Sequence[int]] = PANELS,
    quotas: Sequence[JSON] = QUOTAS,
    claim: Mapping[str, JSON] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The bundle of a draw."""
    commitment, _ = pool()
    source, outcome = SOURCES[kind]
    ordered = [sorted(panel) for panel in panels]
    times = [sum(i in panel for panel in ordered) for i in range(12)]
    rules = canonical(
        {"size": 4, "panels": 10, "objective": "leximin", "households": True, "quotas": list(quotas), "method": "x"}
    )
    files = {
        "rules.json": rules,
        "source.json": canonical(source.as_json()),
        "panels.csv": table(["panel", "members"], [(i, " ".join(map(str, one))) for i, one in enumerate(ordered)]),
        "chances.csv": table(["entry", "chosen"], list(enumerate(times))),
    }
    bound = draw_commitment(rules, commitment.root, files["panels.csv"], files["source.json"])
    if held:
        index = draw_index(source, outcome, bound, 10)
        files["outcome.json"] = canonical(outcome.as_json())
        files["draw.json"] = canonical({"index": index, "members": ordered[index]})
    statement: dict[str, JSON] = {
        "entries": 12,
        "pool_root": commitment.root.hex(),
        "commitment": bound.hex(),
        "size": 4,
        "panels": 10,
    }
    return pack("draw", "sortition.leximin/1", statement | dict(claim or {}), files | dict(more or {}))


Ballot = Mapping[int, Fraction]


def votes(cost: Sequence[int], ballots: Sequence[Ballot], p: int) -> int:
    """How many voters name a project."""
    return sum(p in ballot for ballot in ballots)


def worth(satisfaction: str, cost: int, points: Fraction) -> Fraction:
    """What a project is worth to one who gave it so many points."""
    return {"cost": Fraction(cost), "cardinality": Fraction(1), "points": points, "cost-points": cost * points}[
        satisfaction
    ]


def slow_shares(
    cost: Sequence[int], ballots: Sequence[Ballot], each: Fraction, satisfaction: str, order: Sequence[int]
) -> list[tuple[int, Fraction]]:
    """Equal shares voter by voter, every price reckoned anew in every round."""
    purse = [each] * len(ballots)
    bought: list[tuple[int, Fraction]] = []
    while True:
        offers = []
        for place, p in enumerate(order):
            backers = [(purse[v], worth(satisfaction, cost[p], b[p])) for v, b in enumerate(ballots) if p in b]
            if p in [q for q, _ in bought] or sum(money for money, _ in backers) < cost[p]:
                continue
            left, units = Fraction(cost[p]), sum((u for _, u in backers), Fraction(0))
            for money, unit in sorted(backers, key=lambda one: one[0] / one[1]):
                if left * unit <= money * units:
                    break
                left, units = left - money, units - unit
            offers.append((left / units, place, p))
        if not offers:
            return bought
        rate, _, p = min(offers)
        bought.append((p, rate))
        for v, ballot in enumerate(ballots):
            if p in ballot:
                purse[v] -= min(purse[v], rate * worth(satisfaction, cost[p], ballot[p]))


def slow_fill(
    cost: Sequence[int], ballots: Sequence[Ballot], chosen: Sequence[int], budget: int, score: str, order: Sequence[int]
) -> list[int]:
    """Greedy, one project at a time."""

    def support(p: int) -> Fraction:
        total = sum((b[p] if score.startswith("points") else Fraction(1) for b in ballots if p in b), Fraction(0))
        return total / cost[p] if score.endswith("cost") else total

    added: list[int] = []
    for p in sorted((p for p in order if votes(cost, ballots, p)), key=support, reverse=True):
        if p not in chosen and sum(cost[q] for q in [*chosen, *added, p]) <= budget:
            added.append(p)
    return added


def tie_order(cost: Sequence[int], ballots: Sequence[Ballot], seed: str) -> list[int]:
    """Lowest cost, then most votes, then the lot."""

    def lot(p: int) -> str:
        return sha256(f"{seed}\nid {p}".encode()).hexdigest()

    return sorted(range(len(cost)), key=lambda p: (cost[p], -votes(cost, ballots, p), lot(p)))


def count_files(cost: Sequence[int], ballots: Sequence[Ballot], rules: JSON, ledger: JSON) -> dict[str, bytes]:
    """The files of a count."""
    merged: dict[str, int] = {}
    for ballot in ballots:
        words = [f"{p}" if points == 1 else f"{p}:{points}" for p, points in sorted(ballot.items())]
        merged[" ".join(words)] = merged.get(" ".join(words), 0) + 1
    return {
        "projects.csv": table(["project", "cost", "name"], [(f"id {p}", c, f"Bank, {p}") for p, c in enumerate(cost)]),
        "ballots.csv": table(["count", "ballot"], [(n, words) for words, n in sorted(merged.items())]),
        "rules.json": canonical(rules),
        "ledger.json": canonical(ledger),
    }


def count(
    cost: Sequence[int] = (90000, 30000, 40000, 50000),
    ballots: Sequence[Ballot] = (
        {0: Fraction(1)},
        {1: Fraction(1), 2: Fraction(1)},
        {1: Fraction(1)},
        {3: Fraction(1)},
    ),
    budget: int = 160000,
    satisfaction: str = "cost",
    rules: Mapping[str, JSON] | None = None,
    ledger: Mapping[str, JSON] | None = None,
) -> dict[str, bytes]:
    """The bundle of a count by equal shares, without completion unless the rules name one."""
    order = tie_order(cost, ballots, "s")
    told: dict[str, Any] = {
        "rule": "equal-shares", "variant": "none", "satisfaction": satisfaction, "budget": budget, "seed": "s",
        "ties": ["lowest-cost", "most-votes", "lot"], "increase": None, "fill": None, **(rules or {}),
    }  # fmt: skip
    share, steps = Fraction(budget, len(ballots)), 0
    runs = slow_shares(cost, ballots, share, satisfaction, order)
    if told["increase"]:
        step, first = told["increase"]["step"], told["increase"]["stop"] == "first-exhaustive"
        named = {p for p in range(len(cost)) if votes(cost, ballots, p) and cost[p] <= budget}
        while True:
            left = budget - sum(cost[p] for p, _ in runs)
            rest = named - {p for p, _ in runs}
            if not rest or (first and all(cost[p] > left for p in rest)):
                break
            further = slow_shares(
                cost, ballots, share + (steps + 1) * step, satisfaction, [p for p in order if p in named]
            )
            if sum(cost[p] for p, _ in further) > budget:
                break
            steps, runs = steps + 1, further
        share += steps * step
    bought = [p for p, _ in runs]
    filled = slow_fill(cost, ballots, bought, budget, told["fill"], order) if told["fill"] else []
    written: dict[str, Any] = {
        "virtual": str(share), "rounds": [{"project": p, "rate": str(rate)} for p, rate in runs],
        "filled": filled, "selected": [f"id {p}" for p in bought + filled],
        "cost": sum(cost[p] for p in bought + filled), **(ledger or {}),
    }  # fmt: skip
    return pack(
        "count", "budgeting.equal-shares/1", {"winners": len(bought)}, count_files(cost, ballots, told, written)
    )


def figure() -> dict[str, bytes]:
    """The bundle of a crosswalk of two figures."""
    files = {
        "inputs.csv": table(["name", "value"], [("a", "100"), ("b", "12.5")]),
        "weights.csv": table(["target", "source", "weight"], [("x", "a", "1/3"), ("y", "a", "2/3"), ("y", "b", "1")]),
        "result.csv": table(["target", "value"], [("x", "100/3"), ("y", "475/6")]),
    }
    return pack("figure", "areas.crosswalk/1", {"formula": "weighted-sum", "conserves": True, "decimals": None}, files)


def repacked(files: Mapping[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """The same bundle with other content for some files (dots as underscores), its hashes made right again."""
    told: dict[str, bytes] = {name: content for name, content in files.items() if name not in OWN}
    told |= {name.replace("_", "."): content for name, content in changed.items()}
    head = parsed_head(files)
    return pack(head["kind"], head["method"]["id"], head["statement"], told)


OWN = ("bundle.json", "bundle.sha256", "verify.py")


def parsed_head(files: Mapping[str, bytes]) -> Any:
    """What bundle.json says."""
    return json.loads(files["bundle.json"])
