"""Hiding and audit of a table on four levels that cross. No peer: no package in Python hides a second time."""

import os
from pathlib import Path

from bench.instances.levels import LOOKUP
from bench.race import ROOT, Field, Goal, Outcome, Run

TITLE = "Suppression"
LIMIT = 30.0


def run(field: Field) -> Outcome:
    """The 724 sectors of Brussels, and ten Brussels in one country with `--large`; made-up sectors where there is no real data."""
    place = Path(os.environ.get("WIJK_REAL_DATA") or ROOT.parent / "shared" / "data")
    data = str(place) if (place / LOOKUP).exists() else ""
    what = "Brussels" if data else "made-up sectors"
    runs = [field.ours(f"{what}, {how}", "suppress_ours.py", data, "1", how) for how in ("marks", "threshold")]
    goals = [goal for one in runs for goal in _goals(one, bool(data))]
    if field.large:
        for how in ("threshold", "marks"):
            one = field.ours(f"{what} × 10, {how}", "suppress_ours.py", data, "10", how, limit=1_800)
            runs.append(one)
            goals += _safe(one)
    return Outcome(TITLE, tuple(runs), tuple(goals), ("There is no peer: no package in Python hides complements.",))


def _goals(one: Run, real: bool) -> list[Goal]:
    if one.cpu is None:
        return [Goal(f"{one.case}: finishes", one.note, False)]
    quick = Goal(
        f"{one.case}: at most {LIMIT:.0f} CPU s, audit included", f"{one.cpu:.2f}", one.cpu <= LIMIT if real else None
    )
    return [quick, *_safe(one)]


def _safe(one: Run) -> list[Goal]:
    if one.cpu is None:
        return [Goal(f"{one.case}: finishes", one.note, None)]
    facts = one.facts
    gap = 1 - facts["bound"] / facts["weight"] if facts["weight"] else 0.0
    told = f"weight {facts['weight']:,.0f}; linear bound {facts['linear']:,.0f}; proven bound {facts['bound']:,.0f}, gap {gap:.2%}"
    return [
        Goal(f"{one.case}: the audit recovers nothing", f"{facts['unsafe']} cells", facts["unsafe"] == 0),
        Goal(f"{one.case}: total suppression beside its lower bound", told, gap <= 0.05),
    ]
