"""What stands in the test town for answers: two services, a route, a repair that waits, one that its author may ask about again."""

from dataclasses import dataclass
from typing import Any

from wijk.answers import access, actions, queries
from wijk.answers.models import Request, Route, Service
from wijk.contributions import actions as contributions
from wijk.contributions.models import Opening
from wijk.contributions.queries import Where
from wijk.core.subject import Subject
from wijk.core.text import Text


@dataclass(frozen=True, slots=True)
class Scene:
    """`waiting`, the repair that somebody told of, waits at `roads`, whose member is Bob. The others are said when they are asked for, so
    that the tests of other rooms find as much in the town as they put there."""

    stage: Any
    roads: Service
    parks: Service
    route: Route
    waiting: Request

    @property
    def answered(self) -> Request:
        """One that was accepted, and about which its author may ask again."""
        found = Request.objects.filter(contribution__title="De stoep is stuk").first()
        if found is None:
            found = say(self.stage, "De stoep is stuk")
            actions.answer(
                self.stage.everywhere["service"].viewer, request=found, outcome="accepted",
                text="De stoep aan de school wordt deze maand vernieuwd.", follows="Nieuwe tegels tussen de school en het plein.",
                by=Subject("answers.service", "roads"),
            )  # fmt: skip
        return found

    @property
    def twin(self) -> Request:
        """One that says the same as `waiting`."""
        return Request.objects.filter(contribution__title="Lamp kapot").first() or say(self.stage, "Lamp kapot")

    @property
    def token(self) -> str:
        """The link by which the author of `answered` asks again."""
        return access.token_of(self.answered.contribution)


def build(stage: Any) -> Scene:
    """Put it there."""
    clerk = stage.everywhere["clerk"].viewer
    roads = actions.keep_service(
        clerk, key="roads", title=Text({"nl": "Wegen", "fr": "Voirie", "en": "Roads"}), days=10, members=[stage.cast.bob.person]
    )  # fmt: skip
    parks = actions.keep_service(clerk, key="parks", title=Text({"nl": "Parken", "fr": "Parcs", "en": "Parks"}), days=5)
    route = actions.keep_route(clerk, service=parks, kind="repair", area="neighbourhood/3")
    waiting = Request.objects.select_related("contribution").get(contribution__kind="repair")
    waiting.service = roads
    waiting.save(update_fields=["service"])
    return Scene(stage, roads, parks, route, waiting)


def say(stage: Any, title: str, **more: Any) -> Request:
    """Somebody tells of something to repair, in the first neighbourhood."""
    told: dict[str, Any] = {"kind": "repair", "body": "Op de hoek van het plein.", "language": "nl"}
    told |= {"where": Where(lon=4.345, lat=50.857), **more}
    city = Opening.objects.prefetch_related("areas").get(key="city")
    row = contributions.submit(stage.cast.charlie.viewer, opening=city, title=title, **told).contribution
    found = queries.of(row)
    assert found is not None
    return found
