"""A composite index: indicators standardised, oriented, weighted and aggregated, with each step shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import rankdata

from wijk.methods.indices.frames import Floats, Indicators, one_of
from wijk.methods.indices.messages import say
from wijk.methods.saying import Rejected, Saying, Share

METHOD = "indices.composite/1"

Standard = Literal["z", "minmax", "rank", "percentile"]
Aggregate = Literal["mean", "geometric", "rank"]
Weighting = Literal["equal", "given", "pca"]
STANDARDS: tuple[Standard, ...] = ("z", "minmax", "rank", "percentile")
AGGREGATES: tuple[Aggregate, ...] = ("mean", "geometric", "rank")
LEAST = 0.01
"""Where a geometric mean is taken, standardised values lie from this to 1, so that one lowest value does not make the whole index 0."""


@dataclass(frozen=True)
class Recipe:
    """How an index is made. `reversed` indicators count the other way round; `weights` are used when `weighting` is "given"."""

    standard: Standard = "z"
    aggregate: Aggregate = "mean"
    weighting: Weighting = "equal"
    reversed: frozenset[str] = frozenset()
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Index:
    """`score[i]` and `rank[i]` (1 is the highest; equals share the better) of area i, and what was made of each indicator on the way.

    `standardised` (areas × used indicators) is oriented, so that high always raises the index; `share` of the first component is NaN
    unless weights came from it.
    """

    recipe: Recipe
    indicators: Indicators
    used: tuple[str, ...]
    constant: tuple[str, ...]
    standardised: Floats
    weights: Floats
    score: Floats
    rank: Floats
    share: float = float("nan")
    against: tuple[str, ...] = ()
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """Each step, in order."""
        table, recipe = self.indicators, self.recipe
        says = [say("index_of", areas=len(table.areas), indicators=len(self.used))]
        if table.dropped:
            says.append(say("missing_dropped", count=len(table.dropped), areas=table.dropped))
        if table.filled:
            says.append(say("missing_mean", count=table.gaps, areas=table.filled))
        says += [say("constant", indicator=name) for name in self.constant]
        says += [say("oriented", indicator=name) for name in self.used if name in recipe.reversed]
        says.append(say("standard_rank" if recipe.aggregate == "rank" else f"standard_{recipe.standard}"))
        told = tuple(f"{name} {weight:.3f}" for name, weight in zip(self.used, self.weights, strict=True))
        if recipe.weighting == "pca":
            says.append(say("weights_pca", share=Share(self.share), weights=told))
            says += [say("pca_sign", indicator=name) for name in self.against]
        else:
            says.append(say("weights_given", weights=told) if recipe.weighting == "given" else say("weights_equal"))
        return (*says, say(f"aggregate_{recipe.aggregate}"))


def composite(table: Indicators, recipe: Recipe | None = None) -> Index:
    """Which areas score high on these indicators together?

    Indicators are standardised over all areas, turned so that high raises the index, weighted (weights add up to 1) and aggregated. An
    indicator that is the same everywhere is left out and told. The order of areas and of indicators changes nothing. Source: OECD and
    JRC, Handbook on Constructing Composite Indicators, 2008, steps 5 and 6.

    >>> from wijk.methods.indices.frames import indicators
    >>> table = indicators(["a", "b", "c"], {"unemployment": [5, 10, 15], "income": [30, 20, 10]})
    >>> composite(table, Recipe("minmax", reversed=frozenset({"income"}))).score.tolist()
    [0.0, 0.5, 1.0]
    """
    recipe = recipe or Recipe()
    one_of("standard", recipe.standard, STANDARDS)
    one_of("aggregate", recipe.aggregate, AGGREGATES)
    one_of("weighting", recipe.weighting, ("equal", "given", "pca"))
    if recipe.aggregate == "geometric" and recipe.standard == "z":
        raise Rejected(say("geometric_range"))
    _refuse_unknown(table, (*recipe.reversed, *(name for name, _ in recipe.weights)))
    varied = np.ptp(table.values, axis=0) > 0
    used = tuple(name for name, own in zip(table.names, varied.tolist(), strict=True) if own)
    values = table.values[:, varied] * np.where([name in recipe.reversed for name in used], -1.0, 1.0)
    weights, share, against = _weights(values, used, recipe)
    made = standardised(values, recipe.standard)
    score = aggregated(values, made, weights, recipe.aggregate)
    return Index(
        recipe,
        table,
        used,
        tuple(n for n in table.names if n not in used),
        made,
        weights,
        score,
        ranks(score),
        share,
        against,
    )


def standardised(values: Floats, how: Standard) -> Floats:
    """Columns made comparable; every column varies. z: (x − mean) ÷ standard deviation of the population."""
    if how == "z":
        # summed in order of size, so that the order of areas changes no bit
        ordered = np.sort(values, axis=0)
        return np.asarray((values - ordered.mean(axis=0)) / ordered.std(axis=0)) if values.size else values
    if how == "minmax":
        low = values.min(axis=0)
        return np.asarray((values - low) / (values.max(axis=0) - low))
    rank = np.asarray(rankdata(values, axis=0), dtype=np.float64).reshape(values.shape)
    return rank if how == "rank" else (rank - 0.5) / max(len(values), 1)


def aggregated(values: Floats, made: Floats, weights: Floats, how: Aggregate) -> Floats:
    """One score an area. Products are added in order of size, so that the order of indicators changes no bit."""
    if how == "rank":
        made = standardised(values, "rank") if values.size else values
    elif how == "geometric":
        top = made.max(axis=0) if made.size else 1.0
        made = np.log(LEAST + (1 - LEAST) * made / top)
    added = np.sort(made * weights, axis=1).sum(axis=1)
    return np.asarray(np.exp(added) if how == "geometric" else added)


def ranks(score: Floats) -> Floats:
    """Places from 1 for the highest; scores that agree to twelve digits are equals and share the better place."""
    scale = float(np.abs(score).max(initial=0.0)) or 1.0
    return np.asarray(rankdata(-np.round(score / scale, 12), method="min"), dtype=np.float64)


def _weights(values: Floats, used: tuple[str, ...], recipe: Recipe) -> tuple[Floats, float, tuple[str, ...]]:
    if recipe.weighting == "pca" and len(used) > 1:
        return component_weights(values, used)
    raw = np.ones(len(used))
    if recipe.weighting == "given":
        given = _given(recipe.weights)
        raw = np.array([given.get(name, 0.0) for name in used])
    if len(used) and not raw.sum() > 0:
        raise Rejected(say("weights_zero"))
    return raw / raw.sum() if len(used) else raw, 1.0 if recipe.weighting == "pca" else float("nan"), ()


def component_weights(values: Floats, used: tuple[str, ...]) -> tuple[Floats, float, tuple[str, ...]]:
    """Squared loadings on the first principal component of the correlations, its share of the variance, and who points against it."""
    correlation = np.corrcoef(standardised(values, "z"), rowvar=False)
    size, direction = np.linalg.eigh(correlation)
    first = direction[:, -1]
    first = first if first.sum() >= 0 else -first
    against = tuple(name for name, own in zip(used, first.tolist(), strict=True) if own < 0)
    return first**2 / float((first**2).sum()), float(size[-1] / size.sum()), against


def _given(weights: tuple[tuple[str, float], ...]) -> Mapping[str, float]:
    for name, weight in weights:
        if not (np.isfinite(weight) and weight >= 0):
            raise Rejected(say("weight_wrong", indicator=name, value=str(weight)))
    return dict(weights)


def _refuse_unknown(table: Indicators, names: Collection[str]) -> None:
    unknown = [name for name in names if name not in table.names]
    if unknown:
        raise Rejected([say("indicator_unknown", name=name, known=table.names) for name in unknown])
