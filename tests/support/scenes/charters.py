"""What of charters stands on the stage of every test."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wijk.charters import actions
from wijk.charters.actions import ArticleDraft
from wijk.charters.models import Document, Proposal, Remark, Round, Waiting, today
from wijk.core.text import Text
from wijk.core.viewer import Operator

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class CharterScene:
    """A charter under review, owned by the steering committee, with a remark of a resident, a proposal of the service and the words
    of a passer-by that wait for their letter to be opened; and the rules of a shared garden that nobody reviews yet."""

    charter: Document
    garden: Document
    round: Round
    remark: Remark
    proposal: Proposal
    waiting: Waiting


def build(stage: "Stage") -> CharterScene:
    """Put it there; what comes back is `stage.scenes["charters"]`."""
    operator, day = Operator(), today()
    owner = stage.scenes["organs"].committee
    title = Text(
        {"nl": "Handvest van de Oude Markt", "fr": "Charte du Vieux Marché", "en": "Charter of the Old Market"}
    )
    charter = actions.keep_document(
        operator, title=title, kind="participation", owner=owner, place=HERE, next_review=day, rhythm=24,
        about=Text({"nl": "Hoe wij samen beslissen.", "fr": "Comment nous décidons.", "en": "How we decide together."}),
    )  # fmt: skip
    actions.adopt_edition(
        operator, document=charter, articles=ARTICLES, on=day - timedelta(days=700), why=Text.of("The first charter.")
    )
    charter.refresh_from_db()
    round = actions.open_round(
        operator, document=charter, opens_on=day, closes_on=day + timedelta(days=20),
        fixed=Text({"nl": "Het budget ligt vast.", "fr": "Le budget est fixé.", "en": "The council has fixed the budget until 2027."}),
    )  # fmt: skip
    remark = actions.say(
        stage.helper.viewer,
        round=round,
        slug="meetings",
        wish="change",
        body="Please meet in the evening.",
        language="en",
    )
    proposal = actions.propose(
        stage.everywhere["service"].viewer, round=round, slug="meetings", language="en",
        body="We meet every month in the house of the neighbourhood, in the evening.", voice=actions.Voice("service"),
    )  # fmt: skip
    waiting = actions.ask_to_say(
        round=round, slug="space", wish="keep", body="This is good as it is.", email="buur@voorbeeld.be", language="en"
    )
    garden = actions.keep_document(
        operator, title=Text({"nl": "Regels van de tuin", "fr": "Règles du jardin", "en": "Rules of the garden"}),
        kind="shared-place", owner=owner, place=HERE, next_review=day + timedelta(days=90),
    )  # fmt: skip
    rules = [ArticleDraft("gate", Text.of("The gate"), Text.of("Who leaves last closes the gate."), open_clause=True)]
    actions.adopt_edition(operator, document=garden, articles=rules, on=day - timedelta(days=30), why=Text())
    garden.refresh_from_db()
    return CharterScene(charter, garden, round, remark, proposal, waiting)


ARTICLES = (
    ArticleDraft(
        "everybody", Text({"nl": "Voor iedereen", "fr": "Pour tous", "en": "For everybody"}),
        Text({"nl": "Iedereen mag meedoen.", "fr": "Chacun peut participer.", "en": "Everybody may take part."}), intention=True,
    ),
    ArticleDraft(
        "meetings", Text({"nl": "Vergaderen", "fr": "Réunions", "en": "Meetings"}),
        Text({"nl": "Wij vergaderen elke maand in het buurthuis.", "en": "We meet every month in the house of the neighbourhood."}),
    ),
    ArticleDraft(
        "space", Text({"nl": "Ruimte", "fr": "Espace", "en": "Room"}),
        Text({"nl": "Wat hier niet staat, spreken buren af.", "en": "What is not said here, neighbours agree."}), open_clause=True,
    ),
)  # fmt: skip
