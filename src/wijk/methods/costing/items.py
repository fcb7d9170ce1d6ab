"""The items of one variant out of plain data."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.plan import EFFECTS, HEADINGS, KINDS, SHAPES, USUAL_HEADING, Item, Kind, Range, UnitValue

_ONCE: Mapping[Kind, int | None] = {"investment": 0, "subsidy": 0, "residual": None, "end_of_life": None}
_WORST = Fraction(-9, 10)


def items_of(
    variant: Fields, years: int, growth: Mapping[str, float], usual: float, values: Mapping[str, UnitValue]
) -> tuple[Item, ...]:
    """All items of a variant, kind after kind; `usual` is the growth of a price that names none."""
    return tuple(_item(one, kind, years, growth, usual, values) for kind in KINDS for one in variant.each(kind))


def _item(
    fields: Fields, kind: Kind, years: int, growth: Mapping[str, float], usual: float, values: Mapping[str, UnitValue]
) -> Item:
    effect = kind == "externality"
    name = fields.text("name")
    value = values.get(fields.choice("value", tuple(values))) if effect and values else None
    if effect and not values:
        fields.raw("value", None)
        fields.fault("value_none", "value")
    amount = _valued(fields, value) if effect else _amount(fields)
    price, rise = _growth(fields, growth, usual)
    life = fields.whole("life", least=1, most=1000) if kind == "investment" and fields.has("life") else None
    if kind == "replacement" and fields.flag("residual") and fields.has("every"):
        life = fields.whole("every", least=1, most=1000)
    plain = kind in {"residual", "subsidy", "income", "externality"}
    headings = EFFECTS if effect else HEADINGS
    return Item(
        name=name,
        kind=kind,
        amount=amount,
        years=_years(fields, kind, years),
        heading="" if plain and not effect else fields.choice("heading", headings, _usual(kind)),
        price=price,
        growth=rise,
        vat=0.0 if plain else float(fields.rate("vat", 0)),
        subsidy=0.0 if plain else float(fields.rate("subsidy", 0)),
        life=life,
        gain=fields.flag("gain") if effect else False,
        within=_within(fields, amount, value),
        together=fields.text("together", ""),
        value=value.name if value else "",
        quantity=fields.number("quantity") if effect else Fraction(0),
        counted=not effect or (value is not None and value.now is not None),
    )


def _usual(kind: Kind) -> str:
    return USUAL_HEADING.get(kind, EFFECTS[0])


def _amount(fields: Fields) -> Fraction:
    """The amount as it stands, or a quantity at a price."""
    if fields.has("amount"):
        if fields.has("quantity") or fields.has("price"):
            fields.fault("amount_twice", "amount")
        return fields.number("amount")
    if not fields.has("quantity") and not fields.has("price"):
        return fields.number("amount")
    fields.text("unit")
    return fields.number("quantity") * fields.number("price")


def _valued(fields: Fields, value: UnitValue | None) -> Fraction:
    """A quantity at its unit value; zero, and not counted, where the row of the value is empty."""
    quantity = fields.number("quantity")
    fields.text("note", "")
    return quantity * (value.now or 0) if value else Fraction(0)


def _within(fields: Fields, amount: Fraction, value: UnitValue | None) -> Range | None:
    """How far the amount may be off: its own range, or that of its unit value."""
    pair = fields.values("range", length=2, required=False)
    shape = fields.choice("shape", SHAPES, "triangular")
    if pair:
        low, high = (float(fields.as_number("range", one)) for one in pair)
        if low > high:
            fields.fault("range_order", "range")
        elif not low <= float(amount) <= high:
            fields.fault("range_outside", "range", value=f"{float(amount):g}", low=f"{low:g}", high=f"{high:g}")
        return Range(low, high, shape)
    if value and value.within and value.amount:
        part = float(amount / value.amount)
        return Range(value.within.low * part, value.within.high * part, shape)
    return None


def _growth(fields: Fields, growth: Mapping[str, float], usual: float) -> tuple[str, float]:
    """The growth of a price: by its shared name, as a rate, or the usual one."""
    if not fields.has("growth"):
        return "", usual
    value: Any = fields.raw("growth")
    if isinstance(value, str) and not value.strip().endswith("%"):
        if value in growth:
            return value, growth[value]
        fields.fault("growth_unknown", "growth", name=value, known=tuple(sorted(growth)))
        return "", usual
    return "", float(fields.as_rate("growth", value, least=_WORST))


def _years(fields: Fields, kind: Kind, horizon: int) -> tuple[int, ...]:
    """In which years it is paid: `year`, `years`, or `from`, `to` and `every`; each kind has its own usual years."""
    if fields.has("year") or fields.has("years"):
        for key in [key for key in ("year", "years", "from", "to", "every") if fields.has(key)][1:]:
            fields.fault("years_twice", key)
    if fields.has("year"):
        return (_within_horizon(fields, "year", fields.raw("year"), horizon),)
    if fields.has("years"):
        return tuple(sorted({_within_horizon(fields, "years", one, horizon) for one in fields.values("years")}))
    if kind in _ONCE:
        once = _ONCE[kind]
        return (horizon if once is None else once,)
    every = (
        fields.whole("every", least=1, most=1000)
        if kind == "replacement"
        else fields.whole("every", 1, least=1, most=1000)
    )
    every = max(every, 1)
    renewal = kind == "replacement"
    first = fields.whole("from", every if renewal else 1, least=0, most=1000)
    last = fields.whole("to", horizon - 1 if renewal else horizon, least=0, most=1000)
    if last > horizon:
        fields.fault("year_outside", "to", year=last, years=horizon)
    if fields.has("to") and first > last:
        fields.fault("years_order", "from", first=first, last=last)
    return tuple(range(first, min(last, horizon) + 1, every))


def _within_horizon(fields: Fields, key: str, value: Any, horizon: int) -> int:
    exact = fields.as_number(key, value, least=0, most=10**6)
    if exact.denominator != 1:
        fields.fault("field_whole", key, found=str(value)[:40])
    elif exact > horizon:
        fields.fault("year_outside", key, year=int(exact), years=horizon)
    else:
        return int(exact)
    return 0
