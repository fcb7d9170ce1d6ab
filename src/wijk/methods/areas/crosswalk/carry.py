"""Figures carried from source areas to target areas: counts with their totals kept, rates through what they are rates of."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from wijk.methods.areas.crosswalk.division import Floats
from wijk.methods.areas.crosswalk.matrix import Crosswalk
from wijk.methods.areas.crosswalk.messages import say
from wijk.methods.saying import Rejected

METHOD = "areas.carry/1"
SNAP = 1e-9
"""A value so close to a whole number, relatively, is that number before rounding to whole people."""


@dataclass(frozen=True, eq=False)
class Carried:
    """`values[t, j]` is figure j of target t, `nowhere[j]` what belongs to none; rates have NaN where nobody counts."""

    columns: tuple[str, ...]
    values: Floats
    nowhere: Floats
    rates: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    method: str = METHOD

    def column(self, name: str) -> Floats:
        """One figure for each target."""
        return np.asarray(self.values[:, self.columns.index(name)])


def carry(
    crosswalk: Crosswalk,
    values: Mapping[str, Floats],
    *,
    rates: Mapping[str, str] | None = None,
    whole: Collection[str] = (),
) -> Carried:
    """What are these figures in the target areas?

    `values`: column → one number a source, in the order of `crosswalk.sources`. A column in `rates` (column → its denominator,
    another column) is carried as Σ share · denominator · rate ÷ Σ share · denominator. All others are counts: the
    correctly rounded sum over targets and nowhere equals that over sources, to the last bit. Columns in `whole` stay whole
    numbers, each the floor or the ceiling of its exact value (largest remainder; ties by name of the area).

    Raises Rejected for missing values, unknown or negative denominators, and fractions among whole numbers.

    >>> import shapely
    >>> from wijk.methods.areas.crosswalk.division import Division
    >>> from wijk.methods.areas.crosswalk.matrix import crosswalk
    >>> old = Division(("a", "b"), np.array([shapely.box(0, 0, 3, 1), shapely.box(3, 0, 6, 1)]), "EPSG:31370")
    >>> new = Division(("x", "y"), np.array([shapely.box(0, 0, 2, 1), shapely.box(2, 0, 6, 1)]), "EPSG:31370")
    >>> people, income = np.array([100.0, 50.0]), np.array([10.0, 40.0])
    >>> got = carry(crosswalk(old, new), {"people": people, "income": income}, rates={"income": "people"}, whole={"people"})
    >>> got.column("people").tolist(), got.column("income").round(9).tolist()
    ([67.0, 83.0], [10.0, 28.0])
    """
    rates = dict(rates or {})
    names = tuple(values)
    table = _table(crosswalk, values, rates, frozenset(whole))
    plain = np.zeros((len(crosswalk.sources), len(names)))
    for j, name in enumerate(names):
        plain[:, j] = table[name] * table[rates[name]] if name in rates else table[name]
    parts = np.asarray(crosswalk.matrix.T @ plain)
    nowhere = crosswalk.nowhere @ plain
    for j, name in enumerate(names):
        if name in rates:
            weight = crosswalk.matrix.T @ table[rates[name]]
            parts[:, j] = np.divide(parts[:, j], weight, out=np.full(len(weight), np.nan), where=weight > 0)
            gone = float(crosswalk.nowhere @ table[rates[name]])
            nowhere[j] = nowhere[j] / gone if gone > 0 else math.nan
            continue
        parts[:, j], nowhere[j] = keep_total(table[name], parts[:, j], float(nowhere[j]))
        if name in whole:
            parts[:, j], nowhere[j] = whole_numbers(parts[:, j], float(nowhere[j]), crosswalk.targets)
    return Carried(names, parts, nowhere, rates, tuple(name for name in names if name in whole))


def keep_total(given: Floats, made: Floats, nowhere: float) -> tuple[Floats, float]:
    """Give what rounding lost or made to the largest parts, so that `math.fsum` of both sides is the same number."""
    out = [*made.tolist(), nowhere]
    goal = math.fsum(given.tolist())
    for at in sorted(range(len(out)), key=lambda at: -abs(out[at])):
        if math.fsum(out) == goal:
            break
        # What is left after this is less than the last bit of this part; the next, smaller part has finer bits.
        out[at] += math.fsum((goal, *(-part for part in out)))
    return np.array(out[:-1]), out[-1]


def whole_numbers(made: Floats, nowhere: float, names: Sequence[str]) -> tuple[Floats, float]:
    """Whole numbers with the same total, each the floor or ceiling of its part (largest remainder, Hamilton's method)."""
    parts = np.append(made, nowhere)
    near = np.rint(parts)
    parts = np.where(np.abs(parts - near) <= SNAP * np.maximum(1.0, np.abs(near)), near, parts)
    low = np.floor(parts)
    missing = round(math.fsum([*made.tolist(), nowhere])) - int(low.sum())
    order = sorted(range(len(parts)), key=lambda at: (low[at] - parts[at], at == len(names), [*names, ""][at]))
    low[order[:missing]] += 1.0
    return low[:-1], float(low[-1])


def _table(
    crosswalk: Crosswalk, values: Mapping[str, Floats], rates: Mapping[str, str], whole: frozenset[str]
) -> dict[str, Floats]:
    """The columns, checked; a rate of nothing counts for nothing, so its value is not asked for."""
    table = {name: np.array(column, dtype=np.float64) for name, column in values.items()}
    says = []
    for name, column in table.items():
        if len(column) != len(crosswalk.sources):
            raise Rejected(say("values_differ", values=len(column), units=len(crosswalk.sources)))
        base = rates.get(name)
        if name in rates and (not base or base == name):
            raise Rejected(say("rate_alone", column=name))
        if base and base not in table:
            raise Rejected(say("denominator_unknown", denominator=base, column=name, present=tuple(table)))
        if base:
            column[table[base] == 0] = 0.0
            says += [
                say("denominator_negative", denominator=base, column=name, unit=crosswalk.sources[at])
                for at in np.flatnonzero(table[base] < 0)[:20].tolist()
            ]
        says += [
            say("value_missing", column=name, unit=crosswalk.sources[at])
            for at in np.flatnonzero(~np.isfinite(column))[:20].tolist()
        ]
        if name in whole and not says:
            off = np.flatnonzero(column != np.floor(column))[:20].tolist()
            says += [say("not_whole", column=name, value=float(column[at]), unit=crosswalk.sources[at]) for at in off]
    if says:
        raise Rejected(says)
    return table
