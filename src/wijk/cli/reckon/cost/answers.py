"""The answer of a total cost as plain data for machines; money in units of the currency, rounded to the cent."""

from collections.abc import Sequence
from typing import Any

from wijk.methods.costing.comparing import Comparison
from wijk.methods.costing.lifecycle import PerArea, TotalCost, VariantCost
from wijk.methods.costing.sensitivity import Sensitivity, Swing


def cost_answer(result: TotalCost, comparisons: Sequence[Comparison], found: Sequence[Sensitivity]) -> dict[str, Any]:
    """Everything that was reckoned."""
    plan = result.plan
    return {
        "method": result.method,
        "title": plan.title,
        "currency": plan.currency,
        "years": plan.years,
        "convention": plan.convention,
        "prices": plan.prices,
        "price_year": plan.price_year,
        "rate": {"until": list(plan.rate.until), "rates": list(plan.rate.rates)},
        "inflation": plan.inflation,
        "area_m2": None if plan.area is None else float(plan.area),
        "annuity_factor": result.annuity_factor,
        "reference": plan.reference,
        "decide_on": plan.decide_on,
        "variants": [_variant(one) for one in result.variants],
        "comparisons": [_comparison(one) for one in comparisons],
        "sensitivity": [_sensitivity(one) for one in found],
        "explanation": [{"code": said.code, "sentence": str(said)} for said in result.explain()],
    }


def _variant(one: VariantCost) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "direct": _cents(one.direct),
        "extended": _cents(one.extended),
        "direct_annuity": _cents(one.direct_annuity),
        "extended_annuity": _cents(one.extended_annuity),
        "direct_per_m2_year": _area(one.direct_per_area),
        "extended_per_m2_year": _area(one.extended_per_area),
        "capital": _cents(one.capital),
        "running": _cents(one.running),
        "lines": [
            {
                "name": line.name,
                "kind": line.kind,
                "part": line.part,
                "heading": line.heading,
                "sum": _cents(line.sum),
                "present_value": _cents(line.present) if line.counted else None,
            }
            for line in one.lines
        ],
        "flows": {basis: [_cents(flow) for flow in flows] for basis, flows in one.flows.items()},
        "headings_absent": one.headings_absent,
        "effects_absent": one.effects_absent,
    }


def _area(one: PerArea | None) -> dict[str, float] | None:
    if one is None:
        return None
    return {"present_value_by_area_by_years": round(one.spread, 4), "annuity_by_area": round(one.annuity, 4)}


def _comparison(one: Comparison) -> dict[str, Any]:
    money = {"net_savings", "extra_capital", "savings"}
    return {name: _cents(value) if name in money else value for name, value in vars(one).items()}


def _sensitivity(one: Sensitivity) -> dict[str, Any]:
    return {
        "variant": one.variant,
        "basis": one.basis,
        "one_at_a_time": [_swing(swing) for swing in one.swings],
        "draws": one.draws,
        "seed": one.seed,
        "quantiles": None if one.spread is None else {f"{q:g}": _cents(v) for q, v in one.spread.quantiles.items()},
        "mean": None if one.spread is None else _cents(one.spread.mean),
        "share_above_zero": None if one.spread is None else one.spread.positive,
    }


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "kind": swing.unknown.kind,
        "name": swing.unknown.name,
        "stated": swing.unknown.stated,
        "low": swing.unknown.within.low,
        "high": swing.unknown.within.high,
        "at_low": _cents(swing.at_low),
        "at_high": _cents(swing.at_high),
        "turns": swing.turns,
    }


def _cents(amount: float) -> float:
    return round(amount, 2) + 0.0
