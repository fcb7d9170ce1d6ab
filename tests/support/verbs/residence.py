"""Each verb of residence, done once for real."""

from pathlib import Path
from typing import Any

from tests.support.doing import Act, into
from tests.support.scenes.residence import HERE, SCOPE, csv
from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.residence import actions

DONE: dict[str, Act] = {}
does = into(DONE)


def _desk(stage: Stage) -> PersonViewer:
    return stage.everywhere["administrator"].viewer


@does("residence.require")
def _require(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {
        "level": "verified",
        "why": Text.of("Only who lives here decides."),
        "ways": ["counter"],
        "place": HERE,
    }
    return actions.require(_desk(stage), scope=Subject.parse(SCOPE), **told)


@does("residence.offer_ways")
def _offer(stage: Stage, folder: Path) -> object:
    return actions.offer_ways(_desk(stage), ways={"letter": Text(), "counter": Text.of("Town hall")})


@does("residence.print_letters")
def _print(stage: Stage, folder: Path) -> object:
    return actions.print_letters(_desk(stage))


@does("residence.letters_sent")
def _sent(stage: Stage, folder: Path) -> object:
    return actions.letters_sent(_desk(stage), batch=stage.scenes["residence"].batch)


@does("residence.drop_letter")
def _drop_letter(stage: Stage, folder: Path) -> object:
    actions.drop_letter(_desk(stage), number=stage.scenes["residence"].waiting)
    return None


@does("residence.confirm_at_counter")
def _counter(stage: Stage, folder: Path) -> object:
    return actions.confirm_at_counter(_desk(stage), area=HERE, seen=True)


@does("residence.set_columns")
def _columns(stage: Stage, folder: Path) -> object:
    return actions.set_columns(_desk(stage), fields=[("card", "digits", Text.of("Card"))])


@does("residence.stage_register")
def _stage(stage: Stage, folder: Path) -> object:
    return actions.stage_register(_desk(stage), text=csv())


@does("residence.use_register")
def _use(stage: Stage, folder: Path) -> object:
    return actions.use_register(_desk(stage), key=stage.scenes["residence"].draft)


@does("residence.drop_register")
def _drop(stage: Stage, folder: Path) -> object:
    actions.drop_register(_desk(stage), key=stage.scenes["residence"].draft)
    return None


@does("residence.tally")
def _tally(stage: Stage, folder: Path) -> object:
    for card in range(5):
        actions.declare(stage.everywhere["resident"].viewer, area=HERE if card % 2 else "neighbourhood/3")
    actions.declare(Passerby(), area=HERE)
    return actions.tally(clock.now())
