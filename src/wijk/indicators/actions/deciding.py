"""A second person decides: publish, reject, withdraw; and which of two contradicting figures holds."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import CITY
from wijk.core.viewer import Operator, Viewer
from wijk.indicators.access import require
from wijk.indicators.actions import publishing
from wijk.indicators.actions.staging import cells_of, subject
from wijk.indicators.models import Delivery, Indicator, SetAside
from wijk.trail.actions import record

Status = Delivery.Status


def publish_delivery(viewer: Viewer, *, delivery: str, warnings_read: bool = False) -> Delivery:
    """Approve a staged delivery: its figures are public at once.

    Refused to whoever delivered it, while there are errors in it, and while its warnings were not read.
    """
    require(viewer, "publish_delivery")
    with transaction.atomic():
        found = _locked(delivery, Status.STAGED)
        _may_be_published(viewer, found, warnings_read)
        put_in_order(found, viewer)
        publishing.publish(found.parts.values_list("indicator_id", flat=True))
        record(
            viewer, verb="indicators.publish_delivery", subject=subject(found),
            data={"delivery": found.key, "sha256": found.sha256, "cells": cells_of(found)},
        )  # fmt: skip
    return found


def put_in_order(delivery: Delivery, viewer: Viewer) -> None:
    """Mark a delivery as published after all others."""
    # Two people who publish at the same moment must wait for each other; the rows of the catalogue are what both need.
    list(Indicator.objects.select_for_update().order_by("id").values_list("id", flat=True))
    last = Delivery.objects.aggregate(last=Max("published_order"))["last"] or 0
    delivery.status, delivery.published_order = Status.PUBLISHED, last + 1
    delivery.decided_by, delivery.decided_at = viewer.key, clock.now()
    delivery.save(update_fields=["status", "published_order", "decided_by", "decided_at"])


def _may_be_published(viewer: Viewer, found: Delivery, warnings_read: bool) -> None:
    if viewer.key == found.delivered_by and not isinstance(viewer, Operator):
        raise Refused("same-person", _("You delivered this file yourself. Somebody else must approve it."))
    severities = {finding["severity"] for finding in found.findings}
    if "error" in severities:
        raise Refused(
            "delivery-faulty", _("There are errors in this delivery. Reject it, and deliver a corrected file.")
        )
    if "warning" in severities and not warnings_read:
        raise Refused("warnings-unread", _("Read the warnings first, and confirm that you did."))


def reject_delivery(viewer: Viewer, *, delivery: str, reason: str) -> Delivery:
    """Turn a staged delivery down; its files stay."""
    require(viewer, "reject_delivery")
    with transaction.atomic():
        found = _close(viewer, _locked(delivery, Status.STAGED), Status.REJECTED, reason)
        record(viewer, verb="indicators.reject_delivery", subject=subject(found), data=_reasoned(found))
    return found


def withdraw_delivery(viewer: Viewer, *, delivery: str, reason: str) -> Delivery:
    """Take a published delivery back: what is published is as if it had never come. Its files stay."""
    require(viewer, "withdraw_delivery")
    with transaction.atomic():
        found = _close(viewer, _locked(delivery, Status.PUBLISHED), Status.WITHDRAWN, reason)
        publishing.publish(found.parts.values_list("indicator_id", flat=True))
        record(viewer, verb="indicators.withdraw_delivery", subject=subject(found), data=_reasoned(found))
    return found


def _reasoned(found: Delivery) -> Mapping[str, str]:
    return {"delivery": found.key, "reason": found.reason}


def _close(viewer: Viewer, found: Delivery, status: Status, reason: str) -> Delivery:
    found.status, found.reason = status, _given(reason)
    found.decided_by, found.decided_at = viewer.key, clock.now()
    found.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    return found


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason-missing", _("Say why. The reason is kept and everybody can read it."))
    return reason.strip()[:2000]


def _locked(key: str, status: Status) -> Delivery:
    found = Delivery.objects.select_for_update().filter(key=key).first()
    if found is None:
        raise Absent("delivery")
    if found.status != status:
        raise Refused("delivery-moved-on", _("This delivery is no longer in that state. Reload the page."))
    return found


def decide_set_aside(viewer: Viewer, *, delivery: str, choices: Mapping[int, int | None], reason: str) -> int:
    """Choose for cells that were set aside: key of the cell → number of the candidate, or None when none is right.

    Published at once where the delivery is; a decision may be changed later. Returns how many cells were decided.
    """
    require(viewer, "decide_set_aside")
    with transaction.atomic():
        found = Delivery.objects.select_for_update().filter(key=delivery).first()
        if found is None:
            raise Absent("delivery")
        if not choices:
            raise Refused("nothing-chosen", _("Choose a value for at least one cell."))
        rows = list(SetAside.objects.select_for_update().filter(delivery=found, id__in=choices))
        if len(rows) != len(choices):
            raise Absent("set aside")
        for row in rows:
            _choose(row, choices[row.id], viewer, _given(reason))
        SetAside.objects.bulk_update(rows, ["chosen", "refused", "decided_by", "decided_at", "reason"], batch_size=500)
        if found.status == Status.PUBLISHED:
            publishing.publish({row.indicator_id for row in rows})
        record(
            viewer, verb="indicators.decide_set_aside", subject=subject(found),
            data={"delivery": found.key, "cells": len(rows), "reason": _given(reason)},
        )  # fmt: skip
    return len(rows)


def _choose(row: SetAside, chosen: int | None, viewer: Viewer, reason: str) -> None:
    if chosen is not None and not 0 <= chosen < len(row.candidates):
        raise Refused("no-such-candidate", _("That is not one of the values of this cell. Reload the page."))
    row.chosen, row.refused, row.reason = chosen, chosen is None, reason
    row.decided_by, row.decided_at = viewer.key, clock.now()


def reckon_again(viewer: Viewer) -> int:
    """Reckon everything that is published again from the kept files, after areas or their nesting changed. How many series."""
    require(viewer, "reckon_again")
    with transaction.atomic():
        written = publishing.publish(publishing.everything())
        record(viewer, verb="indicators.reckon_again", subject=CITY, data={"series": written})
    return written
