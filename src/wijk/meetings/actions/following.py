"""What must follow: who does it by when, done or not; and a letter to whoever must do it or come."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings import access, letters, queries, times
from wijk.meetings.actions.ground import held, short_key, tell
from wijk.meetings.models import COMING, FollowUp, Item, Meeting
from wijk.organs.models import Mandate

#: Before the day on which something is due, and before a meeting begins.
WEEK, DAY = timedelta(days=7), timedelta(days=1)
#: So many letters of each kind in one round.
BATCH = 200


@transaction.atomic
def note_follow_up(
    viewer: Viewer,
    *,
    meeting: Meeting,
    text: Text,
    due: date,
    mandate: Mandate | None = None,
    owner: Text | None = None,
    item: Item | None = None,
    public: bool = True,
) -> FollowUp:
    """Note what must follow from a meeting, with who does it (a member, or an organisation or service in words) and by which day."""
    row = held(viewer, meeting, "meetings.note_follow_up")
    if row.state in ("polling", "cancelled"):
        raise Refused("follow-up-meeting", _("Nothing follows from a meeting that was not planned or was cancelled."))
    if not text:
        raise Refused("follow-up-text", _("Say in at least one language what must be done."))
    if mandate is None and not owner:
        raise Refused("follow-up-owner", _("Say who does it: a member, or the name of an organisation or service."))
    if (mandate is not None and mandate.organ_id != row.organ_id) or (item is not None and item.meeting_id != row.pk):
        raise Absent("follow-up")
    if row.starts_at is not None and due < times.local(row.starts_at).date():
        raise Refused("follow-up-due", _("This would be due before the meeting. Choose a later day."))
    made = FollowUp(
        key=short_key(),
        meeting=row,
        item=item,
        text=text,
        mandate=mandate,
        owner=owner or Text(),
        due=due,
        public=public,
    )
    made.save()
    tell(viewer, "meetings.note_follow_up", row, due=due.isoformat(), follow_up=made.key)
    return made


@transaction.atomic
def finish_follow_up(
    viewer: Viewer, *, follow_up: FollowUp, on: date | None = None, result: Text | None = None
) -> FollowUp:
    """Note that it was done, with what came of it: by who took it upon them, or by who keeps the meeting."""
    row = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("meeting__organ", "mandate__person")
        .get(pk=follow_up.pk)
    )
    if not (access.owns(viewer, row) or access.keeps(viewer, row.meeting)):
        raise NotAllowed("meetings.finish_follow_up")
    if row.done_on:
        raise Refused("follow-up-done", _("This was done already."))
    day = on or times.local(clock.now()).date()
    if day > times.local(clock.now()).date():
        raise Refused("follow-up-future", _("What is done lies in the past. Choose today or an earlier day."))
    row.done_on, row.result = day, result or Text()
    row.save(update_fields=["done_on", "result"])
    tell(viewer, "meetings.finish_follow_up", row.meeting, follow_up=row.key, on=day.isoformat())
    return row


def remind(now: datetime) -> int:
    """Write to who has something to do within a week or is late with it, and to members the day before a meeting. Gives how many."""
    return _remind_owners(times.local(now).date()) + _remind_members(now)


def _remind_owners(today: date) -> int:
    rows = FollowUp.objects.filter(done_on=None, due__lte=today + WEEK, mandate__person__isnull=False)
    rows = rows.filter(Q(reminded_on=None) | Q(due__lt=today, reminded_on__lte=F("due")))
    written = 0
    with transaction.atomic():
        for row in rows.select_related("mandate__person", "meeting__organ").order_by("due", "pk")[:BATCH]:
            written += letters.reminder(row, late=row.due < today)
            row.reminded_on = today
            row.save(update_fields=["reminded_on"])
    return written


def _remind_members(now: datetime) -> int:
    rows = Meeting.objects.filter(state__in=COMING, starts_at__gt=now, starts_at__lte=now + DAY, reminded_at=None)
    written = 0
    for row in rows.exclude(invited_at=None).select_related("organ").order_by("starts_at")[:BATCH]:
        with transaction.atomic():
            people = [m for m in queries.members(row) if m.person_id is not None]
            written += letters.tomorrow(row, people)
            Meeting.objects.filter(pk=row.pk).update(reminded_at=now)
    return written
