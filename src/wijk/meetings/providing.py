"""What does this room answer when others ask? Cards, news, the timeline of an area, the search, own data, data sets, reminders."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, override

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.providers import Card, Dataset, Done, Happening, News, Time
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.meetings import access, actions, letters
from wijk.meetings.models import Attendance, CalendarKey, Draft, FollowUp, Item, Meeting, PlaceOf, PollAnswer
from wijk.organs.queries import titled


class Describes:
    """Meetings and points of their agendas; reserved ones only to who sits there or keeps them."""

    kinds = ("meetings.meeting", "meetings.item")

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """How it looks; None where this viewer may not know of it."""
        try:
            if subject.kind == "meetings.meeting":
                return _card(access.open_meeting(viewer, subject.id))
            item = Item.objects.select_related("meeting__organ", "parent").filter(key=subject.id).first()
            if item is None:
                return None
            meeting = access.open_meeting(viewer, item.meeting.key)
        except Absent:
            return None
        if not access.item_public(item) and not access.inside(viewer, meeting):
            return None
        return Card(item.title.to(), f"{reverse('meetings:meeting', args=[meeting.key])}#item-{item.key}", "item")


def _card(meeting: Meeting) -> Card:
    return Card(meeting.title.to(), reverse("meetings:meeting", args=[meeting.key]), "meeting")


_NEWS: Mapping[str, Any] = {
    "meetings.plan_meeting": gettext_lazy("A meeting is planned: {when}"),
    "meetings.close_poll": gettext_lazy("A meeting is planned: {when}"),
    "meetings.move_meeting": gettext_lazy("The meeting is moved: {when}"),
    "meetings.cancel_meeting": gettext_lazy("The meeting is cancelled: {when}"),
    "meetings.split_meeting": gettext_lazy("A part of the meeting takes place at another moment. {when}"),
    "meetings.approve_minutes": gettext_lazy("The minutes are approved and can be read. {when}"),
}


class Tells:
    """News of meetings planned, moved, cancelled and split, and of approved minutes."""

    kinds = ("meetings.meeting",)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """What followers hear of each line; two queries for all of them together."""
        keys = {one.subject.id for one in done if one.verb in _NEWS}
        found = {m.key: m for m in Meeting.objects.shown().select_related("organ").filter(key__in=keys)}
        areas: dict[int, set[str]] = {}
        for meeting, area in PlaceOf.objects.filter(meeting__in=found.values()).values_list("meeting", "area"):
            areas.setdefault(meeting, set()).add(area)
        return [_news(one, found.get(one.subject.id), areas) for one in done]


def _news(done: Done, meeting: Meeting | None, areas: Mapping[int, set[str]]) -> News | None:
    if meeting is None or done.verb not in _NEWS:
        return None
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(_NEWS[done.verb]).format(when=letters.when(meeting))
    about = [meeting.subject, Subject("organs.organ", meeting.organ.key)]
    if meeting.process:
        about.append(Subject("processes.process", meeting.process))
    points = ((meeting.lon, meeting.lat),) if meeting.lon is not None and meeting.lat is not None else ()
    where = frozenset(areas.get(meeting.pk, ()))
    return News(
        meeting.title, f"meetings/{meeting.key}/", "meeting", text=Text(said), areas=where, about=tuple(about), points=points
    )  # fmt: skip


class GoesOn:
    """The meetings of an area: those that come, and those just held; one query."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """From a month ago on, the earliest first."""
        now = clock.now()
        rows = Meeting.objects.shown().at(area).select_related("organ").filter(starts_at__gte=now - timedelta(days=31))
        return [_happening(m, now) for m in rows.exclude(state="cancelled").order_by("starts_at", "pk")[:limit]]


def _happening(meeting: Meeting, now: datetime) -> Happening:
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    state: Time = "past" if meeting.ends_at < now else "now" if meeting.starts_at <= now else "next"
    text = f"{gettext('Meeting')} · {meeting.organ.title.to()}"
    return Happening(meeting.starts_at, meeting.subject, _card(meeting), state, text)


class Finds:
    """Finds public meetings by the words of their title; one query."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """The latest first."""
        rows = titled(Meeting.objects.shown().select_related("organ").order_by("-starts_at"), words, limit)
        return [_card(meeting) for meeting in rows]


class OwnMeetings:
    """What this room holds of a person: where they were, what they took upon them, what they said of moments, their calendar."""

    name = "meetings"

    def export(self, person: str) -> dict[str, Any]:
        """A copy for themselves."""
        there = Attendance.objects.filter(mandate__person__key=person).select_related("meeting").order_by("meeting")
        owed = FollowUp.objects.filter(mandate__person__key=person).order_by("due")
        answers = PollAnswer.objects.filter(mandate__person__key=person).select_related("option").order_by("pk")
        return {
            "attendance": [{"meeting": row.meeting.key, "state": row.state} for row in there],
            "follow_ups": [
                {"text": dict(row.text), "due": row.due.isoformat(), "done": row.done_on and row.done_on.isoformat()}
                for row in owed
            ],
            "answers": [
                {"moment": row.option.starts_at.isoformat(), "answer": row.answer} for row in answers
            ],
            "drafts": [
                {"meeting": d.meeting.key, "public": d.public_text, "reserved": d.reserved_text}
                for d in Draft.objects.filter(person__key=person).select_related("meeting").order_by("pk")
            ],
            "calendar_since": [k.made_at.isoformat() for k in CalendarKey.objects.filter(person__key=person)],
        }  # fmt: skip

    def erase(self, person: str) -> int:
        """The calendar closes; drafts and what they said of moments go. That a member was there stays; who it was, organs forget."""
        return actions.forget(person)


class Works:
    """Reminders: of what must follow, and of meetings the day before. Drafts that nobody finished go."""

    name = "meetings.reminders"

    def work(self, now: datetime) -> int:
        """How many letters were written."""
        actions.forget_old_drafts(now)
        return actions.remind(now)


class Publishes:
    """The public meetings as data."""

    def datasets(self) -> Iterator[Dataset]:
        """One data set."""
        last = Meeting.objects.shown().order_by("-changed_at").values_list("changed_at", flat=True).first()
        if last is None:
            return
        yield Dataset(
            id="meetings",
            title=_in_all(gettext_lazy("Meetings")),
            description=_in_all(
                gettext_lazy("Public meetings of organs: when, where, in which state, with agenda and decisions as linked data.")
            ),
            licence="CC0-1.0",
            source="wijk",
            publisher="",
            issued=datetime(2026, 1, 1, tzinfo=UTC),
            modified=last,
            keywords=("meetings", "agenda", "minutes", "decisions"),
            distributions=(
                ("text/csv", "api/v1/meetings.csv"), ("application/json", "api/v1/meetings.json"),
                ("text/calendar", "nl/calendars/city/all.ics"),
            ),
        )  # fmt: skip


def _in_all(words: Any) -> Text:
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(words)
    return Text(said)


describes, tells, goes_on, finds = Describes(), Tells(), GoesOn(), Finds()
erases, works, publishes = OwnMeetings(), Works(), Publishes()
