"""A pile of sheets comes in, and is done with."""

from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from wijk.accounts.queries import area_known
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import access
from wijk.sheets.models import OPEN, WAYS, Batch, Sheet, State
from wijk.trail.actions import record
from wijk.ui import plain


@transaction.atomic
def open_batch(
    viewer: Viewer, *, area: str, on: date, way: str = "counter", label: str = "", counted: int | None = None
) -> Batch:
    """Begin a batch: sheets that came in at one place on one day."""
    if not viewer.may(access.OPEN, area):
        raise NotAllowed(access.OPEN)
    if not area_known(area):
        raise Absent("area")
    if way not in WAYS:
        raise Refused("batch-way", _("Say how the sheets came in."), field="way")
    if on > clock.today():
        raise Refused("batch-later", _("This day has not come yet. Say on which day the sheets came in."), field="on")
    if counted is not None and not 0 < counted <= 100_000:
        raise Refused("batch-counted", _("Say how many sheets lie in the pile, or leave it open."), field="counted")
    row = Batch.objects.create(area=area, on=on, way=way, label=plain.line(label, longest=80), counted=counted)
    record(
        viewer, verb=access.OPEN, subject=Subject("sheets.batch", row.key), area=area,
        data={"day": on.isoformat(), "way": way, "counted": counted},
    )  # fmt: skip
    return row


@transaction.atomic
def put_back(viewer: Viewer, *, batch: Batch, sheet: Sheet) -> None:
    """Take a sheet out of a batch again, with what was typed of it: its code was the wrong one. Nothing else happened to it."""
    if not viewer.may(access.OPEN, batch.area):
        raise NotAllowed(access.OPEN)
    row = Sheet.objects.select_for_update().filter(pk=sheet.pk, batch=batch).first()
    if row is None:
        raise Absent("sheet")
    if row.state != State.BACK or row.typings.filter(done=True).exists():
        raise Refused("sheet-typed", _("This sheet was typed already, so that it stays in the pile."))
    row.typings.all().delete()
    row.scans.update(sheet=None)
    row.state, row.batch = State.GIVEN, None
    row.save(update_fields=["state", "batch"])


@transaction.atomic
def close_batch(viewer: Viewer, *, batch: Batch) -> Batch:
    """Done with: each sheet was taken in or is void. Refused while one is not."""
    if not viewer.may(access.CLOSE, batch.area):
        raise NotAllowed(access.CLOSE)
    row = Batch.objects.select_for_update().get(pk=batch.pk)
    if row.closed_at is not None:
        raise Refused("batch-closed", _("This pile was closed already."))
    found = dict(row.sheets.order_by().values_list("state").annotate(n=Count("pk")))
    if left := sum(found.get(state, 0) for state in OPEN):
        raise Refused("batch-open", _("{left} sheets of this pile are not done with yet. Do these first."), left=left)
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    record(
        viewer, verb=access.CLOSE, subject=Subject("sheets.batch", row.key), area=row.area,
        data={"sheets": sum(found.values()), "taken": found.get(State.TAKEN, 0), "void": found.get(State.VOID, 0),
              "settled": row.settled, "compared": row.compared, "differing": row.differing, "minutes": round(row.seconds / 60)},
    )  # fmt: skip
    return row


def check_open(viewer: Viewer, batch: Batch) -> None:
    """May this viewer type in this batch, and does it still take sheets?"""
    if not viewer.may(access.OPEN, batch.area):
        raise NotAllowed(access.OPEN)
    if Batch.objects.filter(pk=batch.pk).exclude(closed_at=None).exists():
        raise Refused("batch-closed", _("This pile was closed already."))
