"""How does a plan or a card leave the house? A plan as calendar and JSON, a card as the TOML document that it was read from."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import tomli_w
from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Todo

from wijk.toolbox.deck import Card, document
from wijk.toolbox.plans import Plan, told
from wijk.toolbox.words import LEVELS, OWNERS


def calendar(plan: Plan, made_at: datetime) -> bytes:
    """The plan as iCalendar (RFC 5545): meetings in the city's own time, openings and tasks as whole days."""
    zone = ZoneInfo(settings.TIME_ZONE)
    out = Calendar()
    out.add("prodid", "-//wijk//toolbox//EN")
    out.add("version", "2.0")
    out.add("x-wr-calname", str(plan.title))
    for number, meeting in enumerate(plan.meetings, 1):
        start = datetime.combine(meeting.day, meeting.start, zone)
        event = _entry(Event(), f"meeting-{number}", plan, str(meeting.title), made_at)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=meeting.minutes))
        event.add("status", "TENTATIVE")
        out.add_component(event)
    for number, opening in enumerate(plan.openings, 1):
        event = _entry(Event(), f"opening-{number}", plan, str(opening.title), made_at)
        event.add("dtstart", opening.start)
        event.add("dtend", opening.end + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        out.add_component(event)
    for number, task in enumerate(plan.tasks, 1):
        todo = _entry(Todo(), f"task-{number}", plan, str(task.title), made_at)
        todo.add("due", task.due)
        out.add_component(todo)
    out.add_missing_timezones()
    return bytes(out.to_ical())


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON; what was answered about who was consulted stays with its maker."""
    plain: dict[str, Any] = told(plan)
    plain["choices"] = [
        {k: v for k, v in one.items() if k != "consulted"} | {"answered": bool(one["consulted"])}
        for one in plain["choices"]
    ]
    return plain


def text(plan: Plan) -> str:
    """The plan as lines for a terminal, in the language in force: doubts first, then each phase with its days."""
    lines = [str(plan.title) or _("A plan"), f"{plan.start} – {plan.end}", ""]
    lines.append(_("Hours of work: {hours}. Money: € {euro}.").format(hours=plan.hours, euro=-(-plan.cents // 100)))
    lines += ["", *(f"! {doubt.why} {doubt.do}" for doubt in plan.warnings)]
    for phase in plan.phases:
        lines += ["", f"{phase.title} · {LEVELS[phase.level]} · {phase.start} – {phase.end}"]
        lines += [f"  {when}  {what}" for when, what in sorted(_lines(plan, phase.code))]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _lines(plan: Plan, phase: str) -> Iterator[tuple[str, str]]:
    """When, and what: padded, so that the words stand below each other."""
    for meeting in plan.meetings:
        if meeting.phase == phase:
            yield f"{meeting.day} {meeting.start:%H:%M}", f"{meeting.title} ({meeting.minutes} min)"
    for opening in plan.openings:
        if opening.phase == phase:
            yield f"{opening.start}      ", _("{title}, until {day}").format(title=opening.title, day=opening.end)
    for task in plan.tasks:
        if task.phase == phase:
            yield f"{task.due}      ", f"[{OWNERS[task.owner]}] {task.title}"


def toml(card: Card) -> bytes:
    """The document of a card as TOML, ready to be taken in by another city."""
    return tomli_w.dumps(document(card), multiline_strings=False).encode()


def _entry(entry: Any, name: str, plan: Plan, summary: str, made_at: datetime) -> Any:
    entry.add("uid", f"{plan.key}-{name}@wijk")
    entry.add("dtstamp", made_at)
    entry.add("summary", summary)
    return entry
