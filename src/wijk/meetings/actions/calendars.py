"""The secret address of somebody's own calendar."""

import secrets

from django.db import transaction

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.errors import NotAllowed
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.meetings.access import calendar_token
from wijk.meetings.models import CalendarKey, Draft, PollAnswer
from wijk.trail import actions as trail


@transaction.atomic
def renew_calendar(viewer: Viewer, *, person: Person) -> str:
    """A new secret address for one's own calendar; the old one opens nothing any more. Gives its secret part."""
    if not viewer.key or viewer.key != person.key:
        raise NotAllowed("meetings.renew_calendar")
    told = {"serial": secrets.token_hex(12), "made_at": clock.now()}
    kept, _made = CalendarKey.objects.update_or_create(person=person, defaults=told)
    trail.record(viewer, verb="meetings.renew_calendar", subject=Subject("accounts.person", person.key))
    return calendar_token(kept)


def forget(person: str) -> int:
    """Close the calendar of somebody who is erased and forget what they said of moments; the trail has the entry of erasing."""
    closed, _kinds = CalendarKey.objects.filter(person__key=person).delete()
    gone, _kinds = PollAnswer.objects.filter(mandate__person__key=person).delete()
    drafts, _kinds = Draft.objects.filter(person__key=person).delete()
    return closed + gone + drafts
