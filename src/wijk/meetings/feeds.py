"""How do meetings come into somebody's calendar? As iCalendar (RFC 5545), with the same answer for the same meetings."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijk.core.site import absolute
from wijk.meetings import times, zones
from wijk.meetings.models import Meeting

MEDIA_TYPE = "text/calendar; charset=utf-8"
_STATUS = {"cancelled": "CANCELLED"}


def calendar(name: str, meetings: Sequence[Meeting], *, inside: frozenset[int] = frozenset(), about: str = "") -> bytes:
    """A calendar with these meetings; cancelled ones stay in it, marked. For the meetings in `inside` it says what members may know.
    `about` says how far it reaches."""
    made = Calendar()
    made.add("prodid", "-//wijk//meetings//NL")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", _one_line(name))
    made.add("x-wr-calname", _one_line(name))
    if about:
        made.add("description", _one_line(about))
        made.add("x-wr-caldesc", _one_line(about))
    zone = times.city_zone()
    made.add("x-wr-timezone", zone.key)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    shown = [meeting for meeting in meetings if meeting.starts_at and meeting.ends_at]
    if timed := [m for m in shown if not m.all_day]:
        years = [moment.year for m in timed for moment in (m.starts_at, m.ends_at) if moment]
        made.add_component(zones.timezone_of(zone, min(years) - 1, max(years) + 1))
    for meeting in shown:
        made.add_component(_event(meeting, inside=meeting.pk in inside))
    written: bytes = made.to_ical()
    return written


def stamp(name: str, meetings: Sequence[Meeting], *, inside: frozenset[int], about: str) -> str:
    """What stays the same as long as the calendar does (an ETag), without writing it: every change of a meeting has its moment."""
    told = blake2b(f"{absolute('', _language())}\0{name}\0{about}".encode(), digest_size=12)
    for m in meetings:
        told.update(f"{m.uid} {m.sequence} {m.changed_at.isoformat()} {m.pk in inside}\n".encode())
    return f'"{told.hexdigest()}"'


def _event(meeting: Meeting, *, inside: bool) -> Event:
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    zone = times.city_zone()
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", _whole(meeting.changed_at))
    event.add("created", _whole(meeting.made_at))
    event.add("last-modified", _whole(meeting.changed_at))
    event.add("sequence", meeting.sequence)
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    event.add("summary", _summary(meeting))
    if meeting.all_day:
        event.add("dtstart", meeting.starts_at.astimezone(zone).date())
        event.add("dtend", meeting.ends_at.astimezone(zone).date())
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", meeting.starts_at.astimezone(zone))
        event.add("dtend", meeting.ends_at.astimezone(zone))
    if meeting.where:
        event.add("location", _one_line(meeting.where.to()))
    if meeting.lon is not None and meeting.lat is not None:
        event.add("geo", (meeting.lat, meeting.lon))
    if description := "\n\n".join(_about(meeting, inside=inside)):
        event.add("description", description)
    event.add("url", absolute(f"meetings/{meeting.key}/", _language()))
    return event


def _summary(meeting: Meeting) -> str:
    title = _one_line(meeting.title.to())
    return _("Cancelled: {meeting}").format(meeting=title) if meeting.state == "cancelled" else title


def _about(meeting: Meeting, *, inside: bool) -> Iterable[str]:
    parts = [
        meeting.why.to() if meeting.state in ("cancelled", "moved") else "",
        meeting.about.to(),
        meeting.route.to(),
    ]
    if meeting.child_care:
        parts.append(_("There is child care."))
    if inside and meeting.online:
        parts.append(_("Take part online: {link}").format(link=meeting.online))
    return [part for part in parts if part]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _whole(moment: datetime) -> datetime:
    """To the second, in UTC, as calendars write it."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _language() -> str:
    return (get_language() or "nl").split("-")[0]
