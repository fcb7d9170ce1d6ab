"""Two that were taken together stand apart again: a part of another room's verb, as `merge` is."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from wijk.contributions.actions.parts import came, recount_supports, subject_of
from wijk.contributions.models import Contribution, Step, Support
from wijk.core import clock
from wijk.core.errors import Refused


def part(contribution: Contribution, *, marks: Collection[str], others: Collection[str] = ()) -> None:
    """Undo a merge: it stands by itself again, the marks of support that it had brought along leave the other, and so does what had
    gone over into it before (`others`, by key). Refused where it is not merged."""
    row = Contribution.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=contribution.pk)
    other = row.merged_into
    if other is None:
        raise Refused("not-merged", _("This stands by itself already."))
    gone = list(marks)
    for first in range(0, len(gone), 500):
        Support.objects.filter(contribution=other, mark__in=gone[first : first + 500]).delete()
    Contribution.objects.filter(key__in=list(others), merged_into=other).update(merged_into=row)
    now = clock.now()
    Contribution.objects.filter(pk=row.pk).update(merged_into=None, changed_at=now)
    contribution.merged_into, contribution.changed_at = None, now
    row.merged_into, row.changed_at = None, now
    recount_supports(other)
    Step.objects.create(contribution=row, at=now, what="parted", became=str(subject_of(other)))
    came(row)
