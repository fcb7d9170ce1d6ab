"""Pictures of pages are laid beside the typing, and forgotten some time after the sheet is done with."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from wijk.core import documents
from wijk.core.documents import Upload
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer
from wijk.sheets import pictures
from wijk.sheets.actions.batches import check_open
from wijk.sheets.models import DONE, Batch, Scan, Typing

#: So long a picture stays after its sheet was done with or its batch closed, in case somebody asks.
TERM = timedelta(days=14)
#: A batch holds so many at most.
MOST = 3000


def add_scans(viewer: Viewer, *, batch: Batch, uploads: Sequence[Upload]) -> int:
    """Lay pictures of pages with a batch, in their order; how many pages."""
    check_open(viewer, batch)
    if not uploads:
        raise Refused("no-scans", _("Choose at least one picture."), field="pages")
    made = pictures.pages(uploads)
    with transaction.atomic():
        told = Batch.objects.select_for_update().get(pk=batch.pk).scans.aggregate(last=Max("order"))
        after = told["last"] or 0
        if after + len(made) > MOST:
            raise Refused("many-scans", _("At most {most} pages lie in one pile. Begin another one."), most=MOST)
        Scan.objects.bulk_create(
            Scan(
                batch=batch, order=after + number, hash=page.kept.hash, media_type=page.kept.media_type,
                width=page.width, height=page.height,
            )
            for number, page in enumerate(made, 1)
        )  # fmt: skip
    return len(made)


def drop_scan(viewer: Viewer, *, batch: Batch, scan: Scan) -> None:
    """Throw a picture away."""
    check_open(viewer, batch)
    if not _forget(Scan.objects.filter(pk=scan.pk, batch=batch)):
        raise Absent("scan")


def forget_scans(now: datetime) -> int:
    """Throw away the pictures of what was done with a term ago; how many."""
    before = now - TERM
    settled = Q(sheet__state__in=DONE, sheet__on__lte=before.date())
    closed = Q(batch__closed_at__lte=before)
    return _forget(Scan.objects.filter(settled | closed))


def _forget(rows: "QuerySet[Scan]") -> int:
    """The row goes first: a file without a row harms nobody, and the next round finds it no more; a row without a file would."""
    gone = 0
    for row in list(rows[:500]):
        with transaction.atomic():
            deleted, _each = Scan.objects.filter(pk=row.pk).delete()
            transaction.on_commit(partial(documents.forget, row.hash))
        gone += deleted
    return gone


def forget_hand(hand: str) -> int:
    """Nobody can tell any more who typed what this hand typed; how many rounds. Part of the erasure of a person."""
    return Typing.objects.filter(hand=hand).update(hand="")
