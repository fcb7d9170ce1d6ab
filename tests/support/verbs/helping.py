"""Each verb of helping, done once for real."""

from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes.helping import said
from tests.support.stage import Stage
from wijk.helping import actions

DONE: dict[str, Act] = {}
does = into(DONE)


@does("helping.give_receipt")
def _give(stage: Stage, folder: Path) -> object:
    return actions.write_down(stage.everywhere["facilitator"].viewer, said=said("Een bank"))


@does("helping.claim_receipt")
def _claim(stage: Stage, folder: Path) -> object:
    return actions.claim(stage.stranger.viewer, receipt=stage.scenes["helping"].receipt)
