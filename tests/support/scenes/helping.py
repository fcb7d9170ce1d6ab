"""What stands in the test town for helping: an idea left at the counter with its code, a tour with a stop, what people do, a team."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.support.scenes import caseload
from wijk.contributions.models import Contribution, Opening
from wijk.contributions.queries import Where
from wijk.core import clock
from wijk.core.text import Text
from wijk.helping import access, actions
from wijk.helping.actions import Line, Said, StopTerms
from wijk.helping.models import CitizensAction, Receipt, Stop, Tour

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class Scene:
    """`said` was written down for somebody, who holds `code`; `stop` is tomorrow; `action` was listed by the stranger, by `token`."""

    said: Contribution
    receipt: Receipt
    code: str
    tour: Tour
    stop: Stop
    action: CitizensAction
    team: caseload.Scene

    @property
    def token(self) -> str:
        """The link by which who listed it comes back."""
        return access.own_token(self.action)


def build(stage: Any) -> Scene:
    """Put it there."""
    viewer = stage.everywhere["facilitator"].viewer
    given = actions.write_down(viewer, said=said())
    title = Text({"nl": "Op de markt", "fr": "Au marché", "en": "On the market"})
    tour = actions.keep_tour(viewer, title=title, intro=Text(), place=HERE)
    Tour.objects.filter(pk=tour.pk).update(key="market")
    tour.key = "market"
    stop = actions.set_stop(viewer, tour=tour, terms=terms())
    action = actions.list_action(stage.stranger.viewer, line=line())
    return Scene(given.contribution, given.receipt, given.code, tour, stop, action, caseload.build(stage))


def said(title: str = "Een drinkfontein", **more: Any) -> Said:
    """Something that somebody says at the counter."""
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {
        "kind": "idea", "body": "Bij de speeltuin.", "language": "nl", "agreed": "spoken", "channel": "counter",
        "where": Where(area=HERE), **more,
    }  # fmt: skip
    return Said(opening=city, title=title, **told)


def terms(days: float = 1, **more: Any) -> StopTerms:
    """A stop of three hours, so many days from now."""
    begins = clock.now() + timedelta(days=days)
    told: dict[str, Any] = {
        "words": "Bij de kerk",
        "where": Where(area=HERE),
        "languages": ["nl", "ar"],
        "kit": ["tafel", "bord"],
        **more,
    }
    return StopTerms(starts_at=begins, ends_at=begins + timedelta(hours=3), **told)


def line(title: str = "Samen zwerfvuil rapen", **more: Any) -> Line:
    """Something that people do next week."""
    told: dict[str, Any] = {"words": "Het plein", "where": Where(area=HERE), **more}
    return Line(title=title, day=clock.today() + timedelta(days=7), **told)
