"""Each verb of sheets, done once for real."""

from pathlib import Path

from tests.support.doing import Act, into
from tests.support.leaves import WALL
from tests.support.scenes.sheets import FIRST, HERE
from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.core import clock
from wijk.sheets import actions
from wijk.sheets.models import Sheet

DONE: dict[str, Act] = {}
does = into(DONE)


def _clerk(stage: Stage) -> PersonViewer:
    return stage.everywhere["clerk"].viewer


@does("sheets.print_sheets")
def _print(stage: Stage, folder: Path) -> object:
    return actions.print_sheets(_clerk(stage), subject=WALL, form="leaf", language="fr", count=2, area=HERE)


@does("sheets.give_out")
def _give(stage: Stage, folder: Path) -> object:
    return actions.give_out(_clerk(stage), printing=stage.scenes["sheets"].simple, first=2, last=4)


@does("sheets.void_sheet")
def _void(stage: Stage, folder: Path) -> object:
    return actions.void_numbers(_clerk(stage), printing=stage.scenes["sheets"].simple, first=2, last=4, reason="lost")


@does("sheets.open_batch")
def _open(stage: Stage, folder: Path) -> object:
    return actions.open_batch(_clerk(stage), area=HERE, on=clock.today(), way="box", counted=12)


@does("sheets.settle")
def _settle(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["sheets"]
    sheet = Sheet.objects.get(pk=scene.differs.pk)
    return actions.settle(_clerk(stage), batch=scene.pile, sheet=sheet, values=FIRST)


@does("sheets.close_batch")
def _close(stage: Stage, folder: Path) -> object:
    return actions.close_batch(_clerk(stage), batch=stage.scenes["sheets"].empty)
