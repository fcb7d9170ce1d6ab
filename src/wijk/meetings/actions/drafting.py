"""Keep what somebody is writing in the minutes, so that a closed tab or a dropped line loses nothing.

A draft is a working paper of one person. It is no act of the organ, so the trail does not tell of it; keeping the part of the minutes
is, and does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Viewer
from wijk.meetings import access
from wijk.meetings.actions.minutes import LONGEST, plain
from wijk.meetings.models import Draft, Item, Meeting

#: A draft that nobody touched for so long goes.
OLD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it stands now. `changed`: somebody else kept this part meanwhile."""

    at: datetime
    changed: bool


@transaction.atomic
def keep_draft(
    viewer: Viewer, *, meeting: Meeting, item: Item | None, public_text: str, reserved_text: str, version: int
) -> KeptDraft:
    """Keep one's own draft of a part of the minutes; what stands there already is not touched. Raises NotAllowed, Absent, Refused."""
    person = _writer(viewer, meeting, item)
    if Meeting.objects.filter(pk=meeting.pk, state__in=["approved", "cancelled", "polling"]).exists():
        raise Refused(
            "minutes-closed", _("Nothing is written here any more. Copy your text before you leave this page.")
        )
    public_text, reserved_text = plain(public_text), plain(reserved_text)
    if max(len(public_text), len(reserved_text)) > LONGEST:
        raise Refused(
            "minutes-long", _("This part is longer than {most} signs. Add the rest as a document."), most=LONGEST
        )
    section = meeting.sections.filter(item=item).first()
    stands = (section.public_text, section.reserved_text) if section else ("", "")
    mine = Draft.objects.filter(meeting=meeting, item=item, person=person)
    now, current = clock.now(), section.version if section else 0
    if stands == (public_text, reserved_text):
        mine.delete()
        return KeptDraft(now, changed=False)
    told = {"public_text": public_text, "reserved_text": reserved_text, "base": version, "saved_at": now}
    Draft.objects.update_or_create(meeting=meeting, item=item, person=person, defaults=told)
    return KeptDraft(now, changed=current != version)


@transaction.atomic
def drop_draft(viewer: Viewer, *, meeting: Meeting, item: Item | None) -> int:
    """Throw one's own draft away. Raises NotAllowed, Absent."""
    person = _writer(viewer, meeting, item)
    gone, _kinds = Draft.objects.filter(meeting=meeting, item=item, person=person).delete()
    return gone


def forget_old_drafts(now: datetime) -> int:
    """Drafts that nobody touched for a month go; gives how many."""
    gone, _kinds = Draft.objects.filter(saved_at__lt=now - OLD).delete()
    return gone


def _writer(viewer: Viewer, meeting: Meeting, item: Item | None) -> Person:
    access.may_keep(viewer, meeting.organ, "meetings.write_minutes")
    if item is not None and item.meeting_id != meeting.pk:
        raise Absent("item")
    person = Person.objects.filter(key=viewer.key).first() if viewer.key else None
    if person is None:
        raise NotAllowed("meetings.write_minutes")
    return person
