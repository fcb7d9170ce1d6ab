"""The office pages during a meeting and after it: who is there, minutes, decisions, what must follow."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import viewer_of
from wijk.meetings import access, actions, queries, times, words
from wijk.meetings.forms import ApproveForm, DecisionForm, FollowForm
from wijk.meetings.models import ATTENDANCE, Meeting
from wijk.meetings.views.doing import done
from wijk.organs.models import VOTING


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, key: str) -> HttpResponse:
    """Who is there; the quorum as it stands."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    seats = queries.attendance(row)
    if request.method == "POST":
        told = {s.mandate.pk: request.POST.get(f"seat-{s.mandate.pk}", "") for s in seats}
        stood_in = {
            pk: int(v) for pk in told if (v := request.POST.get(f"substitute-{pk}", "")).isdigit() and len(v) < 18
        }
        guests = request.POST.get("guests", "")
        count = int(guests) if guests.isdigit() and len(guests) < 6 else None
        kept = {pk: state for pk, state in told.items() if state}
        done(
            request, None,
            lambda: actions.note_attendance(viewer, meeting=row, seats=kept, substitutes=stood_in, guests=count),
            _("Noted who is there."),
        )  # fmt: skip
        return redirect("meetings:attendance", key=key)
    substitutes = [s.mandate for s in seats if s.mandate.role == "substitute"]
    context = {
        "meeting": row, "seats": seats, "states": [(code, words.ATTENDANCE[code]) for code in ATTENDANCE],
        "substitutes": substitutes, "quorum": queries.quorum(row, seats),
    }  # fmt: skip
    return render(request, "meetings/attendance.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, key: str) -> HttpResponse:
    """The minutes, a part for each point of the agenda; two who write at once both keep their text."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    clash: dict[str, Any] = {}
    if request.method == "POST":
        which = request.POST.get("item", "")
        of = access.item_of(row, which) if which else None
        version = request.POST.get("version", "")
        mine = (request.POST.get("public_text", ""), request.POST.get("reserved_text", ""))
        try:
            actions.write_minutes(
                viewer, meeting=row, item=of, public_text=mine[0], reserved_text=mine[1],
                version=int(version) if version.isdigit() and len(version) < 10 else 0,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect(f"{request.path}#part-{which or 'whole'}")
        except actions.Clash as found:
            clash = {"item": which, "sentence": str(found), "theirs": found.theirs, "mine": mine}
        except Refused as fault:
            if fault.code in ("absent", "not-allowed"):
                raise
            clash = {"item": which, "sentence": str(fault), "theirs": None, "mine": mine}
    context = {
        "meeting": row, "parts": _parts(row, clash, viewer.key), "owner": access.draft_owner(viewer), "state": words.state(row.state), "clash": clash,
        "approve": ApproveForm(later=queries.following_of(row)) if row.state == "drafted" else None,
        "quorum": queries.quorum(row), "kinds": words.ITEM_KINDS,
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context)


def _parts(row: Meeting, clash: dict[str, Any], writer: str) -> list[dict[str, Any]]:
    """One for the meeting as a whole, then one for each point; what somebody typed in vain stands in its boxes, and so does a draft."""
    told, drafts = queries.sections(row), queries.own_drafts(row, writer)
    lines = [line for top in queries.agenda(row, inside=True) for line in (top, *top.parts)]
    decided = queries.decisions_of([line.item for line in lines], everything=True)
    parts = []
    for line in (None, *lines):
        item = line.item if line else None
        section = told.get(item.pk if item else None)
        key = item.key if item else ""
        here = clash if clash and clash["item"] == key else None
        texts = here["mine"] if here else (section.public_text, section.reserved_text) if section else ("", "")
        draft = None if here or row.state == "approved" else drafts.get(item.pk if item else None)
        if draft is not None:
            texts = draft.public_text, draft.reserved_text
            if section is not None and draft.base != section.version:
                here = {"sentence": actions.Clash(section), "theirs": section}
        parts.append(
            {
                "key": key, "id": key or "whole", "line": line, "item": item, "public": texts[0], "reserved": texts[1],
                "version": section.version if section else 0, "clash": here, "draft": draft, "decisions": decided.get(key, []),
            }
        )  # fmt: skip
    return parts


@require_POST
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what is being written, asked by the script of the page; or throw it away, asked by a button."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    which = request.POST.get("item", "")
    of = access.item_of(row, which) if which else None
    if request.POST.get("drop"):
        actions.drop_draft(viewer, meeting=row, item=of)
        messages.success(request, _("Your draft is thrown away."))
        return redirect(reverse("meetings:minutes", args=[key]) + f"#part-{which or 'whole'}")
    version = request.POST.get("version", "")
    try:
        kept = actions.keep_draft(
            viewer, meeting=row, item=of, public_text=request.POST.get("public_text", ""),
            reserved_text=request.POST.get("reserved_text", ""), version=int(version) if version.isdigit() and len(version) < 10 else 0,
        )  # fmt: skip
    except Refused as fault:
        if fault.code in ("absent", "not-allowed"):
            raise
        return JsonResponse({"sentence": str(fault)}, status=409)
    return JsonResponse({"at": f"{times.local(kept.at):%H:%M}", "changed": kept.changed})


@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Note that the minutes were approved."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    later = queries.following_of(row) if row.ends_at else []
    form = ApproveForm(request.POST, later=later)
    if not form.is_valid():
        messages.error(request, _("Say how and when the minutes were approved."))
        return redirect("meetings:minutes", key=key)
    at = next((m for m in later if m.key == form.cleaned_data["at"]), None)
    done(
        request, None, lambda: actions.approve_minutes(viewer, meeting=row, on=form.cleaned_data["on"], at=at),
        _("The minutes are approved. Everybody can read their public part now."),
    )  # fmt: skip
    return redirect("meetings:minutes", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Note what was decided on a point."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    of = access.item_of(row, item)
    seats = queries.attendance(row)
    here = set(queries.there(row))
    own = [s.mandate for s in seats if s.mandate.pk in here and s.mandate.role in VOTING]
    voters = [m for m in own if m.role != "substitute" or m.substitute_for_id not in here]
    form = DecisionForm(
        request.POST or None, voters=voters, rules=words.rules(), initial={"rule": row.organ.rule, "motion": of.text}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        objections = [line.strip() for line in told["objections"].splitlines() if line.strip()]

        def act() -> None:
            actions.record_decision(
                viewer, item=of, motion=form.text("motion"), rule=told["rule"], votes=form.votes(), objections=objections,
                dissent=form.text("dissent"), outcome=told["outcome"] or None,
            )  # fmt: skip

        if done(request, form, act, _("The decision is noted.")):
            return redirect("meetings:minutes", key=key)
    context = {
        "meeting": row,
        "form": form,
        "heading": of.title.to(),
        "action": _("Note the decision"),
        "quorum": queries.quorum(row, seats),
    }
    return render(request, "meetings/form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """What must follow, and one more."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    people, items = queries.members(row), list(row.items.all())
    form = FollowForm(request.POST or None, members=people, items=items)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        of = next((one for one in items if one.key == told["item"]), None)
        who = next((m for m in people if str(m.pk) == told["mandate"]), None)

        def act() -> None:
            actions.note_follow_up(
                viewer, meeting=row, text=form.text("text"), due=told["due"], mandate=who, owner=form.text("owner"), item=of,
                public=told["shown"],
            )  # fmt: skip

        if done(request, form, act, _("Noted. Whoever does it is reminded a week before.")):
            return redirect("meetings:follow", key=key)
    listed = [(one, *words.FOLLOW_UPS[one.state]) for one in queries.follow_ups(row, inside=True)]
    return render(request, "meetings/follow.html", {"meeting": row, "form": form, "listed": listed})


@login_required
@require_POST
def finish(request: HttpRequest, key: str, follow_up: str) -> HttpResponse:
    """Note that something was done: by who took it upon them, or by who keeps the meeting."""
    viewer = viewer_of(request)
    row = access.open_meeting(viewer, key)
    found = access.open_follow_up(viewer, row, follow_up)
    words_of = request.POST.get("result", "").strip()[:2000]
    result = Text.of(words_of, row.minutes_language) if words_of else None
    done(request, None, lambda: actions.finish_follow_up(viewer, follow_up=found, result=result), _("Noted as done."))
    return redirect("meetings:follow" if access.keeps(viewer, row) else "meetings:meeting", key=key)
