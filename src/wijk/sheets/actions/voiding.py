"""A sheet counts for nothing: empty, not to be read, too late, taken back, never handed out, lost."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import access
from wijk.sheets.actions.handing import forget
from wijk.sheets.actions.printing import numbered
from wijk.sheets.models import DONE, OUT, Printing, Reason, Sheet, State
from wijk.sheets.words import reason_text
from wijk.trail.actions import record


@transaction.atomic
def void_sheets(viewer: Viewer, *, printing: Printing, sheets: Sequence[Sheet], reason: str, area: str = "") -> int:
    """Declare sheets of a printing void, for a reason; what was typed of them is thrown away. How many.

    `area` is where they came in, for sheets that came back in a batch elsewhere. Refused for a sheet that was taken in.
    """
    if not viewer.may(access.VOID, printing.area) and not (area and viewer.may(access.VOID, area)):
        raise NotAllowed(access.VOID)
    if reason not in Reason.values:
        raise Refused("void-reason", _("Say why."), field="reason")
    rows = list(Sheet.objects.select_for_update().filter(pk__in=[one.pk for one in sheets], printing=printing))
    if not rows or any(row.state in DONE for row in rows):
        raise Refused("void-done", _("One of these sheets was taken in or declared void already."))
    for row in rows:
        row.reason = reason
        forget(row, State.VOID)
    record(
        viewer, verb=access.VOID, subject=Subject("sheets.printing", printing.key), area=printing.area,
        data={"count": len(rows), "reason": dict(reason_text(reason)), "why": reason},
    )  # fmt: skip
    return len(rows)


@transaction.atomic
def void_numbers(viewer: Viewer, *, printing: Printing, first: int, last: int, reason: str) -> int:
    """Declare all sheets with these numbers void that are not back; how many."""
    if not viewer.may(access.VOID, printing.area):
        raise NotAllowed(access.VOID)
    rows = list(numbered(printing, first, last).select_for_update().filter(state__in=OUT))
    if not rows:
        raise Refused("void-done", _("None of these sheets is still out."), field="first")
    return void_sheets(viewer, printing=printing, sheets=rows, reason=reason)
