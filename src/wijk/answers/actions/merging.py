"""Two that say the same are taken together; every voice goes along. And they are taken apart again."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wijk.answers import access, letters, queries
from wijk.answers.actions.answering import hold, subject_of
from wijk.answers.models import OPEN, Merge, Request
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution, Support
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer
from wijk.trail.actions import JSON, record


@transaction.atomic
def merge(viewer: Viewer, *, request: Request, into: Request, version: int | None = None) -> Merge:
    """Take `request` together with `into`: supports are united, comments, followers and authors go along and hear of it. The earlier
    of the two promised days holds. `version` is that of `request` as the writer saw it."""
    access.check(viewer, access.MERGE, request)
    access.check(viewer, access.MERGE, into)
    if request.pk == into.pk:
        raise Refused("same", _("This is one and the same. Choose the other one."))
    hold(request, into)
    _claim(request, request.version if version is None else version)
    into.refresh_from_db()
    own, other = _held(request.contribution_id), _held(into.contribution_id)
    before = set(Support.objects.filter(contribution=other).values_list("mark", flat=True))
    others = list(Contribution.objects.filter(merged_into=own).order_by("pk").values_list("key", flat=True))
    heard = letters.everyone(own)
    contributions.merge(own, into=other)
    after = set(Support.objects.filter(contribution=other).values_list("mark", flat=True))
    made = Merge.objects.create(
        contribution=own,
        into=other,
        marks=sorted(after - before),
        others=others,
        due=into.due,
        asked_on=into.asked_on,
        at=clock.now(),
    )
    _sooner(request, into)
    for row in heard:
        letters.merged(row, other, f"{row.key}-{made.pk}")
    data: dict[str, JSON] = {"into": other.key, "voices": len(after - before)}
    record(viewer, verb=access.MERGE, subject=subject_of(request), area=request.area, data=data)
    return made


@transaction.atomic
def unmerge(viewer: Viewer, *, merge: Merge) -> Request:
    """Take them apart again: each with the voices that it had. Refused where that was done already."""
    request = Request.objects.select_related("contribution", "service").get(contribution=merge.contribution_id)
    into = Request.objects.select_related("contribution", "service").get(contribution=merge.into_id)
    access.check(viewer, access.UNMERGE, request)
    access.check(viewer, access.UNMERGE, into)
    hold(request, into)
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=clock.now()):
        raise Refused("not-merged", _("These were taken apart already."))
    own = _held(merge.contribution_id)
    if own.merged_into_id != merge.into_id:
        raise Refused("moved-on", _("The other one went over into a third in the meantime. Take that apart first."))
    contributions.part(own, marks=merge.marks, others=merge.others)
    if into.state == OPEN and into.asked_on <= merge.due:
        into.due, into.asked_on = merge.due, merge.asked_on
        into.first_due = into.first_due if into.reopened else merge.due
        into.save(update_fields=["due", "asked_on", "first_due"])
    Request.objects.filter(pk=into.pk).update(version=F("version") + 1)
    letters.parted(own, into.contribution, f"{own.key}-{merge.pk}")
    record(
        viewer,
        verb=access.UNMERGE,
        subject=subject_of(request),
        area=request.area,
        data={"from": into.contribution.key},
    )
    return Request.objects.select_related("contribution", "service").get(pk=request.pk)


def _claim(request: Request, seen: int) -> None:
    if not Request.objects.filter(pk=request.pk, version=seen).update(version=F("version") + 1):
        raise Refused("changed", _("Somebody else did something with this in the meantime. Look at how it stands now."))
    request.refresh_from_db()


def _sooner(request: Request, into: Request) -> None:
    """The promise that was made first holds for both, so that nobody is made to wait by a merge."""
    into.refresh_from_db()
    told: dict[str, Any] = {"version": F("version") + 1}
    if into.state == OPEN and not into.reopened and not request.answered_at:
        told["due"] = told["first_due"] = min(into.due, request.due)
        told["asked_on"] = min(into.asked_on, request.asked_on)
        if request.due < into.due:
            told["next_on"] = queries.today()
    Request.objects.filter(pk=into.pk).update(**told)
    into.refresh_from_db()


def _held(pk: int) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("opening", "kind", "category")
    return rows.get(pk=pk)
