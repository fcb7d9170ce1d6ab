"""What of processes stands on the stage of every test."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.organs import actions as organs
from wijk.organs.models import Organ
from wijk.processes import actions
from wijk.processes.framing import Contact, Decider, Expert, Means, Share, Topic, Training
from wijk.processes.models import Process

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class ProcessScene:
    """A square that is made anew: a first phase is open under version 1, which the steering committee endorsed; a draft of another."""

    square: Process
    draft: Process
    committee: Organ
    promise: int
    today: date


def said(nl: str, fr: str, en: str) -> Text:
    """A text in three languages."""
    return Text({"nl": nl, "fr": fr, "en": en})


def build(stage: "Stage") -> ProcessScene:
    """Put it there; what comes back is `stage.scenes["processes"]`."""
    viewer, today = Operator(), clock.today()
    title = said("Het plein opnieuw", "La place autrement", "The square anew")
    square = actions.create_process(
        viewer, title=title, summary=said("Wat komt er op het plein?", "Que faire de la place ?", "What comes to the square?"),
        place=HERE, themes=["mobility"], starts=today - timedelta(days=20), ends=today + timedelta(days=100), living_there="yes",
    )  # fmt: skip
    committee = organs.found_organ(
        viewer, title=said("Stuurcomité plein", "Comité de la place", "Square committee"), kind="steering-committee",
        place=HERE, process=square.key,
    )  # fmt: skip
    fill(square, committee, today)
    actions.publish_framework(viewer, process=square, warnings_read=True)
    actions.announce_process(viewer, process=square)
    about = Subject("organs.organ", committee.key)
    actions.endorse(viewer, process=square, number=1, about=about, by=Text.of("In its meeting"))
    actions.open_phase(viewer, process=square, code="look")
    kept = actions.promise(
        viewer, process=square, phase="look", kind="report", title=said("Een verslag", "Un rapport", "A report")
    )
    draft = actions.create_process(viewer, title=Text.of("Nog niet gezegd"), place=HERE)
    square.refresh_from_db()
    return ProcessScene(square, draft, committee, kept.pk, today)


def fill(process: Process, committee: Organ, today: date) -> None:
    """Phases, participants and a whole framework, ready to be published."""
    viewer = Operator()
    looks, choices = said("Kijken", "Regarder", "Looking"), said("Kiezen", "Choisir", "Choosing")
    start, middle = today - timedelta(days=10), today + timedelta(days=30)
    actions.keep_phase(
        viewer, process=process, code="look", title=looks, start=start, end=middle,
        doing=said("Kom kijken op het plein.", "Venez voir la place.", "Come and look at the square."), link="/nl/",
    )  # fmt: skip
    last = middle + timedelta(days=60)
    actions.keep_phase(
        viewer, process=process, code="choose", title=choices, start=middle + timedelta(days=1), end=last
    )
    actions.keep_participant(
        viewer,
        process=process,
        code="street",
        title=said("Wie in de straat woont", "Les gens de la rue", "People of the street"),
    )
    actions.keep_participant(viewer, process=process, code="committee", about=Subject("organs.organ", committee.key))
    for section, parts in framework(committee).items():
        actions.write_framework(viewer, process=process, section=section, parts=parts)


def framework(committee: Organ) -> dict[str, dict[str, object]]:
    """Every section of a framework that can be published without a warning."""
    trees = said("De bomen blijven.", "Les arbres restent.", "The trees stay.")
    benches = said("De banken", "Les bancs", "The benches")
    council = said("De gemeenteraad", "Le conseil communal", "The municipal council")
    words = said("Zo is het afgesproken.", "C’est convenu ainsi.", "So it was agreed.")
    return {
        "levels": {
            "shares": (
                Share("look", "street", "consult"), Share("look", "committee", "concert"),
                Share("choose", "street", "concert"), Share("choose", "committee", "negotiate", words),
            )
        },
        "topics": {"topics": (Topic(trees, False, words, council), Topic(benches, True, words, council))},
        "decisions": {"deciders": (Decider(benches, "", committee.key, "consensus"),), "elected": council},
        "rights": {"rights": words, "duties": words},
        "means": {"means": (Means("", 120, 500_000, words),)},
        "people": {
            "coordinator": Contact(said("Projectleider", "Chef de projet", "Project leader")),
            "follow_up": Contact(said("Ombudsdienst", "Service de médiation", "Ombuds service")),
            "expert": Expert(said("Een bureau", "Un bureau", "A firm"), words, said("De stad", "La ville", "The city")),
        },
        "training": {"training": (Training("participants", words, 6), Training("staff", words, 12))},
        "residents": {"living": "yes", "future": words, "expectations": words},
        "information": {"information": words, "change": words},
    }  # fmt: skip
