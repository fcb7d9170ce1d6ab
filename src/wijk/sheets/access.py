"""Who prints, types and settles sheets? Who works in the neighbourhood; the doors to printings, batches and sheets."""

from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.core.errors import Absent
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.sheets import codes
from wijk.sheets.models import Batch, Printing, Scan, Sheet
from wijk.territory.queries import lying_in

Row = TypeVar("Row", Printing, Batch)
HANDS: list[Role] = ["facilitator", "manager", "clerk", "administrator"]
PRINT, GIVE, VOID = "sheets.print_sheets", "sheets.give_out", "sheets.void_sheet"
OPEN, SETTLE, CLOSE = "sheets.open_batch", "sheets.settle", "sheets.close_batch"

VERBS = [
    Verb.by(PRINT, HANDS, _("Printed {count} sheets of “{title}”.")),
    Verb.by(GIVE, HANDS, _("Handed out {count} sheets.")),
    Verb.by(VOID, HANDS, _("Declared {count} sheets void: {reason}.")),
    Verb.by(OPEN, HANDS, _("Took in a pile of sheets that came on {day}.")),
    Verb.by(
        SETTLE, HANDS, _("Settled, as a third person, a sheet on which {differing} fields were typed differently.")
    ),
    Verb.by(CLOSE, HANDS, _("Closed a pile of {sheets} sheets: {taken} taken in, {void} void.")),
]


def places(viewer: Viewer, verb: str = OPEN) -> frozenset[str]:
    """Where somebody may do this: references of areas; "" is the whole city and everything in it."""
    if viewer.may(verb):
        return frozenset({""})
    return viewer.places(verb) if isinstance(viewer, PersonViewer) else frozenset()


def enter_office(viewer: Viewer) -> None:
    """The door of the office pages that stand for no single thing; Absent for who types nowhere."""
    if not places(viewer):
        raise Absent("sheets")


def printings_of(viewer: Viewer) -> "QuerySet[Printing]":
    """What was printed for where somebody works."""
    return _in(Printing.objects.all(), places(viewer, PRINT))


def batches_of(viewer: Viewer) -> "QuerySet[Batch]":
    """The batches of where somebody works."""
    return _in(Batch.objects.all(), places(viewer))


def open_printing(viewer: Viewer, key: str, verb: str = PRINT) -> Printing:
    """A printing, for who may do this to it. Absent and forbidden look the same."""
    found = Printing.objects.filter(key=key).first()
    if found is None or not viewer.may(verb, found.area):
        raise Absent("printing")
    return found


def open_batch(viewer: Viewer, key: str, verb: str = OPEN) -> Batch:
    """A batch, for who may do this to it. Absent and forbidden look the same."""
    found = Batch.objects.filter(key=key).first()
    if found is None or not viewer.may(verb, found.area):
        raise Absent("batch")
    return found


def open_sheet(batch: Batch, pk: int) -> Sheet:
    """A sheet of a batch that is open to the viewer."""
    found = Sheet.objects.select_related("printing").filter(pk=pk, batch=batch).first() if pk < 2**62 else None
    if found is None:
        raise Absent("sheet")
    return found


def open_scan(batch: Batch, pk: int) -> Scan:
    """A scan of a batch that is open to the viewer."""
    found = Scan.objects.filter(pk=pk, batch=batch).first() if pk < 2**62 else None
    if found is None:
        raise Absent("scan")
    return found


def read_sheet(typed: str) -> Sheet:
    """The sheet with this code, for everybody who has it; Absent where there is none."""
    code = codes.read(typed)
    found = Sheet.objects.select_related("printing").filter(mark=codes.mark(code)).first() if code else None
    if found is None:
        raise Absent("sheet")
    return found


def _in(rows: "QuerySet[Row]", mine: frozenset[str]) -> "QuerySet[Row]":
    """Those in one of these areas, or in an area that lies in one of them."""
    if "" in mine:
        return rows
    return rows.filter(area__in=lying_in(mine))
