"""Ten figures carried from 20,000 sectors to 600 perimeters: ours beside tobler and geopandas.overlay."""

import os
from pathlib import Path

import numpy as np

from bench.instances.sectors import SEED, SIZES, sectors, sectors_file, write
from bench.race import Field, Goal, Outcome, Run

TITLE = "Crosswalk"
TARGETS = {20_000: (600, SEED + 2), 200_000: (6_000, SEED + 8)}
FIGURES = 10
LIMIT = 0.35
AGREE = 1e-9


def run(field: Field) -> Outcome:
    """The size of the issue, and ten times that with `--large`."""
    runs: list[Run] = []
    goals: list[Goal] = []
    for count in (20_000, 200_000) if field.large else (20_000,):
        case, made = _race(field, count)
        runs += made
        goals += _goals(field, count, case, made)
    return Outcome(
        TITLE, tuple(runs), tuple(goals), ("Checks that areas are valid and named once are part of our time.",)
    )


def _race(field: Field, count: int) -> tuple[str, list[Run]]:
    source, target, values = _files(field, count)
    case = f"{count:,} → {TARGETS[count][0]:,}"
    words = (str(source), str(target), str(values))
    made = [field.ours(case, "crosswalk_ours.py", *words, str(_out(field, count, "wijk")))]
    for who in ("tobler", "overlay"):
        out = str(_out(field, count, who))
        made.append(field.peer(who, case, "tobler", "tobler_crosswalk.py", who, *words, out))
    return case, made


def _files(field: Field, count: int) -> tuple[Path, Path, Path]:
    many, seed = TARGETS[count]
    folder = Path(os.environ.get("WIJK_BENCH_INSTANCES") or field.scratch)
    source, target = folder / f"sectors_{count}.parquet", folder / f"targets_{many}.parquet"
    if not source.exists():
        source = sectors_file(count, field.scratch)
    if not target.exists():
        target = field.scratch / target.name
    if not target.exists():
        cells, columns = sectors(many, SIZES[count][0], seed, SIZES[count][2])
        write(target, cells, {"tid": columns["sid"]})
    values = field.scratch / f"values_{count}.npy"
    np.save(values, np.random.default_rng(SEED).lognormal(5, 1.5, (count, FIGURES)))
    return source, target, values


def _out(field: Field, count: int, who: str) -> Path:
    return field.scratch / f"{who}_{count}.npy"


def _goals(field: Field, count: int, case: str, made: list[Run]) -> list[Goal]:
    ours = made[0]
    if ours.cpu is None:
        return [Goal(f"{case}: finishes", ours.note, False)]
    goals = [Goal(f"{case}: every total exact", f"off by {ours.facts['lost']:.3g}", ours.facts["lost"] == 0)]
    if count == 20_000:
        goals.append(Goal(f"{case}: at most {LIMIT} CPU s", f"{ours.cpu:.3f}", ours.cpu <= LIMIT))
    if made[2].cpu is None:
        return [*goals, Goal(f"{case}: every figure as by geopandas.overlay", made[2].note, None)]
    own, other = (np.load(_out(field, count, who)) for who in ("wijk", "overlay"))
    apart = float((np.abs(own - other) / np.maximum(np.abs(other), 1e-9 * other.max())).max())
    return [
        *goals,
        Goal(f"{case}: every figure as by geopandas.overlay", f"apart by {apart:.2g} at most", apart < AGREE),
    ]
