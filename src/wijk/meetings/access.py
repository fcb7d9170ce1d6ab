"""Who keeps a meeting, who may read what stays among members, and who answers a poll without an account?"""

from datetime import date

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.meetings import times
from wijk.meetings.models import CalendarKey, FollowUp, Item, Meeting, Paper
from wijk.organs import access as organs
from wijk.organs.models import Mandate, Organ

_OFFICES: list[Role] = ["clerk", "facilitator", "manager", "administrator"]
KEEP = "meetings.plan_meeting"
VERBS = [
    Verb.by(KEEP, _OFFICES, _("Planned the meeting {title}.")),
    Verb.by("meetings.open_poll", _OFFICES, _("Asked members which moment suits them for the meeting {title}.")),
    Verb.by("meetings.answer_poll", [], _("Answered which moments suit for the meeting {title}."), erasure="none"),
    Verb.by("meetings.close_poll", _OFFICES, _("Chose the moment of the meeting {title}.")),
    Verb.by("meetings.change_meeting", _OFFICES, _("Changed what is said of the meeting {title}.")),
    Verb.by("meetings.move_meeting", _OFFICES, _("Moved the meeting {title} to another moment.")),
    Verb.by("meetings.cancel_meeting", _OFFICES, _("Cancelled the meeting {title}.")),
    Verb.by("meetings.split_meeting", _OFFICES, _("Split the meeting {title} in two.")),
    Verb.by("meetings.invite", _OFFICES, _("Invited {invited} members to the meeting {title}.")),
    Verb.by("meetings.add_item", _OFFICES, _("Put a point on the agenda of the meeting {title}.")),
    Verb.by("meetings.change_item", _OFFICES, _("Changed a point on the agenda of the meeting {title}.")),
    Verb.by("meetings.drop_item", _OFFICES, _("Took a point off the agenda of the meeting {title}.")),
    Verb.by("meetings.add_paper", _OFFICES, _("Added a document to the meeting {title}.")),
    Verb.by("meetings.drop_paper", _OFFICES, _("Took a document away from the meeting {title}.")),
    Verb.by("meetings.note_attendance", _OFFICES, _("Noted who was at the meeting {title}: {present} present.")),
    Verb.by("meetings.write_minutes", _OFFICES, _("Wrote in the minutes of the meeting {title}.")),
    Verb.by("meetings.approve_minutes", _OFFICES, _("The minutes of the meeting {title} were approved on {on}.")),
    Verb.by("meetings.note_follow_up", _OFFICES, _("Noted what must follow from the meeting {title}, by {due}.")),
    Verb.by(
        "meetings.finish_follow_up", _OFFICES, _("Something that had to follow from the meeting {title} was done.")
    ),
    Verb.by("meetings.import_meetings", _OFFICES, _("Took in meetings from a file: {added} new, {changed} changed.")),
    Verb.by("meetings.renew_calendar", [], _("Renewed the secret address of their own calendar.")),
]
_POLL, _CALENDAR, _DRAFT = "wijk.meetings.poll", "wijk.meetings.calendar", "wijk.meetings.draft"


def keeps(viewer: Viewer, meeting: Meeting) -> bool:
    """Does the viewer keep this meeting: whoever keeps its organ does?"""
    return organs.keeps(viewer, meeting.organ)


def sits(viewer: Viewer, meeting: Meeting) -> Mandate | None:
    """The mandate of the viewer in the organ: on the day of the meeting, or today."""
    if not viewer.key:
        return None
    found = organs.sits(viewer, meeting.organ, times.local(meeting.starts_at).date()) if meeting.starts_at else None
    return found or organs.sits(viewer, meeting.organ)


def inside(viewer: Viewer, meeting: Meeting) -> bool:
    """May the viewer read what stays among members?"""
    return bool(viewer.key) and (keeps(viewer, meeting) or sits(viewer, meeting) is not None)


def open_office(viewer: Viewer) -> None:
    """The office pages of meetings, for those who keep some by a role or as chair or secretary; NotAllowed for others."""
    places = getattr(viewer, "places", None)
    if viewer.may(KEEP) or (places and places(KEEP)):
        return
    chairs = Mandate.objects.on(clock.today()).filter(person__key=viewer.key, role__in=("chair", "secretary"))
    if not viewer.key or not chairs.exists():
        raise NotAllowed(KEEP)


def _loaded(key: str) -> Meeting | None:
    rows = Meeting.objects.select_related("organ", "split_from", "approved_at_meeting")
    return rows.filter(key=key).first()


def open_meeting(viewer: Viewer, key: str) -> Meeting:
    """A meeting for reading: public, or the viewer sits in its organ or keeps it. Absent and forbidden look the same."""
    found = _loaded(key)
    if found is None:
        raise Absent("meeting")
    public = found.public and found.organ.public and found.state != "polling"
    if not public and not inside(viewer, found):
        raise Absent("meeting")
    return found


