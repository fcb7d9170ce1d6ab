"""How much does an index hang on choices? Ranks under other weights and methods, and without each indicator."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.indices.composite import (
    Aggregate,
    Index,
    Recipe,
    Standard,
    aggregated,
    composite,
    ranks,
    standardised,
)
from wijk.methods.indices.frames import Floats
from wijk.methods.indices.messages import say
from wijk.methods.saying import Rejected, Saying

METHOD = "indices.sensitivity/1"
WAYS: tuple[tuple[Standard, Aggregate], ...] = (
    ("z", "mean"), ("minmax", "mean"), ("percentile", "mean"), ("minmax", "geometric"), ("rank", "rank"),
)  # fmt: skip
"""The ways of standardising and aggregating among which a run chooses."""
FEW = 5
"""Places within which an area is called firm."""
BATCH = 256


@dataclass(frozen=True)
class Sensitivity:
    """Ranks of each area over all runs: `low` and `high` hold nine runs of ten, `best` and `worst` all; `first_share` is the share of
    runs in which it is in the highest tenth. `without[name]` are the ranks when one indicator is left out."""

    areas: tuple[str, ...]
    rank: Floats
    median: Floats
    low: Floats
    high: Floats
    best: Floats
    worst: Floats
    first_share: Floats
    shift: float
    without: dict[str, Floats]
    runs: int
    seed: int
    concentration: float
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """How far areas move, and which indicator moves which area most."""
        firm = int((self.high - self.low <= FEW).sum())
        says = [
            say("sensitivity_told", runs=self.runs, half=round(self.shift), firm=firm, areas=len(self.areas), few=FEW)
        ]
        for name, rank in self.without.items():
            far = np.abs(rank - self.rank)
            if len(far) and far.max() > 0:
                most = min(np.flatnonzero(far == far.max()).tolist(), key=lambda i: self.areas[i])
                says.append(
                    say(
                        "leave_one",
                        indicator=name,
                        area=self.areas[most],
                        old=int(self.rank[most]),
                        new=int(rank[most]),
                    )
                )
        return tuple(says)


def sensitivity(
    index: Index,
    *,
    runs: int = 1000,
    seed: int = 0,
    concentration: float = 20.0,
    progress: Callable[[float, float], None] | None = None,
) -> Sensitivity:
    """In which range does the rank of each area lie when weights and methods vary?

    Weights are drawn from a Dirichlet distribution around those of the index (`concentration` 20: with five equal indicators, nine weights
    of ten lie between 8 and 36 %); the way of standardising and aggregating is drawn from `WAYS`. Draws are tied to names
    in alphabetical order, so the order of the input changes nothing. Source: M. Saisana, A. Saltelli, S. Tarantola, Journal of the Royal
    Statistical Society A 168, 2005, 307–323; OECD and JRC 2008, step 7. `seed` fixes the draws.
    """
    if not 1 <= runs <= 100_000:
        raise Rejected(say("runs_wrong", value=runs))
    used, table = index.used, index.indicators
    columns = [table.names.index(name) for name in used]
    turned = np.where([name in index.recipe.reversed for name in used], -1.0, 1.0)
    values = table.values[:, columns] * turned
    rng = np.random.default_rng(seed)
    found = np.empty((runs, len(table.areas)))
    way = rng.integers(0, len(WAYS), runs)
    weights = _drawn(rng, index.weights, used, concentration, runs)
    made = {how: standardised(values, how[0]) if values.size else values for how in WAYS}
    for run in range(runs):
        if progress and run % BATCH == 0:
            progress(run, runs)
        how = WAYS[way[run]]
        found[run] = ranks(aggregated(values, made[how], weights[run], how[1]))
    low, median, high = np.quantile(found, [0.05, 0.5, 0.95], axis=0, method="nearest")
    top = max(1, round(len(table.areas) / 10))
    return Sensitivity(
        table.areas, index.rank, median, low, high, found.min(axis=0), found.max(axis=0), (found <= top).mean(axis=0),
        float(np.median(np.abs(found - index.rank))), _leave_one_out(index), runs, seed, concentration,
    )  # fmt: skip


def _drawn(
    rng: np.random.Generator, weights: Floats, used: tuple[str, ...], concentration: float, runs: int
) -> NDArray[np.float64]:
    """Weights around those chosen, drawn in alphabetical order of the indicators; a weight of zero stays zero."""
    drawn = np.zeros((runs, len(used)))
    order = [i for i in np.argsort(np.asarray(used)).tolist() if weights[i] > 0]
    if order:
        drawn[:, order] = rng.dirichlet(weights[order] * concentration, runs)
    return drawn


def _leave_one_out(index: Index) -> dict[str, Floats]:
    recipe = index.recipe
    out: dict[str, Floats] = {}
    for name, weight in zip(index.used, index.weights.tolist(), strict=True):
        if len(index.used) == 1 or weight == 0 or weight >= 1 - 1e-12:
            continue
        kept = Recipe(
            recipe.standard, recipe.aggregate, recipe.weighting, recipe.reversed - {name},
            tuple(pair for pair in recipe.weights if pair[0] != name),
        )  # fmt: skip
        out[name] = composite(index.indicators.without(name), kept).rank
    return out
