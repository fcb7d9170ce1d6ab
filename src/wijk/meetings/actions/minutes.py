"""Write the minutes point by point, approve them, and note what was decided."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings import queries, times
from wijk.meetings.access import item_public
from wijk.meetings.actions.ground import begun, held, tell, touch
from wijk.meetings.models import Draft, Item, Meeting, Section
from wijk.organs.actions import decide
from wijk.organs.models import Decision

#: Letters of one part of the minutes of one point.
LONGEST = 50_000


class Clash(Refused):
    """Somebody else wrote in the same place meanwhile; `theirs` is what stands there now. Nothing was overwritten."""

    def __init__(self, theirs: Section) -> None:
        super().__init__(
            "minutes-changed",
            _(
                "Somebody else changed this part while you wrote. Both texts stand below: put together what must stay, and keep it again."
            ),
        )
        self.theirs = theirs


@transaction.atomic
def write_minutes(
    viewer: Viewer,
    *,
    meeting: Meeting,
    item: Item | None = None,
    public_text: str = "",
    reserved_text: str = "",
    version: int | None = None,
) -> Section:
    """Write what the minutes say of a point (of the meeting as a whole where none is given).

    `version` is that of the text one began from; where another one stands there now, Clash holds it. Without it one overwrites.
    """
    row = held(viewer, meeting, "meetings.write_minutes")
    if row.state == "approved":
        raise Refused(
            "minutes-approved", _("The minutes are approved. What is wrong in them is corrected at a next meeting.")
        )
    begun(row)
    if item is not None and item.meeting_id != row.pk:
        raise Absent("item")
    public_text, reserved_text = plain(public_text), plain(reserved_text)
    if max(len(public_text), len(reserved_text)) > LONGEST:
        raise Refused(
            "minutes-long", _("This part is longer than {most} signs. Add the rest as a document."), most=LONGEST
        )
    section = row.sections.filter(item=item).first() or Section(meeting=row, item=item)
    same = (section.public_text, section.reserved_text) == (public_text, reserved_text)
    if version is not None and version != section.version and not same:
        raise Clash(section)
    section.public_text, section.reserved_text = public_text, reserved_text
    section.version += 1
    section.changed_at = clock.now()
    section.save()
    Draft.objects.filter(meeting=row, item=item, person__key=viewer.key).delete()
    row.state = "drafted"
    touch(row)
    tell(viewer, "meetings.write_minutes", row, item=item.key if item else "", version=section.version)
    return section


def plain(words: str) -> str:
    """As it is kept: one kind of line end, nothing that no database takes, no empty edges."""
    return words.replace("\r\n", "\n").replace("\0", "").strip()


@transaction.atomic
def approve_minutes(viewer: Viewer, *, meeting: Meeting, on: date | None = None, at: Meeting | None = None) -> Meeting:
    """Note that the organ approved the minutes: at a later meeting of it (`at`), or by consent on a day. They are public from now on."""
    row = held(viewer, meeting, "meetings.approve_minutes")
    if row.state == "approved":
        raise Refused("minutes-approved-already", _("These minutes are approved already."))
    if row.state != "drafted":
        raise Refused("minutes-none", _("There are no minutes yet. Write them first."))
    assert row.ends_at is not None
    if at is not None and (
        at.organ_id != row.organ_id or at.starts_at is None or at.starts_at < row.ends_at or at.state == "cancelled"
    ):
        raise Refused("minutes-at", _("Minutes are approved at a later meeting of the same organ. Choose another one."))
    if at is not None and at.starts_at is not None and at.starts_at > clock.now():
        raise Refused("minutes-at-future", _("That meeting has not begun yet. Approve the minutes when it has."))
    day = on or (times.local(at.starts_at).date() if at and at.starts_at else times.local(clock.now()).date())
    if day < times.last_day(row.ends_at, row.ends_at) or day > times.local(clock.now()).date():
        raise Refused(
            "minutes-day",
            _("Minutes are approved on or after the day of the meeting, and not in the future. Correct the day."),
        )
    row.state, row.approved_on, row.approved_at_meeting = "approved", day, at
    row.drafts.all().delete()
    touch(row)
    tell(viewer, "meetings.approve_minutes", row, on=day.isoformat(), at=at.key if at else "")
    return row


@transaction.atomic
def record_decision(
    viewer: Viewer,
    *,
    item: Item,
    motion: Text,
    title: Text | None = None,
    rule: str = "",
    votes: Mapping[int, str] | None = None,
    objections: Sequence[Any] = (),
    dissent: Text | None = None,
    present: Collection[int] | None = None,
    public: bool | None = None,
    outcome: str | None = None,
    **more: Any,
) -> Decision:
    """Note what was decided on a point, by `organs.actions.decide` on the day of the meeting, with those who were noted as present."""
    row = held(viewer, item.meeting, "organs.decide")
    begun(row)
    touch(row)
    assert row.starts_at is not None
    there = queries.there(row) if present is None else present
    shown = row.public and item_public(item) if public is None else public
    return decide(
        viewer,
        organ=row.organ,
        on=times.local(row.starts_at).date(),
        title=title or item.title,
        motion=motion,
        rule=rule,
        votes=votes,
        objections=objections,
        dissent=dissent,
        about=item.subject,
        present=there,
        public=shown,
        outcome=outcome,
        **more,
    )
