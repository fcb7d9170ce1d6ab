"""Types of areas: groups that look alike in their indicators, with profiles, and an honest word when there are none."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wijk.methods.indices.clusters import Labels, agreement, canonical, cut, silhouette, tree
from wijk.methods.indices.composite import standardised
from wijk.methods.indices.frames import Floats, Indicators
from wijk.methods.indices.messages import say
from wijk.methods.saying import Quantity, Rejected, Saying

METHOD = "indices.typology/1"

STABLE = 0.75
"""A type whose mean Jaccard similarity under resampling is lower is not stable (C. Hennig 2007)."""
MOST = 8
RESAMPLES = 100
REFERENCES = 39
"""Clouds without groups to which the silhouette is compared; to beat them all has a chance of 1 in 40 when there are no groups."""
NOTABLE = 0.5
"""So many standard deviations from the mean, an indicator is named in a profile."""


@dataclass(frozen=True)
class Type:
    """One type: its areas, the mean of each indicator in its own unit and in standard deviations from the mean of all areas."""

    number: int
    areas: tuple[str, ...]
    mean: Floats
    profile: Floats
    stability: float


@dataclass(frozen=True)
class Choice:
    """What one number of types gives; `reference` is the silhouette that clouds without groups reach at most."""

    types: int
    silhouette: float
    least_stability: float
    reference: float

    @property
    def holds(self) -> bool:
        """Whether every type is stable and the groups stand apart more than chance makes them."""
        return self.least_stability >= STABLE and self.silhouette > self.reference


@dataclass(frozen=True)
class Typology:
    """`type_of[i]` is the type of area i from 1, or 0 when there are no stable types; `choices` show every number that was tried."""

    indicators: Indicators
    type_of: tuple[int, ...]
    types: tuple[Type, ...]
    choices: tuple[Choice, ...]
    stable: bool
    seed: int
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """How many types and why; each with what marks it."""
        if not self.choices:
            return (say("types_alike"),)
        best = max(self.choices, key=lambda c: (min(c.least_stability, STABLE), c.silhouette))
        says: list[Saying] = []
        if not self.stable and best.least_stability < STABLE:
            says.append(say("types_none", stability=Quantity(best.least_stability, 2), needed=Quantity(STABLE, 2)))
        elif not self.stable:
            width, reference = Quantity(best.silhouette, 2), Quantity(best.reference, 2)
            says.append(say("types_cloud", types=best.types, silhouette=width, reference=reference))
        if self.types:
            chosen = next(c for c in self.choices if c.types == len(self.types))
            how = "Ward + k-means"
            says.append(
                say("types_found", types=len(self.types), method=how, silhouette=Quantity(chosen.silhouette, 2))
            )
        return (*says, *(self._told(one) for one in self.types))

    def _told(self, one: Type) -> Saying:
        names = self.indicators.names
        order = np.argsort(-np.abs(one.profile), kind="stable").tolist()
        high = tuple(names[i] for i in order if one.profile[i] >= NOTABLE) or ("–",)
        low = tuple(names[i] for i in order if one.profile[i] <= -NOTABLE) or ("–",)
        stability = Quantity(one.stability, 2)
        return say("type_told", type=one.number, size=len(one.areas), stability=stability, high=high, low=low)


def typology(
    table: Indicators,
    *,
    types: int | None = None,
    most: int = MOST,
    seed: int = 0,
    progress: Callable[[float, float], None] | None = None,
) -> Typology:
    """Which areas are alike, and do such types exist at all?

    Indicators are z-scores. For each number of types from 2 to `most`, Ward's tree refined by k-means; stability of each type is its mean
    Jaccard similarity over 100 samples of areas with replacement (C. Hennig, Computational Statistics & Data Analysis 52, 2007, 258–271);
    the silhouette must beat that of normal clouds with the same correlations (after Y. Liu, D. Hayes, A. Nobel, J. Marron, JASA 103,
    2008, 1281–1293). Of the numbers that hold, the highest silhouette is taken; when none holds there are no stable types.
    `types` asks for a number all the same; its stability is told. Neither the order of areas nor of indicators matters.
    """
    n = len(table.areas)
    if types is not None and not 2 <= types <= max(2, n - 1):
        raise Rejected(say("types_range", value=types, areas=n, most=max(2, n - 1)))
    columns = sorted(
        (i for i in range(len(table.names)) if np.ptp(table.values[:, i]) > 0), key=lambda i: table.names[i]
    )
    z = standardised(table.values[:, columns], "z")
    distinct = len(np.unique(z, axis=0)) if columns else 1
    if distinct < 2:
        return Typology(table, (0,) * n, (), (), False, seed)
    order = canonical(z)
    rows = z[order]
    tried = [types] if types else list(range(2, max(2, min(most, distinct - 1, n - 1)) + 1))
    tried = [k for k in tried if k <= distinct]
    if not tried:
        raise Rejected(say("types_range", value=types or 0, areas=n, most=distinct))
    choices, labels, stability = _tried(rows, tried, np.random.default_rng(seed), progress or _silent)
    held = [c for c in choices if c.holds]
    best = max(held, key=lambda c: c.silhouette) if held else None
    chosen = choices[0] if types else best
    if chosen is None:
        return Typology(table, (0,) * n, (), tuple(choices), False, seed)
    found = np.empty(n, dtype=np.int64)
    found[order] = labels[chosen.types] + 1
    made = _types(table, found, stability[chosen.types])
    return Typology(table, tuple(found.tolist()), made, tuple(choices), chosen.holds, seed)


def _tried(
    rows: Floats, tried: list[int], rng: np.random.Generator, progress: Callable[[float, float], None]
) -> tuple[list[Choice], dict[int, Labels], dict[int, Floats]]:
    ward = tree(rows)
    labels = {k: cut(rows, ward, k) for k in tried}
    width = {k: silhouette(rows, labels[k]) for k in tried}
    similar: dict[int, list[Floats]] = {k: [] for k in tried}
    for run in range(RESAMPLES):
        progress(run, RESAMPLES + REFERENCES)
        drawn = np.sort(rng.integers(0, len(rows), len(rows)))
        sample = rows[drawn]
        if len(np.unique(sample, axis=0)) < max(tried):
            continue
        again = tree(sample)
        for k in tried:
            own = labels[k][drawn]
            found = np.full(int(labels[k].max()) + 1, np.nan)
            got = agreement(own, cut(sample, again, k))
            found[: len(got)] = got
            similar[k].append(found)
    stability = {k: np.nanmean(np.array(similar[k]), axis=0) if similar[k] else np.zeros(k) for k in tried}
    reference = _reference(rows, tried, rng, progress)
    choices = [
        Choice(k, width[k], float(np.nan_to_num(stability[k]).min()), float(highest))
        for k, highest in zip(tried, reference, strict=True)
    ]
    return choices, labels, stability


def _reference(
    rows: Floats, tried: list[int], rng: np.random.Generator, progress: Callable[[float, float], None]
) -> Floats:
    """What the silhouette must beat at each number of types: clouds with the same correlations and no groups.

    Silhouettes at each number are set to mean 0 and deviation 1 over the clouds; the highest of all, back in the units of each number,
    is the bar. So the chance to pass anywhere without groups is 1 in 40, however many numbers are tried.
    """
    size, direction = np.linalg.eigh(np.atleast_2d(np.cov(rows, rowvar=False)))
    spread = direction * np.sqrt(np.maximum(size, 0))
    found = np.empty((REFERENCES, len(tried)))
    for run in range(REFERENCES):
        progress(RESAMPLES + run, RESAMPLES + REFERENCES)
        cloud = rng.standard_normal(rows.shape) @ spread.T
        cloud = cloud[canonical(cloud)]
        ward = tree(cloud)
        found[run] = [silhouette(cloud, cut(cloud, ward, k)) for k in tried]
    mean, deviation = found.mean(axis=0), np.maximum(found.std(axis=0), 1e-12)
    return np.asarray(mean + deviation * float(((found - mean) / deviation).max()))


def _types(table: Indicators, found: Labels, stability: Floats) -> tuple[Type, ...]:
    mean, spread = table.values.mean(axis=0), table.values.std(axis=0)
    made = []
    for number in range(1, int(found.max()) + 1):
        here = found == number
        own = table.values[here].mean(axis=0)
        profile = np.divide(own - mean, spread, out=np.zeros(len(own)), where=spread > 0)
        areas = tuple(area for area, member in zip(table.areas, here.tolist(), strict=True) if member)
        made.append(Type(number, areas, own, profile, float(stability[number - 1])))
    return tuple(made)


def _silent(_done: float, _total: float) -> None:
    """No progress is shown."""
