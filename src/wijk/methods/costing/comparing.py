"""A variant beside the reference: what more is invested, what is saved, and whether it pays; every measure by its full name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from wijk.methods.costing.lifecycle import TotalCost, VariantCost, money, payments
from wijk.methods.costing.measures import adjusted_rate, gross_ratio, net_ratio, savings_ratio
from wijk.methods.costing.messages import rates, say
from wijk.methods.costing.plan import Basis, Plan
from wijk.methods.costing.roots import internal_rates
from wijk.methods.saying import Quantity, Saying, Share

METHOD = "costing.compare/1"


@dataclass(frozen=True)
class Comparison:
    """One variant against the reference on one basis; money in units of the currency, positive is in favour of the variant.

    `net_savings` is the net present value of choosing the variant; `extra_capital` what more it invests and renews, less what is left of it;
    `savings` what less it costs to run. `payback` and `payback_discounted` are years from now after which the running total stays in favour;
    None is never. `internal_rates` are all rates at which both cost the same, real under constant prices. Ratios are None where there is
    nothing to divide by.
    """

    method: str
    variant: str
    reference: str
    basis: Basis
    net_savings: float
    extra_capital: float
    savings: float
    savings_to_investment: float | None
    adjusted_internal_rate: float | None
    internal_rates: tuple[float, ...]
    gross_benefit_cost: float | None
    net_benefit_cost: float | None
    payback: float | None
    payback_discounted: float | None
    capital_change: float | None
    running_change: float | None

    def explain(self, result: TotalCost) -> tuple[Saying, ...]:
        """What speaks for and against the variant."""
        names = {"variant": result.of(self.variant).title, "reference": result.of(self.reference).title}
        plan = result.plan
        gain = money(plan, abs(self.net_savings))
        code = "cheaper" if round(self.net_savings) > 0 else "dearer" if round(self.net_savings) < 0 else "even"
        return (
            say(f"compare_{code}_{self.basis}", **names, amount=gain),
            *self._parts(plan, names),
            *self._yields(plan),
        )

    def _parts(self, plan: Plan, names: dict[str, str]) -> list[Saying]:
        said = [
            say(
                "compare_capital_more" if self.extra_capital >= 0 else "compare_capital_less",
                **names,
                amount=money(plan, abs(self.extra_capital)),
                part=_part(self.capital_change),
            ),
            say(
                "compare_running_less" if self.savings >= 0 else "compare_running_more",
                **names,
                amount=money(plan, abs(self.savings)),
                part=_part(self.running_change),
            ),
        ]
        return said if self.basis == "direct" else []

    def _yields(self, plan: Plan) -> list[Saying]:
        said = []
        if self.savings_to_investment is not None:
            said.append(say("sir", ratio=Quantity(self.savings_to_investment, 2)))
        if self.adjusted_internal_rate is not None:
            said.append(say("airr", rate=Share(self.adjusted_internal_rate, 2)))
        if self.gross_benefit_cost is not None and self.net_benefit_cost is not None:
            said.append(
                say("ratio_both", gross=Quantity(self.gross_benefit_cost, 2), net=Quantity(self.net_benefit_cost, 2))
            )
        found = rates(self.internal_rates, 2)
        said.append(say(("irr_none", "irr_one")[len(found)] if len(found) < 2 else "irr_several", rates=found))
        for name, years in (("payback", self.payback), ("payback_discounted", self.payback_discounted)):
            said.append(say(f"{name}_never" if years is None else name, years=Quantity(years or 0, None)))
        return said


def compare(result: TotalCost, basis: Basis) -> tuple[Comparison, ...]:
    """Every other variant against the reference of the plan.

    SIR and AIRR after NIST Handbook 135 (S. Fuller and S. Petersen, *Life-Cycle Costing Manual for the Federal Energy Management Program*, 1995):
    capital is investment, renewal and end of life less subsidies and residual values; savings are all the rest.
    """
    reference = result.of(result.plan.reference)
    return tuple(_against(result, reference, one, basis) for one in result.variants if one.id != reference.id)


def _against(result: TotalCost, reference: VariantCost, one: VariantCost, basis: Basis) -> Comparison:
    plan = result.plan
    net = reference.total(basis) - one.total(basis)
    capital = one.capital - reference.capital
    savings = net + capital
    sir = savings_ratio(savings, capital)
    reinvest = plan.rate.rates[0] if plan.reinvest is None else plan.reinvest
    flows = _difference(result, reference, one, basis)
    times = [half / 2 for half in range(len(flows))]
    discounted = [flow * float(f) for flow, f in zip(flows, plan.rate.factors(times), strict=True)]
    gains, losses = _sides(discounted)
    return Comparison(
        method=METHOD,
        variant=one.id,
        reference=reference.id,
        basis=basis,
        net_savings=net,
        extra_capital=capital,
        savings=savings,
        savings_to_investment=sir,
        adjusted_internal_rate=None if sir is None else adjusted_rate(sir, reinvest, plan.years),
        internal_rates=internal_rates([round(flow * 100) for flow in flows], per_year=2),
        gross_benefit_cost=gross_ratio(gains, losses),
        net_benefit_cost=net_ratio(net, capital),
        payback=_payback(flows),
        payback_discounted=_payback(discounted),
        capital_change=_change(one.capital, reference.capital),
        running_change=_change(one.running, reference.running),
    )


def _difference(result: TotalCost, reference: VariantCost, one: VariantCost, basis: Basis) -> list[float]:
    """What the variant saves in every half-year from now; negative where it costs more."""
    saved: dict[int, float] = defaultdict(float)
    for name, sign in ((reference.id, 1), (one.id, -1)):
        for _, time, amount in payments(result.plan, result.plan.variant(name), basis):
            saved[round(2 * time)] += sign * amount
    return [saved[half] for half in range(2 * result.plan.years + 1)]


def _sides(flows: Sequence[float]) -> tuple[float, float]:
    return sum(max(flow, 0.0) for flow in flows), -sum(min(flow, 0.0) for flow in flows)


def _payback(flows: Sequence[float]) -> float | None:
    """The moment from which the running total stays in favour; None when it never does, 0 when it always is."""
    totals = [round(total * 100) for total in accumulate(flows)]
    if totals[-1] < 0:
        return None
    return max((half + 1 for half, total in enumerate(totals) if total < 0), default=0) / 2


def _change(now: float, before: float) -> float | None:
    return now / before - 1 if before > 0 else None


def _part(change: float | None) -> Share | str:
    return "–" if change is None else Share(abs(change), 1)
