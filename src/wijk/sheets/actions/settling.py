"""Two people typed differently: a third one looks at the paper and decides, field by field."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import access, codes, papers
from wijk.sheets.actions.batches import check_open
from wijk.sheets.actions.handing import hand_over
from wijk.sheets.actions.typing import third
from wijk.sheets.models import Batch, Sheet, State
from wijk.trail.actions import record


def settle(viewer: Viewer, *, batch: Batch, sheet: Sheet, values: Mapping[str, str]) -> Sheet:
    """Say what stands on the paper. Refused for whoever typed it, and where somebody settled it in the meantime."""
    if not viewer.may(access.SETTLE, batch.area):
        raise NotAllowed(access.SETTLE)
    check_open(viewer, batch)
    with transaction.atomic():
        row = Sheet.objects.select_for_update(of=("self",)).select_related("printing").filter(pk=sheet.pk, batch=batch).first()  # fmt: skip
        if row is None:
            raise Absent("sheet")
        if row.state not in (State.DIFFERS, State.WRONG) or not row.printing.double:
            raise Refused("sheet-settled", _("Nothing needs to be settled here any more."))
        form, typed = papers.read(row.printing.told), list(row.typings.all())
        if codes.hand(viewer) in {one.hand for one in typed}:
            raise third()
        clean = papers.cleaned(form, values)
        if not any(clean.values()):
            raise Refused("sheet-empty", _("Nothing was typed. If nothing stands on the paper, declare it void."))
        first = row.state == State.DIFFERS
        row.state, row.values, row.fault = State.READY, clean, {}
        row.save(update_fields=["state", "values", "fault"])
        Batch.objects.filter(pk=batch.pk).update(settled=F("settled") + int(first))
        unlike = papers.unlike(form, typed[0].values, typed[1].values) if len(typed) == 2 else []
        record(
            viewer, verb=access.SETTLE, subject=Subject("sheets.batch", batch.key), area=batch.area,
            data={"differing": len(unlike), "form": row.printing.form, "printing": row.printing.key},
        )  # fmt: skip
    return hand_over(viewer, sheet=row)
