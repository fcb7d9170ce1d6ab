"""The poll: what members say of the moments, the choice of one, and the answers of who telephoned."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.meetings import access, actions, letters, queries, words
from wijk.meetings.models import Meeting, PollOption
from wijk.meetings.queries import Choice
from wijk.meetings.views.doing import done
from wijk.organs.models import Mandate


def told(request: HttpRequest, choices: list[Choice]) -> dict[int, str]:
    """What the boxes of a poll say, by option; nothing of those left open."""
    said = {c.option.pk: request.POST.get(f"option-{c.option.pk}", "") for c in choices}
    return {pk: answer for pk, answer in said.items() if answer}


def moments(choices: list[Choice]) -> list[tuple[Choice, str]]:
    """Each option with its moment in words."""
    return [(c, letters.when(_as_meeting(c.option))) for c in choices]


def _as_meeting(option: PollOption) -> Meeting:
    return Meeting(starts_at=option.starts_at, ends_at=option.ends_at, all_day=option.all_day)


def closed(row: Meeting) -> bool:
    """Is the moment no longer being chosen?"""
    return row.state != "polling" or (row.poll_until is not None and row.poll_until < clock.today())


def _answered(row: Meeting) -> list[tuple[Mandate, bool]]:
    """Every member, and whether they said something."""
    said = queries.answered(row)
    return [(mandate, mandate.pk in said) for mandate in queries.members(row)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, key: str) -> HttpResponse:
    """What members say of the moments, and the choice of one."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    choices = queries.poll(row)
    if request.method == "POST":
        chosen = next((c.option for c in choices if str(c.option.pk) == request.POST.get("option")), None)
        if chosen is None:
            messages.error(request, _("Choose one of the moments."))
        elif done(
            request, None, lambda: actions.close_poll(viewer, meeting=row, option=chosen),
            _("The moment is chosen, and the meeting planned. Invite the members now."),
        ):  # fmt: skip
            return redirect("meetings:desk", key=key)
        return redirect("meetings:poll", key=key)
    people = _answered(row)
    context = {
        "meeting": row, "people": people, "said": sum(1 for _who, said in people if said), "choices": moments(choices),
        "over": closed(row),
    }  # fmt: skip
    return render(request, "meetings/poll.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_for(request: HttpRequest, key: str, mandate: int) -> HttpResponse:
    """The answers of one member, noted by the office while they are on the telephone."""
    viewer = viewer_of(request)
    row, who = access.keep_poll(viewer, key, mandate)
    choices = queries.poll(row, who)
    if request.method == "POST":
        answers = told(request, choices)
        if not answers:
            messages.error(request, _("Note what they say of at least one moment."))
            return redirect("meetings:answer_for", key=key, mandate=mandate)
        try:
            actions.answer_poll(viewer, meeting=row, mandate=who, answers=answers)
        except Refused as fault:
            if fault.code in ("absent", "not-allowed"):
                raise
            messages.error(request, str(fault))
            return redirect("meetings:answer_for", key=key, mandate=mandate)
        messages.success(request, _("Noted what {member} said.").format(member=who.who or _("a member")))
        return redirect("meetings:poll", key=key)
    context = {
        "meeting": row, "mandate": who, "choices": moments(choices), "answers": list(words.ANSWERS.items()), "over": closed(row),
    }  # fmt: skip
    return render(request, "meetings/answer_for.html", context)
