"""Every financing model by its name."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing import contribution, cooperative, crowdfunding, landtrust, payperuse, thirdparty
from wijk.methods.costing.financing.ledger import Financing


class Model(NamedTuple):
    """How one model is read and reckoned, and who takes part."""

    parties: Mapping[str, str]
    read: Callable[[Fields], Any]
    reckon: Callable[[Any], Financing]


MODELS: Mapping[str, Model] = {
    "third-party": Model(thirdparty.PARTIES, thirdparty.read, thirdparty.reckon),
    "co-operative": Model(cooperative.PARTIES, cooperative.read, cooperative.reckon),
    "land-trust": Model(landtrust.PARTIES, landtrust.read, landtrust.reckon),
    "pay-per-use": Model(payperuse.PARTIES, payperuse.read, payperuse.reckon),
    "contribution": Model(contribution.PARTIES, contribution.read, contribution.reckon),
    "crowdfunding": Model(crowdfunding.PARTIES, crowdfunding.read, crowdfunding.reckon),
}


def finance(data: Mapping[str, Any]) -> Financing:
    """Who pays whom under a financing model, out of plain data whose `model` names it.

    Raises `Rejected` with every fault that was found, each with the path of its field.

    >>> layers = finance({"model": "co-operative", "title": "Zürich", "currency": "CHF", "years": 30, "cost": 1_000_000, "running_cost": 9000,
    ...     "pension_fund": {"rate": 0.02, "years": 30}, "bank": {"rate": 0.03, "years": 30, "repayment": "linear"}})
    >>> [loan.lent for loan in layers.loans], layers.flows("members")[0]
    ([14000000, 80000000], -6000000)
    """
    fields = Fields(data)
    model = MODELS[fields.choice("model", tuple(MODELS))]
    if "model" not in data or fields.faults:
        fields.asked_all()
        fields.done()
    plan = model.read(fields)
    fields.done()
    return model.reckon(plan)
