"""Our side: FOLDER SIZE OBJECTIVE PANELS. The whole way from people and quotas to numbered panels of persons."""

import sys
from pathlib import Path

import numpy as np

from bench.instances.volunteers import halves
from bench.stopwatch import tell, timed
from wijk.cli.reckon.lottery.files import read_pool, read_quotas
from wijk.methods.sortition.lottery import Lottery, select


def lottery_of(folder: Path, size: int, objective: str, panels: int) -> Lottery:
    """Reckon one."""
    people, quotas = ("candidates", "features") if (folder / "features.csv").exists() else ("respondents", "categories")
    listed = read_quotas(folder / f"{quotas}.csv")
    pool = read_pool(folder / f"{people}.csv", listed, None, None)
    return select(pool, listed, size, objective=objective, panels=panels, random=np.random.default_rng(1))


def main(folder: str, size: str, objective: str, panels: str, warm: str) -> None:
    """Warm the compiled loops on a small pool, then time."""
    small = halves(Path(warm), 20, 4)
    found, cpu, compiled = timed(
        lambda: lottery_of(Path(folder), int(size), objective, int(panels)),
        warm_up=lambda: [lottery_of(small, 4, objective, 7) for _ in range(2)],
    )
    many = len(found.panels)
    tell(
        cpu, compiled=compiled, minimum=found.minimum, bound=found.bound, maximum=found.maximum, gini=found.gini,
        types=found.types, proven=found.proven, rounded_minimum=int(found.chosen.min()) / many, rounded_off=found.off,
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
