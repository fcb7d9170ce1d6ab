"""Which meetings stand in which calendar? All that come and those of the last half year, as many as a calendar bears; cancelled ones too."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.accounts.queries import area_known, area_names
from wijk.core import city, clock
from wijk.core.errors import Absent
from wijk.core.providers import Describes, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby
from wijk.meetings import times
from wijk.meetings.models import Meeting, MeetingQuery
from wijk.meetings.queries.listing import mine
from wijk.organs.queries import organ

#: How far back a calendar reaches.
BACK = timedelta(days=183)
#: How many meetings one calendar holds (about a megabyte, which is what calendar programs take). Those to come go first; what is
#: left over is for the latest of those that are over. The calendar itself says that it is full.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Feed:
    """What a calendar is called, and what stands in it. `inside`: the meetings of which the reader is a member. `about` says in one
    sentence how far it reaches."""

    name: str
    meetings: list[Meeting]
    inside: frozenset[int] = frozenset()
    about: str = ""


def public_feed(what: str, key: str) -> Feed:
    """The calendar of an organ, a process, an area ("neighbourhood/58") or the whole city; absent where there is none such."""
    rows = Meeting.objects.shown().select_related("organ")
    if what == "city" and key == "all":
        return _feed(_("Meetings in {city}").format(city=city.name()), rows)
    if what == "organ":
        found = organ(key)
        return _feed(found.title.to(), rows.filter(organ=found))
    if what == "area" and key and area_known(key):
        return _feed(_("Meetings in {area}").format(area=area_names([key])[key]), rows.at(key))
    if what == "process":
        title = _title(Subject("processes.process", key))
        if title:
            return _feed(_("Meetings of {process}").format(process=title), rows.filter(process=key))
    raise Absent("calendar")


def _title(about: Subject) -> str:
    """How the room that keeps it calls it; "" for what is not there, or not for everybody."""
    for room in providers("describes"):
        knows: Describes = room
        if about.kind in knows.kinds:
            card = knows.card(about, Passerby())
            return card.title if card else ""
    return ""


def own_feed(person: Person) -> Feed:
    """One's own meetings, reserved ones too."""
    since = times.local(clock.now() - BACK).date()
    rows = mine(person, since).exclude(state="polling")
    feed = _feed(_("My meetings"), rows)
    return Feed(feed.name, feed.meetings, frozenset(m.pk for m in feed.meetings), feed.about)


def _feed(name: str, rows: MeetingQuery) -> Feed:
    """All that come and the latest that are over, in their order; two queries."""
    now = clock.now()
    timed = rows.exclude(starts_at=None)
    coming = list(timed.filter(ends_at__gte=now).order_by("starts_at", "pk")[:MOST])
    over = timed.filter(ends_at__gte=now - BACK, ends_at__lt=now).order_by("-starts_at", "-pk")
    past = list(over[: MOST - len(coming)]) if len(coming) < MOST else []
    meetings = [*reversed(past), *coming]
    return Feed(name, meetings, about=_about(len(meetings)))


def _about(count: int) -> str:
    if count < MOST:
        return _("All meetings to come, and those of the last half year.")
    return _(
        "This calendar is full: it holds the {most} meetings nearest in time, those to come first. The calendar of an organ or a "
        "neighbourhood holds fewer; the site holds all."
    ).format(most=MOST)
