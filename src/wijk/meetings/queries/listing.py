"""Which meetings come and which were held: of an area, an organ, a process, a person?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.meetings import times
from wijk.meetings.models import COMING, HELD, Meeting, MeetingQuery
from wijk.organs.models import Mandate, Organ
from wijk.territory.models import Area


def upcoming(
    *,
    area: str | None = None,
    organ: Organ | None = None,
    process: str | None = None,
    limit: int = 10,
    cancelled: bool = False,
) -> list[Meeting]:
    """The public meetings to come, the next first, with their organs; one query. In an area, those of the whole city count."""
    states = [*COMING, "cancelled"] if cancelled else COMING
    rows = _of(area, organ, process).filter(state__in=states).unfinished(clock.now())
    return list(rows.order_by("starts_at", "pk")[:limit])


def held(
    *,
    area: str | None = None,
    organ: Organ | None = None,
    process: str | None = None,
    start: date | None = None,
    end: date | None = None,
    limit: int = 200,
) -> list[Meeting]:
    """The public meetings that took place, the latest first; `start` and `end` are days in the city, both included. One query."""
    rows = _in_period(_of(area, organ, process), start, end)
    rows = rows.filter(Q(state__in=HELD) | Q(state__in=COMING, ends_at__lt=clock.now()))
    return list(rows.order_by("-starts_at", "-pk")[:limit])


def owing_minutes(process: str, start: date, end: date) -> list[Meeting]:
    """The meetings of a process in a period that are over and whose minutes were not approved; also those behind closed doors."""
    rows = Meeting.objects.select_related("organ").filter(process=process, ends_at__lt=clock.now())
    rows = _in_period(rows, start, end).exclude(state__in=["approved", "cancelled", "polling"])
    return list(rows.order_by("starts_at", "pk"))


def _of(area: str | None, organ: Organ | None, process: str | None) -> MeetingQuery:
    rows = Meeting.objects.shown().select_related("organ")
    rows = rows if area is None else rows.at(area)
    rows = rows if organ is None else rows.filter(organ=organ)
    return rows if process is None else rows.filter(process=process)


def _in_period(rows: MeetingQuery, start: date | None, end: date | None) -> MeetingQuery:
    rows = rows if start is None else rows.filter(starts_at__gte=times.midnight(start))
    return rows if end is None else rows.filter(starts_at__lt=times.midnight(end + timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the list of meetings."""

    past: bool = False
    area: str = ""
    organ: str = ""
    process: str = ""


def listed(asked: Filters) -> MeetingQuery:
    """The public meetings that fit: those to come (the next first), or those that are over (the latest first)."""
    rows = Meeting.objects.shown().select_related("organ")
    rows = rows.at(asked.area) if asked.area else rows
    rows = rows.filter(organ__key=asked.organ) if asked.organ else rows
    rows = rows.filter(process=asked.process) if asked.process else rows
    now = clock.now()
    if asked.past:
        return rows.over(now).order_by("-starts_at", "-pk")
    return rows.unfinished(now).order_by("starts_at", "pk")


def of_office(organs: "list[int] | None", *, past: bool = False) -> MeetingQuery:
    """The meetings of some organs (of all where None), public or not, for those who keep them."""
    rows = Meeting.objects.select_related("organ")
    rows = rows if organs is None else rows.filter(organ__in=organs)
    if past:
        return rows.filter(ends_at__lt=clock.now()).order_by("-starts_at", "-pk")
    return rows.filter(Q(ends_at__gte=clock.now()) | Q(state="polling")).order_by("starts_at", "pk")


def mine(person: Person, since: date) -> MeetingQuery:
    """The meetings of the organs in which somebody holds a mandate on the day, reserved ones too."""
    own = Mandate.objects.filter(person=person).values_list("organ", "since", "until")
    fits = Q(pk__in=[])
    for organ, first, last in own:
        span = Q(organ=organ, starts_at__gte=times.midnight(max(first, since)))
        fits |= span & Q(starts_at__lt=times.midnight(last + timedelta(days=1))) if last else span
    return Meeting.objects.select_related("organ").filter(fits)


def following_of(meeting: Meeting) -> list[Meeting]:
    """Later meetings of the same organ, at which the minutes of this one may be approved."""
    rows = Meeting.objects.filter(organ=meeting.organ_id, starts_at__gt=meeting.ends_at).exclude(state="cancelled")
    return list(rows.order_by("starts_at")[:12])


def names_of_areas() -> list[tuple[str, str]]:
    """Every neighbourhood in force as (reference, name), for a choice; one query."""
    rows = Area.objects.current().at("neighbourhood").values_list("code", "name")
    return sorted(((f"neighbourhood/{code}", name.to()) for code, name in rows), key=lambda row: row[1])
