"""What stands in the test town for helping: an idea that somebody left at the counter, with its code."""

from dataclasses import dataclass
from typing import Any

from wijk.contributions.models import Contribution, Opening
from wijk.contributions.queries import Where
from wijk.helping import actions
from wijk.helping.actions import Said
from wijk.helping.models import Receipt

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class Scene:
    """`said` was written down for somebody, who holds `code`."""

    said: Contribution
    receipt: Receipt
    code: str


def build(stage: Any) -> Scene:
    """Put it there."""
    given = actions.write_down(stage.everywhere["facilitator"].viewer, said=said())
    return Scene(given.contribution, given.receipt, given.code)


def said(title: str = "Een drinkfontein", **more: Any) -> Said:
    """Something that somebody says at the counter."""
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {
        "kind": "idea", "body": "Bij de speeltuin.", "language": "nl", "agreed": "spoken", "channel": "counter",
        "where": Where(area=HERE), **more,
    }  # fmt: skip
    return Said(opening=city, title=title, **told)
