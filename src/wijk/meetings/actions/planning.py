"""Plan a meeting, move it, cancel it, split it in two."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings import access, times
from wijk.meetings.actions.ground import (
    Facts,
    check_organ,
    filled,
    fresh_key,
    held,
    place,
    still_coming,
    tell,
    touch,
)
from wijk.meetings.models import COMING, Item, Meeting, OldMoment, Paper
from wijk.organs.models import Organ


def made(organ: Organ, title: Text, moment: times.Moment | None, where: Text, process: str, facts: Facts) -> Meeting:
    """A new row with its places; the verb that calls it tells the trail."""
    told: Facts = {"place": organ.place, "public": organ.public, **facts}
    day = f"{times.local(moment.starts_at):%Y-%m-%d}" if moment else ""
    now = clock.now()
    row = Meeting(
        uid=f"{uuid.uuid4().hex}@wijk",
        organ=organ,
        title=title,
        where=where,
        process=process or organ.process,
        state="planned" if moment else "polling",
        made_at=now,
        changed_at=now,
    )
    if moment:
        check_organ(organ, moment)
        row.starts_at, row.ends_at, row.all_day = moment.starts_at, moment.ends_at, moment.all_day
    filled(row, told)
    row.key = fresh_key(title, day)
    row.save(force_insert=True)
    place(row)
    return row


@transaction.atomic
def plan_meeting(
    viewer: Viewer,
    *,
    organ: Organ,
    title: Text,
    starts_at: datetime,
    ends_at: datetime,
    all_day: bool = False,
    where: Text | None = None,
    process: str = "",
    **facts: Unpack[Facts],
) -> Meeting:
    """Plan a meeting of an organ. Moments are aware; those of whole days run from midnight to midnight in the city.

    Raises NotAllowed; Refused when it runs backwards, the organ has ended, or a fact makes no sense.
    """
    access.may_keep(viewer, organ, access.KEEP)
    moment = times.checked(times.Moment(starts_at, ends_at, all_day))
    row = made(organ, title, moment, where or Text(), process, facts)
    tell(viewer, access.KEEP, row, starts=moment.starts_at.isoformat())
    return row


@transaction.atomic
def change_meeting(
    viewer: Viewer, *, meeting: Meeting, title: Text, where: Text, process: str | None = None, **facts: Unpack[Facts]
) -> Meeting:
    """Change what is said of a meeting, but not its moment."""
    row = held(viewer, meeting, "meetings.change_meeting")
    if row.state == "cancelled":
        still_coming(row)
    row.title, row.where = title, where
    row.process = row.process if process is None else process
    filled(row, facts)
    touch(row, moment=True)
    place(row)
    tell(viewer, "meetings.change_meeting", row)
    return row


@transaction.atomic
def move_meeting(
    viewer: Viewer,
    *,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    all_day: bool = False,
    why: Text | None = None,
) -> Meeting:
    """Move a planned meeting. The old moment stays readable, and calendars take the new one."""
    row = held(viewer, meeting, "meetings.move_meeting")
    still_coming(row)
    moment = times.checked(times.Moment(starts_at, ends_at, all_day))
    check_organ(row.organ, moment)
    assert row.starts_at is not None
    assert row.ends_at is not None
    if (row.starts_at, row.ends_at, row.all_day) == (moment.starts_at, moment.ends_at, moment.all_day):
        raise Refused("meeting-same-moment", _("That is the moment that it has already. Choose another one."))
    old = OldMoment(meeting=row, starts_at=row.starts_at, ends_at=row.ends_at, all_day=row.all_day)
    old.save()
    row.starts_at, row.ends_at, row.all_day = moment.starts_at, moment.ends_at, moment.all_day
    row.state, row.why, row.reminded_at = "moved", why or Text(), None
    touch(row, moment=True)
    told = {"from": old.starts_at.isoformat(), "to": moment.starts_at.isoformat()}
    tell(viewer, "meetings.move_meeting", row, **told)
    return row


@transaction.atomic
def cancel_meeting(viewer: Viewer, *, meeting: Meeting, why: Text) -> Meeting:
    """Cancel a meeting that is still to come. It stays in calendars and on pages, marked, with the reason."""
    row = held(viewer, meeting, "meetings.cancel_meeting")
    if row.state != "polling":
        still_coming(row)
    if not why:
        raise Refused("cancel-why", _("Say in at least one language why the meeting is cancelled."))
    row.state, row.why = "cancelled", why
    touch(row, moment=True)
    tell(viewer, "meetings.cancel_meeting", row)
    return row


@transaction.atomic
def split_meeting(
    viewer: Viewer,
    *,
    meeting: Meeting,
    items: Collection[Item],
    starts_at: datetime,
    ends_at: datetime,
    all_day: bool = False,
    title: Text | None = None,
) -> Meeting:
    """Put some points of a meeting on a second one, at another moment. Gives the second one.

    A point goes with its parts and documents; what is in the minutes already stays.
    """
    row = held(viewer, meeting, "meetings.split_meeting")
    if row.state not in (*COMING, "held", "drafted"):
        still_coming(row)
    moment = times.checked(times.Moment(starts_at, ends_at, all_day))
    tops = list(row.items.filter(parent=None))
    going = [item for item in tops if item.pk in {i.pk for i in items}]
    if not going or len(going) == len(tops):
        raise Refused("split-all", _("Choose some points for the second meeting, and leave at least one on the first."))
    pks = [item.pk for item in going] + list(row.items.filter(parent__in=going).values_list("pk", flat=True))
    if row.sections.filter(item__in=pks).exclude(public_text="", reserved_text="").exists():
        raise Refused("split-written", _("A point that stands in the minutes already stays. Choose others."))
    facts: Facts = {
        "about": row.about,
        "place": row.place,
        "route": row.route,
        "lon": row.lon,
        "lat": row.lat,
        "access": row.access,
        "interpretation": row.interpretation,
        "child_care": row.child_care,
        "online": row.online,
        "public": row.public,
        "minutes_language": row.minutes_language,
    }
    second = made(row.organ, title or row.title, moment, row.where, row.process, facts)
    second.split_from = row
    second.save(update_fields=["split_from"])
    row.sections.filter(item__in=pks).delete()
    Item.objects.filter(pk__in=pks).update(meeting=second)
    Paper.objects.filter(item__in=pks).update(meeting=second)
    touch(row, moment=True)
    tell(viewer, "meetings.split_meeting", row, second=second.key)
    return second
