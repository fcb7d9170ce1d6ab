"""A total-cost plan out of plain data (`wijk cost FILE.toml`): names, units and rates are checked before anything is reckoned."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.items import items_of
from wijk.methods.costing.plan import BASES, PRICES, Plan, Range, UnitValue, Variant
from wijk.methods.costing.rates import CONVENTIONS, Steps, nominal, real

LONGEST = 200
_WORST = Fraction(-9, 10)


def read_plan(data: Mapping[str, Any]) -> Plan:
    """The plan that plain data describes.

    Raises `Rejected` with every fault that was found, each with the path of its field: `variant.b.replacement[2].every`.

    >>> plan = read_plan({"title": "Roof", "years": 10, "prices": "constant", "rate": {"real": 0.03},
    ...                   "variant": {"a": {"investment": [{"name": "tiles", "amount": 5000}]}}})
    >>> plan.reference, plan.variants[0].items[0].years
    ('a', (0,))
    """
    fields = Fields(data)
    years = fields.whole("years", least=1, most=LONGEST)
    years = LONGEST if fields.faults else years  # a period at fault puts no other year at fault
    prices = fields.choice("prices", PRICES)
    inflation = float(fields.rate("inflation", least=_WORST)) if fields.has("inflation") else None
    if prices == "current" and inflation is None:
        fields.fault("inflation_missing", "inflation")
    rate = _rate(fields, prices, inflation)
    usual = (inflation or 0.0) if prices == "current" else 0.0
    growth = {
        name: float(fields_of.as_rate(name, value, least=_WORST))
        for name, value, fields_of in _entries(fields, "growth")
    }
    price_year = fields.whole("price_year", least=1900, most=2200) if fields.has("price_year") else None
    values = {name: _unit_value(one, name, price_year) for name, one in fields.named("value")}
    variants = tuple(
        Variant(name, one.text("title", name), items_of(one, years, growth, usual, values))
        for name, one in fields.named("variant")
    )
    if not variants:
        fields.fault("variants_none", "variant")
    ids = tuple(one.id for one in variants) or ("",)
    plan = Plan(
        title=fields.text("title"),
        currency=fields.text("currency", "EUR"),
        years=years,
        convention=fields.choice("convention", CONVENTIONS, "end"),
        prices=prices,
        rate=rate,
        variants=variants,
        reference=fields.choice("reference", ids, ids[0]),
        inflation=inflation,
        area=(fields.number("area_m2", least=Fraction(1, 100)) or Fraction(1)) if fields.has("area_m2") else None,
        price_year=price_year,
        growth=growth,
        rate_within=None,
        values=values,
        decide_on=fields.choice("decide_on", BASES, "direct"),
        reinvest=float(fields.rate("reinvest", least=_WORST)) if fields.has("reinvest") else None,
    )
    fields.text("note", "")
    plan = _with_ranges(fields, plan)
    fields.done()
    return plan


def _entries(fields: Fields, key: str) -> list[tuple[str, Any, Fields]]:
    """The entries of an optional table, with the table to complain to."""
    inner = fields.table(key, required=False)
    return [(name, inner.raw(name), inner) for name in inner.data]


def _rate(fields: Fields, prices: str, inflation: float | None) -> Steps:
    """The rate of discount, in the terms of the prices; one in other terms is refused with the rate that would match it."""
    if fields.has("rate") and not isinstance(fields.data["rate"], Mapping):
        fields.fault("rate_unnamed", "rate", wanted="real" if prices == "constant" else "nominal")
        return Steps.flat(0.0)
    inner = fields.table("rate")
    wanted, other = ("real", "nominal") if prices == "constant" else ("nominal", "real")
    if inner.has(other):
        if inner.has(wanted):
            inner.fault("rate_both", "")
        value = inner.raw(other)
        given = None if isinstance(value, list) else float(inner.as_rate(other, value, least=_WORST))
        code = "rate_mixed_constant" if prices == "constant" else "rate_mixed_current"
        if given is None or inflation is None:
            inner.fault(f"{code}_unknown", other)
        else:
            match = real(given, inflation) if prices == "constant" else nominal(given, inflation)
            inner.fault(
                code,
                other,
                rate=_percent(given),
                inflation=_percent(inflation),
                match=_percent(match),
                write=f"{match:.6g}",
            )
        return Steps.flat(0.0)
    value = inner.raw(wanted)
    if not isinstance(value, list):
        return Steps.flat(float(inner.as_rate(wanted, value, least=_WORST))) if inner.has(wanted) else Steps.flat(0.0)
    return _steps(inner, wanted, value)


def _steps(inner: Fields, key: str, pairs: list[Any]) -> Steps:
    """Rates in steps: [[30, 0.035], [75, 0.03]] is 3.5 % up to year 30, 3 % after it."""
    until: list[int] = []
    rates: list[float] = []
    for number, pair in enumerate(pairs, 1):
        at = f"{key}[{number}]"
        if not isinstance(pair, list) or len(pair) != 2:
            inner.fault("field_pair", at)
            continue
        year = inner.as_number(at, pair[0], least=1, most=10_000)
        if year.denominator != 1 or (until and year <= until[-1]):
            inner.fault("steps_order", at)
        until.append(int(year))
        rates.append(float(inner.as_rate(at, pair[1], least=_WORST)))
    if not rates:
        inner.fault("field_pair", key)
        return Steps.flat(0.0)
    return Steps(tuple(until), tuple(rates))


def _unit_value(fields: Fields, name: str, base_year: int | None) -> UnitValue:
    """One row of the table of unit values; without an amount it is an empty row."""
    year = fields.whole("price_year", least=1900, most=2200)
    amount = fields.number("amount") if fields.has("amount") else None
    index = fields.number("index", least=Fraction(1, 1000)) if fields.has("index") else None
    if amount is not None and index is None and year != base_year and not fields.faults:
        if base_year is None:
            fields.fault("price_year_none", "price_year", year=str(year))
        else:
            fields.fault("price_year_other", "price_year", year=str(year), base=str(base_year))
    return UnitValue(
        name=name,
        unit=fields.text("unit"),
        source=fields.text("source"),
        place=fields.text("place"),
        price_year=year,
        amount=amount,
        index=index or Fraction(1),
        within=range_of(fields, "range", amount),
    )


def range_of(fields: Fields, key: str, middle: Fraction | None) -> Range | None:
    """An optional range [low, high] around a number."""
    pair = fields.values(key, length=2, required=False)
    if not pair:
        return None
    low, high = (float(fields.as_number(key, one)) for one in pair)
    return _checked(fields, key, low, high, None if middle is None else float(middle))


def _with_ranges(fields: Fields, plan: Plan) -> Plan:
    """The plan with the ranges of its rate and growth rates, `[range] rate = [0.01, 0.05]`, `[range.growth] energy = [0, 0.05]`."""
    inner = fields.table("range", required=False)
    rate = _rate_range(inner, "rate", plan.rate.rates[0]) if inner.has("rate") else None
    within: dict[str, Range] = {}
    for name, _, table in _entries(inner, "growth"):
        if name not in plan.growth:
            table.fault("growth_unknown", name, name=name, known=tuple(sorted(plan.growth)))
            continue
        found = _rate_range(table, name, plan.growth[name])
        if found:
            within[name] = found
    return Plan(**{**vars(plan), "rate_within": rate, "growth_within": within})


def _rate_range(fields: Fields, key: str, middle: float) -> Range | None:
    pair = fields.values(key, length=2)
    if not pair:
        return None
    low, high = (float(fields.as_rate(key, one, least=_WORST)) for one in pair)
    return _checked(fields, key, low, high, middle)


def _checked(fields: Fields, key: str, low: float, high: float, middle: float | None) -> Range | None:
    """A range whose bounds stand in order around its middle."""
    if low > high:
        fields.fault("range_order", key)
    elif middle is not None and not low <= middle <= high:
        fields.fault("range_outside", key, value=f"{middle:g}", low=f"{low:g}", high=f"{high:g}")
    else:
        return Range(low, high)
    return None


def _percent(rate: float) -> str:
    return f"{rate * 100:.4g} %"
