"""What of actors stands on the stage of every test."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijk.actors import actions
from wijk.actors.models import Draft, Keeping, Organisation
from wijk.core.text import Text
from wijk.core.viewer import Operator

if TYPE_CHECKING:
    from tests.support.stage import Stage

#: A list as a federation might keep it.
LIST = "id;naam;wijk;e-mail;website\nA1;Fietsers van de Markt;Oude Markt;info@fietsers.example;fietsers.example\n"


@dataclass(frozen=True, slots=True)
class Scene:
    """`house` is kept by Charlie, `group` waits for an answer to `asking`; `draft` lies on a manager's desk."""

    house: Organisation
    group: Organisation
    keeping: Keeping
    asking: Keeping
    draft: Draft
    handover: str


def build(stage: "Stage") -> Scene:
    """Two organisations in HERE: the house of the neighbourhood with its keeper, and a residents' group without."""
    here = ("neighbourhood/1",)
    told = Text({"nl": "Ontmoeting en huiswerk.", "fr": "Rencontres et devoirs.", "en": "Meeting and homework."})
    house = actions.add_organisation(Operator(), facts=actions.Facts(
        title=Text({"nl": "Buurthuis Oude Markt", "fr": "Maison du Vieux Marché"}), kind="centre", does=told,
        themes=("participation", "education"), languages=("nl", "fr", "ary"), places=here, seat="Oude Markt 3",
        lon=4.345, lat=50.857, website="https://buurthuis.example", phone="02 123 45 67", email="hallo@buurthuis.example",
    ))  # fmt: skip
    group = actions.add_organisation(Operator(), facts=actions.Facts(
        title=Text.of("Bewoners van het Kanaal", "nl"), kind="residents", places=("neighbourhood/2",)
    ))  # fmt: skip
    keeping = Keeping.objects.create(
        organisation=house, person=stage.cast.charlie.person, confirmed_at=house.changed_at
    )
    asking = actions.ask_to_keep(stage.everywhere["resident"].viewer, organisation=group, by_letter=False)
    manager = stage.everywhere["manager"].viewer
    spec = actions.ListSpec("Federation of cyclists", "https://lists.example/", "CC0-1.0")
    draft = actions.keep_draft(manager, chunks=[LIST.encode()], name="list.csv", spec=spec)
    handover = actions.offer_handover(stage.cast.charlie.viewer, organisation=house)
    return Scene(house, group, keeping, asking, draft, handover)
