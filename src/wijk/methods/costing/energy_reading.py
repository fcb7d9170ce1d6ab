"""An energy performance contract out of plain data (`wijk cost energy FILE.toml`)."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from wijk.methods.costing.energy import Adjustment, Carrier, Contract, Period, Terms
from wijk.methods.costing.fields import Fields

_ABOVE_ZERO = Fraction(1, 10**6)


def read_contract(data: Mapping[str, Any]) -> Contract:
    """The contract that plain data describes; `Rejected` names every fault with the path of its field.

    >>> from datetime import date
    >>> one = {"begins": date(2027, 1, 1), "measured": {"gas": 250_000}, "degree_days": 2200}
    >>> contract = read_contract({"title": "School", "base": {"degree_days": 2000}, "sharing": {"bonus": 0.5, "malus": 1},
    ...     "carrier": {"gas": {"unit": "kWh", "baseline": 400_000, "price": 0.1, "guaranteed": "25 %", "weather": 0.75}}, "year": [one]})
    >>> contract.periods[0].ends.isoformat()
    '2027-12-31'
    """
    fields = Fields(data)
    base = fields.table("base", required=False)
    carriers = tuple(_carrier(one, name) for name, one in fields.named("carrier"))
    if not carriers:
        fields.fault("carriers_none", "carrier")
    conditions = {
        name: base.number(name, 1, least=_ABOVE_ZERO) or Fraction(1) for name in ("degree_days", "occupancy", "area")
    }
    contract = Contract(
        title=fields.text("title"),
        currency=fields.text("currency", "EUR"),
        carriers=carriers,
        terms=_terms(fields.table("sharing")),
        source=base.text("source", ""),
        periods=tuple(_period(one, carriers, base) for one in fields.each("year")),
        **conditions,
    )
    fields.text("note", "")
    _in_order(fields, contract.periods)
    fields.done()
    return contract


def _carrier(fields: Fields, name: str) -> Carrier:
    parts = {part: fields.rate(part, 0) for part in ("weather", "occupancy", "area")}
    if sum(parts.values()) > 1:
        fields.fault("parts_above_one", "")
    return Carrier(
        id=name,
        unit=fields.text("unit"),
        baseline=fields.number("baseline", least=_ABOVE_ZERO),
        price=fields.number("price"),
        guaranteed=fields.rate("guaranteed"),
        **parts,
    )


def _terms(fields: Fields) -> Terms:
    return Terms(
        bonus=fields.rate("bonus"),
        malus=fields.rate("malus"),
        dead_band=fields.rate("dead_band", 0),
        bonus_cap=fields.cents("bonus_cap") if fields.has("bonus_cap") else None,
        malus_cap=fields.cents("malus_cap") if fields.has("malus_cap") else None,
        fee=fields.cents("fee", 0),
        fee_index=fields.rate("fee_index", 0, least=Fraction(-1, 2)),
    )


def _period(fields: Fields, carriers: tuple[Carrier, ...], base: Fields) -> Period:
    begins = fields.day("begins")
    if not 1900 <= begins.year <= 2200:
        fields.fault("day_far", "begins", day=begins.isoformat())
        begins = begins.replace(year=2000)
    leap = (begins.month, begins.day) == (2, 29)
    follows = date(begins.year + 1, 3, 1) if leap else begins.replace(year=begins.year + 1)
    ends = fields.day("ends") if fields.has("ends") else follows - timedelta(days=1)
    if ends != follows - timedelta(days=1):
        fields.fault("year_length", "ends", begins=begins.isoformat(), ends=(follows - timedelta(days=1)).isoformat())
    measured, index = fields.table("measured"), fields.table("index", required=False)
    adjustments = tuple(_adjustment(one, carriers) for one in fields.each("adjustment"))
    found = {one.id: measured.number(one.id) for one in carriers}
    needed = {name: any(getattr(one, part) for one in carriers) for name, part in _NEEDS.items()}
    conditions = {}
    for name, wanted in needed.items():
        if wanted and name not in base.data:
            base.fault("field_missing", name)
        usual = None if wanted else base.data.get(name, 1)
        conditions[name] = (
            fields.number(name, least=_ABOVE_ZERO)
            if usual is None or fields.has(name)
            else fields.as_number(name, usual)
        )
    return Period(
        begins=begins,
        ends=ends,
        measured=found,
        index={one.id: index.number(one.id, 1, least=_ABOVE_ZERO) for one in carriers},
        adjustments=adjustments,
        **conditions,
    )


_NEEDS = {"degree_days": "weather", "occupancy": "occupancy", "area": "area"}


def _adjustment(fields: Fields, carriers: tuple[Carrier, ...]) -> Adjustment:
    names = tuple(one.id for one in carriers) or ("",)
    return Adjustment(fields.choice("carrier", names), fields.number("quantity", least=None), fields.text("reason"))


def _in_order(fields: Fields, periods: tuple[Period, ...]) -> None:
    """Years follow each other without gap or overlap."""
    if not periods:
        fields.fault("energy_years_none", "year")
    for number, (one, after) in enumerate(pairwise(periods), 2):
        if after.begins != one.ends + timedelta(days=1):
            fields.fault(
                "years_gap", f"year[{number}].begins", begins=after.begins.isoformat(), ends=one.ends.isoformat()
            )
