"""Which meetings stand in which calendar? Those of the last half year and all that come; cancelled ones too."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.accounts.queries import area_known, area_names
from wijk.core import city, clock
from wijk.core.errors import Absent
from wijk.meetings import times
from wijk.meetings.models import Meeting, MeetingQuery
from wijk.meetings.queries.listing import mine
from wijk.organs.queries import organ

#: How far back a calendar reaches, and how many meetings it holds at most: those furthest away are left out.
BACK, MOST = timedelta(days=183), 3000


@dataclass(frozen=True, slots=True)
class Feed:
    """What a calendar is called, and what stands in it. `inside`: the meetings of which the reader is a member."""

    name: str
    meetings: list[Meeting]
    inside: frozenset[int] = frozenset()


def public_feed(what: str, key: str) -> Feed:
    """The calendar of an organ, a process, an area ("neighbourhood/58") or the whole city; absent where there is none such."""
    rows = Meeting.objects.shown().select_related("organ")
    if what == "city" and key == "all":
        return Feed(_("Meetings in {city}").format(city=city.name()), _recent(rows))
    if what == "organ":
        found = organ(key)
        return Feed(found.title.to(), _recent(rows.filter(organ=found)))
    if what == "area" and key and area_known(key):
        return Feed(_("Meetings in {area}").format(area=area_names([key])[key]), _recent(rows.at(key)))
    if what == "process":
        meetings = _recent(rows.filter(process=key))
        if meetings or rows.filter(process=key).exists():
            return Feed(_("Meetings of {process}").format(process=key), meetings)
    raise Absent("calendar")


def own_feed(person: Person) -> Feed:
    """One's own meetings, reserved ones too."""
    since = times.local(clock.now() - BACK).date()
    meetings = _recent(mine(person, since).exclude(state="polling"))
    return Feed(_("My meetings"), meetings, frozenset(m.pk for m in meetings))


def _recent(rows: MeetingQuery) -> list[Meeting]:
    """Of the last half year and all that come, in their order; one query."""
    fits = rows.filter(ends_at__gte=clock.now() - BACK).exclude(starts_at=None)
    return list(fits.order_by("starts_at", "pk")[:MOST])
