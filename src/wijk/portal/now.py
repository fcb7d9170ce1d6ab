"""What goes on in an area: one timeline out of all rooms, who decides what here, when they meet next, how to hear of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core.providers import Happening, providers
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings import queries as meetings
from wijk.meetings.models import Meeting
from wijk.organs import queries as organs

#: So many moments of each time stand on the page, and so many organs and meetings.
MOST = {"past": 3, "late": 3, "now": 4, "next": 4}
ORGANS, MEETINGS, ASKED = 8, 4, 12


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the timeline, as `ui/timeline.html` shows it."""

    when: str
    state: str
    title: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decider:
    """An organ, its page, and what it is there for."""

    title: Text
    url: str
    what: Text


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting to come."""

    when: str
    title: Text
    organ: Text
    where: Text
    url: str


@dataclass(frozen=True, slots=True)
class Now:
    """What stands on the page of an area about its public life."""

    moments: Sequence[Moment]
    deciders: Sequence[Decider]
    gatherings: Sequence[Gathering]
    tag: str

    def __bool__(self) -> bool:
        return bool(self.moments or self.deciders or self.gatherings)


def now_in(ref: str, viewer: Viewer) -> Now:
    """The public life of the area with this reference ("neighbourhood/58"; "" is the whole city)."""
    found = [h for provider in providers("goes_on") for h in provider.happenings(ref, viewer, ASKED)]
    gatherings = _gatherings(ref)
    told = {g.url for g in gatherings}  # each stands on the page once
    return Now(_moments([h for h in found if h.card.url not in told]), _deciders(ref), gatherings, f"area:{ref}")


def going_on(viewer: Viewer) -> list[Moment]:
    """What goes on in the city, for the front door."""
    found = [h for provider in providers("goes_on") for h in provider.happenings("", viewer, ASKED)]
    return _moments([h for h in found if h.state in ("now", "next")])


def _moments(found: Sequence[Happening]) -> list[Moment]:
    """Some of each time, in the order of their days."""
    chosen = []
    for state, most in MOST.items():
        newest_first = state == "past"
        some = sorted((h for h in found if h.state == state), key=lambda h: h.at, reverse=newest_first)
        chosen += some[:most]
    return [_moment(h) for h in sorted(chosen, key=lambda h: h.at)]


def _moment(happening: Happening) -> Moment:
    when = date_format(timezone.localtime(happening.at), "DATE_FORMAT")
    card = happening.card
    return Moment(when, happening.state, card.title, card.url, happening.text)


def _deciders(ref: str) -> list[Decider]:
    rows = organs.organs_at(ref, ORGANS)
    kinds = organs.kinds() if rows else {}
    what = {o.pk: o.purpose or (kinds[o.kind].purpose if o.kind in kinds else Text()) for o in rows}
    return [Decider(o.title, reverse("organs:organ", args=[o.key]), what[o.pk]) for o in rows]


def _gatherings(ref: str) -> list[Gathering]:
    return [
        Gathering(_time(m), m.title, m.organ.title, m.where, reverse("meetings:meeting", args=[m.key]))
        for m in meetings.upcoming(area=ref, limit=MEETINGS)
    ]


def _time(meeting: Meeting) -> str:
    """The day, and the hour where there is one."""
    assert meeting.starts_at is not None
    at = timezone.localtime(meeting.starts_at)
    day = date_format(at, "DATE_FORMAT")
    if meeting.all_day:
        return day
    return _("%(day)s at %(hour)s") % {"day": day, "hour": date_format(at, "TIME_FORMAT")}
