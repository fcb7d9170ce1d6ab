"""What is divided, and by which rules: units with their borders, weights, pins. Checked once, here."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.saying import Rejected

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Borders:
    """Pairs of units that touch: `one[i]` and `other[i]` along `length[i]` metres.

    `barrier` is the length of it that lies along barriers (times their weight), `forbidden` says that no region may hold both sides.
    """

    one: Ints
    other: Ints
    length: Floats
    barrier: Floats | None = None
    forbidden: Bools | None = None

    def __len__(self) -> int:
        return len(self.one)


@dataclass(frozen=True)
class Units:
    """The smallest pieces. `area` (m²) and `perimeter` (m) are None for a graph without geometry.

    `within[i]` names the larger area that no region with unit i may leave; `start[i]` the region where it is today.
    """

    ids: Sequence[str]
    population: Floats
    borders: Borders
    area: Floats | None = None
    perimeter: Floats | None = None
    attributes: Mapping[str, Floats] = field(default_factory=dict)
    within: Sequence[str] | None = None
    start: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Weights:
    """How much each criterion counts; those for which there is nothing to measure drop out, and the rest is scaled to one."""

    homogeneity: float = 1.0
    compactness: float = 0.5
    balance: float = 0.2
    barriers: float = 0.5
    start: float = 0.5

    @classmethod
    def of(cls, given: Mapping[str, object]) -> "Weights":
        """Weights out of a mapping; what is not named keeps its default. Raises Rejected for unknown names and faulty numbers."""
        known = tuple(one.name for one in fields(cls))
        checked: dict[str, float] = {}
        for name, value in given.items():
            if name not in known:
                raise Rejected(say("weight_unknown", name=str(name)[:60], known=known))
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
                raise Rejected(say("weight_wrong", name=name))
            checked[name] = float(value)
        weights = cls(**checked)
        if not any(getattr(weights, name) for name in known):
            raise Rejected(say("weight_wrong", name=", ".join(known)))
        return weights


@dataclass(frozen=True)
class Pins:
    """What people have settled: units that go together, that stay apart, that belong to a named region, that stand alone.

    A unit (or a group of units that touch) that stands alone is a region of its own and is not held to floor and
    ceiling: a park, a cemetery, a station.
    """

    together: Sequence[Sequence[str]] = ()
    apart: Sequence[Sequence[str]] = ()
    region: Mapping[str, Sequence[str]] = field(default_factory=dict)
    alone: Sequence[str | Sequence[str]] = ()


@dataclass(frozen=True)
class Rules:
    """What every region must keep. Without `regions` there are as many as the floor allows, as far as can be found."""

    regions: int | None = None
    floor: float = 0.0
    ceiling: float = math.inf
    pins: Pins = field(default_factory=Pins)


def check_units(units: Units) -> None:
    """Raise Rejected when the units cannot be used, with all that is wrong."""
    count = len(units.ids)
    if not count:
        raise Rejected(say("no_units"))
    _check_lengths(units, count)
    _check_ids(units.ids)
    found = []
    if wrong := _names(units, ~(np.isfinite(units.population) & (units.population >= 0))):
        found.append(say("population_wrong", units=wrong))
    for name, values in units.attributes.items():
        if wrong := _names(units, ~np.isfinite(values)):
            found.append(say("attribute_wrong", attribute=name, units=wrong))
    for measure in (units.area, units.perimeter):
        if measure is not None and (wrong := _names(units, ~(np.isfinite(measure) & (measure > 0)))):
            found.append(say("surface_wrong", units=wrong))
            break
    if found:
        raise Rejected(found)
    _check_borders(units, count)


def check_rules(rules: Rules) -> None:
    """Raise Rejected when the rules contradict themselves."""
    if rules.regions is not None and (isinstance(rules.regions, bool) or rules.regions < 1):
        raise Rejected(say("regions_wrong", regions=rules.regions))
    if not (0 <= rules.floor < math.inf and rules.floor <= rules.ceiling):
        raise Rejected(say("bounds_wrong", floor=rules.floor, ceiling=rules.ceiling))
    if rules.regions is None and rules.floor <= 0:
        raise Rejected(say("nothing_asked"))


def _check_lengths(units: Units, count: int) -> None:
    columns: dict[str, Sequence[object] | NDArray[np.float64] | None] = {
        "population": units.population, "area": units.area, "perimeter": units.perimeter,
        "within": units.within, "start": units.start, **units.attributes,
    }  # fmt: skip
    for name, values in columns.items():
        if values is not None and len(values) != count:
            raise Rejected(say("lengths_differ", what=name, found=len(values), expected=count))


def _check_ids(ids: Sequence[str]) -> None:
    seen: set[str] = set()
    twice = sorted({one for one in ids if one in seen or seen.add(one)})  # type: ignore[func-returns-value]
    if twice:
        raise Rejected(say("unit_twice", units=some(twice)))


def _names(units: Units, wrong: Bools) -> str:
    return some([str(units.ids[i]) for i in np.flatnonzero(wrong).tolist()])


def _check_borders(units: Units, count: int) -> None:
    borders = units.borders
    ends = np.concatenate([borders.one, borders.other])
    if len(ends) and (ends.min() < 0 or ends.max() >= count):
        raise Rejected(say("border_unknown", unit=str(int(ends[(ends < 0) | (ends >= count)][0]))))
    low, high = np.minimum(borders.one, borders.other), np.maximum(borders.one, borders.other)
    _, first = np.unique(low * count + high, return_index=True)
    wrong = ~np.isfinite(borders.length) | (borders.length < 0) | (low == high)
    wrong |= ~np.isin(np.arange(len(low)), first)
    if wrong.any():
        i = int(np.flatnonzero(wrong)[0])
        raise Rejected(say("border_wrong", one=units.ids[low[i]], other=units.ids[high[i]]))
