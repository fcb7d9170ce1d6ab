"""What of organs stands on the stage of every test."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.organs import actions, queries
from wijk.organs.models import Decision, Mandate, Opinion, Organ

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class OrganScene:
    """A committee with a chair (Charlie, who has an account and no role), four members and a substitute; a council that advises; a
    working group; a public decision, a reserved one, and an opinion that was asked."""

    committee: Organ
    council: Organ
    group: Organ
    hidden: Organ
    chair: Mandate
    members: tuple[Mandate, ...]
    substitute: Mandate
    decision: Decision
    reserved: Decision
    opinion: Opinion
    day: date


def build(stage: "Stage") -> OrganScene:
    """Put it there; what comes back is `stage.scenes["organs"]`."""
    operator, day = Operator(), queries.today()
    began = day - timedelta(days=300)
    title = Text(
        {"nl": "Stuurcomité Oude Markt", "fr": "Comité de pilotage Vieux Marché", "en": "Steering committee Old Market"}
    )
    committee = actions.found_organ(
        operator, title=title, kind="steering-committee", place=HERE, since=began, rule="majority"
    )
    chair = actions.give_mandate(operator, organ=committee, person=stage.stranger.person, role="chair", since=began)
    names = ("Anna Appel", "Bram Berk", "Cleo Citroen")
    seats = tuple(
        actions.give_mandate(operator, organ=committee, name=name, role="member", since=began, public=name == names[0])
        for name in names
    )
    substitute = actions.give_mandate(
        operator, organ=committee, name="Daan Dadel", role="substitute", since=began, substitute_for=seats[0]
    )
    votes = {chair.pk: "for", seats[0].pk: "for", seats[1].pk: "against", seats[2].pk: "abstain"}
    decision = actions.decide(
        operator, organ=committee, on=day - timedelta(days=20), votes=votes,
        title=Text({"nl": "Het plein wordt autovrij", "fr": "La place sera sans voitures", "en": "The square becomes car-free"}),
        motion=Text.of("Cars leave the square from 1 May."), dissent=Text.of("One member fears for the market."),
        about=Subject("territory.area", HERE),
    )  # fmt: skip
    reserved = actions.decide(
        operator, organ=committee, on=day - timedelta(days=10), votes=votes, title=Text.of("Geheimschrift"),
        motion=Text.of("Verborgenheid"), public=False,
    )  # fmt: skip
    council = actions.found_organ(
        operator, title=Text({"nl": "Seniorenraad", "fr": "Conseil des aînés", "en": "Seniors’ council"}), kind="advisory-council",
        place="", since=began,
    )  # fmt: skip
    group = actions.found_organ(
        operator, title=Text({"nl": "Werkgroep groen", "fr": "Groupe verdure", "en": "Green group"}), kind="thematic-group", place=HERE,
        parent=committee, mandate=Text.of("Propose where trees can stand."), agenda=Text.of("Trees, benches, water."),
        until=day + timedelta(days=90), decision=decision,
    )  # fmt: skip
    hidden = actions.found_organ(
        operator, title=Text.of("Stiltekamer"), kind="management-team", place=HERE, since=began, public=False
    )
    opinion = actions.ask_opinion(
        operator, organ=council, by=committee, question=Text({"nl": "Kan iedereen zitten?", "en": "Can everybody sit down?"}),
        due=day + timedelta(days=30), about=Subject("territory.area", HERE),
    )  # fmt: skip
    return OrganScene(committee, council, group, hidden, chair, seats, substitute, decision, reserved, opinion, day)
