"""Each verb of toolbox, done once for real."""

from datetime import date
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes.toolbox import OWN, a_wish, own_card
from tests.support.stage import ELSEWHERE, Stage
from wijk.core.text import Text
from wijk.toolbox import actions

DONE: dict[str, Act] = {}
does = into(DONE)


@does("toolbox.keep_plan")
def _keep(stage: Stage, folder: Path) -> object:
    return actions.keep_plan(stage.elsewhere["facilitator"].viewer, wish=a_wish(ELSEWHERE))


@does("toolbox.drop_plan")
def _drop(stage: Stage, folder: Path) -> object:
    return actions.drop_plan(stage.everywhere["facilitator"].viewer, key=stage.scenes["toolbox"]["plan"])


@does("toolbox.keep_card")
def _card(stage: Stage, folder: Path) -> object:
    return actions.keep_card(stage.everywhere["manager"].viewer, facts=own_card("kitchen-table"))


@does("toolbox.retire_card")
def _retire(stage: Stage, folder: Path) -> object:
    return actions.retire_card(stage.everywhere["manager"].viewer, code=OWN)


@does("toolbox.keep_closure")
def _closure(stage: Stage, folder: Path) -> object:
    days = {"start": date(2027, 5, 7), "end": date(2027, 5, 7)}
    return actions.keep_closure(stage.everywhere["clerk"].viewer, title=Text.of("Bridge day"), kind="office", **days)


@does("toolbox.drop_closure")
def _drop_closure(stage: Stage, folder: Path) -> object:
    return actions.drop_closure(stage.everywhere["clerk"].viewer, pk=stage.scenes["toolbox"]["closure"])
