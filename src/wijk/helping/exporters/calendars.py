"""The stops of the stand as iCalendar (RFC 5545), in universal time, so that every calendar shows its own."""

from collections.abc import Sequence
from datetime import UTC

from django.urls import reverse
from icalendar import Calendar, Event

from wijk.core.site import absolute
from wijk.helping.models import Stop


def calendar(name: str, stops: Sequence[Stop]) -> bytes:
    """A calendar with these stops; it names nobody who stands there."""
    made = Calendar()
    for key, value in (("prodid", "-//wijk//helping//NL"), ("version", "2.0"), ("x-wr-calname", name)):
        made.add(key, value)
    for row in stops:
        event = Event()
        event.add("uid", f"stop-{row.key}@wijk")
        event.add("dtstamp", row.tour.made_at.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", row.revision)
        event.add("dtstart", row.starts_at.astimezone(UTC))
        event.add("dtend", row.ends_at.astimezone(UTC))
        event.add("summary", row.tour.title.to())
        event.add("location", row.spot)
        if row.lon is not None and row.lat is not None:
            event.add("geo", (row.lat, row.lon))
        if said := row.offer.to():
            event.add("description", said)
        event.add("url", absolute(reverse("helping:tour", args=[row.tour.key])))
        made.add_component(event)
    written: bytes = made.to_ical()
    return written
