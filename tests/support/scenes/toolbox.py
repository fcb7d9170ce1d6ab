"""What of toolbox stands on the stage of every test: a plan of a facilitator, a closure, and one card of the city's own."""

from datetime import date
from typing import TYPE_CHECKING, Any

from wijk.core.text import Text
from wijk.toolbox import actions, deck
from wijk.toolbox.plans import Choice, Means, Wish

if TYPE_CHECKING:
    from tests.support.stage import Stage

OWN = "street-table"


def own_card(code: str = OWN) -> dict[str, Any]:
    """The document of a card that no house knows."""
    facts = dict(deck.built_in()["world-cafe"])
    return {**facts, "code": code, **{k: {**facts[k], "title": f"Street table {k}"} for k in ("nl", "fr", "en")}}


def a_wish(place: str = "", **more: Any) -> Wish:
    """A plan of two cards, answered and with means."""
    choices = (
        Choice("exploratory-walk", "consult", "diagnose", consulted="The association of the street"),
        Choice("coproduction-workshop", "coproduce", "design", nobody_yet=True),
    )
    told = {
        "choices": choices,
        "start": date(2027, 1, 11),
        "means": Means(500, 2_000_000),
        "title": Text.of("The square"),
    }
    return Wish(**(told | {"place": place} | more))  # type: ignore[arg-type]


def build(stage: "Stage") -> object:
    """Put it there; what comes back is `stage.scenes["toolbox"]`."""
    dora = stage.cast.dora.viewer
    autumn = Text({"nl": "Herfstvakantie", "fr": "Congé d’automne", "en": "Autumn holiday"})
    closure = actions.keep_closure(dora, title=autumn, kind="school", start=date(2027, 10, 25), end=date(2027, 11, 7))
    card = actions.keep_card(dora, facts=own_card())
    plan = actions.keep_plan(stage.everywhere["facilitator"].viewer, wish=a_wish())
    return {"plan": plan.key, "closure": closure.pk, "card": card.code}
