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
    """`waiting` waits at `roads`, whose member is Bob; `answered` was accepted; `twin` says the same as `waiting`."""

    roads: Service
    parks: Service
    route: Route
    waiting: Request
    answered: Request
    twin: Request

    @property
    def token(self) -> str:
        """The link by which the author of `answered` asks again."""
        return access.token_of(self.answered.contribution)


def build(stage: Any) -> Scene:
    """Put it there."""
    clerk, service = stage.everywhere["clerk"].viewer, stage.everywhere["service"].viewer
    roads = actions.keep_service(
        clerk, key="roads", title=Text({"nl": "Wegen", "fr": "Voirie", "en": "Roads"}), days=10, members=[stage.cast.bob.person]
    )  # fmt: skip
    parks = actions.keep_service(clerk, key="parks", title=Text({"nl": "Parken", "fr": "Parcs", "en": "Parks"}), days=5)
    route = actions.keep_route(clerk, service=roads, kind="repair")
    waiting, twin, answered = (
        say(stage, "Een put in de straat"), say(stage, "Gat in de weg"), say(stage, "De stoep is stuk")
    )  # fmt: skip
    actions.answer(
        service, request=answered, outcome="accepted", text="De stoep aan de school wordt deze maand vernieuwd.",
        follows="Nieuwe tegels tussen de school en het plein.", by=Subject("answers.service", "roads"),
    )  # fmt: skip
    return Scene(roads, parks, route, waiting, answered, twin)


def say(stage: Any, title: str, **more: Any) -> Request:
    """Somebody tells of something to repair, in the first neighbourhood."""
    told = {
        "kind": "repair",
        "body": "Op de hoek van het plein.",
        "language": "nl",
        "where": Where(lon=4.345, lat=50.857),
    } | more
    city = Opening.objects.prefetch_related("areas").get(key="city")
    row = contributions.submit(stage.cast.charlie.viewer, opening=city, title=title, **told).contribution
    found = queries.of(row)
    assert found is not None
    return found
