"""What everybody reads: the list of meetings, the page of one, its documents, and calendars."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.accounts.access import open_self
from wijk.core import clock, documents
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import viewer_of
from wijk.meetings import access, actions, feeds, letters, queries, times, words
from wijk.meetings.models import Meeting
from wijk.meetings.queries import Filters
from wijk.meetings.views import polling
from wijk.organs.queries import listed as organs
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a list shows it."""

    meeting: Meeting
    when: str
    state: str
    look: str
    mark: bool


def entries(rows: list[Meeting]) -> list[Entry]:
    """Meetings with their words; a state that goes without saying is not marked."""
    return [Entry(m, letters.when(m), *words.state(m.state), m.state != "planned") for m in rows]


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """The meetings to come, or those that are over, of an area, an organ or a process."""
    told = Filters(
        asked(request, "when") == "past", asked(request, "area"), asked(request, "organ"), asked(request, "process")
    )
    page = paginate(queries.listed(told), request, 20)
    context = {
        "page": page, "entries": entries(list(page.items)), "asked": told, "areas": queries.names_of_areas(),
        "organs": [(o.key, o.title.to()) for o in organs()[:300]], "feed": _feed_of(told),
    }  # fmt: skip
    return render(request, "meetings/index.html", context)


def _feed_of(told: Filters) -> str:
    if told.organ:
        return reverse("meetings:calendar", args=["organ", told.organ])
    if told.process:
        return reverse("meetings:calendar", args=["process", told.process])
    return reverse("meetings:calendar", args=["area", told.area] if told.area else ["city", "all"])


@open_page
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting: when, where, how to get there, agenda, documents, minutes, decisions, what must follow."""
    viewer = viewer_of(request)
    row = access.open_meeting(viewer, key)
    keeps = bool(viewer.key) and access.keeps(viewer, row)
    mandate = access.sits(viewer, row)
    inside = keeps or mandate is not None
    agenda = queries.agenda(row, inside=inside)
    papers = queries.documents(row, inside=inside)
    approved = row.state == "approved"
    told = queries.sections(row) if row.was_held and (approved or inside) else {}
    decided = queries.decisions_of([line.item for line in _all(agenda)], everything=inside)
    for line in _all(agenda):
        line.papers = [p for p in papers if p.item_id == line.item.pk]
        line.section = None if line.hidden else told.get(line.item.pk)
        line.decisions = decided.get(line.item.key, [])
    context = {
        "meeting": row, "when": letters.when(row), "state": words.state(row.state), "agenda": agenda, "keeps": keeps,
        "inside": inside, "mandate": mandate, "papers": [p for p in papers if p.item_id is None], "whole": told.get(None),
        "has_minutes": bool(told), "follow_ups": _follow_ups(row, viewer, inside=inside), "facilities": words.facilities(row.access),
        "old_moments": _old(row), "parts": list(row.parts.all()), "abroad": _abroad(request, row), "kinds": words.ITEM_KINDS,
        "seats": _seats(row, inside=inside, approved=approved), "token": _own_link(row, mandate),
        "starts_iso": times.local(row.starts_at).isoformat() if row.starts_at else "", "tag": f"subject:meetings.meeting:{row.key}",
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


def _all(agenda: list[queries.Line]) -> list[queries.Line]:
    return [line for top in agenda for line in (top, *top.parts)]


def _own_link(row: Meeting, mandate: Any) -> str:
    return access.poll_token(row, mandate) if mandate is not None and row.state == "polling" else ""


def _follow_ups(row: Meeting, viewer: Any, *, inside: bool) -> list[dict[str, Any]]:
    found = []
    for one in queries.follow_ups(row, inside=inside):
        owner = one.owner.to()
        if one.mandate is not None:
            named = one.mandate.who if inside or one.mandate.public else ""
            represented = one.mandate.represents.title.to() if one.mandate.represents else ""
            owner = named or represented or _("a member")
        label, look = words.FOLLOW_UPS[one.state]
        found.append({"row": one, "owner": owner, "label": label, "look": look, "own": access.owns(viewer, one)})
    return found


def _old(row: Meeting) -> list[str]:
    if row.sequence == 0:
        return []
    return [
        letters.when(Meeting(starts_at=o.starts_at, ends_at=o.ends_at, all_day=o.all_day))
        for o in row.old_moments.all()
    ]


def _seats(row: Meeting, *, inside: bool, approved: bool) -> dict[str, Any] | None:
    """Who was there: names for members, numbers for everybody once the minutes are approved."""
    if not row.was_held or not (inside or approved):
        return None
    seats = queries.attendance(row)
    if not any(seat.state for seat in seats):
        return None
    named = [(seat.mandate.who or _("a member"), words.ATTENDANCE[seat.state]) for seat in seats if seat.state]
    return {"quorum": queries.quorum(row, seats), "named": named if inside else [], "guests": row.guests}


def _abroad(request: HttpRequest, row: Meeting) -> dict[str, Any]:
    """The moment in another time zone, where one is asked for."""
    name = asked(request, "zone")
    zone = times.zone_called(name)
    shown: dict[str, str] = {}
    if zone is not None and row.starts_at and row.ends_at and not row.all_day:
        starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
        shown = {
            "starts": starts.isoformat(),
            "words": f"{date_format(starts.date(), 'l j F Y')}, {starts:%H:%M} – {ends:%H:%M}",
        }
    return {"zone": name if zone else "", "zones": words.ZONES, "city": times.city_zone().key, **shown}


@open_page
def paper(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A document of a meeting, to save."""
    viewer = viewer_of(request)
    row = access.open_meeting(viewer, key)
    return documents.answer(access.open_paper(viewer, row, pk).kept)


