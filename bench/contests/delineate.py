"""Joining sectors into neighbourhoods: ours beside max-p, AZP, Ward, region-k-means and METIS, all scored by the same third hand."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.contests.delineate_score import floor_of, score
from bench.instances.sectors import sectors_file
from bench.race import Field, Goal, Outcome, Run

TITLE = "Delineation"
PEERS = ("max-p", "azp", "ward", "k-means", "metis")
CRITERIA = ("R2", "compactness", "balance")


def run(field: Field) -> Outcome:
    """724 sectors into 145 neighbourhoods, 20,000 into 4,000, and ten times that with `--large`."""
    small, large = _file(field, 724), _file(field, 20_000)
    runs = [_ours(field, small, 724, 145), *(_peer(field, small, 724, 145, who) for who in PEERS)]
    points_run, points = _front(field, small)
    most = _most(field, small)
    runs += [points_run, most, _ours(field, large, 20_000, 4_000)]
    runs += [_peer(field, large, 20_000, 4_000, who) for who in ("ward", "metis")]
    huge = [_ours(field, _file(field, 200_000), 200_000, 40_000, "short")] if field.large else []
    peers = [one for one in runs[1 : 1 + len(PEERS)] if one.facts.get("regions")]
    goals = [_more(most, runs[1]), *_goals(runs[0], runs[len(PEERS) + 3]), *(_against(one, points) for one in peers)]
    remarks = [
        "front at 0 below the floor (R², compactness, balance): " + "; ".join(_three(point) for point in points),
        "max-p at 20,000 is not run: it asks for more than 5 GB.",
        *(_distance(one, points) for one in peers if one.facts["below"]),
    ]
    return Outcome(TITLE, (*runs, *huge), tuple(goals), tuple(remarks))


def _file(field: Field, count: int) -> Path:
    given = os.environ.get("WIJK_BENCH_INSTANCES")
    there = Path(given) / f"sectors_{count}.parquet" if given else None
    return there if there is not None and there.exists() else sectors_file(count, field.scratch)


def _ours(field: Field, path: Path, count: int, regions: int, *how: str) -> Run:
    floor, labels = floor_of(path, regions), field.scratch / f"ours_{count}.npy"
    words = (str(path), str(regions), str(floor), str(labels), *how)
    return _scored(field.ours(f"{count:,} → {regions:,}", "delineate_ours.py", *words, limit=1800), path, labels, floor)


def _peer(field: Field, path: Path, count: int, regions: int, who: str) -> Run:
    floor, labels = floor_of(path, regions), field.scratch / f"{who}_{count}.npy"
    words = (who, str(path), str(regions), str(floor), str(labels))
    done = field.peer(who, f"{count:,} → {regions:,}", "spopt", "spopt_delineate.py", *words)
    return _scored(done, path, labels, floor)


def _scored(done: Run, path: Path, labels: Path, floor: float) -> Run:
    if done.cpu is None:
        return done
    return replace(done, facts={**score(path, np.load(labels), floor), **done.facts})


def _front(field: Field, path: Path) -> tuple[Run, list[dict[str, Any]]]:
    floor, labels = floor_of(path, 145), field.scratch / "front_724.npy"
    words = (str(path), "145", str(floor), str(labels), "front")
    done = field.ours("front of 724 → 145", "delineate_ours.py", *words)
    if done.cpu is None:
        return done, []
    return done, [score(path, one, floor) for one in np.load(labels)]


def _most(field: Field, path: Path) -> Run:
    """As many regions as the floor allows, which is what max-p seeks."""
    floor, labels = floor_of(path, 145), field.scratch / "most_724.npy"
    done = field.ours("724 → most", "delineate_ours.py", str(path), "0", str(floor), str(labels))
    return _scored(done, path, labels, floor)


def _more(ours: Run, theirs: Run) -> Goal:
    one, other = ours.facts.get("regions", 0), theirs.facts.get("regions")
    says = "with the floor alone, at least as many regions as max-p finds"
    return Goal(says, f"{one} against {other}", None if other is None else one >= other and ours.facts["below"] == 0)


def _goals(small: Run, large: Run) -> list[Goal]:
    goals = []
    for one, seconds in ((small, 2.0), (large, 60.0)):
        cpu, facts = one.cpu or float("inf"), one.facts
        goals.append(Goal(f"{one.case}: at most {seconds:g} CPU s", f"{cpu:.2f}", cpu <= seconds))
        sound = facts.get("below") == 0 and facts.get("contiguous") is True
        goals.append(Goal(f"{one.case}: 0 below the floor, all in one piece", f"{facts.get('below')} below", sound))
    r2, shape = small.facts.get("R2", 0.0), small.facts.get("compactness", 0.0)
    goals.append(
        Goal(
            "724 → 145: R² ≥ .77 and compactness ≥ .55 at once",
            f"{r2:.3f} and {shape:.3f}",
            r2 >= 0.77 and shape >= 0.55,
        )
    )
    peak = large.peak_mb or float("inf")
    goals.append(Goal("20,000 → 4,000: at most 1 GB", f"{peak:,.0f} MB", peak <= 1_000))
    return goals


def _against(peer: Run, points: Sequence[dict[str, Any]]) -> Goal:
    """A peer that meets the floor must be beaten on all three criteria at once."""
    better = [point for point in points if all(point[name] >= peer.facts[name] for name in CRITERIA)]
    kept = all(point["below"] == 0 and point["contiguous"] for point in points)
    meets = peer.facts["below"] == 0 and peer.facts["contiguous"]
    says = f"a point of the front beats {peer.who} on all three criteria"
    found = f"{_three(better[0])} against {_three(peer.facts)}" if better else f"none against {_three(peer.facts)}"
    return Goal(
        says if meets else f"{says} (though it breaks the floor)",
        found,
        kept and bool(better) if meets or better else None,
    )


def _distance(peer: Run, points: Sequence[dict[str, Any]]) -> str:
    """How far the front is from a peer that leaves regions below the floor: what it lacks at most, at the nearest point."""
    lacks = [(max(peer.facts[name] - point[name] for name in CRITERIA), point) for point in points]
    lack, point = min(lacks, key=lambda pair: pair[0])
    if lack <= 0:
        return f"{peer.who} ({peer.facts['below']} below the floor) is beaten on all three all the same."
    return f"{peer.who} ({peer.facts['below']} below the floor): the nearest point {_three(point)} lacks at most {lack:.3f}."


def _three(facts: dict[str, Any] | Any) -> str:
    return " ".join(f"{facts[name]:.3f}" for name in CRITERIA)
