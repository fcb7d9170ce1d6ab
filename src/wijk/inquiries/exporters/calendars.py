"""An inquiry as iCalendar (RFC 5545): the days on which one can speak, and its hearing."""

from datetime import UTC, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijk.core.site import absolute
from wijk.inquiries.models import Inquiry


def calendar(inquiry: Inquiry) -> bytes:
    """The period as whole days, its last day once more so that nobody misses it, and the hearing at its hour."""
    made = Calendar()
    title = inquiry.title.to()
    for key, value in (("prodid", "-//wijk//inquiries//NL"), ("version", "2.0"), ("x-wr-calname", title)):
        made.add(key, value)
    if inquiry.first and inquiry.last:
        period = _event(inquiry, "period", _("Public inquiry: {title}").format(title=title))
        period.add("dtstart", inquiry.first)
        period.add("dtend", inquiry.last + timedelta(days=1))
        last = _event(inquiry, "last", _("Last day to speak: {title}").format(title=title))
        last.add("dtstart", inquiry.last)
        last.add("dtend", inquiry.last + timedelta(days=1))
        for event in (period, last):
            event.add("transp", "TRANSPARENT")
            made.add_component(event)
    meeting = inquiry.hearing
    if meeting and meeting.public and meeting.starts_at and meeting.ends_at and meeting.state != "cancelled":
        hearing = _event(inquiry, "hearing", _("Hearing: {title}").format(title=title))
        hearing.add("dtstart", meeting.starts_at.astimezone(UTC))
        hearing.add("dtend", meeting.ends_at.astimezone(UTC))
        hearing.add("location", meeting.where.to())
        made.add_component(hearing)
    written: bytes = made.to_ical()
    return written


def _event(inquiry: Inquiry, what: str, summary: str) -> Event:
    event = Event()
    event.add("uid", f"inquiry-{inquiry.key}-{what}@wijk")
    event.add("dtstamp", inquiry.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", inquiry.revision)
    event.add("summary", summary)
    event.add("url", absolute(reverse("inquiries:inquiry", args=[inquiry.key])))
    return event
