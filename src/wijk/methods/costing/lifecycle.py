"""What each variant costs over the whole period, direct and extended, in the structure of ISO 15686-5.

ISO 15686-5:2017 (*Buildings and constructed assets — Service life planning — Part 5: Life-cycle costing*): life-cycle cost is construction,
operation, maintenance and end of life; whole-life cost adds non-construction costs, income and effects on others, and is called extended here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wijk.methods.costing.messages import as_share, rates, say
from wijk.methods.costing.plan import CAPITAL, EFFECTS, HEADINGS, KINDS, Basis, Item, Kind, Plan, Variant
from wijk.methods.costing.rates import Floats, annuity_factor, moments
from wijk.methods.saying import Money, Rejected, Saying

METHOD = "costing.total/1"
Part = Literal["amount", "vat", "subsidy", "residual"]


@dataclass(frozen=True)
class World:
    """One state of the world, or many at once (arrays of one shape): how rate, growth rates and amounts differ from the plan."""

    rate_shift: ArrayLike = 0.0
    growth: Mapping[str, ArrayLike] = field(default_factory=dict)
    amounts: Mapping[tuple[str, int], ArrayLike] = field(default_factory=dict)


AS_PLANNED = World()


@dataclass(frozen=True)
class Line:
    """One item, or its tax, subsidy or residual value: the sum over the years, undiscounted, and what it is worth now. Credits are negative."""

    name: str
    kind: Kind
    part: Part
    heading: str
    sum: float
    present: float
    counted: bool = True


@dataclass(frozen=True)
class PerArea:
    """Euro per square metre and year has two meanings: present value ÷ area ÷ years, and the equal yearly payment ÷ area."""

    spread: float
    annuity: float


@dataclass(frozen=True)
class VariantCost:
    """The costs of one variant; `flows[basis][y]` is what is paid in year y (0 is now), credits negative, at the prices of the plan."""

    id: str
    title: str
    lines: tuple[Line, ...]
    direct: float
    extended: float
    direct_annuity: float
    extended_annuity: float
    direct_per_area: PerArea | None
    extended_per_area: PerArea | None
    capital: float
    running: float
    flows: Mapping[Basis, tuple[float, ...]]
    headings_absent: tuple[str, ...]
    effects_absent: tuple[str, ...]

    def of_kind(self, kind: Kind) -> float:
        """The present value of one kind, with its taxes, less its subsidies and residual values."""
        return float(sum(line.present for line in self.lines if line.kind == kind))

    def total(self, basis: Basis) -> float:
        """The present value on one basis."""
        return self.direct if basis == "direct" else self.extended


@dataclass(frozen=True)
class TotalCost:
    """The answer: every variant, in the order of the plan."""

    method: str
    plan: Plan
    annuity_factor: float
    variants: tuple[VariantCost, ...]

    def of(self, name: str) -> VariantCost:
        """One variant by its id."""
        return next(one for one in self.variants if one.id == name)

    def explain(self) -> tuple[Saying, ...]:
        """On what the sums rest, then each variant in a sentence, then what is missing."""
        return (*_terms(self), *(said for one in self.variants for said in _told(self.plan, one)), *_missing(self))


def total_cost(plan: Plan) -> TotalCost:
    """What does each variant cost over the whole period?

    Amounts rise to the moment of payment and are discounted from that same moment, so constant prices with a real rate and current prices with the
    matching nominal rate give the same answer. A residual value and the end of life stand at the end of the last year whatever the convention.

    >>> from wijk.methods.costing.reading import read_plan
    >>> plan = read_plan({"title": "Fan", "years": 20, "prices": "constant", "rate": {"real": 0.03}, "area_m2": 1000, "variant": {"base": {
    ...     "investment": [{"name": "plant", "amount": 103000}], "replacement": [{"name": "fan", "amount": 12000, "years": [12]}],
    ...     "operation": [{"name": "electricity", "amount": 30000}], "maintenance": [{"name": "upkeep", "amount": 7000}],
    ...     "residual": [{"name": "plant", "amount": 3500}]}}})
    >>> cost = total_cost(plan).variants[0]
    >>> round(cost.direct, 2), round(cost.direct_per_area.spread, 2), round(cost.direct_per_area.annuity, 2)
    (659945.26, 33.0, 44.36)
    """
    factor = annuity_factor(plan.rate, plan.years, plan.convention)
    return TotalCost(METHOD, plan, factor, tuple(_variant_cost(plan, one, factor) for one in plan.variants))


def present_values(plan: Plan, variant: Variant, world: World = AS_PLANNED) -> dict[Basis, Floats]:
    """The present cost of a variant in one or many states of the world (shape of the world's arrays)."""
    totals: dict[Basis, Floats] = {"direct": np.zeros(()), "extended": np.zeros(())}
    for index, item in enumerate(variant.items):
        worth = item_value(plan, variant.id, index, item, world)
        totals["extended"] = totals["extended"] + worth
        if item.kind != "externality":
            totals["direct"] = totals["direct"] + worth
    return totals


def item_value(plan: Plan, variant: str, index: int, item: Item, world: World = AS_PLANNED) -> Floats:
    """The signed present value of one item with its tax, subsidy and residual value."""
    paid, left = unit_value(plan, item, world)
    amount = np.asarray(world.amounts.get((variant, index), float(item.amount)), dtype=np.float64)
    return np.asarray(item.sign * amount * (paid * (1 + item.vat - item.subsidy) - left), dtype=np.float64)


def unit_value(plan: Plan, item: Item, world: World = AS_PLANNED) -> tuple[Floats, Floats]:
    """Of one unit of an item's amount: the present value of all times it is paid, and of what is left of it at the end."""
    growth = np.asarray(world.growth.get(item.price, item.growth) if item.price else item.growth, dtype=np.float64)
    times = _times(plan, item)
    paid = (_risen(growth, times) * plan.rate.factors(times, world.rate_shift)).sum(axis=-1)
    end = np.asarray([float(plan.years)])
    left = _left(plan, item) * (_risen(growth, end) * plan.rate.factors(end, world.rate_shift))[..., 0]
    return np.asarray(paid), np.asarray(left)


def _risen(growth: Floats, times: Floats) -> Floats:
    return np.asarray((1 + growth[..., None]) ** times)


def _times(plan: Plan, item: Item) -> Floats:
    if item.kind in ("residual", "end_of_life"):
        return np.asarray(item.years, dtype=np.float64)
    return moments(item.years, plan.convention)


def _left(plan: Plan, item: Item) -> float:
    """What part of one payment is not used up at the end, by straight line, over all payments whose life still runs."""
    if not item.life:
        return 0.0
    return sum(max(0.0, 1 - (plan.years - year) / item.life) for year in item.years)


def _variant_cost(plan: Plan, variant: Variant, factor: float) -> VariantCost:
    lines = tuple(line for item in variant.items for line in _lines(plan, item))
    direct = sum(line.present for line in lines if line.kind != "externality")
    extended = sum(line.present for line in lines)
    capital = sum(line.present for line in lines if line.kind in CAPITAL)
    if not np.isfinite(extended):
        raise Rejected(say("beyond_reckoning", variant=variant.title))
    used = {item.heading for item in variant.items if item.counted}
    return VariantCost(
        id=variant.id,
        title=variant.title,
        lines=lines,
        direct=direct,
        extended=extended,
        direct_annuity=direct / factor,
        extended_annuity=extended / factor,
        direct_per_area=_per_area(plan, direct, factor),
        extended_per_area=_per_area(plan, extended, factor),
        capital=capital,
        running=direct - capital,
        flows={"direct": _flows(plan, variant, "direct"), "extended": _flows(plan, variant, "extended")},
        headings_absent=tuple(one for one in HEADINGS if one not in used),
        effects_absent=tuple(one for one in EFFECTS if one not in used),
    )


def _per_area(plan: Plan, present: float, factor: float) -> PerArea | None:
    if plan.area is None:
        return None
    area = float(plan.area)
    return PerArea(present / area / plan.years, present / factor / area)


def _lines(plan: Plan, item: Item) -> list[Line]:
    """The item, and apart from it what tax, subsidy and residual value do."""
    paid, left = (float(one) for one in unit_value(plan, item))
    times = _times(plan, item)
    risen = float(_risen(np.asarray(item.growth), times).sum())
    remains = _left(plan, item) * (1 + item.growth) ** plan.years
    amount = item.sign * float(item.amount)
    parts: Sequence[tuple[Part, float, float]] = (
        ("amount", risen, paid),
        ("vat", item.vat * risen, item.vat * paid),
        ("subsidy", -item.subsidy * risen, -item.subsidy * paid),
        ("residual", -remains, -left),
    )
    return [
        Line(item.name, item.kind, part, item.heading, amount * total, amount * now, item.counted)
        for part, total, now in parts
        if part == "amount" or total
    ]


def _flows(plan: Plan, variant: Variant, basis: Basis) -> tuple[float, ...]:
    """What is paid in each year, 0 to the last, at the prices of the plan."""
    row = np.zeros(plan.years + 1)
    for year, _, amount in payments(plan, variant, basis):
        row[year] += amount
    return tuple(row.tolist())


def payments(plan: Plan, variant: Variant, basis: Basis) -> Iterator[tuple[int, float, float]]:
    """Every payment of a variant: its year, its moment in years from now, its amount at the prices of the plan (credits negative)."""
    for item in variant.items:
        if basis == "direct" and item.kind == "externality":
            continue
        amount = item.sign * float(item.amount)
        for year, time in zip(item.years, _times(plan, item).tolist(), strict=True):
            yield year, time, amount * (1 + item.vat - item.subsidy) * (1 + item.growth) ** time
        if item.life:
            yield plan.years, float(plan.years), -amount * _left(plan, item) * (1 + item.growth) ** plan.years


def money(plan: Plan, amount: float, *, whole: bool = True) -> Money:
    """A discounted sum to show: to the unit of the currency, or to the cent."""
    return Money(round(amount) * 100 if whole else round(amount * 100), plan.currency)


def _terms(result: TotalCost) -> list[Saying]:
    plan = result.plan
    said = [
        say(
            f"terms_{plan.prices}",
            years=plan.years,
            rate=rates(plan.rate.rates),
            inflation=as_share(plan.inflation or 0),
        )
    ]
    if plan.price_year:
        said.append(say("terms_price_year", year=str(plan.price_year)))
    said += [say(f"terms_growth_{plan.prices}", name=name, rate=as_share(rate)) for name, rate in plan.growth.items()]
    return [*said, say(f"terms_{plan.convention}")]


def _told(plan: Plan, one: VariantCost) -> list[Saying]:
    said = [
        say("variant_direct", variant=one.title, total=money(plan, one.direct), yearly=money(plan, one.direct_annuity))
    ]
    if any(line.kind == "externality" for line in one.lines):
        said.append(
            say(
                "variant_extended",
                variant=one.title,
                total=money(plan, one.extended),
                yearly=money(plan, one.extended_annuity),
            )
        )
    if one.direct_per_area:
        spread, annuity = one.direct_per_area.spread, one.direct_per_area.annuity
        said.append(
            say(
                "variant_area",
                variant=one.title,
                spread=money(plan, spread, whole=False),
                annuity=money(plan, annuity, whole=False),
            )
        )
    return said


def _missing(result: TotalCost) -> list[Saying]:
    said = [
        say("value_empty", name=value.name, place=value.place, source=value.source)
        for value in result.plan.values.values()
        if value.amount is None
    ]
    said += [
        say(
            "effect_uncounted",
            variant=one.title,
            name=item.name,
            quantity=item.quantity,
            unit=result.plan.values[item.value].unit,
        )
        for one in result.plan.variants
        for item in one.items
        if not item.counted
    ]
    for one in result.variants:
        if one.headings_absent:
            said.append(say("headings_absent", variant=one.title, headings=_headings(one.headings_absent)))
        if one.effects_absent:
            said.append(say("effects_absent", variant=one.title, effects=_headings(one.effects_absent)))
    return said


def _headings(names: Sequence[str]) -> tuple[Saying, ...]:
    return tuple(say(f"heading_{name}") for name in names)


def kinds_used(result: TotalCost) -> tuple[Kind, ...]:
    """The kinds that occur in any variant, in their usual order."""
    return tuple(kind for kind in KINDS if any(line.kind == kind for one in result.variants for line in one.lines))
