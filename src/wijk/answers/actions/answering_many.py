"""Many answers are given at once, as a service does at the end of its day: each stands by itself, in few queries."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wijk.answers import letters
from wijk.answers.actions.answering import Given, Words, drafted, fill, hold, line_of, there_already
from wijk.answers.models import ANSWERED, OPEN, Answer, Request
from wijk.contributions.actions import set_state_of_many
from wijk.contributions.models import Contribution
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer
from wijk.trail.actions import record_many

_KEPT = ("version", "state", "answered_at", "outcome", "next_on", "reason", "first_on", "took")
BATCH = 100


@transaction.atomic
def answer_many(viewer: Viewer, *, given: Sequence[Given]) -> list[Answer]:
    """Answer each of these as `answer` does, all of them or none; each has its own letter and its own line in the trail.

    Raises what `answer` raises, and Refused where a request comes twice. The requests in `given` stay as they were: ask anew for how
    they stand.
    """
    if len({one.request.pk for one in given}) < len(given):
        raise Refused("same", _("This is one and the same. Choose the other one."))
    words = Words()
    drafts = [drafted(viewer, one, words) for one in given]
    hold(*(one.request for one in given))
    there = _there([one.request.pk for one in given])
    made, fresh = list[Answer](), list[tuple[Given, Answer]]()
    numbers = dict(Answer.objects.filter(request__in=there).values_list("request").annotate(Max("number")))
    for one, draft in zip(given, drafts, strict=True):
        request = there.get(one.request.pk)
        if request is None:
            raise Absent("request")
        if request.version != one.seen or request.state not in (OPEN, ANSWERED):
            made.append(there_already(one.request, draft))
            continue
        request.version += 1
        fill(request, draft, (numbers.get(request.pk) or 0) + 1)
        fresh.append((one, draft))
        made.append(draft)
    _write([draft for _one, draft in fresh])
    heard = letters.everyone_of([draft.request.contribution_id for _one, draft in fresh])
    for one, draft in fresh:
        letters.answered(draft, one.said_apart, heard[draft.request.contribution_id])
    record_many(viewer, [line_of(draft) for _one, draft in fresh])
    return made


def _there(pks: Sequence[int]) -> dict[int, Request]:
    """The requests as they are now, held until the end of the transaction."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("contribution", "service").order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=pks)}


def _write(drafts: Sequence[Answer]) -> None:
    """The answers, how their requests stand, and how far what was said is."""
    Answer.objects.bulk_create(drafts, BATCH)
    Request.objects.bulk_create(  # all of them are there and held, so that nothing comes new: one statement writes a hundred
        [draft.request for draft in drafts], BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_KEPT
    )
    by_outcome: dict[str, list[Contribution]] = defaultdict(list)
    for draft in drafts:
        row = draft.request.contribution
        if row.merged_into_id is not None or row.visibility != "shown":
            raise Refused("not-shown", _("This is no longer shown, or was taken together with another. Open that one."))
        by_outcome[draft.outcome].append(row)
    for outcome, rows in by_outcome.items():
        set_state_of_many(rows, state=outcome)
