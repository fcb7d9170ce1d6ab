"""Each verb of helping, done once for real."""

from datetime import timedelta
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes.helping import line, said, terms
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.helping import actions

DONE: dict[str, Act] = {}
does = into(DONE)


@does("helping.give_receipt")
def _give(stage: Stage, folder: Path) -> object:
    return actions.write_down(stage.everywhere["facilitator"].viewer, said=said("Een bank"))


@does("helping.claim_receipt")
def _claim(stage: Stage, folder: Path) -> object:
    return actions.claim(stage.stranger.viewer, receipt=stage.scenes["helping"].receipt)


@does("helping.keep_tour")
def _tour(stage: Stage, folder: Path) -> object:
    return actions.keep_tour(stage.everywhere["clerk"].viewer, title=Text.of("Rond"), intro=Text())


@does("helping.set_stop")
def _stop(stage: Stage, folder: Path) -> object:
    return actions.set_stop(stage.everywhere["clerk"].viewer, tour=stage.scenes["helping"].tour, terms=terms(2))


@does("helping.cancel_stop")
def _cancel(stage: Stage, folder: Path) -> object:
    return actions.cancel_stop(stage.everywhere["clerk"].viewer, stop=stage.scenes["helping"].stop)


@does("helping.count_stop")
def _count(stage: Stage, folder: Path) -> object:
    with clock.at(clock.now() + timedelta(days=2)):
        stop = stage.scenes["helping"].stop
        return actions.count_stop(stage.everywhere["clerk"].viewer, stop=stop, talked=12, sheets=3, newcomers=4)


@does("helping.list_action")
def _list(stage: Stage, folder: Path) -> object:
    return actions.list_action(stage.stranger.viewer, line=line("Straatfeest"))


@does("helping.confirm_action")
def _confirm(stage: Stage, folder: Path) -> object:
    row = actions.list_action(Passerby(), line=line("Straatfeest"), email="an@voorbeeld.be")
    return actions.confirm_action(Passerby(), action=row)


@does("helping.take_off_action")
def _take_off(stage: Stage, folder: Path) -> object:
    return actions.take_off_action(stage.stranger.viewer, action=stage.scenes["helping"].action)
