"""The report of a total cost, for the minutes."""

from collections.abc import Sequence

from wijk.cli.reckon.cost.words import say
from wijk.cli.reckon.report import Report
from wijk.methods.costing.comparing import Comparison
from wijk.methods.costing.lifecycle import TotalCost, kinds_used, money
from wijk.methods.costing.plan import Plan
from wijk.methods.costing.sensitivity import Sensitivity, Swing, Unknown
from wijk.methods.saying import Money, Quantity, Saying, Share, Word

_GAPS = frozenset({"value_empty", "effect_uncounted", "headings_absent", "effects_absent"})


def total_report(
    report: Report, result: TotalCost, comparisons: Sequence[Comparison], found: Sequence[Sensitivity]
) -> Report:
    """What it comes to, where it goes, what it hangs on, and what is not in it."""
    said = result.explain()
    report.title(Saying("title", "{title}", {"title": result.plan.title}))
    report.heading(say("h_short"))
    report.points(_short(result, comparisons, found) or [one for one in said if one.code.startswith("variant_")])
    report.heading(say("h_totals"))
    _totals(report, result)
    if result.plan.area:
        report.paragraph(say("two_meanings"))
    report.heading(say("h_kinds"))
    _kinds(report, result)
    for one in comparisons:
        names = _names(result, one.variant)
        if one.basis == "direct":
            report.heading(say("h_compare", **names))
        open_ = one.basis == "extended" and any(not item.counted for v in result.plan.variants for item in v.items)
        report.points([*one.explain(result), *([say("effects_open")] if open_ else [])])
    _sensitivities(report, result, found)
    _values(report, result.plan)
    report.heading(say("h_gaps"))
    report.points(one for one in said if one.code in _GAPS)
    report.heading(say("h_terms"))
    report.points(one for one in said if one.code.startswith("terms_"))
    report.heading(say("h_check"))
    return report.paragraph(say("check"))


def _names(result: TotalCost, variant: str) -> dict[str, str]:
    return {"variant": result.of(variant).title, "reference": result.of(result.plan.reference).title}


def _short(result: TotalCost, comparisons: Sequence[Comparison], found: Sequence[Sensitivity]) -> list[Saying]:
    """Which is cheaper, on every basis, and how sure that is."""
    said = [one.explain(result)[0] for one in comparisons]
    for one in found:
        if one.spread and one.variant != result.plan.reference:
            share, told = Share(one.spread.positive, 1), {"draws": one.draws, "seed": str(one.seed)}
            said.append(say("spread_saving", share=share, **told, **_names(result, one.variant)))
    return said


def _totals(report: Report, result: TotalCost) -> None:
    plan = result.plan
    header: list[Saying | str] = [say("c_variant"), say("c_direct"), say("c_yearly")]
    if plan.area:
        header += [say("c_spread", currency=plan.currency), say("c_annuity", currency=plan.currency)]
    extended = any(item.kind == "externality" for one in plan.variants for item in one.items)
    header += [say("c_extended")] if extended else []
    rows: list[list[Word]] = []
    for one in result.variants:
        row: list[Word] = [one.title, money(plan, one.direct), money(plan, one.direct_annuity)]
        if one.direct_per_area:
            row += [Quantity(one.direct_per_area.spread, 2), Quantity(one.direct_per_area.annuity, 2)]
        rows.append(row + ([money(plan, one.extended)] if extended else []))
    report.table(header, rows)


def _kinds(report: Report, result: TotalCost) -> None:
    plan, kinds = result.plan, kinds_used(result)
    rows: list[list[Word | Saying]] = [
        [say(f"k_{kind}"), *(money(plan, one.of_kind(kind)) for one in result.variants)]
        for kind in kinds
        if kind != "externality"
    ]
    rows.append([say("k_direct"), *(money(plan, one.direct) for one in result.variants)])
    if "externality" in kinds:
        rows.append([say("k_externality"), *(money(plan, one.of_kind("externality")) for one in result.variants)])
        rows.append([say("k_extended"), *(money(plan, one.extended) for one in result.variants)])
    report.table([say("c_kind"), *(one.title for one in result.variants)], rows)


def _sensitivities(report: Report, result: TotalCost, found: Sequence[Sensitivity]) -> None:
    plan = result.plan
    report.heading(say("h_swings"))
    if not any(one.swings for one in found):
        report.paragraph(say("no_ranges"))
        return
    for one in found:
        names = _names(result, one.variant)
        basis = say(f"basis_{one.basis}")
        alone = one.variant == plan.reference
        report.paragraph(say("swing_cost" if alone else "swing_saving", basis=basis, **names))
        report.table(
            [say("c_unknown"), say("c_from_to"), say("c_low"), say("c_high"), say("c_turn")],
            [_swing(report, plan, swing) for swing in one.swings],
        )
        if one.spread is None:
            report.paragraph(say("no_draws"))
            continue
        if alone:
            report.paragraph(say("spread_cost", draws=one.draws, seed=str(one.seed)))
        rows: list[list[Word]] = [[Share(q, 0), money(plan, value)] for q, value in one.spread.quantiles.items()]
        report.table([say("c_quantile"), say("c_outcome")], rows)


def _swing(report: Report, plan: Plan, swing: Swing) -> list[Word | Saying]:
    one = swing.unknown
    ends = tuple(report.language.write(_as_unknown(plan, one, x)) for x in (one.within.low, one.within.high))
    turns = tuple(report.language.write(_as_unknown(plan, one, x)) for x in swing.turns)
    return [
        say(f"u_{one.kind}", name=one.name),
        f"{ends[0]} – {ends[1]}",
        money(plan, swing.at_low),
        money(plan, swing.at_high),
        "; ".join(turns) or "–",
    ]


def _as_unknown(plan: Plan, one: Unknown, value: float) -> Word:
    if one.kind == "amount":
        return Money(round(value * 100), plan.currency)
    return Share(value, 2)


def _values(report: Report, plan: Plan) -> None:
    if not plan.values:
        return
    report.heading(say("h_values"))
    header = [say(f"c_{name}") for name in ("effect", "unit", "amount", "range", "prices", "place", "source")]
    rows: list[list[Word | Saying]] = [
        [
            one.name,
            one.unit,
            say("none_known") if one.amount is None else f"{float(one.amount):g}",
            f"{one.within.low:g} – {one.within.high:g}" if one.within else "–",
            str(one.price_year),
            one.place,
            one.source,
        ]
        for one in plan.values.values()
    ]
    report.table(header, rows)
