"""What can be reached on foot: the nearest of ten categories and counts within 1,200 m, beside scipy and pandana."""

import os
from pathlib import Path

from bench.instances.streets import SIZES, streets
from bench.race import Field, Goal, Outcome, Run

TITLE = "Reach"
NEAREST, COUNTS, MEMORY = 0.2, 8.0, 400.0
MILLIMETRE = 0.001


def run(field: Field) -> Outcome:
    """The size of the issue, and ten times that with `--large`."""
    runs: list[Run] = []
    goals: list[Goal] = []
    for nodes in SIZES if field.large else list(SIZES)[:1]:
        net = _file(field, nodes)
        near = _nearest(field, nodes, net)
        made = [*near, *_counts(field, nodes, net, near[-1])]
        runs += made
        goals += _goals(nodes, {(one.case, one.who): one for one in made})
    remarks = (
        "The nearest is timed from a network in memory (theirs too); counts from coordinates to the answer, building included.",
        "Places stand at their nearest node, as pandana has it; the product puts them on the nearest street.",
    )
    return Outcome(TITLE, tuple(runs), tuple(goals), remarks)


def _file(field: Field, nodes: int) -> Path:
    given = Path(os.environ.get("WIJK_BENCH_INSTANCES", "")) / "net.npz"
    if nodes == next(iter(SIZES)) and given.exists() and os.environ.get("WIJK_BENCH_INSTANCES"):
        return given
    return streets(nodes, field.scratch / f"net_{nodes}.npz")


def _nearest(field: Field, nodes: int, net: Path) -> list[Run]:
    case, out = f"nearest of 10, {nodes:,} nodes", str(field.scratch / f"nearest_{nodes}.npy")
    made = [field.ours(case, "reach_ours.py", "nearest", str(net), out)]
    made.append(field.peer("scipy", case, "scipy", "scipy_reach.py", "nearest", str(net), out))
    return [*made, *_pandana(field, nodes, case, "nearest", net)]


def _counts(field: Field, nodes: int, net: Path, before: Run) -> list[Run]:
    case, out = f"within 1,200 m × 10, {nodes:,} nodes", str(field.scratch / f"counts_{nodes}.npy")
    made = [field.ours(case, "reach_ours.py", "counts", str(net), out)]
    for who, task in (("scipy from places", "counts"), ("scipy from nodes", "nodes")):
        made.append(field.peer(who, case, "scipy", "scipy_reach.py", task, str(net), out))
    if before.who == "pandana" and before.cpu is None:
        return [*made, Run("pandana", case, None, note=f"building alone: {before.note}")]
    return [*made, *_pandana(field, nodes, case, "counts", net)]


def _pandana(field: Field, nodes: int, case: str, task: str, net: Path) -> list[Run]:
    """At the size of the issue only: it takes minutes there, and hours at ten times the size."""
    if nodes != next(iter(SIZES)):
        return []
    return [field.peer("pandana", case, "pandana", "pandana_reach.py", task, str(net))]


def _goals(nodes: int, made: dict[tuple[str, str], Run]) -> list[Goal]:
    nearest, within = f"nearest of 10, {nodes:,} nodes", f"within 1,200 m × 10, {nodes:,} nodes"
    near, count = made[nearest, "wijk"], made[within, "wijk"]
    checked, sampled = made[nearest, "scipy"], made[within, "scipy from nodes"]
    if near.cpu is None or count.cpu is None:
        return [Goal(f"{nodes:,} nodes: finishes", near.note or count.note, False)]
    goals = []
    if nodes == next(iter(SIZES)):
        peak = count.peak_mb or 0.0
        goals += [
            Goal(f"{nearest}: at most {NEAREST} CPU s", f"{near.cpu:.3f}", near.cpu <= NEAREST),
            Goal(f"{within}: at most {COUNTS:g} CPU s, all told", f"{count.cpu:.3f}", count.cpu <= COUNTS),
            Goal(f"{within}: at most {MEMORY:g} MB", f"{peak:.0f}", peak <= MEMORY),
        ]
    if checked.cpu is None:
        return [*goals, Goal(f"{nearest}: as scipy to the millimetre", checked.note, None)]
    apart, lost = checked.facts["apart_m"], checked.facts["unreachable"] == near.facts["unreachable"]
    goals.append(Goal(f"{nearest}: as scipy to the millimetre", f"apart by {apart:.2g} m", apart < MILLIMETRE and lost))
    if sampled.cpu is not None:
        differing = sampled.facts["differing"]
        goals.append(Goal(f"{within}: as scipy from 200 nodes", f"{differing} counts differ", differing == 0))
    return goals
