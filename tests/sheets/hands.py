"""People who type, and the quickest way through a sheet, for the tests of this room."""

from collections.abc import Mapping

from tests.support.scenes.sheets import FIRST, HERE, code_of
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.viewer import Operator, Viewer
from wijk.sheets import actions
from wijk.sheets.models import Batch, Printing, Sheet

ANN, BEN, CAN = Operator("ann"), Operator("ben"), Operator("can")
__all__ = ["ANN", "BEN", "CAN", "FIRST", "HERE", "code_of", "pile", "printed", "typed"]


def printed(subject: Subject, count: int = 3, *, spare: int = 0, language: str = "nl") -> Printing:
    """So many sheets of the wall."""
    return actions.print_sheets(ANN, subject=subject, form="leaf", language=language, count=count, spare=spare)


def pile() -> Batch:
    """A pile of today."""
    return actions.open_batch(ANN, area="", on=clock.today())


def typed(viewer: Viewer, batch: Batch, code: str, **other: str) -> Sheet:
    """One person types one sheet from the code to the end."""
    sheet = actions.take_up(viewer, batch=batch, code=code)
    values: Mapping[str, str] = {**FIRST, **other}
    return actions.finish(viewer, batch=batch, sheet=sheet, values=values)
