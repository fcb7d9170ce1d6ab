"""What all verbs of this room do: ask permission, hold the row, note the change, tell the trail."""

import re
import uuid
from typing import TypedDict

from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.meetings import access, times
from wijk.meetings.models import ACCESS, COMING, Meeting, PlaceOf
from wijk.organs.models import Organ
from wijk.territory.queries import touched
from wijk.trail import actions as trail
from wijk.trail.actions import JSON

#: How the trail calls a meeting that is not public.
CLOSED = Text(
    {"nl": "een besloten vergadering", "fr": "une réunion à huis clos", "en": "a meeting behind closed doors"}
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


class Facts(TypedDict, total=False):
    """What is said of a meeting beside its moment. `place` is an area, a perimeter or "" (the whole city)."""

    about: Text
    place: str
    route: Text
    lon: float | None
    lat: float | None
    access: list[str]
    interpretation: list[str]
    child_care: bool
    online: str
    public: bool
    minutes_language: str


def held(viewer: Viewer, meeting: Meeting, verb: str) -> Meeting:
    """The row, locked until the end of the transaction, for somebody who keeps it."""
    row = Meeting.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=meeting.pk).first()
    if row is None:
        raise Absent("meeting")
    access.may_keep(viewer, row.organ, verb)
    return row


def touch(row: Meeting, *, moment: bool = False) -> None:
    """Note that it changed; `moment` where calendars must take it anew."""
    row.changed_at = clock.now()
    row.sequence += moment
    row.save()


def tell(viewer: Viewer, verb: str, meeting: Meeting, **data: JSON) -> None:
    """One line in the trail."""
    public = meeting.public and meeting.organ.public
    title = meeting.title if public else CLOSED
    told: dict[str, JSON] = {"title": dict(title), "organ": meeting.organ.key, **data}
    trail.record(viewer, verb=verb, subject=meeting.subject, area=meeting.place, data=told)


def fresh_key(title: Text, day: str = "") -> str:
    """A free key out of the title and the day."""
    stem = "-".join(part for part in (slugify(title.to("nl"))[:50].strip("-"), day) if part) or "meeting"
    taken = set(Meeting.objects.filter(key__startswith=stem).values_list("key", flat=True))
    if stem not in taken:
        return stem
    return next(key for n in range(2, len(taken) + 3) if (key := f"{stem}-{n}") not in taken)


def short_key() -> str:
    """A key for something inside a meeting."""
    return uuid.uuid4().hex[:16]


def filled(row: Meeting, facts: Facts) -> Meeting:
    """The row with the facts, checked."""
    for name, value in facts.items():
        setattr(row, name, value)
    if not row.title:
        raise Refused("meeting-untitled", _("Give the meeting a title in at least one language."))
    if (row.lon is None) != (row.lat is None) or not (-180 <= (row.lon or 0) <= 180 and -90 <= (row.lat or 0) <= 90):
        raise Refused("meeting-point", _("Give both the longitude and the latitude of the place, or neither."))
    if unknown := [code for code in row.access if code not in ACCESS]:
        raise Refused(
            "meeting-access", _("“{facility}” is no known facility. Choose from the list."), facility=unknown[0]
        )
    if wrong := [code for code in row.interpretation if not _LANGUAGE.fullmatch(code)]:
        raise Refused(
            "meeting-language",
            _("“{language}” is no code of a language. Write for example ar or tr."),
            language=wrong[0],
        )
    if row.online and not row.online.startswith("https://"):
        raise Refused("meeting-online", _("The link to take part online begins with https://."))
    if row.minutes_language not in LANGUAGES:
        raise Refused(
            "meeting-minutes-language", _("The minutes are written in Dutch, French or English. Choose one of them.")
        )
    return row


def place(row: Meeting) -> None:
    """Write on which pages of areas the meeting stands."""
    try:
        areas = touched(row.place)
    except Absent:
        raise Refused(
            "meeting-place", _("There is no place “{place}”. Choose an area or a perimeter."), place=row.place
        ) from None
    row.places.all().delete()
    PlaceOf.objects.bulk_create([PlaceOf(meeting=row, area=area) for area in sorted(areas)])


def check_organ(organ: Organ, moment: times.Moment) -> None:
    """An organ that has ended no longer meets."""
    day = times.local(moment.starts_at).date()
    if organ.until is not None and day > organ.until:
        raise Refused(
            "organ-ended",
            _("This organ ends on {until}, before the meeting. Choose an earlier day, or prolong the organ first."),
            until=f"{organ.until:%d/%m/%Y}",
        )


def still_coming(row: Meeting) -> None:
    """Only what is still to come can be changed so."""
    if row.state == "cancelled":
        raise Refused("meeting-cancelled", _("This meeting was cancelled. Plan a new one."))
    if row.state not in COMING:
        raise Refused(
            "meeting-not-coming",
            _("Only a planned meeting can be changed so. This one was held, or its moment is still being chosen."),
        )


def begun(row: Meeting) -> None:
    """Mark a meeting as held; Refused where it did not begin yet or was cancelled."""
    if row.was_held:
        return
    still_coming(row)
    if row.starts_at is None or row.starts_at > clock.now():
        raise Refused("meeting-not-begun", _("The meeting has not begun yet. Do this during the meeting or after it."))
    row.state = "held"


def subject_or_nothing(about: Subject | None) -> str:
    """How a reference is kept."""
    return str(about) if about else ""
