"""Measures of a row of payments or of two variants; each name says which of the several usages is meant."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from wijk.methods.costing.messages import say
from wijk.methods.costing.rates import require_rate
from wijk.methods.saying import Rejected


def net_present_value(flows: Sequence[float], rate: float, *, first: float = 0.0) -> float:
    """What payments a year apart are worth now; the first one falls after `first` years.

    >>> round(net_present_value([-15000, 1500, 2500, 3500, 4500, 6000], 0.05), 8)
    122.89485495
    """
    require_rate(rate)
    return float(sum(flow * (1 + rate) ** -(first + t) for t, flow in enumerate(flows)))


def modified_internal_rate(flows: Sequence[float], finance: float, reinvest: float) -> float:
    """MIRR: outgoings discounted at the rate of finance, incomings carried forward at that of reinvestment; one answer always.

    >>> round(modified_internal_rate([-120000, 39000, 30000, 21000, 37000, 46000], 0.1, 0.12), 10)
    0.1260941304
    """
    out = net_present_value([min(flow, 0.0) for flow in flows], finance)
    back = net_present_value([max(flow, 0.0) for flow in flows], reinvest)
    periods = len(flows) - 1
    if out >= 0 or back <= 0 or periods < 1:
        raise Rejected(say("no_both_signs"))
    return float((back / -out) ** (1 / periods) * (1 + reinvest) - 1)


def gross_ratio(benefits: float, costs: float) -> float | None:
    """The classic benefit–cost ratio: present benefits ÷ present costs; None where there are no costs.

    >>> round(gross_ratio(178_250.0, 125_000.0), 3)
    1.426
    """
    return benefits / costs if costs > 0 else None


def net_ratio(net_benefits: float, investment: float, residual: float = 0.0) -> float | None:
    """The net ratio: net benefits ÷ (investment − residual value), as NIST's E3 uses the name BCR; None without investment.

    >>> round(net_ratio(4711.424708, 431.3043922, 94.9622353), 8)
    14.00783283
    """
    return net_benefits / (investment - residual) if investment > residual else None


def net_benefits(benefits: float, benefits_reference: float, costs: float, costs_reference: float) -> float:
    """More benefits and fewer costs than the reference, together.

    >>> round(net_benefits(4137.293786, 565.1362643, 104.6855321, 1243.952718), 6)
    4711.424708
    """
    return (benefits - benefits_reference) + (costs_reference - costs)


def savings_ratio(savings: float, extra_investment: float) -> float | None:
    """SIR: present savings in running costs ÷ present extra investment; None where nothing extra is invested.

    >>> round(savings_ratio(550.234324 - 300.24324, 200.23434 - 100.23324), 9)
    2.499883341
    """
    return savings / extra_investment if extra_investment > 0 else None


def adjusted_rate(sir: float, reinvest: float, years: float) -> float | None:
    """AIRR: the yearly yield of the extra investment when savings are reinvested; None for a negative SIR.

    >>> round(adjusted_rate(2.5001, 0.05, 10), 9)
    0.150760741
    """
    return float((1 + reinvest) * sir ** (1 / years) - 1) if sir >= 0 and years > 0 else None


def payback(flows: Sequence[float]) -> int | None:
    """The first place in the row at which what came in has covered what went out; None when that never happens.

    >>> payback([50 - 100, 50 - 50, 100 - 25, 100 - 10]), payback([-10, 1, 1])
    (2, None)
    """
    return next((t for t, total in enumerate(accumulate(flows)) if total >= 0), None)


def lasting_payback(flows: Sequence[float]) -> int | None:
    """The place from which the running total stays at or above zero; later than `payback` where a replacement falls due.

    >>> payback([-10, 12, -5, 1, 9]), lasting_payback([-10, 12, -5, 1, 9])
    (1, 4)
    """
    totals = np.cumsum(np.asarray(flows, dtype=np.float64))
    if not len(totals) or totals[-1] < 0:
        return None
    below = np.flatnonzero(totals < 0)
    return int(below[-1]) + 1 if len(below) else 0
