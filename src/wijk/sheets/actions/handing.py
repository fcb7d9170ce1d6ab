"""A settled sheet goes to the room that it is for: exactly once, also when two do it at the same moment or one dies in between.

The room's own verb and our note that the sheet was taken are one transaction. Before it the sheet is "ready", with its values; after
it nothing of them is left here. Whoever dies in between leaves a sheet that is ready, and the next who types takes it along.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import papers
from wijk.sheets.models import Batch, Sheet, State

#: So many that were left behind go along in one request.
ALONG = 50


def hand_over(viewer: Viewer, *, sheet: Sheet) -> Sheet:
    """Give a settled sheet to the room that it is for. A sheet that is not ready is given back as it is.

    What the room refuses comes back to the sheet, with the sentence and the field. Refused where this viewer may not bring it in:
    the sheet stays ready for a colleague.
    """
    with transaction.atomic():
        row = Sheet.objects.select_for_update(of=("self",)).select_related("printing").get(pk=sheet.pk)
        if row.state != State.READY:
            return row
        try:
            became = _give(viewer, row)
        except NotAllowed:
            raise Refused(
                "sheet-not-yours", _("You may not take in “{title}”. Ask a colleague of the place that it is for."),
                title=row.printing.title,
            ) from None  # fmt: skip
        except Refused as fault:
            return _refused(row, fault)
        return _taken(row, became)


def hand_over_all(viewer: Viewer, *, batch: Batch) -> int:
    """Give over what was left ready in a batch; how many were taken."""
    left = list(Sheet.objects.filter(batch=batch, state=State.READY).order_by("pk")[:ALONG])
    return sum(hand_over(viewer, sheet=row).state == State.TAKEN for row in left)


def _give(viewer: Viewer, row: Sheet) -> Subject:
    """The room's own verb; what it wrote is taken back when it refuses."""
    about = Subject.parse(row.printing.subject)
    given = row.batch.on if row.batch is not None else None
    with transaction.atomic():
        return papers.provider_of(about.kind).take(
            viewer,
            about,
            row.printing.form,
            row.values,
            once=row.code or "",
            language=row.printing.language,
            given=given,
        )


def _taken(row: Sheet, became: Subject) -> Sheet:
    """Nothing of what stood on it stays here."""
    if str(became) != row.printing.subject:
        row.became = str(became)[:200]
    return forget(row, State.TAKEN)


def forget(row: Sheet, state: State) -> Sheet:
    """Done with: the values, the code and who typed it go. Part of a verb, inside its transaction."""
    row.typings.all().delete()
    row.state, row.values, row.fault, row.code, row.on = state, {}, {}, None, clock.today()
    row.save(update_fields=["state", "values", "fault", "code", "on", "became", "reason"])
    return row


def _refused(row: Sheet, fault: Refused) -> Sheet:
    known = {one["code"] for one in row.printing.told["fields"]}
    field = str(fault.params.get("field", ""))
    sentence = str(fault)
    if isinstance(fault, Absent):
        sentence = _("What this sheet is for is not there any more, or takes nothing in any more.")
    row.state, row.fault = State.WRONG, {"code": fault.code, "sentence": sentence, "field": field if field in known else ""}  # fmt: skip
    row.save(update_fields=["state", "fault"])
    if not row.printing.double:  # whoever has the paper corrects it
        row.typings.update(done=False, seconds=0, touched_at=clock.now())
    return row
