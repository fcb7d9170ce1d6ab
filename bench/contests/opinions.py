"""Groups of viewpoints in votes: with statistics and stability, against the Polis pipeline in Python."""

import os
from pathlib import Path

from bench.instances.opinions import conversation
from bench.race import Field, Goal, Outcome, Run

TITLE = "Opinions: groups, basins and stability"
SMALL, FULL, LARGE = "5,000 × 300 at 8 %", "50,000 × 1,000 at 3 %", "500,000 × 1,000 at 3 %"


def run(field: Field) -> Outcome:
    """A case that the peer finishes soon, the case of the table, and ten times that."""
    small = conversation(field.scratch / "polis_5k_300.npz", 5_000, 300, 0.08)
    full = _given("polis_50k_1000.npz") or conversation(field.scratch / "polis_50k_1000.npz", 50_000, 1_000)
    runs = [
        field.ours(SMALL, "opinions_ours.py", str(small)),
        field.peer("red-dwarf", SMALL, "red-dwarf", "red-dwarf_opinions.py", str(small)),
        field.ours(FULL, "opinions_ours.py", str(full)),
        field.peer("red-dwarf", FULL, "red-dwarf", "red-dwarf_opinions.py", str(full)),
    ]
    if field.large:
        large = conversation(field.scratch / "polis_500k_1000.npz", 500_000, 1_000)
        runs.append(field.ours(LARGE, "opinions_ours.py", str(large)))
        runs.append(Run("red-dwarf", LARGE, None, note="not run: its dense matrices would need some 29 GB"))
    return Outcome(TITLE, tuple(runs), _goals(runs), REMARKS)


REMARKS = (
    "rand is the adjusted Rand index with the planted camps, among people with at least 7 votes; rand_knowing_the_camps is what "
    "the likeliest camp gives to one who knows what each camp votes.",
    "Ours holds the groups with 20 resamples and 39 dealings by chance, basins, bridging and representative statements; the peer "
    "holds groups, representative statements and consensus, without stability or intervals.",
)


def _given(name: str) -> Path | None:
    folder = os.environ.get("WIJK_BENCH_INSTANCES")
    path = Path(folder) / name if folder else None
    return path if path and path.exists() else None


def _goals(runs: list[Run]) -> tuple[Goal, ...]:
    ours = next(run for run in runs if run.who == "wijk" and run.case == FULL)
    if ours.cpu is None:
        return (Goal("50,000 × 1,000 is finished", ours.note, False),)
    memory, rand = ours.peak_mb or 0.0, ours.facts["rand"]
    best = ours.facts["rand_knowing_the_camps"]
    goals = [
        Goal("at most 3 CPU s with statistics and stability", f"{ours.cpu:.2f} s", ours.cpu <= 3),
        Goal("at most 400 MB, the whole process", f"{memory:.0f} MB", memory <= 400),
        Goal(
            "the planted camps, within 0.02 of what the votes allow", f"{rand:.3f} of {best:.3f}", rand >= best - 0.02
        ),
    ]
    for case in (SMALL, FULL):
        mine, theirs = (
            next(run for run in runs if (run.who == "wijk") == own and run.case == case) for own in (True, False)
        )
        judged = mine.cpu is not None and theirs.cpu is not None
        found = f"{mine.facts['rand']:.3f} against {theirs.facts['rand']:.3f}" if judged else theirs.note
        goals.append(
            Goal(
                f"camps found no worse than by the peer ({case})",
                found,
                mine.facts["rand"] >= theirs.facts["rand"] if judged else None,
            )
        )
    return tuple(goals)
