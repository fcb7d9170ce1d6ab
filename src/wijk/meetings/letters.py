"""The letters of this room, each in the language of who gets it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core.site import absolute
from wijk.meetings import access, times
from wijk.meetings.models import FollowUp, Meeting
from wijk.notices.actions import write_to
from wijk.organs.models import Mandate


def invitations(meeting: Meeting, people: Sequence[Mandate]) -> int:
    """Invite members to a meeting, or to choose its moment; each once per moment."""
    kind = "poll" if meeting.state == "polling" else "invite"
    written = 0
    for mandate in people:
        if mandate.person is None:
            continue
        with override(mandate.person.language):
            title, body = _poll(meeting, mandate) if kind == "poll" else _invitation(meeting)
        key = f"meetings.{kind}:{meeting.key}:{meeting.sequence}"
        written += write_to(
            people=[mandate.person],
            key=key,
            title=title,
            body=body,
            language=mandate.person.language,
            path=f"meetings/{meeting.key}/",
        )
    return written


def tomorrow(meeting: Meeting, people: Sequence[Mandate]) -> int:
    """Remind members of a meeting the day before."""
    written = 0
    for mandate in people:
        if mandate.person is None:
            continue
        with override(mandate.person.language):
            title = _("Soon: {meeting}").format(meeting=meeting.title.to())
            body = "\n\n".join(_facts(meeting))
        key = f"meetings.soon:{meeting.key}:{meeting.sequence}"
        written += write_to(
            people=[mandate.person],
            key=key,
            title=title,
            body=body,
            language=mandate.person.language,
            path=f"meetings/{meeting.key}/",
        )
    return written


def reminder(follow_up: FollowUp, *, late: bool) -> int:
    """Remind whoever took something upon them."""
    person = follow_up.mandate.person if follow_up.mandate else None
    if person is None:
        return 0
    with override(person.language):
        due = date_format(follow_up.due, "DATE_FORMAT")
        title = _("This was due on {due}").format(due=due) if late else _("This is due on {due}").format(due=due)
        body = _(
            "At “{meeting}” you took this upon you:\n\n{text}\n\nWhen it is done, say so on the page of the meeting."
        ).format(meeting=follow_up.meeting.title.to(), text=follow_up.text.to())
    key = f"meetings.follow-up:{follow_up.key}:{'late' if late else 'soon'}"
    return write_to(
        people=[person],
        key=key,
        title=title,
        body=body,
        language=person.language,
        path=f"meetings/{follow_up.meeting.key}/",
    )


def _poll(meeting: Meeting, mandate: Mandate) -> tuple[str, str]:
    title = _("Which moment suits you for {meeting}?").format(meeting=meeting.title.to())
    link = absolute(reverse("meetings:answer", args=[meeting.key, access.poll_token(meeting, mandate)]))
    until = date_format(meeting.poll_until, "DATE_FORMAT") if meeting.poll_until else ""
    body = _(
        "{organ} looks for a moment to meet. Say which moments suit you, until {until}. This link is yours alone, and needs no password:\n\n{link}"
    ).format(organ=meeting.organ.title.to(), until=until, link=link)
    return title, body


def _invitation(meeting: Meeting) -> tuple[str, str]:
    title = _("Invitation: {meeting}").format(meeting=meeting.title.to())
    facts = _facts(meeting)
    if points := [f"{n}. {item.title.to()}" for n, item in enumerate(meeting.items.filter(parent=None), 1)]:
        facts.append(_("Agenda") + "\n" + "\n".join(points))
    calendar = absolute(reverse("meetings:event", args=[meeting.key]))
    if meeting.public and meeting.organ.public:
        facts.append(_("Put it into your calendar: {link}").format(link=calendar))
    return title, "\n\n".join(facts)


def _facts(meeting: Meeting) -> list[str]:
    facts = [meeting.organ.title.to(), when(meeting), meeting.where.to(), meeting.about.to(), meeting.route.to()]
    if meeting.child_care:
        facts.append(_("There is child care."))
    if meeting.online:
        facts.append(_("Take part online: {link}").format(link=meeting.online))
    return [fact for fact in facts if fact]


def when(meeting: Meeting) -> str:
    """The moment in words, in the language of the page and the time of the city."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return _("The moment is being chosen.")
    first = times.local(meeting.starts_at)
    last = times.last_day(meeting.starts_at, meeting.ends_at)
    day = date_format(first.date(), "l j F Y")
    if meeting.all_day:
        return (
            day
            if last == first.date()
            else _("{first} until {last}").format(first=day, last=date_format(last, "l j F Y"))
        )
    ends = times.local(meeting.ends_at)
    until = f"{ends:%H:%M}" if last == first.date() else f"{date_format(ends.date(), 'l j F Y')} {ends:%H:%M}"
    return _("{day}, from {start} to {end}").format(day=day, start=f"{first:%H:%M}", end=until)