def keep_meeting(viewer: Viewer, key: str) -> Meeting:
    """A meeting for somebody who keeps it; absent for everybody else."""
    found = _loaded(key)
    if found is None or not keeps(viewer, found):
        raise Absent("meeting")
    return found


def item_of(meeting: Meeting, key: str) -> Item:
    """A point of this meeting; absent where it has none such."""
    found = meeting.items.filter(key=key).first()
    if found is None:
        raise Absent("item")
    found.meeting = meeting
    return found


def open_paper(viewer: Viewer, meeting: Meeting, pk: int) -> Paper:
    """A document of a meeting that the viewer may read: those of a reserved point are reserved too."""
    found = meeting.papers.select_related("item").filter(pk=pk).first()
    if found is None:
        raise Absent("document")
    public = found.public and (found.item is None or item_public(found.item))
    if not public and not inside(viewer, meeting):
        raise Absent("document")
    return found


def item_public(item: Item) -> bool:
    """May everybody read this point? A part of a reserved point is reserved too."""
    return item.public and (item.parent is None or item.parent.public)


def owns(viewer: Viewer, follow_up: FollowUp) -> bool:
    """Is it this viewer who took it upon them?"""
    person = follow_up.mandate.person if follow_up.mandate else None
    return person is not None and bool(viewer.key) and person.key == viewer.key


def open_follow_up(viewer: Viewer, meeting: Meeting, key: str) -> FollowUp:
    """Something that must follow, for whoever keeps the meeting or took it upon them; absent for others."""
    found = meeting.follow_ups.select_related("mandate__person", "meeting__organ").filter(key=key).first()
    if found is None or not (owns(viewer, found) or keeps(viewer, meeting)):
        raise Absent("follow-up")
    return found


# --- what opens without an account ----------------------------------------------------------------------------------


def poll_token(meeting: Meeting, mandate: Mandate) -> str:
    """The secret part of the link with which one member answers the poll of one meeting."""
    return signing.dumps([meeting.key, mandate.pk], salt=_POLL, compress=True)


def poll_mandate(meeting: Meeting, token: str, on: date | None = None) -> Mandate:
    """The member whom a link is for; absent where it was forged, is for another meeting, or the mandate has ended."""
    try:
        key, pk = signing.loads(token, salt=_POLL)
    except (signing.BadSignature, ValueError, TypeError):
        raise Absent("poll") from None
    found = meeting.organ.mandates.on(on or clock.today()).select_related("person").filter(pk=pk).first()
    if key != meeting.key or found is None:
        raise Absent("poll")
    return found


def open_poll(key: str, token: str) -> tuple[Meeting, Mandate]:
    """The meeting and the member that a link of a poll is for."""
    found = _loaded(key)
    if found is None:
        raise Absent("poll")
    return found, poll_mandate(found, token)


def keep_poll(viewer: Viewer, key: str, mandate: int) -> tuple[Meeting, Mandate]:
    """A meeting and one of its members, for whoever keeps it and notes what that member says; absent for everybody else."""
    found = keep_meeting(viewer, key)
    rows = found.organ.mandates.on(clock.today()).select_related("person", "represents")
    who = rows.filter(pk=mandate).first()
    if who is None:
        raise Absent("member")
    return found, who


def draft_owner(viewer: Viewer) -> str:
    """A mark that tells the writers on one machine apart without naming them."""
    return salted_hmac(_DRAFT, viewer.key, algorithm="sha256").hexdigest()[:16] if viewer.key else ""


def calendar_token(kept: CalendarKey) -> str:
    """The secret part of the address of somebody's own calendar. The database alone does not give it away."""
    return f"{kept.serial}-{salted_hmac(_CALENDAR, kept.serial, algorithm='sha256').hexdigest()[:40]}"


def calendar_person(token: str) -> Person:
    """Whose calendar that is; absent where the address was renewed or never given."""
    serial = token.partition("-")[0]
    kept = CalendarKey.objects.select_related("person").filter(serial=serial[:40]).first()
    if kept is None or not kept.person.is_active or not constant_time_compare(calendar_token(kept), token):
        raise Absent("calendar")
    return kept.person


def may_keep(viewer: Viewer, organ: Organ, verb: str) -> None:
    """NotAllowed where the viewer does not keep the organ."""
    if not organs.keeps(viewer, organ):
        raise NotAllowed(verb)


def organs_kept(viewer: Viewer) -> list[Organ]:
    """The living organs whose meetings the viewer plans: by a role in their area, or as chair or secretary."""
    return organs.kept_by(viewer)
