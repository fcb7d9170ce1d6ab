"""What the outcome hangs on: each uncertain number moved alone, the value at which the choice turns, and all of them drawn at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from wijk.methods.costing.lifecycle import World, present_values
from wijk.methods.costing.messages import say
from wijk.methods.costing.plan import Basis, Plan, Range
from wijk.methods.saying import Rejected

METHOD = "costing.sensitivity/1"
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_DRAWS = 1_000_000
_CHUNK = 4_096
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Unknown:
    """One number that may be off: the rate, a growth rate, or the amount of an item (or of several that move together)."""

    kind: Literal["rate", "growth", "amount"]
    name: str
    stated: float
    within: Range
    members: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Swing:
    """The outcome at both ends of one unknown, the others as planned; `turns` are the values at which the sign of the outcome changes."""

    unknown: Unknown
    at_low: float
    at_high: float
    turns: tuple[float, ...]

    @property
    def width(self) -> float:
        """How much the outcome moves."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Spread:
    """Quantiles of an outcome over all draws, and the share of draws in which it is above zero."""

    quantiles: Mapping[float, float]
    mean: float
    positive: float


@dataclass(frozen=True)
class Sensitivity:
    """Outcome: the net savings of `variant` against the reference, or without another variant the present cost itself."""

    method: str
    basis: Basis
    variant: str
    swings: tuple[Swing, ...]
    draws: int
    seed: int
    spread: Spread | None


def unknowns(plan: Plan) -> tuple[Unknown, ...]:
    """Every number of the plan that states a range; items with the same `together` are one unknown."""
    found: list[Unknown] = []
    if plan.rate_within:
        found.append(Unknown("rate", "", plan.rate.rates[0], plan.rate_within))
    found += [Unknown("growth", name, plan.growth[name], within) for name, within in plan.growth_within.items()]
    shared: dict[str, list[tuple[str, int]]] = {}
    for variant in plan.variants:
        for index, item in enumerate(variant.items):
            if item.within and item.counted:
                shared.setdefault(item.together or f"{variant.id}\0{index}", []).append((variant.id, index))
    return (*found, *(_amount(plan, members) for members in shared.values()))


def sensitivity(
    plan: Plan, variant: str, *, draws: int = 0, seed: int = 0, progress: Callable[[float, float], None] | None = None
) -> Sensitivity:
    """On what does the choice for a variant hang?

    One at a time (ordered by how much the outcome moves), with break-even values; and with `draws`, all ranges drawn at once from PCG64 seeded with
    `seed`, the same draws for both variants. The same plan, number of draws and seed give the same answer everywhere.

    Raises `Rejected` for a variant that is not there, for a seed below zero, or for too few or too many draws.
    """
    if variant not in {one.id for one in plan.variants}:
        raise Rejected(say("variant_unknown", variant=variant, known=tuple(one.id for one in plan.variants)))
    if draws and not 100 <= draws <= MOST_DRAWS:
        raise Rejected(say("draws_range", draws=draws, most=MOST_DRAWS))
    if seed < 0:
        raise Rejected(say("seed_negative", seed=str(seed)[:40]))
    own = unknowns(plan)
    swings = sorted((_swing(plan, variant, one) for one in own), key=lambda swing: -swing.width)
    relevant = tuple(swing for swing in swings if swing.width > 0)
    spread = _spread(plan, variant, own, draws, seed, progress) if draws and own else None
    return Sensitivity(METHOD, plan.decide_on, variant, relevant, draws if spread else 0, seed, spread)


def outcome(plan: Plan, variant: str, world: World) -> Floats:
    """Net savings against the reference; the present cost when the variant is the reference."""
    own = present_values(plan, plan.variant(variant), world)[plan.decide_on]
    if variant == plan.reference:
        return own
    return np.asarray(present_values(plan, plan.variant(plan.reference), world)[plan.decide_on] - own)


def _amount(plan: Plan, members: list[tuple[str, int]]) -> Unknown:
    items = [(plan.variant(variant), plan.variant(variant).items[index]) for variant, index in members]
    first = items[0][1]
    same = len(members) > 1
    name = first.together if same else f"{items[0][0].title}: {first.name}"
    assert first.within is not None
    return Unknown("amount", name, float(first.amount), first.within, tuple(members))


def _world(plan: Plan, one: Unknown, value: ArrayLike) -> World:
    """The world in which one unknown has these values (shape of `value`), the others as planned."""
    return _worlds(plan, [(one, np.asarray(value, dtype=np.float64))])


def _worlds(plan: Plan, moved: Iterable[tuple[Unknown, Floats]]) -> World:
    shift: ArrayLike = 0.0
    growth: dict[str, ArrayLike] = {}
    amounts: dict[tuple[str, int], ArrayLike] = {}
    for one, values in moved:
        if one.kind == "rate":
            shift = values - one.stated
        elif one.kind == "growth":
            growth[one.name] = values
        else:
            width = one.within.high - one.within.low
            place = (values - one.within.low) / width if width else np.zeros_like(values)
            for variant, index in one.members:
                within = plan.variant(variant).items[index].within
                assert within is not None
                amounts[variant, index] = within.low + place * (within.high - within.low)
    return World(shift, growth, amounts)


def _swing(plan: Plan, variant: str, one: Unknown) -> Swing:
    ends = np.broadcast_to(outcome(plan, variant, _world(plan, one, [one.within.low, one.within.high])), (2,))
    turns = () if variant == plan.reference else _turns(plan, variant, one)
    return Swing(one, float(ends[0]), float(ends[1]), turns)


def _turns(plan: Plan, variant: str, one: Unknown) -> tuple[float, ...]:
    """Every value within the range at which the outcome changes sign, found between 401 steps."""
    grid = np.linspace(one.within.low, one.within.high, 401)
    values = np.broadcast_to(outcome(plan, variant, _world(plan, one, grid)), grid.shape)
    found = grid[values == 0].tolist()
    for i in np.flatnonzero(values[:-1] * values[1:] < 0).tolist():
        found.append(float(brentq(lambda x: float(outcome(plan, variant, _world(plan, one, x))), grid[i], grid[i + 1])))
    return tuple(sorted(found)) if len(found) < len(grid) else ()


def _spread(
    plan: Plan,
    variant: str,
    own: tuple[Unknown, ...],
    draws: int,
    seed: int,
    progress: Callable[[float, float], None] | None,
) -> Spread:
    generator = np.random.Generator(np.random.PCG64(seed))
    parts = []
    for start in range(0, draws, _CHUNK):
        size = min(_CHUNK, draws - start)
        uniform = generator.random((size, len(own)))
        world = _worlds(plan, [(one, _drawn(one, uniform[:, i])) for i, one in enumerate(own)])
        parts.append(np.broadcast_to(outcome(plan, variant, world), (size,)))
        if progress:
            progress(start + size, draws)
    values = np.concatenate(parts)
    quantiles = {q: float(v) for q, v in zip(QUANTILES, np.quantile(values, QUANTILES), strict=True)}
    return Spread(quantiles, float(values.mean()), float((values > 0).mean()))


def _drawn(one: Unknown, uniform: Floats) -> Floats:
    """Values of an unknown by inverting its distribution."""
    low, high, peak = one.within.low, one.within.high, one.stated
    width = high - low
    if one.within.shape == "uniform" or width == 0:
        return np.asarray(low + uniform * width)
    turn = (peak - low) / width
    rising = low + np.sqrt(uniform * width * (peak - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - peak))
    return np.where(uniform < turn, rising, falling)