# --- calendars ------------------------------------------------------------------------------------------------------


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting, to put into one's own calendar."""
    viewer = viewer_of(request)
    try:
        row = access.open_meeting(viewer, key)
    except Absent as absent:
        raise Http404 from absent
    inside = frozenset({row.pk}) if access.inside(viewer, row) else frozenset[int]()
    return _calendar(request, feeds.calendar(row.title.to(), [row], inside=inside), key, private=bool(viewer.key))


@require_safe
def calendar(request: HttpRequest, what: str, key: str) -> HttpResponse:
    """The calendar of an organ, a process, an area, the city, or (by its secret address) of a person."""
    try:
        own = what == "person"
        feed = queries.own_feed(access.calendar_person(key)) if own else queries.public_feed(what, key)
    except Absent as absent:
        raise Http404 from absent
    stamp = feeds.stamp(feed.name, feed.meetings, inside=feed.inside, about=feed.about)
    same = get_conditional_response(request, etag=stamp)
    if same is not None and same.status_code == 304:
        return same  # most programs ask often and know what they have: nothing is written then
    written = feeds.calendar(feed.name, feed.meetings, inside=feed.inside, about=feed.about)
    return _calendar(request, written, "meetings" if own else key.replace("/", "-"), private=own, stamp=stamp)


def _calendar(request: HttpRequest, written: bytes, name: str, *, private: bool, stamp: str = "") -> HttpResponse:
    answer = HttpResponse(written, content_type=feeds.MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer["ETag"] = stamp or f'"{blake2b(written, digest_size=12).hexdigest()}"'
    if private:
        patch_cache_control(answer, private=True, no_cache=True)
        answer["Referrer-Policy"] = "no-referrer"
    else:
        patch_cache_control(answer, public=True, max_age=300)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """The secret address of one's own calendar, and a new one where the old one came to others."""
    viewer = viewer_of(request)
    person = open_self(viewer)
    if request.method == "POST":
        actions.renew_calendar(viewer, person=person)
        messages.success(request, _("Your calendar has a new address. The old one opens nothing any more."))
        return redirect("meetings:my_calendar")
    kept = getattr(person, "calendar_key", None)
    token = access.calendar_token(kept) if kept else ""
    link = request.build_absolute_uri(reverse("meetings:calendar", args=["person", token])) if token else ""
    rows = list(queries.mine(person, clock.today()).exclude(state="cancelled").order_by("starts_at")[:20])
    return render(request, "meetings/my_calendar.html", {"link": link, "entries": entries(rows)})


# --- the poll -------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """The poll for one member, by their own link; needs no account."""
    try:
        row, mandate = access.open_poll(key, token)
    except Absent as absent:
        raise Http404 from absent
    if request.method == "POST":
        try:
            actions.answer_poll(
                viewer_of(request), meeting=row, mandate=mandate, answers=polling.told(request, queries.poll(row)), token=token
            )  # fmt: skip
            messages.success(request, _("Thank you. You can change your answers until the last day."))
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect("meetings:answer", key=key, token=token)
    told_of = {
        "meeting": row,
        "choices": polling.moments(queries.poll(row, mandate)),
        "answers": list(words.ANSWERS.items()),
        "over": polling.closed(row),
        "when": letters.when(row),
    }
    reply = render(request, "meetings/answer.html", told_of)
    reply["Referrer-Policy"] = (
        "same-origin"  # the secret address goes nowhere else; without any, a browser sends no origin and the form fails
    )
    return reply
