"""What stands in the test town for sheets: two printings of a wall, and a pile with sheets in several states."""

from dataclasses import dataclass
from typing import Any

from tests.support.leaves import COUNTS, WALL
from tests.support.pictures import jpeg, photograph
from wijk.core import clock
from wijk.core.viewer import Operator
from wijk.sheets import actions
from wijk.sheets.models import Batch, Printing, Scan, Sheet

HERE = "neighbourhood/1"
FIRST = {"what": "bench", "title": "Een bank", "text": "In de schaduw.", "news": "1", "s1": "agree", "s2": "pass"}


@dataclass(frozen=True, slots=True)
class Scene:
    """`simple` is typed by one, `double` by two. In `pile` lie `begun` (of `simple`), `differs` (of `double`) and a `scan`; `free` is
    the code of a sheet that is still out; `empty` is a pile without sheets."""

    simple: Printing
    double: Printing
    pile: Batch
    begun: Sheet
    differs: Sheet
    scan: Scan
    free: str
    empty: Batch


def build(stage: Any) -> Scene:
    """Put it there."""
    fay = stage.cast.fay.viewer
    simple = actions.print_sheets(
        fay, subject=WALL, form="leaf", language="nl", count=6, spare=2, area=HERE, hand_in="Wijkhuis"
    )
    double = actions.print_sheets(fay, subject=COUNTS, form="leaf", language="nl", count=4, area=HERE)
    pile = actions.open_batch(fay, area=HERE, on=clock.today(), way="stand", counted=5)
    empty = actions.open_batch(fay, area=HERE, on=clock.today())
    begun = actions.take_up(fay, batch=pile, code=code_of(simple, 1))
    actions.keep(fay, batch=pile, sheet=begun, values=FIRST)
    differs = two_typed(stage, pile, code_of(double, 1))
    actions.add_scans(fay, batch=pile, uploads=[photograph("page.jpg", jpeg(600, 800))])
    return Scene(simple, double, pile, begun, differs, pile.scans.get(), code_of(simple, 5), empty)


def code_of(printing: Printing, number: int) -> str:
    """The code of a sheet that is out."""
    return str(printing.sheets.get(number=number).code)


def two_typed(stage: Any, pile: Batch, code: str) -> Sheet:
    """A sheet that two people typed differently."""
    for viewer, title in ((stage.cast.fay.viewer, "Een bank"), (Operator("second"), "Een bang")):
        sheet = actions.take_up(viewer, batch=pile, code=code)
        sheet = actions.finish(viewer, batch=pile, sheet=sheet, values={**FIRST, "title": title})
    return sheet
