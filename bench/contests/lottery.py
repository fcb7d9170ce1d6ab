"""Fair lotteries: leximin from people and quotas to numbered panels, beside sortition-algorithms."""

import os
from pathlib import Path

from bench.instances.volunteers import halves, volunteers
from bench.race import ROOT, Field, Goal, Outcome, Run

TITLE = "Fair lotteries over panels"
REMARKS = (
    "Ours: reading, ideal lottery, rounding to 1,000 numbered panels, seating of persons. The peer: its ideal distribution alone.",
    "The peer's leximin needs Gurobi, whose free licence takes small models only: the pool of 150 fits. Elsewhere its maximin runs.",
)


def run(field: Field) -> Outcome:
    """The public shapes, the fixture of 150, the pool in seven categories; with `--large` ten times its people."""
    two = halves(field.scratch / "halves_2000_200", 2000, 200)
    seven = volunteers(field.scratch / "pool_2000_100", 2000, 100, 7)
    real = Path(os.environ.get("WIJK_REAL_DATA") or ROOT.parent / "shared" / "data") / "methods" / "sortition"
    runs, goals = [], []

    def ours(case: str, folder: Path, size: int, objective: str = "leximin") -> Run:
        warm = str(field.scratch / "warm")
        runs.append(field.ours(case, "lottery_ours.py", str(folder), str(size), objective, "1000", warm))
        return runs[-1]

    def peer(case: str, folder: Path, size: int, objective: str = "maximin", limit: float = 60) -> Run:
        words = (str(folder), str(size), objective)
        runs.append(
            field.peer(
                f"sortition-algorithms {objective}", case, "sortition", "sortition_lottery.py", *words, limit=limit
            )
        )
        return runs[-1]

    one = ours("2,000 → 200, two categories", two, 200)
    peer(one.case, two, 200)
    goals.append(_goal(f"{one.case}: leximin 10.0 %, Gini 0, at most 1 s", one, 1.0, minimum=0.1, gini=1e-6))
    fixture = real / "sf_fixture_150_22"
    if fixture.is_dir():
        one = ours("150 → 22, four categories", fixture, 22)
        peer(one.case, fixture, 22, limit=120)
        peer(one.case, fixture, 22, "leximin", limit=120)
        says = f"{one.case}: 9.0909 %, Gini at most 0.144 (Gurobi's), at most 2 s"
        goals.append(_goal(says, one, 2.0, minimum=1 / 11, gini=0.144))
    else:
        goals.append(Goal("150 → 22: as Gurobi or better in 2 s", f"no fixture in {fixture}", None))
    one = ours("2,000 → 100, seven categories", seven, 100)
    peer(one.case, seven, 100, limit=field.limit)
    least = float(one.facts.get("bound", 0)) * 0.999
    goals.append(
        _goal(f"{one.case}: 99.9 % of the bound in 60 s, full leximin in 180 s", one, 60.0, minimum=least, gini=1.0)
    )
    for objective in ("maximin", "nash", "goldilocks"):
        ours(f"{one.case}, {objective}", seven, 100, objective)
    if field.large:
        ours("20,000 → 1,000, seven categories", volunteers(field.scratch / "pool_20000_1000", 20_000, 1_000, 7), 1_000)
    return Outcome(TITLE, tuple(runs), tuple(goals), REMARKS)


def _goal(says: str, one: Run, seconds: float, *, minimum: float, gini: float) -> Goal:
    if one.cpu is None:
        return Goal(says, one.note, False)
    facts = one.facts
    found = f"{one.cpu:.2f} s, smallest {facts['minimum']:.4%}, Gini {facts['gini']:.3f}, proven {facts['proven']}"
    good = one.cpu <= seconds and facts["minimum"] >= minimum - 1e-6 and facts["gini"] <= gini and facts["proven"]
    return Goal(says, found, bool(good))
